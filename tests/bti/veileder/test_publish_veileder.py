"""A coordinator changes a step and publishes it: a new case has it, an old one does not."""

import json
import re

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from bti.models import Nivaa, Steg, Veileder
from bti.queries import get_aapningsnivaa
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.eier import as_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def ragna(client, verden):
    """The coordinator; Solvik's guide is whole enough to be published again."""
    with as_owner():
        Nivaa.objects.filter(veileder=verden.veileder).update(kilde="Solvik 2026")
        Veileder.objects.filter(pk=verden.veileder.pk).update(kilde="Solvik 2026")
        f.StegFactory(nivaa=verden.nivaaer[3], nummer=1)
        Steg.objects.filter(nivaa__veileder=verden.veileder).update(
            hvordan="Slik.", hvem="Du.", naar="Nå.", avsluttes="Når det er gjort."
        )
    client.force_login(verden.ragna)
    return client


def begin(client, verden, tjenestetype: str = "") -> Veileder:
    response = client.post(
        reverse("bti:veileder-new"), {"kommune": verden.solvik.pk, "tjenestetype": tjenestetype}
    )
    utkast = Veileder.objects.get(kommune=verden.solvik, tjenestetype=tjenestetype, published_at=None)
    assert response.url == reverse("bti:veileder-edit", args=[utkast.pk])
    return utkast


def fields(html: str) -> dict[str, str]:
    """What the form holds, as a browser would send it."""
    form = html[html.index("data-kladd=") :].split("</form>")[0]
    found = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
    found |= {n: v.strip() for n, v in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)<', form)}
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return {name: verdi for name, verdi in found.items() if name != "csrfmiddlewaretoken"}


def change_steg(client, utkast: Veileder, steg: Steg, **felter: str):
    url = reverse("bti:veileder-steg-edit", args=[utkast.pk, steg.varig])
    return client.post(url, fields(client.get(url).content.decode()) | felter)


def publish(client, utkast: Veileder):
    url = reverse("bti:veileder-publiser", args=[utkast.pk])
    return client.post(url, fields(client.get(url).content.decode()) | {"endringer": "Steg 1 er nytt."})


def test_a_changed_step_is_in_a_new_case_and_not_in_an_old_one(ragna, verden):
    old_case, steg = verden.nora_sak, verden.nivaaer[1].steg.get()
    utkast = begin(ragna, verden)

    assert change_steg(ragna, utkast, steg, navn="Møt familien hjemme").status_code == 302
    seen = ragna.get(reverse("bti:veileder-publiser", args=[utkast.pk])).content.decode()
    assert "Møt familien hjemme" in seen
    assert get_aapningsnivaa(verden.solvik.pk).veileder == verden.veileder, "a draft counts for nobody"
    assert publish(ragna, utkast).url == reverse("bti:veileder-serie", args=[verden.veileder.serie])

    new_level = get_aapningsnivaa(verden.solvik.pk)
    assert new_level.steg.get().navn == "Møt familien hjemme"
    assert new_level.steg.get().varig == steg.varig
    with as_owner():
        old_case.refresh_from_db()
        assert old_case.nivaa.steg.get().navn == "Møte med foresatte og barn"
    public = type(ragna)().get(reverse("bti:veileder-steg", args=[steg.varig])).content.decode()
    assert "Møt familien hjemme" in public


def test_a_draft_begins_as_a_copy_and_there_is_one(ragna, verden):
    utkast = begin(ragna, verden)

    assert begin(ragna, verden) == utkast
    assert (utkast.versjon, utkast.serie, utkast.redigert) == (2, verden.veileder.serie, 2)
    before = set(Steg.objects.filter(nivaa__veileder=verden.veileder).values_list("varig", "navn"))
    assert set(Steg.objects.filter(nivaa__veileder=utkast).values_list("varig", "navn")) == before


