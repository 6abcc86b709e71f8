"""The whole of a case's consents in one table: what it costs, what it says, and that what was answered stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from samtykke.historie import list_historie
from samtykke.models import Samtykkekrav, Samtykkeslag, Slutt
from samtykke.oversikt import Celle, Samtykkeoversikt, samtykkeoversikt
from samtykke.queries import current_tekst
from samtykke.services import decline_samtykke, grant_samtykke, withdraw_samtykke
from samtykke.temaliste import words_of
from samtykke.tilstand import Tilstand
from tests.factories import KommunetemaFactory
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import ask, both_say_yes, say_yes
from tests.samtykke.stor_sak import ja, make_givere, make_krav, make_stor_sak, make_svar, make_tjenester

pytestmark = pytest.mark.django_db


def oversikt_for_jonas(verden) -> Samtykkeoversikt:
    with acting_as(verden.jonas.pk):
        return samtykkeoversikt(verden.nora_sak)


def the_cell(verden) -> Celle:
    """Kari's answer about the one service asked about."""
    [rad] = oversikt_for_jonas(verden).rader
    return next(celle for celle in rad.celler if celle.relasjon.bruker_id == verden.kari.pk)


def page(client, verden) -> str:
    client.force_login(verden.jonas)
    return client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()


def test_six_givers_and_twelve_services_take_four_statements(verden):
    make_stor_sak(verden)
    with acting_as(verden.jonas.pk), CaptureQueriesContext(connection) as found:
        oversikt = samtykkeoversikt(verden.nora_sak)
        celler = [celle for rad in oversikt.rader for celle in rad.celler]
        states = {celle.tilstand for celle in celler}
        said = [(celle.ord, celle.forbehold, celle.datoer, celle.temaer) for celle in celler]
        said += [(rad.mangler, rad.temaer, rad.felles_temaer, rad.gaar_snart_ut) for rad in oversikt.rader]
    assert (len(oversikt.givere), len(oversikt.rader), len(celler)) == (6, 12, 72)
    assert len(said) == 84
    assert states == set(Tilstand) - {Tilstand.IKKE_SPURT}
    assert len(found) <= 4, [query["sql"] for query in found]


def test_a_municipalitys_own_themes_cost_no_statement(verden, eier):
    with eier():
        egne = [KommunetemaFactory(kommune=verden.solvik, navn_nb=navn) for navn in ("søvn", "mat")]
        KommunetemaFactory(kommune=verden.fjellvik, navn_nb="et annet sted")
    koder = [tema.kode for tema in egne]
    krav = ask(verden, temaer=["skole", *koder])
    with acting_as(verden.kari.pk):
        mitt = Samtykkekrav.objects.get(pk=krav[verden.kari].pk)
        grant_samtykke(
            mitt,
            temaer=koder[:1],
            til=mitt.foreslaatt_til,
            tekst=current_tekst(verden.solvik.pk),
            by=verden.kari.pk,
        )
    with acting_as(verden.jonas.pk), CaptureQueriesContext(connection) as found:
        oversikt = samtykkeoversikt(verden.nora_sak)
        [rad] = oversikt.rader
        mors = next(celle for celle in rad.celler if celle.relasjon.bruker_id == verden.kari.pk)
        assert (set(rad.temaer), mors.temaer) == ({*words_of(["skole"]), "søvn", "mat"}, ["søvn"])
    assert len(found) <= 4, [query["sql"] for query in found]
    with acting_as(verden.jonas.pk), CaptureQueriesContext(connection) as found:
        oversikt = samtykkeoversikt(verden.nora_sak)
        before = len(found)
        [(_rad, linjer)] = list_historie(oversikt, verden.nora_sak)
        assert {tema for linje in linjer for tema in linje.temaer} >= {"søvn", "mat"}
        assert len(found) == before + 1


def test_the_page_costs_the_same_with_twelve_services_as_with_two(client, verden, eier):
    with eier():
        givere, tjenester = make_givere(verden), make_tjenester(verden)
        make_svar(verden, tjenester[:2], givere)
    page(client, verden)
    with CaptureQueriesContext(connection) as few:
        page(client, verden)
    with eier():
        make_svar(verden, tjenester[2:], givere)
    with CaptureQueriesContext(connection) as many:
        assert tjenester[11].navn in page(client, verden)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("fra", "til", "fields", "ord_", "forbehold"),
    [
        (-9, 31, {}, "Ja", []),
        (-9, 31, {"temaer": ["skole"]}, "Ja", ["Ja til noe"]),
        (-9, 31, {"kan_skrive": False}, "Ja", ["Bare lese"]),
        (-9, 30, {}, "Ja", ["Går snart ut"]),
        (1, 31, {}, "Ja", ["Har ikke begynt"]),
        (-9, -1, {}, "Gått ut", []),
        (-9, 31, {"slutt": Slutt.TRUKKET}, "Trukket", []),
        (-9, 31, {"slutt": Slutt.BORTFALT}, "Falt bort", []),
    ],
)
def test_a_yes_is_said_with_what_narrows_it(verden, eier, fra, til, fields, ord_, forbehold):
    if "slutt" in fields:
        fields = {**fields, "withdrawn_at": naa(), "withdrawn_by": verden.kari}
    with eier():
        ja(make_krav(verden, verden.ppt, verden.kari), gyldig_fra=i_dag(fra), gyldig_til=i_dag(til), **fields)
    celle = the_cell(verden)
    assert (celle.ord, [word for word, _ in celle.forbehold]) == (ord_, forbehold)


