"""An answer on paper or spoken: one employee writes it down, another confirms it. The SQL functions decide."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.json import Jsonb

from bti.revisjon.services import record
from bti.services import touch_sak_if_open
from bti.tilgang.kall import call
from bti.varsling.services import TOEM_UTBOKS, kick
from samtykke.feil import (
    AlleredeAvgjort,
    AltSagtNei,
    AltSvartJa,
    FeilKode,
    ForMangeFeilKoder,
    IngenJaAaTrekke,
    SpoersmaaletGjelderIkke,
    SvaretErEldre,
    SvarVenterAlt,
)
from samtykke.models import Paavegnesvar, Samtykkekrav

_NEKTER: dict[str, type[Exception]] = {
    "alt_gitt": AltSvartJa,
    "alt_venter": SvarVenterAlt,
    "ingen_ja": IngenJaAaTrekke,
    "eldre": SvaretErEldre,
    "sagt_nei": AltSagtNei,
    "gjelder_ikke": SpoersmaaletGjelderIkke,
    "feil_kode": FeilKode,
    "for_mange": ForMangeFeilKoder,
    "alt_avgjort": AlleredeAvgjort,
}


@transaction.atomic
def register_svar(krav: Samtykkekrav, *, noekkel: UUID, svar: str, maate: str, **resten: Any) -> None:
    """Write down what the giver answered. A yes or a no waits for a second employee. A yes taken back ends now,
    and one who will wait or wants to be called waits so from now.

    ``resten``: svart_dato, temaer, kan_skrive, gyldig_til, vent_til, tekst_id, kode, hoert_av,
    lest_opp, tolk, as the form has cleaned them. The same key twice is one answer.
    Raises AltSvartJa, AltSagtNei, SvarVenterAlt, IngenJaAaTrekke, SvaretErEldre, SpoersmaaletGjelderIkke, and
    PermissionDenied for anybody but the stafettholder.
    """
    touch_sak_if_open(krav.sak)
    rad = {"id": noekkel, "svar": svar, "maate": maate, "stilt": krav.put_at, **resten}
    rad = {
        navn: verdi if isinstance(verdi, list | bool | None) else str(verdi) for navn, verdi in rad.items()
    }
    utfall = call("SELECT samtykke_registrer_paa_vegne(%s, %s)", krav.pk, Jsonb(rad))
    if utfall == "alt_skrevet":
        return
    if utfall in _NEKTER:
        raise _NEKTER[utfall]
    handling = "samtykke.trukket_paa_vegne" if utfall == "trukket" else "samtykke.skrevet_paa_vegne"
    om = {"kan_skrive": resten["kan_skrive"]} if svar == Paavegnesvar.JA else {}
    record(handling, sak_id=krav.sak_id, objekt=krav, tjeneste=krav.tjeneste_id, svar=svar, maate=maate, **om)
    transaction.on_commit(partial(kick, TOEM_UTBOKS))


def confirm_svar(svar_id: UUID, *, kode: str) -> bool:
    """Confirm as the second employee; for paper with the code that stands on it. Return whether the answer holds now.

    A wrong code is on record, and five in an hour are the last. No savepoint here: it would take the record with it.
    Raises FeilKode, ForMangeFeilKoder, AlleredeAvgjort, and PermissionDenied for anybody else.
    """
    utfall = call("SELECT samtykke_bekreft_paa_vegne(%s, %s)", svar_id, kode)
    _decide("samtykke.bekreftet_paa_vegne", svar_id, utfall)
    return bool(utfall == "bekreftet")


@transaction.atomic
def reject_svar(svar_id: UUID) -> None:
    """Say as the second employee that it is not so. Raises AlleredeAvgjort, and PermissionDenied for anybody else."""
    _decide("samtykke.forkastet_paa_vegne", svar_id, call("SELECT samtykke_forkast_paa_vegne(%s)", svar_id))


def _decide(handling: str, svar_id: UUID, utfall: str) -> None:
    if utfall in ("feil_kode", "for_mange", "alt_avgjort"):
        raise _NEKTER[utfall]
    record(handling, svar=svar_id, utfall=utfall)
    transaction.on_commit(partial(kick, TOEM_UTBOKS))
