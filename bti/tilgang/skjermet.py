"""The shielded concern, as Python: each a SQL function that checks the actor for itself."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied

from bti.tilgang.kall import call, fetch, refusal_is_403


@dataclass(frozen=True)
class Skjermet:
    """What somebody writes down."""

    observert: str
    observert_dato: date
    barnets_ord: str
    barnet_naa: str
    hvem_er_til_fare: str
    merkelapp: str


@dataclass(frozen=True)
class Raad:
    """What somebody was advised, and by whom."""

    fra: str
    hvem: str
    snakket_at: datetime
    raad: str


@dataclass(frozen=True)
class Meldt:
    """To whom one has reported it, how and when; or why not."""

    til: str
    hvordan: str
    grunn: str
    meldt_at: datetime


@dataclass(frozen=True)
class Leser:
    """The author (without ``id``), or one whom the author has let in."""

    id: UUID | None
    bruker_id: UUID
    navn: str
    kan_frigi: bool
    named_at: datetime
    ended_at: datetime | None

    @property
    def leser_naa(self) -> bool:
        """Whether it is one who was let in, and still is."""
        return self.id is not None and self.ended_at is None


@dataclass(frozen=True)
class Valgbar:
    """Somebody who may be let in."""

    bruker_id: UUID
    navn: str
    tittel: str
    er_leder: bool


@dataclass(frozen=True)
class Egensak:
    """A case that it may be about."""

    sak_id: UUID
    navn: str
    tjeneste: str


@dataclass(frozen=True)
class Sluppet:
    """Who let the notices go, when, and what they chose. Who is not told those who do not read the note."""

    id: UUID
    released_at: datetime
    bruker_id: UUID | None
    navn: str | None
    valg: str


@dataclass(frozen=True)
class Ansvar:
    """What somebody answers for without reading what it is about; the case only for who sees it anyway."""

    id: UUID
    held_at: datetime
    tjeneste: str
    sak_id: UUID | None = None


def may_be_about(sak_id: UUID) -> bool:
    """Whether the actor may write about this case: they take part in it, and it is not their own child's."""
    return call("SELECT skjermet_kan_gjelde(%s)", sak_id)


def write(
    skjermet_id: UUID, innhold: Skjermet, *, tjeneste_id: UUID, sak_id: UUID | None, undring_id: UUID | None
) -> bool:
    """Write one down; False when the key has made something else. With a case, its family is told nothing more."""
    p = asdict(innhold) | {
        "id": skjermet_id, "tjeneste_id": tjeneste_id, "sak_id": sak_id, "undring_id": undring_id,
    }  # fmt: skip
    return call("SELECT skjermet_skriv(%s::jsonb)", _to_json(p)) is not None


def list_saker(*, navn: str, antall: int) -> list[Egensak]:
    """Return the cases that the actor may choose among."""
    return [Egensak(*row) for row in fetch("SELECT * FROM skjermet_saker(%s, %s)", navn, antall)]


def connect_sak(skjermet_id: UUID, sak_id: UUID) -> None:
    """Say which case it is about. Raises PermissionDenied in the same words for every case that is not one's own."""
    call("SELECT skjermet_knytt_sak(%s, %s)", skjermet_id, sak_id)


def correct(skjermet_id: UUID, innhold: Skjermet, *, versjon: int) -> int | None:
    """Correct one's own; return the new version, or None when it has changed since."""
    ny = call("SELECT skjermet_rett(%s, %s, %s::jsonb)", skjermet_id, versjon, _to_json(asdict(innhold)))
    return None if ny < 0 else ny


def add_raad(skjermet_id: UUID, raad: Raad, *, noekkel: UUID) -> None:
    call(
        "SELECT skjermet_raad(%s::jsonb)",
        _to_json(asdict(raad) | {"id": noekkel, "skjermet_id": skjermet_id}),
    )


def report(skjermet_id: UUID, meldt: Meldt, *, noekkel: UUID) -> None:
    call(
        "SELECT skjermet_meldt(%s::jsonb)",
        _to_json(asdict(meldt) | {"id": noekkel, "skjermet_id": skjermet_id}),
    )


def list_valgbare(skjermet_id: UUID, *, navn: str, antall: int) -> list[Valgbar]:
    """Return who may be let in, heads first. Raises PermissionDenied for who did not write it."""
    with refusal_is_403():
        rows = fetch("SELECT * FROM skjermet_kolleger(%s, %s, %s)", skjermet_id, navn, antall)
    return [Valgbar(*row) for row in rows]


def name_leser(skjermet_id: UUID, *, noekkel: UUID, bruker_id: UUID, kan_frigi: bool) -> None:
    call("SELECT skjermet_navngi(%s, %s, %s, %s)", noekkel, skjermet_id, bruker_id, kan_frigi)


def end_leser(leser_id: UUID) -> None:
    call("SELECT skjermet_avslutt_leser(%s)", leser_id)


def has_ended(leser_id: UUID) -> bool:
    """Whether it is a reading of one's own that was ended: ending it again changes nothing."""
    try:
        end_leser(leser_id)
    except PermissionDenied:
        return False
    return True


def list_lesere(skjermet_id: UUID) -> list[Leser]:
    """Return the author and everybody who has been let in, the first one first."""
    return [Leser(*row) for row in fetch("SELECT * FROM skjermet_lesere(%s)", skjermet_id)]


def list_holdte(tilbakehold_id: UUID) -> list[tuple[str, int]]:
    """Return what has come to wait since, by kind."""
    return [(slag, antall) for slag, antall in fetch("SELECT * FROM skjermet_holdte(%s)", tilbakehold_id)]


def release(tilbakehold_id: UUID, *, valg: str) -> bool:
    """Hold back no longer; False when somebody had let it go already, and it stays as they chose."""
    return call("SELECT skjermet_frigi(%s, %s)", tilbakehold_id, valg)


def list_sluppet(ident: UUID) -> list[Sluppet]:
    """Return what has been let go because of a note, or of one hold, newest first; nothing of what is another's."""
    return [Sluppet(*row) for row in fetch("SELECT * FROM skjermet_sluppet(%s)", ident)]


def keep(skjermet_id: UUID) -> None:
    """Say that it is still needed, by whoever reads it."""
    call("SELECT skjermet_behold(%s)", skjermet_id)


def list_ansvar() -> list[Ansvar]:
    """Return what the actor has been named to answer for."""
    return [Ansvar(*row) for row in fetch("SELECT * FROM tilbakehold_mine()")]


def list_ledige() -> list[Ansvar]:
    """Return what waits for the actor to name somebody."""
    return [Ansvar(*row) for row in fetch("SELECT * FROM tilbakehold_ledige()")]


def list_ansvarlige(tilbakehold_id: UUID, *, navn: str, antall: int) -> list[Valgbar]:
    """Return who may be named, heads first. Raises PermissionDenied for what is not the actor's to give."""
    with refusal_is_403():
        rows = fetch("SELECT * FROM tilbakehold_valgbare(%s, %s, %s)", tilbakehold_id, navn, antall)
    return [Valgbar(*row) for row in rows]


def name_ansvarlig(tilbakehold_id: UUID, *, bruker_id: UUID) -> None:
    call("SELECT tilbakehold_gi(%s, %s)", tilbakehold_id, bruker_id)


def _to_json(p: dict) -> str:
    return json.dumps(p, default=lambda one: one.isoformat() if hasattr(one, "isoformat") else str(one))
