"""The staircase over time and the page that moves a case, in a real browser."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from tests.komponenter.nettleser import STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.stafettlogg.test_move_nivaa import answer, many_moves, url  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.fixture
def sider(verden, jonas, login, fill_in, many_moves) -> dict[str, str]:  # noqa: F811 (the same fixture)
    pages = {
        "sak": jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])),
        "flytt": jonas.get(url(verden)),
        "flytt-feil": fill_in(url(verden), **answer(verden, 0) | {"begrunnelse": ""}),
        "familie": login(verden.kari).get(reverse("familie:sak", args=[verden.sak.pk])),
    }
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    rute = Rute({f"/{navn}": html for navn, html in sider.items()})
    with open_nettleser(rute, bredde=bredde) as (_, page):
        for navn in sider:
            page.goto(f"{VERT}/{navn}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            page.screenshot(path=mappe / f"nivaa-{navn}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], navn
            assert page.evaluate(STIKKER_UT) == [], navn
