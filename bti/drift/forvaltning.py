"""`./stafett manage …`: Django's commands against the demo's servers, which are started when they do not run."""

import subprocess
import sys

from bti.drift import miljoe, tjenere
from bti.drift.steder import ROT, demo_folder

# These make tables, rights or base data, so they connect as the owner. All others meet the access rule as the app.
SOM_EIER = frozenset({
    "klargjoer",
    "load_demo",
    "load_katalog",
    "makemigrations",
    "migrate",
    "showmigrations",
    "sqlmigrate",
})  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run the command, and give its exit code back."""
    servers = tjenere.start(demo_folder(), varig=True)
    try:
        return run(miljoe.for_demo(servers), *arguments)
    finally:
        servers.release()


def run(environment: dict[str, str], *arguments: str) -> int:
    """Run one Django command in an environment, as the owner if it is one of the owner's."""
    if arguments and arguments[0] in SOM_EIER:
        environment = miljoe.as_owner(environment)
    return subprocess.run([sys.executable, str(ROT / "manage.py"), *arguments], env=environment).returncode
