"""Loading the ready forms for one municipality. A version is written once; what the municipality has made stays."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from bti.models import Kommune, Skjemafelt, Skjemamal

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"


def read_skjemaer(spraak: str, mappe: Path = MAPPE) -> list[dict[str, Any]]:
    """Return the forms as they stand in the file, in the municipality's form of Norwegian."""
    fil = "skjemaer_nn.json" if spraak == "nn" else "skjemaer.json"
    return json.loads((mappe / fil).read_text(encoding="utf-8"))["skjemaer"]


def load_skjemaer(kommune: Kommune) -> int:
    """Make the forms that are missing, as the owner; return how many. A newer version of one comes in as a draft."""
    there: dict[str, list[Skjemamal]] = {}
    for mal in Skjemamal.objects.filter(kommune=kommune):
        there.setdefault(mal.noekkel, []).append(mal)
    rader = [rad for rad in read_skjemaer(kommune.maalform) if _is_new(rad, there.get(rad["noekkel"], []))]
    nye = [(_mal(kommune, rad, is_first=rad["noekkel"] not in there), rad["felter"]) for rad in rader]
    Skjemamal.objects.bulk_create(mal for mal, _ in nye)
    Skjemafelt.objects.bulk_create(
        Skjemafelt(mal=mal, nummer=nummer, **felt)
        for mal, felter in nye
        for nummer, felt in enumerate(felter, start=1)
    )
    return len(nye)


def _is_new(rad: dict[str, Any], there: list[Skjemamal]) -> bool:
    """Whether the municipality has neither this version, nor a later one, nor a draft of its own."""
    return all(mal.published_at and mal.versjon < rad["versjon"] for mal in there)


def _mal(kommune: Kommune, rad: dict[str, Any], *, is_first: bool) -> Skjemamal:
    words = {navn: verdi for navn, verdi in rad.items() if navn != "felter"}
    return Skjemamal(kommune=kommune, published_at=timezone.now() if is_first else None, **words)
