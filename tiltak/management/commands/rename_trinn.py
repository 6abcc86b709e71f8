"""Give a step of the staircase the municipality's own name. Run as owner: docs/katalog.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bti.management.eierkommando import owner_only
from tiltak.models import Trinn

LENGST = 100


class Command(BaseCommand):
    help = "Gir et trinn i tiltakstrappen nytt navn i en kommune. Tiltakene på trinnet blir stående."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kommunenummer", help="fire siffer")
        parser.add_argument("trinn", type=int, help="nummeret på trinnet, fra 1")
        parser.add_argument("navn", help=f"det nye navnet, høyst {LENGST} tegn")

    def handle(self, *args: Any, **options: Any) -> None:
        navn = " ".join(options["navn"].split())
        if not navn or len(navn) > LENGST:
            raise CommandError(f"Ingenting er endret. Skriv et navn på høyst {LENGST} tegn.")
        trappen = Trinn.objects.filter(kommune__kommunenummer=options["kommunenummer"])
        trinn = trappen.filter(nummer=options["trinn"]).first()
        if trinn is None:
            numre = ", ".join(str(nr) for nr in trappen.values_list("nummer", flat=True)) or "ingen trinn"
            raise CommandError(
                f"Ingenting er endret. Kommunen har ikke trinn {options['trinn']}. Den har: {numre}."
            )
        before, trinn.navn = trinn.navn, navn
        with owner_only("Ingenting er endret. Bare eieren av basen kan endre trappen"):
            trinn.save(update_fields=["navn"])
        self.stdout.write(f"Trinn {trinn.nummer} het «{before}» og heter nå «{navn}».")
