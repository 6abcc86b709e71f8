"""The settings of a relation, as Python: the SQL functions of relasjonsendring.sql decide who may."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bti.models import Relasjonstype
from bti.tilgang.kall import call, fetch

UENDRET, LAGRET, VENTER, ENDRET, ALT_VENTER = "uendret", "lagret", "venter", "endret", "alt_venter"
BEKREFTET, FORKASTET, ALT_AVGJORT, GJELDER_IKKE = "bekreftet", "forkastet", "alt_avgjort", "gjelder_ikke"


@dataclass(frozen=True)
class VentendeEndring:
    """One change that waits for the actor as the head of the unit."""

    id: UUID
    barn: str
    foresatt: str
    relasjon: str
    bor: bool | None
    til: date | None
    foer_bor: bool | None
    foer_til: date | None
    registrert_av: str
    registrert_at: datetime

    @property
    def relasjon_navn(self) -> str:
        return str(Relasjonstype(self.relasjon).label)


def set_relasjon(
    relasjon_id: UUID, *, noekkel: UUID, kanal: str, bor: bool | None, til: date | None, versjon: int
) -> str:
    """Set how somebody is reached, and ask for the rest to be confirmed; return what came of it."""
    valg = {"kanal": kanal, "bor": bor, "til": til and til.isoformat(), "versjon": versjon}
    return call("SELECT tilgang_sett_relasjon(%s, %s, %s::jsonb)", noekkel, relasjon_id, json.dumps(valg))


def endringer_to_confirm() -> list[VentendeEndring]:
    """Return what waits for the actor, the oldest first; never what the actor has written."""
    return [
        VentendeEndring(*rad)
        for rad in fetch(
            "SELECT id, barn, foresatt, relasjon, bor, til, foer_bor, foer_til, registrert_av, registrert_at"
            " FROM tilgang_relasjonsendringer_aa_bekrefte()"
        )
    ]


def decide(endring_id: UUID, *, ja: bool) -> str:
    """Confirm or refuse as the head; return what came of it. Raises PermissionDenied for anybody else."""
    return call("SELECT tilgang_avgjoer_relasjonsendring(%s, %s)", endring_id, ja)
