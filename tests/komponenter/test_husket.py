"""Parts of a page that are remembered: the same answer as anew, and nothing in it but what it was given."""

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from bti.templatetags import husket

MENY = "komponenter/meny.html"
ANSATT = {"her": "stafettlogg:hjem", "er_ansatt": True, "er_leder": False, "antall_uleste": 0}


@pytest.fixture(autouse=True)
def _forgotten():
    husket._remember.cache_clear()
    yield
    husket._remember.cache_clear()


@pytest.mark.parametrize("spraak", ["nb", "nn"])
@pytest.mark.parametrize("words", [{}, {"er_leder": True}, {"antall_uleste": 7}, {"her": "bti:sak-list"}])
def test_the_second_time_is_as_the_first_and_as_without_memory(spraak, words):
    with translation.override(spraak):
        anew = get_template(MENY).render(ANSATT | words)
        assert husket.remembered(MENY, **ANSATT | words) == anew
        assert husket.remembered(MENY, **ANSATT | words) == anew
    assert husket._remember.cache_info().hits == 1


def test_one_persons_menu_is_not_anothers():
    leder = husket.remembered(MENY, **ANSATT | {"er_leder": True})
    ansatt = husket.remembered(MENY, **ANSATT)
    familie = husket.remembered(MENY, her="", er_familie=True)

    assert reverse("statistikk:oversikt") in leder
    assert reverse("statistikk:oversikt") not in ansatt
    assert reverse("bti:sak-list") not in familie


def test_a_language_is_remembered_apart():
    with translation.override("nb"):
        bokmaal = husket.remembered("komponenter/okt_innhold.html")
    with translation.override("nn"):
        nynorsk = husket.remembered("komponenter/okt_innhold.html")
    assert "ikke gjort noe" in bokmaal
    assert "ikkje gjort noko" in nynorsk


def test_it_knows_nothing_of_the_page_it_stands_on(rf):
    """A token or a name of one person would else be shown to the next."""
    page = Template('{% load husket %}{% remembered "komponenter/spraakvalg.html" %}')
    kontekst = Context({"csrf_token": "Hemmelig", "neste": "/sak/1/", "request": rf.get("/sak/2/")})

    html = page.render(kontekst)

    assert "Hemmelig" not in html
    assert "/sak/" not in html


@pytest.mark.parametrize("value", [object(), ["liste"], {"a": 1}, 1.5, SafeString("<b>")])
def test_only_words_numbers_and_yes_or_no_go_in(value):
    with pytest.raises(TypeError):
        husket.remembered(MENY, her=value)


def test_who_edits_a_template_sees_it_at_once(settings):
    settings.DEBUG = True
    husket.remembered(MENY, **ANSATT)
    assert husket._remember.cache_info().currsize == 0


def test_what_is_written_by_people_is_escaped():
    html = husket.remembered("komponenter/merkelenke.html", adresse="/", kommune="<b>Solvik</b>")
    assert "<b>Solvik" not in html
    assert "&lt;b&gt;Solvik" in html
