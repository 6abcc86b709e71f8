"""What the services may talk about in a case: the themes that everybody who must answer has said yes to."""

from collections.abc import Iterable
from uuid import UUID

from bti.models import Sak
from bti.tilgang.kall import fetch


def people_outside(sak: Sak, temaer: Iterable[str]) -> list[UUID]:
    """Return those of other services in the case who do not read something about these themes.

    The family and the service that has the case read everything. The rule is the database's (tilgang_felles_temaer).
    """
    rows = fetch("SELECT bruker_id FROM samtykke_utenfor_temaer(%s, %s)", sak.pk, list(temaer))
    return [bruker_id for (bruker_id,) in rows]
