"""What can be done to the record by whoever owns the database, past every guard: each is found, and named in plain words.

What cannot be found stands here too, beside docs/tilgang.md: it must not be claimed.
"""

# ruff: noqa: E501, ISC004 (SQL is written on one line)

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from bti.revisjon.anker import in_groups, read_linje, read_private_key
from bti.revisjon.jobb import make_anker, send_ankere
from bti.revisjon.kontroll import VAKTER, list_ankere
from bti.revisjon.models import Hendelse, Kjede
from bti.revisjon.services import record
from bti.tilgang.aktoer import acting_as
from tests.eier import as_owner
from tests.revisjon.logg import REGN_UT_ANKERET, REGN_UT_PAA_NYTT, guards_asleep, make_logg, write_events

pytestmark = pytest.mark.django_db

H = "revisjon_hendelse"
NORA = "WHERE kjede_id = '{kjede}'"


@pytest.fixture
def logg(verden, ankermappe):
    return make_logg(verden, ankermappe)


def test_an_untouched_record_passes(logg):
    assert logg.faults() == []


# Every column of an event. What is put in its place is another value of the same kind.
KOLONNER = {
    "id": "gen_random_uuid()",
    "kjede_id": "gen_random_uuid()",
    "nr": "77",
    "tidspunkt": "tidspunkt - interval '1 microsecond'",
    "sak_id": "NULL",
    "aktoer_id": "gen_random_uuid()",
    "aktoer_navn": "'En Annen'",
    "aktoer_tjeneste": "'NAV Solvik'",
    "formaal": "'utboks'",
    "handling": "'sak.lest'",
    "objekt_type": "'sak'",
    "objekt_id": "gen_random_uuid()",
    "detaljer": "'{{}}'",
    "salt": "decode('00', 'hex')",
    "salt_hash": "sha256('annet')",
    "innhold_hash": "sha256('annet')",
    "forrige_hash": "sha256('annet')",
    "hash": "sha256('annet')",
}


def test_every_column_is_tried():
    assert set(KOLONNER) == {field.column for field in Hendelse._meta.concrete_fields}


@pytest.mark.parametrize("kolonne", KOLONNER)
def test_an_edit_of_any_column_is_found(logg, kolonne):
    """In the middle of the chain, and in its last link, which no anchor binds."""
    for nr in (3, 8):
        with transaction.atomic():
            logg.tamper(f"UPDATE {H} SET {kolonne} = {KOLONNER[kolonne]} {NORA} AND nr = {nr}")
            assert logg.faults(), (kolonne, nr)
            transaction.set_rollback(True)


