"""The history of a case as the family reads it: what happened, and of consent one's own answers alone."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from bti.models import Sak
from samtykke.familie import Innsyn
from samtykke.temaliste import words_of
from stafettlogg.models import Innleggstype
from stafettlogg.tidslinje import Punkt, Tidslinje, Utvalg, read_tidslinje
from stafettlogg.tidslinjeord import Fortalt, tell

PER_SIDE = 10


@dataclass(frozen=True)
class Vist:
    """One thing that happened, with who did it and where they work."""

    punkt: Punkt
    hvem: str
    tjeneste: str
    fortalt: Fortalt | None  # None for what was written: it speaks for itself

    @property
    def overskrift(self) -> str:
        """What kind of entry it is."""
        if self.punkt.d["retter"]:
            return _("Rettelse")
        return str(Innleggstype(self.punkt.d["type"]).label).capitalize()

    @property
    def handler_om(self) -> str:
        """The themes of an entry in words; empty when it is for all."""
        return ", ".join(words_of(self.punkt.d["temaer"]))


@dataclass(frozen=True)
class Familiehistorie:
    """A page of it."""

    tidslinje: Tidslinje
    rader: list[Vist]


def read_historie(sak: Sak, utvalg: Utvalg, *, innsyn: Innsyn, bruker_id: UUID) -> Familiehistorie:
    """Return a page, and note that the reader has been here. What others answered about consent is theirs."""
    tidslinje = read_tidslinje(sak, utvalg, antall=PER_SIDE, leser=bruker_id, giver=bruker_id)
    return Familiehistorie(tidslinje, [_show(en, innsyn, bruker_id) for en in tidslinje.punkter])


def _show(punkt: Punkt, innsyn: Innsyn, meg: UUID) -> Vist:
    if punkt.av_id is None:
        return Vist(punkt, "", "", tell(punkt, ""))
    hvem = _("Du") if punkt.av_id == meg else punkt.navn or _("Tidligere deltaker")
    fortalt = None if punkt.slag == "innlegg" else tell(punkt, hvem)
    return Vist(punkt, hvem, innsyn.tjeneste_of(punkt.av_id), fortalt)
