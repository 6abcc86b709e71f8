"""What the table of sessions is worth to somebody who reads or writes it: nothing."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from bti.tilgang.oekter import SessionStore, digest_of

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


def stranger(key: str) -> Client:
    client = Client()
    client.cookies[COOKIE] = key
    return client


@pytest.fixture
def jonas(client, verden) -> Client:
    client.force_login(verden.jonas)
    assert client.get("/saker/").status_code == 200
    return client


def test_a_row_is_found_by_the_cookie_and_not_by_what_the_table_says(jonas):
    key = jonas.cookies[COOKIE].value
    row = Session.objects.get()

    assert row.session_key == digest_of(key) != key
    assert stranger(key).get("/saker/").status_code == 200
    assert stranger(row.session_key).get("/saker/").status_code == 302


def test_the_table_does_not_say_who_is_logged_in(jonas, verden):
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key || session_data FROM django_session")
        ((row,),) = cursor.fetchall()

    assert jonas.cookies[COOKIE].value not in row
    assert str(verden.jonas.pk) not in row
    assert Session.objects.get().get_decoded() == {}  # Django's own store, which knows SECRET_KEY


def test_a_row_copied_to_a_key_of_ones_own_opens_nothing(jonas):
    """Whoever can write to the table too is still nobody."""
    row = Session.objects.get()
    Session.objects.create(
        session_key=digest_of("a" * 32), session_data=row.session_data, expire_date=row.expire_date
    )

    assert stranger("a" * 32).get("/saker/").status_code == 302
    assert SessionStore("a" * 32).load() == {}


def test_logging_out_deletes_the_row(jonas):
    key = jonas.cookies[COOKIE].value
    jonas.post("/logg-ut/")

    assert not Session.objects.filter(session_key=digest_of(key)).exists()
    assert stranger(key).get("/saker/").status_code == 302


def test_logging_in_changes_the_key(client, verden):
    client.get("/logg-inn/")
    session = client.session
    session["noe"] = 1
    session.save()
    before = session.session_key
    client.cookies[COOKIE] = before
    client.post("/logg-inn/demo/", {"subject": "jonas"})

    assert client.cookies[COOKIE].value != before
    assert client.session["noe"] == 1
    assert not SessionStore().exists(before)


def test_an_expired_row_is_nobody_and_is_cleared(jonas):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert jonas.get("/saker/").status_code == 302
    call_command("clearsessions")
    assert not Session.objects.exists()


def test_one_statement_reads_a_session(jonas, django_assert_num_queries):
    key = jonas.cookies[COOKIE].value
    with django_assert_num_queries(1):
        assert SessionStore(key)["_auth_user_id"]


@pytest.mark.parametrize("key", ["\\000aaaaaaaaaa", "\\377aaaaaaaaaa", "x" * 5000])
def test_a_cookie_that_postgresql_could_not_hold_is_nobody(verden, key):
    assert Client(headers={"cookie": f'{COOKIE}="{key}"'}).get("/saker/").status_code == 302


def test_this_is_the_store_that_is_used():
    assert import_module(settings.SESSION_ENGINE).SessionStore is SessionStore


def test_a_row_whose_date_is_moved_keeps_no_session_alive(jonas, verden, time_machine):
    """When it ends is sealed with the rest: who writes in the table can at most put back what is not over yet."""
    key = jonas.cookies[COOKIE].value
    row = Session.objects.get()
    jonas.post("/logg-ut/")
    Session.objects.create(
        session_key=row.session_key,
        session_data=row.session_data,
        expire_date=timezone.now() + timedelta(days=9),
    )

    time_machine.move_to(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 1))

    assert SessionStore(key).load() == {}
