"""Words that tell what language or tone a text is in, one list a file."""

import re
from pathlib import Path

from tests.spraak.lesbarhet import words


def read_ordliste(name: str) -> set[str]:
    """Return the words of one list."""
    return set((Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").split())


def used_words(text: str) -> set[str]:
    """Return the words of a text, without what is filled in."""
    return {word.lower() for word in words(re.sub(r"%\(\w+\)[sd]|\{\w+\}", "", text))}
