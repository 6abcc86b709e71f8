"""A pytest plugin that writes down which test failed first, in which phase, and why. Loaded with ``-p``."""

import json
import os
from pathlib import Path
from typing import Any

STED = "STAFETT_VITNE"


def pytest_runtest_logreport(report: Any) -> None:
    """A test that fails while it is set up or torn down has found nothing: it never got to its question."""
    if report.failed:
        _write(test=report.nodeid, fase=report.when, hvorfor=_reason(report))


def pytest_collectreport(report: Any) -> None:
    """A file that cannot even be read proves nothing."""
    if report.failed:
        _write(test=report.nodeid, fase="collect", hvorfor=_reason(report))


def _reason(report: Any) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash else str(report.longrepr)
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[0][:160] if lines else ""


def _write(**said: str) -> None:
    path = Path(os.environ[STED])
    if not path.exists():
        path.write_text(json.dumps(said), encoding="utf-8")
