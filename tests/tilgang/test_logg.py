"""What people have written never lands in a log, whatever goes wrong."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

from bti.loggformat import Loggformat

HEMMELIG = "Nora Nordlie gråt i garderoben"


@pytest.fixture
def logg(monkeypatch) -> io.StringIO:
    """What the console gets, with the handlers as the settings have them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Loggformat())
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    return stream


def written(fault: Exception) -> str:
    try:
        raise RuntimeError(f"mens vi lagret: {HEMMELIG}") from fault
    except RuntimeError as problem:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "Feil", None, (type(problem), problem, problem.__traceback__)
        )
        return Loggformat().format(record)


def test_an_error_of_the_database_is_logged_without_its_words(db):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::integer", [HEMMELIG])
    except DatabaseError as fault:
        text = written(fault)

    assert HEMMELIG not in text
    for part in (
        "psycopg.errors.InvalidTextRepresentation",
        "django.db.utils.DataError",
        "builtins.RuntimeError",
        "test_logg.py",
    ):
        assert part in text


def test_another_error_keeps_its_words():
    assert "mens vi lagret" in written(ValueError("noe annet"))


def test_the_page_that_fails_logs_where_and_not_what(verden, settings, logg):
    settings.ROOT_URLCONF = "tests.tilgang.proeve_urls"
    client = Client(raise_request_exception=False)
    client.force_login(verden.jonas)

    assert client.get("/proeve/database-error/").status_code == 500
    text = logg.getvalue()
    assert "psycopg.errors.DivisionByZero" in text
    assert "proeve_urls.py" in text
    assert "division by zero" not in text


@pytest.mark.parametrize("where", ["raises-403", "raises-404"])
def test_a_refusal_logs_nothing(verden, settings, logg, where):
    settings.ROOT_URLCONF = "tests.tilgang.proeve_urls"
    client = Client(raise_request_exception=False)
    client.force_login(verden.jonas)
    client.get(f"/proeve/{where}/")

    assert logg.getvalue() == ""


def test_nothing_is_mailed_and_everything_goes_through_the_format():
    assert logging.getLogger("django").handlers == []
    formats = settings.LOGGING["formatters"]
    assert [formats[h["formatter"]]["()"] for h in settings.LOGGING["handlers"].values()] == [
        "bti.loggformat.Loggformat"
    ]