def test_a_guide_for_a_kind_of_service_gets_addresses_of_its_own(ragna, verden):
    utkast = begin(ragna, verden, "skole")

    mine = set(Steg.objects.filter(nivaa__veileder=utkast).values_list("varig", flat=True))
    assert len(mine) == Steg.objects.filter(nivaa__veileder=verden.veileder).count()
    assert not mine & set(
        Steg.objects.filter(nivaa__veileder=verden.veileder).values_list("varig", flat=True)
    )
    assert utkast.serie != verden.veileder.serie


def test_two_who_change_the_same_guide_do_not_overwrite_each_other(ragna, verden):
    utkast, steg = begin(ragna, verden), verden.nivaaer[1].steg.get()
    url = reverse("bti:veileder-steg-edit", args=[utkast.pk, steg.varig])
    mine = fields(ragna.get(url).content.decode())
    change_steg(ragna, utkast, steg, navn="Den andre sin")

    response = ragna.post(url, mine | {"navn": "Min"})

    assert response.status_code == 422
    assert "Noen andre har lagret" in response.content.decode()
    assert "Min" in response.content.decode()
    assert Steg.objects.get(nivaa__veileder=utkast, varig=steg.varig).navn == "Den andre sin"
    again = fields(response.content.decode())
    assert ragna.post(url, again).status_code == 302
    assert Steg.objects.get(nivaa__veileder=utkast, varig=steg.varig).navn == "Min"


def test_tools_conditions_levels_and_steps_are_added_and_taken_away(ragna, verden):
    utkast, steg = begin(ragna, verden), verden.nivaaer[1].steg.get()
    tool = {"verktoey_1_navn": "Samtaleguide", "verktoey_1_lenke": "https://eksempel.invalid/guide"}
    assert change_steg(ragna, utkast, steg, **tool).status_code == 302
    level = reverse("bti:veileder-nivaa-edit", args=[utkast.pk]) + "?nr=1"
    row = {"vilkaar_1_slag": "maal", "vilkaar_1_naar": "utgang", "vilkaar_1_krav": "anbefales"}
    half = ragna.post(level, fields(ragna.get(level).content.decode()) | row)
    assert half.status_code == 422
    whole = fields(half.content.decode()) | {"vilkaar_1_setning": "Målet mangler."}
    assert ragna.post(level, whole).status_code == 302
    new = reverse("bti:veileder-steg-new", args=[utkast.pk]) + "?nr=1"
    text = dict.fromkeys(("navn", "hva", "hvordan", "hvem", "naar", "avsluttes"), "Ære være øl")
    assert ragna.post(new, fields(ragna.get(new).content.decode()) | text).status_code == 302

    nivaa = utkast.nivaaer.get(nummer=1)
    assert nivaa.vilkaar.get().setning == "Målet mangler."
    first, second = nivaa.steg.all()
    assert (first.verktoey.get().navn, first.varig, second.noekkel) == (
        "Samtaleguide",
        steg.varig,
        "aere-vaere-oel",
    )

    flytt, utkast = reverse("bti:veileder-flytt", args=[utkast.pk]), Veileder.objects.get(pk=utkast.pk)
    body = {"nivaa": 1, "steg": second.varig, "gjoer": "opp", "redigert": utkast.redigert}
    assert ragna.post(flytt, body).status_code == 302
    assert utkast.nivaaer.get(nummer=1).steg.get(nummer=1).noekkel == "aere-vaere-oel"
    assert ragna.post(flytt, body).status_code == 302, "an old page changes nothing"
    body |= {"gjoer": "bort", "redigert": utkast.redigert + 1}
    assert ragna.post(flytt, body).status_code == 302
    assert utkast.nivaaer.get(nummer=1).steg.get().varig == steg.varig


def test_a_whole_level_is_taken_away_only_when_one_is_asked(ragna, verden):
    utkast = begin(ragna, verden)
    flytt, steg = reverse("bti:veileder-flytt", args=[utkast.pk]), utkast.nivaaer.get(nummer=1).steg.get()
    body = {"nivaa": 1, "gjoer": "bort", "redigert": utkast.redigert}
    page = ragna.post(flytt, body).content.decode()
    assert "Du kan ikke angre." in page
    assert steg.navn in page
    assert utkast.nivaaer.count() == 4
    sent = dict(re.findall(r'name="(redigert|nivaa|gjoer|sikker)" value="([^"]+)"', page))
    assert ragna.post(flytt, sent).status_code == 302
    assert utkast.nivaaer.count() == 3
    assert not Steg.objects.filter(nivaa__veileder=utkast, varig=steg.varig).exists()


