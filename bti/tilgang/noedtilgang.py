"""Break-glass and questions about the record, as Python: each one a SQL function that checks the actor for itself."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bti.tilgang.kall import call, fetch, refusal_is_403


@dataclass(frozen=True)
class NoedtilgangISak:
    """An opening as everybody in the case is told of it: the reason of the list, never the opener's own words."""

    id: UUID
    bruker_id: UUID
    hvem: str
    tjeneste: str
    grunn: str
    opened_at: datetime
    slutt: datetime
    vurdering: str

    def covers(self, dag: date) -> bool:
        """Whether the case stood open on that day."""
        return timezone.localdate(self.opened_at) <= dag <= timezone.localdate(self.slutt)


@dataclass(frozen=True)
class NyNoedtilgang:
    """What an employee opens a case with: whom it is about, and why."""

    tjeneste_id: UUID
    navn: str
    foedselsdato: date
    grunn: str
    tekst: str
    utsatt_grunn: str


@dataclass(frozen=True)
class Vurderingssak:
    """An opening as the second person sees it: who, why, and which pages were read. No content."""

    id: UUID
    barn: str
    hvem: str
    tjeneste: str
    ansvarlig: str
    grunn: str
    tekst: str
    opened_at: datetime
    slutt: datetime
    frist: date
    familie_varsles_at: datetime
    utsatt_grunn: str
    er_forlenget: bool
    reviewed_at: datetime | None
    vurdert_av: str | None
    vurdering: str
    vurdering_tekst: str
    lest: list[tuple[str, str]]

    @property
    def lest_naar(self) -> list[tuple[str, datetime]]:
        """Return what was done and when, as codes."""
        return [(handling, datetime.fromisoformat(tid)) for handling, tid in self.lest]

    @property
    def er_vurdert(self) -> bool:
        return self.reviewed_at is not None

    @property
    def er_forfalt(self) -> bool:
        return not self.er_vurdert and self.frist < timezone.localdate()

    @property
    def familien_venter(self) -> bool:
        """Whether the family has not been told yet."""
        return self.familie_varsles_at > timezone.now()


def open_noedtilgang(ny: NyNoedtilgang, *, noekkel: UUID, logget_inn: int, by: UUID) -> list[UUID]:
    """Open every case about the child that may be opened; return their ids, none when nothing was."""
    with refusal_is_403():
        rows = fetch(
            "SELECT noedtilgang_sak FROM tilgang_noedtilgang(%s, %s, %s, %s, %s, %s, %s, %s)",
            noekkel,
            ny.tjeneste_id,
            ny.navn,
            ny.foedselsdato,
            ny.grunn,
            ny.tekst,
            ny.utsatt_grunn,
            _vouch_fresh(by, logget_inn),
        )
    return [sak_id for (sak_id,) in rows]


def _vouch_fresh(by: UUID, logget_inn: int) -> str:
    """Return «when.hmac»: the web process vouches that the person logged in then (tilgang_er_fersk)."""
    message = f"fersk|{by}|{logget_inn}"
    return f"{logget_inn}.{hmac.new(settings.AKTOER_NOEKKEL, message.encode(), hashlib.sha256).hexdigest()}"


def end_noedtilgang(noedtilgang_id: UUID) -> None:
    """End one's own, at once. One that has ended is left as it is."""
    call("SELECT tilgang_avslutt_noedtilgang(%s)", noedtilgang_id)


def list_noedtilganger(sak_id: UUID) -> list[NoedtilgangISak]:
    """Return the openings of a case that the actor sees, newest first. The family's are those it has been told of."""
    rows = fetch(
        "SELECT id, bruker_id, hvem, tjeneste, grunn, opened_at, slutt, vurdering FROM noedtilganger_i_sak(%s)",
        sak_id,
    )
    return [NoedtilgangISak(*row) for row in rows]


def list_vurderingssaker() -> list[Vurderingssak]:
    """Return what the actor is to judge, oldest first, then what was judged in the last year."""
    rows = fetch(
        "SELECT id, barn, hvem, tjeneste, ansvarlig, grunn, tekst, opened_at, slutt, frist, familie_varsles_at,"
        " utsatt_grunn, er_forlenget, reviewed_at, vurdert_av, vurdering, vurdering_tekst, lest"
        " FROM noedtilganger_til_vurdering()"
    )
    return [Vurderingssak(*[*row[:-1], _pairs(row[-1])]) for row in rows]


def _pairs(raw: Any) -> list[tuple[str, str]]:
    return [tuple(one) for one in (json.loads(raw) if isinstance(raw, str) else raw)]


def review_noedtilgang(noedtilgang_id: UUID, *, vurdering: str, tekst: str) -> bool:
    """Judge as the second person; False when somebody was first."""
    return (
        call("SELECT tilgang_vurder_noedtilgang(%s, %s, %s)", noedtilgang_id, vurdering, tekst) == "vurdert"
    )


def tell_familie(noedtilgang_id: UUID, *, forleng: bool) -> str:
    """Tell the family now, or put it off once more; return what came of it."""
    return call("SELECT tilgang_noedtilgang_familie(%s, %s)", noedtilgang_id, forleng)
