"""Who wants it on paper is told of the case by paper alone, and still comes in by login."""

import pytest
from django.core import mail
from django.urls import reverse

from bti.models import Familierelasjon
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser, Valg, select_deler
from bti.varsling import jobb
from bti.varsling.models import Utboks, Varsel
from samtykke.koordinator import list_linjer
from samtykke.utskriftsdeler import hent_svarslipp
from tests import factories as f
from tests.samtykke.hjelp import ask, say_yes, sees_case
from tests.varsling.hjelp import change, plan, rows, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def papir(verden) -> Familierelasjon:
    """Tom wants it on paper."""
    change(Familierelasjon, {"kanal": "papir"}, bruker=verden.tom)
    (rad,) = rows(Familierelasjon, bruker=verden.tom)
    return rad


def told_of(bruker) -> list:
    return rows(Varsel, mottaker=bruker)


def mailed() -> set[str]:
    return {to for brev in mail.outbox for to in brev.to}


def test_paper_gets_no_notice_and_no_mail(verden, papir):
    tell(verden.sak, verden.jonas, verden.kari, verden.tom)
    assert [rad.status for rad in rows(Utboks, mottaker=verden.tom)] == ["stanset"], "it is never even queued"
    jobb.empty_utboks()
    assert (len(told_of(verden.kari)), told_of(verden.tom)) == (1, [])
    assert mailed() == {"kari@stafett.invalid"}


def test_what_was_queued_before_the_wish_is_stopped_at_delivery(verden):
    tell(verden.sak, verden.jonas, verden.kari, verden.tom)
    change(Familierelasjon, {"kanal": "papir"}, bruker=verden.tom)
    jobb.empty_utboks()
    assert told_of(verden.tom) == []
    assert mailed() == {"kari@stafett.invalid"}


def test_a_reminder_that_was_planned_is_not_told(verden, papir):
    plan(verden.sak, verden.jonas, verden.tom)
    plan(verden.sak, verden.jonas, verden.kari)
    jobb.sweep_paaminnelser()
    jobb.empty_utboks()
    assert (len(told_of(verden.kari)), told_of(verden.tom)) == (1, [])


def test_a_question_of_consent_is_told_to_the_other_alone(verden, papir):
    ask(verden)
    jobb.empty_utboks()
    assert (len(told_of(verden.kari)), told_of(verden.tom)) == (1, [])


def test_the_wish_is_about_one_case(verden, papir):
    f.FamilierelasjonFactory(hovedperson=verden.ola_sak.hovedperson, bruker=verden.tom, relasjon="annen")
    f.DeltakerFactory(sak=verden.ola_sak, bruker=verden.tom, rolle="foresatt")
    tell(verden.ola_sak, verden.siri, verden.tom)
    jobb.empty_utboks()
    assert [varsel.sak_id for varsel in told_of(verden.tom)] == [verden.ola_sak.pk]


def test_the_wish_taken_back_is_told_again(verden, papir):
    change(Familierelasjon, {"kanal": "digitalt"}, bruker=verden.tom)
    tell(verden.sak, verden.jonas, verden.tom)
    jobb.empty_utboks()
    assert len(told_of(verden.tom)) == 1


def test_login_still_works_and_says_why_nothing_comes(client, verden, papir):
    krav = ask(verden)
    assert sees_case(verden.tom, verden.nora_sak)
    client.force_login(verden.tom)
    page = client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).content.decode()
    assert "Du får dette på papir" in page
    say_yes(verden, verden.tom, krav[verden.tom])
    client.force_login(verden.kari)
    assert (
        "Du får dette på papir"
        not in client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).content.decode()
    )


def test_the_holder_is_led_to_the_sheet(client, verden, papir):
    krav = ask(verden)[verden.tom]
    liste, ark = (
        reverse("samtykke:list", args=[verden.nora_sak.pk]),
        reverse("samtykke:svarark", args=[krav.pk]),
    )
    client.force_login(verden.jonas)
    page = client.get(liste).content.decode()
    assert "Tom Nordlie skal ha det på papir: skriv ut" in page
    assert "Kari Nordlie skal ha det på papir" not in page
    assert page.index(ark) < page.index("Be om samtykke"), "first of what is to be done"
    assert client.get(ark).status_code == 200
    say_yes(verden, verden.tom, krav)
    client.force_login(verden.jonas)
    assert "skal ha det på papir: skriv ut" not in client.get(liste).content.decode()


def test_what_is_written_in_is_not_asked_to_be_printed(client, verden, papir):
    krav = ask(verden)[verden.tom]
    f.SvarPaaVegneFactory(krav=krav, registered_by=verden.jonas)
    client.force_login(verden.jonas)
    page = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "skal ha det på papir: skriv ut" not in page


def test_the_coordinator_sees_how_many_wait_on_paper(client, verden, papir):
    ask(verden)
    with acting_as(verden.siri.pk):
        assert [(linje.foresatte, linje.paa_papir) for linje in list_linjer()] == [(2, 1)]
    client.force_login(verden.siri)
    page = client.get(reverse("samtykke:linjer")).content.decode()
    assert "1 på papir." in page
    assert "Tom" not in page


class TestTheSlip:
    def test_the_page_of_the_relation_leads_to_it(self, client, verden, papir):
        client.force_login(verden.jonas)
        page = client.get(reverse("bti:relasjon-edit", args=[papir.pk])).content.decode()
        address = reverse("utskrift:new", args=[verden.nora_sak.pk])
        assert f"{address}?svarslipp=1" in page
        chosen = client.get(address + "?svarslipp=1").context["form"].initial["deler"]
        assert "svarslipp" in chosen
        assert "svarslipp" not in client.get(address).context["form"].initial["deler"]

    @pytest.mark.parametrize("how", ["blocked", "not confirmed"])
    def test_nothing_is_printed_for_who_is_not_let_in(self, client, verden, papir, how):
        if how == "blocked":
            f.SperringFactory(sak=verden.nora_sak, bruker=verden.tom, blocked_by=verden.jonas)
        else:
            change(Familierelasjon, {"verifisering": "ingen"}, pk=papir.pk)
        client.force_login(verden.jonas)
        page = client.get(reverse("bti:relasjon-edit", args=[papir.pk])).content.decode()
        assert "svarslipp=1" not in page

    def test_it_stands_on_the_familys_paper_alone(self):
        for leser in Leser:
            noekler = {del_.noekkel for del_ in select_deler(Valg(deler=("svarslipp",), leser=leser))}
            assert ("svarslipp" in noekler) == (leser == Leser.FAMILIEN)

    def test_it_names_what_can_be_taken_back_and_nobody(self, verden):
        krav = ask(verden)
        valg = Valg(deler=("svarslipp",), leser=Leser.FAMILIEN)
        with acting_as(verden.jonas.pk):
            assert hent_svarslipp(verden.nora_sak.pk, valg)["tjenester"] == []
        say_yes(verden, verden.kari, krav[verden.kari])
        with acting_as(verden.jonas.pk):
            slipp = hent_svarslipp(verden.nora_sak.pk, valg)
        assert slipp == {"nummer": str(verden.nora_sak.pk)[:8], "tjenester": ["PPT Solvik"]}
