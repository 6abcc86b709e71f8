"""Which areas of law a question touches: in each the law has its own ages for who decides (tilgang_givere)."""

from collections.abc import Iterable

from bti.models.tjeneste import Tjenestetype
from samtykke.models import Omraade, Tema
from samtykke.temaliste import areas_of_own

AV_TEMA = {Tema.SKOLE: Omraade.OPPLAERING, Tema.LAERING: Omraade.OPPLAERING, Tema.HELSE: Omraade.HELSE}


# In each area of law that a case can touch: asked of the whole case, whatever the municipality's themes are.
I_HELE_SAKEN = (Omraade.LOGG, Omraade.HELSE, Omraade.OPPLAERING)


def areas_of_case(tjenestetype: str = "") -> list[str]:
    """Return the areas of a question about the whole case; child welfare too when that service is to have it."""
    barnevern = (Omraade.BARNEVERN,) if tjenestetype == Tjenestetype.BARNEVERN else ()
    return [omraade.value for omraade in (*I_HELE_SAKEN, *barnevern)]


def omraader_of(temaer: Iterable[str], tjenestetype: str) -> list[str]:
    """Return the areas of a question to a service, in a fixed order.

    The log always; child welfare when it is that service that is asked for. Raises ValueError for an unknown theme.
    """
    temaer = list(temaer)
    touched = (
        {Omraade.LOGG} | {AV_TEMA[Tema(kode)] for kode in temaer if kode in AV_TEMA} | areas_of_own(temaer)
    )
    if tjenestetype == Tjenestetype.BARNEVERN:
        touched.add(Omraade.BARNEVERN)
    return [omraade.value for omraade in Omraade if omraade in touched]
