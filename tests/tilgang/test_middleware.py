"""One transaction round the request: what failed is not kept, what is rendered is seen, what is refused is told."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client

from bti.models import Bruker, Kladd, Sak
from bti.revisjon.models import Hendelse
from bti.tilgang import middleware
from bti.tilgang.aktoer import current_setting, sign_aktoer
from bti.tilgang.feil import UsikkerTilkobling
from bti.tilgang.middleware import TilgangMiddleware
from bti.tilgang.personer import open_aktoer
from tests.bti.conftest import token_in, undring_data
from tests.cast import make_sak
from tests.eier import as_owner


@pytest.fixture
def proever(settings):
    settings.ROOT_URLCONF = "tests.tilgang.proeve_urls"


@pytest.fixture
def jonas(verden, proever) -> Client:
    """Logged in; a view that raises is answered as in production."""
    client = Client(raise_request_exception=False)
    client.force_login(verden.jonas)
    return client


def kept() -> tuple[int, list[str]]:
    """Return how many drafts there are, and which events."""
    with as_owner():
        return Kladd.objects.count(), list(Hendelse.objects.values_list("handling", flat=True))


@pytest.mark.parametrize("kode", [200, 302, 404, 422])
def test_an_ordinary_answer_keeps_what_was_written(jonas, kode):
    assert jonas.get(f"/proeve/status/{kode}/").status_code == kode
    assert kept() == (1, ["prøve.skrevet"])


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("raises", 500),
        ("raises-404", 404),
        ("raises-403", 403),
        ("database-error", 500),
        ("raises-in-template", 500),
        ("streaming", 500),
        ("status/500", 500),
        ("status/503", 503),
    ],
)
def test_what_failed_leaves_nothing(jonas, where, status):
    """Neither the row nor the event; a refusal leaves its own, and nothing else."""
    response = jonas.get(f"/proeve/{where}/")

    assert response.status_code == status
    assert kept() == (0, ["tilgang.nektet"] if status == 403 else [])


@pytest.mark.parametrize("is_up", [True, False])
def test_the_words_of_a_request_that_failed_are_kept_as_a_draft(jonas, monkeypatch, is_up):
    """All else is rolled back. Where the draft cannot be kept either, the answer is the same page."""
    token = token_in(jonas.get("/undring/ny/"))
    monkeypatch.setattr("bti.views.undring.create_undring", lambda **_: 1 / 0)
    if not is_up:
        monkeypatch.setattr(
            "bti.skjema.vern.save_kladd", lambda *_: connection.cursor().execute("SELECT 1 / 0")
        )

    response = jonas.post("/undring/ny/", undring_data(skjema_token=token))

    assert response.status_code == 500
    assert "Vi prøver å ta vare på det du skrev." in response.content.decode()
    assert ("Sitter alene i friminuttet" in jonas.get("/undring/ny/").content.decode()) is is_up


@pytest.mark.parametrize("where", ["raises", "database-error", "raises-in-template", "streaming"])
def test_the_error_page_says_nothing_about_the_error(jonas, where):
    html = jonas.get(f"/proeve/{where}/").content.decode()

    assert "<h1" in html
    assert "ZeroDivision" not in html
    assert "Traceback" not in html
    assert "division" not in html


def test_the_next_request_works(jonas):
    jonas.get("/proeve/database-error/")

    assert jonas.get("/proeve/lazy-template/").status_code == 200


def test_what_is_read_while_rendering_is_seen(jonas, verden):
    """With the transaction round the view alone the page would be empty."""
    assert jonas.get("/proeve/lazy-template/").content.decode() == f"[{verden.nora_sak.pk}]"


def test_a_statement_that_takes_too_long_is_stopped(jonas, monkeypatch):
    monkeypatch.setattr(middleware, "SETNINGSGRENSE_MS", 100)

    assert jonas.get("/proeve/slow/").status_code == 500
    assert kept() == (0, [])


def test_every_request_has_a_limit_and_the_apps_role(jonas):
    assert jonas.get("/proeve/setting/").content.decode() == "10s stafett_app"


def test_a_refusal_is_recorded(verden, client):
    client.force_login(verden.kari)

    assert client.get("/saker/").status_code == 403
    with as_owner():
        hendelse = Hendelse.objects.get(handling="tilgang.nektet")
    assert (hendelse.aktoer_id, hendelse.sak_id) == (verden.kari.pk, None)
    assert hendelse.detaljer == {"visning": "bti:sak-list"}


def test_a_refusal_of_nobody_names_nobody(db):
    Client(enforce_csrf_checks=True).post("/logg-inn/demo/", {"subject": "jonas"})

    with as_owner():
        assert not Hendelse.objects.exists()


def test_who_is_made_inactive_is_out_at_once(verden, client):
    client.force_login(verden.jonas)
    assert client.get("/saker/").status_code == 200
    with as_owner():
        Bruker.objects.filter(pk=verden.jonas.pk).update(is_active=False)

    assert client.get("/saker/").status_code == 302
    assert client.get(f"/sak/{verden.nora_sak.pk}/").status_code == 302


def test_who_has_left_is_no_longer_staff(verden, client):
    client.force_login(verden.jonas)
    with as_owner():
        verden.jonas.ansettelser.update(gyldig_til="2020-01-01", gyldig_fra="2019-01-01")

    assert client.get("/saker/").status_code == 403
    assert client.get(f"/sak/{verden.nora_sak.pk}/").status_code == 404


def test_a_session_with_a_made_up_person_is_nobody(verden, client):
    """What stands in the session is signed as the actor, but a person who does not exist is nobody."""
    client.force_login(verden.jonas)
    session = client.session
    session["_auth_user_id"] = "00000000-0000-4000-8000-000000000000"
    session.save()

    assert client.get("/saker/").status_code == 302


def test_the_owner_is_not_served(eier):
    served = TilgangMiddleware(lambda request: None)
    with eier(), pytest.raises(UsikkerTilkobling, match="eier tabeller"):
        served._check_connection_once()


def test_without_its_walls_it_is_not_served(eier):
    served = TilgangMiddleware(lambda request: None)
    with eier(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE bti_sak DISABLE ROW LEVEL SECURITY")
    with pytest.raises(UsikkerTilkobling, match="mangler radsikkerhet"):
        served._check_connection_once()


def test_the_app_is_served_and_asked_once(db, django_assert_num_queries):
    served = TilgangMiddleware(lambda request: None)
    with django_assert_num_queries(1):
        served._check_connection_once()
        served._check_connection_once()


def test_the_actor_ends_with_the_request(verden_committed, client):
    """On a real connection, as a pool would hand it on: the next one who gets it is nobody."""
    client.force_login(verden_committed.jonas)
    assert client.get(f"/sak/{verden_committed.nora_sak.pk}/").status_code == 200

    assert current_setting() == ""
    assert not Sak.objects.exists()
    assert not connection.in_atomic_block


def test_answers_are_kept_by_nobody(verden, client):
    client.force_login(verden.jonas)
    response = client.get(f"/sak/{verden.nora_sak.pk}/")

    assert response["Cache-Control"] == "no-store, private"
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_page_about_one_case_sees_no_other(verden):
    """Under sak/<id>/ the transaction's list holds that case, or nothing when it is not the actor's."""
    sak = verden.nora_sak
    other = make_sak(
        kommune=sak.kommune,
        tjeneste=sak.tjeneste,
        nivaa=sak.nivaa,
        holder=verden.jonas,
        barn="Kim",
        foresatte={},
    )
    signed = sign_aktoer(str(verden.jonas.pk))

    def seen(sak_id: UUID | None) -> set[UUID]:
        with transaction.atomic():
            open_aktoer(signed, grense_ms=1000, sak_id=str(sak_id) if sak_id else None)
            return set(Sak.objects.values_list("pk", flat=True))

    assert seen(None) == {verden.nora_sak.pk, other.pk}
    assert seen(other.pk) == {other.pk}
    assert seen(verden.ola_sak.pk) == set()


@pytest.mark.django_db
def test_to_ask_about_a_case_one_does_not_see_opens_nothing(verden):
    with transaction.atomic():
        assert open_aktoer("", grense_ms=1000, sak_id=str(verden.nora_sak.pk)) is None
        assert not Sak.objects.exists()
