"""What must be in place before the demo serves: tables, base data, Solvik, static files. Done again only on change."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bti.drift import forvaltning
from bti.drift.steder import ROT, Feil, ensure_folder
from bti.drift.tjenere import Tjenere


@dataclass(frozen=True)
class Steg:
    """One command, what it is called, and the files that decide its result."""

    navn: str
    command: tuple[str, ...]
    avhenger_av: tuple[str, ...]


_TABELLER = ("*/migrations/*.py", "bti/*/migrations/*.py", "bti/tilgang/*.py", "bti/management/**/*.py")
STEG = (
    Steg("Lager tabeller og tilganger", ("klargjoer",), _TABELLER),
    Steg("Lager Solvik: mennesker, tjenester, tiltak", ("load_demo",), ("fixtures/**/*", "**/load_demo.py")),
    Steg("Samler stiler og skrifter", ("collectstatic", "--noinput", "-v", "0"), ("static/**/*",)),
)


def prepare(servers: Tjenere, environment: dict[str, str]) -> None:
    """Run the steps whose files have changed since they last went well against this database."""
    stamp = servers.folder / "klargjort.json"
    done = {} if servers.is_new else _read(stamp)
    for steg in STEG:
        mark = _fingerprint(steg, environment["DATABASE_URL"])
        if done.get(steg.command[0]) == mark:
            continue
        print(f"{steg.navn} ...", flush=True)
        _run(steg, environment, ensure_folder(servers.folder / "logg") / f"{steg.command[0]}.log")
        done[steg.command[0]] = mark
        stamp.write_text(json.dumps(done, indent=1))


def _run(steg: Steg, environment: dict[str, str], path: Path) -> None:
    with path.open("w+", encoding="utf-8") as log:
        if forvaltning.run(environment, *steg.command, log=log):
            log.seek(0)
            raise Feil(f"{log.read()}\n{steg.navn}: det gikk ikke. Meldingen står over, og i {path}")


def _read(stamp: Path) -> dict[str, str]:
    try:
        return dict(json.loads(stamp.read_text()))
    except (OSError, ValueError):
        return {}


def _fingerprint(steg: Steg, database: str) -> str:
    total = hashlib.sha256(f"{database} {steg.command}".encode())
    for path in _files(steg.avhenger_av):
        total.update(str(path.relative_to(ROT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _files(patterns: Iterable[str]) -> list[Path]:
    """Return the project's files that match, without the environments and run folders beside it."""
    tops = [path for path in ROT.iterdir() if path.is_dir() and not path.name.startswith(".")]
    found: set[Path] = set()
    for pattern in patterns:
        head, _, rest = pattern.partition("/")
        for top in tops:
            if head in {"*", "**", top.name}:
                found |= set(top.glob(rest if head != "**" else pattern))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)
