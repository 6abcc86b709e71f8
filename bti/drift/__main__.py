"""`./stafett <command>`: one module for each word, with `main(arguments) -> exit code`."""

import signal
import sys
from importlib import import_module

from bti.drift.steder import Feil

KOMMANDOER = {
    "demo": ("bti.drift.demo", "start Solvik på denne maskinen, med alt som trengs"),
    "test": ("bti.drift.testkjoering", "kjør testene; det du skriver etterpå, går til pytest"),
    "check": ("bti.drift.kontroll", "se etter feil i kode, typer, maler og innstillinger (--nightly: alt)"),
    "fix": ("bti.drift.opprydding", "rett det som kan rettes av seg selv"),
    "mutanter": (
        "bti.drift.mutanter.kjoering",
        "sett feil i en kopi av koden, én om gangen, og se at testene finner dem (--rask, ord i navnet)",
    ),
    "bench": ("bti.drift.bench", "mål farten på mange saker"),
    "manage": ("bti.drift.forvaltning", "kjør en kommando i Django, for eksempel ./stafett manage shell"),
    "spraak": (
        "bti.drift.spraak",
        "samle tekstene på nytt og bygg den nynorske katalogen (--check: bare se etter)",
    ),
    "lock": ("bti.drift.laasing", "lås versjonene på nytt etter en endring i pyproject.toml"),
    "hemmeligheter": ("bti.drift.hemmeligheter", "lag nøkler og passord til docker-compose.yml"),
    "roller": ("bti.drift.oppsett", "lag roller og database på kommunens egen server (docs/drift.md)"),
    "stopp": ("bti.drift.stopp", "stopp alt som går i denne mappen"),
}


def main(arguments: list[str]) -> int:
    """Run the word's module, and turn what the person can mend into a sentence."""
    name = arguments[0] if arguments else "help"
    if name not in KOMMANDOER:
        print(_help())
        return 0 if name in {"help", "-h", "--help"} else 2
    try:
        return int(import_module(KOMMANDOER[name][0]).main(arguments[1:]))
    except Feil as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _help() -> str:
    lines = [f"  ./stafett {name:<13} {text}" for name, (_, text) in KOMMANDOER.items()]
    return "\n".join(["Bruk:", *lines])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
