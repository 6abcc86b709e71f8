"""Pieces of a document in another language than the rest: what each is, and how the file says so.

WeasyPrint 70 shapes and orders every script right, but puts no language on a piece, and writes a text layer for Arabic
letters that reads as other words (Kozea/WeasyPrint issue 2841). A piece in another language is written as
``<article lang="ar" dir="rtl">`` with nothing but text in it, and not in a table's head, which stands on every page.
The engine makes an Art of it, and here it becomes a paragraph with its language and its words.
"""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from pikepdf import Array, Dictionary, Name, Object, String

type Fremmed = tuple[str, str]  # the language, empty for that of the document; the words


def read_fremmede(html: str) -> list[Fremmed]:
    """Return every article of a page, in order. Empty when all stand in the document's own language."""
    leser = _Leser()
    leser.feed(html)
    return leser.funnet if any(spraak for spraak, _ in leser.funnet) else []


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.funnet: list[Fremmed] = []
        self.inne = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.inne = True
            self.funnet.append((dict(attrs).get("lang") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self.inne = self.inne and tag != "article"

    def handle_data(self, data: str) -> None:
        if self.inne:
            spraak, tekst = self.funnet[-1]
            self.funnet[-1] = (spraak, " ".join(f"{tekst} {data}".split()))


def name_languages(rot: Object, fremmede: Sequence[Fremmed]) -> None:
    """Give each piece its language, and its words for who copies it or has it read aloud.

    A piece that is divided between two pages has two elements: then nothing is known of which is which, and the words
    are left out; a language that all of them share is still said.
    """
    if not fremmede:
        return
    deler = list(_arts(rot))
    if len(deler) == len(fremmede):
        for element, (spraak, tekst) in zip(deler, fremmede, strict=True):
            if spraak:
                element.S, element.Lang, element.ActualText = Name.P, String(spraak), String(tekst)
    elif len({spraak for spraak, _ in fremmede}) == 1:
        for element in deler:
            element.S, element.Lang = Name.P, String(fremmede[0][0])


def _arts(element: Object | int) -> Iterator[Object]:
    """Yield the articles of the structure in reading order."""
    if not isinstance(element, Dictionary):
        return
    if element.get("/S") == Name.Art:
        yield element
        return
    barn = element.get("/K", Array())
    for barnet in barn if isinstance(barn, Array) else [barn]:
        yield from _arts(barnet)
