"""The cast of the demo: who one can log in as."""

import json
from typing import TypedDict

from django.conf import settings


class Rolleinnehaver(TypedDict):
    """One made-up person on the log-in page."""

    subject: str
    navn: str
    rolle: str
    hva: str


def load_rolleliste() -> list[Rolleinnehaver]:
    """Return the cast in the order of the story. Only the demo settings name the folder."""
    with (settings.DEMO_MAPPE / "rolleliste.json").open(encoding="utf-8") as file:
        return json.load(file)
