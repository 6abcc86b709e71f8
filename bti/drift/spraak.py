"""`./stafett spraak`: gather every sentence of the interface and bring the catalogues up to date.

GNU gettext is not needed: Babel reads Python, Django turns templates into something Babel can read, and polib writes
the catalogues and compiles them. Bokmål is the source, so its catalogue holds only Django's own sentences, in plainer
words than Django's; nynorsk holds everything (docs/spraak.md).
"""

import difflib
import io
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from bti.drift.steder import ROT

MAALFORMER = ("nb", "nn")
DJANGO = "django"
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
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
_PROSENT = re.compile(r"%(?:\(\w+\))?[sdfi]")
# What Django itself says under a field. Its bokmål is stiff, and its nynorsk has faults.
DJANGOS_EGNE = (
    ("This field is required.", ""),
    ("Enter a valid date.", ""),
    ("Enter a valid time.", ""),
    ("Enter a valid email address.", ""),
    ("Enter a whole number.", ""),
    ("Enter a list of values.", ""),
    ("Enter a valid UUID.", ""),
    ("Null characters are not allowed.", ""),
    ("Select a valid choice. %(value)s is not one of the available choices.", ""),
    ("Select a valid choice. That choice is not one of the available choices.", ""),
    (
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
)
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
    """Bring the catalogues up to date, or with --check only say what is wrong."""
    own = gather_meldinger(ROT)
    faults = 0
    for spraak in MAALFORMER:
        meldinger = meldinger_in(spraak, own)
        if "--check" not in arguments:
            write_katalog(merge_katalog(read_katalog(spraak), meldinger), spraak)
        mangler = find_mangler(spraak, meldinger)
        faults += len(mangler)
        print(*mangler, f"{spraak}: {len(meldinger)} tekster, {len(mangler)} mangler", sep="\n")
    return 1 if faults else 0


def po_file(spraak: str) -> Path:
    """Return where the catalogue of a language lies; the compiled one lies beside it."""
    return ROT / "locale" / spraak / "LC_MESSAGES" / "django.po"


def meldinger_in(spraak: str, own: list["Melding"]) -> list["Melding"]:
    """Return what a language's catalogue holds: Django's sentences, and except in bokmål our own."""
    djangos = [Melding("", *forms, filer=[DJANGO]) for forms in DJANGOS_EGNE]
    return djangos if spraak == "nb" else own + djangos


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


def read_katalog(spraak: str) -> polib.POFile:
    """Return the catalogue on disk, or an empty one."""
    path = po_file(spraak)
    catalogue = polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile(wrapwidth=110)
    catalogue.metadata = {"Language": spraak, **HODE}
    return catalogue


def merge_katalog(former: polib.POFile, meldinger: Iterable[Melding]) -> polib.POFile:
    """Return a catalogue with exactly these sentences, and what was translated before.

    A sentence that has only been reworded brings its old translation along, marked as doubtful.
    """
    known = {_key(entry): entry for entry in former if not entry.obsolete}
    wanted = list(meldinger)
    gone = {entry.msgid: entry for key, entry in known.items() if key not in {m.noekkel for m in wanted}}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(former.metadata)
    for melding in wanted:
        catalogue.append(_make_entry(melding, known.get(melding.noekkel), gone))
    return catalogue


def write_katalog(catalogue: polib.POFile, spraak: str) -> None:
    """Write the catalogue, and compile it beside."""
    path = po_file(spraak)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def find_mangler(spraak: str, meldinger: Iterable[Melding]) -> list[str]:
    """Say what keeps a catalogue on disk from being whole: one line for each fault."""
    catalogue = read_katalog(spraak)
    faults = faults_in(catalogue, meldinger)
    compiled = po_file(spraak).with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        faults.append(f"{compiled.relative_to(ROT)} er ikke laget av {po_file(spraak).name} ved siden av")
    return faults


def faults_in(catalogue: polib.POFile, meldinger: Iterable[Melding]) -> list[str]:
    """Say where a catalogue and the sentences of the code differ, and what is not translated well enough."""
    entries = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    wanted = {melding.noekkel: melding for melding in meldinger}
    faults = [f"finnes ikke i koden lenger: {key[1]!r}" for key in entries if key not in wanted]
    for key, melding in wanted.items():
        entry = entries.get(key)
        fault = _fault_in(entry) if entry else "mangler i katalogen"
        if fault:
            faults.append(f"{fault}: {key[1]!r} ({melding.filer[0]})")
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
    if source is None:
        source = _closest(melding, gone)
        entry.flags += ["fuzzy"] if source else []
    if source is not None:
        entry.flags += [flag for flag in source.flags if flag == "fuzzy" and flag not in entry.flags]
        entry.tcomment = source.tcomment
        entry.msgstr, entry.msgstr_plural = source.msgstr, source.msgstr_plural
    return entry


def _closest(melding: Melding, gone: dict[str, polib.POEntry]) -> polib.POEntry | None:
    """Return a sentence that is gone and resembles this one, if it is of the same kind and was translated."""
    alike = [text for text, entry in gone.items() if bool(entry.msgid_plural) == bool(melding.flertall)]
    found = difflib.get_close_matches(melding.tekst, alike, n=1, cutoff=0.8)
    return gone[found[0]] if found else None


def _fault_in(entry: polib.POEntry) -> str:
    if entry.fuzzy:
        return "er usikker (fuzzy)"
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not forms or not all(forms):
        return "er ikke oversatt"
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    if any(placeholders(text) - wanted for text in forms):
        return "fyller inn noe annet enn bokmålet"
    is_djangos = entry.occurrences == [(DJANGO, "")]  # echoes what was typed; we need not
    if not is_djangos and placeholders(forms[-1]) != placeholders(entry.msgid_plural or entry.msgid):
        return "fyller ikke inn det samme som bokmålet"
    return ""


def _key(entry: polib.POEntry) -> Noekkel:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural
