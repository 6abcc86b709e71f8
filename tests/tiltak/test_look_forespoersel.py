"""Who takes a measure over, in a real browser: no accessibility fault, nothing sticks out, nothing small to hit."""

import pytest
from django.urls import reverse

from tests.bti.conftest import token_in
from tests.komponenter.nettleser import look_at
from tests.samtykke.deling import login
from tests.tiltak.spurt import answer, ask, make_tiltak, sak_url, spoer_url, svar_url

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.fixture
def sider(verden, ledig) -> dict[str, str]:
    hjemme = make_tiltak(verden, tittel="Lese sammen hver kveld", arena="hjem")
    tredje = make_tiltak(verden, tittel="Samtale hver uke")
    answer(ask(verden, tredje, verden.amina), verden.amina, "nei", "Jeg har ikke tid før jul.")
    jonas, kari, lise = login(verden.jonas), login(verden.kari), login(verden.lise)
    nytt = jonas.get(spoer_url(verden))
    feil = jonas.post(spoer_url(verden), {"skjema_token": token_in(nytt), "svarfrist": "2020-01-01"})
    til_lise, til_kari = ask(verden, ledig, verden.lise), ask(verden, hjemme, verden.kari)
    pages = {
        "spoer": nytt, "spoer-feil": feil, "spoer-venter": jonas.get(spoer_url(verden)),
        "sak": jonas.get(sak_url(verden)), "svar": lise.get(svar_url(til_lise)),
        "svar-feil": lise.post(svar_url(til_lise), {"versjon": 1}),
        "familie-svar": kari.get(svar_url(til_kari, "familie:tiltak-svar")),
        "familie-sak": kari.get(reverse("familie:sak", args=[verden.nora_sak.pk])),
        "hjem": lise.get(reverse("stafettlogg:hjem")),
    }  # fmt: skip
    answer(til_lise, verden.lise)
    pages["svart"] = lise.get(svar_url(til_lise))
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    look_at(sider, bredde, tmp_path, "tiltaksforespoersel")