def test_what_is_not_whole_is_not_published(ragna, verden):
    utkast = begin(ragna, verden)
    flytt = reverse("bti:veileder-flytt", args=[utkast.pk])
    steg = verden.nivaaer[1].steg.get()
    ragna.post(flytt, {"nivaa": 1, "steg": steg.varig, "gjoer": "bort", "redigert": utkast.redigert})

    url = reverse("bti:veileder-publiser", args=[utkast.pk])
    assert "et nivå må ha minst ett steg" in ragna.get(url).content.decode()
    ragna.post(url, {"endringer": "x", "redigert": utkast.redigert + 1})
    assert Veileder.objects.get(pk=utkast.pk).published_at is None


def test_a_draft_is_shown_beforehand_and_thrown_away(ragna, verden):
    utkast = begin(ragna, verden)

    assert (
        "Dette er et utkast"
        in ragna.get(reverse("bti:veileder-forhaandsvis", args=[utkast.pk])).content.decode()
    )
    assert ragna.post(reverse("bti:veileder-slett", args=[utkast.pk])).status_code == 302
    assert not Veileder.objects.filter(pk=utkast.pk).exists()
    assert Veileder.objects.filter(pk=verden.veileder.pk).exists()


SIDER = ("edit", "om", "nivaa-edit", "steg-new", "forhaandsvis", "publiser", "slett", "eksport")


@pytest.mark.parametrize(
    ("hvem", "status"), [("ragna", 200), ("adm", 200), ("jonas", 403), ("berit", 403), ("kari", 403)]
)
def test_who_keeps_the_guide(client, ragna, verden, hvem, status):
    utkast = begin(ragna, verden)
    client.force_login(getattr(verden, hvem))

    assert {
        side: client.get(reverse(f"bti:veileder-{side}", args=[utkast.pk])).status_code for side in SIDER
    } == (dict.fromkeys(SIDER, status))


def test_another_municipalitys_guide_is_not_there(ragna, verden):
    theirs = f.VeilederFactory(kommune=verden.fjellvik, versjon=2, published_at=None)

    for side in SIDER:
        assert ragna.get(reverse(f"bti:veileder-{side}", args=[theirs.pk])).status_code == 404
    response = ragna.post(reverse("bti:veileder-new"), {"kommune": verden.fjellvik.pk})
    assert response.url == reverse("bti:veileder-admin")


@pytest.mark.parametrize("hvem", ["jonas", "kari", "erik", "ragna"])
def test_the_database_refuses_by_itself(ragna, verden, hvem):
    """A published guide by anybody; a draft by all but those who keep it."""
    utkast = begin(ragna, verden)
    published = "SELECT veileder_lagre(%s, 1, %s::jsonb)"
    innhold = json.dumps({"navn": "X", "eier": "Y", "revideres_innen": "2027-01-01", "nivaaer": []})
    with acting_as(getattr(verden, hvem).pk), connection.cursor() as cursor:
        for sql, values in [
            (published, [verden.veileder.pk, innhold]),
            ("SELECT veileder_slett_utkast(%s)", [verden.veileder.pk]),
            ("SELECT veileder_publiser(%s, 1, '')", [verden.veileder.pk]),
            *([] if hvem == "ragna" else [(published, [utkast.pk, innhold])]),
            *([] if hvem == "ragna" else [("SELECT veileder_slett_utkast(%s)", [utkast.pk])]),
            ("SELECT veileder_nytt_utkast(gen_random_uuid(), %s, '')", [f.KommuneFactory().pk]),
        ]:
            with pytest.raises(ProgrammingError, match="stafett:"), transaction.atomic():
                cursor.execute(sql, values)
