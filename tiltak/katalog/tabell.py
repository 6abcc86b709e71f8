"""A table in CSV: UTF-8 with a header row. Comma or semicolon: Norwegian spreadsheets write the latter."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bti.katalog.feil import Radfeil
from bti.katalog.felt import Radleser

UKJENT_TEGN = "\ufffd"
IKKE_UTF8 = "er ikke lagret som UTF-8. Lagre fila på nytt som UTF-8."


def read_tabell(sti: Path, kolonner: Sequence[str], feil: list[Radfeil]) -> list[Radleser]:
    """Return a reader per row. Faults of the file itself are noted in ``feil``; then there are no rows."""
    tekst = read_text(sti, feil)
    if tekst is None:
        return []
    rows = csv.reader(io.StringIO(tekst, newline=""), delimiter=_skilletegn(tekst), strict=True)
    before = len(feil)
    try:
        numbered = [(nummer, row) for nummer, row in enumerate(rows, start=1) if any(row) or nummer == 1]
    except csv.Error:
        feil.append(Radfeil(sti.name, f"linje {rows.line_num}", "", "anførselstegnene går ikke opp."))
        return []
    if not numbered:
        feil.append(Radfeil(sti.name, "rad 1", "", "fila er tom. Første rad skal ha navnene på feltene."))
        return []
    header = [navn.strip() for navn in numbered[0][1]]
    _check_header(sti.name, header, kolonner, feil)
    if len(feil) > before:
        return []
    if len(numbered) == 1:
        feil.append(Radfeil(sti.name, "rad 2", "", "fila har ingen rader under feltnavnene."))
    return [_reader(sti.name, nummer, header, row, feil) for nummer, row in numbered[1:]]


def _skilletegn(tekst: str) -> str:
    header = tekst.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _check_header(fil: str, header: list[str], kolonner: Sequence[str], feil: list[Radfeil]) -> None:
    leser = Radleser(Counter(header), fil=fil, sted="rad 1", feil=feil)
    leser.only(kolonner)
    for navn in kolonner:
        if header.count(navn) != 1:
            leser.reject(navn, "feltet står to ganger." if navn in header else "feltet mangler.")


def _reader(fil: str, nummer: int, header: list[str], row: list[str], feil: list[Radfeil]) -> Radleser:
    leser = Radleser(dict(zip(header, row, strict=False)), fil=fil, sted=f"rad {nummer}", feil=feil)
    if len(row) > len(header):
        leser.reject(header[-1], f"raden har {len(row)} felt, og skal ha {len(header)}.")
    return leser


def read_text(sti: Path, feil: list[Radfeil]) -> str | None:
    """Return the text of a file in UTF-8, or note what stops it from being read."""
    try:
        raw = sti.read_bytes()
    except OSError:
        feil.append(Radfeil(sti.name, "", "", "fila finnes ikke, eller kan ikke leses."))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        linje = raw.count(b"\n", 0, problem.start) + 1
        cells = _bad_cells(sti.name, raw) if sti.suffix == ".csv" else []
        feil.extend(cells or [Radfeil(sti.name, f"linje {linje}", "", IKKE_UTF8)])
        return None


def _bad_cells(fil: str, raw: bytes) -> list[Radfeil]:
    """Name the cells that are not UTF-8 (a spreadsheet's own encoding, most often)."""
    tekst = raw.decode("utf-8-sig", errors="replace")
    try:
        rows = list(csv.reader(io.StringIO(tekst, newline=""), delimiter=_skilletegn(tekst)))
    except csv.Error:
        return []
    return [
        Radfeil(fil, f"rad {nummer}", rows[0][plass] if plass < len(rows[0]) else "", IKKE_UTF8)
        for nummer, row in enumerate(rows, start=1)
        for plass, celle in enumerate(row)
        if UKJENT_TEGN in celle
    ]
