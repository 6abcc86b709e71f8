"""The world is made by its factories once an hour in each process, and played back as the same rows for other tests.

To make it costs a hundred statements one by one; to play it back, the same inserts in one go. What a test then sees is
the same, ids and all: tests/test_opptak.py holds the two against each other.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from tests.eier import as_owner


@dataclass(frozen=True)
class Opptak[T]:
    """The inserts that made something, in their order; and what was made, as it was then."""

    laget: datetime
    innsettinger: list[tuple[str, Any]]
    pakket: bytes

    def play(self) -> T:
        """Insert the rows again, as the owner."""
        with as_owner(), connection.cursor() as cursor, connection.connection.pipeline():
            for sql, verdier in self.innsettinger:
                cursor.cursor.execute(sql, verdier)
        made: T = pickle.loads(self.pakket)  # noqa: S301  our own bytes, from this process
        return made


_opptak: dict[str, Opptak[Any]] = {}


def make_or_play[T](make: Callable[[], T], finish: Callable[[], None]) -> T:
    """Return what ``make`` makes; ``finish`` is run after it each time, for what is worked out from the rows.

    A test with a clock of its own gets a world of that hour, and none from after its own time.
    """
    hour = f"{make.__qualname__} {timezone.localtime():%Y-%m-%d %H}"
    found = _opptak.get(hour)
    is_past = found is not None and found.laget <= timezone.now()
    made: T = found.play() if found and is_past else _record(hour, make)
    finish()
    return made


def _record[T](hour: str, make: Callable[[], T]) -> T:
    innsettinger: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT"):
            innsettinger.append((sql.partition(" RETURNING ")[0], params))
        return execute(sql, params, many, context)

    laget = timezone.now()
    with connection.execute_wrapper(listen):
        made = make()
    _opptak[hour] = Opptak(laget, innsettinger, pickle.dumps(made))
    return made
