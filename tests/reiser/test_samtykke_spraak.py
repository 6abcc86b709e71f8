"""A parent reads, answers and withdraws consent on a phone, in Arabic and in Polish."""

from collections.abc import Callable

import pytest

from samtykke.katalog import read_samtykketekst
from tests.reiser.person import FIL_MS, TELEFON, Person
from tests.reiser.test_uten_javascript import ask_for_ppt, open_case

# Which way the heading runs, whether it begins at its side of the screen, and where a tick stands by its words.
RETNING = """(() => {
  const h1 = document.querySelector("h1"), range = document.createRange();
  range.selectNodeContents(h1);
  const words = range.getBoundingClientRect(), box = h1.getBoundingClientRect();
  const tick = document.querySelector("main input[type=checkbox]").getBoundingClientRect();
  const label = document.querySelector("main input[type=checkbox]").labels[0].getBoundingClientRect();
  return {retning: getComputedStyle(h1).direction, hoeyre: Math.abs(box.right - words.right) < 2,
          hake_til_hoeyre: tick.left > label.left + label.width / 2, side: document.documentElement.dir};
})()"""


@pytest.mark.parametrize(
    ("spraak", "navn"), [("ar", "العربية"), pytest.param("pl", "polski", marks=pytest.mark.nightly)]
)
def test_a_parent_reads_answers_and_withdraws(person: Callable[..., Person], spraak: str, navn: str) -> None:
    ord_ = read_samtykketekst(spraak).ord
    jonas = person("Jonas Berge", axe=False).log_in()
    ask_for_ppt(jonas, open_case(jonas))
    kari = person("Kari Nordlie", bredde=TELEFON).log_in()
    kari.press("Les og svar").unfold("Velg språk").press(navn)
    kari.expect(ord_["hvis_ja"], ord_["hvis_nei"], ord_["rettigheter"], ord_["ikke_sikret"], "Be om tolk")
    look = kari.page.evaluate(RETNING)
    if spraak == "ar":
        assert (look["retning"], look["hoeyre"], look["hake_til_hoeyre"]) == ("rtl", True, True)
    else:
        assert (look["retning"], look["hake_til_hoeyre"]) == ("ltr", False)
    assert not look["side"]  # the frame around stays Norwegian
    kari.unfold(ord_["norsk"]).expect("Det får ingen følger for deg at du sier nei.")
    spoersmaal = kari.page.url
    kari.press(ord_["papir"])
    kari.page.get_by_text(ord_["ark_klart"]).wait_for(
        timeout=FIL_MS
    )  # the worker makes it; the page updates itself
    kari.expect("Arket er klart.")
    assert kari.download(ord_["ark_hent"]).startswith(b"%PDF")
    kari.page.goto(spoersmaal)
    kari.press(ord_["ja"]).expect("Du har sagt ja til at PPT Solvik får være med.")
    kari.expect(ord_["dine_svar"], ord_["merke_ja"])
    kari.press(ord_["leste"]).expect(navn, ord_["hvis_nei"])
    kari.press("Tilbake til samtykkene").press(ord_["trekk"]).expect(ord_["betyr"])
    kari.press(ord_["trekk_ja"]).expect("Du har trukket samtykket.")
