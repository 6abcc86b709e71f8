"""`./stafett spraak`: gather every sentence of the interface and bring the nynorsk catalogue up to date.

GNU gettext is not needed: Babel reads Python, Django turns templates into something Babel can read, and polib writes
the catalogue and compiles it. Bokmål is the source, so it needs no catalogue of its own (docs/spraak.md).
"""

import difflib
import io
import re
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from bti.drift.steder import ROT

PO = ROT / "locale" / "nn" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
APPER = ("bti", "samtykke", "tiltak", "stafettlogg")
MALTYPER = frozenset({".html", ".txt", ".svg"})
ORD = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HODE = {
    "Project-Id-Version": "Stafett",
    "Language": "nn",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
_PROSENT = re.compile(r"%(?:\(\w+\))?[sdfi]")
type Noekkel = tuple[str, str, str]  # context, singular, plural


@dataclass
class Melding:
    """One sentence as the code has it, and the files it stands in."""

    kontekst: str
    tekst: str
    flertall: str
    filer: list[str] = field(default_factory=list)

    @property
    def noekkel(self) -> Noekkel:
        return self.kontekst, self.tekst, self.flertall


def main(arguments: list[str]) -> int:
    """Bring the catalogue up to date, or with --check only say what is wrong."""
    meldinger = gather_meldinger(ROT)
    if "--check" not in arguments:
        merged = merge_katalog(read_katalog(), meldinger)
        write_katalog(merged)
    mangler = find_mangler(read_katalog(), meldinger)
    for mangel in mangler:
        print(mangel, file=sys.stderr)
    print(f"{len(meldinger)} tekster, {len(mangler)} mangler i {PO.relative_to(ROT)}")
    return 1 if mangler else 0


def gather_meldinger(rot: Path) -> list[Melding]:
    """Return every sentence that the code marks for translation, in the order of the files."""
    found: dict[Noekkel, Melding] = {}
    for path in source_files(rot):
        name = path.relative_to(rot).as_posix()
        for melding in read_meldinger(path):
            kept = found.setdefault(melding.noekkel, melding)
            if name not in kept.filer:
                kept.filer.append(name)
    return list(found.values())


def source_files(rot: Path) -> Iterator[Path]:
    """Yield the project's Python and template files."""
    for app in APPER:
        yield from sorted(path for path in (rot / app).rglob("*.py") if "migrations" not in path.parts)
    folders = [rot / "templates", *(rot / app / "templates" for app in APPER)]
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in MALTYPER)


def read_meldinger(path: Path) -> Iterator[Melding]:
    """Yield the sentences of one file. A template's indentation means nothing, and Python's tokenizer minds it."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(source.encode()), ORD, (), {"encoding": "utf-8"}
    ):
        forms = (message, "") if isinstance(message, str) else tuple(message)
        yield Melding(context or "", str(forms[0]), str(forms[1] or ""))


def read_katalog() -> polib.POFile:
    """Return the catalogue on disk, or an empty one."""
    return polib.pofile(str(PO), wrapwidth=110) if PO.exists() else polib.POFile(wrapwidth=110)


def merge_katalog(former: polib.POFile, meldinger: Iterable[Melding]) -> polib.POFile:
    """Return a catalogue with exactly these sentences, and what was translated before.

    A sentence that has only been reworded brings its old translation along, marked as doubtful.
    """
    known = {_key(entry): entry for entry in former if not entry.obsolete}
    wanted = list(meldinger)
    gone = {entry.msgid: entry for key, entry in known.items() if key not in {m.noekkel for m in wanted}}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(HODE)
    for melding in wanted:
        catalogue.append(_make_entry(melding, known.get(melding.noekkel), gone))
    return catalogue


def write_katalog(catalogue: polib.POFile) -> None:
    """Write the catalogue, and compile it beside."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(PO))
    MO.write_bytes(catalogue.to_binary())


def find_mangler(catalogue: polib.POFile, meldinger: Iterable[Melding]) -> list[str]:
    """Say what keeps the catalogue from being whole: one line for each fault."""
    entries = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    wanted = {melding.noekkel: melding for melding in meldinger}
    faults = [f"finnes ikke i koden lenger: {key[1]!r}" for key in entries if key not in wanted]
    for key, melding in wanted.items():
        entry = entries.get(key)
        fault = _fault_in(entry) if entry else "mangler i katalogen"
        if fault:
            faults.append(f"{fault}: {key[1]!r} ({melding.filer[0]})")
    if not MO.exists() or MO.read_bytes() != catalogue.to_binary():
        faults.append("django.mo er ikke laget av denne django.po")
    return faults


def placeholders(text: str) -> set[str]:
    """Return what is filled in when the sentence is shown: ``%(navn)s``, ``%s``, ``{navn}``."""
    percent = set(_PROSENT.findall(text))
    try:
        braces = {f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        braces = {"{ødelagt}"}
    return percent | braces


def _make_entry(
    melding: Melding, former: polib.POEntry | None, gone: dict[str, polib.POEntry]
) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=melding.tekst, msgid_plural=melding.flertall, msgctxt=melding.kontekst or None
    )
    entry.occurrences = [(name, "") for name in melding.filer]
    if melding.flertall:
        entry.msgstr_plural = {0: "", 1: ""}
    if placeholders(melding.tekst) and "%(" in melding.tekst:
        entry.flags.append("python-format")
    source = former
    if source is None and (close := difflib.get_close_matches(melding.tekst, gone, n=1, cutoff=0.8)):
        source = gone[close[0]]
        entry.flags.append("fuzzy")
    if source is not None:
        entry.flags += [flag for flag in source.flags if flag == "fuzzy" and flag not in entry.flags]
        entry.tcomment = source.tcomment
        if bool(source.msgid_plural) == bool(melding.flertall):
            entry.msgstr, entry.msgstr_plural = source.msgstr, source.msgstr_plural
    return entry


def _fault_in(entry: polib.POEntry) -> str:
    if entry.fuzzy:
        return "er usikker (fuzzy)"
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not forms or not all(forms):
        return "er ikke oversatt"
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    if any(placeholders(text) - wanted for text in forms):
        return "fyller inn noe annet enn bokmålet"
    if placeholders(forms[-1]) != placeholders(entry.msgid_plural or entry.msgid):
        return "fyller ikke inn det samme som bokmålet"
    return ""


def _key(entry: polib.POEntry) -> Noekkel:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural
