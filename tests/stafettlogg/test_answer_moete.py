"""The staff's answers to an invitation, and the list of every planned meeting on the page of the case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Moete, Moetedeltaker, Svar
from stafettlogg.services import answer_moete, call_moete, cancel_moete, move_moete
from tests.cast import give_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def moete(verden) -> Moete:
    """Jonas calls the parents and the adviser, who sees the case."""
    give_consent(verden, verden.kari, verden.tom)
    return call(verden, 10, "Møterom 2", verden.kari, verden.amina)


def call(verden, dager, sted, *innkalte) -> Moete:
    with acting_as(verden.jonas.pk):
        return call_moete(
            verden.sak,
            moetetype="samarbeid",
            starter_at=timezone.now() + timedelta(days=dager),
            sted=sted,
            innkalte=[en.pk for en in innkalte],
            by=verden.jonas.pk,
        )


def url_of(moete, navn="moete-detail") -> str:
    return reverse(f"stafettlogg:{navn}", args=[moete.pk])


def sak_url(verden) -> str:
    return reverse("stafettlogg:sak", args=[verden.sak.pk])


def svar_of(moete, bruker) -> str:
    with acting_as(bruker.pk):
        return Moetedeltaker.objects.get(moete=moete, bruker=bruker).svar


def test_an_adviser_answers_and_the_stafettholder_sees_it(verden, moete, login, jonas):
    amina = login(verden.amina)
    assert "Kommer du?" in amina.get(url_of(moete)).content.decode()
    response = amina.post(url_of(moete, "moete-svar"), {"svar": "kommer"}, follow=True)
    html = response.content.decode()
    assert response.redirect_chain[-1][0] == url_of(moete)
    assert "Svaret er lagret: Du kommer." in html
    assert "Du har svart at du kommer." in html
    for page in (url_of(moete), sak_url(verden)):
        seen = jonas.get(page).content.decode()
        assert "Amina Yusuf: kommer" in seen
        assert "Kari Nordlie: har ikke svart" in seen


def test_the_last_answer_counts(verden, moete, login):
    amina = login(verden.amina)
    for svar in ("kommer", "kan_ikke"):
        amina.post(url_of(moete, "moete-svar"), {"svar": svar})
    assert svar_of(moete, verden.amina) == Svar.KAN_IKKE


def test_one_answers_from_the_page_of_the_case_and_stays_there(verden, moete, login):
    amina = login(verden.amina)
    assert url_of(moete, "moete-svar") in amina.get(sak_url(verden)).content.decode()
    response = amina.post(url_of(moete, "moete-svar"), {"svar": "kan_ikke", "fra": "sak"}, follow=True)
    assert response.redirect_chain[-1][0] == sak_url(verden)
    html = response.content.decode()
    assert "Amina Yusuf: kan ikke" in html
    assert url_of(moete, "moete-svar") not in html, (
        "answered: the meeting's own page is the place to change it"
    )


def test_the_home_page_asks_for_the_answer(verden, moete, login):
    amina = login(verden.amina)
    assert "Svar på om du kommer." in amina.get(reverse("stafettlogg:hjem")).content.decode()
    amina.post(url_of(moete, "moete-svar"), {"svar": "kommer"})
    assert "Svar på om du kommer." not in amina.get(reverse("stafettlogg:hjem")).content.decode()


def test_who_calls_the_meeting_comes(verden, moete, jonas):
    assert svar_of(moete, verden.jonas) == Svar.KOMMER
    assert "Jonas Berge: kommer" in jonas.get(sak_url(verden)).content.decode()


def test_every_planned_meeting_is_listed_the_next_one_first(verden, moete, jonas):
    call(verden, 40, "Biblioteket", verden.kari)
    call(verden, 3, "Rektors kontor", verden.kari)
    html = jonas.get(sak_url(verden)).content.decode()
    steder = [html.index(sted) for sted in ("Rektors kontor", "Møterom 2", "Biblioteket")]
    assert steder == sorted(steder)


@pytest.mark.parametrize("svar", ["", "kanskje", "ikke_svart"])
def test_another_answer_is_refused_in_words(verden, moete, login, svar):
    response = login(verden.amina).post(url_of(moete, "moete-svar"), {"svar": svar}, follow=True)
    assert "Velg om du kommer eller ikke." in response.content.decode()
    assert svar_of(moete, verden.amina) == Svar.IKKE_SVART


def test_who_is_not_asked_is_told_so(verden, login):
    give_consent(verden, verden.kari, verden.tom)
    moete = call(verden, 5, "Møterom 2", verden.kari)
    amina = login(verden.amina)
    assert "Kommer du?" not in amina.get(url_of(moete)).content.decode()
    response = amina.post(url_of(moete, "moete-svar"), {"svar": "kommer"}, follow=True)
    assert "Du er ikke innkalt til dette møtet." in response.content.decode()


def test_a_meeting_called_off_takes_no_answer(verden, moete, login):
    with acting_as(verden.jonas.pk):
        cancel_moete(moete, by=verden.jonas.pk)
    amina = login(verden.amina)
    response = amina.post(url_of(moete, "moete-svar"), {"svar": "kommer"}, follow=True)
    assert "Møtet er holdt eller avlyst. Du trenger ikke svare." in response.content.decode()
    assert "Kommer du?" not in response.content.decode()


def test_who_does_not_see_the_case_does_not_find_the_meeting(verden, login):
    moete = call(verden, 5, "Møterom 2", verden.amina)
    for bruker in (verden.amina, verden.erik, verden.pia):
        answer = login(bruker).post(url_of(moete, "moete-svar"), {"svar": "kommer"})
        assert answer.status_code == 404


def test_a_parent_answers_on_the_familys_page(verden, moete, login):
    assert login(verden.kari).post(url_of(moete, "moete-svar"), {"svar": "kommer"}).status_code == 403


def test_another_time_asks_everybody_again(verden, moete, jonas):
    with acting_as(verden.kari.pk):
        answer_moete(moete, svar="kommer", by=verden.kari.pk)
    with acting_as(verden.jonas.pk):
        kept = {"hensikt": "", "by": verden.jonas.pk}
        moved = move_moete(moete, starter_at=moete.starter_at, sted="Aulaen", versjon=moete.versjon, **kept)
    assert svar_of(moete, verden.kari) == Svar.KOMMER, "another room is no other time"
    with acting_as(verden.jonas.pk):
        senere = moete.starter_at + timedelta(days=1)
        move_moete(moved, starter_at=senere, sted="Aulaen", versjon=moved.versjon, **kept)
    assert svar_of(moete, verden.kari) == Svar.IKKE_SVART
    assert svar_of(moete, verden.jonas) == Svar.KOMMER
