"""The scene of the model: the cast, and those whom only the whole rule needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from bti import feil as bti_feil
from bti.models import Bruker, Rolle, Sak, Tjeneste
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from samtykke import feil as samtykke_feil
from tests import factories as f
from tests.cast import Verden, give_consent, grant_from_roles, make_verden
from tests.eier import as_owner
from tests.tilgang.orakel.orakel import turns

# What a service says when it refuses. Anything else is an error, and stops the model.
NEI: tuple[type[Exception], ...] = (
    PermissionDenied, SakTapt, bti_feil.SakErLukket, samtykke_feil.IkkeDinAaSvare, samtykke_feil.AltSvartJa,
    samtykke_feil.AltTrukket, samtykke_feil.AltSagtNei, samtykke_feil.AltSpurt, samtykke_feil.IngenAaSpoerre,
    samtykke_feil.AlleHarSagtJa, samtykke_feil.DatoUtenforPerioden, samtykke_feil.DenUngeMaaInviteres,
)  # fmt: skip
# What the database says when it does; nobody stands in for oneself.
NEKTET = ("stafett:", "row-level security", "stedfortreder_is_another")
NAVN = ("jonas", "siri", "lise", "amina", "per", "kari", "tom", "pia", "nora", "erik", "fremmed", "berit")


@dataclass
class Scene:
    """Everybody by name, both cases, and the services."""

    verden: Verden
    folk: dict[str, Bruker]
    saker: dict[str, Sak]
    tjenester: dict[str, Tjeneste]
    start: datetime
    navn_av: dict[UUID, str] = field(default_factory=dict)


def make_scene(start: datetime) -> Scene:
    """Two advisers at PPT, let in by consent, and Nora in her own case; the case of Ola is there to leak into."""
    v = make_verden()
    folk = {navn: getattr(v, navn) for navn in NAVN if hasattr(v, navn)}
    folk["per"] = f.BrukerFactory(navn="Per Lund")
    f.AnsettelseFactory(bruker=folk["per"], tjeneste=v.ppt, tittel="rådgiver", is_leder=True)
    folk["nora"] = f.BrukerFactory(navn="Nora Nordlie")
    with as_owner():  # a month before she turns sixteen, and new to her own case
        v.nora_sak.hovedperson.foedselsdato = turns(start.date() + timedelta(days=25), -16)
        v.nora_sak.hovedperson.bruker = folk["nora"]
        v.nora_sak.hovedperson.save()
    f.DeltakerFactory(sak=v.nora_sak, bruker=folk["nora"], rolle=Rolle.UNGDOM)
    f.InnleggFactory(sak=v.nora_sak, created_by=v.jonas)
    f.InnleggFactory(sak=v.ola_sak, created_by=v.siri)
    give_consent(v, v.kari, v.tom)
    grant_from_roles()
    scene = Scene(
        v, folk, {"nora": v.nora_sak, "ola": v.ola_sak}, {"skole": v.skole, "ppt": v.ppt, "nav": v.nav}, start
    )
    scene.navn_av = {bruker.pk: navn for navn, bruker in folk.items()}
    return scene


@contextmanager
def at(naa: datetime) -> Iterator[None]:
    """Let Python's clock stand where the database's stands."""
    with time_machine.travel(naa, tick=False):
        yield


class Deltar:
    """Acts as somebody at the model's moment, and says whether it went."""

    naa: datetime
    scene: Scene

    @contextmanager
    def som(self, hvem: str) -> Iterator[None]:
        with at(self.naa), acting_as(self.scene.folk[hvem].pk):
            yield

    def proev(self, hvem: str, gjoer: Any) -> bool:
        """Do it as the person; False when it was refused, and then nothing has been written."""
        try:
            with self.som(hvem), transaction.atomic():
                gjoer()
        except NEI:
            return False
        except DatabaseError as error:
            if any(ord_ in str(error) for ord_ in NEKTET):
                return False
            raise
        return True

    def kall(self, hvem: str, sql: str, *verdier: Any) -> bool:
        """Call one of the ways in as the person."""

        def gjoer() -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, verdier)

        return self.proev(hvem, gjoer)

    def som_eier(self, sql: str, *verdier: Any) -> list[tuple[Any, ...]]:
        """What no user of the app may do: what the payroll, the register or the passing of time does."""
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(sql, verdier)
            return cursor.fetchall() if cursor.description else []
