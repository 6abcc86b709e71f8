"""The chain verifies, and is not touched by mistake. What is done to it on purpose: test_tamper.py."""

# ruff: noqa: E501 (SQL and long rows on one line)

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from bti.revisjon.services import record
from bti.tilgang.aktoer import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def kjede(verden):
    """Five events in Nora's case and two in Ola's."""
    for n in range(5):
        with acting_as(verden.jonas.pk):
            record("prøve.skrevet", sak_id=verden.nora_sak.pk, innhold=f"tekst {n}", nr=n)
    for _ in range(2):
        with acting_as(verden.siri.pk):
            record("prøve.lest", sak_id=verden.ola_sak.pk)
    return verden.nora_sak.pk


def verify(eier, *args) -> str:
    out = StringIO()
    with eier():
        call_command("verify_revisjon", *args, stdout=out, stderr=out)
    return out.getvalue()


def faults(eier) -> list[tuple]:
    with eier(), connection.cursor() as cursor:
        cursor.execute("SELECT nummer, feil FROM revisjon_feil() ORDER BY 1, 2")
        return cursor.fetchall()


def test_an_untouched_record_holds(kjede, eier):
    assert "Revisjonen holder: 2 kjeder, 7 hendelser." in verify(eier)
    assert "1 kjeder, 5 hendelser" in verify(eier, "--kjede", str(kjede))
    assert faults(eier) == []


def test_the_head_changes_with_every_event(kjede, eier, verden):
    before = verify(eier)
    with acting_as(verden.jonas.pk):
        record("prøve.skrevet", sak_id=kjede)
    assert before.splitlines()[1] != verify(eier).splitlines()[1]


def test_one_field_cannot_pass_for_two(eier):
    """The separator of an older form stands in the text: two different rows had one hash."""
    with eier(), connection.cursor() as cursor:
        call = (
            "revisjon_hash(''::bytea, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 1, '2026-01-01', NULL, NULL,"
            " %s, %s, '', 'lest', '', NULL, '{}', ''::bytea, ''::bytea)"
        )
        cursor.execute(f"SELECT {call} = {call}", ["a\x1fb", "c", "a", "b\x1fc"])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    "verb",
    ["UPDATE revisjon_hendelse SET nr = nr", "DELETE FROM revisjon_hendelse", "TRUNCATE revisjon_hendelse"],
)
def test_the_owner_does_not_do_it_by_mistake(kjede, eier, verb):
    with pytest.raises(DatabaseError, match="kan ikke endres"), eier(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_the_app_is_told_to_be_the_owner(kjede):
    with pytest.raises(CommandError, match="som eieren"), transaction.atomic():
        call_command("verify_revisjon")
