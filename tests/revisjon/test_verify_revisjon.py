"""The chain: it verifies, and whatever the owner does to it is found."""

# ruff: noqa: E501 (SQL is written on one line)

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


def tamper(eier, *statements: str, kjede) -> None:
    """As the owner, past the trigger."""
    with eier(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE revisjon_hendelse DISABLE TRIGGER ALL")
        for statement in statements:
            cursor.execute(statement, {"kjede": kjede})
        cursor.execute("ALTER TABLE revisjon_hendelse ENABLE TRIGGER ALL")


def test_an_untouched_record_holds(kjede, eier):
    assert "Revisjonen holder: 2 kjeder, 7 hendelser." in verify(eier)
    assert "1 kjeder, 5 hendelser" in verify(eier, "--kjede", str(kjede))
    assert faults(eier) == []


def test_the_head_changes_with_every_event(kjede, eier, verden):
    before = verify(eier)
    with acting_as(verden.jonas.pk):
        record("prøve.skrevet", sak_id=kjede)
    assert before.splitlines()[1] != verify(eier).splitlines()[1]


@pytest.mark.parametrize(
    ("statements", "nummer", "feil"),
    [
        (["UPDATE revisjon_hendelse SET handling = 'sak.lest' WHERE kjede_id = %(kjede)s AND nr = 3"], 3, "innholdet er endret"),
        (["UPDATE revisjon_hendelse SET aktoer_navn = 'En Annen' WHERE kjede_id = %(kjede)s AND nr = 2"], 2, "innholdet er endret"),
        (["UPDATE revisjon_hendelse SET tidspunkt = tidspunkt - interval '1 day' WHERE kjede_id = %(kjede)s AND nr = 2"], 2, "innholdet er endret"),
        (["UPDATE revisjon_hendelse SET detaljer = '{}' WHERE kjede_id = %(kjede)s AND nr = 4"], 4, "innholdet er endret"),
        (["UPDATE revisjon_hendelse SET innhold_hash = sha256('annet') WHERE kjede_id = %(kjede)s AND nr = 4"], 4, "innholdet er endret"),
        (["DELETE FROM revisjon_hendelse WHERE kjede_id = %(kjede)s AND nr = 1"], 2, "et ledd mangler foran dette"),
        (["DELETE FROM revisjon_hendelse WHERE kjede_id = %(kjede)s AND nr = 3"], 4, "et ledd mangler foran dette"),
        (["DELETE FROM revisjon_hendelse WHERE kjede_id = %(kjede)s AND nr = 5"], 5, "slutten av kjeden mangler"),
        (["DELETE FROM revisjon_hendelse WHERE kjede_id = %(kjede)s"], 5, "slutten av kjeden mangler"),
        (["DELETE FROM revisjon_kjede WHERE kjede_id = %(kjede)s"], 5, "kjeden mangler hode"),
        # two links change places
        (["UPDATE revisjon_hendelse SET nr = -nr WHERE kjede_id = %(kjede)s AND nr IN (2, 3)",
          "UPDATE revisjon_hendelse SET nr = 5 + nr WHERE kjede_id = %(kjede)s AND nr < 0"], 2, "innholdet er endret"),
        # one is taken out and the rest are numbered anew
        (["DELETE FROM revisjon_hendelse WHERE kjede_id = %(kjede)s AND nr = 2",
          "UPDATE revisjon_hendelse SET nr = nr - 1 WHERE kjede_id = %(kjede)s AND nr > 2"], 2, "innholdet er endret"),
        # moved to another case's chain
        (["UPDATE revisjon_hendelse SET kjede_id = gen_random_uuid() WHERE kjede_id = %(kjede)s AND nr = 5"], 5, "slutten av kjeden mangler"),
    ],
)  # fmt: skip
def test_what_the_owner_does_is_found(kjede, eier, statements, nummer, feil):
    tamper(eier, *statements, kjede=kjede)

    assert (nummer, feil) in faults(eier)
    with pytest.raises(CommandError, match="Revisjonen holder ikke"):
        verify(eier)


def test_one_field_cannot_pass_for_two(eier):
    """The separator of an older form stands in the text: two different rows had one hash."""
    with eier(), connection.cursor() as cursor:
        call = (
            "revisjon_hash(''::bytea, '00000000-0000-0000-0000-000000000000', 1, '2026-01-01', NULL, NULL,"
            " %s, %s, '', 'lest', '', NULL, '{}', ''::bytea)"
        )
        cursor.execute(f"SELECT {call} = {call}", ["a\x1fb", "c", "a", "b\x1fc"])
        assert cursor.fetchone() == (False,)


def test_the_salt_may_be_erased(kjede, eier):
    """The text and its salt can go; the chain holds."""
    tamper(eier, "UPDATE revisjon_hendelse SET salt = '' WHERE kjede_id = %(kjede)s", kjede=kjede)

    assert faults(eier) == []


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
