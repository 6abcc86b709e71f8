"""One person at a browser of their own: clicks what is written on the page, and looks at every page they come to.

Looking means: axe finds nothing, nothing sticks out, every target is large enough, the browser has no complaint
(the content policy's among them), and neither title nor address names anybody.
"""

import json
import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Response

from bti.drift.steder import ROT
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, run_axe
from tests.reiser.stakk import Stakk

ANSATT, TELEFON = 1280, 390
BREDDER = (TELEFON, ANSATT)
FIL_MS = 60_000  # how long a file may be in coming
BILDEMAPPE = os.environ.get("STAFETT_SKJERMBILDER")
DEMO = ROT / "fixtures" / "demo"
TREFF = """[...document.querySelectorAll("a[href], button, summary, label, h1")]
  .filter((e) => e.checkVisibility()).map((e) => `${e.tagName.toLowerCase()} «${e.innerText.trim()}»`).join("\\n")"""
VENTET = ("Failed to load resource: the server responded with a status of", "Clear-Site-Data header on")
PAAKREVD = """[...document.querySelectorAll("main form .merke")].filter((e) => e.innerText === "Må fylles ut").length"""
# The browser itself draws the focus on the parts inside a date.
FOKUS = """(() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const labels = [...(one.labels || [])].map((label) => label.innerText).join(" ");
  const drawn = style.outlineStyle !== "none" || style.boxShadow !== "none" || one.type === "date";
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return {navn: labels || one.innerText || one.name || one.tagName, synlig: one === document.body || (drawn && inside)};
})()"""
LAGRET = """async () => ({
  local: {...localStorage}, session: {...sessionStorage},
  caches: await caches.keys(), databaser: (await indexedDB.databases()).map((one) => one.name),
})"""


def _read_people() -> list[str]:
    """Return everybody's name in Solvik: children, parents, staff."""
    people = json.loads((DEMO / "folkeregister.json").read_text(encoding="utf-8"))
    people += [parent for one in people for parent in one["foreldre"]]
    people += json.loads((DEMO / "rolleliste.json").read_text(encoding="utf-8"))
    return [str(one["navn"]) for one in people]


def _any_of(names: list[str]) -> re.Pattern[str]:
    parts = sorted({part for name in names for part in name.split()})
    return re.compile(rf"\b({'|'.join(parts)})\b")


NAVNEDELER = _any_of(_read_people())
NAVN_I_ADRESSE = _any_of([name.lower() for name in _read_people()])


UUID_I_ADRESSE = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}/")


