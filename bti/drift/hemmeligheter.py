"""Secrets: made once, kept in files. The demo's, and with `./stafett hemmeligheter` those of docker-compose.yml."""

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bti.drift import roller
from bti.drift.roller import Passord
from bti.drift.steder import ROT, ensure_folder

_LAG: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "STAFETT_AKTOER_NOEKKEL": lambda: secrets.token_hex(32),
    "STAFETT_ANKERNOEKKEL": lambda: secrets.token_hex(32),
    "STAFETT_FELTNOEKKEL": lambda: base64.urlsafe_b64encode(os.urandom(32)).decode(),
}


def main(arguments: list[str]) -> int:
    """Make the files that docker-compose.yml names, in ./hemmeligheter or the folder given. Keep those that exist."""
    place = ensure_folder(Path(arguments[0]) if arguments else ROT / "hemmeligheter")
    for name, make in _LAG.items():
        _ensure_file(place / name.lower(), make)
    words = {
        name: _ensure_file(place / f"{name}_passord", lambda: secrets.token_urlsafe(32)).read_text()
        for name in ("postgres", "eier", "app")
    }
    admin = roller.address("postgresql://postgres:5432/", "postgres", words["postgres"], "postgres")
    urls = {
        "admin_url": admin,
        "database_owner_url": roller.address(admin, roller.EIER, words["eier"]),
        "database_url": roller.address(admin, roller.APP, words["app"]),
    }
    for name, url in urls.items():
        (place / name).write_text(url)
    # The folder is the lock on this machine. A container reads its file as a user of its own.
    for path in place.iterdir():
        path.chmod(0o644)
    print(f"Hemmelighetene ligger i {place}. Ta vare på en kopi et trygt sted.")
    return 0


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
