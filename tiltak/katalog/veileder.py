"""The action guide's file in JSON, and a municipality's own on top of it."""

import json
from pathlib import Path
from typing import Any

from bti.katalog.feil import Radfeil
from bti.katalog.rader import VeilederRad
from bti.katalog.veileder import check_veileder
from tiltak.katalog.tabell import read_text

Objekt = dict[str, Any]


def read_veileder(sti: Path, feil: list[Radfeil], *, egen: Path | None = None) -> VeilederRad | None:
    """Return the guide, or None with the faults noted.

    ``egen`` is a municipality's own file. It names the steps, and takes from ``sti`` all that it does not say itself.
    """
    felles = _read(sti, feil)
    rad = check_veileder(felles, fil=sti.name, feil=feil) if felles is not None else None
    if egen is None or not egen.exists() or rad is None or feil:
        return rad
    own = _read(egen, feil)
    if not isinstance(own, dict):
        return None
    before = len(feil)
    whole = _lay_over(felles, own, egen.name, feil)
    return check_veileder(whole, fil=egen.name, feil=feil) if len(feil) == before else None


def _read(sti: Path, feil: list[Radfeil]) -> Any:
    tekst = read_text(sti, feil)
    if tekst is None:
        return None
    try:
        return json.loads(tekst)
    except json.JSONDecodeError as problem:
        feil.append(Radfeil(sti.name, f"linje {problem.lineno}", "", "er ikke gyldig JSON."))
        return None


def _lay_over(felles: Objekt, own: Objekt, fil: str, feil: list[Radfeil]) -> Objekt:
    levels = {one["nummer"]: one for one in felles["nivaaer"]}
    steps = {one["noekkel"]: one for level in felles["nivaaer"] for one in level["steg"]}
    whole = felles | {felt: verdi for felt, verdi in own.items() if felt not in ("bygger_paa", "nivaaer")}
    whole["nivaaer"] = [
        _level(levels.get(one.get("nummer"), {}), steps, one, fil, feil) for one in own["nivaaer"]
    ]
    return whole


def _level(under: Objekt, steps: dict[str, Objekt], own: Objekt, fil: str, feil: list[Radfeil]) -> Objekt:
    """A level's own steps are looked in first: two levels may use one key."""
    steps = steps | {one["noekkel"]: one for one in under.get("steg", [])}
    return under | own | {"steg": [_step(steps, one, own.get("nummer"), fil, feil) for one in own["steg"]]}


def _step(steps: dict[str, Objekt], own: Objekt, nivaa: object, fil: str, feil: list[Radfeil]) -> Objekt:
    """The words of the step that it is made ``fra``, or that has its key, with its own on top."""
    name = own.get("fra") or own.get("noekkel", "")
    if "fra" in own and name not in steps:
        feil.append(Radfeil(fil, f"nivå {nivaa}, steg {own.get('nummer')}", "fra", f"«{name}» finnes ikke."))
    return steps.get(name, {}) | {felt: verdi for felt, verdi in own.items() if felt != "fra"}
