"""Which areas of law a question touches: in each the law has its own ages for who decides (tilgang_givere)."""

from collections.abc import Iterable

from bti.models.tjeneste import Tjenestetype
from samtykke.models import Omraade, Tema
from samtykke.temaliste import areas_of_own

AV_TEMA = {Tema.SKOLE: Omraade.OPPLAERING, Tema.LAERING: Omraade.OPPLAERING, Tema.HELSE: Omraade.HELSE}


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
