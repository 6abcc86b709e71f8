"""The real thing for the process tests: a database of its own, a Valkey of its own, a real Celery worker with beat."""

import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from django.db import connection
from django.utils import timezone
from psycopg import sql

from bti.drift.prosess import wait_until
from bti.drift.steder import ROT
from bti.drift.valkey import Valkey
from bti.models import Bruker, Rolle
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Paaminnelse, Slag, Utboks, Utboksstatus, Varsel
from bti.varsling.services import plan_paaminnelse
from tests import factories as f
from tests.cast import Verden, make_verden
from tests.eier import as_owner
from tests.varsling.hjelp import rows

FERDIG = {Utboksstatus.SENDT, Utboksstatus.USIKKER}


@dataclass
class Verk:
    """Everything that runs, and what came of it."""

    folder: Path
    base: str
    verden: Verden
    familien: list[Bruker]
    valkey: Valkey
    workers: list[subprocess.Popen] = field(default_factory=list)

    def start_worker(self, *, treg_post: float = 0, tikk: float = 0.5) -> subprocess.Popen:
        """Start worker and beat as the demo does, in a process group of its own."""
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "bti.celery",
            "worker",
            "-B",
            "-c",
            "2",
            "-l",
            "WARNING",
        ]
        command += [
            "-s",
            str(self.folder / f"beat-{len(self.workers)}"),
            "--without-gossip",
            "--without-mingle",
        ]
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.varsling.prosessinnstillinger",
            "DATABASE_URL": other_base(os.environ["DATABASE_URL"], self.base),
            "REDIS_URL": self.valkey.url(),
            "STAFETT_SOM_EIER": "0",
            "STAFETT_EPOSTMAPPE": str(self.postboks),
            "STAFETT_TREG_POST": str(treg_post),
            "STAFETT_TIKK": str(tikk),
            "PYTHONPATH": str(ROT),
        }
        with (self.folder / "worker.log").open("ab") as log:
            worker = subprocess.Popen(
                command, cwd=ROT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen) -> None:
        """kill -9 of the worker and its children, without a word of warning."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                self.kill(worker)
        self.valkey.stop()

    def flush(self) -> None:
        """Empty the queue, as an accident would."""
        with redis.Redis(unix_socket_path=str(self.valkey.sokkel)) as client:
            client.flushall()

    def remind_everybody(self) -> int:
        """Plan one reminder that is due now for each parent of the case; return how many."""
        moete = f.MoeteFactory(sak=self.verden.ola_sak, called_by=self.verden.siri).pk
        with acting_as(self.verden.siri.pk):
            for bruker in self.familien:
                plan_paaminnelse(
                    Slag.MOETE_SNART,
                    mottaker_id=bruker.pk,
                    sak_id=self.verden.ola_sak.pk,
                    objekt_id=moete,
                    forekomst="dagen før",
                    due_at=timezone.now() - timedelta(seconds=1),
                )
        return len(self.familien)

    @property
    def postboks(self) -> Path:
        return self.folder / "epost"

    def read_post(self) -> list[tuple[str, str]]:
        """Recipient and message id of every mail that was delivered."""
        brev = [message_from_bytes(path.read_bytes()) for path in self.postboks.glob("*.eml")]
        return [(b["To"], b["Message-ID"]) for b in brev]

    def wait_for_post(self, antall: int, *, seconds: float = 60) -> None:
        assert wait_until(
            lambda: len(list(self.postboks.glob("*.eml"))) >= antall, seconds=seconds, step=0.05
        ), self.log_tail()

    def wait_until_done(self, antall: int, *, seconds: float = 90) -> None:
        """Wait until every one of them has been through the outbox."""

        def done() -> bool:
            return [rad.status in FERDIG for rad in rows(Utboks)].count(True) == antall

        assert wait_until(done, seconds=seconds, step=0.2), (
            Counter(r.status for r in rows(Utboks)),
            self.log_tail(),
        )

    def log_tail(self) -> str:
        return (self.folder / "worker.log").read_text(errors="replace")[-3000:]

    def assert_nothing_lost_or_doubled(self, antall: int) -> int:
        """Every reminder is carried out, queued, told and mailed once; return how many mails are unsure.

        An unsure mail is one that a killed worker held in its hand: it has gone or not, and nobody sends it again.
        """
        utboks = rows(Utboks)
        assert [p.status for p in rows(Paaminnelse)] == ["utfoert"] * antall
        assert Counter(rad.mottaker_id for rad in utboks) == Counter(b.pk for b in self.familien)
        assert Counter(v.mottaker_id for v in rows(Varsel)) == Counter(b.pk for b in self.familien)
        post = self.read_post()
        assert len({message_id for _, message_id in post}) == len(post)
        delivered = Counter(to for to, _ in post)
        assert set(delivered.values()) == {1}, "one mail each at most"
        address = {b.pk: f"person-{b.pk}@stafett.invalid" for b in self.familien}
        for rad in utboks:
            if rad.status == Utboksstatus.SENDT:
                assert delivered[address[rad.mottaker_id]] == 1
        return [rad.status for rad in utboks].count(Utboksstatus.USIKKER)


def other_base(url: str, base: str) -> str:
    """The same server's address for another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{base}"))


@contextmanager
def own_base():
    """A copy of the test database, with real commits, that this process and its workers share."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_prosess"
    connection.close()
    with psycopg.connect(other_base(os.environ["DATABASE_OWNER_URL"], "postgres"), autocommit=True) as admin:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy))
        admin.execute(drop)
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        admin.execute(make.format(sql.Identifier(copy), sql.Identifier(original)))
        connection.settings_dict["NAME"] = copy
        try:
            yield copy
        finally:
            connection.close()
            connection.settings_dict["NAME"] = original
            admin.execute(drop)


def make_family(verden: Verden, antall: int) -> list[Bruker]:
    """So many more parents in Ola's case, each with an address."""
    people = []
    with as_owner():
        for _ in range(antall):
            bruker = f.BrukerFactory()
            f.KontaktopplysningFactory(bruker=bruker)
            f.FamilierelasjonFactory(
                hovedperson=verden.ola_sak.hovedperson, bruker=bruker, registered_by=verden.siri
            )
            f.DeltakerFactory(sak=verden.ola_sak, bruker=bruker, rolle=Rolle.FORESATT)
            people.append(bruker)
    return people


def forget_everything() -> None:
    """Empty the tables of varsling, so that tests can share the database."""
    with as_owner():
        for model in (Varsel, Utboks, Paaminnelse):
            model.objects.all().delete()


def make_world(antall: int) -> tuple[Verden, list[Bruker]]:
    verden = make_verden()
    return verden, make_family(verden, antall)
