"""Made-up Solvik: `STAFETT_SOM_EIER=1 manage.py load_demo`. A second run finds everything there and changes nothing."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection

from bti.settings.env import database_from, read  # noqa: TID251 (two roles in one load)


class Command(BaseCommand):
    help = "Lager Solvik og Fjellvik med folk, tjenester, tiltak og saker. Bare for prøveversjonen."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_INNLOGGING:
            raise CommandError("Oppdiktede personer lages bare i prøveversjonen (bti.settings.demo).")
        if not settings.DATABASES["default"].get("SOM_EIER"):
            raise CommandError("Kjør som eier av databasen: sett STAFETT_SOM_EIER=1.")
        settings.REDIS_URL = ""  # the load tells nobody; what it has put in the outbox is taken out again
        from bti.drift.demodata.grunnlag import load_grunnlag
        from bti.drift.demodata.team import load_team, missing_droeftinger
        from bti.models import SkjermetBekymring, Undring

        load_grunnlag()
        there = {
            pk for model in (Undring, SkjermetBekymring) for pk in model.objects.values_list("pk", flat=True)
        }
        made = self._make_saker(there)
        if missing := missing_droeftinger():
            _connect(read("DATABASE_URL"))
            load_team(missing)
            _connect(read("DATABASE_OWNER_URL"))
        self.stdout.write(f"Solvik er klar. Nye saker: {made}.")

    def _make_saker(self, there: set[Any]) -> int:
        """Make the missing cases as the app, so that the access rule is met; then date them back as the owner."""
        from bti.drift.demodata import key_of, read_solvik
        from bti.drift.demodata.saker import list_demosaker, load_sak, load_skjermet, load_undring
        from bti.drift.demodata.skoleaar import date_skoleaar, load_skoleaar
        from bti.drift.demodata.tilbakedatering import date_back
        from bti.drift.demodata.veileder import load_ny_veileder, needs_ny_veileder

        missing = [one for one in list_demosaker() if one.undring not in there]
        undringer = [
            one for one in read_solvik()["undringer"] if key_of("undring", one["noekkel"]) not in there
        ]
        notater = [
            one for one in read_solvik()["skjermede"] if key_of("skjermet", one["noekkel"]) not in there
        ]
        if missing or undringer or notater or needs_ny_veileder():
            _connect(read("DATABASE_URL"))
            for rad in undringer:
                load_undring(rad)
            for rad in notater:
                load_skjermet(rad)
            for demosak in missing:
                if demosak.er_skoleaar:
                    skritt = load_skoleaar(demosak)
                else:
                    load_sak(demosak)
            if needs_ny_veileder():
                load_ny_veileder()
            _connect(read("DATABASE_OWNER_URL"))
        for demosak in missing:
            if demosak.er_skoleaar:
                date_skoleaar(demosak, skritt)
            else:
                date_back(demosak.noekkel, dager=demosak.rad["dager"])
        return len(missing)


def _connect(url: str) -> None:
    """Go on as the role of another address, in the same process."""
    connection.close()
    connection.settings_dict |= database_from(url)
