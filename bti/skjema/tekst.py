"""What people write, made ready for a form: line breaks, signs that nobody sees, and signs that turn a line round."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.datastructures import MultiValueDict

SOEKEFELT, MAKS_SOEK = "navn", 60
# Embeddings, overrides and isolates: they turn what stands after them, on the page and in the print-out. The marks of
# direction (U+200E, U+200F, U+061C) are part of ordinary Arabic and Hebrew, and turn no other letters: they stay.
SNUR = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Controls, joiners and marks of direction, half signs, every kind of space. What is unassigned may be a new emoji.
USYNLIGE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
# Counted as letters or marks, and drawn as nothing: fillers, the empty Braille cell, variation selectors and the like.
TOMME = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164"
    "\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)


def is_visible(text: str) -> bool:
    """Whether there is anything to see in a text: only spaces and signs without width are nothing."""
    return any(unicodedata.category(one) not in USYNLIGE and not TOMME.match(one) for one in text)


def clean_text(text: str) -> str:
    """Return a text as it is kept: one sign for each line break, none that turns the line, nothing when nothing shows.

    Everything else stays as it was written: the joiners of emoji and of Arabic are letters' business.
    """
    text = SNUR.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if is_visible(text) else ""


def read_soek(data: Mapping[str, Any]) -> str:
    """Return the part of a name that somebody searches for, as PostgreSQL takes it: without NUL, and not too long."""
    return clean_text(str(data.get(SOEKEFELT, "")).replace("\0", "")).strip()[:MAKS_SOEK]


def clean_posted(data: Any) -> Any:
    """Return what was posted with each text as it is kept: browsers send two signs for a line break, and count one."""
    if not isinstance(data, MultiValueDict):
        return data
    cleaned = {key: [_clean(one) for one in values] for key, values in data.lists()}
    if all(cleaned[key] == values for key, values in data.lists()):
        return data
    copy = data.copy()
    for key, values in cleaned.items():
        copy.setlist(key, values)
    return copy


def _clean(value: Any) -> Any:
    """Most of what is sent is plain ASCII on one line, and stays as it is."""
    if not isinstance(value, str) or (value.isascii() and value.isprintable()):
        return value
    return clean_text(value)
