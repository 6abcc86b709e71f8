"""Stafett's own guide, rights and staircase in the reader's form of Norwegian, while the municipality keeps the words.

The texts lie in the database, one form of them, as they were loaded. Both forms lie in fixtures/katalog; a text that
stands there word for word is shown in the reader's. What a municipality has written or changed is shown as it is.
"""

import csv
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"


def in_readers_form(text: str) -> str:
    """Return the text in the form that the page is in, when it is one of Stafett's own."""
    ordbok = _ordbok(get_language() or "nb")
    return ordbok.get(text) or "\n".join(ordbok.get(line, line) for line in text.split("\n"))


@cache
def _ordbok(spraak: str) -> dict[str, str]:
    if spraak not in ("nb", "nn"):
        return {}
    pairs = [*_guide_pairs(), *_trinn_pairs()]
    return dict(pairs) if spraak == "nn" else {nn: nb for nb, nn in pairs}


def _guide_pairs() -> Iterator[tuple[str, str]]:
    """The guides, the rights, the ready forms and the laws by which something is shared."""
    others = ("veileder*_nn.json", "rettigheter_nn.json", "skjemaer_nn.json", "delingshjemler_nn.json")
    for other in sorted(file for pattern in others for file in MAPPE.glob(pattern)):
        one = other.with_stem(other.stem.removesuffix("_nn"))
        yield from _walk(*(json.loads(path.read_text(encoding="utf-8")) for path in (one, other)))


def _walk(nb: Any, nn: Any) -> Iterator[tuple[str, str]]:
    """Every pair of texts that stand at the same place; a test holds the two files to the same shape."""
    if isinstance(nb, dict) and isinstance(nn, dict):
        for key in nb.keys() & nn.keys():
            yield from _walk(nb[key], nn[key])
    elif isinstance(nb, list) and isinstance(nn, list):
        for one, other in zip(nb, nn, strict=True):
            yield from _walk(one, other)
    elif isinstance(nb, str) and isinstance(nn, str):
        yield nb, nn


def _trinn_pairs() -> Iterator[tuple[str, str]]:
    nb, nn = (
        {
            row["nummer"]: row
            for row in csv.DictReader((MAPPE / name).read_text(encoding="utf-8").splitlines())
        }
        for name in ("trinn.csv", "trinn_nn.csv")
    )
    for nummer in nb.keys() & nn.keys():
        yield from ((nb[nummer][felt], nn[nummer][felt]) for felt in ("navn", "beskrivelse", "kilde"))
