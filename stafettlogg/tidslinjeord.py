"""What happened in a case, in words: one sentence for each kind, the same for those who work there and the family."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti.templatetags.stafett import dato, lesers_maal, tidspunkt
from samtykke.historie import SLUTT_ORD
from samtykke.models import Samtykkeslag, Slutt
from stafettlogg.models import Moetestatus, Moetetype
from stafettlogg.tidslinje import Punkt
from tiltak.models import Grad


@dataclass(frozen=True)
class Fortalt:
    """A sentence, what was written beside it, and what the child said."""

    setning: str
    avsnitt: list[str] = field(default_factory=list)
    barnets_ord: str = ""
    nevner_hvem: bool = False  # whether the sentence itself says who did it


def tell(punkt: Punkt, hvem: str) -> Fortalt:
    """Return it in words; ``hvem`` is the name of who did it, or «Du»."""
    return _FORTELL[punkt.slag](punkt.d | {"tekst": punkt.tekst}, hvem)


def _maal(d: dict[str, Any], hvem: str) -> Fortalt:
    return Fortalt(_("Nytt mål: {maal}").format(maal=d["tekst"]))


def _naadd(d: dict[str, Any], hvem: str) -> Fortalt:
    return Fortalt(_("Målet er nådd: {maal}").format(maal=d["tekst"]))


def _tiltak(d: dict[str, Any], hvem: str) -> Fortalt:
    return Fortalt(_("Nytt tiltak: {tiltak}").format(tiltak=d["tittel"]), _some(d["hva"]))


def _overtatt(d: dict[str, Any], hvem: str) -> Fortalt:
    setning = _("{hvem} tok over tiltaket «{tiltak}».").format(hvem=hvem, tiltak=d["tittel"])
    return Fortalt(setning, nevner_hvem=True)


def _evaluering(d: dict[str, Any], hvem: str) -> Fortalt:
    setning = _("Tiltaket «{tiltak}» er evaluert: {hjalp}.")
    hjalp = str(Grad(d["grad"]).label)
    return Fortalt(setning.format(tiltak=d["tittel"], hjalp=hjalp), _some(d["ord"]), d["barnets_ord"])


_MOETER = {
    Moetetype.OPPSTART: gettext_lazy("Innkalt til oppstartsmøte {naar}."),
    Moetetype.EVALUERING: gettext_lazy("Innkalt til evalueringsmøte {naar}."),
    Moetetype.SAMARBEID: gettext_lazy("Innkalt til samarbeidsmøte {naar}."),
}


def _moete(d: dict[str, Any], hvem: str) -> Fortalt:
    setning = str(_MOETER[Moetetype(d["type"])]).format(
        naar=tidspunkt(datetime.fromisoformat(d["starter_at"]))
    )
    if d["status"] == Moetestatus.AVLYST:
        setning += " " + _("Møtet ble avlyst.")
    return Fortalt(setning, _some(d["hensikt"]))


def _aapnet(d: dict[str, Any], hvem: str) -> Fortalt:
    return Fortalt(_("Saken ble åpnet."))


def _nivaa(d: dict[str, Any], hvem: str) -> Fortalt:
    naar = dato(date.fromisoformat(d["dato"]))
    if d["avslutter"]:
        setning = _("Saken ble avsluttet {dato}.")
    elif d["fra"] is None:
        setning = _("Saken begynte på nivå {til}: {navn}.")
    else:
        setning = _("Saken gikk fra nivå {fra} til nivå {til}: {navn}.")
    return Fortalt(
        setning.format(fra=d["fra"], til=d["til"], navn=lesers_maal(d["navn"]), dato=naar), _some(d["tekst"])
    )


def _folk(d: dict[str, Any], hvem: str) -> Fortalt:
    if d["selv"]:
        setning = _("{hvem} ble med i saken for {tjeneste}.")
    else:
        setning = _("{hvem} fra {tjeneste} ble invitert med i saken.")
    return Fortalt(setning.format(hvem=hvem, tjeneste=d["tjeneste"]), nevner_hvem=True)


_SPURT = {
    Samtykkeslag.INNSYN: gettext_lazy("{hvem} spurte familien om {tjeneste} kan være med."),
    Samtykkeslag.ANSVAR: gettext_lazy("{hvem} spurte familien om {tjeneste} kan ta over ansvaret."),
}
_JA = {
    Samtykkeslag.INNSYN: gettext_lazy("{hvem} sa ja til at {tjeneste} er med."),
    Samtykkeslag.ANSVAR: gettext_lazy("{hvem} sa ja til at {tjeneste} tar over ansvaret."),
}
_NEI = {
    Samtykkeslag.INNSYN: gettext_lazy("{hvem} sa nei til at {tjeneste} er med."),
    Samtykkeslag.ANSVAR: gettext_lazy("{hvem} sa nei til at {tjeneste} tar over ansvaret."),
}


def _about_samtykke(words: dict[Samtykkeslag, Any]) -> Callable[[dict[str, Any], str], Fortalt]:
    def fortell(d: dict[str, Any], hvem: str) -> Fortalt:
        setning = str(words[Samtykkeslag(d["slag"])]).format(hvem=hvem, tjeneste=d["tjeneste"])
        return Fortalt(setning, nevner_hvem=True)

    return fortell


def _slutt(d: dict[str, Any], hvem: str) -> Fortalt:
    hva = SLUTT_ORD[Slutt(d["slutt"]) if d["slutt"] else ""]
    setning = _("{hvem} {hva} ({tjeneste}).").format(hvem=hvem, hva=hva, tjeneste=d["tjeneste"])
    return Fortalt(setning, nevner_hvem=True)


def _some(tekst: str) -> list[str]:
    return [tekst] if tekst else []


_FORTELL: dict[str, Callable[[dict[str, Any], str], Fortalt]] = {
    "maal": _maal,
    "naadd": _naadd,
    "tiltak": _tiltak,
    "overtatt": _overtatt,
    "evaluering": _evaluering,
    "moete": _moete,
    "aapnet": _aapnet,
    "nivaa": _nivaa,
    "folk": _folk,
    "spurt": _about_samtykke(_SPURT),
    "ja": _about_samtykke(_JA),
    "nei": _about_samtykke(_NEI),
    "slutt": _slutt,
}
