"""The largest table in a real browser: no accessibility fault, nothing sticks out of a phone, all can be tapped."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.samtykke.stor_sak import make_stor_sak

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_the_largest_table_can_be_read_and_tapped(client, verden, bredde):
    make_stor_sak(verden)
    client.force_login(verden.jonas)
    url = reverse("samtykke:list", args=[verden.nora_sak.pk])
    sider = {"/nb/": client.get(url).content.decode()}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nn"
    sider["/nn/"] = client.get(url).content.decode()
    with open_nettleser(Rute(sider), bredde=bredde) as (_, page):
        for adresse in sider:
            page.goto(VERT + adresse)
            if folder := os.environ.get("STAFETT_SKJERMBILDER"):
                page.screenshot(path=Path(folder) / f"matrise{adresse[1:3]}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], adresse
            assert page.evaluate(STIKKER_UT) == [], adresse
            assert page.evaluate(SMAA_MAAL) == [], adresse
