"""Whom the family wants with them, as Python: the functions of familieinvitasjon.sql decide who may and who is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bti.models import Relasjonstype
from bti.tilgang.kall import call, fetch

ALLE, ALT_TRUKKET, ANNET, AVSLUTTET, SAMME = "alle", "alt_trukket", "annet", "avsluttet", "samme"


@dataclass(frozen=True)
class Invitasjon:
    """One that stands, as the reader may know it: their own answer, and whether all have said yes."""

    id: UUID
    relasjonstype: str
    navn: str
    hvorfor: str
    invited_at: datetime
    invited_by_id: UUID
    invited_by: str
    mitt_svar: bool | None
    alle: bool
    registrert: bool

    @property
    def relasjon(self) -> str:
        return str(Relasjonstype(self.relasjonstype).label)


def list_invitasjoner(sak_id: UUID) -> list[Invitasjon]:
    """Return those that stand: all of them to who must say yes, the agreed ones to the stafettholder, else none."""
    return [Invitasjon(*rad) for rad in fetch("SELECT * FROM familieinvitasjoner(%s)", sak_id)]


def list_hvilende(sak_id: UUID) -> set[UUID]:
    """Return the registered people whom no invitation lets in now."""
    return {bruker_id for (bruker_id,) in fetch("SELECT familieinvitasjon_hviler(%s)", sak_id)}


def inviter(*, invitasjon_id: UUID, sak_id: UUID, relasjonstype: str, navn: str, hvorfor: str) -> str:
    """Ask for somebody as one of those who must say yes; return what came of it."""
    return call(
        "SELECT familieinvitasjon_inviter(%s, %s, %s, %s, %s)",
        invitasjon_id,
        sak_id,
        relasjonstype,
        navn,
        hvorfor,
    )


def svar(invitasjon_id: UUID, *, ja: bool) -> str:
    """Say yes or no; return what came of it."""
    return call("SELECT familieinvitasjon_svar(%s, %s)", invitasjon_id, ja)


def trekk(invitasjon_id: UUID) -> str:
    """Take one's own yes back; return what came of it."""
    return call("SELECT familieinvitasjon_trekk(%s)", invitasjon_id)


def knytt(invitasjon_id: UUID, *, bruker_id: UUID) -> None:
    """Say which registered person it is. Raises PermissionDenied for another, and unless everybody has said yes."""
    call("SELECT familieinvitasjon_knytt(%s, %s)", invitasjon_id, bruker_id)
