"""The list in a real browser, for staff and for a parent's phone: no accessibility fault, nothing sticks out."""

import pytest
from django.urls import reverse

from bti.varsling import jobb
from bti.varsling.models import Slag
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.varsling.hjelp import tell

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]
LISTE = reverse("varsling:list")
HENDELSER = (Slag.INVITERT, Slag.SAMTYKKE_SPURT, Slag.INNLEGG, Slag.MOETE, Slag.MOETE_SNART, Slag.MELDING)


@pytest.fixture
def sider(client, verden) -> dict[tuple[str, bool], Rute]:
    """The page of a teacher and of a mother, with notices and without."""
    pages = {}
    for noe in (False, True):
        if noe:
            for slag in HENDELSER:
                tell(verden.sak, verden.jonas, verden.kari, noekkel=f"jonas:{slag}", slag=slag)
                tell(verden.sak, verden.kari, verden.jonas, noekkel=f"kari:{slag}", slag=slag)
            jobb.empty_utboks()
        for hvem in ("jonas", "kari"):
            client.force_login(getattr(verden, hvem))
            pages[hvem, noe] = Rute({LISTE: client.get(LISTE).content.decode()})
    return pages


@pytest.mark.parametrize(
    ("hvem", "bredde"),
    [("jonas", 1280), ("jonas", 390), ("kari", 390), pytest.param("kari", 1280, marks=pytest.mark.nightly)],
)
def test_the_list_is_whole(sider, hvem, bredde, tmp_path):
    for noe in (False, True):
        rute = sider[hvem, noe]
        with open_nettleser(rute, bredde=bredde) as (_, page):
            page.goto(VERT + LISTE)
            page.screenshot(path=tmp_path / f"varsler-{hvem}-{bredde}-{noe}.png", full_page=True)

            assert run_axe(page) == []
            assert page.evaluate(STIKKER_UT) == []
            assert page.evaluate(SMAA_MAAL) == []
            assert rute.konsoll == []
