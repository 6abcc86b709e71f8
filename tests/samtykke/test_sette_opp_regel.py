"""Who must say yes is the municipality's to set, in the law's frame: seen before it is saved, and on record."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from bti.innstillinger import get_innstilling
from bti.models import KommuneInnstilling, Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang import samtykkeoppsett
from bti.tilgang.aktoer import acting_as
from samtykke.models import Regelendring
from samtykke.regel import ALDRE, BOSTED, rule_of
from tests import factories as f
from tests.bti.samordning.test_decide_koordinering import login, send
from tests.eier import as_owner
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db
HELSE = "samtykke_foreldre_til_alder_helse"


def url(kommune) -> str:
    return reverse("samtykke:regel-edit", args=[kommune.pk])


def fields(kommune, **other) -> dict:
    regel = rule_of(kommune.pk)
    said = {one.felt: str(regel[one.noekkel]) for one in ALDRE}
    return said | {"bosted": regel[BOSTED], "begrunnelse": "Vedtatt i kommunestyret.", "versjon": "0"} | other


def preview(client, kommune, **other):
    return send(client, url(kommune), **fields(kommune, **other))


def save(client, kommune, **other):
    """See what it would do, then save just that."""
    sett = preview(client, kommune, **other).context["form"].data["sett"]
    return send(client, url(kommune), **fields(kommune, **other), sett=sett)


@pytest.mark.parametrize("hvem", ["ragna", "adm"])
def test_it_is_seen_then_saved_and_stands_in_the_history(verden, hvem):
    client = login(getattr(verden, hvem))
    page = preview(client, verden.solvik, foreldre_til_alder_helse="18")
    html = page.content.decode()
    assert page.status_code == 200
    assert "Dette skjer hvis du lagrer" in html
    assert "færre enn 5 saker" in html
    assert get_innstilling(verden.solvik.pk, HELSE) == 16  # nothing is saved yet
    assert save(client, verden.solvik, foreldre_til_alder_helse="18").status_code == 302
    assert get_innstilling(verden.solvik.pk, HELSE) == 18
    assert get_innstilling(verden.fjellvik.pk, HELSE) == 16
    historie = client.get(url(verden.solvik)).content.decode()
    assert "Før 16 år, nå 18 år." in historie
    assert "Vedtatt i kommunestyret." in historie
    assert getattr(verden, hvem).navn in historie
    with as_owner():
        rad = Hendelse.objects.get(handling="samtykkeoppsett.regel_endret")
        assert rad.detaljer[HELSE] == "18"
        assert rad.aktoer_id == getattr(verden, hvem).pk
        assert KommuneInnstilling.objects.count() == 1  # what is as before is not the municipality's own


def test_nothing_is_saved_that_has_not_been_seen(verden):
    client = login(verden.adm)
    sett = preview(client, verden.solvik, foreldre_til_alder_helse="18").context["form"].data["sett"]
    page = send(client, url(verden.solvik), **fields(verden.solvik, foreldre_til_alder_helse="17"), sett=sett)
    assert "Dette skjer hvis du lagrer" in page.content.decode()
    assert get_innstilling(verden.solvik.pk, HELSE) == 16


@pytest.mark.parametrize(
    ("felt", "verdi", "sagt"),
    [
        ("egen_alder", "11", "Skriv et helt tall fra 12 til 18."),
        ("foreldre_til_alder", "19", "Skriv et helt tall fra 16 til 18."),
        ("egen_alder_opplaering", "16", "Skriv et helt tall fra 12 til 15."),
        ("foreldre_til_alder_helse", "15", "Skriv et helt tall fra 16 til 18."),
        ("egen_alder", "15,5", "Skriv et helt tall"),
        ("egen_alder", "", "Skriv et helt tall"),
        ("begrunnelse", " ", "Skriv hvorfor dere endrer reglene."),
        ("bosted", ["vær"], "Velg områder i listen."),
    ],
)
def test_bounds(verden, felt, verdi, sagt):
    page = preview(login(verden.adm), verden.solvik, foreldre_til_alder_opplaering="18", **{felt: verdi})
    assert page.status_code == 422
    assert sagt in page.content.decode()


def test_two_fields_with_the_same_fault_are_told_apart(verden):
    page = preview(login(verden.adm), verden.solvik, foreldre_til_alder="19", foreldre_til_alder_helse="15")
    oppsummering = page.content.decode().split('id="feilsammendrag"')[1].split("</ul>")[0]
    linjer = re.findall(r">([^<]+)</a>", oppsummering)
    assert len(linjer) == len(set(linjer)) == 2
    assert all(linje.endswith(": Skriv et helt tall fra 16 til 18.") for linje in linjer)


def test_one_may_look_before_one_says_why(verden):
    client = login(verden.adm)
    data = fields(verden.solvik, foreldre_til_alder_helse="18", begrunnelse="")
    page = send(client, url(verden.solvik), **data, vis="vis")
    assert page.status_code == 200
    assert "Dette skjer hvis du lagrer" in page.content.decode()
    sett = page.context["form"].data["sett"]
    uten = send(client, url(verden.solvik), **data, sett=sett)
    assert uten.status_code == 422
    assert "Skriv hvorfor dere endrer reglene." in uten.content.decode()
    assert "Dette skjer hvis du lagrer" in uten.content.decode()
    assert get_innstilling(verden.solvik.pk, HELSE) == 16
    assert (
        send(client, url(verden.solvik), **(data | {"begrunnelse": "Vedtatt."}), sett=sett).status_code == 302
    )


def test_somebody_must_always_answer(verden):
    page = preview(login(verden.adm), verden.solvik, egen_alder="18", foreldre_til_alder="16")
    assert page.status_code == 422
    assert "Mellom 16 og 18 år måtte ingen svare." in page.content.decode()


def test_unchanged_there_is_nothing_to_save(verden):
    assert "Du har ikke endret noe." in preview(login(verden.adm), verden.solvik).content.decode()


def test_two_at_once_see_each_other(verden):
    ragna, adm = login(verden.ragna), login(verden.adm)
    sett = preview(adm, verden.solvik, egen_alder="14").context["form"].data["sett"]
    assert save(ragna, verden.solvik, egen_alder="15").status_code == 302
    page = send(adm, url(verden.solvik), **fields(verden.solvik, egen_alder="14"), sett=sett)
    html = page.content.decode()
    assert page.status_code == 422
    assert "Slik står det nå, lagret av en annen" in html
    assert "Under 15 år" in html
    assert 'name="versjon" value="1"' in html
    assert get_innstilling(verden.solvik.pk, "samtykke_egen_alder") == 15
    assert save(adm, verden.solvik, egen_alder="14", versjon="1").status_code == 302
    assert get_innstilling(verden.solvik.pk, "samtykke_egen_alder") == 14


def test_a_double_click_is_one_change(verden):
    client = login(verden.adm)
    sett = preview(client, verden.solvik, egen_alder="14").context["form"].data["sett"]
    svar = send(client, url(verden.solvik), times=2, **fields(verden.solvik, egen_alder="14"), sett=sett)
    assert svar.status_code in (302, 422)
    with as_owner():
        assert Regelendring.objects.count() == 1


def test_others_are_refused_and_another_municipality_does_not_exist(verden):
    assert login(verden.adm).get(url(verden.fjellvik)).status_code == 404
    assert login(verden.jonas).get(url(verden.solvik)).status_code == 403
    regel = rule_of(verden.solvik.pk) | {"samtykke_egen_alder": 14}
    for hvem, kommune in (
        (verden.adm, verden.fjellvik),
        (verden.jonas, verden.solvik),
        (verden.kari, verden.solvik),
    ):
        with acting_as(hvem.pk):
            with pytest.raises(PermissionDenied):
                samtykkeoppsett.save_regel(kommune.pk, uuid.uuid4(), versjon=0, regel=regel, begrunnelse="x")
            with pytest.raises(PermissionDenied):
                samtykkeoppsett.count_effect(kommune.pk, regel)
    with as_owner():
        assert not Regelendring.objects.exists()


@pytest.mark.parametrize(
    "feil",
    [
        {"samtykke_egen_alder": 11},
        {"samtykke_egen_alder": 14.5},
        {"samtykke_egen_alder": None},
        {"samtykke_egen_alder": 18, "samtykke_foreldre_til_alder": 17},
        {"noedtilgang_minutter": 999},
        {BOSTED: ["alt"]},
        {BOSTED: "helse"},
    ],
)
def test_the_wall_takes_no_rule_that_leaves_nobody_to_answer(verden, feil):
    regel = rule_of(verden.solvik.pk) | feil
    with acting_as(verden.adm.pk), pytest.raises(PermissionDenied):
        samtykkeoppsett.save_regel(verden.solvik.pk, uuid.uuid4(), versjon=0, regel=regel, begrunnelse="x")


def test_the_wall_wants_a_reason(verden):
    regel = rule_of(verden.solvik.pk) | {"samtykke_egen_alder": 14}
    with acting_as(verden.adm.pk), pytest.raises(PermissionDenied):
        samtykkeoppsett.save_regel(verden.solvik.pk, uuid.uuid4(), versjon=0, regel=regel, begrunnelse=" ")


class TestTheCounts:
    """The rule itself counts, and tells of nobody."""

    def _cases(self, verden, antall: int, aar: int) -> None:
        for _ in range(antall):
            sak = f.SakFactory(
                kommune=verden.solvik,
                tjeneste=verden.skole,
                veileder=verden.veileder,
                nivaa=verden.nivaaer[1],
                opened_by=verden.jonas,
                hovedperson__foedselsdato=i_dag(-aar * 366),
            )
            f.FamilierelasjonFactory(hovedperson=sak.hovedperson, har_foreldreansvar=True)

    def _count(self, verden, **endret):
        regel = rule_of(verden.solvik.pk) | {f"samtykke_{navn}": verdi for navn, verdi in endret.items()}
        with acting_as(verden.adm.pk):
            return samtykkeoppsett.count_effect(verden.solvik.pk, regel)

    def test_more_must_say_yes(self, verden):
        self._cases(verden, 6, 15)
        aapne, flere, faerre = self._count(verden, egen_alder=15)
        assert (aapne, flere, faerre) == (5, 5, None)

    def test_fewer_must_say_yes(self, verden):
        self._cases(verden, 6, 17)
        _aapne, flere, faerre = self._count(verden, foreldre_til_alder=17)
        assert (flere, faerre) == (None, 5)

    def test_few_are_not_counted_and_one_more_shows_nothing(self, verden):
        self._cases(verden, 4, 15)
        assert self._count(verden, egen_alder=15)[1] is None
        self._cases(verden, 5, 15)
        assert self._count(verden, egen_alder=15)[1] == 5

    def test_closed_cases_and_other_municipalities_are_not_counted(self, verden):
        self._cases(verden, 6, 15)
        with as_owner():
            type(verden.nora_sak).objects.filter(kommune=verden.solvik).update(status=Saksstatus.LUKKET)
        assert self._count(verden, egen_alder=15) == (None, None, None)


def test_the_history_is_not_read_past_the_function(verden):
    with acting_as(verden.adm.pk), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('samtykke_regelendring', 'SELECT')")
        assert cursor.fetchone() == (False,)
