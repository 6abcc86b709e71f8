"""The Chromium that the browser tests drive: found, or brought when the machine lets us."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bti.drift.debian import can_install, fetch, install
from bti.drift.systembibliotek import MAPPE, environment

_NAVN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HENTET = (
    MAPPE / "usr/lib/chromium/chromium",
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
PAKKER = ("chromium", "fonts-liberation")
RAAD = "Debian: sudo apt install chromium. Ellers: sett STAFETT_KROMIUM=/sti/til/chromium"


def find() -> str | None:
    """Return the path of a Chromium that starts, or None."""
    chosen = os.environ.get("STAFETT_KROMIUM")
    candidates = (
        [chosen] if chosen else [*(shutil.which(name) for name in _NAVN), *map(str, _HENTET), _playwrights()]
    )
    return next((path for path in candidates if path and Path(path).exists() and _starts(path)), None)


def ensure() -> str | None:
    """Return a Chromium, bringing one if the machine has none: by apt, unpacked, or from Playwright."""
    if found := find():
        return found
    print("Henter Chromium til nettlesertestene (en gang, omtrent 200 MB) ...", flush=True)
    if can_install():
        install(PAKKER)
    elif shutil.which("apt-get") and shutil.which("dpkg-deb"):
        fetch(PAKKER, MAPPE)
    if found := find():
        return found
    _install_playwrights()
    return find()


def _starts(path: str) -> bool:
    try:
        ran = subprocess.run(
            [path, "--version"], env=dict(os.environ) | environment(), capture_output=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0


def _playwrights() -> str | None:
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    found = sorted(home.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


def _install_playwrights() -> None:
    try:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, timeout=300
        )
    except subprocess.TimeoutExpired:
        return
