"""What has been asked and answered, put in words: for the staff's table and the family's pages."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Sak, Tjeneste
from bti.varsling.tid import at_oslo
from samtykke.models import Samtykke, Samtykkekrav, Tema
from samtykke.queries import Giver, givere_in, krav_in, services_with_access


class Tilstand(StrEnum):
    """Where one question stands today."""

    IKKE_SPURT = "ikke_spurt"
    VENTER = "venter"
    JA = "ja"
    NEI = "nei"
    TRUKKET = "trukket"
    UTLOEPT = "utloept"


ORD: dict[Tilstand, tuple[Any, str]] = {
    Tilstand.IKKE_SPURT: (_("Ikke spurt"), "neutral"),
    Tilstand.VENTER: (_("Ikke svart"), "info"),
    Tilstand.JA: (_("Ja"), "success"),
    Tilstand.NEI: (_("Nei"), "danger"),
    Tilstand.TRUKKET: (_("Trukket"), "warning"),
    Tilstand.UTLOEPT: (_("Gått ut"), "warning"),
}


def living_samtykke(krav: Samtykkekrav) -> Samtykke | None:
    """Return the yes that holds today; the answers were fetched with ``krav_with_answers``."""
    today = timezone.localdate()
    return next((s for s in krav.samtykker.all() if s.withdrawn_at is None and s.gyldig_til >= today), None)


def tilstand_of(krav: Samtykkekrav) -> Tilstand:
    """Where the question stands. An answer older than the question is an answer to another one."""
    if living_samtykke(krav):
        return Tilstand.JA
    if krav.declined_at:
        return Tilstand.NEI
    last = next(iter(krav.samtykker.all()), None)
    if last is None or (last.granted_at < krav.requested_at and not _is_withdrawn_after_asking(last, krav)):
        return Tilstand.VENTER
    return Tilstand.TRUKKET if last.is_withdrawn else Tilstand.UTLOEPT


def _is_withdrawn_after_asking(last: Samtykke, krav: Samtykkekrav) -> bool:
    """Asked to go on, the giver took the former yes back: that is an answer too, and nobody asks any more."""
    return bool(last.is_withdrawn and last.withdrawn_at and last.withdrawn_at >= krav.requested_at)


def waits_for_answer(krav: Samtykkekrav) -> bool:
    """Whether the giver is asked now: for the first time, or anew while the former yes lives."""
    today, nedlagt = timezone.localdate(), krav.tjeneste.nedlagt_dato
    if krav.frafalt_at or krav.declined_at or krav.foreslaatt_til < today or (nedlagt and nedlagt <= today):
        return False
    return tilstand_of(krav) == Tilstand.VENTER or (krav.fornyes and living_samtykke(krav) is not None)


# From when a yes held until when: the moment it was withdrawn, or the end of its last day.
Periode = tuple[datetime, datetime]


def period_of(krav: Samtykkekrav) -> Periode | None:
    """When the newest answer to the question held; None when there is none."""
    last = next(iter(krav.samtykker.all()), None)
    if last is None or last.granted_at < krav.requested_at:
        return None
    return last.granted_at, last.withdrawn_at or at_oslo(last.gyldig_til + timedelta(days=1), time.min)


def lost_access(periods: list[Periode | None]) -> bool:
    """Whether everybody's yes held at once, and one of them holds no longer: the service was in, and is out."""
    known = [period for period in periods if period]
    if not known or len(known) < len(periods):
        return False
    ends = min(end for _, end in known)
    return max(start for start, _ in known) < ends <= timezone.now()


def words_of(temaer: list[str], choices: type[TextChoices] = Tema) -> list[str]:
    """Return the themes in words, in the order of the form."""
    return [str(tema.label) for tema in choices if tema.value in temaer]


