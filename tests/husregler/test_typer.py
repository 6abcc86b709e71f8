"""Types: all of the app is checked, and what is left out says why."""

import re
import tomllib

from tests.husregler.kode import APPER, ROT, kilder

WITH_REASON = re.compile(r"# type: ignore\[[\w,-]+\]  # \S+ \S+")


def find_bare(sti: str, text: str) -> list[str]:
    """Return the lines that are kept from the checker without a reason."""
    lines = enumerate(text.splitlines(), start=1)
    return [f"{sti}:{n}" for n, line in lines if "type: ignore" in line and not WITH_REASON.search(line)]


def test_what_is_kept_from_the_checker_says_why():
    texts = {kilde.sti: (ROT / kilde.sti).read_text(encoding="utf-8") for kilde in kilder()}
    assert [fault for sti, text in texts.items() for fault in find_bare(sti, text)] == []


def test_a_line_without_a_reason_is_found():
    text = "a = 1  # type: ignore\nb = 2  # type: ignore[misc]\nc = 3  # type: ignore[misc]  # Django's own\n"
    assert find_bare("bti/proeve.py", text) == ["bti/proeve.py:1", "bti/proeve.py:2"]


def test_every_app_is_checked():
    settings = tomllib.loads((ROT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert tuple(settings["files"]) == APPER
    assert {name for name, value in settings.items() if value is True} >= {
        "check_untyped_defs",
        "disallow_untyped_defs",
        "warn_unused_ignores",
    }
