"""`./stafett manage …`: Django's commands against the demo's servers, which are started when they do not run."""

import subprocess
import sys
from typing import IO

from bti.drift import miljoe, tjenere
from bti.drift.steder import ROT, demo_folder

# These make tables, rights or base data, so they connect as the owner. All others meet the access rule as the app.
SOM_EIER = frozenset({
    "create_kommune",
    "klargjoer",
    "load_demo",
    "load_katalog",
    "makemigrations",
    "migrate",
    "showmigrations",
    "sqlmigrate",
    "verify_revisjon",
})  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run the command, and give its exit code back."""
    servers = tjenere.start(demo_folder(), varig=True)
    try:
        return run(miljoe.for_demo(servers), *arguments)
    finally:
        servers.release()


def run(environment: dict[str, str], *arguments: str, log: IO[str] | None = None) -> int:
    """Run one Django command in an environment, as the owner if it is one of the owner's.

    With a log its words go there, and not to the screen.
    """
    if arguments and arguments[0] in SOM_EIER:
        environment = miljoe.as_owner(environment)
    command = [sys.executable, str(ROT / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, stdout=log, stderr=log).returncode
