"""Reads what stands in a PDF, with pikepdf alone: the tests need no program that may be missing."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pdfua
import pikepdf

FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def read_text(raw: bytes) -> str:
    """Return the text of all pages, a line per text operation, through the fonts' own Unicode maps."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        return "\n".join(linje for page in pdf.pages for linje in _read_page(page))


def _read_page(page: pikepdf.Page) -> Iterator[str]:
    tegnkart = {navn: _read_cmap(font) for navn, font in page.Resources.get("/Font", {}).items()}
    valgt: dict[int, str] = {}
    for instruks in pikepdf.parse_content_stream(page):
        operator = str(instruks.operator)
        if operator == "Tf":
            valgt = tegnkart[str(instruks.operands[0])]
        elif operator == "TJ":
            biter = [bytes(bit) for bit in instruks.operands[0] if isinstance(bit, pikepdf.String)]
            yield "".join(_decode(bit, valgt) for bit in biter)
        elif operator == "Tj":
            yield _decode(bytes(instruks.operands[0]), valgt)


def _decode(bit: bytes, tegnkart: dict[int, str]) -> str:
    return "".join(tegnkart.get(int.from_bytes(bit[i : i + 2]), "�") for i in range(0, len(bit), 2))


def _read_cmap(font: pikepdf.Object) -> dict[int, str]:
    kart = bytes(font.ToUnicode.read_bytes()).decode("ascii", "replace")
    par = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", kart)
    return {int(glyf, 16): bytes.fromhex(tegn).decode("utf-16-be") for glyf, tegn in par}


def list_roles(raw: bytes) -> list[str]:
    """Return the role of every element of the structure, in reading order."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        return [str(element.S) for element in _walk(pdf.Root.StructTreeRoot) if "/S" in element]


def list_scopes(raw: bytes) -> list[str]:
    """Return the scope of every header cell, in reading order."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        return [str(e.A.Scope) for e in _walk(pdf.Root.StructTreeRoot) if e.get("/S") == pikepdf.Name.TH]


def _walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    barn = element.get("/K", pikepdf.Array())
    for barnet in barn if isinstance(barn, pikepdf.Array) else [barn]:
        if isinstance(barnet, pikepdf.Dictionary) and barnet.get("/Type") == pikepdf.Name.StructElem:
            yield from _walk(barnet)


def list_empty_headings(raw: bytes) -> list[str]:
    """Return the headings without any content below them."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        overskrifter = [e for e in _walk(pdf.Root.StructTreeRoot) if re.fullmatch(r"/H\d", str(e.get("/S")))]
        return [str(e.S) for e in overskrifter if not any(_has_content(under) for under in _walk(e))]


def _has_content(element: pikepdf.Object) -> bool:
    barn = element.get("/K", pikepdf.Array())
    return any(isinstance(barnet, int) for barnet in (barn if isinstance(barn, pikepdf.Array) else [barn]))


def list_fonts(raw: bytes) -> dict[str, bool]:
    """Return the fonts of the document, and whether each is embedded."""
    fonter: dict[str, bool] = {}
    with pikepdf.open(BytesIO(raw)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                beskrivelse = font.DescendantFonts[0].FontDescriptor
                navn = str(font.BaseFont).rpartition("+")[2]
                fonter[navn] = any(fil in beskrivelse for fil in FONT_FILES)
    return fonter


def list_problems(raw: bytes, mappe: Path) -> list[str]:
    """Return what the checkers have to say: pdfua, libqpdf and, where it is installed, qpdf itself."""
    fil = mappe / "dokument.pdf"
    fil.write_bytes(raw)
    rapport = pdfua.validate(str(fil))
    problemer = [f"pdfua {funn.rule_id}: {funn.message}" for funn in rapport.findings]
    # pdfua 0.1.3 cannot run one of its rules on pikepdf 10 (empty headings); list_empty_headings stands in for it.
    ikke_kjoert = {utfall.rule_id for utfall in rapport.outcomes if utfall.skipped_reason} - {"UA-14-001"}
    problemer += [f"pdfua {regel}: ikke kjørt" for regel in sorted(ikke_kjoert)]
    problemer += [f"tom overskrift {rolle}" for rolle in list_empty_headings(raw)]
    with pikepdf.open(fil) as pdf:
        problemer += [f"qpdf: {linje}" for linje in pdf.check_pdf_syntax()]
    if qpdf := shutil.which("qpdf"):
        svar = subprocess.run([qpdf, "--check", str(fil)], capture_output=True, text=True, check=False)
        problemer += [svar.stdout + svar.stderr] if svar.returncode else []
    return problemer
