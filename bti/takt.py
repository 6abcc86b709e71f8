"""The clock of the worker: sends each ticker when its time has come, and keeps nothing.

Celery's own scheduler keeps its plan in a file. A clock that was killed while it wrote could find the file locked when
it was started again, and die of it: nobody would be reminded of a meeting. Our tickers find in PostgreSQL what is due,
and a second run changes nothing (docs/varsling.md), so each is sent once when the clock starts: nothing has to be kept.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from celery.beat import Scheduler

LENGE_SIDEN = datetime(2000, 1, 1, tzinfo=UTC)


class Takt(Scheduler):
    """Touches ``schedule_filename`` (``-s``) at every beat, so that a health check sees that the clock goes."""

    def __init__(self, *args: Any, schedule_filename: str = "", **kwargs: Any) -> None:
        self.puls = Path(schedule_filename) if schedule_filename else None
        super().__init__(*args, **kwargs)

    def setup_schedule(self) -> None:
        """Read the timetable. All of it is due: what its time passed by while the clock stood still is made up for."""
        super().setup_schedule()
        for ticker in self.schedule.values():
            ticker.last_run_at = LENGE_SIDEN

    def tick(self) -> float:
        """Send one ticker that is due; return for how many seconds there is nothing to do."""
        if self.puls:
            self.puls.touch()
        return float(super().tick())
