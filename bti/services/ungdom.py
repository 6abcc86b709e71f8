"""The young person in their own case: asked in, and deciding about the parents."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bti.identitetsnummer import oppslag_of, seal_nummer
from bti.innstillinger import get_innstilling
from bti.models import Deltaker, Familierelasjon, Hovedperson, Rolle, Sak
from bti.queries import deltaker_ider
from bti.revisjon.services import record
from bti.services.deltakere import notify_invited
from bti.services.saker import touch_sak
from bti.tilgang import adgang, deltakelse
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel


class Ungdomsvei(StrEnum):
    """How far the way into one's own case is open."""

    INNE = "inne"
    UKJENT_ALDER = "ukjent_alder"
    FOR_UNG = "for_ung"
    TIDLIG = "tidlig"
    AAPEN = "aapen"


def turns(foedt: date, aar: int) -> date:
    """Return the day somebody turns so many years, as PostgreSQL counts: born on a leap day, on 28 February."""
    try:
        return foedt.replace(year=foedt.year + aar)
    except ValueError:
        return foedt.replace(year=foedt.year + aar, day=28)


def has_turned(hovedperson: Hovedperson, noekkel: str) -> bool:
    """Whether the child has reached the age that a setting names; a birth date nobody knows proves nothing."""
    foedt = hovedperson.foedselsdato
    if foedt is None:
        return False
    return turns(foedt, get_innstilling(hovedperson.kommune_id, noekkel)) <= timezone.localdate()


def find_ungdomsvei(sak: Sak) -> Ungdomsvei:
    """Return whether the young person is in, may be asked in, or is too young."""
    hovedperson = sak.hovedperson
    mine = Deltaker.objects.filter(sak=sak, rolle=Rolle.UNGDOM, bruker=hovedperson.bruker_id)
    if hovedperson.bruker_id and mine.exists():
        return Ungdomsvei.INNE
    if hovedperson.foedselsdato is None:
        return Ungdomsvei.UKJENT_ALDER
    if has_turned(hovedperson, "egen_innsyn_alder"):
        return Ungdomsvei.AAPEN
    return Ungdomsvei.TIDLIG if has_turned(hovedperson, "tidlig_innsyn_alder") else Ungdomsvei.FOR_UNG


@transaction.atomic
def invite_ungdom(
    sak: Sak, *, foedselsnummer: str, epost: str = "", mobil: str = "", tidlig: bool = False
) -> UUID:
    """Ask the young person into their own case; their first login finds them by the number.

    Raises SakErLukket, and PermissionDenied for who does not hold the baton and for a child who is too young.
    """
    touch_sak(sak)
    bruker_id = deltakelse.find_or_make_person(
        oppslag=oppslag_of(foedselsnummer),
        kryptert=seal_nummer(foedselsnummer),
        navn=sak.hovedperson.navn,
        epost=epost,
        mobil=mobil,
    )
    adgang.invite_ungdom(sak_id=sak.pk, bruker_id=bruker_id, tidlig=tidlig)
    notify_invited(sak, [bruker_id])
    record("ungdom.invitert", sak_id=sak.pk, bruker=bruker_id, tidlig=tidlig)
    return bruker_id


@transaction.atomic
def decide_foreldreinnsyn(sak: Sak, *, stenger: bool) -> None:
    """Close the case for the parents, or open it again. A second tap changes nothing and tells nobody.

    The stafettholder is told that something has changed, and no more. Raises PermissionDenied below the age.
    """
    hovedperson = Hovedperson.objects.get(pk=sak.hovedperson_id)
    if (hovedperson.overtatt_at is not None) == stenger:
        return
    adgang.decide_foreldreinnsyn(sak_id=sak.pk, stenger=stenger)
    record("foreldreinnsyn.stengt" if stenger else "foreldreinnsyn.aapnet", sak_id=sak.pk)
    noekkel = f"{sak.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    holders = deltaker_ider(sak.pk, roller=[Rolle.STAFETTHOLDER])
    _tell(Slag.FORELDREINNSYN, sak, holders, f"foreldreinnsyn:{noekkel}")
    if not stenger:
        foreldre = Familierelasjon.objects.filter(hovedperson=hovedperson).values_list("bruker_id", flat=True)
        let_in = set(foreldre) & set(deltaker_ider(sak.pk, roller=[Rolle.FORESATT]))
        _tell(Slag.FORELDREINNSYN, sak, let_in, f"foreldreinnsyn:{noekkel}")


def _tell(slag: Slag, sak: Sak, mottakere: set[UUID] | list[UUID], noekkel: str) -> None:
    queue_varsel(slag, mottakere=mottakere, sak_id=sak.pk, objekt_id=sak.pk, noekkel=noekkel)