@pytest.mark.parametrize(("dager", "ord_"), [(0, "Vil vente"), (-1, "Ikke svart")])
def test_who_wants_to_wait_is_not_marked_as_late(verden, eier, dager, ord_):
    with eier():
        make_krav(verden, verden.ppt, verden.kari, vent_til=i_dag(dager))
    assert the_cell(verden).ord == ord_


def test_who_is_asked_no_longer_is_said_so_of(client, verden, eier):
    with eier():
        krav = make_krav(verden, verden.ppt, verden.kari, frafalt_at=naa(), frafalt_by=verden.siri)
        ja(krav)
    assert the_cell(verden).tilstand == Tilstand.FALT_BORT
    assert "spørres ikke lenger" in page(client, verden)


def test_dates_themes_and_reading_alone_stand_on_the_page(client, verden, eier):
    with eier():
        krav = make_krav(verden, verden.ppt, verden.kari, kan_skrive=False)
        ja(krav, temaer=["skole"], kan_skrive=False)
        make_krav(verden, verden.ppt, verden.tom)
    html = page(client, verden)
    for text in ("Bare lese", "Ja til noe", "Ja til: hvordan barnet har det på skolen", "Går snart ut"):
        assert (text in html) == (text != "Går snart ut"), text
    for day in (timezone.localdate(naa(days=-40)), timezone.localdate(naa(days=-30)), i_dag(180)):
        assert f"{day:%d.%m.%Y}" in html


def test_a_service_that_may_only_read_is_told_of(client, verden, eier):
    with eier():
        for bruker in (verden.kari, verden.tom):
            ja(make_krav(verden, verden.ppt, bruker), kan_skrive=bruker == verden.kari)
    assert "Tjenesten kan lese, men ikke skrive." in page(client, verden)


def test_a_yes_to_take_over_is_a_line_of_its_own_and_opens_nothing(client, verden, eier):
    krav = ask(verden)
    say_yes(verden, verden.kari, krav[verden.kari])
    with eier():
        ja(make_krav(verden, verden.ppt, verden.kari, slag=Samtykkeslag.ANSVAR))
        make_krav(verden, verden.ppt, verden.tom, slag=Samtykkeslag.ANSVAR)
    innsyn, ansvar = oversikt_for_jonas(verden).rader
    assert (innsyn.gjelder_ansvar, ansvar.gjelder_ansvar) == (False, True)
    assert innsyn.mangler == ansvar.mangler == ["Tom Nordlie"]
    assert not ansvar.har_innsyn
    assert "Dette svaret åpner ikke saken for noen." in page(client, verden)


def test_every_answer_stays_in_the_history(client, verden):
    first = both_say_yes(verden)
    with acting_as(verden.kari.pk):
        withdraw_samtykke(first, by=verden.kari.pk)
    krav = ask(verden)
    with acting_as(verden.kari.pk):
        decline_samtykke(krav[verden.kari], by=verden.kari.pk)
    say_yes(verden, verden.kari, krav[verden.kari])
    html = page(client, verden)
    history = html[html.index("Alt som er spurt og svart") :]
    for what, times in (
        ("Kari Nordlie sa ja", 2),
        ("Kari Nordlie trakk samtykket", 1),
        ("Kari Nordlie sa nei", 1),
    ):
        assert history.count(what) == times, what
    assert "Jonas Berge spurte familien" in history


def test_a_no_is_told_once_in_the_history_and_never_why(client, verden):
    krav = ask(verden, hvorfor="Ord som bare familien skal lese.")
    with acting_as(verden.kari.pk):
        decline_samtykke(krav[verden.kari], by=verden.kari.pk)
    html = page(client, verden)
    assert html.count("Kari Nordlie sa nei") == 1
    assert "Ord som bare familien" not in html


def test_one_who_was_asked_earlier_stays_in_the_history_by_name(client, verden, eier):
    with eier():
        ja(make_krav(verden, verden.ppt, verden.kari, frafalt_at=naa(), frafalt_by=verden.siri))
        verden.nora_sak.hovedperson.relasjoner.filter(bruker=verden.kari).update(har_foreldreansvar=False)
    assert "Kari Nordlie sa ja" in page(client, verden)


def test_nothing_of_another_case_is_read(verden, eier):
    with eier():
        make_krav(verden, verden.ppt, verden.kari)
    with acting_as(verden.siri.pk):
        assert not Samtykkekrav.objects.exists()
        assert samtykkeoversikt(verden.nora_sak).rader == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM samtykke_matrise(%s)", [verden.nora_sak.pk])
            assert cursor.fetchall() == []
