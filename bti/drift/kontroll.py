"""`./stafett check`: everything that can be judged without a person, each with its own line and verdict."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bti.drift import miljoe, testkjoering, testserver
from bti.drift.mutanter import kjoering as mutanter
from bti.drift.steder import ROT

# Made up, and never used to serve: `check --deploy` looks at production's settings.
_PRODUKSJON = {
    "DJANGO_SETTINGS_MODULE": "bti.settings.prod",
    "SECRET_KEY": "kun-for-kontrollen-" + "".join(chr(97 + number * 7 % 26) for number in range(50)),
    "STAFETT_AKTOER_NOEKKEL": "c0de" * 16,
    "STAFETT_FELTNOEKKEL": "a29udHJvbGxrb250cm9sbGtvbnRyb2xsa29udHJvbGw=",
    "ALLOWED_HOSTS": "stafett.example",
}


# A test that is longer at night asks for this itself; its folder is then run as a whole.
NATT = "STAFETT_NATT"


@dataclass(frozen=True)
class Proeve:
    """One thing to check: what it is called, and what runs it."""

    navn: str
    run: Callable[[], subprocess.CompletedProcess[str]]


def main(arguments: list[str]) -> int:
    """Run all, also after a failure, and name those that failed."""
    testserver.start()
    failed = [proeve.navn for proeve in _all() if not _passes(proeve)]
    failed += [] if _audit() else ["kjente hull i pakker"]
    if "--nightly" in arguments:
        failed += _nightly()
    print(f"\nFeil i: {', '.join(failed)}" if failed else "\nAlt er i orden.")
    return 1 if failed else 0


def _nightly() -> list[str]:
    """Run what takes hours rather than minutes, all of it, and name what failed."""
    os.environ[NATT] = "1"
    long = {
        "de langsomme prøvene": lambda: testkjoering.main(["-m", "nightly"]),
        "de lange prøvene av tilgangen": lambda: testkjoering.main(
            [*folders_of_the_night(), *testkjoering.SIDE_OM_SIDE]
        ),
        "mutantene": lambda: mutanter.main([]),
    }
    failed = []
    for name, run in long.items():
        print(f"\n== {name}", flush=True)
        if run():
            failed.append(name)
    return failed


def folders_of_the_night() -> list[str]:
    """Return the folders of tests where something asks whether it is night; the oracle's, with the longest, first."""
    files = sorted((ROT / "tests").rglob("*.py"))
    asks = {file.parent for file in files if f'"{NATT}"' in file.read_text(encoding="utf-8")}
    return sorted((str(folder.relative_to(ROT)) for folder in asks), reverse=True)


def _all() -> Iterator[Proeve]:
    yield Proeve("kode (ruff check)", lambda: _run("ruff", "check", "."))
    yield Proeve("form (ruff format)", lambda: _run("ruff", "format", "--check", "."))
    yield Proeve("typer (mypy)", lambda: _run("mypy"))
    yield Proeve("maler (djhtml)", lambda: _run("djhtml", "--check", "--tabwidth", "2", "templates"))
    yield Proeve("innstillinger i produksjon (check --deploy)", _check_deploy)
    yield Proeve("manglende migreringer", lambda: _manage("makemigrations", "--check", "--dry-run"))


def _passes(proeve: Proeve) -> bool:
    began = time.monotonic()
    ran = proeve.run()
    verdict = "ok  " if ran.returncode == 0 else "FEIL"
    print(f"{verdict} {proeve.navn} ({time.monotonic() - began:.1f} s)", flush=True)
    if ran.returncode:
        print((ran.stdout + ran.stderr).rstrip())
    return ran.returncode == 0


def _run(module: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROT,
        env=miljoe.own() | environment,
        capture_output=True,
        text=True,
    )


def _manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROT,
        env=miljoe.as_owner(miljoe.own() | environment),
        capture_output=True,
        text=True,
    )


def _check_deploy() -> subprocess.CompletedProcess[str]:
    return _manage("check", "--deploy", "--fail-level", "WARNING", **_PRODUKSJON)


def _audit() -> bool:
    """Ask for known holes in what we depend on. A machine without network cannot be told, and says so."""
    words = (
        "-r",
        "requirements.txt",
        "--require-hashes",
        "--disable-pip",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    )
    command = [sys.executable, "-m", "pip_audit", *words]
    try:
        ran = subprocess.run(command, cwd=ROT, capture_output=True, text=True, timeout=120)
        rows = json.loads(ran.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        rows = []
    answered = [row for row in rows if "vulns" in row]
    if not answered:
        print("--   kjente hull i pakker (pip-audit): fikk ikke svar på nettet, ikke prøvd")
        return True
    holes = [f"{row['name']} {row['version']}: {hole['id']}" for row in answered for hole in row["vulns"]]
    verdict = f"{'FEIL' if holes else 'ok  '} kjente hull i pakker (pip-audit, {len(answered)} av {len(rows)} pakker)"
    print("\n     ".join([verdict, *holes]))
    return not holes
