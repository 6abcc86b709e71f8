"""The consent and family pages in a real browser: axe, a 390 px phone, and what Enter does."""

import urllib.parse
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samtykke.katalog import load_samtykketekst
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.familie.test_familiesider import add_content, make_moete
from tests.komponenter.nettleser import CHROMIUM, SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.samtykke.hjelp import ask, say_yes, svar_url

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.nettleser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium mangler: apt-get install chromium"),
]


def _page(bruker, url: str, post: dict[str, Any] | None = None) -> str:
    client = Client()
    client.force_login(bruker)
    response = client.get(url) if post is None else client.post(url, post, follow=True)
    return response.content.decode()


def _all_pages(verden: Verden) -> dict[str, str]:
    """Every page of the slice, in the states that differ: before, open question, wrong, answered, withdrawn."""
    with as_owner():
        load_samtykketekst(verden.solvik)
    sak = [verden.nora_sak.pk]
    pages = {
        "/ansatt-tom": _page(verden.jonas, reverse("samtykke:list", args=sak)),
        "/hjem-tom": _page(verden.kari, reverse("familie:hjem")),
        "/sak-tom": _page(verden.kari, reverse("familie:sak", args=sak)),
        "/be-om-feil": _page(verden.jonas, reverse("samtykke:request", args=sak), {"til": "2020-01-01"}),
    }
    krav = ask(verden)[verden.kari]
    moete = make_moete(verden)
    add_content(verden)
    f.MeldingFactory(sak=verden.nora_sak, sent_by=verden.kari)
    pages |= {
        "/hjem": _page(verden.kari, reverse("familie:hjem")),
        "/svar": _page(verden.kari, svar_url(krav)),
        "/svar-feil": _page(verden.kari, svar_url(krav), {"svar": "ja"}),
    }
    samtykke = say_yes(verden, verden.kari, krav)
    trekk = reverse("familie:samtykke-trekk", args=[samtykke.pk])
    return pages | {
        "/samtykke": _page(verden.kari, reverse("familie:samtykke", args=sak)),
        "/ansatt": _page(verden.jonas, reverse("samtykke:list", args=sak)),
        "/sak": _page(verden.kari, reverse("familie:sak", args=sak)),
        "/moete": _page(verden.kari, reverse("familie:moete", args=[moete.pk])),
        "/melding-feil": _page(verden.kari, reverse("familie:melding-new", args=sak), {"tekst": ""}),
        "/sett": _page(verden.kari, reverse("familie:hvem-har-sett", args=sak)),
        "/ansatt-sett": _page(verden.jonas, reverse("bti:hvem-har-sett", args=sak)),
        "/trekk": _page(verden.kari, trekk),
        "/trukket": _page(verden.kari, trekk, {}),
        "/kladder": _page(verden.kari, reverse("bti:kladd-list")),
    }


# On a busy machine the folds have not begun to open when they are told to: a frame first, then what moves.
FOLDET_UT = """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => Promise.all(document.getAnimations({ subtree: true }).map((a) => a.finished)))"""


def test_pages_hold_on_a_phone_and_on_a_desk(verden):
    rute = Rute(_all_pages(verden))
    faults = []
    for bredde in (390, 1280):
        with open_nettleser(rute, bredde=bredde) as (_, page):
            page.emulate_media(reduced_motion="reduce")  # measured at rest, not while a fold is opening
            for name in rute.sider:
                page.goto(VERT + name)
                page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
                page.evaluate(FOLDET_UT)
                faults += [f"{bredde} {name} axe {fault}" for fault in run_axe(page)]
                faults += [f"{bredde} {name} stikker ut {fault}" for fault in page.evaluate(STIKKER_UT)]
                faults += [f"{bredde} {name} for liten {fault}" for fault in page.evaluate(SMAA_MAAL)]
    assert not faults, "\n".join(faults)
    assert not rute.konsoll


def test_enter_in_a_field_says_neither_yes_nor_no(verden):
    posted: list[str] = []

    def answer(route) -> None:
        if route.request.method == "POST":
            posted.append(route.request.post_data or "")
        route.fulfill(status=200, body="<!doctype html><title>x</title>", content_type="text/html")

    krav = ask(verden)[verden.kari]
    rute = Rute({"/svar": _page(verden.kari, svar_url(krav))}, svar=answer)
    for selector in ("input[name=til]", "input[name=temaer]"):
        with open_nettleser(rute, bredde=390) as (_, page):
            page.goto(VERT + "/svar")
            page.locator(selector).first.press("Enter")
            page.wait_for_timeout(500)
    for body in posted:
        assert urllib.parse.parse_qs(body, keep_blank_values=True).get("svar", [""]) == [""]


def test_yes_and_no_have_the_same_room(verden):
    krav = ask(verden)[verden.kari]
    rute = Rute({"/svar": _page(verden.kari, svar_url(krav))})
    with open_nettleser(rute, bredde=390) as (_, page):
        page.goto(VERT + "/svar")
        ja, nei = (page.locator(f"button[value={value}]").bounding_box() for value in ("ja", "nei"))
    assert (ja["width"], ja["height"]) == (nei["width"], nei["height"])
