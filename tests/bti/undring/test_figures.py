"""Writing a worry down costs little: two clicks, three fields, a light page. Its pages are whole on a phone."""

import os
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from bti.models import Undring
from tests import factories as f
from tests.bti.undring.test_delete_undring import dropped, fill
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe

pytestmark = pytest.mark.django_db
NY = "/undring/ny/"
HVA = "Sitter alene i friminuttet."


def test_from_the_start_page_a_worry_is_two_clicks_three_fields_and_light(jonas, verden):
    """Counted in the browser: what is fetched on a first visit, what is filled in, what is pressed."""
    sent: list[dict[str, list[str]]] = []

    def take(route) -> None:
        if route.request.url == VERT + NY:
            sent.append(parse_qs(route.request.post_data))
        route.fulfill(status=204, body="")

    rute = Rute({url: jonas.get(url).content.decode() for url in ("/", NY)}, svar=take)
    with open_nettleser(rute, bredde=390) as (context, page):
        page.goto(f"{VERT}/")
        page.get_by_role("link", name="Meld undring").click()  # one
        page.wait_for_url(f"{VERT}{NY}")
        assert page.get_by_text("Må fylles ut").count() <= 3
        page.get_by_label("Hva har du sett eller hørt?").fill(HVA)
        page.get_by_label("Jeg er urolig").check()  # the day stands there already
        page.get_by_role("button", name="Lagre undringen").click()  # two
        page.wait_for_timeout(100)
        assert [(one["observert"], one["styrke"]) for one in sent] == [([HVA], ["uro"])]

        context.clear_cookies()
        first = context.browser.new_context(viewport={"width": 390, "height": 900})
        rute.hentet.clear()
        first.route("**/*", rute.answer)
        visit = first.new_page()
        visit.goto(VERT + NY, wait_until="networkidle")
        assert len(rute.hentet) <= 8, rute.hentet
        assert sum(weight for _address, weight in rute.hentet) <= 60_000, rute.hentet
        assert run_axe(visit) == []
    assert rute.konsoll == []


def test_only_the_three_are_needed(jonas, verden, post_form, eier):
    post_form(NY, observert=HVA, styrke="uro", observert_dato="2026-01-05")

    with eier():
        assert Undring.objects.get(created_by=verden.jonas).observert == HVA


@pytest.mark.parametrize(
    ("bredde", "maalform"),
    [(390, "nn"), pytest.param(1280, "nb", marks=pytest.mark.nightly)],
)
def test_the_pages_of_a_worry_are_whole(jonas, verden, tmp_path, bredde, maalform):
    aapen, slutt = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole), dropped(verden)
    fill(verden, slutt)
    fill(verden, aapen)
    jonas.cookies["django_language"] = maalform
    addresses = {
        **{
            f"aapen-{side}": reverse(f"bti:undring-{side}", args=[aapen.pk])
            for side in ("detail", "notat", "avklar")
        },
        **{
            f"slutt-{side}": reverse(f"bti:undring-{side}", args=[slutt.pk])
            for side in ("detail", "reopen", "delete")
        },
        **{ark: reverse(f"bti:{ark}") for ark in ("ark-foresatte", "ark-barnet", "ark-ikke-foerst")},
        "ny": NY,
    }
    sider = {f"/{navn}": jonas.get(url).content.decode() for navn, url in addresses.items()}
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    rute = Rute(sider)
    with open_nettleser(rute, bredde=bredde) as (_context, page):
        for side in sider:
            page.goto(VERT + side)
            page.screenshot(path=mappe / f"undring{side.replace('/', '-')}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], side
            assert page.evaluate(STIKKER_UT) == [], side
            assert page.evaluate(SMAA_MAAL) == [], side
    assert rute.konsoll == []
