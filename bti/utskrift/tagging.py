"""Repairs to WeasyPrint's tagging, which a screen reader needs and checkers ask for.

WeasyPrint 70 leaves header cells without a scope, lets running headers and page numbers look like content that
was lost from the structure, and makes links that some printers leave out. Nothing visible is changed.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Page,
    Pdf,
    String,
)

from bti.utskrift.fremmedspraak import Fremmed, name_languages

PRINT_FLAG = 4
MERKE = re.compile(rb"/\w+\s+<<\s*/MCID\s+(\d+)\s*>>\s+BDC\b")  # begins a numbered piece of content
PYNT = b"/Artifact <</Type /Pagination>> BDC"
type Innhold = tuple[
    tuple[int, int], int
]  # a page's object number, and the number of a piece of content on it


def repair_tagging(raw: bytes, *, tittel: str, spraak: str, fremmede: Sequence[Fremmed] = ()) -> bytes:
    """Return the same document with its tagging put right, its language and its title."""
    with Pdf.open(BytesIO(raw)) as pdf:
        tagget: set[Innhold] = set()
        for element, side, seksjon in _walk(pdf.Root.StructTreeRoot):
            if isinstance(element, int) and side is not None:
                tagget.add((side.objgen, element))
            elif isinstance(element, Dictionary) and element.get("/S") == Name.TH:
                _set_scope(element, seksjon)
        for page in pdf.pages:
            _mark_artifacts(page, tagget)
            _print_links(page)
        name_languages(pdf.Root.StructTreeRoot, fremmede)
        _describe(pdf, tittel, spraak)
        return _save(pdf)


def _walk(rot: Object) -> Iterator[tuple[Object | int, Object | None, Object | None]]:
    """Yield every element and every piece of content, with its page and the table section it stands in."""
    venter: list[tuple[Object | int, Object | None, Object | None]] = [(rot, None, None)]
    while venter:
        element, side, seksjon = venter.pop()
        if isinstance(element, Dictionary):
            side = element.get("/Pg", side)
            if element.get("/Type") == Name.MCR:
                element = int(element.MCID)
        yield element, side, seksjon
        if isinstance(element, Dictionary) and "/K" in element:
            if element.get("/S") in (Name.THead, Name.TBody):
                seksjon = element.S
            barn = element.K
            venter += [(barnet, side, seksjon) for barnet in (barn if isinstance(barn, Array) else [barn])]


def _set_scope(celle: Object, seksjon: Object | None) -> None:
    """Say whether a header cell is about its column (in the table's head) or about its row."""
    if "/A" not in celle:
        celle.A = Dictionary(O=Name.Table)
    celle.A.Scope = Name.Column if seksjon == Name.THead else Name.Row


def _mark_artifacts(page: Page, tagget: set[Innhold]) -> None:
    """Mark what stands outside the structure, which is the running header and footer, as decoration of the page.

    Done on the bytes: to parse every operator takes longer than all other repairs. Text stands there as the numbers
    of its glyphs, so nothing that people have written can look like a mark.
    """

    def mark(treff: re.Match[bytes]) -> bytes:
        return treff[0] if (page.objgen, int(treff[1])) in tagget else PYNT

    page.contents_coalesce()
    page.Contents.write(MERKE.sub(mark, page.Contents.read_bytes()))


def _print_links(page: Page) -> None:
    for annotasjon in page.get("/Annots", []):
        annotasjon.F = int(annotasjon.get("/F", 0)) | PRINT_FLAG
    if "/Annots" in page:
        page.Tabs = Name.S  # the tab key follows the structure


def _describe(pdf: Pdf, tittel: str, spraak: str) -> None:
    """Set language and title, and ask readers to show the title instead of the file name."""
    pdf.Root.Lang = String(spraak)
    if "/ViewerPreferences" not in pdf.Root:
        pdf.Root.ViewerPreferences = Dictionary()
    pdf.Root.ViewerPreferences.DisplayDocTitle = True
    pdf.docinfo["/Title"] = tittel
    pdf.docinfo["/Creator"] = "Stafett"


def _save(pdf: Pdf) -> bytes:
    ut = BytesIO()
    pdf.save(ut, compress_streams=True, object_stream_mode=ObjectStreamMode.generate)
    return ut.getvalue()
