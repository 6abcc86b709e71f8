"""Where one question stands, in words and colour."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.varsling.tid import at_oslo
from samtykke.models import Samtykke, Samtykkekrav, Slutt


class Tilstand(StrEnum):
    """Where one question stands today."""

    IKKE_SPURT = "ikke_spurt"
    VENTER = "venter"
    JA = "ja"
    NEI = "nei"
    TRUKKET = "trukket"
    UTLOEPT = "utloept"
    FALT_BORT = "falt_bort"
    BRUKT = "brukt"


ORD: dict[Tilstand, tuple[Any, str]] = {
    Tilstand.IKKE_SPURT: (_("Ikke spurt"), "neutral"),
    Tilstand.VENTER: (_("Ikke svart"), "info"),
    Tilstand.JA: (_("Ja"), "success"),
    Tilstand.NEI: (_("Nei"), "danger"),
    Tilstand.TRUKKET: (_("Trukket"), "warning"),
    Tilstand.UTLOEPT: (_("Gått ut"), "warning"),
    Tilstand.FALT_BORT: (_("Falt bort"), "neutral"),
    Tilstand.BRUKT: (_("Tatt over"), "neutral"),
}

VIL_RINGES: tuple[Any, str] = (_("Vil bli ringt"), "accent")
VIL_VENTE: tuple[Any, str] = (_("Vil vente"), "info")


def living_samtykke(krav: Samtykkekrav) -> Samtykke | None:
    """Return the yes that holds today; the answers were fetched with ``krav_with_answers``."""
    today = timezone.localdate()
    return next((s for s in krav.samtykker.all() if s.withdrawn_at is None and s.gyldig_til >= today), None)


def count_taken_back(krav: Samtykkekrav) -> int:
    """Return how many yes have been taken back, in whole or in part, or fallen away; a no is one more."""
    taken_back = sum(s.slutt in (Slutt.TRUKKET, Slutt.SNEVRET, Slutt.BORTFALT) for s in krav.samtykker.all())
    return taken_back + (krav.declined_at is not None)


def tilstand_of(krav: Samtykkekrav) -> Tilstand:
    """Where the question stands. An answer older than the question is an answer to another one."""
    if krav.frafalt_at:
        is_used = any(svar.slutt == Slutt.BRUKT for svar in krav.samtykker.all())
        return Tilstand.BRUKT if is_used else Tilstand.FALT_BORT
    if living_samtykke(krav):
        return Tilstand.JA
    if krav.declined_at:
        return Tilstand.NEI
    last = next(iter(krav.samtykker.all()), None)
    if last is None or (last.granted_at < krav.requested_at and not _is_withdrawn_after_asking(last, krav)):
        return Tilstand.VENTER
    if last.is_withdrawn:
        return Tilstand.TRUKKET
    return Tilstand.FALT_BORT if last.slutt == Slutt.BORTFALT else Tilstand.UTLOEPT


def _is_withdrawn_after_asking(last: Samtykke, krav: Samtykkekrav) -> bool:
    """Asked to go on, the giver took the former yes back: that is an answer too, and nobody asks any more."""
    return bool(last.is_withdrawn and last.withdrawn_at and last.withdrawn_at >= krav.requested_at)


def waits_for_answer(krav: Samtykkekrav) -> bool:
    """Whether the giver is asked now: for the first time, or anew while the former yes lives."""
    today, nedlagt = timezone.localdate(), krav.tjeneste.nedlagt_dato
    if krav.frafalt_at or krav.declined_at or krav.foreslaatt_til < today or (nedlagt and nedlagt <= today):
        return False
    return tilstand_of(krav) == Tilstand.VENTER or (krav.fornyes and living_samtykke(krav) is not None)


def waits_until(krav: Samtykkekrav) -> date | None:
    """Until when the giver wants to think; None when that day has passed."""
    return krav.vent_til if krav.vent_til and krav.vent_til >= timezone.localdate() else None


def merke_of(krav: Samtykkekrav, tilstand: Tilstand) -> tuple[Any, str]:
    """The state in words and colour. A question waits for our call, for the day the giver chose, or for an answer."""
    if tilstand != Tilstand.VENTER:
        return ORD[tilstand]
    if krav.vil_ringes:
        return VIL_RINGES
    return VIL_VENTE if waits_until(krav) else ORD[tilstand]


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
