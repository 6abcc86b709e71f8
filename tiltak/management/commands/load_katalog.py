"""Load staircase, measures, services, guide and consent texts for one municipality. Run as owner: docs/katalog.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bti.management.eierkommando import owner_only
from bti.models import Kommune
from samtykke.katalog import FeilITekst, load_samtykketekst
from tiltak.katalog import KatalogFeil, Rapport, Telling, load_katalog
from tiltak.katalog.lasting import STANDARD_SAMLING

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"


class Command(BaseCommand):
    help = "Laster tiltakstrapp, tiltak, tjenester og veileder for en kommune. Kan kjøres flere ganger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kommunenummer", help="fire siffer")
        parser.add_argument("--mappe", type=Path, default=MAPPE, help="mappa med katalogfilene")
        parser.add_argument("--samling", default=STANDARD_SAMLING, help="elverum, nordre_land …")
        parser.add_argument("--uten-tjenester", action="store_true", help="last ikke tjenestene")

    def handle(self, *args: Any, **options: Any) -> None:
        kommune = Kommune.objects.filter(kommunenummer=options["kommunenummer"]).first()
        if kommune is None:
            raise CommandError(f"Det finnes ingen kommune med nummer {options['kommunenummer']}.")
        try:
            with owner_only("Ingenting er lastet. Bare eieren av basen kan laste katalogen"):
                rapport = load_katalog(
                    kommune=kommune,
                    mappe=options["mappe"],
                    samling=options["samling"],
                    med_tjenester=not options["uten_tjenester"],
                )
                tekster = load_samtykketekst(kommune)
        except (KatalogFeil, FeilITekst) as problem:
            raise CommandError(f"Ingenting er lastet. Rett dette først:\n{problem}") from problem
        self._print(kommune, rapport)
        self.stdout.write(f"Samtykketekster: {tekster} nye.")

    def _print(self, kommune: Kommune, rapport: Rapport) -> None:
        self.stdout.write(f"Katalogen for {kommune.navn}:")
        deler: dict[str, Telling | Rapport] = {**rapport.deler, "i alt": rapport}
        for navn, part in deler.items():
            self.stdout.write(
                f"  {navn:<10} {part.lest:>4} lest  {part.lagt_til:>4} lagt til"
                f"  {part.endret:>4} endret  {part.uendret:>4} uendret"
            )
        for merknad in rapport.merknader:
            self.stdout.write(f"Merk: {merknad}")
