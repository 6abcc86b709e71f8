"""The municipality makes a form of its own: a draft, its questions, published; what was filled in keeps its version."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bti.models import Skjemamal
from tests import factories as f
from tests.bti.skjema.conftest import FYLT, make_mal, svar_in, utfylling_at
from tests.eier import as_owner

pytestmark = pytest.mark.django_db
ADMIN, NYTT = reverse("bti:skjemamal-admin"), reverse("bti:skjemamal-new")
SPOERSMAAL = {"ledetekst": "Hvor er barnet i friminuttet?", "hjelp": "", "felttype": "tekst", "valg": ""}


@pytest.fixture
def ragna(login, verden) -> Client:
    return login(verden.ragna)


def send(client: Client, url: str, times: int = 1, **felter):
    page = client.get(url).content.decode()
    data = dict(re.findall(r'name="(skjema_token|redigert)" value="([^"]+)"', page)) | felter
    return [client.post(url, data) for _ in range(times)][-1]


def at(navn: str, utkast: Skjemamal) -> str:
    return reverse(f"bti:skjemamal-{navn}", args=[utkast.pk])


@pytest.fixture
def utkast(ragna) -> Skjemamal:
    send(ragna, NYTT, navn="Friminuttskjema", gjelder="undring", times=2)
    with as_owner():
        return Skjemamal.objects.get()


def test_made_changed_published_and_filled_in(verden, ragna, utkast, start, fill):
    felt = at("felt", utkast)
    assert "0 er «svært vanskelig», og 10 er «går fint»." in ragna.get(felt).content.decode()
    assert (utkast.versjon, utkast.sikkerhet, utkast.published_at) == (1, "kommunen", None)
    assert send(ragna, at("publiser", utkast)).status_code == 422  # nothing is asked in it
    send(ragna, felt, **SPOERSMAAL)
    valg = {"ledetekst": "Hvem leker barnet med?", "felttype": "flervalg", "paakrevd": "on"}
    send(ragna, felt, **SPOERSMAAL | valg | {"valg": "Søsken\n\n  Andre   barn\nSøsken\nIngen\n"})
    send(ragna, felt, **SPOERSMAAL | {"ledetekst": "Går det fint?", "felttype": "skala", "valg": "glemt"})
    send(ragna, f"{felt}?nr=1", **SPOERSMAAL | {"ledetekst": "Hvor er barnet?"})
    page = ragna.get(at("edit", utkast)).content.decode()
    redigert = re.search(r'name="redigert" value="(\d+)"', page)[1]
    ragna.post(at("flytt", utkast), {"redigert": redigert, "nummer": "3", "gjoer": "opp"})
    late = ragna.post(at("flytt", utkast), {"redigert": redigert, "nummer": "1", "gjoer": "bort"})
    assert late.status_code == 302  # somebody has saved since: nothing is taken away
    with as_owner():
        felter = [(one.ledetekst, one.felttype, one.valg, one.paakrevd) for one in utkast.felter.all()]
    assert felter == [
        ("Hvor er barnet?", "tekst", [], False),
        ("Går det fint?", "skala", [], False),
        ("Hvem leker barnet med?", "flervalg", ["Søsken", "Andre barn", "Ingen"], True),
    ]
    assert "Hvem leker barnet med?" in ragna.get(at("vis", utkast)).content.decode()
    assert start(utkast).endswith("/skjema/")  # a draft is not filled in
    assert send(ragna, at("publiser", utkast), times=2).status_code == 404  # done the first time
    url = start(utkast)
    assert fill(url, ferdig=True, f_3=["Søsken"], f_2="7").status_code == 302
    assert sorted(svar_in(utfylling_at(url)).values(), key=str) == [7, ["Søsken"]]


def test_a_new_version_leaves_what_was_filled_in(verden, ragna, mal, start, fill, login):
    old = start(mal)
    fill(old, ferdig=True, **FYLT)
    half = start(mal)
    assert ragna.post(reverse("bti:skjemamal-versjon", args=[mal.pk])).status_code == 302
    again = ragna.post(reverse("bti:skjemamal-versjon", args=[mal.pk]))["Location"]
    with as_owner():
        ny = Skjemamal.objects.get(noekkel="observasjon", versjon=2)
    assert again == at("edit", ny)
    send(
        ragna,
        f"{at('felt', ny)}?nr=2",
        **SPOERSMAAL | {"ledetekst": "Hva la du merke til?", "felttype": "langtekst"},
    )
    send(ragna, at("om", ny), navn="Observasjon, ny", gjelder="undring", ingress="Skriv kort.")
    send(ragna, at("publiser", ny))
    jonas = login(verden.jonas)
    side = jonas.get(reverse("bti:skjema-sak", args=[verden.nora_sak.pk])).content.decode()
    assert str(ny.pk) in side
    assert f'value="{mal.pk}"' not in side
    for url in (reverse("bti:utfylling", args=[utfylling_at(old).pk]), half):
        page = jonas.get(url).content.decode()
        assert "Spørsmål om sett" in page
        assert "Hva la du merke til?" not in page
    fersk = jonas.get(start(ny, fra=utfylling_at(old))).content.decode()
    assert "Spørsmål om sett" in fersk  # he goes on with what he had begun
    bruk = reverse("bti:skjemamal-bruk", args=[ny.pk])
    ragna.post(bruk)
    side = jonas.get(reverse("bti:skjema-sak", args=[verden.nora_sak.pk])).content.decode()
    assert str(ny.pk) not in side
    ragna.post(bruk)
    assert str(ny.pk) in jonas.get(reverse("bti:skjema-sak", args=[verden.nora_sak.pk])).content.decode()


@pytest.mark.parametrize(
    ("felter", "sagt"),
    [
        ({"ledetekst": " "}, "Skriv spørsmålet."),
        ({"felttype": "tull"}, "Velg"),
        ({"felttype": "valg", "valg": "Bare ett"}, "Skriv minst to svar å velge mellom."),
        ({"felttype": "valg", "valg": "\n".join(map(str, range(21)))}, "Skriv høyst 20 svar."),
        ({"felttype": "valg", "valg": f"a\n{'x' * 101}"}, "Hvert svar kan ha høyst 100 tegn."),
    ],
)
def test_what_must_be_put_right(ragna, utkast, felter, sagt):
    response = send(ragna, at("felt", utkast), **SPOERSMAAL | felter)
    assert response.status_code == 422
    assert sagt in response.content.decode()


def test_two_change_the_same_draft(verden, ragna, utkast, login):
    adm = login(verden.adm)
    page = adm.get(at("om", utkast)).content.decode()
    data = dict(re.findall(r'name="(skjema_token|redigert)" value="([^"]+)"', page))
    send(ragna, at("felt", utkast), **SPOERSMAAL)
    mine = data | {"navn": "Nytt navn", "gjelder": "sak", "ingress": ""}
    refused = adm.post(at("om", utkast), mine)
    assert refused.status_code == 422
    redigert = re.search(r'name="redigert" value="(\d+)"', refused.content.decode())[1]
    assert adm.post(at("om", utkast), mine | {"redigert": redigert}).status_code == 302
    with as_owner():
        utkast.refresh_from_db()
        assert (utkast.navn, utkast.felter.count()) == ("Nytt navn", 1)  # both changes stand


def test_a_draft_is_thrown_away(ragna, utkast):
    assert ragna.get(at("slett", utkast)).status_code == 200
    assert ragna.post(at("slett", utkast)).status_code == 302
    with as_owner():
        assert not Skjemamal.objects.exists()
    assert "Kommunen har ingen skjemaer ennå." in ragna.get(ADMIN).content.decode()


def test_who_may_and_whose(verden, utkast, login):
    answers = {
        navn: tuple(login(getattr(verden, navn)).get(url).status_code for url in (ADMIN, at("edit", utkast)))
        for navn in ("ragna", "adm", "jonas", "siri", "berit", "kari")
    }
    assert answers == {"ragna": (200, 200), "adm": (200, 200)} | dict.fromkeys(
        ("jonas", "siri", "berit", "kari"), (403, 403)
    )
    fjell = f.BrukerFactory()
    f.KommunerolleFactory(bruker=fjell, kommune=verden.fjellvik, rolle="bti_koordinator")
    assert login(fjell).get(at("edit", utkast)).status_code == 404
    egen = make_mal(verden.solvik, noekkel="egen")
    assert login(fjell).post(reverse("bti:skjemamal-versjon", args=[egen.pk])).status_code == 404


def test_a_tool_of_the_guide_leads_to_a_form_that_is_chosen(verden, ragna):
    """Also one that is not here stays: the guide may have come from another municipality."""
    make_mal(verden.solvik, noekkel="observasjon", navn="Observasjon i garderoben")
    ny = ragna.post(reverse("bti:veileder-new"), {"kommune": str(verden.solvik.pk), "tjenestetype": ""})[
        "Location"
    ]
    steg = re.search(r'href="([^"]*/steg/[0-9a-f-]{36}/)"', ragna.get(ny).content.decode())[1]
    page = ragna.get(steg).content.decode()
    assert '<option value="observasjon">Observasjon i garderoben</option>' in page
    fields = {
        "hva": "Se.", "hvordan": "Slik.", "hvem": "Du.", "naar": "Nå.", "avsluttes": "Da.", "navn": "Se",
        "sikkerhet": "kommunen", "verktoey_1_navn": "Se på leken",
    }  # fmt: skip
    assert send(ragna, steg, **fields, verktoey_1_skjema_noekkel="tull").status_code == 422
    assert send(ragna, steg, **fields, verktoey_1_skjema_noekkel="observasjon").status_code == 302
    assert '<option value="observasjon" selected>' in ragna.get(steg).content.decode()