INNGREP = {
    "an edit": (
        [f"UPDATE {H} SET aktoer_navn = 'En Annen' {NORA} AND nr = 7"], "Kjede {kjede} ledd 7: innholdet er endret",
    ),
    "another salt": ([f"UPDATE {H} SET salt = 'x' {NORA} AND nr = 7"], "Kjede {kjede} ledd 7: saltet er byttet"),
    "the first is removed": (
        [f"DELETE FROM {H} {NORA} AND nr = 1"], "Kjede {kjede} ledd 2: ett eller flere ledd mangler foran dette",
    ),
    "one in the middle is removed": (
        [f"DELETE FROM {H} {NORA} AND nr = 3"], "Kjede {kjede} ledd 4: ett eller flere ledd mangler foran dette",
    ),
    "the tail is removed": ([f"DELETE FROM {H} {NORA} AND nr = 8"], "Kjede {kjede} ledd 8: slutten av kjeden mangler"),
    "the tail is removed and the head set back, past the anchor": (
        [f"DELETE FROM {H} {NORA} AND nr > 4", REGN_UT_PAA_NYTT], "Anker 1, kjede {kjede}: ledd 5 er borte",
    ),
    "a chain is removed, its head left": ([f"DELETE FROM {H} {NORA}"], "Kjede {kjede} ledd 8: hele kjeden mangler"),
    "a chain and its head are removed": (
        [f"DELETE FROM {H} {NORA}", f"DELETE FROM revisjon_kjede {NORA}"], "Anker 1, kjede {kjede}: ledd 5 er borte",
    ),
    "the head is removed": ([f"DELETE FROM revisjon_kjede {NORA}"], "Kjede {kjede} ledd 8: kjeden mangler hode"),
    "the head is another": (
        [f"UPDATE revisjon_kjede SET hash = sha256('x') {NORA}"],
        "Kjede {kjede} ledd 8: hodet passer ikke til det siste leddet",
    ),
    "two change places": (
        [f"UPDATE {H} SET nr = -nr {NORA} AND nr IN (6, 7)", f"UPDATE {H} SET nr = 13 + nr {NORA} AND nr < 0"],
        "Kjede {kjede} ledd 6: leddet henger ikke på det foran",
    ),
    "one is removed and the rest numbered anew": (
        [f"DELETE FROM {H} {NORA} AND nr = 6", f"UPDATE {H} SET nr = nr - 1 {NORA} AND nr > 6"],
        "Kjede {kjede} ledd 6: innholdet er endret",
    ),
    "one is put in after the end": (
        [f"INSERT INTO {H} SELECT gen_random_uuid(), kjede_id, 9, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste, formaal,"
         f" handling, objekt_type, objekt_id, detaljer, salt, salt_hash, innhold_hash, hash, hash FROM (SELECT * FROM {H} {NORA} AND nr = 8) h"],
        "Kjede {kjede} ledd 8: ledd står etter kjedens hode",
    ),
    "one is put in between": (
        [f"UPDATE {H} SET nr = nr + 100 {NORA} AND nr > 6", f"UPDATE {H} SET nr = nr - 99 {NORA} AND nr > 100",
         f"INSERT INTO {H} SELECT gen_random_uuid(), kjede_id, 7, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste, formaal,"
         f" handling, objekt_type, objekt_id, detaljer, salt, salt_hash, innhold_hash, hash, hash FROM (SELECT * FROM {H} {NORA} AND nr = 6) h"],
        "Kjede {kjede} ledd 7: innholdet er endret",
    ),
    "a fork: two links with one predecessor": (
        [f"INSERT INTO {H} SELECT gen_random_uuid(), kjede_id, 9, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste, formaal,"
         f" handling, objekt_type, objekt_id, detaljer, salt, salt_hash, innhold_hash, forrige_hash, hash FROM (SELECT * FROM {H} {NORA} AND nr = 8) h"],
        "Kjede {kjede} ledd 9: kjeden deler seg: flere ledd har samme forgjenger",
    ),
    "a fork: two links with one number": (
        ["ALTER TABLE revisjon_hendelse DROP CONSTRAINT hendelse_once_per_nr",
         f"INSERT INTO {H} SELECT gen_random_uuid(), kjede_id, 8, tidspunkt, sak_id, aktoer_id, aktoer_navn, aktoer_tjeneste, formaal,"
         f" handling, objekt_type, objekt_id, detaljer, salt, salt_hash, innhold_hash, forrige_hash, hash FROM (SELECT * FROM {H} {NORA} AND nr = 8) h"],
        "Kjede {kjede} ledd 8: to ledd har samme nummer",
    ),
    "one is moved to another chain": (
        [f"UPDATE {H} SET kjede_id = '{{ola}}', nr = 3 {NORA} AND nr = 8"], "Kjede {ola} ledd 3: leddet ligger i feil kjede",
    ),
    "a chain is rewritten and every hash worked out anew": (
        [f"UPDATE {H} SET aktoer_navn = 'En Annen' {NORA} AND nr = 2", REGN_UT_PAA_NYTT],
        "Anker 1, kjede {kjede}: ledd 5 er skrevet om",
    ),
    "the anchor is made to fit a rewritten chain": (
        [f"UPDATE {H} SET aktoer_navn = 'En Annen' {NORA} AND nr = 2", REGN_UT_PAA_NYTT, REGN_UT_ANKERET],
        "Anker 1: underskriften er ikke vår",
    ),
    "an anchor is edited": (["UPDATE revisjon_ankerpunkt SET ledd = ledd - 1"], "Anker 1: ankeret er endret"),
    "an anchor is removed": (
        ["DELETE FROM revisjon_ankerledd", "DELETE FROM revisjon_ankerpunkt"], "Anker 1 for {dag} finnes ikke i databasen",
    ),
    "what an anchor bound is removed": (
        [f"DELETE FROM revisjon_ankerledd {NORA}"], "Anker 1: hodet passer ikke til kjedene som ankeret bandt",
    ),
    "the checking function is another": (
        ["CREATE OR REPLACE FUNCTION revisjon_feil(p_kjede uuid DEFAULT NULL) RETURNS TABLE (kjede uuid, nummer bigint, feil text)"
         " LANGUAGE sql STABLE AS $$ SELECT NULL::uuid, NULL::bigint, NULL::text WHERE false $$"],
        "Funksjonen revisjon_feil er ikke den som følger med programmet",
    ),
}  # fmt: skip


