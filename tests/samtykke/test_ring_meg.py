"""«Ring meg»: the wish is kept and shown until we have called, or the giver has answered; none is hurried."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.koordinator import list_linjer
from samtykke.models import Samtykkekrav
from samtykke.services import ask_for_call, decline_samtykke, postpone_answer
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import ask, say_yes, svar_url, told
from tests.samtykke.natt import watch
from tests.samtykke.test_matrise import the_cell
from tests.samtykke.test_sql_samtykke import call

pytestmark = pytest.mark.django_db


@pytest.fixture
def krav(verden) -> Samtykkekrav:
    """Kari and Tom are asked about PPT, and Kari wants to be called."""
    asked = ask(verden)[verden.kari]
    ring(verden, asked)
    return fresh(asked)


def ring(verden, krav) -> None:
    with acting_as(verden.kari.pk):
        ask_for_call(
            Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk), by=verden.kari.pk
        )


def fresh(krav) -> Samtykkekrav:
    with as_owner():
        return Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk)


def liste(client, verden, navn: str = "jonas") -> str:
    client.force_login(getattr(verden, navn))
    return client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()


def mine(client, verden) -> str:
    client.force_login(verden.kari)
    return client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()


def say_called(client, verden, krav, navn: str = "jonas", bedt=None):
    client.force_login(getattr(verden, navn))
    data = {"bedt": (bedt or krav.ring_at).isoformat()}
    return client.post(reverse("samtykke:ringt", args=[krav.pk]), data, follow=True)


def test_the_wish_stands_on_both_pages_with_when(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    client.post(svar_url(krav), {"svar": "usikker"})
    dag = f"{i_dag().day}."
    html = mine(client, verden)
    assert "Vil bli ringt" in html
    assert f"Du ba {dag}" in html
    assert "Jonas Berge ringer deg." in html
    assert "Du kan svare her når du vil." in html
    celle = the_cell(verden)
    assert (celle.ord, celle.farge) == ("Vil bli ringt", "accent")
    matrise = liste(client, verden)
    assert 'data-color="accent">Vil bli ringt<' in matrise
    assert "Kari Nordlie ba om å bli ringt" in matrise
    assert "Jeg har ringt" in matrise


def test_a_call_closes_the_wish_and_the_question_waits_on(client, verden, krav):
    answer = say_called(client, verden, krav).content.decode()
    assert "venter fortsatt på svar fra Kari Nordlie" in answer
    assert "Jonas Berge ringte om spørsmålet" in answer
    assert "Jeg har ringt" not in answer
    done = fresh(krav)
    assert (done.vil_ringes, done.ringt_by_id) == (False, verden.jonas.pk)
    assert the_cell(verden).ord == "Ikke svart"
    assert "Jonas Berge ringte deg" in mine(client, verden)
    with as_owner():
        assert Hendelse.objects.get(handling="samtykke.ringt").aktoer_id == verden.jonas.pk


def test_a_second_call_changes_nothing_and_an_old_page_meets_no_new_wish(client, verden, krav):
    say_called(client, verden, krav)
    first = fresh(krav).ringt_at
    assert "Ingenting ble endret" in say_called(client, verden, krav).content.decode()
    assert fresh(krav).ringt_at == first
    ring(verden, krav)
    assert "Ingenting ble endret" in say_called(client, verden, krav).content.decode()
    assert fresh(krav).vil_ringes
    with as_owner():
        assert Hendelse.objects.filter(handling="samtykke.usikker").count() == 2
        assert Utboks.objects.filter(slag=Slag.SAMTYKKE_USIKKER).count() == 2


@pytest.mark.parametrize("bedt", ["", "x", "2026-02-31T10:00:00+00:00", "2026-11-23T10:00:00"])
def test_what_is_no_moment_meets_no_wish(client, verden, krav, bedt):
    client.force_login(verden.jonas)
    assert client.post(reverse("samtykke:ringt", args=[krav.pk]), {"bedt": bedt}).status_code == 302
    assert fresh(krav).vil_ringes


@pytest.mark.parametrize(
    ("navn", "status"),
    [
        ("kari", 403),
        ("tom", 403),
        ("amina", 404),
        ("siri", 404),
        ("pia", 404),
        ("erik", 404),
        ("fremmed", 404),
    ],
)
def test_only_the_holder_says_that_we_have_called(client, verden, krav, navn, status):
    assert say_called(client, verden, krav, navn).status_code == status
    with pytest.raises(DatabaseError, match="stafett:"):
        call(getattr(verden, navn), "SELECT samtykke_har_ringt(%s, %s)", krav.pk, krav.ring_at)
    assert fresh(krav).vil_ringes


@pytest.mark.parametrize("navn", ["tom", "jonas", "amina", "siri", "erik"])
def test_nobody_asks_to_be_called_for_kari(verden, navn):
    krav = ask(verden)[verden.kari]
    with pytest.raises(DatabaseError, match="stafett:"):
        call(getattr(verden, navn), "SELECT samtykke_ring(%s)", krav.pk)
    assert not fresh(krav).vil_ringes


def test_an_answer_ends_the_wish(verden, krav):
    say_yes(verden, verden.kari, krav)
    assert fresh(krav).ring_at is None


def test_a_no_ends_the_wish(verden, krav):
    with acting_as(verden.kari.pk):
        decline_samtykke(krav, by=verden.kari.pk)
    assert fresh(krav).ring_at is None


def test_a_new_question_ends_the_wish(verden, krav):
    ask(verden, hvorfor="Noe helt annet.", erstatt=True)
    assert fresh(krav).ring_at is None


def test_one_who_has_said_no_and_wants_a_call_is_seen_and_the_no_stands(client, verden):
    krav = ask(verden)[verden.kari]
    with acting_as(verden.kari.pk):
        decline_samtykke(krav, by=verden.kari.pk)
    ring(verden, krav)
    celle = the_cell(verden)
    assert celle.ord == "Nei"
    assert ("Vil bli ringt", "accent") in celle.forbehold
    assert "om å bli ringt. Jonas Berge ringer deg." in mine(client, verden)


class TestNudges:
    def asked_ago(self, krav, dager: int, **fields) -> None:
        with as_owner():
            Samtykkekrav.objects.filter(pk=krav.pk).update(requested_at=naa(days=-dager), **fields)

    def test_who_waits_for_our_call_is_not_hurried(self, verden, krav):
        self.asked_ago(krav, 12)
        watch()
        assert verden.kari.pk not in told(Slag.SAMTYKKE_VENTER)

    @pytest.mark.parametrize(("siden", "minnes"), [(2, False), (3, True)])
    def test_after_the_call_the_days_are_counted_from_it(self, verden, krav, siden, minnes):
        self.asked_ago(krav, 12, ring_at=naa(days=-9), ringt_at=naa(days=-siden), ringt_by=verden.jonas)
        watch()
        assert (verden.kari.pk in told(Slag.SAMTYKKE_VENTER)) == minnes


def test_the_coordinator_sees_that_somebody_waits_for_a_call(client, verden, krav):
    with acting_as(verden.siri.pk):
        [linje] = list_linjer()
    assert (linje.hva, linje.vil_ringes) == ("venter", 1)
    client.force_login(verden.siri)
    assert "1 vil bli ringt." in client.get(reverse("samtykke:linjer")).content.decode()
    say_called(client, verden, krav)
    client.force_login(verden.siri)
    assert "vil bli ringt." not in client.get(reverse("samtykke:linjer")).content.decode()


def test_the_task_on_the_first_page_goes_when_we_have_called(client, verden, krav):
    client.force_login(verden.jonas)
    assert "Ring Kari Nordlie" in client.get("/", follow=True).content.decode()
    say_called(client, verden, krav)
    assert "Ring Kari Nordlie" not in client.get("/", follow=True).content.decode()


def test_waiting_leaves_the_same_trace(client, verden):
    krav = ask(verden)[verden.kari]
    dag = i_dag(5)
    with acting_as(verden.kari.pk):
        postpone_answer(krav, til=dag, by=verden.kari.pk)
    celle = the_cell(verden)
    assert (celle.ord, celle.farge) == ("Vil vente", "info")
    assert "Kari Nordlie ville vente med å svare" in liste(client, verden)
    html = mine(client, verden)
    assert 'data-color="info">Vil vente<' in html
    assert "Du vil svare senest" in html
