"""A case becomes an individual plan without a word written twice: the plan is a view of the case."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bti.models import Individuellplan, Rettighetsslag, Sak, Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Innlegg
from stafettlogg.planpapir import FLEST_I_TIMEN
from tests import factories as f
from tests.bti.samordning.test_decide_koordinering import login, send
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.utskrift.lesing import list_problems, read_text

pytestmark = pytest.mark.django_db


def sidetekst(svar) -> str:
    return " ".join(svar.content.decode().split())


def url(verden, navn: str = "stafettlogg:plan") -> str:
    return reverse(navn, args=[verden.sak.pk])


def words(**other: str) -> dict[str, str]:
    return {
        "viktig_for_meg": "Å spille fotball med de andre.", "ressurser": "Farmor henter.", "behov": "Hjelp til lesing.",
        "jadato": timezone.localdate().isoformat(), "versjon": "0",
    } | other  # fmt: skip


@pytest.fixture
def sak(verden):
    """Nora's case with a goal, a measure and a meeting."""
    maal = f.MaalFactory(sak=verden.sak, tekst="Nora har en venn.")
    f.TiltakFactory(sak=verden.sak, maal=maal, tittel="Lekegruppe", ansvarlig=verden.jonas)
    f.MoeteFactory(sak=verden.sak, sted="Rom 4", starter_at=naa(days=3))
    return verden.sak


def test_the_case_becomes_a_plan_without_retyping(verden, sak):
    jonas = login(verden.jonas)
    assert "Start individuell plan" in jonas.get(url(verden)).content.decode()
    endre = url(verden, "stafettlogg:plan-edit")
    assert send(jonas, endre, times=2, **words()).status_code == 302
    tekst = sidetekst(jonas.get(url(verden)))
    for ord_ in (
        "Å spille fotball",
        "Farmor henter",
        "Hjelp til lesing",
        "Nora har en venn.",
        "Lekegruppe",
        "Rom 4",
        "Kari Nordlie",
    ):
        assert ord_ in tekst
    f.MoeteFactory(
        sak=sak,
        status="holdt",
        held_at=naa(),
        held_by=verden.jonas,
        beslutning="fortsett",
        barnets_ord="Jeg er redd.",
    )
    assert "Jeg er redd." in jonas.get(url(verden)).content.decode()  # the family reads the minutes
    assert "Jeg er redd." not in login(verden.kari).get(url(verden, "familie:plan")).content.decode()
    f.MaalFactory(sak=sak, tekst="Nora leser høyt.")  # the case changes, and so does the plan
    for person, side in [(verden.jonas, "stafettlogg:plan"), (verden.kari, "familie:plan")]:
        assert "Nora leser høyt." in login(person).get(url(verden, side)).content.decode()
    with as_owner():
        assert Individuellplan.objects.count() == 1
        assert Innlegg.objects.filter(sak=sak, tekst__startswith="Familien har sagt ja").count() == 1
        assert Hendelse.objects.filter(sak_id=sak.pk, handling="plan.startet").count() == 1


@pytest.mark.parametrize(
    ("felt", "verdi"),
    [
        ("viktig_for_meg", ""),
        ("viktig_for_meg", "x" * 2001),
        ("jadato", ""),
        ("jadato", "2999-01-01"),
        ("jadato", "0026-11-01"),
    ],
)
def test_it_takes_what_matters_and_a_yes_that_has_been_given(verden, felt, verdi):
    svar = send(login(verden.jonas), url(verden, "stafettlogg:plan-edit"), **words(**{felt: verdi}))
    assert svar.status_code == 422
    with as_owner():
        assert not Individuellplan.objects.exists()


def test_two_who_write_at_once_see_each_others_words(verden):
    jonas, endre = login(verden.jonas), url(verden, "stafettlogg:plan-edit")
    send(jonas, endre, **words())
    assert send(jonas, endre, **words(behov="Det første.", versjon="1")).status_code == 302
    svar = send(jonas, endre, **words(behov="Det andre.", versjon="1"))
    assert svar.status_code == 422
    assert "Det første." in svar.content.decode()
    assert "Det andre." in svar.content.decode()
    assert send(jonas, endre, **words(behov="Det andre.", versjon="2")).status_code == 302


