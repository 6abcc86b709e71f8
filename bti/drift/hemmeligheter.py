"""Secrets of a demo: made once, kept in files that only the owner of the folder reads."""

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bti.drift.roller import Passord
from bti.drift.steder import ensure_folder

_LAG: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "STAFETT_AKTOER_NOEKKEL": lambda: secrets.token_hex(32),
    "STAFETT_FELTNOEKKEL": lambda: base64.urlsafe_b64encode(os.urandom(32)).decode(),
}


def ensure(folder: Path) -> dict[str, str]:
    """Return NAME_FILE variables that point at the secrets, and make those that are missing.

    A file, not a value: the environment of a process is easy to print by mistake.
    """
    place = ensure_folder(folder / "hemmeligheter")
    return {f"{name}_FILE": str(_ensure_file(place / name.lower(), make)) for name, make in _LAG.items()}


def ensure_passwords(folder: Path) -> Passord:
    """Return the passwords of the database roles on a server that is not our own."""
    place = ensure_folder(folder / "hemmeligheter")
    paths = [
        _ensure_file(place / f"db_{role}", lambda: secrets.token_urlsafe(32)) for role in ("eier", "app")
    ]
    return Passord(*(path.read_text().strip() for path in paths))


def _ensure_file(path: Path, make: Callable[[], str]) -> Path:
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
        with suppress(FileExistsError):  # the one that came first stays when two start at once
            os.link(draft, path)
        draft.unlink()
    return path
