"""Asking the register about the child of a worry: each time counted and recorded, also when no answer comes."""

from typing import Any

from django.conf import settings

from bti.feil import OppslagErBrukt
from bti.identitetsnummer import oppslag_of
from bti.models import Adressesperre, Undring, strongest_sperre
from bti.register import Folkeregister, Registerperson, RegisterUtilgjengelig
from bti.revisjon.services import Oppslag, count_oppslag, list_oppslag, record

IKKE_SVAR = "ikke_svar"


def ask_register(undring: Undring, register: Folkeregister, foedselsnummer: str) -> Registerperson | None:
    """Return whom the register knows by this number. Raises RegisterUtilgjengelig, OppslagErBrukt.

    A look-up that failed counts as well: the register may have handed the answer out before the line broke.
    """
    person = oppslag_of(foedselsnummer)
    counted = any(one.person == person and one.i_doegnet for one in list_oppslag(undring.pk))
    if count_oppslag() >= settings.OPPSLAG_PER_DOEGN and not counted:
        record("register.oppslag_stoppet", objekt=undring)
        raise OppslagErBrukt
    try:
        found = register.find(foedselsnummer)
    except RegisterUtilgjengelig:
        record("register.oppslag", objekt=undring, person=person, funnet=IKKE_SVAR)
        raise
    has_sperre = found is not None and found.adressesperre != Adressesperre.INGEN
    sperre: dict[str, Any] = {"sperre": found.adressesperre.value} if found and has_sperre else {}
    record("register.oppslag", objekt=undring, person=person, funnet=found is not None, **sperre)
    return found


def has_answered_today(undring: Undring, foedselsnummer: str) -> bool:
    """Whether a look-up of this number has been counted in the last day and night, and found somebody."""
    person = oppslag_of(foedselsnummer)
    return any(one.person == person and one.i_doegnet and _is_found(one) for one in list_oppslag(undring.pk))


def is_closed_by_hand(undring: Undring, register: Folkeregister | None) -> bool:
    """Whether the register's answer stands for this worry: then nobody writes another one by hand.

    A second number that is unknown opens nothing; only a register that has fallen silent since does.
    """
    svar = list_oppslag(undring.pk) if register else []
    return any(_is_found(one) for one in svar) and svar[-1].funnet != IKKE_SVAR


def sperre_seen(undring: Undring) -> Adressesperre:
    """Return the strongest protection that the register has told of for this worry."""
    return strongest_sperre(one.sperre for one in list_oppslag(undring.pk))


def _is_found(oppslag: Oppslag) -> bool:
    return oppslag.funnet == str(True)
