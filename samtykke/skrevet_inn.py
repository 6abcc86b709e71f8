"""What somebody in the municipality has written in for a giver, as the giver reads it."""

from dataclasses import dataclass
from uuid import UUID

from samtykke.familie import Samtykkeside
from samtykke.models import SvarPaaVegne
from samtykke.skann import Skann, skann_in


@dataclass(frozen=True)
class SkrevetInn:
    """The newest answer to one question; ``kan_svare`` when the giver's own answer can take its place."""

    svar: SvarPaaVegne
    ark: Skann | None
    kan_svare: bool

    @property
    def kan_trekkes(self) -> bool:
        return self.svar.samtykke is not None and not self.svar.samtykke.is_ended


def list_skrevet_inn(side: Samtykkeside, sak_id: UUID) -> list[SkrevetInn]:
    """Return what was written in for whose page it is, the newest of each question; not what a second one rejected."""
    mine = {one.krav.pk: one for one in (*side.aapne, *side.besvarte)}
    rows = SvarPaaVegne.objects.filter(krav__in=mine, rejected_at=None).order_by("krav_id", "-registered_at")
    rows = rows.distinct("krav_id").select_related("registered_by", "samtykke")
    newest = list(rows)
    scans = skann_in(sak_id) if newest else {}
    for svar in newest:
        svar.krav = mine[svar.krav_id].krav
    return [SkrevetInn(svar, scans.get(svar.pk), mine[svar.krav_id].tar_imot_svar) for svar in newest]
