"""A draft of a form as one piece: read, changed at one place, and sent back whole."""

from typing import Any
from uuid import uuid4

from django.http import Http404

from bti.models import Skjemamal

type Objekt = dict[str, Any]

FELT = ("noekkel", "ledetekst", "hjelp", "felttype", "valg", "paakrevd")
FLEST = 40


def read_utkast(mal: Skjemamal) -> Objekt:
    """Return all that a draft holds."""
    felter = [{navn: getattr(felt, navn) for navn in FELT} for felt in mal.felter.all()]
    return {"navn": mal.navn, "gjelder": mal.gjelder, "ingress": mal.ingress, "felter": felter}


def find_felt(innhold: Objekt, nummer: int) -> Objekt:
    """Return the question with this number. Raises Http404."""
    felter = innhold["felter"]
    if not 1 <= nummer <= len(felter):
        raise Http404
    return felter[nummer - 1]


def put_felt(innhold: Objekt, nummer: int | None, verdier: Objekt) -> Objekt:
    """Return the draft with the question changed; without a number, with a new one last. Raises Http404."""
    felter = list(innhold["felter"])
    if nummer is None:
        felter.append({"noekkel": f"egen-{uuid4().hex[:12]}"} | verdier)
    else:
        felter[nummer - 1] = find_felt(innhold, nummer) | verdier
    return innhold | {"felter": felter}


def move_felt(innhold: Objekt, *, nummer: int, gjoer: str) -> Objekt:
    """Return the draft with the question moved up or down, or taken away. Raises Http404."""
    felt = find_felt(innhold, nummer)
    felter = [one for one in innhold["felter"] if one is not felt]
    if gjoer != "bort":
        felter.insert(max(0, nummer - 2) if gjoer == "opp" else nummer, felt)
    return innhold | {"felter": felter}
