"""Consent as it lives, on a phone: made smaller by one theme."""

from collections.abc import Callable

import pytest

from tests.reiser.fortelling import PPT, Fortelling, ask_the_parents, wait_for_varsel
from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk
from tests.reiser.test_uten_javascript import open_case

ASTMA, LESING = "Astmaen har vært verre i høst.", "Hun leste to sider i dag."


@pytest.fixture
def f(stakk: Stakk, person: Callable[..., Person]) -> Fortelling:
    """Nora's case, and PPT let in by both parents to all that was asked. The adviser reads on a phone too."""
    f = Fortelling(
        stakk,
        jonas=person("Jonas Berge", axe=False),
        amina=person("Amina Yusuf", bredde=TELEFON),
        kari=person("Kari Nordlie", bredde=TELEFON),
        tom=person("Tom Nordlie", bredde=TELEFON, axe=False),
    )
    f.sak = open_case(f.jonas.log_in())
    f.jonas.press("Inviter eller se alle").press("Inviter en ansatt").select("Hvor arbeider personen?", PPT)
    f.jonas.press("Finn ansatte").choose("Amina Yusuf").press("Inviter")
    ask_the_parents(f)
    for parent in (f.kari, f.tom):
        parent.log_in().press("Les og svar").press("Ja, jeg samtykker").expect("Takk.")
    f.amina.log_in().open(f.sak)
    return f


def test_a_partial_withdrawal(f: Fortelling) -> None:
    """Two taps from the case's page, and a tick: who is at PPT reads the one entry and no longer the other."""
    for tekst, tema in ((ASTMA, "Helse"), (LESING, "Læring og utvikling")):
        jonas = f.jonas.open(f.sak).press("Skriv i loggen").fill("Hva vil du skrive?", tekst)
        jonas.unfold("Bare noen av tjenestene skal lese det").choose(tema).press("Lagre i loggen").expect(
            tekst
        )
    f.amina.open(f.sak).expect(ASTMA, LESING)
    kari = f.kari.open("/familie/").press("Se planen")
    kari.press("Ta bort noe av samtykket").expect("Det du tar bort, slutter å gjelde med en gang.")
    kari.unchoose("Helse").press("Lagre endringen").expect("gjelder mindre nå", f"{PPT} kan se saken nå.")
    f.amina.open(f.sak).expect(LESING).expect_not(ASTMA)
    f.jonas.open(f.sak).expect(ASTMA, LESING)
    kari.open("/familie/").press("Se planen").expect(ASTMA, LESING)
    wait_for_varsel(f, "samtykke_snevret")
