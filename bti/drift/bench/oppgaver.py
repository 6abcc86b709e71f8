"""What is measured: the requests of eight people, to the app and to the floor."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from bti.drift.bench.klient import Klient, Svar
from bti.drift.bench.miljoe import Base
from bti.drift.steder import ROT, Feil

CSRF = "b" * 32
SOEKEORD = ("leksehjelp", "friminuttene", "fravær", "norsktimen")


@dataclass(frozen=True)
class Person:
    """A measured person: who, the session, a case with 200 entries, and form tokens for new entries."""

    bruker_id: str
    session: str
    sak_id: str
    token: list[str]

    @property
    def app(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}

    @property
    def gulv(self) -> dict[str, str]:
        return {"X-Person": self.bruker_id}


@dataclass(frozen=True)
class Oppgave:
    """One kind of request, sent to the app and to the floor."""

    navn: str
    app: Callable[[Klient, int], Svar]
    gulv: Callable[[Klient, int], Svar]
    ventet: tuple[int, ...] = (200,)


def prepare_oppgaver(base: Base, *, antall: int) -> list[Oppgave]:
    """Log the measured people in, and return the requests."""
    ran = subprocess.run(
        [sys.executable, "-m", "bti.drift.bench.personer", str(antall)],
        env=base.miljoe, cwd=ROT, capture_output=True, text=True,
    )  # fmt: skip
    if ran.returncode:
        raise Feil(f"De målte personene kunne ikke logges inn:\n{ran.stderr[-800:]}")
    folk = [Person(**row) for row in json.loads(ran.stdout)]

    def of(n: int) -> Person:
        return folk[n % len(folk)]

    def add(client: Klient, n: int) -> Svar:
        person = of(n)
        fields = {
            "innleggstype": "notat",
            "tekst": f"Målt innlegg nummer {n} om uka som gikk.",
            "skjema_token": person.token[n // len(folk)],
        }
        return client.post(f"/sak/{person.sak_id}/innlegg/nytt/", fields, person.app)

    def add_floor(client: Klient, n: int) -> Svar:
        fields = {"sak": of(n).sak_id, "tekst": f"Målt innlegg nummer {n} om uka som gikk."}
        return client.post("/ny", fields, of(n).gulv)

    return [
        Oppgave("liste", lambda c, n: c.get("/saker/", of(n).app), lambda c, n: c.get("/liste", of(n).gulv)),
        Oppgave(
            "detalj",
            lambda c, n: c.get(f"/sak/{of(n).sak_id}/", of(n).app),
            lambda c, n: c.get(f"/sak/{of(n).sak_id}", of(n).gulv),
        ),
        Oppgave(
            "søk",
            lambda c, n: c.post("/saker/sok/", {"q": SOEKEORD[n % 4]}, of(n).app),
            lambda c, n: c.post("/sok", {"q": SOEKEORD[n % 4]}, of(n).gulv),
        ),
        Oppgave("nytt innlegg", add, add_floor, ventet=(302,)),
    ]
