"""How the mails stand, and what to do with those nobody knows the fate of: docs/varsling.md. Numbers, never names."""

from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.utils import timezone

from bti.dytt import kick
from bti.varsling.jobb import count_epost, settle_epost
from bti.varsling.models import Utboksstatus
from bti.varsling.services import TOEM_UTBOKS

HVA = {"usikker": Utboksstatus.USIKKER, "avvist": Utboksstatus.AVVIST}


class Command(BaseCommand):
    help = "Viser hvordan det står til med e-postene. Kan sende de usikre eller avviste på nytt, eller la dem ligge."

    def add_arguments(self, parser: CommandParser) -> None:
        valg = parser.add_mutually_exclusive_group()
        valg.add_argument("--send", choices=HVA, metavar="HVA", help="send dem på nytt: usikker eller avvist")
        valg.add_argument(
            "--la-ligge", choices=HVA, metavar="HVA", help="regn dem som sendt: usikker eller avvist"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if hva := options["send"]:
            antall = settle_epost(HVA[hva], send=True)
            self.stdout.write(f"{antall} sendes på nytt. Det mottakeren har lest i mellomtiden, sendes ikke.")
            kick(TOEM_UTBOKS)
        elif hva := options["la_ligge"]:
            self.stdout.write(f"{settle_epost(HVA[hva], send=False)} regnes som sendt.")
        self._print()

    def _print(self) -> None:
        counted = count_epost()
        for status in Utboksstatus:
            antall, eldste = counted.get(status.value, (0, None))
            since = f"  eldste {timezone.localtime(eldste):%d.%m.%Y kl. %H.%M}" if eldste else ""
            self.stdout.write(f"{antall:>7}  {status.label}{since}")
