"""The environment of the processes that we start: addresses, secrets, settings, libraries."""

import os
from pathlib import Path

from bti.drift import hemmeligheter, systembibliotek
from bti.drift.steder import ROT, ensure_folder
from bti.drift.tjenere import Tjenere


def for_demo(servers: Tjenere) -> dict[str, str]:
    """Return the environment of the demo's web, worker and commands."""
    ensure_folder(servers.folder / "epost")
    ensure_folder(servers.folder / "ankere")
    return (
        own()
        | systembibliotek.environment()
        | servers.miljoe
        | hemmeligheter.ensure(servers.folder)
        | {
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "bti.settings.demo"),
            "STAFETT_MAPPE": str(servers.folder),
        }
    )


def as_owner(environment: dict[str, str]) -> dict[str, str]:
    """Return it for a process that changes tables or access, and so connects as their owner."""
    return environment | {"STAFETT_SOM_EIER": "1"}


def own() -> dict[str, str]:
    """Return this process's environment, with the project first on Python's path."""
    earlier = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(ROT), *([earlier] if earlier else [])])
    return dict(os.environ) | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


def read_text(path: Path) -> str:
    """Return the file's text, or nothing when there is no such file."""
    return path.read_text(encoding="utf-8") if path.exists() else ""
