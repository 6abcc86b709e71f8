"""Where things lie: the project, its run folders, and sockets whose paths are short enough."""

import hashlib
import os
from pathlib import Path

ROT = Path(__file__).resolve().parents[2]
# A unix socket's path holds at most 107 bytes (104 on macOS), its file name included.
LENGSTE_SOKKEL = 100
KORT = Path("/tmp")  # noqa: S108 (short, and private_folder checks whose it is)


class Feil(Exception):
    """Something the person at the keyboard can mend; the text says what and how, in bokmål."""


def demo_folder() -> Path:
    """Return the folder of the demo: servers' data, secrets, mail, logs."""
    return Path(os.environ.get("STAFETT_MAPPE", ROT / ".stafett")).resolve()


def test_folder() -> Path:
    """Return the folder of the test servers, whose data may be lost at any time."""
    return ROT / ".stafett-test"


def ensure_folder(path: Path, *, passable: bool = False) -> Path:
    """Make the folder, readable by its owner only, and check that it can be written to.

    `passable` lets others walk through it, as PostgreSQL must when root runs it as somebody else.
    """
    try:
        path.mkdir(mode=0o711 if passable else 0o700, parents=True, exist_ok=True)
    except PermissionError:
        raise Feil(_not_ours(path)) from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise Feil(_not_ours(path))
    return path


def digest(text: str) -> str:
    """Return ten characters that stand for the text, for names in shared folders."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def socket_folder(wanted: Path, owner: int) -> Path:
    """Return `wanted`, or a short private folder in /tmp when its path is too long for a socket."""
    if len(os.fsencode(wanted)) + len("/.s.PGSQL.5432") <= LENGSTE_SOKKEL:
        return wanted
    return private_folder(KORT / f"stafett-{digest(str(wanted))}", owner)


def private_folder(path: Path, owner: int) -> Path:
    """Make a folder in a place that everybody may write to, and refuse one that somebody else made."""
    path.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 and path.stat().st_uid == 0:
        os.chown(path, owner, -1)
    if path.is_symlink() or path.stat().st_uid not in {owner, os.geteuid()}:
        raise Feil(f"{path} tilhører en annen bruker på maskinen. Fjern mappen og prøv igjen.")
    return path


def _not_ours(path: Path) -> str:
    return (
        f"Jeg får ikke skrevet i {path}. Mappen tilhører trolig en annen bruker.\n"
        f'Skriv: sudo chown -R "$(id -un)" "{path}"'
    )