def test_the_list_is_long_enough():
    assert len(INNGREP) >= 12


@pytest.mark.parametrize("inngrep", INNGREP)
def test_what_is_done_is_found_and_named(logg, inngrep):
    statements, ventet = INNGREP[inngrep]
    dag = f"{list_dager()[0]:%d.%m.%Y}"
    logg.tamper(*statements)

    ventet = ventet.format(kjede=logg.nora, ola=logg.ola, dag=dag)
    assert any(linje.startswith(ventet) for linje in logg.faults()), logg.faults()


def list_dager() -> list:
    with as_owner():
        return [anker.dag for anker in list_ankere()]


@pytest.mark.parametrize("tabell", VAKTER)
def test_a_guard_that_is_switched_off_is_found(logg, tabell):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {tabell} DISABLE TRIGGER USER")

    assert {f"Vakten {vakt} på {tabell} er slått av eller borte" for vakt in VAKTER[tabell]} == set(
        logg.faults()
    )


class TestAgainstWhatStandsOutside:
    """What the database alone cannot show, since everything in it fits together."""

    def test_whoever_has_the_key_too_cannot_change_what_was_sent(self, logg):
        logg.tamper(
            f"UPDATE {H} SET aktoer_navn = 'En Annen' {NORA} AND nr = 2", REGN_UT_PAA_NYTT, REGN_UT_ANKERET
        )
        with guards_asleep() as cursor:
            (anker,) = list_ankere()
            signatur = read_private_key().sign(anker.tekst.encode())
            cursor.execute("UPDATE revisjon_ankerpunkt SET signatur = %s", [signatur])

        (fault,) = logg.faults()
        assert fault.startswith("Anker 1 i databasen er et annet enn det som ble sendt ut ")
        assert fault.endswith("loggen er skrevet om, eller en eldre kopi er lagt tilbake")

    def test_an_older_backup_that_is_put_back(self, logg, verden):
        """The savepoint is the backup: everything after it is gone, and the database is whole in itself."""
        let_a_day_pass(logg.fil)
        with transaction.atomic():
            write_events(logg.nora, verden.jonas.pk, 2)
            assert make_anker() == 2
            assert send_ankere() == 0
            transaction.set_rollback(True)

        (fault,) = logg.faults()
        assert fault.startswith("Anker 2 for ")
        assert fault.endswith("en eldre kopi er lagt tilbake, eller ankeret er slettet")

    def test_an_older_backup_that_has_gone_on_since(self, logg, verden):
        let_a_day_pass(logg.fil)
        with transaction.atomic():
            write_events(logg.nora, verden.jonas.pk, 2)
            make_anker()
            send_ankere()
            transaction.set_rollback(True)
        write_events(logg.nora, verden.jonas.pk, 1)
        make_anker()
        send_ankere()

        faults = logg.faults()
        assert any("Anker 2 i databasen er et annet" in fault for fault in faults)
        assert "Linje 3 i filen henger ikke på linjen foran" in faults

    def test_a_line_that_is_edited(self, logg):
        edit_line(logg.fil, ledd=1)
        assert "Linje 1 i filen er endret eller ødelagt" in logg.faults()

    def test_a_line_that_is_edited_and_hashed_anew(self, logg):
        anker = read_linje(logg.fil.read_text().strip())
        logg.fil.write_text(replace(anker, ledd=1).as_linje() + "\n")
        assert "Linje 1 i filen har ikke vår underskrift" in logg.faults()

    def test_a_line_that_somebody_else_has_signed(self, logg):
        key = Ed25519PrivateKey.generate()
        anker = replace(
            read_linje(logg.fil.read_text().strip()), ledd=1, noekkel=key.public_key().public_bytes_raw()
        )
        anker = replace(anker, signatur=key.sign(anker.tekst.encode()))
        logg.fil.write_text(anker.as_linje() + "\n")
        assert "Linje 1 i filen har ikke vår underskrift" in logg.faults()

    def test_a_line_that_is_removed(self, logg):
        logg.fil.write_text("")
        assert logg.faults() == ["Anker 1 er sendt ut, men linjen mangler i filen"]


