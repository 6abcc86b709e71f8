"""Who gets what from each of the staff's pages, the stranger included."""

import pytest
from django.urls import reverse

from tests.cast import give_consent

pytestmark = pytest.mark.django_db

EVERYBODY_IN = {"jonas": 200, "amina": 200, "kari": 403, "tom": 403}
HOLDER_ONLY = {"jonas": 200, "amina": 403, "kari": 403, "tom": 403}
OUTSIDE = ("siri", "lise", "pia", "berit", "adm", "ragna", "erik", "fremmed")

SIDER = {
    "stafettlogg:sak": ("sak", EVERYBODY_IN),
    "stafettlogg:innlegg-new": ("sak", EVERYBODY_IN),
    "stafettlogg:innlegg-rett": ("innlegg", HOLDER_ONLY),
    "stafettlogg:melding-new": ("sak", EVERYBODY_IN),
    "stafettlogg:moete-new": ("sak", HOLDER_ONLY),
    "stafettlogg:moete-detail": ("moete", EVERYBODY_IN),
    "stafettlogg:moete-flytt": ("moete", HOLDER_ONLY),
    "stafettlogg:moete-avlys": ("moete", HOLDER_ONLY),
    "stafettlogg:moete-hold": ("moete", HOLDER_ONLY),
    "tiltak:maal-new": ("sak", EVERYBODY_IN),
    "tiltak:maal-edit": ("maal", EVERYBODY_IN),
    "tiltak:new": ("sak", EVERYBODY_IN),
    "tiltak:edit": ("tiltak", EVERYBODY_IN),
    "tiltak:evaluate": ("tiltak", EVERYBODY_IN),
}


@pytest.fixture
def rader(verden, innlegg, moete, maal, tiltak):
    return {"sak": verden.sak, "innlegg": innlegg, "moete": moete, "maal": maal, "tiltak": tiltak}


@pytest.mark.parametrize("side", SIDER)
def test_who_sees_the_page(side, rader, verden, login):
    rad, svar = SIDER[side]
    url = reverse(side, args=[rader[rad].pk])
    give_consent(verden, verden.kari, verden.tom)
    expected = svar | dict.fromkeys(OUTSIDE, 404)
    got = {navn: login(getattr(verden, navn)).get(url).status_code for navn in expected}
    assert got == expected


@pytest.mark.parametrize("side", SIDER)
def test_the_adviser_without_consent_finds_nothing(side, rader, verden, login):
    url = reverse(side, args=[rader[SIDER[side][0]].pk])
    amina = login(verden.amina)
    assert amina.get(url).status_code == 404
    give_consent(verden, verden.kari)  # one of two has said yes
    assert amina.get(url).status_code == 404
    only_read = side in {"stafettlogg:sak", "stafettlogg:moete-detail"}
    assert amina.post(url, {}).status_code == (405 if only_read else 404)


@pytest.mark.parametrize("side", SIDER)
def test_nobody_is_sent_to_log_in(side, rader, client):
    response = client.get(reverse(side, args=[rader[SIDER[side][0]].pk]))
    assert response.status_code == 302
    assert response.url.startswith(reverse("innlogging:velg"))


@pytest.mark.parametrize("side", SIDER)
def test_an_unknown_id_is_like_a_hidden_one(side, rader, verden, login):
    unknown = reverse(side, args=["00000000-0000-4000-8000-000000000000"])
    hidden = reverse(side, args=[rader[SIDER[side][0]].pk])
    erik = login(verden.erik)
    first, second = erik.get(unknown), erik.get(hidden)
    assert first.status_code == second.status_code == 404
    csrf = (first.context["csrf_token"], second.context["csrf_token"])
    same = [
        r.content.decode().replace(str(token), "") for r, token in zip((first, second), csrf, strict=True)
    ]
    assert same[0].replace(unknown, "") == same[1].replace(hidden, "")


@pytest.mark.parametrize(
    ("side", "svar"),
    [
        (
            "stafettlogg:hjem",
            {"jonas": 200, "amina": 200, "kari": 302, "berit": 302, "adm": 302, "ragna": 302, "fremmed": 302},
        ),
        (
            "stafettlogg:soek",
            {"jonas": 200, "erik": 200, "kari": 403, "berit": 403, "adm": 403, "ragna": 403, "fremmed": 403},
        ),
        (
            "tiltak:trapp",
            {"jonas": 200, "erik": 200, "berit": 200, "adm": 200, "ragna": 200, "kari": 403, "fremmed": 403},
        ),
    ],
)
def test_who_sees_pages_about_ones_work(side, svar, verden, login):
    got = {navn: login(getattr(verden, navn)).get(reverse(side)).status_code for navn in svar}
    assert got == svar


def test_the_adviser_may_not_tick_the_guide(verden, amina):
    response = amina.post(reverse("stafettlogg:steg", args=[verden.sak.pk]), {"gjort": "x"})
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("navn", "side"),
    [
        ("kari", "familie:hjem"),
        ("fremmed", "familie:hjem"),
        ("berit", "statistikk:oversikt"),
        ("adm", "tiltak:trapp"),
        ("ragna", "bti:veileder"),
    ],
)
def test_the_front_page_leads_others_on_to_theirs(navn, side, verden, login):
    assert login(getattr(verden, navn)).get("/").url == reverse(side)
