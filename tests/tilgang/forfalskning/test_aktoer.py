"""Saying who one is without the key, on a connection of one's own: forged, worn out, borrowed, replayed."""

# ruff: noqa: E501, SIM117 (one attempt a line; one actor inside another)

import hashlib
import hmac
import time
from uuid import uuid4

import pytest
from django.conf import settings

from bti.tilgang.aktoer import LEVETID_SEKUNDER, Formaal, sign_aktoer
from tests.tilgang.forfalskning.angriper import ask, logget_inn, mine, name_aktoer, one, som

NIVAAER = ("REPEATABLE READ", "SERIALIZABLE")


def hmac_with(key: bytes, message: str) -> str:
    return f"{message}.{hmac.new(key, message.encode(), hashlib.sha256).hexdigest()}"


def forgeries(v) -> dict[str, str]:
    """Every way that came to mind of being Siri without the key."""
    siri, until = str(v.siri.pk), int(time.time()) + 300
    genuine = sign_aktoer(str(v.jonas.pk))
    mine_, ends, digest = genuine.split(".")
    old = sign_aktoer(siri, now=time.time() - LEVETID_SEKUNDER - 1)
    return {
        "the id alone": siri,
        "no signature": f"{siri}.{until}",
        "empty signature": f"{siri}.{until}.",
        "zeros": f"{siri}.{until}.{'0' * 64}",
        "cut short": sign_aktoer(siri)[:-1],
        "half of it": sign_aktoer(siri)[:-32],
        "one too long": sign_aktoer(siri) + "0",
        "upper case": sign_aktoer(siri).upper(),
        "a space after": sign_aktoer(siri) + " ",
        "a line after": sign_aktoer(siri) + "\n",
        "mine, with her id": f"{siri}.{ends}.{digest}",
        "mine, later": f"{mine_}.{int(ends) + 9999}.{digest}",
        "worn out": old,
        "worn out, moved on": f"{siri}.{until}.{old.rpartition('.')[2]}",
        "no key": hmac_with(b"", f"{siri}.{until}"),
        "another key": hmac_with(b"feil", f"{siri}.{until}"),
        "the key as text": hmac_with(settings.AKTOER_NOEKKEL.hex().encode(), f"{siri}.{until}"),
        "Django's key": hmac_with(settings.SECRET_KEY.encode(), f"{siri}.{until}"),
        "plain digest": f"{siri}.{until}.{hashlib.sha256(f'{siri}.{until}'.encode()).hexdigest()}",
        "a purpose's word": f"{siri}.{ends}.{sign_aktoer('formaal:utboks').rpartition('.')[2]}",
        "two signatures": f"{sign_aktoer(siri)}.{digest}",
        "far future": f"{siri}.999999999999.{digest}",
        "too many digits": f"{siri}.9999999999999999999999.{digest}",
        "before time": f"{siri}.-1.{digest}",
        "words": f"{siri}.infinity.{digest}",
        "SQL": f"{siri}' OR true --",
        "an array": f"{{{siri}}}",
        "nothing at all": "..",
    }


def test_none_of_them_is_siri(con, verden, nabo, record_property):
    for name, setting in forgeries(verden).items():
        with con.transaction(force_rollback=True):
            name_aktoer(con, setting)
            assert one(con, "SELECT tilgang_aktoer()") in (None, verden.jonas.pk), name
            assert verden.ola_sak.pk not in mine(con), name
            assert one(con, "SELECT tilgang_formaal()") is None, name
            assert (one(con, "SELECT tilgang_hvem()") or {}).get("navn") != "Siri Holm", name
    record_property("tall:forfalskede_navn", len(forgeries(verden)))