@dataclass
class Celle:
    """What one giver has answered about one service."""

    relasjon: Giver
    krav: Samtykkekrav | None = None

    @property
    def tilstand(self) -> Tilstand:
        return tilstand_of(self.krav) if self.krav else Tilstand.IKKE_SPURT

    @property
    def ord(self) -> str:
        return str(ORD[self.tilstand][0])

    @property
    def farge(self) -> str:
        return ORD[self.tilstand][1]

    @property
    def siste(self) -> Samtykke | None:
        return next(iter(self.krav.samtykker.all()), None) if self.krav else None

    @property
    def dato(self) -> datetime | date | None:
        """When it came to stand as it does."""
        if self.krav is None:
            return None
        if self.tilstand == Tilstand.VENTER:
            return self.krav.requested_at
        if self.siste is None or self.tilstand == Tilstand.NEI:
            return self.krav.declined_at
        if self.tilstand == Tilstand.JA:
            return self.siste.granted_at
        return self.siste.withdrawn_at or self.siste.gyldig_til

    @property
    def _ja(self) -> Samtykke | None:
        return self.siste if self.tilstand == Tilstand.JA else None

    @property
    def gyldig_til(self) -> date | None:
        return self._ja.gyldig_til if self._ja else None

    @property
    def temaer(self) -> list[str]:
        return words_of(self._ja.temaer) if self._ja else []


@dataclass
class Tjenesterad:
    """One service: who has answered what, and whether it sees the case."""

    tjeneste: Tjeneste
    har_innsyn: bool
    celler: list[Celle]
    krav: Samtykkekrav | None = None
    felles_temaer: list[str] = field(default_factory=list)
    har_folk: bool = False  # whether anybody of the service takes part

    @property
    def er_spurt(self) -> bool:
        return self.krav is not None

    @property
    def temaer(self) -> list[str]:
        return words_of(self.krav.temaer) if self.krav else []

    @property
    def antall_ja(self) -> int:
        return sum(celle.tilstand == Tilstand.JA for celle in self.celler)

    @property
    def har_mistet_innsyn(self) -> bool:
        """Whether a yes has been withdrawn or has expired: the service may have been in, and is out."""
        return any(celle.tilstand in (Tilstand.TRUKKET, Tilstand.UTLOEPT) for celle in self.celler)

    @property
    def mangler(self) -> list[str]:
        """The names of those who have not said yes."""
        return [celle.relasjon.vist_navn for celle in self.celler if celle.tilstand != Tilstand.JA]


@dataclass
class Samtykkeoversikt:
    """Givers × services."""

    givere: list[Giver]
    rader: list[Tjenesterad]

    @property
    def ubekreftede(self) -> list[Giver]:
        """Those who are asked, but cannot log in to answer yet."""
        return [giver for giver in self.givere if giver.er_ubekreftet]


def samtykkeoversikt(sak: Sak, *, named: list[Tjeneste] | None = None) -> Samtykkeoversikt:
    """Return who has answered what in the case.

    ``named`` are services with people in the case, whether or not anybody has been asked about them.
    """
    with_people = {tjeneste.pk for tjeneste in named or []}
    givere = givere_in(sak)
    krav_by_service = {
        tjeneste_id: list(rows) for tjeneste_id, rows in groupby(krav_in(sak), lambda krav: krav.tjeneste_id)
    }
    with_access = services_with_access(sak)
    rader = [_rad(rows[0].tjeneste, rows, givere, with_access) for rows in krav_by_service.values()]
    rader += [_rad(t, [], givere, with_access) for t in named or [] if t.pk not in krav_by_service]
    for rad in rader:
        rad.har_folk = rad.tjeneste.pk in with_people
    return Samtykkeoversikt(givere, rader)


def _rad(
    tjeneste: Tjeneste, krav_list: list[Samtykkekrav], givere: list[Giver], with_access: set[UUID]
) -> Tjenesterad:
    by_giver = {krav.giver_id: krav for krav in krav_list}
    celler = [Celle(giver, by_giver.get(giver.bruker_id) if giver.bruker_id else None) for giver in givere]
    newest = max(krav_list, key=lambda krav: krav.requested_at, default=None)
    living = [ja for krav in krav_list if (ja := living_samtykke(krav))]
    all_said_yes = bool(living) and len(living) == len(krav_list)
    shared = set.intersection(*(set(ja.temaer) for ja in living)) if all_said_yes else set()
    return Tjenesterad(tjeneste, tjeneste.pk in with_access, celler, newest, words_of(list(shared)))
