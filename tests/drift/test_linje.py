"""The connection that is kept between requests: asked about without a statement, and opened anew when it is dead."""

import time

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def linje():
    """A connection of its own, as a web process keeps it between two requests."""
    kept = connection.copy()
    kept.settings_dict |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}  # as settings/base.py has them
    kept.ensure_connection()
    yield kept
    kept.close()


def begin_request(kept) -> int:
    """What Django does before each request; returns which server process answers."""
    kept.close_if_unusable_or_obsolete()
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_silent_line_is_kept_and_not_asked(linje, monkeypatch):
    first = begin_request(linje)
    monkeypatch.setattr(
        type(linje), "is_usable", lambda self: pytest.fail("a silent line needs no statement")
    )

    assert begin_request(linje) == first


def test_a_line_that_the_server_has_left_is_opened_anew(linje):
    first = begin_request(linje)
    with linje.cursor() as cursor:
        cursor.execute("SET idle_session_timeout = '20ms'")
    time.sleep(0.5)

    assert begin_request(linje) != first


def test_a_line_that_says_something_is_asked(linje):
    """A setting that was changed, or a notice: the line is well, and kept."""
    first = begin_request(linje)
    with linje.cursor() as cursor:
        cursor.execute("LISTEN proeve")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("NOTIFY proeve")
    other.close()

    assert begin_request(linje) == first
