"""The menu of control: one way in, and behind it only what the person may open."""

import re

import pytest
from django.urls import reverse

from bti.models import Kommunerolletype
from tests import factories as f

pytestmark = pytest.mark.django_db
SIDER = {
    "Nødtilgang": "bti:noedtilgang-list",
    "Spørsmål fra familier": "bti:innsynsspoersmaal-list",
    "Delt uten samtykke": "samtykke:deling-vurderinger",
    "Sperringer": "bti:sperringer",
    "Loggkontroll": "revisjon:kontroll-list",
}


def make_person(verden, hvem: str):
    if hvem in {"siri", "jonas"}:
        return getattr(verden, hvem)
    person = f.BrukerFactory(navn="Unni Ombud")
    f.KommunerolleFactory(bruker=person, kommune=verden.solvik, rolle=Kommunerolletype(hvem))
    return person


@pytest.mark.parametrize(
    ("hvem", "ventet"),
    [
        ("siri", ["Nødtilgang", "Spørsmål fra familier", "Delt uten samtykke", "Sperringer", "Loggkontroll"]),
        ("personvernombud", ["Nødtilgang", "Spørsmål fra familier", "Delt uten samtykke", "Loggkontroll"]),
        ("leder", ["Loggkontroll"]),
    ],
)
def test_every_page_of_control_shows_the_way_to_those_one_may_open(client, verden, hvem, ventet):
    client.force_login(make_person(verden, hvem))
    for navn in ventet:
        side = client.get(reverse(SIDER[navn]))
        html = side.content.decode()
        undermeny = re.search(r'<nav class="lenkerad" aria-label="Kontroll">(.*?)</nav>', html, re.DOTALL)[1]
        assert re.findall(r">([^<>]+)</a>", undermeny) == ventet
        assert re.findall(r'aria-current="page">([^<]+)', undermeny) == [navn]
        hovedmeny = re.search(r'<nav class="meny".*?</nav>', html, re.DOTALL)[0]
        assert re.findall(r'aria-current="page">([^<]+)', hovedmeny) == ["Kontroll"]


def test_who_controls_nothing_is_not_shown_there(client, verden):
    """A teacher answers families' questions, and may not open the list of emergency accesses."""
    client.force_login(verden.jonas)
    html = client.get(reverse("bti:innsynsspoersmaal-list")).content.decode()

    assert 'aria-label="Kontroll"' not in html
    assert ">Kontroll<" not in html
    assert client.get(reverse("bti:noedtilgang-list")).status_code == 403
