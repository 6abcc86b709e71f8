"""Measuring one database: the app and the floor in turn, each with one worker."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bti.drift.bench import maaler
from bti.drift.bench.klient import Klient, Svar
from bti.drift.bench.miljoe import Base
from bti.drift.bench.oppgaver import Oppgave, prepare_oppgaver
from bti.drift.bench.resultat import Rad, Resultat
from bti.drift.prosess import wait_until
from bti.drift.steder import ROT, Feil

OPPVARMING = 30
BOLK = 10
PORTER = {"app": 18431, "gulv": 18432, "aapen": 18433}
MAAL = {
    "app": "bti.wsgi:application",
    "gulv": "bti.drift.bench.gulv:application",
    "aapen": "bti.wsgi:application",
}


@dataclass
class Vev:
    """A running web server."""

    navn: str
    prosess: subprocess.Popen[bytes]
    klient: Klient

    def pids(self) -> list[int]:
        return maaler.family(self.prosess.pid)


def measure(base: Base, saker: int, *, runder: int, bare: list[str] | None = None) -> Resultat:
    """Measure list, detail, search, add and reminder sweep; ``bare`` names the requests to keep to."""
    from bti.drift.bench.vegger import measure_vegger  # which measures with this module's own parts

    result = Resultat(saker)
    oppgaver = [o for o in prepare_oppgaver(base, antall=runder + OPPVARMING) if not bare or o.navn in bare]
    with running("app", base) as app, running("gulv", base) as gulv:
        servers = {"app": app, "gulv": gulv}
        for oppgave in oppgaver:
            result.rader.append(_measure_one(base, servers, oppgave, runder))
        result.vegger = measure_vegger(base, servers["app"], oppgaver, runder)
        result.web_pss_mb = maaler.pss_megabytes(servers["app"].pids())
        result.gulv_pss_mb = maaler.pss_megabytes(servers["gulv"].pids())
    result.feiing_antall, result.feiing_cpu_ms = _measure_sweep(base)
    return result


@contextmanager
def running(name: str, base: Base) -> Iterator[Vev]:
    """Keep a web server of that kind running on the database."""
    server = _start(name, base)
    try:
        yield server
    finally:
        server.prosess.terminate()
        server.prosess.wait(10)


def _start(name: str, base: Base) -> Vev:
    port = PORTER[name]
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--workers",
            "1",
            "--blocking-threads",
            "1",
        ),
        *("--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "warning", MAAL[name]),
    ]
    log = (base.servers.folder / f"{name}.logg").open("ab")
    process = subprocess.Popen(command, env=base.miljoe, cwd=ROT, stdout=log, stderr=log)
    client = Klient(port)
    if not wait_until(client.answers, seconds=20, step=0.2):
        process.kill()
        raise Feil(f"Serveren «{name}» startet ikke. Se {Path(log.name)}.")
    return Vev(name, process, client)


def _measure_one(base: Base, servers: dict[str, Vev], oppgave: Oppgave, runder: int) -> Rad:
    """App and floor in turn, ten at a time, so that a noisy minute strikes both."""
    runs = {name: Loep(base, server, oppgave) for name, server in servers.items()}
    for run in runs.values():
        run.send(range(OPPVARMING))
        run.forget()
    statements = _statements(base)
    for begin in range(OPPVARMING, OPPVARMING + runder, BOLK):
        for run in runs.values():
            run.send(range(begin, begin + BOLK))
    app, gulv = runs["app"], runs["gulv"]
    return Rad(
        navn=oppgave.navn,
        app_cpu_ms=app.cpu_ms,
        gulv_cpu_ms=gulv.cpu_ms,
        p50_ms=statistics.median(app.tider),
        p95_ms=statistics.quantiles(app.tider, n=20)[18],
        setninger=(_statements(base) - statements) / len(app.tider),
        byte=app.byte,
        app_db_cpu_ms=app.database / len(app.tider) * 1000,
    )


@dataclass
class Loep:
    """What one server has used for one kind of request."""

    base: Base
    server: Vev
    oppgave: Oppgave
    cpu: float = 0.0
    database: float = 0.0
    byte: int = 0
    tider: list[float] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        return (self.cpu + self.database) / len(self.tider) * 1000

    def send(self, numbers: range) -> None:
        """Send the requests and count what they cost."""
        request = self.oppgave.gulv if self.server.navn == "gulv" else self.oppgave.app
        cpu, database = self._meters()
        for n in numbers:
            began = time.perf_counter()
            answer = _check(request(self.server.klient, n), self.oppgave)
            self.tider.append((time.perf_counter() - began) * 1000)
            self.byte = answer.bytes
        after, database_after = self._meters()
        self.cpu += after - cpu
        self.database += database_after - database

    def forget(self) -> None:
        """Leave the warm-up out of the figures."""
        self.cpu = self.database = 0.0
        self.tider.clear()

    def _meters(self) -> tuple[float, float]:
        return maaler.cpu_seconds(self.server.pids()), maaler.cpu_seconds(_postgres_pids(self.base))


def _check(answer: Svar, oppgave: Oppgave) -> Svar:
    if answer.status not in oppgave.ventet:
        raise Feil(f"«{oppgave.navn}» svarte {answer.status}. {answer.text[:300]}")
    return answer


def _postgres_pids(base: Base) -> list[int]:
    pid = int((base.servers.postgres.data / "postmaster.pid").read_text().splitlines()[0])
    return maaler.family(pid)


def _statements(base: Base) -> int:
    """Count the statements that the app role has sent, transactions' own words left out."""
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        row = connection.execute(
            """SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
                WHERE r.rolname = 'stafett_app' AND s.toplevel"""
        ).fetchone()
    return int(row[0]) if row else 0


def _measure_sweep(base: Base) -> tuple[int, float]:
    """Make a hundred reminders due, and let the worker's own code sweep them in a process of its own."""
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        connection.execute(
            """UPDATE varsling_paaminnelse SET status = 'venter', done_at = NULL, due_at = now() - interval '1 minute'
                WHERE id IN (SELECT id FROM varsling_paaminnelse ORDER BY id LIMIT 100)"""
        )
        connection.execute("DELETE FROM varsling_utboks")
    ran = subprocess.run(
        [sys.executable, "-m", "bti.drift.bench.feiing"],
        env=base.miljoe,
        cwd=ROT,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise Feil(f"Feiingen gikk ikke:\n{ran.stderr[-600:]}")
    swept, cpu_ms = ran.stdout.split()[-2:]
    return int(swept), float(cpu_ms)
