"""Where the child is, on a page that is read in one statement and so comes through no model (bti/tilgang/sted.py)."""

from functools import cached_property
from typing import Any

from bti.models import Relasjonstype
from bti.models.tjeneste import shown_slag
from bti.tilgang.sted import hide_sted, hide_tjeneste, is_sted_skjult

Rad = dict[str, Any]


def hide_in_tjeneste(rad: Rad) -> Rad:
    """Return what was read of a service, or its kind and no telephone; one of the family has no service."""
    if not (is_sted_skjult() and rad["tjeneste"]):
        return rad
    return rad | {"tjeneste": hide_tjeneste(rad["tjeneste"], shown_slag(rad["tjenestetype"])), "telefon": ""}


def hide_in_innhold(innhold: dict[str, list[Rad]]) -> dict[str, list[Rad]]:
    """Return the content of the page without what locates, to who must not be told where."""
    if is_sted_skjult():
        for del_ in ("deltakere", "koordinering", "kravene"):
            innhold[del_] = [hide_in_tjeneste(rad) for rad in innhold[del_]]
        innhold["moeter"] = [rad | {"sted": hide_sted(rad["sted"])} for rad in innhold["moeter"]]
    return innhold


def hide_in_hendelse(d: Rad) -> Rad:
    """Return what the sentence of something that happened needs, with the kind of a service for its name."""
    if is_sted_skjult() and "tjeneste" in d:
        return d | {"tjeneste": hide_tjeneste(d["tjeneste"], shown_slag(d["tjenestetype"]))}
    return d


class Stedsdel:
    """A part of the page; the page reads everything in one statement."""

    _innhold: dict[str, list[Any]]

    @cached_property
    def sted_skjult_for(self) -> list[str]:
        """From whom in the family the place is hidden: who they are to the child, each once, and no name."""
        hidden = self._innhold["sted_skjult_for"]
        return [str(one.label) for one in Relasjonstype if one.value in hidden]
