"""Consent as it lives, on phones: made smaller by one theme, and asked for anew while the former holds."""

from collections.abc import Callable

import pytest

from tests.reiser.fortelling import HVORFOR_SPOERRE, PPT, Fortelling, ask_the_parents, om, wait_for_varsel
from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk
from tests.reiser.test_to_foreldre import FLEST_TRYKK, tap
from tests.reiser.test_uten_javascript import open_case

ASTMA, LESING = "Astmaen har vært verre i høst.", "Hun leste to sider i dag."
NATTEVAKT = "from samtykke.jobb import keep_watch; keep_watch()"
UTLOEP, NYTT = 30, 200  # days


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


def test_a_renewal(f: Fortelling) -> None:
    """Thirty days before, the teacher is told; PPT sees the case all the way, and the overview shows both answers."""
    oversikt = f"{f.sak}samtykke/"
    f.stakk.execute("UPDATE samtykke_samtykke SET gyldig_til = %s WHERE sak_id = %s", om(UTLOEP), f.sak_id)
    f.stakk.run_as_owner(NATTEVAKT)
    f.stakk.execute("UPDATE varsling_utboks SET send_etter = now() WHERE slag = 'samtykke_utgaar'")
    wait_for_varsel(f, "samtykke_utgaar")
    jonas = f.jonas.open(oversikt).expect("1 går snart ut.").open("/varsler/")
    jonas.press(f"Samtykket til {PPT} i saken om Nora går snart ut.")
    assert jonas.value("Hvorfor spør dere?") == HVORFOR_SPOERRE
    jonas.fill("Hvor lenge skal samtykket gjelde?", om(NYTT).isoformat())
    jonas.choose("Ja, barnet har sagt hva det mener").press("Send spørsmålet")
    sees_it(f)
    for parent in (f.kari, f.tom):
        jonas.open(oversikt).expect("1 går snart ut.", f"Til {om(UTLOEP):%d.%m.%Y}").expect_not("Ikke svart")
        parent.open("/familie/").press("Les og svar").expect("Du har sagt ja før.", HVORFOR_SPOERRE)
        assert 1 + tap(parent, "Ja, jeg samtykker") <= FLEST_TRYKK
        parent.expect("Takk.")
        sees_it(f)
    shown = jonas.open(oversikt).expect_not("går snart ut").unfold(PPT).read()
    assert shown.count(f"Til {om(NYTT):%d.%m.%Y}") >= 2
    for who in ("Kari Nordlie", "Tom Nordlie"):
        assert shown.count(f"{who} sa ja") == 2, shown


def sees_it(f: Fortelling) -> None:
    """PPT is in at every step."""
    f.amina.open(f.sak).expect("Saken om Nora")
