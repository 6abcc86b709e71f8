"""The leader's page in a real browser: no accessibility fault, nothing sticks out, the content policy is kept."""

import pytest

from tests import factories as f
from tests.factories.hus import i_dag
from tests.komponenter.nettleser import CHROMIUM, SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.statistikk.test_view_oversikt import URL, add_saker

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.nettleser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium mangler: apt-get install chromium"),
]


@pytest.fixture
def side(client, verden) -> Rute:
    add_saker(verden, 12)
    add_saker(verden, 6, nivaa=2, tjeneste=verden.ppt, foedt=f"{i_dag().year - 14}-01-01")
    add_saker(verden, 2, nivaa=3, tjeneste=verden.nav, foedt=f"{i_dag().year - 4}-01-01")
    f.UndringFactory.create_batch(7, tjeneste=verden.skole, frist=i_dag(-1))
    langt = f.FagteamFactory(kommune=verden.solvik, navn="Barnevernsberedskapskoordineringsteamet for Solvik")
    f.DroeftingFactory(fagteam=langt, asked_by=verden.jonas)
    client.force_login(verden.berit)
    return Rute({URL: client.get(URL).content.decode()})


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_page_is_whole(side, bredde, tmp_path):
    with open_nettleser(side, bredde=bredde) as (_, page):
        page.goto(VERT + URL)
        page.screenshot(path=tmp_path / f"oversikt-{bredde}.png", full_page=True)

        assert run_axe(page) == []
        assert page.evaluate(STIKKER_UT) == []
        assert page.evaluate(SMAA_MAAL) == []
        assert side.konsoll == []
