"""Writing in the log without leaving the page, in a real browser: the entry comes on top and takes the focus."""

import pytest
from playwright.sync_api import Route

from tests.komponenter.nettleser import CHROMIUM, VERT, Rute, open_nettleser, run_axe, wait_until
from tests.stafettlogg.conftest import token_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.nettleser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium mangler: apt-get install chromium"),
]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def server(verden, jonas, innlegg):
    """What the server says to each of htmx's requests, asked beforehand: Playwright and the database do not mix."""
    sak_url = f"/sak/{verden.sak.pk}/"
    url = f"{sak_url}innlegg/nytt/"
    page = jonas.get(sak_url).content.decode()
    fragment = jonas.get(url, headers=HTMX)
    posted = {"skjema_token": token_in(fragment), "innleggstype": "lysglimt"}
    empty = jonas.post(url, posted | {"tekst": ""}, headers=HTMX)
    saved = jonas.post(url, posted | {"tekst": "Hun lo i gymtimen."}, headers=HTMX)
    return Server(sak_url, url, page, fragment, empty, saved)


class Server:
    def __init__(self, sak_url, url, page, fragment, empty, saved) -> None:
        self.sak_url, self.url, self.page = sak_url, url, page
        self.fragment, self.empty, self.saved = fragment, empty, saved
        self.asked: list[str] = []

    def __call__(self, route: Route) -> None:
        request = route.request
        self.asked.append(request.method)
        if request.url != VERT + self.url or "hx-request" not in request.headers:
            route.fulfill(status=204)
            return
        answer = self.fragment
        if request.method == "POST":
            assert request.headers.get("x-csrftoken")
            answer = self.saved if "gymtimen" in (request.post_data or "") else self.empty
        headers = {name: value for name, value in answer.headers.items() if name.startswith("HX-")}
        route.fulfill(
            status=answer.status_code,
            body=answer.content.decode(),
            headers={"Content-Type": "text/html", **headers},
        )


def test_an_entry_is_written_in_the_page_and_takes_the_focus(server):
    rute = Rute({server.sak_url: server.page}, server)
    with open_nettleser(rute) as (_context, page):
        page.goto(VERT + server.sak_url)
        page.get_by_role("link", name="Skriv i loggen").click()
        page.get_by_role("heading", name="Nytt innlegg").wait_for()
        assert page.evaluate("document.activeElement.textContent") == "Nytt innlegg"

        page.get_by_role("button", name="Lagre i loggen").click()
        page.locator("#feilsammendrag").wait_for()
        assert page.evaluate("document.activeElement.id") == "feilsammendrag"

        page.get_by_label("Hva vil du skrive?").fill("Hun lo i gymtimen.")
        page.get_by_role("button", name="Lagre i loggen").click()
        first = page.locator("#logg > li").first
        first.get_by_text("Hun lo i gymtimen.").wait_for()
        wait_until(page, "document.activeElement.matches('#logg > li:first-child')")
        assert page.locator("#logg > li[id^=innlegg]").count() == 2
        assert page.locator("#skriv").inner_html() == ""
        assert page.locator("#status").inner_text() == "Innlegget er lagret i loggen."
        assert run_axe(page) == []
        assert not [line for line in rute.konsoll if "Security Policy" in line or "Uncaught" in line]
