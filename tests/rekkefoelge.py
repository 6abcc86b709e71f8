"""Which tests run when, and which share a worker: a file is one worker's, and so are all journeys with their Stafett.

xdist writes its own groups into the tests' names in a way that pytest 9.2 does not read, so its scheduler is told here.
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

REISER = "tests/reiser/"


def group_of(nodeid: str) -> str:
    """Return what is not divided between two workers."""
    return REISER if nodeid.startswith(REISER) else nodeid.partition("::")[0]


class Gruppevis(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)  # there is no such hook in a run without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Gruppevis:
    """Hand out one group at a time, in the order below."""
    return Gruppevis(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and begin with what takes long: with that last, one worker stands idle meanwhile."""
    weight: dict[str, int] = {}
    for item in items:
        if "kromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.nettleser)
        group = group_of(item.nodeid)
        weight[group] = max(weight.get(group, 0), _weigh(item, group))
    items.sort(key=lambda item: -weight[group_of(item.nodeid)])


def _weigh(item: pytest.Item, group: str) -> int:
    if group == REISER or group.endswith(("test_mutanter.py", "test_modell.py")):
        return 3
    if any(item.get_closest_marker(mark) for mark in ("nettleser", "prosess")):
        return 2
    return int(group.startswith("tests/tilgang/"))
