"""The database roles and the database, as docs/tilgang.md describes them.

Run by the start script against its own server, and by hand once against a municipality's server:
`python -m bti.drift roller` with STAFETT_ADMIN_URL (docs/drift.md). Safe to run again.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bti.drift import stenging
from bti.drift.steder import Feil

EIER = "stafett_owner"
APP = "stafett_app"
LESE = "stafett_lese"
BASE = "stafett"
ELDSTE_POSTGRES = 160000

# NOINHERIT and no power of its own for the app: what it may do is granted table by table (bti/tilgang).
_EGENSKAPER = {
    EIER: "LOGIN NOSUPERUSER NOCREATEROLE",
    APP: "LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOINHERIT",
    LESE: "NOLOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOINHERIT",
}
# A transaction that waits or idles holds locks and old rows; the web never needs longer.
_GRENSER = {"statement_timeout": "20s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}


@dataclass(frozen=True)
class Passord:
    """Passwords of the two roles that log in; empty for our own server, where the socket is the lock."""

    eier: str = ""
    app: str = ""


def prepare(admin_url: str, *, passord: Passord, base: str = BASE, makes_databases: bool = False) -> bool:
    """Make the roles and the database where they are missing. Return whether the database is new.

    `makes_databases` lets the owner make further databases, as the test run must.
    """
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as connection:
        if connection.info.server_version < ELDSTE_POSTGRES:
            raise Feil("Stafett trenger PostgreSQL 16 eller nyere. Denne serveren er eldre.")
        _make_roles(connection, passord, makes_databases=makes_databases)
        is_new = _make_database(connection, base)
    # The databases that the owner makes for tests are copies of template1.
    for name in (base, "template1") if makes_databases else (base,):
        stenging.close(_in_database(admin_url, name), EIER)
    return is_new


def _in_database(url: str, base: str) -> str:
    """Return the address of another database on the same server, for the same role."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{quote(base)}", parts.query, ""))


def address(admin_url: str, role: str, password: str, base: str = BASE) -> str:
    """Return the same server's address for another role and database."""
    parts = urlsplit(admin_url)
    host = parts.netloc.rpartition("@")[2]
    login = quote(role) + (f":{quote(password, safe='')}" if password else "")
    return urlunsplit((parts.scheme, f"{login}@{host}", f"/{quote(base)}", parts.query, ""))


def verify(url: str) -> None:
    """Log in once with the address, so that a server that refuses us says so now and in plain words."""
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        role = unquote(urlsplit(url).username or "")
        raise Feil(
            f"Rollen {role} får ikke logget inn i databasen:\n{error}\n"
            "Serverens pg_hba.conf må tillate innlogging med passord (scram-sha-256) for rollen."
        ) from None


def _make_roles(connection: psycopg.Connection, passord: Passord, *, makes_databases: bool) -> None:
    rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(_EGENSKAPER)])
    known = {row[0] for row in rows}
    for role, properties in _EGENSKAPER.items():
        words = "ALTER ROLE {} {}" if role in known else "CREATE ROLE {} {}"
        connection.execute(sql.SQL(words).format(sql.Identifier(role), sql.SQL(properties)))
        # A role may change its own settings: what somebody has left there would outlive every restart.
        connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(sql.Identifier(role)))
    _refuse_bypass(connection)
    if makes_databases:
        connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(EIER)))
        # A test's set-up and its requests share one transaction: the owner becomes the app (tests/conftest.py).
        connection.execute(
            sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
                sql.Identifier(APP), sql.Identifier(EIER)
            )
        )
    for role, word in ((EIER, passord.eier), (APP, passord.app)):
        if word:
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(word))
            )
    # The app becomes the reader by SET ROLE for counts, and never inherits what the reader may do.
    connection.execute(
        sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
            sql.Identifier(LESE), sql.Identifier(APP)
        )
    )


def _refuse_bypass(connection: psycopg.Connection) -> None:
    """Stop when somebody has given the app's roles a way past the row policies."""
    rows = connection.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND (rolsuper OR rolbypassrls)", [[APP, LESE]]
    ).fetchall()
    if rows:
        names = ", ".join(row[0] for row in rows)
        raise Feil(
            f"{names} kan omgå radvern i databasen. Skriv i psql: ALTER ROLE {names} NOBYPASSRLS NOSUPERUSER;"
        )


def _is_superuser(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _make_database(connection: psycopg.Connection, base: str) -> bool:
    name, owner, app = sql.Identifier(base), sql.Identifier(EIER), sql.Identifier(APP)
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [base]).fetchone()
    if not known:
        if not _is_superuser(connection):
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER WITH SET TRUE").format(owner))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(name, owner)
        )
    # Nobody else comes in, and nobody makes temporary tables that a function could mistake for real ones.
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, app))
    for setting, value in _GRENSER.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
                app, name, sql.Identifier(setting), sql.Literal(value)
            )
        )
    return not known
