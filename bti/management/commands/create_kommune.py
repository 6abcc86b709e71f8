"""A municipality and its first administrator, on a new installation: docs/drift.md. Run as owner."""

from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import RegexValidator, validate_email

from bti.identitetsnummer import IdentitetsnummerField
from bti.kommuner import Administrator, KommuneFeil, create_kommune
from bti.management.eierkommando import owner_only

ER_KOMMUNENUMMER = RegexValidator(r"\A[0-9]{4}\Z")


class Command(BaseCommand):
    help = "Lager en kommune og den første administratoren. Trygg å kjøre flere ganger."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kommunenummer", help="fire siffer")
        parser.add_argument("navn", help="navnet på kommunen, for eksempel «Solvik kommune»")
        parser.add_argument("--maalform", choices=["nb", "nn"], default="nb")
        parser.add_argument(
            "--administrator", required=True, metavar="NAVN", help="den første administratoren"
        )
        parser.add_argument("--epost", default="", help="e-postadressen til administratoren")
        parser.add_argument("--utsteder", default="", help="hvem som logger inn administratoren (issuer)")
        parser.add_argument("--subjekt", default="", help="hvem administratoren er hos utstederen (subject)")
        parser.add_argument(
            "--foedselsnummer-fil", type=Path, metavar="FIL",
            help="fil med fødselsnummeret. Uten den, og uten --subjekt, blir du spurt; det skrives aldri på linja",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        administrator = self._read_administrator(options)
        nummer, navn = options["kommunenummer"], options["navn"].strip()
        _check(ER_KOMMUNENUMMER, nummer, "Kommunenummeret må ha fire siffer.")
        if not navn or len(navn) > 100:
            raise CommandError("Skriv navnet på kommunen, høyst 100 tegn.")
        try:
            with owner_only("Ingenting er laget. Bare eieren av basen kan lage en kommune"):
                made = create_kommune(
                    nummer=nummer, navn=navn, maalform=options["maalform"], administrator=administrator
                )
        except KommuneFeil as problem:
            raise CommandError(f"Ingenting er laget. {problem}") from problem
        self.stdout.write(f"{navn} er klar." if made else f"{navn} var klar fra før. Ingenting er endret.")
        self.stdout.write(f"Last katalogen nå: manage.py load_katalog {nummer}")

    def _read_administrator(self, options: dict[str, Any]) -> Administrator:
        navn, epost = options["administrator"].strip(), options["epost"].strip()
        if not navn or len(navn) > 150:
            raise CommandError("Skriv navnet på administratoren, høyst 150 tegn.")
        if epost:
            _check(validate_email, epost, "E-posten må se ut som navn@eksempel.no.")
        if bool(options["utsteder"]) != bool(options["subjekt"]):
            raise CommandError("--utsteder og --subjekt hører sammen.")
        return Administrator(
            navn=navn,
            epost=epost,
            foedselsnummer=self._read_nummer(options),
            utsteder=options["utsteder"],
            subjekt=options["subjekt"],
        )

    def _read_nummer(self, options: dict[str, Any]) -> str:
        """From a file or the keyboard: an argument would stand in the list of processes and in the shell's history."""
        if path := options["foedselsnummer_fil"]:
            try:
                raw = path.read_text(encoding="utf-8").strip()
            except OSError as problem:
                raise CommandError(f"Fila lar seg ikke lese: {problem.strerror}.") from problem
        elif options["subjekt"]:
            return ""
        else:
            raw = getpass("Fødselsnummeret til administratoren: ")
        try:
            return IdentitetsnummerField(error_messages={"required": "Fødselsnummeret mangler."}).clean(raw)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem


def _check(validator: Any, value: str, message: str) -> None:
    try:
        validator(value)
    except ValidationError as problem:
        raise CommandError(message) from problem