@pytest.mark.parametrize("formaal", list(Formaal))
def test_a_purpose_is_not_forged(con, verden, formaal):
    genuine = sign_aktoer(f"formaal:{formaal}")
    subject, ends, digest = genuine.split(".")
    person = sign_aktoer(str(verden.jonas.pk)).split(".")
    for setting in (
        subject, f"{subject}.{ends}", f"{subject}.{ends}.{person[2]}", f"{subject}.{int(ends) + 1}.{digest}",
        f"{subject} .{ends}.{digest}", f"formaal:alt.{ends}.{digest}", hmac_with(b"feil", f"{subject}.{ends}"),
    ):  # fmt: skip
        with con.transaction(force_rollback=True):
            name_aktoer(con, setting)
            assert one(con, "SELECT tilgang_formaal()") is None
            assert ask(con, "SELECT utskrift_expire()").er_nektet
            assert ask(con, "SELECT varsling_rydd()").er_nektet


def test_a_name_ends_with_its_transaction_and_is_not_another_connections(con, verden):
    with con.transaction():
        name_aktoer(con, sign_aktoer(str(verden.jonas.pk)))
        assert mine(con) == {verden.nora_sak.pk}
        with logget_inn() as other:
            assert mine(other) == set()
            assert one(other, "SELECT current_setting('stafett.aktoer', true)") in (None, "")
    assert mine(con) == set()
    with con.transaction():
        assert mine(con) == set()


def test_a_stolen_name_is_good_for_what_it_says_and_no_longer(con, verden):
    """Whoever reads a setting out of a running transaction has five minutes of that person; not a second more."""
    worn = sign_aktoer(str(verden.jonas.pk), now=time.time() - LEVETID_SEKUNDER + 1)
    with logget_inn() as other, other.transaction():
        name_aktoer(other, worn)
        assert mine(other) == {verden.nora_sak.pk}
        time.sleep(2.1)
        assert mine(other) == set()
        assert ask(other, "SELECT samtykke_trekk(gen_random_uuid())").er_nektet
    with con.transaction():
        name_aktoer(con, worn)
        assert mine(con) == set()


def sealed(con) -> str:
    con.execute("SELECT tilgang_mine_saker()")
    return one(con, "SELECT current_setting('stafett.saker')")


class TestTheSealedList:
    """Bound to actor, transaction and connection: anywhere else it is worked out anew."""

    def test_of_another_transaction(self, con, verden, nabo):
        with som(con, verden.siri):
            seal = sealed(con)
        with som(con, verden.jonas, saker=seal):
            assert mine(con) == {verden.nora_sak.pk}
        with som(con, verden.siri, saker=seal):
            before = one(con, "SELECT current_setting('stafett.saker')")
            mine(con)
            assert one(con, "SELECT current_setting('stafett.saker')") != before

    def test_of_another_connection_at_the_same_time(self, con, verden):
        with logget_inn() as other, som(other, verden.siri):
            with som(con, verden.siri, saker=sealed(other)) as mine_too:
                mine(mine_too)
                assert one(con, "SELECT current_setting('stafett.saker')") != one(
                    other, "SELECT current_setting('stafett.saker')"
                )

    def test_of_another_actor_in_the_same_transaction(self, con, verden):
        with som(con, verden.siri):
            seal = sealed(con)
            name_aktoer(con, sign_aktoer(str(verden.jonas.pk)), seal)
            assert mine(con) == {verden.nora_sak.pk}

    def test_of_the_same_actor_named_anew(self, con, verden, nabo):
        """A second signature of the same person is another actor: the seal holds the whole setting."""
        with som(con, verden.jonas):
            seal = sealed(con)
            name_aktoer(con, sign_aktoer(str(verden.jonas.pk), now=time.time() - 5), seal)
            mine(con)
            assert one(con, "SELECT current_setting('stafett.saker')") != seal

    def test_made_by_hand(self, con, verden, nabo):
        ola, nora = verden.ola_sak.pk, verden.nora_sak.pk
        with som(con, verden.jonas):
            seal = sealed(con)
            actor = one(con, "SELECT current_setting('stafett.aktoer')")
            for forged in (
                f"{{{ola}}}", "0" * 64 + f"|{{{ola}}}", seal.replace(str(nora), str(ola)), seal.replace("}", f",{ola}}}"),
                seal[:64] + f"|{{{ola}}}", seal[:64] + f"|{{{nora}}},{{{ola}}}", f"{seal}|{{{ola}}}", seal.upper(), seal[1:], "|",
                hmac.new(b"", f"{actor}|{{{ola}}}".encode(), hashlib.sha256).hexdigest() + f"|{{{ola}}}",
                hmac.new(settings.AKTOER_NOEKKEL, f"{{{ola}}}".encode(), hashlib.sha256).hexdigest() + f"|{{{ola}}}",
                actor.rpartition(".")[2] + f"|{{{ola}}}",  # the one HMAC that an actor is given
            ):  # fmt: skip
                con.execute("SELECT set_config('stafett.saker', %s, true)", [forged])
                assert mine(con) == {nora}, forged

    def test_the_signature_is_no_seal_and_the_seal_no_signature(self, con, verden, nabo):
        """All are HMACs with one key: what one is given as one thing must never pass for another."""
        with som(con, verden.jonas):
            digest = sealed(con)[:64]
            for subject in (verden.siri.pk, verden.jonas.pk):
                name_aktoer(con, f"{subject}.{int(time.time()) + 300}.{digest}")
                assert mine(con) == set()

    def test_kept_past_a_withdrawal_only_within_its_transaction(self, con, verden):
        """A list that is in hand when access ends is good until its transaction ends, and that is bounded."""
        with som(con, verden.amina):
            seal = sealed(con)
            assert mine(con) == {verden.nora_sak.pk}
        with som(con, verden.fremmed, saker=seal):
            assert mine(con) == set()


