"""A team's meetings and agenda, as Python: the SQL functions of fagteammoete.sql decide who may."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bti.tilgang.kall import call, fetch

ANDRE_FOERST = -1
DAGEN_ER_TATT = -2


@dataclass(frozen=True)
class Moete:
    """A meeting where a case could be taken up, as who leads the case sees it."""

    id: UUID
    fagteam: str
    dato: date
    mangler: list[str]
    en_utenfor: bool
    er_satt_opp: bool

    @property
    def kan_settes_opp(self) -> bool:
        return not (self.mangler or self.en_utenfor or self.er_satt_opp)


def plan_moete(*, noekkel: UUID, fagteam_id: UUID, dato: date) -> UUID | None:
    """Agree on a meeting; return the team's meeting of that day, None when the key has made one on another day."""
    return call("SELECT fagteam_moete(%s, %s, %s)", noekkel, fagteam_id, dato)


def write_moete(moete_id: UUID, *, versjon: int, dato: date, notat: str, holdt: bool) -> int:
    """Move it, note what was said, say that it was held; return the new version, ANDRE_FOERST or DAGEN_ER_TATT."""
    return call("SELECT fagteam_skriv_moete(%s, %s, %s, %s, %s)", moete_id, versjon, dato, notat, holdt)


def add_punkt(*, noekkel: UUID, moete_id: UUID, droefting_id: UUID | None, emne: str) -> None:
    """Put a question without a name, or a topic, on the agenda."""
    call("SELECT fagteam_ta_opp(%s, %s, %s, %s)", noekkel, moete_id, droefting_id, emne)


def remove_punkt(punkt_id: UUID) -> None:
    """Take a question or a topic off the agenda."""
    call("SELECT fagteam_ta_av(%s)", punkt_id)


def move_punkt(punkt_id: UUID, *, opp: bool) -> None:
    """Move a point up or down one place."""
    call("SELECT fagteam_flytt_punkt(%s, %s)", punkt_id, opp)


def count_skjulte(moete_id: UUID) -> int:
    """Return how many cases stand there that the actor does not see."""
    return call("SELECT fagteam_skjulte_saker(%s)", moete_id)


def list_moeter_for(sak_id: UUID) -> list[Moete]:
    """Return the coming meetings of the municipality's teams, and what stops the case from being taken up there."""
    sql = "SELECT moete_id, fagteam, dato, mangler, en_utenfor, er_satt_opp FROM fagteam_moeter_for(%s)"
    return [Moete(*row) for row in fetch(sql, sak_id)]


def add_sak(*, noekkel: UUID, moete_id: UUID, sak_id: UUID) -> None:
    """Take a case up. Raises PermissionDenied where somebody in the team may not hear of it."""
    call("SELECT fagteam_sett_opp_sak(%s, %s, %s)", noekkel, moete_id, sak_id)


def remove_sak(*, moete_id: UUID, sak_id: UUID) -> None:
    """Take a case off the agenda."""
    call("SELECT fagteam_ta_av_sak(%s, %s)", moete_id, sak_id)
