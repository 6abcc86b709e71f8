"""The gallery in a real browser: accessible, quiet under the content policy, and light enough for a phone."""

import pytest

from bti.views_komponenter import familie, galleri
from tests.komponenter.nettleser import CHROMIUM, SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tests.komponenter.sider import html_of, make_request, render_template

pytestmark = [
    pytest.mark.nettleser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium mangler: apt-get install chromium"),
]

ROLLELISTE = [
    {"subject": "kari", "navn": "Kari Nordlie", "rolle": "Mor", "hva": "Har fått spørsmål om samtykke"},
    {"subject": "jonas", "navn": "Jonas Berge", "rolle": "Lærer", "hva": "Er bekymret for en elev"},
]


def all_pages() -> dict[str, str]:
    """Every page that this folder owns, by address."""
    return {
        "/komponenter/": html_of(galleri(make_request())),
        "/komponenter/familie/": html_of(familie(make_request())),
        "/logg-inn/": render_template(
            "innlogging/velg.html", {"rolleliste": ROLLELISTE, "har_tekst": True}, aktoer=None
        ),
        "/403/": render_template("403.html"),
        "/403-csrf/": render_template("403.html", {"csrf": True, "kladd": True}),
        "/404/": render_template("404.html", aktoer=None),
        "/405/": render_template("405.html"),
        "/500/": render_template("500.html", {"referanse": "4f2a91c0"}, aktoer=None),
    }


@pytest.mark.parametrize("bredde", [320, 1280, pytest.param(390, marks=pytest.mark.nightly)])
def test_every_page_is_accessible_at_this_width(bredde):
    rute = Rute(all_pages())
    with open_nettleser(rute, bredde=bredde) as (_context, page):
        for address in rute.sider:
            page.goto(VERT + address, wait_until="networkidle")
            assert run_axe(page) == [], address
            assert page.evaluate(STIKKER_UT) == [], address
            assert page.evaluate(SMAA_MAAL) == [], address
    assert rute.konsoll == []


def test_a_family_page_is_light():
    """ux.md §6: a parent's first visit is at most 60 KB and 8 requests, all from us."""
    rute = Rute({"/familie/": html_of(familie(make_request()))})
    with open_nettleser(rute, bredde=390) as (_context, page):
        page.goto(f"{VERT}/familie/", wait_until="networkidle")
    assert len(rute.hentet) <= 8, rute.hentet
    assert sum(weight for _address, weight in rute.hentet) <= 60_000, rute.hentet
    script = sum(weight for address, weight in rute.hentet if address.endswith(".js"))
    assert script <= 25_000


def test_a_staff_page_is_light():
    """ux.md §6: at most 120 KB the first time, 45 KB of it JavaScript."""
    rute = Rute({"/": html_of(galleri(make_request()))})
    with open_nettleser(rute) as (_context, page):
        page.goto(f"{VERT}/", wait_until="networkidle")
    assert sum(weight for _address, weight in rute.hentet) <= 120_000, rute.hentet
    assert sum(weight for address, weight in rute.hentet if address.endswith(".js")) <= 45_000


def test_keyboard_goes_past_the_header_at_once():
    rute = Rute(all_pages())
    with open_nettleser(rute) as (_context, page):
        page.goto(f"{VERT}/404/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Gå til innholdet"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#innhold"


def test_the_summary_takes_the_focus_and_leads_to_the_field():
    rute = Rute(all_pages())
    with open_nettleser(rute) as (_context, page):
        page.goto(f"{VERT}/komponenter/")
        assert page.evaluate("document.activeElement.id") == "feilsammendrag"
        page.get_by_role("link", name="Velg hva du vil gjøre nå.").click()
        assert page.evaluate("document.activeElement.id") == "feil_hva_naa_0"
