"""Processes: who is alive, one at a time through a door, and how to stop somebody politely."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# Servers outlive the objects that started them; a forgotten Popen would complain.
_STARTET: list[subprocess.Popen[bytes]] = []


def launch(command: list[str], *, log: Path, folder: Path, **how: Any) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own, out of reach of the terminal's Ctrl-C, with its words in the log."""
    with log.open("ab") as file:
        log.chmod(0o600)
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
            **how,
        )
    _STARTET.append(process)
    return process


def is_alive(pid: int, name: str) -> bool:
    """Say whether the process runs and has that name.

    A killed server stays as a zombie until its parent has reaped it, which a container's first process may do
    late; it counts as dead.
    """
    found = _read_linux(pid) if Path("/proc/self/stat").exists() else _read_ps(pid)
    return found is not None and Path(found[0]).name == name and not found[1].startswith("Z")


def _read_linux(pid: int) -> tuple[str, str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text[text.index("(") + 1 : text.rindex(")")], text[text.rindex(")") + 2]


def _read_ps(pid: int) -> tuple[str, str] | None:
    ran = subprocess.run(["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True)
    state, _, name = ran.stdout.strip().partition(" ")
    return (name.strip(), state) if state else None


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the file's lock: two starts at once make one server. The kernel lets go when a process dies."""
    with path.open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def wait_until(ready: Callable[[], bool], *, seconds: float, step: float = 0.02) -> bool:
    """Ask again and again until the answer is yes (True) or the time is out (False)."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def stop(pid: int, name: str, *, politely: signal.Signals = signal.SIGTERM, seconds: float = 30) -> None:
    """Ask the process to stop, and end it when it has not done so in time."""
    with suppress(ProcessLookupError):
        os.kill(pid, politely)
        if not wait_until(lambda: _gone(pid, name), seconds=seconds):
            os.kill(pid, signal.SIGKILL)
    for process in _STARTET:
        process.poll()  # tells Python what waitpid has told us, or it complains at exit


def _gone(pid: int, name: str) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    return not is_alive(pid, name)
