"""Messages between everybody in the case, on the staff's side."""

import pytest
from django.urls import reverse

from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from stafettlogg.models import Melding
from stafettlogg.services import send_melding

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(verden) -> str:
    return reverse("stafettlogg:melding-new", args=[verden.sak.pk])


def test_a_message_is_sent_once_and_told(verden, url, fill_in, jonas, eier):
    response = fill_in(url, times=2, tekst="Kan dere komme klokken tre?")
    with acting_as(verden.jonas.pk):
        melding = Melding.objects.get()
    assert response.url == url
    html = jonas.get(url).content.decode()
    assert "Kan dere komme klokken tre?" in html
    assert f'Meldingen er sendt. <a class="ds-link" href="#melding-{melding.pk}">Se meldingen</a>' in html
    with eier():
        told = set(Utboks.objects.filter(slag=Slag.MELDING).values_list("mottaker_id", flat=True))
    assert told == {verden.kari.pk, verden.tom.pk, verden.amina.pk}


def test_the_thread_says_who_reads(verden, url, jonas):
    with acting_as(verden.kari.pk):
        send_melding(verden.sak, tekst="Vi kommer gjerne.", by=verden.kari.pk)
    html = jonas.get(url).content.decode()
    assert "Vi kommer gjerne." in html
    assert "Dette leser: Jonas Berge, Kari Nordlie, Tom Nordlie" in html
    assert "Amina" not in html.partition("Dette leser")[2].partition("</p>")[0]


@pytest.mark.parametrize("tekst", ["", "  ", "x" * 4_001])
def test_bad_input_is_answered_in_words(verden, url, fill_in, tekst):
    assert fill_in(url, tekst=tekst).status_code == 422
    with acting_as(verden.jonas.pk):
        assert not Melding.objects.exists()


def test_a_closed_case_takes_no_message(verden, url, jonas, eier, fill_in):
    with eier():
        type(verden.sak).objects.filter(pk=verden.sak.pk).update(status="lukket")
    assert "Det kan ikke skrives flere meldinger." in jonas.get(url).content.decode()
    assert jonas.post(url, {"tekst": "Likevel"}).status_code == 422
