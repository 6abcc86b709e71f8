"""One real Stafett and one Chromium for all journeys; logs and the open pages are shown when one fails."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.komponenter.nettleser import CHROMIUM, FLAGG
from tests.reiser.person import Person
from tests.reiser.stakk import Stakk, make_stakk

TAKTSLAG = re.compile(r"Sending due task|received$|succeeded in")


@pytest.fixture(scope="package")
def felles_stakk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stakk]:
    """The processes, started once."""
    stakk = make_stakk(tmp_path_factory.mktemp("stafett"))
    yield stakk
    stakk.stop()


@pytest.fixture(scope="package")  # while it lives, no other test in this process may start one of its own
def kromium() -> Iterator[Browser]:
    """One Chromium; everybody has a context of their own in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGG)
        yield browser
        browser.close()


@pytest.fixture
def stakk(felles_stakk: Stakk, request: pytest.FixtureRequest) -> Stakk:
    """Stafett with untouched Solvik."""
    felles_stakk.reset()
    request.node.stash[VED_FEIL] = [felles_stakk]
    return felles_stakk


@pytest.fixture
def person(stakk: Stakk, kromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """Return a function that gives somebody in the cast a browser."""
    people: list[Person] = []

    def make(navn: str, **how: Any) -> Person:
        people.append(Person(kromium, stakk, navn, **how))
        request.node.stash[VED_FEIL].append(people[-1])
        return people[-1]

    yield make
    for one in people:
        one.close_browser()
    mangler = [line for one in people for line in one.mangler]
    assert not mangler, "\n".join(mangler)


VED_FEIL: pytest.StashKey[list[Any]] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Show what web and worker said, and where everybody was."""
    report = yield
    if report.when == "call" and report.failed:
        for one in item.stash.get(VED_FEIL, []):
            if isinstance(one, Stakk):
                for navn, text in one.read_logs().items():
                    lines = [line for line in text.splitlines() if not TAKTSLAG.search(line)]
                    report.sections.append((navn, "\n".join(lines[-40:])))
            else:
                report.sections.append((one.navn, f"{one.status} {one.page.url}\n{one.konsoll}"))
    return report
