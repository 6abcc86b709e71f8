"""What the record costs: to write one link as a page does, and to work every chain out anew.

`measure` is called by the bench; run as a module, in the app's environment, it is the part that writes.
"""

import hashlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from bti.drift.bench.miljoe import Base
from bti.drift.steder import ROT, Feil

OPPVARMING, RUNDER = 50, 400
MAAL_MS = 3.0


@dataclass(frozen=True)
class Revisjonsmaal:
    """One run."""

    median_ms: float
    p95_ms: float
    ledd: int
    sekunder: float

    def table(self) -> str:
        """Return the figures in two lines."""
        fart = self.ledd / self.sekunder if self.sekunder else 0
        return (
            f"revisjon: ett ledd {self.median_ms:.2f} ms median, {self.p95_ms:.2f} ms p95 (mål: {MAAL_MS:.0f} ms)\n"
            f"verify_revisjon: {self.ledd} ledd på {self.sekunder:.2f} s ({fart:.0f} ledd i sekundet)"
        )


def measure(base: Base) -> Revisjonsmaal:
    """Write links as the app, one a transaction; then verify all there are, as the owner."""
    ran = subprocess.run(
        [sys.executable, "-m", "bti.drift.bench.revisjon"],
        env=base.miljoe,
        cwd=ROT,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise Feil(f"Revisjonen kunne ikke måles:\n{ran.stderr[-600:]}")
    tider = [float(line) for line in ran.stdout.split()]
    with psycopg.connect(base.admin_url, autocommit=True) as connection:
        began = time.perf_counter()
        row = connection.execute(
            "SELECT count(*), (SELECT count(*) FROM revisjon_hendelse) FROM revisjon_feil()"
        ).fetchone()
        sekunder = time.perf_counter() - began
    feil, ledd = row or (0, 0)
    if feil:
        raise Feil(f"Revisjonen holder ikke etter målingen: {feil} feil.")
    return Revisjonsmaal(statistics.median(tider), statistics.quantiles(tider, n=20)[18], ledd, sekunder)


def _write() -> None:
    """Print how long each call of `revisjon_record` took, in ms: the statement alone, in a case of one's own."""
    import django

    django.setup()
    from django.db import connection

    from bti.revisjon import services
    from bti.tilgang.aktoer import acting_as

    person, sak = (
        UUID(hashlib.md5(f"{slag}:0".encode(), usedforsecurity=False).hexdigest()) for slag in (7, 11)
    )
    tider: list[float] = []

    def timed(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        began = time.perf_counter()
        svar = execute(sql, *rest)
        if "revisjon_record" in sql:
            tider.append((time.perf_counter() - began) * 1000)
        return svar

    with connection.execute_wrapper(timed):
        for _ in range(OPPVARMING + RUNDER):
            with acting_as(person):
                services.record("maaling.lest", sak_id=sak)
    print("\n".join(f"{tid:.4f}" for tid in tider[OPPVARMING:]))


if __name__ == "__main__":
    _write()
