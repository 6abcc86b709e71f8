"""A real Chromium that is fed by hand: pages from a dict, static files from disk, and no server at all."""

import json
import mimetypes
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, Route, sync_playwright

from bti.drift.nettleser import find as find_chromium

VERT = "http://stafett.test"
ROT = Path(__file__).resolve().parents[2]
AXE = ROT / "tests" / "vendor" / "axe.min.js"
AXEREGLER = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = find_chromium()
FLAGG = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CSP = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.SECURE_CSP.items())


@dataclass
class Rute:
    """What the browser gets, and what it asked for."""

    sider: dict[str, str]
    svar: Callable[[Route], Any] | None = None
    hentet: list[tuple[str, int]] = field(default_factory=list)
    konsoll: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        """Serve a page or a static file; everything else goes to ``svar``, or is a 404."""
        address = route.request.url.removeprefix(VERT)
        if route.request.method == "GET" and address in self.sider:
            self._fulfill(route, address, self.sider[address].encode(), "text/html; charset=utf-8")
        elif address.startswith("/static/"):
            file = ROT / "static" / address.removeprefix("/static/")
            self._fulfill(route, address, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "")
        elif self.svar:
            self.svar(route)
        else:
            route.fulfill(status=404, body="")

    def _fulfill(self, route: Route, address: str, body: bytes, kind: str) -> None:
        weight = len(body) if kind.startswith(("font/woff2", "image/png")) else len(brotli.compress(body))
        self.hentet.append((address, weight))
        route.fulfill(body=body, headers={"Content-Type": kind, "Content-Security-Policy": CSP})


@contextmanager
def open_nettleser(rute: Rute, *, bredde: int = 1280) -> Iterator[tuple[BrowserContext, Page]]:
    """Open a page of that width whose every request is answered by ``rute``."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGG)
        context = browser.new_context(viewport={"width": bredde, "height": 900}, locale="nb-NO")
        context.route("**/*", rute.answer)
        page = context.new_page()
        page.on("console", lambda message: rute.konsoll.append(message.text))
        page.on("pageerror", lambda error: rute.konsoll.append(str(error)))
        try:
            yield context, page
        finally:
            browser.close()


def run_axe(page: Page) -> list[str]:
    """Return what axe finds wrong on the page, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        f"axe.run(document, {{runOnly: {json.dumps(AXEREGLER)}, resultTypes: ['violations']}})"
    )
    return [f"{v['id']}: {[node['html'][:160] for node in v['nodes']]}" for v in result["violations"]]


STIKKER_UT = """[...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".ds-sr-only, .ds-skip-link, thead"))
  .map((e) => e.outerHTML.slice(0, 120))"""
SMAA_MAAL = """[...document.querySelectorAll("a, button, select, textarea, summary, input:not([type=hidden])")]
  .filter((e) => {
    const box = e.getBoundingClientRect();
    const inline = e.closest("p") || e.matches(".ds-skip-link");
    const target = ["radio", "checkbox"].includes(e.type) ? e.closest(".ds-field").getBoundingClientRect() : box;
    return box.width && !inline && target.height < 43.9;
  })
  .map((e) => e.outerHTML.slice(0, 120))"""


def look_at(sider: Mapping[str, str], bredde: int, mappe: Path, navn: str) -> None:
    """Open every page at one width and keep its picture: nothing inaccessible, sticking out, or small to hit.

    The pictures go to ``STAFETT_SKJERMBILDER`` when it is set, for who wants to look too.
    """
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or mappe)
    rute = Rute({f"/{side}": html for side, html in sider.items()})
    with open_nettleser(rute, bredde=bredde) as (_, page):
        for side in sider:
            page.goto(f"{VERT}/{side}")
            page.screenshot(path=mappe / f"{navn}-{side}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], side
            assert page.evaluate(STIKKER_UT) == [], side
            assert page.evaluate(SMAA_MAAL) == [], side


def wait_until(page: Page, expression: str) -> None:
    """Ask the page until it is so. Playwright's own way to wait needs eval, which the content policy refuses."""
    for _ in range(500):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(10)
    raise AssertionError(f"ble aldri sant: {expression}")
