"""A withdrawal whose commit is put at a chosen point of somebody else's request: before its first statement, between
any two, or between the last and the commit. The point is a place in the real code, and every place is tried in turn.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, connections

from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke
from samtykke.services import withdraw_samtykke
from tests.cast import Verden
from tests.eier import as_owner

# Until here a request holds nothing that a withdrawal waits for.
TAR_LAAS = (
    "FOR NO KEY UPDATE",
    "FOR UPDATE",
    "revisjon_record",
    "varsling_queue",
    "INSERT INTO",
    "pg_advisory",
)
FLERE = int(os.environ.get("STAFETT_KAPPLOEP", "1"))  # the nightly run tries each place many times over


@dataclass
class Innsmett:
    """Counts the statements of a request, and lets the withdrawal commit before number ``at`` of them."""

    withdraw: Callable[[], Future[object]]
    at: int | None = None
    sendt: list[str] = field(default_factory=list)
    foer: str | None = None  # the statement that the withdrawal came before; "COMMIT" for the last place
    venter: Future[object] | None = None
    er_trukket_ved: dict[str, bool] = field(
        default_factory=dict
    )  # by word: had it been committed when this was first sent

    @property
    def er_trukket(self) -> bool:
        return self.venter is not None and self.venter.done()

    def fire(self, before: str) -> None:
        """Let it go. It is waited for, unless it now waits for us: then it is last, and the request has won."""
        self.foer, self.venter = before, self.withdraw()
        is_held = any(word in sql for sql in self.sendt for word in TAR_LAAS)
        try:
            self.venter.result(timeout=0.02 if is_held else 20)
        except TimeoutError:
            assert is_held, "the withdrawal waits for a request that holds no lock"

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.venter is None and len(self.sendt) == self.at:
            self.fire(sql)
        self.sendt.append(sql)
        for word in ORD:
            if word in sql:
                self.er_trukket_ved.setdefault(word, self.er_trukket)
        return execute(sql, params, many, context)


# The statements at which a test asks whether the withdrawal had been committed.
ORD = (
    "tilgang_aapne",
    "INSERT INTO stafettlogg_innlegg",
    "varsling_claim_epost",
    "varsling_fortell",
    "varsling_queue",
)


class Loep:
    """Kari, who withdraws on a connection of her own, and gets her yes back before the next try."""

    def __init__(self, verden: Verden, say: Callable[[str, int], object]) -> None:
        self.verden, self.say = verden, say
        self.kari = ThreadPoolExecutor(1)
        with as_owner():
            self.samtykke = Samtykke.objects.get(giver=verden.kari, sak=verden.nora_sak)

    def withdraw(self) -> Future[object]:
        return self.kari.submit(self._withdraw)

    def _withdraw(self) -> None:
        with acting_as(self.verden.kari.pk):
            withdraw_samtykke(
                Samtykke.objects.select_related("sak").get(pk=self.samtykke.pk), by=self.verden.kari.pk
            )

    def give_back(self) -> None:
        with as_owner():
            Samtykke.objects.filter(pk=self.samtykke.pk).update(
                withdrawn_at=None, withdrawn_by=None, slutt=""
            )

    @contextmanager
    def at(self, place: int | None) -> Iterator[Innsmett]:
        """A try: the block is run with the withdrawal at this place of it, and it has been committed when this ends."""
        inn = Innsmett(self.withdraw, place)
        commit = connection._commit

        def last_place() -> None:
            if inn.venter is None and len(inn.sendt) == inn.at:
                inn.fire("COMMIT")
            commit()

        connection._commit = last_place  # type: ignore[method-assign]
        try:
            with connection.execute_wrapper(inn):
                yield inn
        finally:
            connection._commit = commit  # type: ignore[method-assign]
        if place is not None:
            (inn.venter or self.withdraw()).result(timeout=30)
            self.say("tall:kapploep", 1)
            self.say("tall:kapploep_levert", 1)  # until the test has looked at what came of it

    def places(self, act: Callable[[], object], tries: int) -> Iterator[int]:
        """Every place of an act, from the first to the commit, as many times over as there are tries."""
        with self.at(None) as inn:
            act()
        every = len(inn.sendt) + 1
        for number in range(tries * FLERE):
            self.give_back()
            yield number % every
            self.say("tall:kapploep_levert", -1)

    def close(self) -> None:
        self.kari.submit(connections.close_all).result(timeout=20)
        self.kari.shutdown()
