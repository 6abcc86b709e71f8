"""How views and forms read what is sent."""

import ast
import re

from tests.husregler.kode import kilder, parse
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


def find_open_numbers(filer) -> list[str]:
    """Return the number fields that take more than PostgreSQL does; a version is hidden in a Versjonsfelt."""
    return [
        f"{kilde.sti}:{node.lineno}"
        for kilde in filer
        for node in ast.walk(kilde.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "forms.IntegerField"
        and "max_value" not in {one.arg for one in node.keywords}
    ]


def test_no_number_is_larger_than_the_database_takes():
    assert find_open_numbers(kilder()) == []
    open_one = (
        "versjon = forms.IntegerField(widget=forms.HiddenInput)\ndager = forms.IntegerField(max_value=9)\n"
    )
    assert find_open_numbers([parse(open_one)]) == ["bti/proeve.py:1"]


def find_bare_dates(filer) -> list[str]:
    """Return the date fields that are no Dagfelt: they take the year 26."""
    return [
        f"{kilde.sti}:{node.lineno}"
        for kilde in filer
        for node in ast.walk(kilde.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "forms.DateField"
    ]


def test_a_date_is_a_day_of_our_own_time():
    assert find_bare_dates(kilder()) == []
    assert find_bare_dates([parse("dag = forms.DateField()\nandre = Dagfelt()\n")]) == ["bti/proeve.py:1"]
