"""Questions without a name and teams in a real browser: no accessibility fault, nothing sticks out."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from tests import factories as f
from tests.bti.droefting.test_ask_droefting import NY, fields, login, send
from tests.factories.hus import naa
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.fixture
def sider(verden) -> dict[str, str]:
    team = f.FagteamFactory(
        kommune=verden.solvik,
        navn="Kompetanseteamet",
        rytme="hver tredje uke",
        hensikt="Råd til skoler og barnehager.",
    )
    f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt)
    spurt = f.DroeftingFactory(fagteam=team, asked_by=verden.jonas, proevd="Fast følge ut.")
    svart = f.DroeftingFactory(
        fagteam=team,
        asked_by=verden.jonas,
        svar="Prøv en fast voksen.",
        answered_at=naa(),
        answered_by=verden.amina,
    )
    jonas, amina, ragna = login(verden.jonas), login(verden.amina), login(verden.ragna)
    pages = {
        "liste": jonas.get(reverse("bti:droefting-list")),
        "ny": jonas.get(NY),
        "advarsel": send(jonas, NY, **fields(team, spoersmaal="Per i 7B er 12 år.")),
        "svar": amina.get(reverse("bti:droefting-detail", args=[spurt.pk])),
        "takk": jonas.get(reverse("bti:droefting-detail", args=[svart.pk])),
        "team": jonas.get(reverse("bti:team-list")),
        "teamet": ragna.get(reverse("bti:team-detail", args=[team.pk])),
        "oppsett": ragna.get(reverse("bti:team-edit", args=[team.pk])),
        "medlem": ragna.post(reverse("bti:team-medlem", args=[team.pk]), {"navn": "a"}),
    }
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    rute = Rute({f"/{navn}": html for navn, html in sider.items()})
    with open_nettleser(rute, bredde=bredde) as (_, page):
        for navn in sider:
            page.goto(f"{VERT}/{navn}")
            page.screenshot(path=mappe / f"droefting-{navn}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], navn
            assert page.evaluate(STIKKER_UT) == [], navn
            assert page.evaluate(SMAA_MAAL) == [], navn