@pytest.mark.parametrize("nivaa", NIVAAER)
def test_a_transaction_that_would_not_see_a_withdrawal_sees_nothing(con, verden, nivaa):
    """With an older snapshot a consent would look alive after it was withdrawn."""
    con.execute(f"SET default_transaction_isolation = '{nivaa.lower()}'")
    with som(con, verden.jonas):
        assert mine(con) == set()
        assert one(con, "SELECT tilgang_aktoer()") is None
        assert ask(con, "SELECT samtykke_trekk(%s)", [uuid4()]).er_nektet


def test_a_seal_of_a_transaction_with_an_older_snapshot_is_none(con, verden):
    for nivaa in NIVAAER:
        with con.transaction(force_rollback=True):
            con.execute(f"SET TRANSACTION ISOLATION LEVEL {nivaa}")
            name_aktoer(con, sign_aktoer(str(verden.jonas.pk)))
            assert mine(con) == set()


ROLLER = (
    "SET ROLE stafett_owner", "SET LOCAL ROLE stafett_owner", "SET ROLE postgres", "SET ROLE pg_read_all_data", "SET ROLE pg_monitor",
    "SET SESSION AUTHORIZATION stafett_owner", "SET SESSION AUTHORIZATION postgres",
    "SELECT set_config('role', 'stafett_owner', true)", "SELECT set_config('session_authorization', 'stafett_owner', true)",
    "ALTER ROLE stafett_app SUPERUSER", "ALTER ROLE stafett_app BYPASSRLS", "ALTER ROLE stafett_app CREATEROLE", "ALTER ROLE stafett_app CREATEDB",
    "ALTER ROLE stafett_app REPLICATION", "ALTER ROLE stafett_app RENAME TO stafett_eier", "ALTER ROLE stafett_lese LOGIN",
    "ALTER ROLE stafett_owner PASSWORD 'x'", "ALTER ROLE stafett_lese SET search_path = pg_temp", "ALTER ROLE ALL SET search_path = pg_temp",
    "GRANT stafett_owner TO stafett_app", "GRANT stafett_lese TO stafett_app WITH INHERIT TRUE", "CREATE ROLE min SUPERUSER", "CREATE ROLE min",
    "DROP ROLE stafett_lese", "REASSIGN OWNED BY stafett_owner TO stafett_app", "DROP OWNED BY stafett_owner", "ALTER SYSTEM SET fsync = off",
    "ALTER DATABASE {base} SET row_security = off", "ALTER DATABASE {base} OWNER TO stafett_app", "DROP DATABASE {base}",
    "CREATE SCHEMA min", "ALTER SCHEMA public OWNER TO stafett_app", "ALTER DEFAULT PRIVILEGES FOR ROLE stafett_owner GRANT ALL ON TABLES TO stafett_app",
    "CREATE EXTENSION dblink", "CREATE EXTENSION postgres_fdw", "CREATE SERVER min FOREIGN DATA WRAPPER x", "CREATE LANGUAGE plperlu", "LOAD 'auto_explain'",
    "CREATE EVENT TRIGGER min ON ddl_command_start EXECUTE FUNCTION min()", "CREATE SUBSCRIPTION min CONNECTION 'x' PUBLICATION y",
    "CREATE CAST (text AS uuid) WITH INOUT", "CREATE OPERATOR public.= (LEFTARG = uuid, RIGHTARG = text, FUNCTION = texteq)",
    "CREATE FUNCTION public.min() RETURNS integer LANGUAGE sql AS 'SELECT 1'", "CREATE FUNCTION pg_temp.min() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE TYPE public.min AS (a integer)", "CREATE DOMAIN pg_temp.uuid AS text", "CREATE TEMP VIEW bti_sak AS SELECT 1", "CREATE TEMP SEQUENCE min",
    "CREATE TEMP TABLE tilgang_noekkel (id boolean, ipad bytea, opad bytea)", "SELECT 1 INTO TEMP bti_deltaker", "DO $$ BEGIN END $$",
    "CHECKPOINT", "SELECT lo_import('/etc/passwd')", "SELECT lo_export(1, '/tmp/ut')", "SELECT lo_create(0)", "SELECT pg_reload_conf()",
    "SELECT pg_read_file('/etc/passwd')", "SELECT pg_ls_dir('.')", "SELECT dblink('x')", "SELECT pg_terminate_backend(pg_backend_pid())",
    "SELECT pg_advisory_lock(1)", "SELECT pg_export_snapshot()", "SELECT pg_logical_emit_message(true, 'a', 'b')", "SELECT pg_switch_wal()",
    "SELECT query_to_xml('SELECT 1', true, true, '')", "SELECT * FROM pg_stats", "SELECT query FROM pg_stat_activity", "SELECT * FROM pg_locks",
    "SELECT * FROM pg_stat_user_tables", "SELECT * FROM pg_statistic", "SELECT * FROM pg_statistic_ext_data", "SELECT * FROM pg_largeobject",
    "SELECT rolpassword FROM pg_authid", "SELECT * FROM pg_shadow", "SELECT * FROM pg_user_mapping", "SELECT * FROM pg_hba_file_rules",
    "SELECT * FROM pg_stat_statements", "SELECT * FROM pg_prepared_statements", "SELECT * FROM pg_cursors", "SELECT * FROM pg_config()",
    "SELECT pg_total_relation_size('bti_sak')", "SELECT pg_stat_get_live_tuples('bti_sak'::regclass)",
)  # fmt: skip


def test_no_other_role_and_no_other_power(con, verden, nabo, record_property):
    """None of these comes through; and after each of them the actor sees what they saw."""
    through = []
    base = con.info.dbname
    with som(con, verden.jonas):
        for statement in ROLLER:
            svar = ask(con, statement.format(base=base))
            if not svar.feil:
                through.append(statement)
            assert one(con, "SELECT current_user") == "stafett_app", statement
        assert mine(con) == {verden.nora_sak.pk}
    assert through == []
    record_property("tall:forfalskede_roller", len(ROLLER))


def test_the_reader_that_the_app_may_become_sees_no_table(con, verden, nabo):
    with som(con, verden.jonas):
        con.execute("SET LOCAL ROLE stafett_lese")
        for table in ("bti_sak", "stafettlogg_innlegg", "bti_bruker", "tilgang_noekkel", "revisjon_hendelse"):
            assert ask(con, f"SELECT count(*) FROM {table}").er_nektet
        assert ask(con, "SELECT statistikk_saker(%s)", [verden.solvik.pk]).er_nektet  # Jonas is no leader
