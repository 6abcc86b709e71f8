"""`./stafett fix`: mend what a program can mend."""

import subprocess
import sys

from bti.drift.steder import ROT

_RETTERE = (
    ("ruff", "check", "--fix", "--quiet", "."),
    ("ruff", "format", "--quiet", "."),
    ("djhtml", "--tabwidth", "2", "templates"),
)


def main(arguments: list[str]) -> int:
    """Run each of them. What is left is shown by `./stafett check`."""
    del arguments
    codes = [subprocess.run([sys.executable, "-m", *words], cwd=ROT).returncode for words in _RETTERE]
    return 0 if not any(codes[:2]) else 1
