"""Which areas of the law a question touches, from its themes and the service that is asked about.

The map stands here alone. A question keeps its areas from the day it was put (Samtykkekrav.omraader).
"""

from collections.abc import Iterable

from bti.models import Tjeneste
from bti.models.tjeneste import Tjenestetype
from samtykke.models import Omraade, Tema

OMRAADE_AV_TEMA: dict[str, Omraade] = {
    Tema.SKOLE: Omraade.OPPLAERING,
    Tema.LAERING: Omraade.OPPLAERING,
    Tema.HELSE: Omraade.HELSE,
}


def areas_of(temaer: Iterable[str], tjeneste: Tjeneste) -> list[str]:
    """Return the areas in a fixed order: always the log, and barnevern only for a barnevern service."""
    areas = {Omraade.LOGG} | {OMRAADE_AV_TEMA[tema] for tema in temaer if tema in OMRAADE_AV_TEMA}
    if tjeneste.tjenestetype == Tjenestetype.BARNEVERN:
        areas.add(Omraade.BARNEVERN)
    return [area.value for area in Omraade if area in areas]
