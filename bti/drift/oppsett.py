"""`./stafett roller`: roles and database on a municipality's own PostgreSQL. Done once, safe to repeat."""

import os
from pathlib import Path

from bti.drift import roller
from bti.drift.steder import Feil


def main(arguments: list[str]) -> int:
    """Read the administrator's address and the two passwords from the environment, and prepare the server."""
    del arguments
    admin_url = _read("STAFETT_ADMIN_URL")
    passord = roller.Passord(eier=_read("STAFETT_EIER_PASSORD"), app=_read("STAFETT_APP_PASSORD"))
    is_new = roller.prepare(admin_url, passord=passord)
    print(
        "Roller og database er laget."
        if is_new
        else "Roller og database var der fra før. Rettighetene er satt på nytt."
    )
    return 0


def _read(name: str) -> str:
    """Return NAME, or the content of the file that NAME_FILE points at."""
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    raise Feil(f"{name} (eller {name}_FILE) må være satt. Se docs/drift.md.")