class TestWhatCannotBeFound:
    """Said in docs/tilgang.md. Should one of these be found some day, the document is to say so."""

    def test_the_newest_tail_removed_and_the_head_set_back(self, logg):
        logg.tamper(f"DELETE FROM {H} {NORA} AND nr > 6", REGN_UT_PAA_NYTT)
        assert logg.faults() == []

    def test_it_is_found_when_a_family_holds_a_paper(self, logg, capsys):
        hode = read_paper(logg)
        with as_owner():
            call_command("verify_revisjon", f"--hode={hode}", f"--sak={logg.nora}")
        assert "Papiret stemmer: alt til og med ledd 8" in capsys.readouterr().out
        logg.tamper(f"DELETE FROM {H} {NORA} AND nr > 6", REGN_UT_PAA_NYTT)

        with as_owner(), pytest.raises(CommandError, match="Seglet finnes ikke i loggen"):
            call_command("verify_revisjon", f"--hode={hode}", f"--sak={logg.nora}")

    def test_what_is_written_after_the_anchor_and_rewritten_before_the_next(self, logg):
        logg.tamper(f"UPDATE {H} SET aktoer_navn = 'En Annen' {NORA} AND nr = 7", REGN_UT_PAA_NYTT)
        assert logg.faults() == []

    def test_the_paper_finds_that_too(self, logg):
        hode = read_paper(logg)
        logg.tamper(f"UPDATE {H} SET aktoer_navn = 'En Annen' {NORA} AND nr = 7", REGN_UT_PAA_NYTT)
        with as_owner(), pytest.raises(CommandError, match="Seglet finnes ikke i loggen"):
            call_command("verify_revisjon", f"--hode={hode}", f"--sak={logg.nora}")

    def test_lines_cut_from_the_file_together_with_an_older_backup(self, logg, verden):
        """Both are as they were the day before: only who got the mail can tell."""
        let_a_day_pass(logg.fil)
        before = logg.fil.read_text()
        with transaction.atomic():
            write_events(logg.nora, verden.jonas.pk, 2)
            make_anker()
            assert send_ankere() == 0
            assert logg.fil.read_text() != before
            transaction.set_rollback(True)
        logg.fil.write_text(before)
        assert logg.faults() == []

    def test_a_salt_that_is_erased_is_no_fault(self, logg):
        """The text and its salt may go; the chain holds."""
        logg.tamper(f"UPDATE {H} SET salt = '' {NORA}")
        assert logg.faults() == []


def read_paper(logg) -> str:
    with as_owner():
        kjede = Kjede.objects.get(pk=logg.nora)
    return in_groups(bytes(kjede.hash))


def let_a_day_pass(fil) -> None:
    """What is there was made the day before, and signed then: for an anchor of today to come after it."""
    with guards_asleep() as cursor:
        gammel = list_ankere()[-1]
        ny = replace(gammel, dag=gammel.dag - timedelta(days=1))
        ny = replace(ny, signatur=read_private_key().sign(ny.tekst.encode()))
        cursor.execute(
            "UPDATE revisjon_ankerpunkt SET dag = %s, hash = %s, signatur = %s WHERE nr = %s",
            [ny.dag, ny.hash, ny.signatur, ny.nr],
        )
    linjer = fil.read_text().splitlines()
    if json.loads(linjer[0])["dag"] != ny.dag.isoformat():
        fil.write_text("\n".join([ny.as_linje(), *linjer[1:]]) + "\n")


def edit_line(fil, **felter) -> None:
    linje = json.loads(fil.read_text().strip())
    fil.write_text(json.dumps(linje | felter) + "\n")


def test_the_record_goes_on_after_the_anchor(logg, verden):
    with acting_as(verden.jonas.pk):
        record("prøve.skrevet", sak_id=logg.nora)
    assert logg.faults() == []
