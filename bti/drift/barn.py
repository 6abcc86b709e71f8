"""The demo's own processes: started with a log each, started again when they die, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bti.drift.steder import ROT, Feil

STOERSTE_LOGG = 10_000_000
FLEST_OMSTARTER = 5
_PR_SET_PDEATHSIG = 1


@dataclass
class Barn:
    """One process, and the times it has been started."""

    navn: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the one who stops it properly."""
        if self.log.exists() and self.log.stat().st_size > STOERSTE_LOGG:
            self.log.replace(self.log.with_suffix(".forrige"))
        self.starts.append(time.monotonic())
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd=ROT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_follow_parent if sys.platform == "linux" else None,
            )

    def is_alive(self) -> bool:
        """Say whether it runs."""
        return self.process is not None and self.process.poll() is None

    def revive(self) -> None:
        """Start it again, or give up with the end of its log when it dies all the time."""
        lately = [moment for moment in self.starts if time.monotonic() - moment < 60]
        if len(lately) >= FLEST_OMSTARTER:
            raise Feil(f"{self.navn} stopper hele tiden. Slutten av {self.log}:\n{self.tail()}")
        print(f"{self.navn} stoppet og startes på nytt. Se {self.log}", flush=True)
        self._end_session()
        self.start()

    def tail(self) -> str:
        """Return the last lines of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])

    def ask_to_stop(self) -> None:
        """Send it the polite signal."""
        if self.is_alive() and self.process:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float = 15) -> None:
        """Wait for its end, and end it when it takes too long, with all it has started and left behind."""
        if not self.process:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self._end_session()
        self.process.wait()

    def _end_session(self) -> None:
        """End what is left of it. Celery's clock outlives a worker that is stopped while it starts."""
        # An empty group is not there; macOS says "not permitted" of one whose members are dead already.
        with suppress(ProcessLookupError, PermissionError):
            if self.process:
                os.killpg(self.process.pid, signal.SIGKILL)


def stop_all(children: list[Barn]) -> None:
    """Stop them at the same time."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait()


def watch(children: list[Barn], servers: Callable[[], None], *, pause: float = 0.5) -> None:
    """Keep them running until a signal ends us. `servers` looks after what they depend on."""
    while True:
        time.sleep(pause)
        servers()
        for child in children:
            if not child.is_alive():
                child.revive()


def _follow_parent() -> None:
    """Ask Linux to stop this process when the start script is killed, so that nothing is left behind."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
