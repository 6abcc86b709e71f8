"""How the anchors stand, the public key, and a push when one would not wait: run where the worker runs."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from bti.revisjon import jobb
from bti.revisjon.anker import UtenNoekkel, public_key

UTEN_NOEKKEL = "STAFETT_ANKERNOEKKEL (eller …_FILE) mangler her, eller er ikke 64 tegn fra 0-9 og a-f."


class Command(BaseCommand):
    help = "Sier om ankrene er laget og sendt. Slutter med feil når de ikke er det, så en vakt kan spørre."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noekkel", action="store_true", help="Skriv ut den offentlige nøkkelen, og bare den."
        )
        parser.add_argument("--naa", action="store_true", help="Lag dagens anker hvis det mangler, og send.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["noekkel"]:
                self.stdout.write(public_key().hex())
                return
            if options["naa"]:
                jobb.make_anker()
                jobb.send_ankere()
        except UtenNoekkel:
            raise CommandError(UTEN_NOEKKEL) from None
        if faults := jobb.find_anker_faults():
            raise CommandError("\n".join(faults))
        self.stdout.write("Ankrene er laget og sendt ut av huset.")
