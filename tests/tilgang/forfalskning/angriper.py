"""Somebody with a prompt as the app's own role: psycopg, no Django, no checks but the database's own."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import psycopg
from django.db import connection

from bti.tilgang.aktoer import sign_aktoer

# So that a probe that waits is an answer and never a test run that hangs.
GRENSER = "-c lock_timeout=3s -c statement_timeout=20s -c idle_in_transaction_session_timeout=60s"
INGEN_RETT = "42501"


@dataclass(frozen=True)
class Svar:
    """Everything that a statement tells whoever sent it."""

    rader: tuple[Any, ...] = ()
    antall: int = 0
    status: str = ""
    feil: str = ""
    tekst: str = ""
    sagt: tuple[str, ...] = ()

    def uten(self, names: Mapping[Any, str]) -> "Svar":
        """The same with the ids that were asked about exchanged for what they stand for."""
        text = repr((self.rader, self.tekst, self.sagt))
        for value, name in names.items():
            text = text.replace(str(value), name)
        return Svar((text,), self.antall, self.status, self.feil)

    @property
    def er_nektet(self) -> bool:
        return self.feil == INGEN_RETT


def app_url(base: str = "") -> str:
    """The address that the web process logs in with, for the database of this test run."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(
        (parts.scheme, parts.netloc, f"/{base or connection.settings_dict['NAME']}", parts.query, "")
    )


@contextmanager
def logget_inn(**values: Any) -> Iterator[psycopg.Connection]:
    """A connection that has logged in as the app's role: no other role stands behind it."""
    with psycopg.connect(app_url(), autocommit=True, **({"options": GRENSER} | values)) as con:
        yield con


@contextmanager
def som(con: psycopg.Connection, hvem: Any, *, saker: str = "") -> Iterator[psycopg.Connection]:
    """A transaction with a genuine actor, rolled back at the end. ``hvem`` is a person, a subject, or None."""
    navn = str(getattr(hvem, "pk", hvem) or "")
    with con.transaction(force_rollback=True):
        name_aktoer(con, sign_aktoer(navn) if navn else "", saker)
        yield con


def name_aktoer(con: psycopg.Connection, signed: str, saker: str = "") -> None:
    con.execute(
        "SELECT set_config('stafett.aktoer', %s, true), set_config('stafett.saker', %s, true)",
        [signed, saker],
    )


def ask(con: psycopg.Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] | None = None) -> Svar:
    """Send one statement in a savepoint of its own, and return all that it tells."""
    said: list[str] = []

    def hear(diag: Any) -> None:
        said.append(f"{diag.severity} {diag.message_primary} {diag.message_detail} {diag.message_hint}")

    con.add_notice_handler(hear)
    try:
        with con.transaction():
            if sql.upper().startswith("COPY"):
                return _copy(con, sql)
            cursor = con.execute(sql, values)
            rows = tuple(cursor.fetchall()) if cursor.description else ()
            return Svar(rows, cursor.rowcount, (cursor.statusmessage or "").split(" ")[0], sagt=tuple(said))
    except psycopg.Error as error:
        diag = error.diag
        parts = (diag.message_primary, diag.message_detail, diag.message_hint, diag.context, diag.schema_name,
                 diag.table_name, diag.column_name, diag.constraint_name)  # fmt: skip
        return Svar(
            feil=error.sqlstate or type(error).__name__, tekst="|".join(map(str, parts)), sagt=tuple(said)
        )
    finally:
        con.remove_notice_handler(hear)


def _copy(con: psycopg.Connection, sql: str) -> Svar:
    """COPY is spoken otherwise: what comes out is read to its end, and nothing is sent in."""
    with con.cursor() as cursor, cursor.copy(sql) as copy:
        rows = tuple(bytes(part) for part in copy) if "TO STDOUT" in sql.upper() else ()
    return Svar(rows, cursor.rowcount, "COPY")


def one(con: psycopg.Connection, sql: str, values: Any = None) -> Any:
    row = con.execute(sql, values).fetchone()
    return row[0] if row else None


def mine(con: psycopg.Connection) -> set[UUID]:
    """The cases that the actor of this transaction sees, with no WHERE."""
    return {row[0] for row in con.execute("SELECT id FROM bti_sak").fetchall()}


@contextmanager
def eier_som_app() -> Iterator[psycopg.Connection]:
    """The owner's connection, for tests that become the app and look afterwards at what it did."""
    parts = urlsplit(os.environ["DATABASE_OWNER_URL"])
    url = urlunsplit((parts.scheme, parts.netloc, f"/{connection.settings_dict['NAME']}", parts.query, ""))
    with psycopg.connect(url, autocommit=True, options=GRENSER) as con:
        yield con
