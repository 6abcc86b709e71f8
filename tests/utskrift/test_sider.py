"""The pages in a real browser: accessible, nothing sticking out, and the progress that moves by itself."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from bti.utskrift import jobb
from bti.utskrift.models import Utskrift
from tests.eier import as_owner
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.utskrift.bestilling import order

pytestmark = pytest.mark.nettleser
BILDEMAPPE = os.environ.get("STAFETT_SKJERMBILDER")


@pytest.fixture
def sider(client, saken) -> dict[str, str]:
    """Every page and state as Jonas gets it, by the name of the state."""
    client.force_login(saken.jonas)
    ny = reverse("utskrift:new", kwargs={"sak_id": saken.sak.pk})
    detalj = reverse("utskrift:detail", kwargs={"utskrift_id": order(saken, saken.jonas)})
    sider = {
        "ny": client.get(ny),
        "ny-feil": client.post(ny, {"leser": "", "fra": "2026-02-02", "til": "2026-02-01"}),
    }
    sider["koe"] = client.get(detalj)
    with as_owner():
        Utskrift.objects.update(status="paagaar", fremdrift=40, steg_tekst="Møter og beslutninger")
    sider["paagaar"] = client.get(detalj)
    with as_owner():
        Utskrift.objects.update(status="feilet", feil="feil")
    sider["feilet"] = client.get(detalj)
    ferdig_id = order(saken, saken.jonas)
    jobb.make_utskrift(ferdig_id)
    ferdig = reverse("utskrift:detail", kwargs={"utskrift_id": ferdig_id})
    sider["ferdig"] = client.get(ferdig)
    sider["ferdig-del"] = client.get(ferdig, headers={"HX-Request": "true"})
    sider["adresse"] = detalj
    return {navn: svar if isinstance(svar, str) else svar.content.decode() for navn, svar in sider.items()}


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_pages_are_accessible_and_hold_together(sider, bredde):
    tilstander = ("ny", "ny-feil", "koe", "paagaar", "feilet", "ferdig")
    rute = Rute(
        {f"/{navn}": sider[navn] for navn in tilstander}, svar=lambda route: route.fulfill(status=204)
    )
    with open_nettleser(rute, bredde=bredde) as (_context, page):
        for navn in tilstander:
            page.goto(f"{VERT}/{navn}")
            if BILDEMAPPE:
                page.screenshot(path=Path(BILDEMAPPE) / f"utskrift-{navn}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], navn
            assert page.evaluate(STIKKER_UT) == [], navn
            assert page.evaluate(SMAA_MAAL) == [], navn
    assert rute.konsoll == []


def test_progress_moves_by_itself_and_ends_with_the_file(sider):
    svar = [sider["paagaar"].split('<div aria-live="polite">')[1].split("</main>")[0], sider["ferdig-del"]]
    spurt = []

    def answer(route) -> None:
        spurt.append(route.request.headers.get("hx-request"))
        route.fulfill(body=svar.pop(0), headers={"Content-Type": "text/html; charset=utf-8"})

    rute = Rute({"/start": sider["koe"]}, svar=answer)
    with open_nettleser(rute) as (_context, page):
        page.goto(f"{VERT}/start")
        page.get_by_text("Utskriften står i kø").wait_for()
        page.get_by_text("Møter og beslutninger …").wait_for(timeout=5000)
        page.get_by_role("link", name="Last ned PDF").wait_for(timeout=5000)
        page.wait_for_timeout(2500)  # and it has stopped asking
    assert spurt == ["true", "true"]
    assert rute.konsoll == []
