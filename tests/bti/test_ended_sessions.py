"""Texts that are sent when the session has ended: each one is held, for the one who wrote it, and for nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti.forms import AvklarForm, UndringForm
from bti.models import Kladd
from bti.skjema import vern
from bti.skjema.vern import LEVETID, MAKS_VENTENDE, VENTENDE, new_noekkel
from tests import factories as f
from tests.bti.conftest import token_in, undring_data

pytestmark = pytest.mark.django_db
NY = "/undring/ny/"
UNDRING = UndringForm.skjema


def texts(eier, bruker) -> dict[str, str]:
    """Return what lies in a person's drafts: the form, and what was seen."""
    with eier():
        return {one.skjema: one.felter["observert"][0] for one in Kladd.objects.filter(bruker=bruker)}


def send(client: Client, bruker, skjema: str, observert: str, objekt_id=None) -> None:
    token = new_noekkel(bruker.pk, skjema, objekt_id).sign()
    client.post(NY, {"skjema_token": token, "observert": observert})


def log_in(client: Client, subject: str, **data) -> str:
    return client.post("/logg-inn/demo/", {"subject": subject, **data}, follow=True).content.decode()


def test_two_tabs_both_get_their_text_back(client, verden, eier):
    send(client, verden.jonas, UNDRING, "Fra den ene fanen")
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    send(client, verden.jonas, AvklarForm.skjema, "Fra den andre", objekt_id=undring.pk)

    page = log_in(client, "jonas")

    assert texts(eier, verden.jonas) == {UNDRING: "Fra den ene fanen", AvklarForm.skjema: "Fra den andre"}
    assert "Du finner dem under «Mine kladder»." in page
    assert VENTENDE not in client.session


def test_the_same_form_about_two_things_is_two_texts(client, verden, eier):
    for number in (1, 2):
        send(
            client,
            verden.jonas,
            "innlegg",
            f"Tekst {number}",
            objekt_id=verden.nora_sak.pk if number == 1 else verden.ola_sak.pk,
        )
    log_in(client, "jonas")

    with eier():
        assert Kladd.objects.filter(skjema="innlegg").count() == 2


def test_the_text_waits_for_its_author_while_another_uses_the_browser(client, verden, eier):
    send(client, verden.jonas, UNDRING, "Bare for Jonas")

    assert "Bare for Jonas" not in log_in(client, "siri", neste=NY)
    assert "Bare for Jonas" not in client.get(reverse("bti:kladd-list")).content.decode()
    assert texts(eier, verden.siri) == {}
    client.post("/logg-ut/")
    assert "Bare for Jonas" in log_in(client, "jonas", neste=NY)
    assert texts(eier, verden.jonas) == {UNDRING: "Bare for Jonas"}


def test_two_people_at_one_machine_do_not_push_each_other_out(client, verden, eier):
    send(client, verden.jonas, UNDRING, "Jonas skrev")
    send(client, verden.siri, UNDRING, "Siri skrev")
    log_in(client, "siri")
    log_in(client, "jonas")  # straight over, without logging out

    assert texts(eier, verden.jonas) == {UNDRING: "Jonas skrev"}
    assert texts(eier, verden.siri) == {UNDRING: "Siri skrev"}


def test_only_so_many_are_held_and_the_oldest_go_first(client, verden, eier):
    for number in range(MAKS_VENTENDE + 2):
        send(client, verden.jonas, f"skjema-{number}", str(number))
    log_in(client, "jonas")

    assert sorted(map(int, texts(eier, verden.jonas).values())) == list(range(2, MAKS_VENTENDE + 2))


def test_together_they_are_no_longer_than_one_may_be(client, verden, monkeypatch):
    monkeypatch.setattr(vern, "MAKS_TEGN", 100)
    for number in range(5):
        send(client, verden.jonas, f"skjema-{number}", "x" * 40)

    assert len(client.session[VENTENDE]) == 2


def test_a_token_that_has_expired_holds_a_little(client, verden, eier, monkeypatch):
    monkeypatch.setattr(vern, "MAKS_TEGN_UTLOEPT", 40)
    with time_machine.travel(timezone.now() - LEVETID - timedelta(minutes=1)):
        old = new_noekkel(verden.jonas.pk, UNDRING, None).sign()

    client.post(NY, {"skjema_token": old, "observert": "x" * 41})
    assert VENTENDE not in client.session
    client.post(NY, {"skjema_token": old, "observert": "Kort"})
    log_in(client, "jonas")
    assert texts(eier, verden.jonas) == {UNDRING: "Kort"}


def test_an_expired_token_still_keeps_its_owners_draft_and_makes_no_row_by_its_key(jonas, verden, eier):
    with time_machine.travel(timezone.now() - LEVETID - timedelta(minutes=1)):
        noekkel = new_noekkel(verden.jonas.pk, UNDRING, None)
        old = noekkel.sign()
    assert vern.read_token(old) is None

    assert jonas.post("/kladd/", {"skjema_token": old, "observert": "Etter ferien"}).status_code == 200
    assert texts(eier, verden.jonas) == {UNDRING: "Etter ferien"}
    made = jonas.post(NY, undring_data(skjema_token=old))
    assert made.status_code == 302
    assert str(noekkel.noekkel) not in made.url


def test_no_text_with_nul_stops_a_draft_or_a_login(jonas, verden, eier):
    token = token_in(jonas.get(NY))
    assert jonas.post("/kladd/", {"skjema_token": token, "observert": "a\0b", "c\0d": "e"}).status_code == 200
    assert texts(eier, verden.jonas) == {UNDRING: "ab"}

    Session.objects.all().delete()
    jonas.post(NY, {"skjema_token": token, "observert": "f\0g"})
    assert "fg" in log_in(jonas, "jonas", neste=NY)


@pytest.mark.parametrize("subject", ["a\0", "jonas\0", "\0", ""])
def test_a_subject_with_nul_is_nobody(client, verden, subject):
    assert client.post("/logg-inn/demo/", {"subject": subject}).status_code == 404


@pytest.mark.parametrize(
    "neste", ["foo", "bti:kladd-list", "kladder/", "//ond.invalid/", "https://ond.invalid/", "/\\ond.invalid"]
)
def test_what_is_not_a_path_of_ours_leads_to_the_start_page(client, verden, neste):
    assert client.post("/logg-inn/demo/", {"subject": "jonas", "neste": neste}).url == reverse(
        "stafettlogg:hjem"
    )
