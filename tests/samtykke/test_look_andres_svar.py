"""The consent page as another service reads it, in a real browser: no accessibility fault, nothing sticks out."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykkekrav
from samtykke.services import decline_samtykke
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.samtykke.hjelp import ask, both_say_yes, say_yes

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_page_of_a_service_that_was_let_in_is_whole(client, verden, bredde, tmp_path):
    both_say_yes(verden)
    krav = ask(verden, tjeneste=verden.nav)
    say_yes(verden, verden.kari, krav[verden.kari])
    with acting_as(verden.tom.pk):
        decline_samtykke(Samtykkekrav.objects.get(pk=krav[verden.tom].pk), by=verden.tom.pk)
    client.force_login(verden.amina)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    with open_nettleser(Rute({"/andres": html}), bredde=bredde) as (_, page):
        page.goto(f"{VERT}/andres")
        page.screenshot(path=mappe / f"andres-svar-{bredde}.png", full_page=True)
        assert run_axe(page) == []
        assert page.evaluate(STIKKER_UT) == []
        assert page.evaluate(SMAA_MAAL) == []
