"""A copy of the tree, for faults to be put into. The work tree itself is only read."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bti.drift.mutanter.mutant import Mutant
from bti.drift.steder import ROT

# Python knows compiled code by the second and the size of its source: no two faults of a file have the same second.
_sekund = itertools.count(60)
_BLIR_IGJEN = shutil.ignore_patterns(
    ".git", ".venv*", ".stafett*", ".boot", ".python", ".syslib", "*_cache", ".hypothesis", "__pycache__",
    "staticfiles", "hemmeligheter",
)  # fmt: skip


def copy_tree(folder: Path) -> Path:
    """Copy the project as it stands now, uncommitted changes too, without what a run has left in it."""
    return Path(shutil.copytree(ROT, folder, ignore=_BLIR_IGJEN, symlinks=True))


@contextmanager
def applied(mutant: Mutant | None, tree: Path) -> Iterator[None]:
    """Put the fault into the copy, and take it out again. Without a mutant the copy is left as it is."""
    if mutant is None:
        yield
        return
    file = tree / mutant.fil
    whole, times = file.read_text(encoding="utf-8"), file.stat()
    file.write_text(mutant.put_into(whole), encoding="utf-8")
    os.utime(file, (times.st_atime, times.st_mtime + next(_sekund)))
    try:
        yield
    finally:
        file.write_text(whole, encoding="utf-8")
        os.utime(file, (times.st_atime, times.st_mtime))
