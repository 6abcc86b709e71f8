"""`./stafett test`: bring servers, libraries and a browser, then run pytest with what was written after the word."""

import os
import subprocess
import sys

from bti.drift import miljoe, nettleser, systembibliotek, testserver
from bti.drift.steder import ROT

# As tests/rekkefoelge.py says: a file is one worker's, and the long ones come first.
SIDE_OM_SIDE = ("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")


def main(arguments: list[str]) -> int:
    """Run the tests, and give pytest's exit code back."""
    if advice := systembibliotek.ensure():
        print(advice)
    browser = nettleser.ensure()
    os.environ |= systembibliotek.environment()
    testserver.start()
    command = [
        sys.executable,
        "-m",
        "pytest",
        *_default_arguments(arguments, has_browser=bool(browser)),
        *arguments,
    ]
    code = subprocess.run(command, cwd=ROT, env=_environment(browser)).returncode
    if not browser:
        print(
            f"\nNettlesertestene ble ikke kjørt: fant ikke Chromium og fikk ikke hentet den.\n  {nettleser.RAAD}"
        )
    return code


def _environment(browser: str | None) -> dict[str, str]:
    # The journeys' Playwright keeps a loop in its worker to the end; Django would take the tests after them for async.
    environment = miljoe.own() | {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    return environment | ({"STAFETT_KROMIUM": browser} if browser else {})


def _default_arguments(arguments: list[str], *, has_browser: bool) -> list[str]:
    """Use two processes for the whole suite; leave out what needs a browser where there is none."""
    chosen: list[str] = []
    has_number = any(word.startswith("-n") for word in arguments)
    if not _names_tests(arguments) and not has_number and (os.cpu_count() or 1) > 1:
        chosen += SIDE_OM_SIDE
    if not has_browser and "-m" not in arguments:
        chosen += ["-m", "not nightly and not nettleser"]
    return chosen


def _names_tests(arguments: list[str]) -> bool:
    return any(word.startswith("tests") or "::" in word for word in arguments)
