"""How views read what is sent."""

import re

from tests.spraak.tekster import python_files

TOM_ER_INGEN = re.compile(r"\.POST or None")


def find_lost_posts(files) -> list[str]:
    """Return the places where a POST without fields would be taken for no POST at all, and its form for unasked."""
    return [
        f"{file.name}:{nr}"
        for file in files
        for nr, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if TOM_ER_INGEN.search(line)
    ]


def test_a_post_without_fields_is_a_post():
    assert find_lost_posts(python_files()) == []


def test_a_lost_post_is_found(tmp_path):
    file = tmp_path / "views.py"
    file.write_text("form = Form(request.POST or None)\n", encoding="utf-8")
    assert find_lost_posts([file]) == ["views.py:1"]
