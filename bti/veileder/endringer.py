"""What is new in a draft, told so that who publishes sees it before it counts."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Objekt = dict[str, Any]
OM_VEILEDEREN = ("navn", "eier", "revideres_innen", "kilde")
LAGT_TIL, TATT_BORT, ENDRET = _("Lagt til"), _("Tatt bort"), _("Endret")


@dataclass(frozen=True)
class Endring:
    """One line: what has happened, and to what."""

    hva: Any
    navn: str


def find_endringer(foer: Objekt | None, etter: Objekt) -> list[Endring]:
    """Compare two versions: levels by number, steps by their lasting address. A step that only moved is changed."""
    if foer is None:
        return []
    found = (
        [Endring(ENDRET, str(_("Om veilederen")))] if any(foer[f] != etter[f] for f in OM_VEILEDEREN) else []
    )
    return found + _compare(_levels(foer), _levels(etter)) + _compare(_steps(foer), _steps(etter))


def _levels(guide: Objekt) -> dict[Any, tuple[str, Any]]:
    return {
        one["nummer"]: (f"{one['nummer']}: {one['navn']}", {k: v for k, v in one.items() if k != "steg"})
        for one in guide["nivaaer"]
    }


def _steps(guide: Objekt) -> dict[Any, tuple[str, Any]]:
    return {
        steg["varig"]: (f"{nivaa['nummer']}.{steg['nummer']} {steg['navn']}", (nivaa["nummer"], steg))
        for nivaa in guide["nivaaer"]
        for steg in nivaa["steg"]
    }


def _compare(foer: dict[Any, tuple[str, Any]], etter: dict[Any, tuple[str, Any]]) -> list[Endring]:
    new = [Endring(LAGT_TIL, navn) for key, (navn, _v) in etter.items() if key not in foer]
    gone = [Endring(TATT_BORT, navn) for key, (navn, _v) in foer.items() if key not in etter]
    changed = [
        Endring(ENDRET, navn) for key, (navn, verdi) in etter.items() if key in foer and foer[key][1] != verdi
    ]
    return new + gone + changed
