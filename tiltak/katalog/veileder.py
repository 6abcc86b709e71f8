"""The action guide's file in JSON."""

import json
from pathlib import Path

from bti.katalog.feil import Radfeil
from bti.katalog.rader import VeilederRad
from bti.katalog.veileder import check_veileder
from tiltak.katalog.tabell import read_text


def read_veileder(sti: Path, feil: list[Radfeil]) -> VeilederRad | None:
    """Return the guide, or None with the faults noted."""
    tekst = read_text(sti, feil)
    if tekst is None:
        return None
    try:
        innhold = json.loads(tekst)
    except json.JSONDecodeError as problem:
        feil.append(Radfeil(sti.name, f"linje {problem.lineno}", "", "er ikke gyldig JSON."))
        return None
    return check_veileder(innhold, fil=sti.name, feil=feil)
