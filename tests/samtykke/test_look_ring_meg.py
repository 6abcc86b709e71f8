"""Who waits for our call, in a real browser: no accessibility fault, nothing sticks out, all can be tapped."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from bti.tilgang.aktoer import acting_as
from samtykke.services import ask_for_call, postpone_answer
from tests.factories.hus import i_dag
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.samtykke.hjelp import ask
from tests.samtykke.test_paa_vegne import write

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


def pages(client, verden) -> dict[str, str]:
    """Kari waits for a call, Tom wants to think; a yes to reading alone is written in for Tom about NAV."""
    krav = ask(verden)
    with acting_as(verden.kari.pk):
        ask_for_call(krav[verden.kari], by=verden.kari.pk)
    with acting_as(verden.tom.pk):
        postpone_answer(krav[verden.tom], til=i_dag(5), by=verden.tom.pk)
    om_nav = ask(verden, tjeneste=verden.nav)[verden.tom]
    write(client, verden, om_nav, bare_lese="on")
    sak = verden.nora_sak.pk
    found = {}
    for navn, hvem, url in (
        ("matrise", verden.jonas, reverse("samtykke:list", args=[sak])),
        ("skriv-inn", verden.jonas, reverse("samtykke:svar-register", args=[krav[verden.tom].pk])),
        ("ark", verden.jonas, reverse("samtykke:svarark", args=[krav[verden.tom].pk])),
        ("bekreft", verden.siri, reverse("samtykke:svar-bekreft")),
        ("linjer", verden.siri, reverse("samtykke:linjer")),
        ("kari", verden.kari, reverse("familie:samtykke", args=[sak])),
        ("tom", verden.tom, reverse("familie:samtykke", args=[sak])),
    ):
        client.force_login(hvem)
        found[f"/{navn}/"] = client.get(url).content.decode()
    return found


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_they_can_be_read_and_tapped(client, verden, bredde):
    sider = pages(client, verden)
    with open_nettleser(Rute(sider), bredde=bredde) as (_, page):
        for adresse in sider:
            page.goto(VERT + adresse)
            if folder := os.environ.get("STAFETT_SKJERMBILDER"):
                page.screenshot(path=Path(folder) / f"{adresse.strip('/')}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], adresse
            assert page.evaluate(STIKKER_UT) == [], adresse
            assert page.evaluate(SMAA_MAAL) == [], adresse
