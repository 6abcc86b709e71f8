"""When something falls due, in the time people live by. Rules are wall-clock times in Oslo, stored as moments."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

OSLO = ZoneInfo("Europe/Oslo")
MORGEN = time(8, 0)


def at_oslo(dag: date, klokke: time = MORGEN) -> datetime:
    """Return the moment when clocks in Oslo show this.

    An hour that does not exist (spring) counts as the one after it, an hour that comes twice (autumn) as its first.
    """
    moment = datetime.combine(dag, klokke, tzinfo=OSLO)
    return moment.astimezone(ZoneInfo("UTC")).astimezone(OSLO)


def days_before(moment: datetime, dager: int, klokke: time = MORGEN) -> datetime:
    """Return that time of day so many calendar days before, also across a change of hour."""
    return at_oslo(timezone.localdate(moment, OSLO) - timedelta(days=dager), klokke)


def days_after(moment: datetime, dager: int, klokke: time = MORGEN) -> datetime:
    """Return that time of day so many calendar days after."""
    return days_before(moment, -dager, klokke)
