"""The people a case is opened around, as they are written down before they have a row."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bti.identitetsnummer import oppslag_of, seal_nummer
from bti.models import Adressesperre, Relasjonstype
from bti.tilgang import deltakelse


@dataclass(frozen=True)
class Barn:
    """Whom the case is about."""

    navn: str
    foedselsdato: date | None
    kalles: str = ""
    foedselsnummer: str = ""
    adressesperre: Adressesperre = Adressesperre.INGEN
    registeret_svarte: bool = False


@dataclass(frozen=True)
class Foresatt:
    """A parent or guardian, and whether they are let in now."""

    navn: str
    foedselsnummer: str
    relasjon: Relasjonstype
    har_foreldreansvar: bool
    inviter: bool = True
    epost: str = ""
    mobil: str = ""
    barnet_bor_her: bool | None = None

    def find_or_make(self) -> UUID:
        """Return the person's id; the identity number is sealed on its way in."""
        return deltakelse.find_or_make_person(
            oppslag=oppslag_of(self.foedselsnummer),
            kryptert=seal_nummer(self.foedselsnummer),
            navn=self.navn,
            epost=self.epost,
            mobil=self.mobil,
        )
