"""Libraries that PDF making needs from the operating system. Without them all else still runs.

Root on Debian or Ubuntu gets them by apt. An ordinary user there gets them unpacked in `.syslib/`, which needs no
rights. Elsewhere the command to type is said.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from bti.drift.debian import can_install, fetch, install
from bti.drift.steder import ROT

PAKKER = ("libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig-config")
MAPPE = ROT / ".syslib"
_PROEVE = "import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]"
_BIBLIOTEK = {
    "Linux": ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libfontconfig.so.1"),
    "Darwin": ("libgobject-2.0.0.dylib", "libpango-1.0.0.dylib", "libpangoft2-1.0.0.dylib"),
}


def ensure() -> str:
    """Bring the libraries if they are missing. Return what the person must do, or nothing when all is well."""
    if is_there():
        return ""
    if can_install():
        print("Henter biblioteker for PDF ...", flush=True)
        if install(PAKKER) and is_there():
            return ""
    elif shutil.which("apt-get") and shutil.which("dpkg-deb"):
        print("Henter biblioteker for PDF til .syslib/ ...", flush=True)
        if fetch(PAKKER, MAPPE) and is_there():
            return ""
    return _advice()


def is_there() -> bool:
    """Ask a new process, since a library path counts from a process's start."""
    names = _BIBLIOTEK.get(platform.system(), ())
    ran = subprocess.run(
        [sys.executable, "-c", _PROEVE, *names], env=dict(os.environ) | environment(), capture_output=True
    )
    return ran.returncode == 0


def environment() -> dict[str, str]:
    """Return the variables that make a process find what lies unpacked in `.syslib/` or with Homebrew."""
    found = {}
    if folders := [str(path) for path in _library_folders()]:
        earlier = os.environ.get("LD_LIBRARY_PATH")
        found["LD_LIBRARY_PATH"] = os.pathsep.join(folders + ([earlier] if earlier else []))
        found["FONTCONFIG_FILE"] = str(_ensure_fonts())
    if platform.system() == "Darwin" and Path("/opt/homebrew/lib").is_dir():
        found["DYLD_FALLBACK_LIBRARY_PATH"] = "/opt/homebrew/lib"
    return found


def _library_folders() -> list[Path]:
    places = (*MAPPE.glob("usr/lib/*-linux-gnu*"), *MAPPE.glob("usr/lib/*-linux-gnu*/pulseaudio"))
    return sorted(path for path in places if path.is_dir())


def _ensure_fonts() -> Path:
    """Write where the fonts are; the unpacked set-up points at places that only root may write to."""
    path = MAPPE / "fonts.conf"
    if not path.exists():
        folders = "".join(
            f"<dir>{folder}</dir>" for folder in (MAPPE / "usr/share/fonts", "/usr/share/fonts")
        )
        cache = f"<cachedir>{MAPPE / 'fontcache'}</cachedir>"
        path.write_text(
            f'<?xml version="1.0"?>\n<fontconfig>{folders}{cache}</fontconfig>\n', encoding="utf-8"
        )
    return path


def _advice() -> str:
    how = (
        "brew install pango" if platform.system() == "Darwin" else f"sudo apt install {' '.join(PAKKER[:2])}"
    )
    if platform.system() == "Linux" and not shutil.which("apt-get"):
        how = "installer pango (for eksempel: sudo dnf install pango)"
    return (
        f"Utskrift til PDF virker ikke ennå: biblioteket Pango mangler.\n  Skriv: {how}\n  Alt annet virker."
    )
