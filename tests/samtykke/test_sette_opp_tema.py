"""What a family may be asked about is the municipality's list: themes are added, moved, retired, never deleted."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from bti.revisjon.models import Hendelse
from bti.tilgang import samtykkeoppsett
from bti.tilgang.aktoer import acting_as
from samtykke.lesing import lesning_of
from samtykke.models import Kommunetema, Samtykkekrav, Samtykketekst
from samtykke.omraader import omraader_of
from samtykke.queries import current_tekst
from samtykke.services import grant_samtykke
from samtykke.temaliste import offered_temaer, words_of
from tests import factories as f
from tests.bti.samordning.test_decide_koordinering import login, send
from tests.eier import as_owner
from tests.samtykke.hjelp import ask, both_say_yes, say_yes, svar_url

pytestmark = pytest.mark.django_db
SOEVN = {
    "navn_nb": "søvn og hvile",
    "navn_nn": "søvn og kvile",
    "omraade": "helse",
    "rekkefoelge": "5",
    "versjon": "0",
}


def new_url(kommune) -> str:
    return reverse("samtykke:tema-new", args=[kommune.pk])


def edit_url(tema) -> str:
    return reverse("samtykke:tema-edit", args=[tema.pk])


@pytest.fixture
def soevn(verden) -> Kommunetema:
    return f.KommunetemaFactory(
        kommune=verden.solvik,
        navn_nb="søvn og hvile",
        navn_nn="søvn og kvile",
        omraade="helse",
        rekkefoelge=5,
    )


@pytest.mark.parametrize("hvem", ["ragna", "adm"])
def test_a_new_theme_is_asked_about_in_its_place(verden, hvem):
    client = login(getattr(verden, hvem))
    assert send(client, new_url(verden.solvik), **SOEVN).status_code == 302
    tema = Kommunetema.objects.get()
    assert offered_temaer(verden.solvik.pk)[0] == (tema.kode, "søvn og hvile")
    assert "søvn og hvile" not in dict(offered_temaer(verden.fjellvik.pk)).values()
    both_say_yes(verden)
    jonas = login(verden.jonas)
    for navn in ("samtykke:request", "stafettlogg:innlegg-new"):
        assert f'value="{tema.kode}"' in jonas.get(reverse(navn, args=[verden.nora_sak.pk])).content.decode()
    with as_owner():
        assert Hendelse.objects.get(handling="samtykkeoppsett.tema_lagret").detaljer["omraade"] == "helse"


def test_its_area_says_whose_law_it_is(soevn):
    assert omraader_of([soevn.kode], "skole") == ["logg", "helse"]
    with pytest.raises(ValueError, match="no such theme"):
        omraader_of(["kjenner_ingen"], "skole")


def test_the_family_reads_it_in_norwegian_and_answers(verden, soevn):
    krav = ask(verden, temaer=["skole", soevn.kode])[verden.kari]
    assert krav.omraader == ["logg", "helse", "opplaering"]
    page = login(verden.kari).get(svar_url(krav)).content.decode()
    assert "søvn og hvile" in page
    with translation.override("nn"):
        assert words_of([soevn.kode]) == ["søvn og kvile"]
    with as_owner():
        nb = Samtykketekst.objects.filter(kommune=verden.solvik, spraak="nb").first()
        f.SamtykketekstFactory(kommune=verden.solvik, spraak="pl", versjon=nb.versjon)
    with acting_as(verden.kari.pk):
        polsk = lesning_of(
            Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk), lesespraak="pl"
        )
        assert polsk.temaer[soevn.kode] == "søvn og hvile (norsk)"
    say_yes(verden, verden.kari, krav)


def test_the_familys_list_looks_the_municipalitys_themes_up_once(verden, soevn):
    """However many answers name one."""
    kari = login(verden.kari)
    for tjeneste in (verden.ppt, verden.nav):
        krav = ask(verden, tjeneste=tjeneste, temaer=["skole", soevn.kode])[verden.kari]
        with acting_as(verden.kari.pk):
            mitt = Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk)
            grant_samtykke(
                mitt, temaer=["skole", soevn.kode], til=mitt.foreslaatt_til, tekst=current_tekst(verden.solvik.pk),
                by=verden.kari.pk,
            )  # fmt: skip
    with CaptureQueriesContext(connection) as spurt:
        page = kari.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    assert page.count("søvn og hvile") == 2
    assert sum('FROM "samtykke_kommunetema"' in one["sql"] for one in spurt.captured_queries) == 1


def test_two_names_with_the_same_fault_are_told_apart(verden):
    """The summary of errors stands above the form, far from both."""
    adm = login(verden.adm)
    page = send(
        adm, new_url(verden.solvik), navn_nb="", navn_nn="", omraade="", rekkefoelge="10", versjon="0"
    ).content.decode()
    oppsummering = page.split('id="feilsammendrag"')[1].split("</ul>")[0]
    assert "Navn på bokmål: Skriv et navn." in oppsummering
    assert "Navn på nynorsk: Skriv et navn." in oppsummering


def test_retired_it_is_offered_no_more_and_stands_where_it_stood(verden, soevn):
    krav = ask(verden, temaer=["skole", soevn.kode])[verden.kari]
    adm = login(verden.adm)
    said = SOEVN | {"versjon": "1"}
    assert send(adm, edit_url(soevn), **said).status_code == 302  # without the tick
    assert soevn.kode not in dict(offered_temaer(verden.solvik.pk))
    assert "Ikke i bruk" in adm.get(reverse("samtykke:oppsett")).content.decode()
    jonas = login(verden.jonas)
    for navn in ("samtykke:request", "stafettlogg:innlegg-new"):
        assert soevn.kode not in jonas.get(reverse(navn, args=[verden.nora_sak.pk])).content.decode()
    assert "søvn og hvile" in login(verden.kari).get(svar_url(krav)).content.decode()
    assert "søvn og hvile" in jonas.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()


def test_one_that_comes_with_stafett_is_moved_and_retired_and_keeps_its_name(verden):
    adm, url = login(verden.adm), reverse("samtykke:tema-oekonomi", args=[verden.solvik.pk])
    assert 'name="navn_nb"' not in adm.get(url).content.decode()
    assert send(adm, url, rekkefoelge="1", versjon="0", is_active="on").status_code == 302
    assert offered_temaer(verden.solvik.pk)[0][0] == "oekonomi"
    assert send(adm, url, rekkefoelge="1", versjon="1").status_code == 302
    assert "oekonomi" not in dict(offered_temaer(verden.solvik.pk))
    assert "oekonomi" in dict(offered_temaer(verden.fjellvik.pk))
    assert words_of(["oekonomi"]) == ["bolig og økonomi"]


@pytest.mark.parametrize("navn", ["Søvn og HVILE", "helse"])
def test_a_name_that_is_taken(verden, soevn, navn):
    page = send(login(verden.adm), new_url(verden.solvik), **SOEVN | {"navn_nb": navn})
    assert page.status_code == 422
    assert "Kommunen har alt et tema som heter dette." in page.content.decode()
    with acting_as(verden.adm.pk):
        felter = SOEVN | {
            "id": uuid.uuid4(),
            "kommune": verden.solvik.pk,
            "standard": None,
            "is_active": True,
        }
        assert samtykkeoppsett.save_tema(felter) == samtykkeoppsett.NAVN


@pytest.mark.parametrize(
    ("felt", "verdi", "sagt"),
    [
        ("navn_nb", " ", "Skriv et navn."), ("navn_nn", "", "Skriv et navn."), ("navn_nb", "x" * 81, "Skriv kortere"),
        ("omraade", "barnevern", "Velg et av områdene."), ("rekkefoelge", "0", "Skriv et helt tall fra 1 til 999."),
    ],
)  # fmt: skip
def test_bad_input_is_said(verden, felt, verdi, sagt):
    page = send(login(verden.adm), new_url(verden.solvik), **SOEVN | {felt: verdi})
    assert page.status_code == 422
    assert sagt in page.content.decode()
    assert not Kommunetema.objects.exists()


def test_the_last_one_in_use_stays(verden):
    for kode in ("skole", "laering", "helse", "familie", "fritid"):
        f.KommunetemaFactory(kommune=verden.solvik, kode=kode, navn_nb="", navn_nn="", is_active=False)
    url = reverse("samtykke:tema-oekonomi", args=[verden.solvik.pk])
    page = send(login(verden.adm), url, rekkefoelge="1", versjon="0")
    assert "Minst ett tema må være i bruk." in page.content.decode()


def test_two_at_once_see_each_other(verden, soevn):
    ragna, adm = login(verden.ragna), login(verden.adm)
    said = SOEVN | {"is_active": "on", "versjon": "1"}
    assert send(ragna, edit_url(soevn), **said | {"navn_nb": "ro om kvelden"}).status_code == 302
    page = send(adm, edit_url(soevn), **said | {"navn_nb": "nattesøvn"})
    html = page.content.decode()
    assert page.status_code == 422
    for ord_ in (
        "Slik står det nå, lagret av en annen",
        "ro om kvelden",
        "nattesøvn",
        'name="versjon" value="2"',
    ):
        assert ord_ in html
    soevn.refresh_from_db()
    assert (soevn.navn_nb, soevn.kode) == ("ro om kvelden", f"k{soevn.id.hex[:18]}")


def test_a_double_click_is_one_theme(verden):
    assert send(login(verden.adm), new_url(verden.solvik), times=2, **SOEVN).status_code in (302, 422)
    assert Kommunetema.objects.count() == 1


def test_others_are_refused_and_another_municipality_does_not_exist(verden, soevn):
    nabo = f.KommunetemaFactory(kommune=verden.fjellvik)
    adm = login(verden.adm)
    for url in (
        new_url(verden.fjellvik),
        edit_url(nabo),
        reverse("samtykke:tema-helse", args=[verden.fjellvik.pk]),
    ):
        assert adm.get(url).status_code == 404
    for url in (reverse("samtykke:oppsett"), new_url(verden.solvik), edit_url(soevn)):
        assert login(verden.jonas).get(url).status_code == 403
    felter = SOEVN | {"standard": None, "is_active": True, "navn_nb": "nytt"}
    for hvem, pk in ((verden.adm, nabo.pk), (verden.jonas, soevn.pk), (verden.kari, soevn.pk)):
        with acting_as(hvem.pk), pytest.raises(PermissionDenied):
            samtykkeoppsett.save_tema(felter | {"id": pk, "kommune": verden.solvik.pk})
