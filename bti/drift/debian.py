"""Debian packages: installed by root, or unpacked in a folder by somebody who is not."""

import os
import re
import shutil
import subprocess
from pathlib import Path

_NETT = ("-o", "Acquire::http::Timeout=15", "-o", "Acquire::https::Timeout=15", "-o", "Acquire::Retries=1")
_STILLE = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}


def can_install() -> bool:
    """Say whether this is root on a Debian, or something like it."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: tuple[str, ...], *, minutes: int = 10) -> bool:
    """Install as root; fetch the package lists first only when the machine has none that fit."""
    command = ["apt-get", *_NETT, "install", "-y", "-qq", "--no-install-recommends", *packages]
    if _quiet(command, minutes):
        return True
    return _quiet(["apt-get", *_NETT, "update", "-qq"], minutes) and _quiet(command, minutes)


def fetch(packages: tuple[str, ...], folder: Path, *, minutes: int = 10) -> bool:
    """Download the packages with what they need and unpack them below the folder. Needs no rights."""
    work = folder / "apt"
    options = [
        *("-o", f"Dir::State={work}/state", "-o", "Dir::State::status=/var/lib/dpkg/status"),
        *("-o", f"Dir::Cache={work}/cache", "-o", "Debug::NoLocking=1", *_NETT),
    ]
    for part in ("state/lists/partial", "cache/archives/partial"):
        (work / part).mkdir(parents=True, exist_ok=True)
    if not _quiet(["apt-get", *options, "update", "-qq"], minutes):
        return False
    command = ["apt-get", *options, "install", "-s", "--no-install-recommends", *packages]
    plan = subprocess.run(command, capture_output=True, text=True)
    names = re.findall(r"^Inst (\S+)", plan.stdout, re.MULTILINE)
    if plan.returncode or not _quiet(["apt-get", *options, "download", "-qq", *names], minutes, cwd=work):
        return False
    return _unpack(work, folder)


def _unpack(work: Path, folder: Path) -> bool:
    archives = sorted(work.glob("*.deb"))
    done = all(_quiet(["dpkg-deb", "-x", str(archive), str(folder)], 2) for archive in archives)
    shutil.rmtree(work, ignore_errors=True)
    return done and bool(archives)


def _quiet(command: list[str], minutes: int, cwd: Path | None = None) -> bool:
    try:
        ran = subprocess.run(command, env=_STILLE, cwd=cwd, timeout=minutes * 60, capture_output=True)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0
