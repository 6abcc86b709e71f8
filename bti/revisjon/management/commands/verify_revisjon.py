"""Check the audit, as the owner: what was written is still there, unchanged, in order, and as the anchors bound it."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

from bti.revisjon import kontroll
from bti.revisjon.anker import UtenNoekkel, trusted_keys

MINST_TEGN = 16  # of a hash on paper: 64 bits


class Command(BaseCommand):
    help = "Kontrollerer at revisjonsloggen er hel: ingenting endret, fjernet eller byttet om. Kjøres som eieren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kjede", type=UUID, help="Kontroller bare én kjede (id-en til en sak eller en person)."
        )
        parser.add_argument("--ankere", type=Path, help="Sammenlign med filen der ankrene er sendt.")
        parser.add_argument(
            "--noekkel", action="append", default=[], help="En offentlig nøkkel til å stole på (hex)."
        )
        parser.add_argument("--hode", help="Seglet fra en utskrift av hvem som har sett. Krever --sak.")
        parser.add_argument("--sak", type=UUID, help="Saken som utskriften er fra.")

    def handle(self, *args: Any, **options: Any) -> None:
        _require_owner()
        if options["hode"]:
            self._check_paper(options["hode"], options["sak"])
            return
        faults = [*kontroll.find_chain_faults(options["kjede"])]
        if options["kjede"] is None:
            faults += kontroll.find_machinery_faults() + self._anchor_faults(options)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"Revisjonen holder ikke: {len(faults)} feil.")
        self._say_whole(options["kjede"], options["ankere"])

    def _anchor_faults(self, options: dict[str, Any]) -> list[str]:
        try:
            noekler = trusted_keys(options["noekkel"])
        except (ValueError, UtenNoekkel):
            raise CommandError("En av nøklene er ikke en nøkkel: 64 tegn, 0-9 og a-f.") from None
        if not noekler and (options["ankere"] or kontroll.list_ankere()):
            raise CommandError(
                "Jeg har ingen offentlig nøkkel å kontrollere ankrene med. Gi den med --noekkel."
                " «manage.py anker --noekkel» skriver den ut der arbeideren går."
            )
        faults = kontroll.find_anchor_faults(noekler)
        if options["ankere"]:
            if not options["ankere"].is_file():
                raise CommandError(f"Filen {options['ankere']} finnes ikke.")
            faults += kontroll.find_outside_faults(options["ankere"], noekler)
        return faults

    def _say_whole(self, kjede: UUID | None, fil: Path | None) -> None:
        hode = kontroll.read_hode(kjede)
        self.stdout.write(f"Revisjonen holder: {hode.kjeder} kjeder, {hode.ledd} hendelser.")
        self.stdout.write(f"Hode over alle kjeder: {hode.hash}")
        if kjede is None and fil is None:
            self.stdout.write(
                "Ikke sammenlignet med ankrene utenfor: gi filen med --ankere. Uten den oppdages ikke en eldre kopi"
                " som er lagt tilbake, eller en logg der alt er skrevet om."
            )

    def _check_paper(self, hode: str, sak: UUID | None) -> None:
        segl = re.sub(r"[\s-]", "", hode).lower()
        if sak is None or not re.fullmatch(rf"[0-9a-f]{{{MINST_TEGN},64}}", segl):
            raise CommandError(
                "Skriv seglet og saksnummeret slik de står på utskriften: --hode '3f2a 91c0 …' --sak <saksnummer>."
            )
        nr = kontroll.find_sealed_link(segl, sak)
        if nr is None:
            raise CommandError(
                "Papiret stemmer ikke. Seglet finnes ikke i loggen: noe er endret eller fjernet etter utskriften,"
                " eller en eldre kopi er lagt tilbake. Se også om seglet og saksnummeret er skrevet riktig av."
            )
        if faults := kontroll.find_chain_faults(sak):
            raise CommandError(f"Seglet finnes, men kjeden holder ikke: {faults[0]}.")
        self.stdout.write(f"Papiret stemmer: alt til og med ledd {nr} er som da det ble skrevet ut.")


def _require_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege('revisjon_feil(uuid)', 'EXECUTE')"
            "   AND has_table_privilege('revisjon_kjede', 'SELECT')"
        )
        if not cursor.fetchone()[0]:
            raise CommandError("Kjør kommandoen som eieren av databasen: STAFETT_SOM_EIER=1.")
