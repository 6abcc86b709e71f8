"""Every setting that the app's role may change for itself: none shows more, and none outlives its transaction in the app."""

# ruff: noqa: E501 (one attempt a line)

import psycopg
import pytest

from bti.drift.roller import APP
from bti.tilgang.aktoer import GJEMT
from tests.tilgang.forfalskning.angriper import ask, eier_som_app, logget_inn, mine, name_aktoer, one, som

FRITT = "SELECT name, vartype, enumvals, min_val, max_val, setting FROM pg_settings WHERE context = 'user' ORDER BY name"
# Texts worth trying for the settings that take one; for the others what stands there.
TEKSTER = {
    "search_path": ("pg_temp", "pg_temp, public", '""', "pg_catalog", "information_schema, public"),
    "role": ("stafett_owner", "stafett_lese", "none"),
    "session_authorization": ("stafett_owner", "default"),
    "TimeZone": ("Pacific/Kiritimati", "Etc/GMT+12", "UTC"),
    "DateStyle": ("SQL, DMY", "German"),
    "default_tablespace": ("pg_default",),
    "client_encoding": ("LATIN1", "SQL_ASCII", "UTF8"),
    "lc_messages": ("C",), "lc_time": ("C",), "lc_numeric": ("C",), "lc_monetary": ("C",),
    "default_text_search_config": ("simple",),
    "application_name": ("stafett.aktoer",),
    "local_preload_libraries": ("auto_explain",),
}  # fmt: skip
# It cannot be shown that these leave the answer alone by asking again: they end the question.
AVBRYTER = {
    "statement_timeout",
    "transaction_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
    "idle_session_timeout",
}
NOEKLER = ("stafett.aktoer", *GJEMT, "stafett.noe", "app.uid", "stafett.rolle", "stafett.formaal")


def values_for(row: tuple) -> list[str]:
    """Return values to try: both truths, every word of a list, both ends of a number."""
    name, slag, words, low, high, now = row
    if name in TEKSTER:
        return list(TEKSTER[name])
    return {
        "bool": ["on", "off"],
        "enum": list(words or ()),
        "integer": [low, high],
        "real": [low, high],
        "string": [now, ""],
    }[slag]


def world(con: psycopg.Connection) -> tuple:
    """What the actor sees: cases, the texts of the log, people. None for what an error hides."""
    questions = ("SELECT id FROM public.bti_sak", "SELECT id FROM public.stafettlogg_innlegg", "SELECT id FROM public.bti_bruker",
                 "SELECT unnest(public.tilgang_mine_saker())")  # fmt: skip
    answers = [ask(con, question) for question in questions]
    return tuple(None if svar.feil else frozenset(svar.rader) for svar in answers)


@pytest.mark.parametrize("navn", ["jonas", "fremmed"])
def test_no_setting_shows_more(con, verden, nabo, navn, record_property):
    """Each, with each value: what is seen is what was seen, or less. Both the sealed list and one worked out anew."""
    settings = con.execute(FRITT).fetchall()
    assert len(settings) > 100
    more, tried = [], 0
    with som(con, getattr(verden, navn)):
        before = world(con)
    for row in settings:
        name = row[0]
        if name in AVBRYTER:
            continue
        for value in values_for(row):
            for order in ("before", "after"):
                tried += 1
                with som(con, getattr(verden, navn)):
                    if order == "after":
                        mine(con)
                    ask(con, "SELECT set_config(%s, %s, true)", [name, value])
                    after = world(con)
                if any(now is not None and not now <= was for was, now in zip(before, after, strict=True)):
                    more.append((name, value))
    assert more == []
    record_property("tall:forfalskede_innstillinger", tried)


