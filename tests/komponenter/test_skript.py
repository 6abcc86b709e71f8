"""The small scripts in a real browser: autosave, end of session, the quick way out."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route

from tests.komponenter.nettleser import CHROMIUM, VERT, Rute, open_nettleser, wait_until
from tests.komponenter.sider import JONAS, render_template

pytestmark = [
    pytest.mark.nettleser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium mangler: apt-get install chromium"),
]

STATUS = "[data-kladdstatus]"


class Server:
    """Answers what the scripts post, and remembers it."""

    def __init__(self, status: int = 200, body: str = "{}") -> None:
        self.status, self.body = status, body
        self.posts: list[tuple[str, dict[str, list[str]]]] = []
        self.token = ""

    def __call__(self, route: Route) -> None:
        request = route.request
        self.posts.append((request.url.removeprefix(VERT), parse_qs(request.post_data or "")))
        self.token = request.headers.get("x-csrftoken", "")
        route.fulfill(
            status=self.status, body=self.body, headers={"Content-Type": "text/html; charset=utf-8"}
        )


def form_page() -> str:
    """A page with one form whose text is kept as a draft."""
    status = render_template("komponenter/kladdstatus.html")
    form = (
        '<form class="skjema" data-kladd="/kladd/" method="post" action="/sak/">'
        '<input type="hidden" name="skjema_token" value="t"><label for="x">Tekst</label>'
        f'<textarea id="x" name="tekst"></textarea><button type="submit">Lagre</button>{status}</form></main>'
    )
    return render_template("base.html").replace("</main>", form)


def open_form(page: Page) -> None:
    page.clock.install()
    page.goto(f"{VERT}/skjema/")


def test_text_is_saved_three_seconds_after_the_last_key():
    server = Server()
    with open_nettleser(Rute({"/skjema/": form_page()}, server)) as (_context, page):
        open_form(page)
        page.locator("#x").type("Nora er stille")
        page.clock.run_for(2_900)
        assert server.posts == []
        page.clock.run_for(200)
        page.locator(STATUS, has_text="Lagret kl.").wait_for()
        assert server.posts == [("/kladd/", {"skjema_token": ["t"], "tekst": ["Nora er stille"]})]
        page.clock.run_for(60_000)
        assert len(server.posts) == 1
        stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert stored == [0, 0, ""]


def test_leaving_the_field_saves_at_once():
    server = Server()
    with open_nettleser(Rute({"/skjema/": form_page()}, server)) as (_context, page):
        open_form(page)
        page.locator("#x").type("Kort")
        page.keyboard.press("Tab")
        page.clock.run_for(10)
        page.locator(STATUS, has_text="Lagret kl.").wait_for()
        assert [fields["tekst"] for _address, fields in server.posts] == [["Kort"]]


def test_a_server_that_is_down_is_tried_again():
    server = Server(status=503)
    with open_nettleser(Rute({"/skjema/": form_page()}, server)) as (_context, page):
        open_form(page)
        page.locator("#x").type("Viktig")
        page.clock.run_for(3_100)
        page.locator(STATUS, has_text="Ikke lagret – prøver igjen").wait_for()
        server.status = 200
        page.clock.run_for(10_100)
        page.locator(STATUS, has_text="Lagret kl.").wait_for()
        assert server.posts[-1][1]["tekst"] == ["Viktig"]


def test_a_text_that_is_refused_says_why_and_is_not_sent_again():
    server = Server(status=422, body='{"feil": "Teksten er for lang."}')
    with open_nettleser(Rute({"/skjema/": form_page()}, server)) as (_context, page):
        open_form(page)
        page.locator("#x").type("Lang")
        page.clock.run_for(3_100)
        page.locator(STATUS, has_text="Teksten er for lang.").wait_for()
        page.clock.run_for(60_000)
        assert len(server.posts) == 1


def test_a_session_that_ended_asks_for_log_in():
    server = Server(status=403)
    with open_nettleser(Rute({"/skjema/": form_page()}, server)) as (_context, page):
        open_form(page)
        page.locator("#x").type("Tekst")
        page.clock.run_for(3_100)
        page.locator(STATUS, has_text="Du er logget ut.").wait_for()


def test_the_warning_comes_five_minutes_before_and_yes_keeps_one_in():
    server = Server(status=204)
    with open_nettleser(Rute({"/skjema/": form_page()}, server)) as (_context, page):
        open_form(page)
        page.clock.run_for(24 * 60_000)
        assert not page.locator("#okt").is_visible()
        page.clock.run_for(61_000 + 5_000)
        assert page.locator("#okt").is_visible()
        page.get_by_role("button", name="Ja").click()
        page.locator("#okt").wait_for(state="hidden")
        assert [address for address, _fields in server.posts] == ["/okt/forleng/"]
        page.clock.run_for(24 * 60_000)
        assert not page.locator("#okt").is_visible()


def test_an_unanswered_warning_ends_on_the_log_in_page():
    sider = {"/skjema/": form_page(), "/logg-inn/": "<!doctype html><title>inn</title>"}
    with open_nettleser(Rute(sider)) as (_context, page):
        open_form(page)
        page.clock.run_for(31 * 60_000)
        page.wait_for_url("**/logg-inn/")


def test_a_text_that_could_not_be_saved_is_never_taken_away():
    sider = {"/skjema/": form_page(), "/logg-inn/": "<!doctype html><title>inn</title>"}
    with open_nettleser(Rute(sider, Server(status=503))) as (_context, page):
        open_form(page)
        page.locator("#x").type("Usendt")
        page.clock.run_for(3_100)
        page.locator(STATUS, has_text="Ikke lagret").wait_for()
        page.clock.run_for(40 * 60_000)
        assert page.url.endswith("/skjema/")
        assert page.locator("#x").input_value() == "Usendt"


@pytest.mark.parametrize("way", ["click", "shift"])
def test_the_quick_way_out_leaves_no_page_to_go_back_to(way):
    sider = {"/familie/": render_template("familie/base.html", aktoer=JONAS)}
    ute = Server(body="<!doctype html><title>vær</title>")
    with open_nettleser(Rute(sider, ute)) as (_context, page):
        page.goto(f"{VERT}/familie/")
        if way == "click":
            page.get_by_role("link", name="Forlat siden raskt").click()
        else:
            for _press in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url("https://www.yr.no/")
        page.go_back()
        assert "/familie/" not in page.url


def test_the_quick_way_out_is_a_link_without_javascript():
    page = render_template("familie/base.html")
    assert '<a class="ds-button" data-color="danger" href="https://www.yr.no/"' in page


@pytest.mark.parametrize("status", [200, 422, 403])
def test_a_swap_that_takes_away_its_own_button_moves_the_focus(status):
    server = Server(status, '<section id="del"><h2 tabindex="-1" data-focus>Målet er lagret</h2></section>')
    form = (
        '<section id="del"><form method="post" action="/maal/" hx-post="/maal/" hx-target="#del" hx-swap="outerHTML">'
        '<button type="submit">Lagre</button></form></section></main>'
    )
    rute = Rute({"/maal/": render_template("base.html").replace("</main>", form)}, server)
    with open_nettleser(rute) as (_context, page):
        page.goto(f"{VERT}/maal/", wait_until="networkidle")
        page.get_by_role("button", name="Lagre").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Målet er lagret").wait_for()
        wait_until(page, "document.activeElement.textContent === 'Målet er lagret'")
        assert page.locator("[aria-busy]").count() == 0
    assert len(server.token) == 64
