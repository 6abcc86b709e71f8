"""Made-up Solvik: people by the owner, cases by the same services as everybody uses, then dated back.

This package puts all apps together, as the address map does; nothing imports it but the command ``load_demo``.
"""

import json
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings


@cache
def read_solvik() -> dict[str, Any]:
    """Return fixtures/demo/solvik.json."""
    with (settings.DEMO_MAPPE / "solvik.json").open(encoding="utf-8") as file:
        return json.load(file)


def key_of(kind: str, name: str) -> UUID:
    """Return the key of a row that the demo makes: the same each time, so a second load finds it."""
    return uuid5(NAMESPACE_URL, f"https://stafett.invalid/demo/{kind}/{name}")
