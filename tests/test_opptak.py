"""A world that is played back is the one that was made: every row of every table, and the people in it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from tests import opptak
from tests.cast import Verden, make_verden
from tests.eier import as_owner
from tests.lagret import BLIR, BLIR_VEGGER

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list[str]]:
    """What stands in every table that tests write to, as text; an id that the database counts out is left out."""
    tables = set(connection.introspection.table_names()) - BLIR - BLIR_VEGGER
    found = {}
    with as_owner(), connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(
                f"SELECT t::text FROM (SELECT to_jsonb(x) - 'id' AS t FROM {table} x"
                " WHERE to_jsonb(x)->>'id' ~ '^[0-9]+$' OR NOT to_jsonb(x) ? 'id'"
                f" UNION ALL SELECT to_jsonb(x) FROM {table} x WHERE to_jsonb(x)->>'id' !~ '^[0-9]+$') a ORDER BY 1"
            )
            found[table] = [rad[0] for rad in cursor.fetchall()]
    return found


def make_and_forget() -> tuple[Verden, dict[str, list[str]]]:
    """Make a world, read it, and roll it back."""
    with transaction.atomic():
        verden, found = make_verden(), rows()
        transaction.set_rollback(True)
    return verden, found


def test_what_is_played_back_is_what_was_made(monkeypatch):
    monkeypatch.setattr(opptak, "_opptak", {})
    made, found = make_and_forget()
    played, again = make_and_forget()
    assert sum(len(one) for one in found.values()) > 90
    assert again == found
    assert played == made
    assert played.jonas is not made.jonas
    assert played.nora_sak.hovedperson.navn == "Nora Nordlie"


def test_one_test_does_not_change_the_next_ones_people(monkeypatch):
    monkeypatch.setattr(opptak, "_opptak", {})
    verden, _found = make_and_forget()
    verden.jonas.navn = "En annen"
    assert make_and_forget()[0].jonas.navn == "Jonas Berge"


def test_a_clock_that_stands_earlier_gets_no_rows_from_its_future(monkeypatch):
    monkeypatch.setattr(opptak, "_opptak", {})
    time = timezone.now().replace(minute=30)
    with time_machine.travel(time, tick=False):
        first, _found = make_and_forget()
    with time_machine.travel(time - timedelta(minutes=10), tick=False):
        earlier, _found = make_and_forget()
    with time_machine.travel(time + timedelta(days=400), tick=False):
        later, _found = make_and_forget()
    assert len({first.jonas.pk, earlier.jonas.pk, later.jonas.pk}) == 3
