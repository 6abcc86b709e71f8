"""Deadlines in words."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext, ngettext


@dataclass(frozen=True)
class Frist:
    """A day by which something should be done, and how long that is from today."""

    dato: date

    @property
    def dager_igjen(self) -> int:
        return (self.dato - timezone.localdate()).days

    @property
    def er_forfalt(self) -> bool:
        return self.dager_igjen < 0

    @property
    def tekst(self) -> str:
        """Return «3 dager igjen», «i dag» or «3 dager over fristen»."""
        dager = self.dager_igjen
        if dager == 0:
            return gettext("i dag")
        if dager < 0:
            return ngettext("%(n)d dag over fristen", "%(n)d dager over fristen", -dager) % {"n": -dager}
        return ngettext("%(n)d dag igjen", "%(n)d dager igjen", dager) % {"n": dager}


def alder_of(foedselsdato: date | None) -> int | None:
    """Return a person's age today in whole years."""
    if foedselsdato is None:
        return None
    today = timezone.localdate()
    return (
        today.year - foedselsdato.year - ((today.month, today.day) < (foedselsdato.month, foedselsdato.day))
    )
