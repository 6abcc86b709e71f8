"""How hard a text is to read (docs/spraak.md says what is counted and why)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_UTFYLT = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
# A full stop ends a sentence; one inside a number, a date or an abbreviation does not.
_SLUTT = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ«%{0-9])|\n")
_FORKORTET = re.compile(r"\b(kl|f|jf|nr|kap)\.(?=\s)")
_ORD = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*")


@dataclass(frozen=True)
class Maaling:
    """What was counted in one text."""

    setninger: int
    ord: int
    lange: int

    @property
    def lix(self) -> float:
        """Words to the sentence, plus how many of a hundred words have more than six letters."""
        return self.ord / self.setninger + 100 * self.lange / self.ord

    @property
    def ord_per_setning(self) -> float:
        return self.ord / self.setninger


def sentences(texts: Iterable[str]) -> list[str]:
    """Split texts into whole sentences; labels, buttons and headings are none, and would make all look easier.

    What is filled in counts as one short word.
    """
    found = []
    for text in texts:
        filled = _FORKORTET.sub(r"\1", _UTFYLT.sub("Nora", text.replace("%%", "%")))
        found += [part.strip() for part in _SLUTT.split(filled) if part.strip()]
    return [sentence for sentence in found if sentence[-1] in ".!?:" and len(words(sentence)) > 1]


def words(sentence: str) -> list[str]:
    return _ORD.findall(sentence)


def measure(found: list[str]) -> Maaling:
    """Measure sentences together, as one text."""
    all_words = [word for sentence in found for word in words(sentence)]
    return Maaling(len(found), len(all_words), sum(len(word) > 6 for word in all_words))
