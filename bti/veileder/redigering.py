"""Changing one piece of a guide that is written whole: a level or a step found, put, moved or taken away."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404

from bti.veileder.format import new_noekkel, renumber

Objekt = dict[str, Any]


def find_nivaa(innhold: Objekt, nummer: int) -> Objekt:
    """Return the level with this number. Raises Http404."""
    for nivaa in innhold["nivaaer"]:
        if nivaa["nummer"] == nummer:
            return nivaa
    raise Http404


def find_steg(innhold: Objekt, varig: UUID) -> tuple[Objekt, Objekt]:
    """Return the step with this address, and its level. Raises Http404."""
    for nivaa in innhold["nivaaer"]:
        for steg in nivaa["steg"]:
            if steg["varig"] == str(varig):
                return nivaa, steg
    raise Http404


def put_nivaa(innhold: Objekt, nummer: int | None, verdier: Objekt) -> Objekt:
    """Change a level, or add one last."""
    if nummer is None:
        innhold["nivaaer"].append({"steg": []} | verdier)
    else:
        find_nivaa(innhold, nummer).update(verdier)
    return renumber(innhold)


def put_steg(innhold: Objekt, *, varig: UUID | None, nivaa: int, verdier: Objekt) -> Objekt:
    """Change a step, or add one last on its level."""
    if varig:
        find_steg(innhold, varig)[1].update(verdier)
        return innhold
    over = find_nivaa(innhold, nivaa)
    over["steg"].append({"varig": str(uuid4()), "noekkel": new_noekkel(verdier["navn"], over)} | verdier)
    return renumber(innhold)


def move(innhold: Objekt, *, nivaa: int, steg: UUID | None, gjoer: str) -> Objekt:
    """Move a level or a step one place, or take it away. The first stays first, and the last last."""
    rader = innhold["nivaaer"] if steg is None else find_nivaa(innhold, nivaa)["steg"]
    one = find_nivaa(innhold, nivaa) if steg is None else find_steg(innhold, steg)[1]
    if one not in rader:
        raise Http404
    plass = rader.index(one)
    rader.pop(plass)
    if gjoer != "bort":
        rader.insert(max(0, plass + (-1 if gjoer == "opp" else 1)), one)
    return renumber(innhold)