def test_it_ends_with_a_reason_and_can_begin_again(verden):
    jonas, slutt = login(verden.jonas), url(verden, "stafettlogg:plan-end")
    assert jonas.get(slutt).status_code == 302
    send(jonas, url(verden, "stafettlogg:plan-edit"), **words())
    assert send(jonas, slutt, avslutning="").status_code == 422
    assert send(jonas, slutt, avslutning="Målene er nådd.").status_code == 302
    assert "Målene er nådd." in login(verden.kari).get(url(verden, "familie:plan")).content.decode()
    assert send(jonas, url(verden, "stafettlogg:plan-edit"), **words(versjon="2")).status_code == 302
    with as_owner():
        plan = Individuellplan.objects.get()
        assert (plan.ended_at, plan.avslutning, plan.versjon) == (None, "", 3)


def test_one_that_was_ended_starts_again_only_when_the_family_is_asked_anew(verden):
    """The yes of last time is no yes today; the log, which the family reads, would say so."""
    jonas, endre = login(verden.jonas), url(verden, "stafettlogg:plan-edit")
    i_gaar = i_dag() - timedelta(days=1)
    f.IndividuellplanFactory(
        sak=verden.sak, started_by=verden.jonas, oensket_dato=i_gaar, avslutning="De vil ikke mer.",
        ended_at=naa(), ended_by=verden.jonas,
    )  # fmt: skip
    skjema = sidetekst(jonas.get(endre))
    assert '<h1 class="ds-heading" data-size="lg">Start planen igjen</h1>' in skjema
    assert "Lagre planen" not in skjema
    assert i_gaar.isoformat() not in skjema
    for jadato in ("", i_gaar.isoformat()):
        assert send(jonas, endre, **words(jadato=jadato, versjon="1")).status_code == 422
    with as_owner():
        assert not Innlegg.objects.exists()
    assert send(jonas, endre, **words(versjon="1")).status_code == 302
    with as_owner():
        assert Individuellplan.objects.get().oensket_dato == i_dag()


def test_a_plan_that_has_ended_asks_for_nothing_and_promises_nothing(verden):
    pages = [(verden.jonas, "stafettlogg:plan"), (verden.kari, "familie:plan")]
    promised = {"En individuell plan skal ha en koordinator.", "er planen endret.", "alt dere er enige om"}

    def read() -> set[str]:
        seen = " ".join(sidetekst(login(person).get(url(verden, side))) for person, side in pages)
        return {words_ for words_ in promised if words_ in seen}

    plan = f.IndividuellplanFactory(sak=verden.sak, started_by=verden.jonas)
    assert read() == promised
    with as_owner():
        Individuellplan.objects.filter(pk=plan.pk).update(ended_at=naa(), ended_by=verden.jonas)
    assert read() == set()


def start_by_hand(verden, by) -> None:
    Individuellplan.objects.create(
        sak=verden.ola_sak, oensket_dato=i_dag(), viktig_for_meg="x", started_by=by
    )


def test_who_writes_and_who_reads(verden):
    give_consent(verden, verden.kari, verden.tom)
    f.IndividuellplanFactory(sak=verden.sak, started_by=verden.jonas)
    endre = url(verden, "stafettlogg:plan-edit")
    assert login(verden.amina).get(url(verden)).status_code == 200
    for person, forventet in [(verden.amina, 403), (verden.kari, 403), (verden.siri, 404)]:
        assert login(person).get(endre).status_code == forventet
    for person in (verden.siri, verden.lise, verden.pia):
        assert login(person).get(url(verden, "familie:plan")).status_code == 404
        with acting_as(person.pk):
            assert not Individuellplan.objects.exists()
    for person in (verden.amina, verden.kari):
        with acting_as(person.pk):
            with pytest.raises(ProgrammingError), transaction.atomic():
                Individuellplan.objects.update(behov="Endret.")
            with pytest.raises(ProgrammingError), transaction.atomic():
                start_by_hand(verden, person)
    with acting_as(verden.jonas.pk), pytest.raises(ProgrammingError), transaction.atomic():
        start_by_hand(verden, verden.jonas)  # in a case that is not theirs


