"""What a level asks for that the case does not have: the guide's own sentence, and the way to put it right.

Nothing is read here: the page of the case has everything already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti.models import Rolle, Vilkaarskrav, Vilkaarslag, Vilkaarstid

if TYPE_CHECKING:
    from stafettlogg.saksside import Saksside

Sjekk = Callable[["Saksside"], bool]


@dataclass(frozen=True)
class Mangel:
    """One thing that is missing. Without ``url`` there is no page that puts it right."""

    slag: str
    setning: str
    kreves: bool
    url: str = ""
    lenketekst: str | Promise = ""


# Whether the case has it, by what the page has loaded. What is not here is not looked for.
SJEKKER: dict[str, Sjekk] = {
    Vilkaarslag.SAMTYKKE: lambda side: side.has_annen_tjeneste,
    Vilkaarslag.STAFETTHOLDER: lambda side: bool(side.stafettholder),
    Vilkaarslag.FORELDRE: lambda side: any(one.rolle == Rolle.FORESATT and one.ser for one in side.deltakere),
    Vilkaarslag.MAAL: lambda side: bool(side.maal_list),
    Vilkaarslag.MOETE: lambda side: side.has_planned_moete,
    Vilkaarslag.BARNETS_ORD: lambda side: side.barnets_ord is not None,
    Vilkaarslag.KOORDINATOR: lambda side: side.koordinator is not None,
    Vilkaarslag.INDIVIDUELL_PLAN: lambda side: side.individuell_plan is not None,
}
# The page where it is put right, and what the link says. Each takes the case.
VEIER: dict[str, tuple[str, str | Promise]] = {
    Vilkaarslag.SAMTYKKE: ("samtykke:request", _("Be om samtykke")),
    Vilkaarslag.STAFETTHOLDER: ("bti:sak-deltakere", _("Se hvem som er med")),
    Vilkaarslag.FORELDRE: ("bti:sak-deltakere", _("Inviter foreldrene")),
    Vilkaarslag.MAAL: ("tiltak:maal-new", _("Skriv et mål")),
    Vilkaarslag.MOETE: ("stafettlogg:moete-new", _("Kall inn til møte")),
    Vilkaarslag.BARNETS_ORD: ("stafettlogg:moete-new", _("Kall inn til møte, og spør barnet først")),
    Vilkaarslag.KOORDINATOR: ("bti:koordinering", _("Se om familien vil ha koordinator")),
    Vilkaarslag.INDIVIDUELL_PLAN: ("stafettlogg:plan", _("Se om familien vil ha planen")),
}


def missing_for(side: "Saksside", nummer: int, *, naar: str = Vilkaarstid.INNGANG) -> list[Mangel]:
    """Return what the level asks for that is not in place, what is demanded first."""
    asked = [one for one in side.vilkaarene if one["nr"] == nummer and one["naar"] == naar]
    missing = [_mangel(side, one) for one in asked if not _holds(side, one["slag"])]
    return sorted(missing, key=lambda one: not one.kreves)


def _holds(side: "Saksside", slag: str) -> bool:
    return slag in SJEKKER and SJEKKER[slag](side)


def _mangel(side: "Saksside", vilkaar: dict[str, Any]) -> Mangel:
    url, tekst = _vei(side, vilkaar["slag"])
    return Mangel(
        slag=vilkaar["slag"],
        setning=vilkaar["setning"],
        kreves=vilkaar["krav"] == Vilkaarskrav.KREVES,
        url=url,
        lenketekst=tekst,
    )


def _vei(side: "Saksside", slag: str) -> tuple[str, str | Promise]:
    """The way on from where the case is: who has the yes already invites, and words belong where one meets."""
    if slag == Vilkaarslag.SAMTYKKE and side.venter_paa_deltaker:
        return reverse("bti:deltaker-new", args=[side.sak.pk]), _("Inviter en fra tjenesten")
    if slag == Vilkaarslag.BARNETS_ORD and side.neste_referat:
        return reverse("stafettlogg:moete-hold", args=[side.neste_referat]), _("Skriv dem i referatet")
    if slag == Vilkaarslag.BARNETS_ORD and side.tiltak_i_gang:
        return reverse("tiltak:evaluate", args=[side.tiltak_i_gang]), _("Spør barnet om tiltaket hjelper")
    adresse, tekst = VEIER.get(slag, ("", ""))
    return (reverse(adresse, args=[side.sak.pk]) if adresse else ""), tekst
