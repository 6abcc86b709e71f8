"""Check every chain of the audit, as the owner: what was written must still be there, unchanged and in order."""

from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

_HEAD = """
SELECT (SELECT count(*) FROM revisjon_kjede WHERE %(kjede)s::uuid IS NULL OR kjede_id = %(kjede)s::uuid),
       (SELECT count(*) FROM revisjon_hendelse WHERE %(kjede)s::uuid IS NULL OR kjede_id = %(kjede)s::uuid),
       (SELECT encode(sha256(coalesce(
               string_agg(uuid_send(kjede_id) || int8send(nr) || hash, '' ORDER BY kjede_id), '')), 'hex')
          FROM revisjon_kjede WHERE %(kjede)s::uuid IS NULL OR kjede_id = %(kjede)s::uuid)
"""


class Command(BaseCommand):
    help = "Kontrollerer at revisjonsloggen er hel: ingenting endret, fjernet eller byttet om. Kjøres som eieren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kjede", type=UUID, help="Kontroller bare én kjede (id-en til en sak eller en person)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kjede = options["kjede"]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_function_privilege('revisjon_feil(uuid)', 'EXECUTE')"
                "   AND has_table_privilege('revisjon_kjede', 'SELECT')"
            )
            if not cursor.fetchone()[0]:
                raise CommandError("Kjør kommandoen som eieren av databasen: STAFETT_SOM_EIER=1.")
            cursor.execute("SELECT kjede, nummer, feil FROM revisjon_feil(%s) ORDER BY 1, 2", [kjede])
            faults = cursor.fetchall()
            cursor.execute(_HEAD, {"kjede": kjede})
            chains, events, head = cursor.fetchone()
        for fault in faults:
            self.stderr.write("Kjede {} ledd {}: {}".format(*fault))
        if faults:
            raise CommandError(f"Revisjonen holder ikke: {len(faults)} feil.")
        self.stdout.write(f"Revisjonen holder: {chains} kjeder, {events} hendelser.")
        self.stdout.write(f"Hode over alle kjeder: {head}")
