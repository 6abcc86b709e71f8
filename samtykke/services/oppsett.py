"""Writing what a municipality sets up for consent."""

from typing import Any
from uuid import UUID

from django.db import transaction

from bti.revisjon.services import record
from bti.skjema import Konflikt
from bti.skjema.konflikt import is_same
from bti.tilgang import samtykkeoppsett
from samtykke.feil import TemaetFinnes
from samtykke.models import Kommunetema, Regelendring
from samtykke.regel import Regel


@transaction.atomic
def save_regel(kommune_id: UUID, *, noekkel: UUID, versjon: int, regel: Regel, begrunnelse: str) -> None:
    """Change who must say yes. Yes that are given stand; from now on the access rule asks for those who are missing.

    The same key with the same words twice is one change. Raises Konflikt, PermissionDenied.
    """
    ny = samtykkeoppsett.save_regel(
        kommune_id, noekkel, versjon=versjon, regel=regel, begrunnelse=begrunnelse
    )
    if ny < 0:
        raise Konflikt(None)
    sagt: dict[str, Any] = {
        navn: verdi if isinstance(verdi, int) else ",".join(verdi) for navn, verdi in regel.items()
    }
    record(
        "samtykkeoppsett.regel_endret",
        objekt=Regelendring(pk=noekkel),
        kommune=kommune_id,
        versjon=ny,
        **sagt,
    )


@transaction.atomic
def save_tema(kommune_id: UUID, *, noekkel: UUID, standard: str | None, **felter: Any) -> None:
    """Make a theme or change one; ``standard`` is the code of one that comes with Stafett.

    The same key with the same words twice is one theme. Raises TemaetFinnes, Konflikt, PermissionDenied.
    """
    said = {"id": noekkel, "kommune": kommune_id, "standard": standard, **felter}
    match samtykkeoppsett.save_tema(said):
        case samtykkeoppsett.NAVN:
            raise TemaetFinnes
        case samtykkeoppsett.ENDRET:
            tema = Kommunetema.objects.get(
                kommune_id=kommune_id, **({"kode": standard} if standard else {"pk": noekkel})
            )
            if is_same(tema, {navn: verdi for navn, verdi in felter.items() if navn != "versjon"}):
                return
            raise Konflikt(tema)
    record("samtykkeoppsett.tema_lagret", objekt=Kommunetema(pk=noekkel), kommune=kommune_id, tema=standard or "eget",
           omraade=felter["omraade"], i_bruk=felter["is_active"])  # fmt: skip
