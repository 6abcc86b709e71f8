"""What a page does when it opens: the receipt is read aloud, and a heading one is led to is no box."""

import pytest

from tests.komponenter.nettleser import CHROMIUM, VERT, Rute, open_nettleser, wait_until
from tests.komponenter.sider import render_template

pytestmark = [
    pytest.mark.nettleser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium mangler: apt-get install chromium"),
]

INNHOLD = """
  <div class="meldinger-fra-systemet" role="status">
    <div class="ds-alert" data-color="success">Målet er lagret. <a class="ds-link" href="#plan">Se målet</a></div>
  </div>
  <section class="seksjon" id="hele"><h2 class="ds-heading" id="plan" tabindex="-1">Mål og tiltak</h2>
  <a class="ds-link" href="/annet/" id="lenke">Endre målet</a></section></main>"""
LYTT = """() => { window.lest = []; new MutationObserver((list) => list.forEach((one) => one.addedNodes.forEach(
  (node) => node.textContent.trim() && window.lest.push(node.textContent.trim()))))
  .observe(document.querySelector(".meldinger-fra-systemet"), {childList: true}); }"""
STIL = """(selector) => { const style = getComputedStyle(document.querySelector(selector));
  return [style.outlineStyle, style.boxShadow]; }"""


@pytest.fixture
def rute() -> Rute:
    return Rute({"/side/": render_template("base.html").replace("</main>", INNHOLD)})


def test_the_receipt_is_read_aloud_once(rute):
    """A live region that is there from the start is silent; one that changes is read."""
    with open_nettleser(rute) as (_context, page):
        page.clock.install(time=0)
        page.clock.pause_at(
            1_000
        )  # else a slow machine lets the quarter of a second pass before anybody listens
        page.goto(f"{VERT}/side/")
        page.evaluate(LYTT)
        page.clock.run_for(2_000)
        assert page.evaluate("window.lest") == ["Målet er lagret. Se målet"]
        assert page.locator(".meldinger-fra-systemet a").count() == 1


def test_a_link_to_a_section_draws_no_box_round_it(rute):
    with open_nettleser(rute) as (_context, page):
        page.goto(f"{VERT}/side/#plan")
        assert page.evaluate(STIL, "#hele") == ["none", "none"]
        assert page.evaluate(STIL, "#plan")[0] == "none"


def test_the_keyboard_sees_where_it_is(rute):
    """A bar beside the heading, and a frame round what can be pressed."""
    with open_nettleser(rute) as (_context, page):
        page.goto(f"{VERT}/side/")
        page.get_by_role("link", name="Se målet").focus()
        page.keyboard.press("Enter")
        # The browser jumps in its own time.
        wait_until(page, "document.querySelector('#plan').matches(':focus-visible')")
        outline, shadow = page.evaluate(STIL, "#plan")
        assert outline == "none"
        assert shadow != "none"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "lenke"
        assert page.evaluate(STIL, "#lenke")[0] != "none"
