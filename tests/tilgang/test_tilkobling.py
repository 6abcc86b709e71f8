"""The test run itself: it must be the app, or every policy passes."""

import pytest
from django.db import connection

from bti.tilgang.sjekker import find_connection_faults

pytestmark = pytest.mark.django_db


def test_tests_run_as_the_app_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("stafett_app",)
    assert find_connection_faults() == []


def test_the_owner_is_refused(eier):
    with eier():
        assert any("eier tabeller" in fault for fault in find_connection_faults())
