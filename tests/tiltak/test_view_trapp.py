"""The staircase: the municipality's own, filtered by words and level, and a way into the case."""

import pytest
from django.urls import reverse

from tests import factories as f
from tests.sidetekst import without_tokens

pytestmark = pytest.mark.django_db
URL = "/tiltakstrapp/"


@pytest.fixture
def trapp(verden):
    """Two steps in Solvik, one card each; and Fjellvik's own, which nobody in Solvik sees."""
    for nummer, navn, nivaa, kort in [
        (1, "Trygge rammer for alle", "universell", "Åpen hall"),
        (5, "Samordnet innsats", "indikert", "Familieråd"),
    ]:
        trinn = f.TrinnFactory(kommune=verden.solvik, nummer=nummer, navn=navn, forebyggingsnivaa=nivaa)
        f.TiltakskortFactory(kommune=verden.solvik, trinn=trinn, navn=kort, forebyggingsnivaa=nivaa)
    f.TiltakskortFactory(kommune=verden.fjellvik, navn="Fjellviks eget")


def test_the_steps_stand_in_order_with_their_cards(trapp, jonas):
    html = jonas.get(URL).content.decode()
    assert html.index("Trygge rammer for alle") < html.index("Åpen hall") < html.index("Samordnet innsats")
    assert "Fjellviks eget" not in html
    assert "2 tiltak" in html


def test_filter_by_level_and_words(trapp, jonas):
    html = jonas.get(URL, {"nivaa": "indikert"}).content.decode()
    assert "Familieråd" in html
    assert "Åpen hall" not in html
    assert "Åpen hall" in jonas.get(URL, {"q": "åpen HALL"}).content.decode()
    assert "0 tiltak" in jonas.get(URL, {"q": "finnes ikke"}).content.decode()


@pytest.mark.parametrize("query", [{"nivaa": "tull"}, {"sak": "tull"}, {"q": "x" * 200}])
def test_a_strange_filter_is_no_filter(trapp, jonas, query):
    assert jonas.get(URL, query).status_code == 200


def test_from_a_case_each_card_leads_back_into_it(trapp, verden, jonas):
    html = jonas.get(URL, {"sak": str(verden.sak.pk)}).content.decode()
    assert reverse("tiltak:new", args=[verden.sak.pk]) + "?kort=" in html
    assert "Nora Nordlie" in html


def test_a_case_that_is_not_mine_is_as_no_case(trapp, verden, jonas, login):
    html = jonas.get(URL, {"sak": str(verden.ola_sak.pk)}).content.decode()
    assert "Ola" not in html
    assert "?kort=" not in html
    html = login(verden.erik).get(URL, {"sak": str(verden.sak.pk)}).content.decode()
    assert "Nora" not in without_tokens(html)
    assert "Fjellviks eget" in html


def test_the_municipalitys_own_place_is_not_confirmed_by_us(trapp, jonas):
    assert "ikke bekreftet" in jonas.get(URL).content.decode()


def test_the_whole_staircase_costs_few_statements(trapp, verden, jonas, django_assert_max_num_queries):
    for n in range(30):
        f.TiltakskortFactory(kommune=verden.solvik, navn=f"Kort {n}", trinn__nummer=6 + n)
    jonas.get(URL)
    with django_assert_max_num_queries(7):
        jonas.get(URL)
