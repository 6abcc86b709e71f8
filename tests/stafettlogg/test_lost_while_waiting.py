"""A parent withdraws while the adviser's text waits for the case's row: what was saved first, wins."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from bti.models import Kladd, Sak, Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke
from stafettlogg.models import Innlegg, Melding
from tests.cast import give_consent
from tests.eier import as_owner
from tests.stafettlogg.conftest import token_in
from tiltak.models import Maal

FRIST = 60


@pytest.fixture
def verden_committed(verden_committed):
    """Everybody has said yes."""
    give_consent(verden_committed, verden_committed.kari, verden_committed.tom)
    return verden_committed


def browser(bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


def count_waiting() -> int:
    """How many connections wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE NOT l.granted AND a.datname = current_database()"
        )
        return cursor.fetchone()[0]


def send(post: Callable[[], Any], answers: list[Any], waiting: int) -> threading.Thread:
    """Send from a connection of its own, and return when it stands in the queue."""

    def run() -> None:
        try:
            answers.append(post().status_code)
        except Exception as error:
            answers.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    end = time.monotonic() + FRIST
    while count_waiting() < waiting and time.monotonic() < end:
        time.sleep(0.02)
    assert count_waiting() == waiting, answers
    return thread


def in_turn(verden, first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Hold the case's row until both stand in the queue for it, one after the other; return their answers."""
    answers: list[Any] = []
    with as_owner():
        Sak.objects.select_for_update().get(pk=verden.sak.pk)
        threads = [send(first, answers, 1), send(second, answers, 2)]
    for thread in threads:
        thread.join(timeout=FRIST)
    return answers


@pytest.fixture
def withdrawal(verden_committed) -> Callable[[], Any]:
    kari = verden_committed.kari
    with acting_as(kari.pk):
        samtykke = Samtykke.objects.get(giver_id=kari.pk)
    client = browser(kari)
    return lambda: client.post(reverse("familie:samtykke-trekk", args=[samtykke.pk]))


SKJEMAER = [
    ("stafettlogg:innlegg-new", {"tekst": "Skrevet av PPT.", "innleggstype": "notat"}, Innlegg),
    ("stafettlogg:melding-new", {"tekst": "Skrevet av PPT."}, Melding),
    ("tiltak:maal-new", {"tekst": "Skrevet av PPT."}, Maal),
]


def entry(verden, adresse: str, data: dict[str, str]) -> Callable[[], Any]:
    url, client = reverse(adresse, args=[verden.sak.pk]), browser(verden.amina)
    fields = data | {"skjema_token": token_in(client.get(url))}
    return lambda: client.post(url, fields)


@pytest.mark.parametrize(("adresse", "data", "modell"), SKJEMAER)
def test_a_withdrawal_that_was_first_wins(verden_committed, withdrawal, adresse, data, modell):
    verden = verden_committed

    answers = in_turn(verden, withdrawal, entry(verden, adresse, data))

    assert sorted(answers) == [302, 404]
    with as_owner():
        assert not modell.objects.filter(sak=verden.sak).exists()
        assert Kladd.objects.get(bruker=verden.amina).felter["tekst"] == ["Skrevet av PPT."]


def test_an_entry_that_was_first_stands_before_the_withdrawal(verden_committed, withdrawal):
    verden = verden_committed

    answers = in_turn(verden, entry(verden, *SKJEMAER[0][:2]), withdrawal)

    assert answers == [302, 302]
    with as_owner():
        assert Innlegg.objects.get(sak=verden.sak).created_by_id == verden.amina.pk
        assert Samtykke.objects.get(giver=verden.kari).withdrawn_at is not None


def test_a_withdrawal_goes_through_though_the_case_is_closed_meanwhile(verden_committed, withdrawal):
    """The page was asked while the case was open; it is closed while the withdrawal waits for its row."""
    verden, answers = verden_committed, []

    with as_owner():
        Sak.objects.select_for_update().get(pk=verden.sak.pk)
        thread = send(withdrawal, answers, 1)
        Sak.objects.filter(pk=verden.sak.pk).update(status=Saksstatus.LUKKET)
    thread.join(timeout=FRIST)

    assert answers == [302]
    with as_owner():
        assert Samtykke.objects.get(giver=verden.kari).withdrawn_by_id == verden.kari.pk
        assert Hendelse.objects.filter(handling="samtykke.trukket", sak_id=verden.sak.pk).count() == 1
