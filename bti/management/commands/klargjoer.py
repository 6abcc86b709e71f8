"""Migrate and bring the access walls in line with the code; run as the owner (STAFETT_SOM_EIER=1)."""

from typing import Any

from django.core.management import BaseCommand, call_command

from bti.tilgang.klargjoering import prepare_tilgang


class Command(BaseCommand):
    help = "Migrerer databasen og setter rettigheter, nøkkel og rolletillatelser. Trygg å kjøre flere ganger."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        prepare_tilgang()
        self.stdout.write("Databasen er klar.")