class Person:
    """Somebody in the story."""

    def __init__(
        self,
        browser: Browser,
        stakk: Stakk,
        navn: str,
        *,
        bredde: int = ANSATT,
        javascript: bool = True,
        axe: bool = True,
    ) -> None:
        self.browser, self.stakk, self.navn = browser, stakk, navn
        self.bredde, self.javascript = bredde, javascript
        self.axe = axe and javascript  # axe needs timers; the markup is the same
        self.konsoll: list[str] = []
        self.status = 0  # of the page that stands there
        self.svar = 0  # of the last answer, which may be a piece of a page
        self.sett: set[str] = set()
        self.adresser: set[str] = set()
        self.mangler: list[str] = []
        self.antall_sider = 0
        self.open_browser()

    # The browser

    def open_browser(self) -> Self:
        """A new browser that knows nothing."""
        self.context: BrowserContext = self.browser.new_context(
            base_url=self.stakk.adresse,
            viewport={"width": self.bredde, "height": 844 if self.bredde == TELEFON else 900},
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            java_script_enabled=self.javascript,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(8000)
        self.page: Page = self.context.new_page()
        self._listen(self.page)
        return self

    def close_browser(self) -> None:
        """Close it as one closes the lid: nothing is asked."""
        self.context.close()

    def _listen(self, page: Page) -> None:
        page.on("console", lambda message: self.konsoll.append(message.text))
        page.on("pageerror", lambda error: self.konsoll.append(str(error)))
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status

    # Moving about

    def log_in(self, *, status: int = 200) -> Self:
        """Press one's own button among the cast."""
        if "/logg-inn/" not in self.page.url:
            self.open("/logg-inn/")
        return self.press(f"Logg inn som {self.navn}", status=status)

    def open(self, path: str, *, status: int = 200) -> Self:
        """Go to an address, as from a bookmark."""
        self.page.goto(path)
        return self.look(status=status)

    def press(self, text: str, *, status: int = 200, within: str = "", nr: int = 0) -> Self:
        """Click the button or link with that text, and look at what comes."""
        target = self.find(text, within=within, nr=nr)
        self.act(target.click)
        return self.look(status=status)

    def act(self, action: Any) -> None:
        """Do something that makes the browser ask the server, and wait for the whole answer."""
        self.page.evaluate("window.gammel = true")
        with self.page.expect_response(_is_answer) as waiting:
            action()
        self.svar = waiting.value.status
        if waiting.value.request.is_navigation_request():
            self._wait_until("!window.gammel && document.readyState === 'complete'")
        else:
            self._wait_until("!document.querySelector('[aria-busy=true]')")

    def _wait_until(self, expression: str) -> None:
        """Ask the page again and again. Playwright's own way needs eval, which the content policy refuses."""
        for _ in range(800):
            with suppress(Error):  # the page that was asked is on its way out
                if self.page.evaluate(expression):
                    return
            self.page.wait_for_timeout(10)
        raise AssertionError(f"{self.navn} venter fortsatt på {self.page.url}: {expression}")

    def find(self, text: str, *, within: str = "", nr: int = 0) -> Locator:
        """Return the one button or link with that text: on the page itself before its frame, whole words first."""
        for place in [within] if within else ["main", "body"]:
            root = self.page.locator(place)
            for exact in (True, False):
                found = root.get_by_role("button", name=text, exact=exact).or_(
                    root.get_by_role("link", name=text, exact=exact)
                )
                if found.count() > nr:
                    return found.nth(nr)
        raise AssertionError(
            f"{self.navn} finner ikke «{text}» på {self.page.url}:\n{self.page.evaluate(TREFF)}"
        )

    def unfold(self, text: str) -> Self:
        """Open what is folded."""
        summary = self.page.locator("summary", has_text=text).first
        summary.click()
        summary.locator(
            "xpath=following-sibling::*[1]"
        ).wait_for()  # it does not come in the very same moment
        return self

    def search(self, words: str) -> Self:
        """Use the search box at the top."""
        self.page.get_by_role("searchbox", name="Søk etter sak").fill(words)
        return self.press("Søk", within="header")

    def tab_to(self, text: str) -> Self:
        """Press Tab until the focus is on what has that text or label, and see that the focus shows all the way."""
        for _ in range(150):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOKUS)
            assert here["synlig"], f"{self.navn} ser ikke fokus: {here['navn']} på {self.page.url}"
            if text in here["navn"]:
                return self
        raise AssertionError(f"{self.navn} kommer ikke til «{text}» med Tab på {self.page.url}")

    def enter(self) -> Self:
        """Press Enter where the focus is, and look at what comes."""
        self.act(lambda: self.page.keyboard.press("Enter"))
        return self.look()

    def new_tab(self, path: str) -> "Fane":
        """Open an address beside the page one is at."""
        page = self.context.new_page()
        page.goto(path)
        return Fane(page)

    def download(self, text: str) -> bytes:
        """Fetch the file behind a button. A paper with fonts of its own takes a while on a busy machine."""
        with self.page.expect_download(timeout=FIL_MS) as waiting:
            self.find(text).click(timeout=FIL_MS)
        return Path(waiting.value.path()).read_bytes()

    def ask(self, path: str) -> int:
        """Return the status of an address without going there, with this person's session."""
        return self.context.request.get(path, max_redirects=0).status

    def log_out(self) -> Self:
        """Log out by the button at the top."""
        return self.press("Logg ut", within="header")

    # Writing and reading

    def fill(self, label: str, text: str) -> Self:
        """Write in the field with that label."""
        self.page.locator("main").get_by_label(label, exact=False).first.fill(text)
        return self

    def choose(self, *labels: str, within: str = "main") -> Self:
        """Tick the boxes or choose the circles with those texts."""
        for label in labels:
            root = self.page.locator(within)
            box = root.get_by_role("radio", name=label).or_(root.get_by_role("checkbox", name=label))
            box.first.check()
        return self

    def unchoose(self, *labels: str) -> Self:
        """Take the ticks away."""
        for label in labels:
            self.page.locator("main").get_by_role("checkbox", name=label).first.uncheck()
        return self

    def select(self, label: str, option: str) -> Self:
        """Choose from a list."""
        self.page.locator("main").get_by_label(label).first.select_option(label=option)
        return self

    def type_slowly(self, label: str, text: str) -> Self:
        """Write key by key, and stay in the field."""
        self.page.locator("main").get_by_label(label).first.press_sequentially(text, delay=2)
        return self

    def expect_saved(self) -> Self:
        """Wait for the line that says that the draft is kept."""
        self.page.locator("[data-kladdstatus][data-tilstand=lagret]").wait_for(timeout=8000)
        return self

    def value(self, label: str) -> str:
        """Return what stands in a field."""
        return self.page.locator("main").get_by_label(label).first.input_value()

    def count_required(self) -> int:
        """Return how many questions of the page's form are marked as ones that must be answered."""
        return int(self.page.evaluate(PAAKREVD))

    def has_focus_inside(self, selector: str) -> bool:
        """Say whether the keyboard's focus is in that part of the page."""
        return bool(self.page.evaluate("(where) => !!document.activeElement.closest(where)", selector))

    def expect(self, *texts: str) -> Self:
        """Each of the texts stands on the page."""
        shown = self.read()
        for text in texts:
            assert text in shown, f"{self.navn} ser ikke «{text}» på {self.page.url}:\n{shown}"
        return self

    def expect_not(self, *texts: str) -> Self:
        """None of the texts stands anywhere in the page's source."""
        source = self.page.content()
        for text in texts:
            assert text not in source, f"{self.navn} ser «{text}» på {self.page.url}"
        return self

    def read(self, selector: str = "main") -> str:
        """Return the page's words as one sees them, with single spaces."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    @property
    def path(self) -> str:
        """The address without the machine."""
        return self.page.url.removeprefix(self.stakk.adresse)

    # Looking

    def look(self, *, status: int = 200) -> Self:
        """Check what must be true of every page; the same page twice is looked at once.

        What is wrong with its form is gathered in ``mangler``, and fails the journey at its end with all the rest.
        """
        page = self.page
        assert self.status == status, f"{self.navn}: {self.status} på {page.url}\n{self.read('body')[:2000]}"
        assert not self._complaints(), f"{self.navn} på {page.url}: {self.konsoll}"
        title = page.title()
        assert title.endswith("– Stafett"), title
        assert not NAVNEDELER.search(title), f"Navn i tittelen: {title}"
        assert not NAVN_I_ADRESSE.search(unquote(page.url).lower()), f"Navn i adressen: {page.url}"
        if status == 200 and UUID_I_ADRESSE.search(self.path):
            self.adresser.add(self.path.partition("#")[0])
        mark = self._fingerprint()
        if mark in self.sett:
            return self
        self.sett.add(mark)
        self.antall_sider += 1
        faults = run_axe(page) if self.axe else []
        faults += [f"bredere enn {self.bredde}: {one}" for one in page.evaluate(STIKKER_UT)]
        faults += [f"for lite å trykke på: {one}" for one in page.evaluate(SMAA_MAAL)]
        self.mangler += [f"{self.navn}, {self.path}, {one}" for one in faults]
        if BILDEMAPPE:
            self.take_pictures(Path(BILDEMAPPE))
        return self

    def take_pictures(self, folder: Path) -> None:
        """Save the whole page as it is on a phone and on a desk."""
        folder.mkdir(parents=True, exist_ok=True)
        number = len(list(folder.glob(f"*-{TELEFON}.png"))) + 1
        slug = re.sub(r"[^a-zæøå0-9]+", "-", self.page.title().removesuffix("– Stafett").lower()).strip("-")
        size = self.page.viewport_size
        for bredde in BREDDER:
            self.page.set_viewport_size({"width": bredde, "height": 900})
            name = f"{number:03}-{self.navn.split()[0].lower()}-{slug}-{bredde}.png"
            self.page.screenshot(path=folder / name, full_page=True)
        if size:
            self.page.set_viewport_size(size)

    def draw_pages(self, pdf: bytes, folder: Path) -> None:
        """Draw a PDF's pages beside the other pictures, where the machine has the program for it."""
        if not (BILDEMAPPE and shutil.which("pdftoppm")):
            return
        file = folder / "utskrift.pdf"
        file.write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-r", "60", "-png", str(file), str(Path(BILDEMAPPE) / "utskrift")], check=True
        )

    def read_storage(self) -> dict[str, Any]:
        """Return all that the browser has kept outside its cookies."""
        return dict(self.page.evaluate(LAGRET))

    def _complaints(self) -> list[str]:
        """What the browser has said, but for a page's own status and the clearing that logging out asks for."""
        return [text for text in self.konsoll if not text.startswith(VENTET)]

    def _fingerprint(self) -> str:
        source = re.sub(r'(value|content|hx-headers:inherited)=(["\']).*?\2', "", self.page.content())
        return sha256(f"{self.bredde} {source}".encode()).hexdigest()


@dataclass
class Fane:
    """Another page of the same browser."""

    page: Page

    def click_link(self, text: str) -> int:
        """Follow a link, and return the status of what came."""
        with self.page.expect_navigation() as waiting:
            self.page.get_by_role("link", name=text).first.click()
        return waiting.value.status if waiting.value else 0


def _is_answer(response: Response) -> bool:
    """The answer to what was done, not a draft's autosave, a picture or a redirect on the way."""
    asked = response.request
    if not asked.is_navigation_request() and asked.resource_type not in {"fetch", "xhr"}:
        return False
    return not asked.url.endswith("/kladd/")
