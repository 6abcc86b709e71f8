"""A button pressed when the session had ended: one comes back to where it stood, and is told that nothing was done."""

from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from bti.models import Kladd, Stegstatus
from tests import factories as f
from tests.bti.conftest import token_in

pytestmark = pytest.mark.django_db
IKKE_GJORT = "Det du trykket på, ble ikke gjort. Trykk igjen."
VERT = "http://testserver"


def log_in_after(client, response, subject: str):
    """Log in as the page that one was led to says it."""
    html = client.get(response.url).content.decode()
    skjult = {"subject": subject, "neste": response.wsgi_request.GET.get("next", "")}
    for navn in ("neste", "ikke_gjort"):
        if f'name="{navn}" value="' in html:
            skjult[navn] = html.partition(f'name="{navn}" value="')[2].partition('"')[0]
    return html, client.post("/logg-inn/demo/", skjult, follow=True)


def end_sessions() -> None:
    Session.objects.all().delete()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_button_in_the_case_leads_back_to_the_case(client, verden, htmx):
    client.force_login(verden.jonas)
    siden = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    url = reverse("stafettlogg:steg", args=[verden.nora_sak.pk])
    end_sessions()

    headers = {"Referer": VERT + siden} | ({"HX-Request": "true"} if htmx else {})
    response = client.post(url, {"steg": "x", "gjort": "1"}, headers=headers)
    html, inne = log_in_after(client, response, "jonas")

    assert "Det du trykket på, ble ikke gjort." in html
    assert inne.redirect_chain == [(siden, 302)]
    assert inne.status_code == 200
    assert IKKE_GJORT in inne.content.decode()
    assert IKKE_GJORT not in client.get(siden).content.decode()
    assert not Stegstatus.objects.exists()


@pytest.mark.parametrize(
    "referer", ["", "https://ond.invalid/x/", "http://testserver.ond.invalid/x/", "javascript:1"]
)
def test_a_page_that_is_not_ours_leads_to_the_start_page(client, verden, referer):
    response = client.post(reverse("varsling:read-all"), headers={"Referer": referer})
    _html, inne = log_in_after(client, response, "jonas")

    assert inne.redirect_chain == [("/", 302)]
    assert IKKE_GJORT in inne.content.decode()


def test_a_button_in_a_form_leads_back_to_the_form_with_its_text(client, verden, eier):
    client.force_login(verden.jonas)
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    steg = f.StegFactory(nivaa=verden.nivaaer[0], nummer=9)
    siden = reverse("bti:undring-avklar", args=[undring.pk])
    token = token_in(client.get(siden))
    end_sessions()

    data = {"skjema_token": token, "fra": "avklar", "gjort": "1", "konklusjon": "Skrevet ferdig"}
    url = reverse("bti:undring-steg", args=[undring.pk, steg.pk])
    response = client.post(url, data, headers={"Referer": VERT + siden})
    _html, inne = log_in_after(client, response, "jonas")

    assert inne.redirect_chain == [(siden, 302)]
    assert IKKE_GJORT not in inne.content.decode()
    with eier():
        assert Kladd.objects.filter(bruker=verden.jonas).count() == 1


@pytest.mark.parametrize("hvem", [None, "jonas", "kari", "adm"])
def test_the_address_of_a_button_opened_as_a_page_says_that_nothing_was_done(client, verden, hvem):
    """The same words whether what it names is there or not, and the menu of who reads it."""
    if hvem:
        client.force_login(getattr(verden, hvem))
    sider = []
    for ident in (verden.nora_sak.pk, verden.ola_sak.pk, uuid4()):
        response = client.get(reverse("stafettlogg:steg", args=[ident]))
        assert response.status_code == 405
        assert response.headers["Allow"] == "POST"
        sider.append(response.content.decode().partition("<main")[2].partition("</main")[0])
    assert len(set(sider)) == 1
    assert "Adressen hører til en knapp. Ingenting er gjort nå." in sider[0]
    assert ("Logg ut" in response.content.decode()) is bool(hvem)
