"""`./stafett lock`: resolve pyproject.toml again, and write the requirement files with hashes and no addresses."""

import shutil
import subprocess
import sys
from pathlib import Path

from bti.drift.steder import ROT, Feil

FILER = {
    "requirements.txt": ("--no-default-groups",),
    "requirements-dev.txt": ("--only-group", "dev"),
    "requirements-uv.txt": ("--only-group", "uv"),
}
_EKSPORT = (
    "--quiet",
    "--locked",
    "--format",
    "requirements-txt",
    "--no-emit-project",
    "--no-header",
    "--no-annotate",
)


def main(arguments: list[str]) -> int:
    """Lock; further arguments go to `uv lock`, for example --upgrade-package django."""
    uv = _find_uv()
    _run(uv, "lock", *arguments)
    for name, groups in FILER.items():
        _run(uv, "export", *_EKSPORT, *groups, "-o", name)
    print("Låst: " + ", ".join(FILER))
    return 0


def _find_uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if not found:
        raise Feil(
            "Fant ikke uv. Skriv: .venv/bin/python -m pip install --require-hashes -r requirements-uv.txt"
        )
    return found


def _run(uv: str, *words: str) -> None:
    if subprocess.run([uv, *words], cwd=ROT).returncode:
        raise Feil(f"uv {words[0]} gikk ikke. Se meldingen over.")
