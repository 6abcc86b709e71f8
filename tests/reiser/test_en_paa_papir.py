"""Two parents must say yes: one answers on the phone, the other on paper."""

import re
from collections.abc import Callable

import pytest

from tests.reiser.person import FIL_MS, TELEFON, Person
from tests.reiser.test_uten_javascript import PPT, ask_for_ppt, om, open_case
from tests.utskrift.lesing import read_text

TOM = "siste dag Tom Nordlie"


@pytest.mark.nightly
def test_one_answers_on_the_phone_and_the_other_on_paper(person: Callable[..., Person]) -> None:
    jonas = person("Jonas Berge", bredde=TELEFON).log_in()
    sak = open_case(jonas)
    want_paper(jonas, sak)
    ask_for_ppt(jonas.open(sak), sak)
    jonas.expect("Tom Nordlie skal ha det på papir: skriv ut", "Skal ha det på papir")
    samtykker = jonas.path
    kode = print_sheet(jonas)
    kari = person("Kari Nordlie", bredde=TELEFON).log_in()
    kari.open("/varsler/").expect("Vi spør om vi kan dele noe").open("/familie/")
    kari.press("Les og svar").press("Ja, jeg samtykker").expect("Takk.")
    see_no_notice(person)
    write_in(jonas.open(samtykker), kode)
    amina = person("Amina Yusuf", bredde=TELEFON).log_in()
    amina.open(sak, status=404)
    confirm(person, kode)
    amina.open(sak).expect("Saken om Nora")
    print_slip(jonas, sak)
    child_lives_elsewhere(jonas, sak, person)


def want_paper(jonas: Person, sak: str) -> None:
    """Tom has said that he wants it on paper."""
    jonas.open(sak).press("Inviter eller se alle").press(TOM).choose("På papir").press("Lagre")
    jonas.expect("Lagret. Det gjelder fra nå.", "Vil ha det på papir.")


def print_sheet(jonas: Person) -> str:
    """Open the sheet that is to be printed, and read its code."""
    jonas.press("Skriv ut").expect("Svaret ditt", PPT)
    found = re.search(r"Kode: (\w{4}-\w{4})", jonas.read())
    assert found
    return found[1]


def see_no_notice(person: Callable[..., Person]) -> None:
    """Tom has a login, and it works; nothing waits for him there but what he comes to see."""
    tom = person("Tom Nordlie", bredde=TELEFON).log_in()
    tom.press("Se planen").expect("Du får dette på papir")
    tom.open("/varsler/").expect_not("Vi spør om vi kan dele noe")


def write_in(jonas: Person, kode: str) -> None:
    """The sheet has come back."""
    jonas.press("Skriv inn svar").choose("Ja").choose("På papir").fill("Koden på arket", kode)
    jonas.press("Skriv inn svaret").expect("Det gjelder når en kollega har bekreftet det.")
    jonas.expect_not("skal ha det på papir: skriv ut")


def confirm(person: Callable[..., Person], kode: str) -> None:
    """The head holds the sheet in her own hand."""
    siri = person("Siri Holm", bredde=TELEFON).log_in()
    siri.press("Bekreft et svar om samtykke").fill("Koden på arket", kode).choose(
        "Jeg har selv kontrollert svaret"
    )
    siri.press("Ja, dette stemmer").expect("Svaret gjelder nå.")


def print_slip(jonas: Person, sak: str) -> None:
    """What has happened, for Tom, with a slip to send back."""
    jonas.open(sak).press("Inviter eller se alle").press(TOM).press("Skriv ut med svarslipp")
    jonas.press("Lag utskriften")
    jonas.page.get_by_text("Utskriften er klar.").wait_for(timeout=FIL_MS)
    paper = " ".join(read_text(jonas.download("Last ned PDF")).split())
    assert "Svarslipp" in paper
    assert "Jeg vil snakke med noen" in paper


def child_lives_elsewhere(jonas: Person, sak: str, person: Callable[..., Person]) -> None:
    """Where the child lives, and the last day, hold when the head has said so."""
    jonas.open(sak).press("Inviter eller se alle").press(TOM)
    jonas.choose("Nei").fill("Siste dag personen er med", om(30).isoformat()).press("Lagre")
    jonas.expect("gjelder først når en leder har bekreftet").press(TOM).expect("Gjelder ikke ennå.")
    siri = person("Siri Holm", bredde=TELEFON).log_in()
    siri.press("Bekreft en endring i familien").expect("Blir: nei", "ingen siste dag")
    siri.choose("Jeg har selv kontrollert dette").press("Ja, dette stemmer").expect("Endringen gjelder nå.")
