"""The pages about one's own consents in a real browser, in Norwegian and in Arabic: no fault, nothing sticks out."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from bti.utskrift import jobb
from samtykke.katalog import load_samtykketekst
from samtykke.models import Samtykke
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.samtykke.arket import ark_url, order
from tests.samtykke.hjelp import answer_fields, ask, svar_url
from tests.samtykke.test_lesespraak import choose

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


def make_pages(client, verden) -> dict[str, str]:
    """The list with a receipt, a question that waits and a yes; narrowing; the sheet, before and after the worker."""
    krav = ask(verden)[verden.kari]
    page = client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))), follow=True)
    ask(verden, tjeneste=verden.nav, temaer=["familie"], til=timezone.localdate() + timedelta(days=60))
    samtykke = Samtykke.objects.get(giver_id=verden.kari.pk)
    liste = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk]))
    snevre = client.get(reverse("familie:samtykke-snevre", args=[samtykke.pk]))
    lest = client.get(reverse("familie:samtykke-lest", args=[samtykke.pk]))
    ark_id = order(krav, verden.kari)
    with acting_as(verden.kari.pk):
        venter = client.get(ark_url(ark_id))
    assert jobb.make_utskrift(ark_id)
    klart = client.get(ark_url(ark_id))
    pages = {
        "kvittering": page,
        "liste": liste,
        "snevre": snevre,
        "lest": lest,
        "venter": venter,
        "klart": klart,
    }
    return {name: one.content.decode() for name, one in pages.items()}


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("spraak", ["nb", "ar"])
def test_every_page_can_be_read_and_tapped(client, verden, eier, spraak, bredde):
    with eier():
        load_samtykketekst(verden.solvik)
    client.force_login(verden.kari)
    choose(client, spraak)
    sider = {f"/{name}/": html for name, html in make_pages(client, verden).items()}
    with open_nettleser(Rute(sider), bredde=bredde) as (_, page):
        for adresse in sider:
            page.goto(VERT + adresse)
            if folder := os.environ.get("STAFETT_SKJERMBILDER"):
                name = f"samtykke-{adresse.strip('/')}-{spraak}-{bredde}.png"
                page.screenshot(path=Path(folder) / name, full_page=True)
            assert run_axe(page) == [], adresse
            assert page.evaluate(STIKKER_UT) == [], adresse
            assert page.evaluate(SMAA_MAAL) == [], adresse
