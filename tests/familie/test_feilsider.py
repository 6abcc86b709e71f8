"""Refused or not found: who is logged in keeps the menu and the way out; a stranger is shown neither."""

import pytest
from django.urls import reverse

from tests import factories as f

pytestmark = pytest.mark.django_db
UKJENT = "/finnes/ikke/"


def refuse(client, bruker, url: str) -> str:
    client.force_login(bruker)
    response = client.get(url)
    assert response.status_code in {403, 404}
    return response.content.decode()


@pytest.mark.parametrize(
    ("hvem", "side", "meny"),
    [
        ("kari", "bti:relasjoner", ["familie:hjem", "varsling:list"]),
        ("jonas", "statistikk:oversikt", ["stafettlogg:hjem", "bti:sak-list", "varsling:list"]),
        ("berit", "bti:relasjoner", ["statistikk:oversikt", "varsling:list"]),
    ],
)
@pytest.mark.parametrize("is_known", [True, False])
def test_who_is_logged_in_has_menu_and_log_out(client, verden, hvem, side, meny, is_known):
    html = refuse(client, getattr(verden, hvem), reverse(side) if is_known else UKJENT)

    assert f'action="{reverse("innlogging:logg-ut")}"' in html
    for name in meny:
        assert f'href="{reverse(name)}"' in html, name
    assert html.count("<h1") == 1


def test_the_family_keeps_the_quick_way_out(client, verden):
    assert "data-rask-utgang" in refuse(client, verden.kari, reverse("bti:relasjoner"))


def test_a_stranger_sees_no_menu(client, db):
    html = client.get(UKJENT).content.decode()

    assert "Hovedmeny" not in html
    assert reverse("innlogging:logg-ut") not in html


def test_a_parent_who_works_here_keeps_the_menu_of_their_work(client, verden):
    f.AnsettelseFactory(bruker=verden.kari, tjeneste=verden.skole)
    html = refuse(client, verden.kari, reverse("statistikk:oversikt"))

    assert f'href="{reverse("bti:sak-list")}"' in html
    assert f'href="{reverse("familie:hjem")}"' in html


def test_a_refusal_inside_a_page_is_a_fragment(client, verden):
    client.force_login(verden.jonas)
    html = client.get(reverse("statistikk:oversikt"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in html
    assert "Du kan ikke gjøre dette her" in html
