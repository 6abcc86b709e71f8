"""What the page of a case shows of the guide: the next step, the days, what is missing, and a newer version."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import cached_property

from stafettlogg.vilkaar import Mangel, missing_for

if TYPE_CHECKING:
    from bti.models import Sak


@dataclass(frozen=True)
class Nyversjon:
    """A newer version of the guide that the case does not follow."""

    denne: int
    ny: int
    publisert: date
    serie: str


class Veilederdel:
    """A part of the page; the page reads everything in one statement."""

    sak: "Sak"
    _innhold: dict[str, list[Any]]

    @property
    def vilkaarene(self) -> list[dict[str, Any]]:
        """What every level of the case's own guide asks for."""
        return self._innhold["vilkaar"]

    @property
    def stegene(self) -> list[dict[str, Any]]:
        """The steps of the level, with their tools and whether each is done."""
        return self._innhold["stegene"]

    @cached_property
    def neste_steg(self) -> dict[str, Any] | None:
        return next((steg for steg in self.stegene if not steg["ferdig"]), None)

    @cached_property
    def andre_steg(self) -> list[dict[str, Any]]:
        """The steps but the next one."""
        return [steg for steg in self.stegene if steg is not self.neste_steg]

    @property
    def has_annen_tjeneste(self) -> bool:
        """Whether another service sees the case by consent, and somebody from it takes part."""
        inne = self._andre_med_innsyn
        return any(d["deltar"] and d["tjeneste_id"] in inne for d in self._innhold["deltakere"])

    @property
    def venter_paa_deltaker(self) -> bool:
        """Whether the family has said yes to another service, and nobody from it takes part."""
        return bool(self._andre_med_innsyn) and not self.has_annen_tjeneste

    @property
    def _andre_med_innsyn(self) -> set[str]:
        """The services, but the case's own, that every giver has said yes to."""
        return set(self._innhold["innsyn"]) - {str(self.sak.tjeneste_id)}

    @property
    def neste_referat(self) -> str | None:
        """The first meeting that has no minutes yet, whether it has been or not."""
        planned = [m for m in self._innhold["moeter"] if m["status"] == "planlagt"]
        first = min(planned, key=lambda m: datetime.fromisoformat(m["starter_at"]), default=None)
        return first["pk"] if first else None

    @property
    def tiltak_i_gang(self) -> str | None:
        """A measure that has begun and has not ended: the one to be evaluated first."""
        begun = (t["pk"] for t in self._innhold["tiltak"] if t["status"] == "i_gang")
        return next(begun, None)

    @property
    def has_planned_moete(self) -> bool:
        planned = (m["starter_at"] for m in self._innhold["moeter"] if m["status"] == "planlagt")
        return any(datetime.fromisoformat(starter) >= timezone.now() for starter in planned)

    @cached_property
    def nivaafrist(self) -> tuple[int, int] | None:
        """The day that it is on the level, and how many there are; None without a deadline."""
        naa = next((n for n in self._innhold["nivaaer"] if n["nr"] == self.sak.nivaa.nummer), None)
        if not naa or not naa["frist"] or not naa["dato"]:
            return None
        return (timezone.localdate() - date.fromisoformat(naa["dato"])).days + 1, naa["frist"]

    @property
    def over_nivaafrist(self) -> bool:
        dag, frist = self.nivaafrist or (0, 0)
        return dag > frist

    @cached_property
    def mangler_paa_nivaaet(self) -> list[Mangel]:
        """What the level demanded when the case came, and no longer is so: a yes that has been taken back."""
        wanted = missing_for(self, self.sak.nivaa.nummer)  # type: ignore[arg-type]  # the whole page
        return [one for one in wanted if one.kreves]

    @cached_property
    def mangler_naa(self) -> list[Mangel]:
        """What this level wants before it is done."""
        return missing_for(self, self.sak.nivaa.nummer, naar="utgang")  # type: ignore[arg-type]  # the whole page

    @cached_property
    def mangler_neste(self) -> list[Mangel]:
        """What the next level wants first."""
        return missing_for(self, self.sak.nivaa.nummer + 1)  # type: ignore[arg-type]  # the whole page

    @cached_property
    def ny_veileder(self) -> Nyversjon | None:
        """The newer version, when there is one; the case goes on with its own."""
        for one in self._innhold["nyeste_versjon"]:
            return Nyversjon(one["denne"], one["ny"], date.fromisoformat(one["publisert"]), one["serie"])
        return None