def test_a_closed_case_keeps_its_plan_as_it_was(verden):
    f.IndividuellplanFactory(sak=verden.sak, started_by=verden.jonas)
    with as_owner():
        Sak.objects.filter(pk=verden.sak.pk).update(status=Saksstatus.LUKKET)
    jonas = login(verden.jonas)
    assert "Endre familiens ord" not in jonas.get(url(verden)).content.decode()
    assert send(jonas, url(verden, "stafettlogg:plan-edit"), **words(versjon="1")).status_code == 422


@pytest.mark.parametrize(
    ("hvem", "side"), [("jonas", "stafettlogg:plan-papir"), ("kari", "familie:plan-papir")]
)
def test_the_plan_on_paper_is_the_case_as_it_is_now(verden, sak, hvem, side, tmp_path):
    client = login(getattr(verden, hvem))
    assert client.get(url(verden, side)).status_code == 302  # no plan, no paper
    f.IndividuellplanFactory(sak=sak, started_by=verden.jonas, behov="Hjelp til lesing.")
    f.KoordineringFactory(sak=sak, bruker=verden.jonas)
    svar = client.get(url(verden, side))
    assert svar["Content-Type"] == "application/pdf"
    assert list_problems(svar.content, tmp_path) == []
    tekst = " ".join(read_text(svar.content).split())
    for ord_ in ("Hjelp til lesing.", "Nora har en venn.", "Lekegruppe", "Jonas Berge", "Rom 4"):
        assert ord_ in tekst
    for nr in range(FLEST_I_TIMEN):
        f.HendelseFactory(
            sak_id=sak.pk, aktoer_id=getattr(verden, hvem).pk, handling="plan.skrevet_ut", nr=nr + 1000
        )
    assert client.get(url(verden, side)).status_code == 302


def test_break_glass_reads_the_plan_and_prints_none(verden):
    f.IndividuellplanFactory(sak=verden.sak, started_by=verden.jonas)
    f.NoedtilgangFactory(sak=verden.sak, bruker=verden.lise, tjeneste=verden.skole)
    grant_from_roles()
    lise = login(verden.lise)
    assert lise.get(url(verden)).status_code == 200
    assert lise.get(url(verden, "stafettlogg:plan-papir")).status_code == 403


def test_the_guide_misses_them_until_they_are_there(verden):
    for slag in ("koordinator", "individuell_plan"):
        f.VilkaarFactory(
            nivaa=verden.nivaaer[2], slag=slag, naar="inngang", krav="anbefales", setning=f"Mangler {slag}."
        )
    jonas, saken = login(verden.jonas), url(verden, "stafettlogg:sak")
    foer = jonas.get(saken).content.decode()
    assert "Mangler koordinator." in foer
    assert "Mangler individuell_plan." in foer
    assert url(verden, "bti:koordinering") in foer
    f.KoordineringFactory(sak=verden.sak, bruker=verden.jonas)
    f.IndividuellplanFactory(sak=verden.sak, started_by=verden.jonas)
    etter = jonas.get(saken).content.decode()
    assert "Mangler" not in etter


def test_the_family_is_told_who_coordinates_and_what_they_can_ask_for(verden):
    for slag in Rettighetsslag:
        f.RettighetFactory(kommune=verden.solvik, slag=slag)
    kari = login(verden.kari)
    assert "Hva kan dere ha rett til?" in sidetekst(kari.get(url(verden, "familie:sak")))
    plan = sidetekst(kari.get(url(verden, "familie:plan")))
    assert plan.count("Hva kan dere ha rett til?") == 2  # the title and the heading are what the link says
    assert "Tilbake til planen for Nora" in plan
    assert "Dette kan dere ha rett til" in plan
    f.KoordineringFactory(sak=verden.sak, bruker=verden.jonas)
    with CaptureQueriesContext(connection) as lest:
        side = sidetekst(kari.get(url(verden, "familie:sak")))
    assert 'Barnekoordinator:</strong> <span class="person">Jonas Berge' in side
    assert sum("bti_koordinering" in one["sql"] for one in lest) == 1
