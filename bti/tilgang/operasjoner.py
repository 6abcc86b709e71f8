"""Migration operations for row-level security: one line per table.

Every policy is one sparse, indexable condition; no flag and no wide scope is OR-ed into it (docs/adr).
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
MINE_SAKER = "ANY ((SELECT tilgang_mine_saker())::uuid[])"
AKTOER = "(SELECT tilgang_aktoer())"


class RunSqlFile(migrations.RunSQL):
    """Run a file of ``bti/tilgang/sql``: functions are written as SQL, not as Python strings."""

    def __init__(self, name: str, reverse_sql: str = "") -> None:
        self.name = name
        super().__init__((SQL / name).read_text(encoding="utf-8"), reverse_sql or migrations.RunSQL.noop)

    def deconstruct(self):
        return (type(self).__name__, [self.name], {})


class EnableRls(migrations.RunSQL):
    """Protect a table: ``les`` says which rows exist for the actor, ``skriv`` which may be written (default: the same)."""

    def __init__(self, table: str, les: str, skriv: str = "") -> None:
        skriv = skriv or les
        sql = f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY {table}_les ON {table} FOR SELECT USING ({les});
            CREATE POLICY {table}_ny ON {table} FOR INSERT WITH CHECK ({skriv});
            CREATE POLICY {table}_endre ON {table} FOR UPDATE USING ({les}) WITH CHECK ({les});
            CREATE POLICY {table}_slett ON {table} FOR DELETE USING ({les});
        """
        reverse = "".join(f"DROP POLICY {table}_{name} ON {table};" for name in ("les", "ny", "endre", "slett"))
        super().__init__(sql, f"{reverse} ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")


class EnableSakRls(EnableRls):
    """Protect a table whose rows belong to a case; ``forfatter`` is the column that must name the actor on INSERT."""

    def __init__(self, table: str, *, sak: str = "sak_id", forfatter: str = "") -> None:
        les = f"{sak} = {MINE_SAKER}"
        super().__init__(table, les, f"{les} AND {forfatter} = {AKTOER}" if forfatter else les)
