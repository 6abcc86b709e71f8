"""A new municipality and the first person who may set it up. Run as the owner of the tables: nobody is anybody yet."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bti.identitetsnummer import oppslag_of, seal_nummer
from bti.models import Bruker, Identitet, Kommune, Kommunerolle, Kommunerolletype, Kontaktopplysning


class KommuneFeil(Exception):
    """Nothing was made, and why."""


@dataclass(frozen=True)
class Administrator:
    """The first administrator: a name, and how a login finds the person."""

    navn: str
    epost: str = ""
    foedselsnummer: str = ""
    utsteder: str = ""
    subjekt: str = ""


@transaction.atomic
def create_kommune(*, nummer: str, navn: str, maalform: str, administrator: Administrator) -> bool:
    """Make what is missing of municipality and first administrator; return whether anything was. Raises KommuneFeil."""
    kommune, is_new = Kommune.objects.get_or_create(
        kommunenummer=nummer, defaults={"navn": navn, "maalform": maalform}
    )
    if kommune.navn != navn:
        raise KommuneFeil(f"Kommunenummer {nummer} er i bruk av {kommune.navn}.")
    bruker = _find(administrator)
    roller = Kommunerolle.objects.filter(
        kommune=kommune, rolle=Kommunerolletype.KOMMUNEADMINISTRATOR, gyldig_til=None
    )
    if bruker and roller.filter(bruker=bruker).exists():
        return is_new
    if roller.exists():
        raise KommuneFeil(f"{navn} har en administrator. Flere legges inn i Stafett, ikke her.")
    Kommunerolle.objects.create(
        bruker=bruker or _make(administrator, maalform),
        kommune=kommune,
        rolle=Kommunerolletype.KOMMUNEADMINISTRATOR,
        gyldig_fra=timezone.localdate(),
    )
    return True


def _find(administrator: Administrator) -> Bruker | None:
    """Return the person whom the number or the login already belongs to; the two must agree."""
    found = set()
    if administrator.foedselsnummer:
        oppslag = oppslag_of(administrator.foedselsnummer)
        found |= set(Bruker.objects.filter(kontakt__foedselsnummer_oppslag=oppslag))
    if administrator.subjekt:
        login = {"issuer": administrator.utsteder, "subject": administrator.subjekt}
        found |= {row.bruker for row in Identitet.objects.filter(**login).select_related("bruker")}
    if len(found) > 1:
        raise KommuneFeil("Fødselsnummeret og innloggingen hører til to ulike personer.")
    return next(iter(found), None)


def _make(administrator: Administrator, maalform: str) -> Bruker:
    bruker = Bruker.objects.create(navn=administrator.navn, maalform=maalform)
    nummer = administrator.foedselsnummer
    Kontaktopplysning.objects.create(
        bruker=bruker,
        epost=administrator.epost,
        foedselsnummer_oppslag=oppslag_of(nummer) if nummer else None,
        foedselsnummer_kryptert=seal_nummer(nummer) if nummer else "",
    )
    if administrator.subjekt:
        Identitet.objects.create(bruker=bruker, issuer=administrator.utsteder, subject=administrator.subjekt)
    return bruker
