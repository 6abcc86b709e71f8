"""A whole Stafett for the journeys: database, Valkey, two web processes, worker with beat, mail in a folder.

Made once per run from the commands that `./stafett demo` uses. Every journey gets a fresh copy of the database,
under the same name, so that the processes go on and only their connections are new.
"""

import email
import os
import socket
import sys
import urllib.request
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default as moderne
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from bti.drift import hemmeligheter, roller, systembibliotek
from bti.drift.barn import Barn, stop_all
from bti.drift.miljoe import as_owner, own
from bti.drift.prosess import wait_until
from bti.drift.steder import ROT, ensure_folder
from bti.drift.valkey import Valkey

# What the test run has set for itself, and the processes of a real Stafett must not see.
KUN_TESTENE = (
    "STAFETT_SOM_EIER",
    "SECRET_KEY",
    "STAFETT_AKTOER_NOEKKEL",
    "STAFETT_FELTNOEKKEL",
    "PYTEST_CURRENT_TEST",
)


@dataclass
class Stakk:
    """The running Stafett: where it is, and how a test looks behind it."""

    folder: Path
    environment: dict[str, str]
    mal: str
    base: str
    valkey: Valkey
    port: int
    children: list[Barn] = field(default_factory=list)

    def wait_for(self, text: str, *arguments: Any, seconds: float = 15) -> None:
        """Wait until the worker has done what the question asks about. Raises AssertionError."""
        done = wait_until(lambda: bool(self.query(text, *arguments)), seconds=seconds, step=0.2)
        assert done, f"Arbeideren gjorde det ikke på {seconds} sekunder: {text} {arguments}"

    @property
    def adresse(self) -> str:
        """Where the web answers."""
        return f"http://127.0.0.1:{self.port}"

    def query(self, text: str, *arguments: Any) -> list[dict[str, Any]]:
        """Read behind the rule, as the tables' owner."""
        with psycopg.connect(self.environment["DATABASE_OWNER_URL"], row_factory=dict_row) as connection:
            return connection.execute(text, arguments).fetchall()

    def execute(self, text: str, *arguments: Any) -> int:
        """Change something as the owner: time that passes, a session that ends. Return how many rows."""
        with psycopg.connect(self.environment["DATABASE_OWNER_URL"]) as connection:
            return connection.execute(text, arguments).rowcount

    def run_as_owner(self, code: str) -> None:
        """Let a command of the house's own do something in the journey's database, as the demo's load does."""
        _finish(_manage(self, as_owner(self.environment), "shell", "-v", "0", "-c", code))

    def read_mail(self) -> list[EmailMessage]:
        """Return the mails that have left, the oldest first."""
        files = sorted((self.folder / "epost").glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        parts = [part for path in files for part in path.read_text(encoding="utf-8").split("-" * 79)]
        return [email.message_from_string(part.strip(), policy=moderne) for part in parts if part.strip()]

    def read_logs(self) -> dict[str, str]:
        """Return what web and worker have said."""
        return {
            child.navn: child.log.read_text(encoding="utf-8", errors="replace") for child in self.children
        }

    def reset(self) -> None:
        """Give the next journey untouched Solvik: a new copy of the database, an empty queue, no mail."""
        copy_database(self.environment["DATABASE_OWNER_URL"], self.mal, self.base)
        for path in (self.folder / "epost").iterdir():
            path.unlink()

    def start(self) -> None:
        """Start web and worker, and wait until the web answers."""
        logs = ensure_folder(self.folder / "logg")
        python = [sys.executable, "-m"]
        web = [*python, "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        web += ["--workers", "2", "--blocking-threads", "4", "--no-access-log", "bti.wsgi:application"]
        worker = [*python, "celery", "-A", "bti.celery", "worker", "-B", "-s", str(self.folder / "beat")]
        worker += ["-c", "1", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        self.children = [
            Barn("Nettjeneren", web, self.environment, logs / "web.log"),
            Barn("Arbeideren", worker, self.environment, logs / "worker.log"),
        ]
        for child in self.children:
            child.start()
        if not wait_until(self._answers, seconds=60, step=0.1):
            raise RuntimeError(f"Nettjeneren svarte ikke:\n{self.children[0].tail()}")
        # One that is still starting when a journey changes the database under it, never comes up.
        if not wait_until(lambda: " ready." in self.read_logs()["Arbeideren"], seconds=60, step=0.1):
            raise RuntimeError(f"Arbeideren kom ikke i gang:\n{self.children[1].tail()}")

    def stop(self) -> None:
        """Stop everything, and remove the databases."""
        stop_all(self.children)
        self.valkey.stop()
        for name in (self.base, self.mal):
            drop_database(self.environment["DATABASE_OWNER_URL"], name)

    def _answers(self) -> bool:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.adresse}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def make_stakk(folder: Path) -> Stakk:
    """Make tables, Solvik and static files with the demo's own commands, then start the processes."""
    base = f"test_stafett_reise_{os.getpid()}"
    valkey = Valkey(folder)
    valkey.start()
    stakk = Stakk(folder, _environment(folder, base, valkey), f"{base}_mal", base, valkey, _free_port())
    try:
        _make_template(stakk)
        copy_database(stakk.environment["DATABASE_OWNER_URL"], stakk.mal, stakk.base)
        stakk.start()
    except BaseException:
        stakk.stop()
        raise
    return stakk


def _environment(folder: Path, base: str, valkey: Valkey) -> dict[str, str]:
    mine = {name: value for name, value in own().items() if name not in KUN_TESTENE}
    ensure_folder(folder / "epost")
    return (
        mine
        | systembibliotek.environment()
        | hemmeligheter.ensure(folder)
        | _urls(base)
        | {
            "REDIS_URL": valkey.url(),
            "DJANGO_SETTINGS_MODULE": "tests.reiser.innstillinger",
            "STAFETT_MAPPE": str(folder),
            "TMPDIR": str(ensure_folder(folder / "tmp")),
        }
    )


def _urls(base: str) -> dict[str, str]:
    """Return the addresses of the run's own server, for another database."""
    urls = {}
    for name, role in (("DATABASE_URL", roller.APP), ("DATABASE_OWNER_URL", roller.EIER)):
        given = psycopg.conninfo.conninfo_to_dict(os.environ[name])
        urls[name] = roller.address(os.environ[name], role, str(given.get("password") or ""), base)
    return urls


def _make_template(stakk: Stakk) -> None:
    """Fill the template as the start script fills the demo's database; static files meanwhile."""
    environment = stakk.environment | _urls(stakk.mal)
    _make_database(environment["DATABASE_OWNER_URL"], stakk.mal, "template0")
    static = _manage(stakk, environment, "collectstatic", "--noinput", "-v", "0")
    try:
        for command in ("klargjoer", "load_demo"):
            _finish(_manage(stakk, as_owner(environment), command, "-v", "0"))
    finally:
        _finish(static)


def _manage(stakk: Stakk, environment: dict[str, str], *arguments: str) -> Barn:
    log = ensure_folder(stakk.folder / "logg") / f"{arguments[0]}.log"
    child = Barn(arguments[0], [sys.executable, str(ROT / "manage.py"), *arguments], environment, log)
    child.start()
    return child


def _finish(child: Barn) -> None:
    child.wait(120)
    if child.process and child.process.returncode:
        raise RuntimeError(f"«{child.navn}» gikk ikke:\n{child.tail()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_database(owner_url: str, mal: str, base: str) -> None:
    """Make the database anew as a copy of the template. Whoever is connected is thrown out first."""
    drop_database(owner_url, base)
    _make_database(owner_url, base, mal)


def _make_database(owner_url: str, base: str, mal: str) -> None:
    with _connect(owner_url) as connection:
        name, app = sql.Identifier(base), sql.Identifier(roller.APP)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(mal)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, app))


def drop_database(owner_url: str, base: str) -> None:
    """Throw the app out and remove the database, if it is there."""
    with _connect(owner_url) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [base]).fetchone():
            return
        name = sql.Identifier(base)
        connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(roller.APP)))
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = %s",
            [base, roller.APP],
        )
        connection.execute("RESET ROLE")
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _connect(owner_url: str) -> psycopg.Connection:
    """Connect to the server as the owner, in a database that nobody drops."""
    given = psycopg.conninfo.conninfo_to_dict(owner_url)
    return psycopg.connect(psycopg.conninfo.make_conninfo(**given | {"dbname": "postgres"}), autocommit=True)
