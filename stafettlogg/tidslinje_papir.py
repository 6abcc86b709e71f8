"""The history of a case on paper: one line for each thing that happened, oldest first. Texts have their own parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Deltaker, Sak
from bti.queries import with_ubekreftet
from bti.utskrift.deler import Del, Leser, Valg
from bti.utskriftsdeler import list_skjult
from stafettlogg.models import Innleggstype
from stafettlogg.tidslinje import Punkt, Utvalg, read_tidslinje
from stafettlogg.tidslinjeord import tell

PER_LESING = 500
SVAR_OM_SAMTYKKE = {"spurt", "ja", "nei", "slutt"}


@dataclass(frozen=True)
class Linje:
    """A line of it: the day, what happened, and who did it where the sentence does not say so."""

    dag: date
    hva: str
    hvem: str


def hent_historie(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Return the lines of the chosen period.

    What was asked and answered about consent is on the archive's paper alone: the others go to more than one who must
    not read each other's answers. What is hidden from one of the family is not on the family's.
    """
    skjult = list_skjult(sak_id).from_familie if valg.leser == Leser.FAMILIEN else set()
    rows = with_ubekreftet(Deltaker.objects.filter(sak=sak_id)).select_related("bruker")
    navn = {one.bruker_id: one.vist_navn for one in rows}
    linjer = [
        _linje(punkt, navn)
        for punkt in _every(Sak(pk=sak_id))
        if punkt.id not in skjult
        and (valg.leser == Leser.ARKIVET or punkt.slag not in SVAR_OM_SAMTYKKE)
        and _is_in_period(punkt, valg)
    ]
    return {"linjer": linjer[::-1], "valg": valg}


def _every(sak: Sak) -> Iterator[Punkt]:
    utvalg: Utvalg | None = Utvalg()
    while utvalg:
        tidslinje = read_tidslinje(sak, utvalg, antall=PER_LESING)
        yield from tidslinje.punkter
        utvalg = Utvalg(foer=tidslinje.eldre) if tidslinje.eldre else None


def _is_in_period(punkt: Punkt, valg: Valg) -> bool:
    dag = timezone.localdate(punkt.tid)
    return (valg.fra is None or dag >= valg.fra) and (valg.til is None or dag <= valg.til)


def _linje(punkt: Punkt, navn: dict[UUID, str]) -> Linje:
    hvem = navn.get(punkt.av_id, str(_("Tidligere deltaker"))) if punkt.av_id else ""
    dag = timezone.localdate(punkt.tid)
    if punkt.slag == "innlegg":
        hva = (
            _("Rettelse i loggen") if punkt.d["retter"] else Innleggstype(punkt.d["type"]).label.capitalize()
        )
        return Linje(dag, str(hva), hvem)
    fortalt = tell(punkt, hvem)
    return Linje(dag, fortalt.setning, "" if fortalt.nevner_hvem else hvem)


DEL = Del(
    "historie",
    _("Historien, linje for linje"),
    "utskrift/deler/historie.html",
    hent_historie,
    plass=25,
    for_haand=True,
)
