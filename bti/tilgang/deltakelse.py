"""The only ways in, as Python: each one a SQL function that checks the actor for itself.

The app role has no INSERT, UPDATE or DELETE on the access tables. What the database refuses is a 403.
"""

import hashlib
import hmac
import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from bti.models import Relasjonstype
from bti.tilgang.aktoer import LEVETID_SEKUNDER
from bti.tilgang.kall import call

SQL_ORD = {True: "true", False: "false", None: ""}  # as PostgreSQL writes them in what is vouched for


@dataclass(frozen=True)
class NySak:
    """What a case is opened with."""

    sak_id: UUID
    hovedperson_id: UUID
    navn: str
    kalles: str
    foedselsdato: date | None
    foedselsnummer_kryptert: str
    adressesperre: str
    kommune_id: UUID
    tjeneste_id: UUID
    nivaa_id: UUID
    hva_saken_gjelder: str
    registeret_svarte: bool


@dataclass(frozen=True)
class Ansatt:
    """Somebody who can be asked into a case: their employment, and who they are."""

    tjeneste_id: UUID
    pk: UUID
    bruker_id: UUID
    navn: str
    tittel: str
    gyldig_fra: date


@dataclass(frozen=True)
class VentendeRelasjon:
    """A parent somebody else has registered, waiting for the actor's confirmation."""

    id: UUID
    barn: str
    barn_foedt: date | None
    foresatt: str
    foresatt_nummer: str  # sealed; bti.services.relasjoner opens it for the birth date alone
    relasjon: str
    har_foreldreansvar: bool
    registrert_av: str
    registrert_at: datetime
    adressesperre: str
    registeret_svarte: bool
    foresatte: str  # JSON: name, relation and parental responsibility of everybody registered for the child

    @property
    def relasjon_navn(self) -> str:
        return str(Relasjonstype(self.relasjon).label)


def aapne_sak(ny: NySak) -> None:
    """Make child, case and first participant: the actor, who holds the baton from now."""
    call(
        "SELECT tilgang_aapne_sak(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        ny.sak_id,
        ny.hovedperson_id,
        ny.navn,
        ny.kalles,
        ny.foedselsdato,
        ny.foedselsnummer_kryptert,
        ny.adressesperre,
        ny.kommune_id,
        ny.tjeneste_id,
        ny.nivaa_id,
        ny.hva_saken_gjelder,
        ny.registeret_svarte,
    )


def find_or_make_person(*, oppslag: str, kryptert: str, navn: str, epost: str = "", mobil: str = "") -> UUID:
    """Return the person with this identity number, made so that their first login finds them."""
    return call(
        "SELECT tilgang_finn_eller_lag_person(%s, %s, %s, %s, %s)", oppslag, kryptert, navn, epost, mobil
    )


def register_relasjon(
    *,
    relasjon_id: UUID,
    sak_id: UUID,
    bruker_id: UUID,
    relasjon: str,
    har_foreldreansvar: bool,
    barnet_bor_her: bool | None,
    har_registeret_sagt_det: bool,
    inviter: bool,
    by: UUID,
) -> None:
    """Say who is a parent of the child, and let them in when invited. A second call changes nothing but that.

    Who says that the register has said it, has asked the register now: the database takes this process's word alone.
    """
    svar = ["register", by, sak_id, bruker_id, relasjon, SQL_ORD[har_foreldreansvar], SQL_ORD[barnet_bor_her]]
    call(
        "SELECT tilgang_registrer_relasjon(%s, %s, %s, %s, %s, %s, %s, %s)",
        relasjon_id,
        sak_id,
        bruker_id,
        relasjon,
        har_foreldreansvar,
        _vouch(svar) if har_registeret_sagt_det else "",
        inviter,
        barnet_bor_her,
    )


def _vouch(svar: list[Any]) -> str:
    """Return ``until.hmac``, for a few minutes: tilgang_registeret_sier() in PostgreSQL reads it."""
    until = str(int(time.time()) + LEVETID_SEKUNDER)
    message = "|".join(map(str, [*svar, until]))
    return f"{until}.{hmac.new(settings.AKTOER_NOEKKEL, message.encode(), hashlib.sha256).hexdigest()}"


def list_relasjoner_aa_bekrefte() -> list[VentendeRelasjon]:
    """Return what waits for the actor as the leader of the unit; not what the actor registered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, barn, barn_foedt, foresatt, foresatt_nummer, relasjon, har_foreldreansvar, registrert_av,"
            " registrert_at, adressesperre, registeret_svarte, foresatte FROM tilgang_relasjoner_aa_bekrefte()"
        )
        return [VentendeRelasjon(*row) for row in cursor.fetchall()]


def confirm_relasjon(relasjon_id: UUID, adressesperre: str = "") -> UUID:
    """Confirm as the second employee, and say how the address is protected where nobody knew; return the case."""
    return call("SELECT tilgang_bekreft_relasjon(%s, %s)", relasjon_id, adressesperre)


def decline_relasjon(relasjon_id: UUID, grunn: str) -> UUID:
    """Say as the second employee that this is not the parent, and why; return the case."""
    return call("SELECT tilgang_avvis_relasjon(%s, %s)", relasjon_id, grunn)


def list_ansatte_to_invite(*, sak_id: UUID, tjeneste_id: UUID, navn: str, antall: int) -> list[Ansatt]:
    """Return who works in a service today and is not in the case yet, by name: for its stafettholder alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, bruker_id, navn, tittel, gyldig_fra FROM tilgang_ansatte_aa_invitere(%s, %s, %s, %s)",
            [sak_id, tjeneste_id, navn, antall],
        )
        return [Ansatt(tjeneste_id, *row) for row in cursor.fetchall()]


def invite_fagperson(*, deltaker_id: UUID, sak_id: UUID, bruker_id: UUID, tjeneste_id: UUID) -> None:
    """Name an employee as participant; one of another service is let in by consent alone."""
    call("SELECT tilgang_inviter_fagperson(%s, %s, %s, %s)", deltaker_id, sak_id, bruker_id, tjeneste_id)


def tjenester_med_innsyn(sak_id: UUID) -> set[UUID]:
    """Return the other services that every giver's consent lets into the case today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_tjenester_med_innsyn(%s)", [sak_id])
        return {row[0] for row in cursor.fetchall()}
