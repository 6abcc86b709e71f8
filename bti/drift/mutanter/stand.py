"""Where mutants are tried one at a time: a copy of the tree, a database of their own, and a process of their own.

``VarmStand`` shares the reading of libraries and the migrations between the mutants. ``Stand`` shares nothing: each
mutant gets a new Python and a database that is migrated with the fault in it.
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bti.drift import miljoe, testserver
from bti.drift.mutanter import varm, vitne
from bti.drift.mutanter.kopi import applied, copy_tree
from bti.drift.mutanter.mutant import Mutant, Utfall

ARGUMENTER = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "bti.drift.mutanter.vitne")
# Pytest would read its plugins itself, and warns that somebody has. They are the same.
VARME_ARGUMENTER = ("--reuse-db", "-W", "ignore::pytest.PytestAssertRewriteWarning")
ENKEL = "tests/tilgang/test_verden.py::test_nobody_sees_nothing"
# A fault may make a loop that never ends. A machine that does much else is slow.
GRENSE_SEKUNDER = 180
BESTATT, FALT = 0, 1
_NUMMER = itertools.count(1)  # several may stand side by side in one process


class Stand:
    """Use it as a context: what it has made is gone afterwards."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="stafett-mutanter-"))
        self.tree = self.folder / "tre"
        self.base = f"test_stafett_mutant_{os.getpid()}_{next(_NUMMER)}"

    def __enter__(self) -> Self:
        testserver.start()
        copy_tree(self.tree)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop(self.base)
        shutil.rmtree(self.folder, ignore_errors=True)

    def try_whole(self, tester: list[str]) -> Utfall:
        """Run the tests on the copy without a fault: they must pass, or what they find afterwards means nothing."""
        return self._try(None, tester)

    def try_mutant(self, mutant: Mutant) -> Utfall:
        """Put the fault in, run its tests until one fails, and take it out again."""
        try:
            return self._try(mutant, list(mutant.tester))
        except ValueError as drifted:
            return Utfall(mutant.navn, feil=str(drifted))

    def _try(self, mutant: Mutant | None, tester: list[str]) -> Utfall:
        began = time.monotonic()
        for left in (self._said, self._log):
            left.unlink(missing_ok=True)
        with applied(mutant, self.tree):
            code = self._run(mutant, tester)
        utfall = self._judge(mutant.navn if mutant else "uten mutant", code)
        return replace(utfall, sekunder=time.monotonic() - began)

    def _run(self, mutant: Mutant | None, tester: list[str]) -> int:
        command = [sys.executable, "-m", "pytest", *tester, *ARGUMENTER, "--create-db"]
        with self._log.open("w") as log:
            environment = self._whole_environment() | self._environment(self.base)
            try:
                ran = subprocess.run(
                    command,
                    cwd=self.tree,
                    env=environment,
                    stdout=log,
                    stderr=log,
                    timeout=GRENSE_SEKUNDER * (1 + len(tester) / 5),
                )
            except subprocess.TimeoutExpired:
                return varm.UTENFOR_GRENSEN
        return ran.returncode

    def _judge(self, navn: str, code: int) -> Utfall:
        said: dict[str, str] = json.loads(self._said.read_text()) if self._said.exists() else {}
        if code not in (BESTATT, FALT) or (code == FALT and not said):
            return Utfall(navn, feil=f"kode {code}: {self.last_words()}")
        if said and said["fase"] != "call":
            return Utfall(navn, feil=f"{said['test']} kom ikke i gang: {said['hvorfor']}")
        return Utfall(navn, test=said.get("test", ""), hvorfor=said.get("hvorfor", ""))

    def last_words(self) -> str:
        """Return the end of what pytest wrote the last time."""
        lines = self._log.read_text(errors="replace").split("\n") if self._log.exists() else []
        return " | ".join([line.strip() for line in lines if line.strip()][-3:])[:300]

    def _environment(self, base: str) -> dict[str, str]:
        return {"STAFETT_TESTBASE": base, vitne.STED: str(self._said)}

    def _whole_environment(self) -> dict[str, str]:
        """A run of pytest inside another's is nobody's worker, and reads the copy."""
        kept = {name: value for name, value in miljoe.own().items() if not name.startswith("PYTEST_")}
        return kept | {"PYTHONPATH": str(self.tree)}

    def _drop(self, base: str) -> None:
        self._in_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(base)))

    def _in_server(self, statement: sql.Composed) -> None:
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            connection.execute(statement)

    @property
    def _said(self) -> Path:
        return self.folder / "sagt.json"

    @property
    def _log(self) -> Path:
        return self.folder / "pytest.log"


class VarmStand(Stand):
    """The same, with the libraries read once (varm.py) and the migrated database copied."""

    def __init__(self) -> None:
        super().__init__()
        self.mal = f"{self.base}_mal"

    def __enter__(self) -> Self:
        super().__enter__()
        environment = self._whole_environment()
        self.uten_koden = Prosess(self.tree, environment)
        self.med_koden = Prosess(self.tree, environment, varm.MED_KODEN)
        if self._order(self.uten_koden, self.mal, [ENKEL], migrerer=True, original=True) != BESTATT:
            raise RuntimeError(f"den hele kopien lot seg ikke starte: {self.last_words()}")
        return self

    def __exit__(self, *how: Any) -> None:
        self.uten_koden.end()
        self.med_koden.end()
        self._drop(self.mal)
        super().__exit__(*how)

    def _run(self, mutant: Mutant | None, tester: list[str]) -> int:
        migrerer = mutant is not None and mutant.migrerer
        if not migrerer:
            self._drop(self.base)
            names = sql.Identifier(self.base), sql.Identifier(self.mal)
            self._in_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        is_sql = mutant is not None and mutant.fil.endswith(".sql")
        return self._order(
            self.med_koden if is_sql else self.uten_koden, self.base, tester, migrerer=migrerer
        )

    def _order(
        self, prosess: "Prosess", base: str, tester: list[str], *, migrerer: bool, original: bool = False
    ) -> int:
        order = {
            "argumenter": [*tester, *ARGUMENTER, *VARME_ARGUMENTER, *(["--create-db"] if migrerer else [])],
            "miljoe": self._environment(base),
            "logg": str(self._log),
            "sql": str(self.folder / "sql.json"),
            "base": base,
            "base_url": urlunsplit(urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/{base}")),
            "grense": GRENSE_SEKUNDER * (1 + len(tester) / 5),
            "original": original,
            "migrerer": migrerer,
        }
        return prosess.carry_out(order)


class Prosess:
    """A process of varm.py: orders in, answers out."""

    def __init__(self, tree: Path, environment: dict[str, str], *words: str) -> None:
        command = [sys.executable, "-m", "bti.drift.mutanter.varm", *words]
        self.popen = subprocess.Popen(
            command, cwd=tree, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.is_ready = False

    def carry_out(self, order: dict[str, Any]) -> int:
        """Return pytest's code. The first order waits until the process has read what it shall."""
        if not self.is_ready:
            self.is_ready = bool(self._answer()["klar"])
        orders = cast("IO[str]", self.popen.stdin)
        orders.write(json.dumps(order) + "\n")
        orders.flush()
        return int(self._answer()["kode"])

    def end(self) -> None:
        """No more orders: it ends by itself."""
        self.popen.communicate()

    def _answer(self) -> dict[str, Any]:
        if not (line := cast("IO[str]", self.popen.stdout).readline()):
            raise RuntimeError("prosessen som føder de andre, er død")
        return dict(json.loads(line))
