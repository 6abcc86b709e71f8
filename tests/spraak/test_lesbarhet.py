"""A tired teacher and a frightened parent understand the sentences: their length and their long words are counted."""

import fnmatch
from collections.abc import Iterable

import pytest

from tests.spraak.lesbarhet import Maaling, measure, sentences, words
from tests.spraak.tekster import meldinger, nynorsk

# What the family reads: their own pages, and what stands on everybody's.
FAMILIE = (
    "*familie*",
    "templates/40?.html",
    "templates/500.html",
    "templates/base.html",
    "templates/skall.html",
    "templates/innlogging/*",
    "templates/varsling/*",
    "templates/komponenter/*",
    "bti/skjemavisning.py",
    "bti/revisjon/*",
    "bti/varsling/*",
    "samtykke/models/*",
    "templates/bti/ark_ikke_foerst.html",
    "templates/bti/hva_skjer.html",
)
# Not in the interface: the gallery's made-up text, and what is said to the one who runs the server.
IKKE_SIDER = ("*galleri*", "bti/views_komponenter.py", "bti/utskrift/motor.py", "django")
# A text shorter than this says nothing about itself: the short ones are measured together.
FAA_ORD = 30
LIX = {"familie": 35, "ansatt": 45}
ORD_I_SNITT = {"familie": 15, "ansatt": 20}
LENGSTE_SETNING = {"familie": 25, "ansatt": 30}
SPRAAK = ("nb", "nn")


@pytest.mark.parametrize("spraak", SPRAAK)
@pytest.mark.parametrize("leser", LIX)
def test_text_is_easy(leser, spraak):
    pages = {name: measure(found) for name, found in _pages(leser, spraak).items()}
    hard = {
        name: f"lix {page.lix:.0f}, {page.ord_per_setning:.1f} ord i setningen"
        for name, page in pages.items()
        if page.lix > LIX[leser] or page.ord_per_setning > ORD_I_SNITT[leser]
    }
    assert len(pages) > 5
    assert hard == {}


@pytest.mark.parametrize("spraak", SPRAAK)
@pytest.mark.parametrize("leser", LENGSTE_SETNING)
def test_no_sentence_is_long(leser, spraak):
    every = [sentence for found in _pages(leser, spraak).values() for sentence in found]

    assert [sentence for sentence in every if len(words(sentence)) > LENGSTE_SETNING[leser]] == []


def test_measure():
    found = sentences(
        ["Du bestemmer selv. Ingen kan svare for deg.", "Se planen", "kl. 14.30 i dag: %(navn)s kommer."]
    )

    assert found == ["Du bestemmer selv.", "Ingen kan svare for deg.", "kl 14.30 i dag:", "Nora kommer."]
    assert measure(found) == Maaling(setninger=4, ord=13, lange=1)
    assert measure(found).lix == pytest.approx(13 / 4 + 100 / 13)


def _pages(leser: str, spraak: str) -> dict[str, list[str]]:
    """Return the sentences of each file with enough of them, and of all the others as one."""
    oversatt = dict(nynorsk()) if spraak == "nn" else {}
    pages: dict[str, list[str]] = {"(resten)": []}
    for name, texts in _texts_by_file().items():
        if _reader(name) != leser:
            continue
        found = sentences(oversatt.get(text, text) for text in texts)
        if sum(len(words(sentence)) for sentence in found) >= FAA_ORD:
            pages[name] = found
        else:
            pages["(resten)"] += found
    return pages


def _texts_by_file() -> dict[str, list[str]]:
    by_file: dict[str, list[str]] = {}
    for melding in meldinger():
        for name in melding.filer:
            by_file.setdefault(name, []).extend(text for text in (melding.tekst, melding.flertall) if text)
    return by_file


def _reader(name: str) -> str:
    if _matches(name, IKKE_SIDER):
        return "ingen"
    return "familie" if _matches(name, FAMILIE) else "ansatt"


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
