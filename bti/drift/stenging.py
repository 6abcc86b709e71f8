"""What PostgreSQL gives everybody, and the app has no use for: closed, database by database.

Row security guards our tables. It does not guard large objects, what other sessions are asking just now, how much each
table holds, or the power to end a colleague's session; those are PUBLIC's from the start.

Nor does it come first: a comparison that PostgreSQL calls leakproof is made before the policy is asked, and whether
the policy was asked at all can be seen (its plan, its time, its traces). Whoever may send SQL could so read a hidden
text letter by letter.
"""

import psycopg
from psycopg import sql

# Names of functions in pg_catalog, as one expression each for why they are closed.
FUNKSJONER = (
    r"lo_.*|lo(read|write)",  # large objects: a store beside every policy
    # what others are asking just now, and totals
    r"pg_stat_get_.*|pg_stat_(reset|clear).*|pg_lock_status|pg_cursor|pg_prepared_(statement|xact)",
    r"pg_(database|relation|total_relation|table|indexes|tablespace)_size",  # totals
    r"pg_(cancel|terminate)_backend",  # every web process is the same role, and may end the others
    r"pg_(try_)?advisory_(un)?lock(_shared|_all)?",  # held past the transaction; those of the transaction stay
    r"(query|table|schema|database|cursor)_to_xml.*",  # a table as one value: made for carrying things out
    r"pg_(ls|read|file|stat_file|current_logfile).*|pg_logical_emit_message|pg_export_snapshot",
)
VISNINGER = r"pg_stat.*|pg_locks|pg_cursors|pg_prepared_.*|pg_largeobject.*"
ALLE = f"^({'|'.join(FUNKSJONER)})$"

_AAPNE_FUNKSJONER = """
SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ %s
   AND EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)
"""
_AAPNE_VISNINGER = """
SELECT c.oid::regclass::text FROM pg_class c
 WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname ~ %s
   AND EXISTS (SELECT 1 FROM aclexplode(c.relacl) a WHERE a.grantee = 0)
"""

# Comparisons that are made before the policy, other than those of ids: without these no list would find its index.
_LEKKASJETETTE = """
SELECT p.oid::regprocedure::text FROM pg_proc p
 WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proleakproof AND NOT 'uuid'::regtype = ANY (p.proargtypes)
"""


def find_open(connection: psycopg.Connection) -> list[str]:
    """Return the functions and views of this database that everybody may still use, or use ahead of a policy."""
    return sorted({*_find_functions(connection), *_find_views(connection), *_find_leakproof(connection)})


def _find_functions(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute(_AAPNE_FUNKSJONER, [ALLE]).fetchall()]


def _find_views(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute(_AAPNE_VISNINGER, [f"^({VISNINGER})$"]).fetchall()]


def _find_leakproof(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute(_LEKKASJETETTE).fetchall()]


def close(admin_url: str, owner: str) -> list[str]:
    """Take from everybody in one database what the app does not need; the owner and those who watch the server keep it.

    Return what is still open: all of it, on a server where the administrator is no superuser.
    """
    with psycopg.connect(admin_url, autocommit=True, connect_timeout=10) as connection:
        is_open = find_open(connection)
        if not is_open or not _is_superuser(connection):
            return is_open
        keepers = sql.SQL("{}, pg_monitor").format(sql.Identifier(owner))
        for kind, verb, names in (
            ("FUNCTION", "EXECUTE", _find_functions(connection)),
            ("TABLE", "SELECT", _find_views(connection)),
        ):
            for words in ("REVOKE {} ON {} {} FROM PUBLIC", "GRANT {} ON {} {} TO {}"):
                parts = [sql.SQL(one) for one in (verb, kind, ", ".join(names))]
                if names:
                    connection.execute(sql.SQL(words).format(*parts, keepers))
        for name in _find_leakproof(connection):
            connection.execute(sql.SQL("ALTER FUNCTION {} NOT LEAKPROOF").format(sql.SQL(name)))
        # A block of code sent as a question (DO): functions run without it.
        connection.execute("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC")
        connection.execute(sql.SQL("GRANT USAGE ON LANGUAGE plpgsql TO {}").format(sql.Identifier(owner)))
        return find_open(connection)


def _is_superuser(connection: psycopg.Connection) -> bool:
    return connection.info.parameter_status("is_superuser") == "on"
