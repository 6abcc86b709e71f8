"""Migration operations for row-level security: one line per table.

Every policy is one sparse, indexable condition; no flag and no wide scope is OR-ed into it (docs/adr).
"""

from pathlib import Path
from typing import Any

from django.db import migrations

from bti.tilgang.tillatelser import Permission

SQL = Path(__file__).parent / "sql"
MINE_SAKER = "ANY ((SELECT tilgang_mine_saker())::uuid[])"
MINE_PERSONER = "ANY ((SELECT tilgang_mine_personer())::uuid[])"
AKTOER = "(SELECT tilgang_aktoer())"
SKJERMET = "ALL ((SELECT tilgang_skjermet_for_meg())::uuid[])"


class RunSqlFile(migrations.RunSQL):
    """Run a file of ``bti/tilgang/sql``: functions are written as SQL, not as Python strings."""

    def __init__(self, name: str, reverse_sql: str = "") -> None:
        self.name = name
        super().__init__((SQL / name).read_text(encoding="utf-8"), reverse_sql or migrations.RunSQL.noop)

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return (type(self).__name__, [self.name], {})


class EnableRls(migrations.RunSQL):
    """Protect a table: ``les`` says which rows exist for the actor, ``skriv`` which may be added, ``endre`` changed."""

    def __init__(self, table: str, les: str, skriv: str = "", endre: str = "") -> None:
        skriv, endre = skriv or les, endre or les
        sql = f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY {table}_les ON {table} FOR SELECT USING ({les});
            CREATE POLICY {table}_ny ON {table} FOR INSERT WITH CHECK ({skriv});
            CREATE POLICY {table}_endre ON {table} FOR UPDATE USING ({endre}) WITH CHECK ({endre});
            CREATE POLICY {table}_slett ON {table} FOR DELETE USING ({endre});
        """
        reverse = "".join(
            f"DROP POLICY {table}_{name} ON {table};" for name in ("les", "ny", "endre", "slett")
        )
        super().__init__(sql, f"{reverse} ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")


class ChangeReading(migrations.RunSQL):
    """Say anew which rows exist for the actor; who adds and changes them stays. ``before`` is what it said."""

    def __init__(self, table: str, les: str, before: str) -> None:
        change = "DROP POLICY {0}_les ON {0}; CREATE POLICY {0}_les ON {0} FOR SELECT USING ({1});"
        super().__init__(change.format(table, les), change.format(table, before))


class EnableSakRls(EnableRls):
    """Protect a table whose rows belong to a case; ``forfatter`` is the column that must name the actor on INSERT."""

    def __init__(self, table: str, *, sak: str = "sak_id", forfatter: str = "") -> None:
        les = f"{sak} = {MINE_SAKER}"
        super().__init__(table, les, f"{les} AND {forfatter} = {AKTOER}" if forfatter else les)


class HideSkjermede(migrations.RunSQL):
    """Rows about something shielded from the actor do not exist for them; ``column`` says what a row is about."""

    def __init__(self, table: str, column: str = "id") -> None:
        super().__init__(
            f"CREATE POLICY {table}_skjermet ON {table} AS RESTRICTIVE FOR SELECT"
            f" USING ({column} IS NULL OR {column} <> {SKJERMET});",
            f"DROP POLICY {table}_skjermet ON {table};",
        )


class RestrictWrites(migrations.RunSQL):
    """Refuse writes that do not meet a condition, whatever the table's other policies say."""

    def __init__(self, table: str, name: str, condition: str) -> None:
        super().__init__(
            f"CREATE POLICY {table}_{name}_ny ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK ({condition});"
            f"CREATE POLICY {table}_{name}_endre ON {table} AS RESTRICTIVE FOR UPDATE"
            f" USING (true) WITH CHECK ({condition});",
            f"DROP POLICY {table}_{name}_ny ON {table}; DROP POLICY {table}_{name}_endre ON {table};",
        )


def may_write(*permissions: Permission, sak: str = "sak_id") -> str:
    """The condition that the actor's role in the case gives one of these: the database asks what the gate has asked."""
    words = ", ".join(f"'{permission.codename}'" for permission in permissions)
    return f"tilgang_maa({sak}, {words})"


class RequirePermission(migrations.RunSQL):
    """Let only roles with a permission add or change rows: the other policies say whose case it is, this whose verb.

    ``endre`` is left out for a table whose rows are never changed.
    """

    def __init__(self, table: str, ny: str, endre: str = "") -> None:
        sql = f"CREATE POLICY {table}_maa_ny ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK ({ny});"
        reverse = f"DROP POLICY {table}_maa_ny ON {table};"
        if endre:
            sql += (
                f"CREATE POLICY {table}_maa_endre ON {table} AS RESTRICTIVE FOR UPDATE"
                f" USING (true) WITH CHECK ({endre});"
            )
            reverse += f"DROP POLICY {table}_maa_endre ON {table};"
        super().__init__(sql, reverse)


class KeepWithinSak(RestrictWrites):
    """A row points only at a row of its own case. A foreign key alone is checked past row security: it would take, and
    so give away, a row that the actor cannot see.
    """

    def __init__(self, table: str, column: str, parent: str) -> None:
        here = f"{table}.{column}"
        same = f"EXISTS (SELECT 1 FROM {parent} f WHERE f.id = {here} AND f.sak_id = {table}.sak_id)"  # noqa: S608 (names of ours)
        super().__init__(table, column.removesuffix("_id"), f"{here} IS NULL OR {same}")


class KeepWithinSakSelf(migrations.RunSQL):
    """The same for a row that points at its own table: a policy that reads its own table would never end."""

    def __init__(self, table: str, column: str) -> None:
        name = f"{table}_{column.removesuffix('_id')}_i_saken"
        super().__init__(
            f"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql
            SET search_path = pg_catalog, public, pg_temp AS $$
            BEGIN
                IF NOT EXISTS (SELECT 1 FROM {table} f WHERE f.id = NEW.{column} AND f.sak_id = NEW.sak_id) THEN
                    RAISE EXCEPTION 'stafett: raden hører ikke til saken' USING ERRCODE = 'foreign_key_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {column}, sak_id ON {table}
                FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION {name}();
            """,  # noqa: S608 (names of ours)
            f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
        )
