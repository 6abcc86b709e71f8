"""The safe way out in a real browser: axe, a 390 px phone, and what stands before the fold."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as f
from tests.cast import Verden
from tests.factories.hus import naa
from tests.komponenter.nettleser import CHROMIUM, SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.trygg.hjelp import name_reader, write

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.nettleser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium mangler: apt-get install chromium"),
]


def _page(bruker, url: str) -> str:
    client = Client()
    if bruker:
        client.force_login(bruker)
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def _left_behind(verden: Verden) -> dict[str, str]:
    """What nobody has written in for long, and what is held back by somebody who has left."""
    ledig = f.TilbakeholdFactory(
        skjermet=f.SkjermetBekymringFactory(tjeneste=verden.skole), sak=verden.ola_sak
    )
    gitt = f.TilbakeholdFactory(
        skjermet=f.SkjermetBekymringFactory(tjeneste=verden.skole), sak=verden.nora_sak, ansvarlig=verden.jonas,
    )  # fmt: skip
    gammelt = f.SkjermetBekymringFactory(
        tjeneste=verden.skole, created_by=verden.jonas, slettes_varslet=naa()
    )
    return {
        "/uten-sak": _page(verden.jonas, reverse("bti:skjermet-detail", args=[gammelt.pk])),
        "/velg-sak": _page(verden.jonas, reverse("bti:skjermet-sak", args=[gammelt.pk])),
        "/uten-ansvarlig": _page(verden.siri, reverse("bti:tilbakehold-list")),
        "/gi-ansvar": _page(verden.siri, reverse("bti:tilbakehold-ansvar", args=[ledig.pk])),
        "/fikk-ansvar": _page(verden.jonas, reverse("bti:tilbakehold-frigi", args=[gitt.pk])),
    }


def _pages(verden: Verden) -> dict[str, str]:
    barnevern = f.TjenesteFactory(
        navn="Barnevernet i Solvik", tjenestetype="barnevern", telefon="61 00 00 01"
    )
    f.TjenesteKommuneFactory(tjeneste=barnevern, kommune=verden.solvik)
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="nummer_barnevernvakt", verdi="61 00 00 02")
    skjermet = write(
        verden, verden.jonas, sak_id=verden.nora_sak.pk, barnets_ord="Pappa ble sint.", barnet_naa="På SFO til kl. 16.",
        hvem_er_til_fare="hjemme",
    )  # fmt: skip
    f.SkjermetraadFactory(
        skjermet_id=skjermet, skjermet=None, hvem="vakthavende", written_by=verden.jonas,
        raad="Ring politiet nå. Ikke snakk med noen hjemme.",
    )  # fmt: skip
    f.SkjermetmeldingFactory(
        skjermet_id=skjermet, skjermet=None, hvordan="På telefon", written_by=verden.jonas
    )
    name_reader(skjermet, verden.jonas, verden.siri, kan_frigi=True)
    f.UtboksFactory(mottaker=verden.kari, sak=verden.nora_sak, slag="innlegg", status="venter")
    sider = {
        f"/{name}": _page(verden.jonas, reverse(f"bti:skjermet-{name}", args=[skjermet]))
        for name in ("detail", "edit", "raad", "meldt", "navngi", "frigi")
    }
    return (
        sider
        | _left_behind(verden)
        | {
            "/list": _page(verden.jonas, reverse("bti:skjermet-list")),
            "/new": _page(verden.jonas, f"{reverse('bti:skjermet-new')}?sak={verden.nora_sak.pk}"),
            "/new-uten-sak": _page(verden.jonas, f"{reverse('bti:skjermet-new')}?sak={uuid4()}"),
            "/detail-uten-sak": _page(
                verden.jonas,
                f"{reverse('bti:skjermet-detail', args=[write(verden, verden.jonas)])}?uten-sak=1",
            ),
            "/foerste": _page(verden.jonas, f"{reverse('bti:trygg')}?sak={verden.nora_sak.pk}"),
            "/foerste-ute": _page(None, reverse("bti:trygg")),
            "/ny-undring": _page(verden.jonas, reverse("bti:undring-new")),
            "/sak": _page(verden.jonas, reverse("stafettlogg:sak", args=[verden.nora_sak.pk])),
        }
    )


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_pages_hold_on_a_phone_and_on_a_desk(verden, tmp_path, bredde):
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    rute = Rute(_pages(verden))
    faults = []
    with open_nettleser(rute, bredde=bredde) as (_, page):
        page.emulate_media(reduced_motion="reduce")
        for name in rute.sider:
            page.goto(VERT + name)
            page.screenshot(path=mappe / f"trygg-{name[1:]}-{bredde}.png", full_page=True)
            faults += [f"{name} axe {fault}" for fault in run_axe(page)]
            faults += [f"{name} stikker ut {fault}" for fault in page.evaluate(STIKKER_UT)]
            faults += [f"{name} for liten {fault}" for fault in page.evaluate(SMAA_MAAL)]
    assert not faults, "\n".join(faults)
    assert not rute.konsoll


def test_the_warning_and_the_first_numbers_stand_before_the_fold(verden):
    rute = Rute(_pages(verden))
    with open_nettleser(rute, bredde=390) as (_, page):
        page.set_viewport_size({"width": 390, "height": 700})
        for name in ("/foerste", "/foerste-ute"):
            page.goto(VERT + name)
            third = page.locator("#innhold ol > li").nth(2).bounding_box()
            assert page.locator("#innhold .ds-alert").first.bounding_box()["y"] < third["y"]
            assert third["y"] + third["height"] <= 700, name