@pytest.mark.parametrize("noekkel", NOEKLER)
def test_our_own_settings_are_no_door(con, verden, nabo, noekkel):
    """Set for the session, for the transaction, by SET or by function, as the only one or beside a genuine name."""
    ola = verden.ola_sak.pk
    values = [
        str(verden.siri.pk),
        str(ola),
        f"{{{ola}}}",
        "on",
        "true",
        "1",
        "*",
        "formaal:utboks",
        "stafett_owner",
        "x" * 5000,
    ]
    for value in values:
        with som(con, verden.jonas):
            for sql in ("SELECT set_config(%s, %s, true)", "SELECT set_config(%s, %s, false)"):
                ask(con, sql, [noekkel, value])
                assert ola not in mine(con)
            assert one(con, "SELECT tilgang_formaal()") is None
        with con.transaction():
            assert mine(con) == set()
    for sql in (
        f"RESET {noekkel}",
        "RESET ALL",
        "DISCARD PLANS",
        "DISCARD SEQUENCES",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    ):
        with som(con, verden.jonas):
            ask(con, sql)
            assert mine(con) <= {verden.nora_sak.pk}
    con.execute("DISCARD ALL")


@pytest.mark.parametrize("sti", ["pg_temp, public", "pg_temp", '"$user", public', "public, pg_catalog", ""])
def test_no_search_path_puts_another_table_or_function_before_ours(con, verden, nabo, sti):
    with som(con, verden.jonas):
        con.execute("SELECT set_config('search_path', %s, true)", [sti])
        for statement in (
            "CREATE TEMP TABLE bti_deltaker (sak_id uuid)", "CREATE FUNCTION pg_temp.tilgang_idag() RETURNS date LANGUAGE sql AS 'SELECT current_date'",
            "CREATE TEMP VIEW bti_sak AS SELECT 1", "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
            "SELECT 1 AS x INTO TEMP tilgang_noekkel", "CREATE OPERATOR public.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = uuid_ne)",
        ):  # fmt: skip
            assert ask(con, statement).feil, statement
        assert {row[0] for row in ask(con, "SELECT id FROM public.bti_sak").rader} <= {verden.nora_sak.pk}


def test_row_security_off_is_an_error_for_every_table(con, verden, nabo):
    tables = con.execute(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND has_table_privilege(oid, 'SELECT')"
    ).fetchall()
    with som(con, verden.jonas):
        con.execute("SET LOCAL row_security = off")
        for (table,) in tables:
            assert "row-level security" in ask(con, f"SELECT * FROM {table}").tekst


LAGRET = (
    "search_path = 'pg_temp'", "row_security = off", "role = 'stafett_lese'", "default_transaction_isolation = 'repeatable read'",
    "default_transaction_read_only = on", "statement_timeout = 1", "session_replication_role = 'origin'", "TimeZone = 'Pacific/Kiritimati'",
    "stafett.aktoer = 'x'", "stafett.saker = '{}'", "stafett.hovedpersoner = '{}'",
)  # fmt: skip


@pytest.mark.parametrize("setting", LAGRET)
def test_what_the_role_leaves_for_itself_shows_nothing_to_anybody(verden, nabo, setting):
    """A role may keep settings of its own in PostgreSQL; nobody can take that from it. They never widen what is seen, and
    the next start takes them away (tests/drift/test_roller.py)."""
    with eier_som_app() as owner:
        base = owner.info.dbname
    with logget_inn() as con:
        kept = ask(con, f"ALTER ROLE {APP} IN DATABASE {base} SET {setting}")
    try:
        with logget_inn() as con:
            with som(con, verden.jonas):
                seen = ask(con, "SELECT id FROM public.bti_sak")
                assert {row[0] for row in seen.rader} <= {verden.nora_sak.pk}
            with con.transaction():
                assert ask(con, "SELECT id FROM public.bti_sak").rader == ()
    finally:
        with logget_inn(
            options="-c statement_timeout=5s -c role=none -c default_transaction_read_only=off"
        ) as con:
            con.execute(f"ALTER ROLE {APP} IN DATABASE {base} RESET ALL")
    assert kept.feil in ("", "42501")


def test_a_name_of_the_session_is_good_for_no_longer_than_it_says(con, verden):
    """set_config(..., false) outlives the transaction: it is the holder's own name still, for five minutes, and the app's own code
    names its actor anew in every transaction."""
    from bti.tilgang.aktoer import sign_aktoer

    con.execute("SELECT set_config('stafett.aktoer', %s, false)", [sign_aktoer(str(verden.jonas.pk), now=0)])
    with con.transaction():
        assert mine(con) == set()
    with con.transaction():
        name_aktoer(con, "")
        assert mine(con) == set()
