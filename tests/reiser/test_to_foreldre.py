"""Two parents at their own phones: agreeing, not agreeing, and one who wants the case closed."""

from collections.abc import Callable

import pytest

from tests.reiser.fortelling import PPT, Fortelling, make_fortelling, sees_no_case
from tests.reiser.person import Person
from tests.reiser.stakk import Stakk
from tests.reiser.test_uten_javascript import ask_for_ppt, open_case

FLEST_TRYKK = 4  # a yes is this many taps from the login, at most
NOEYTRALT = "Ikke alle har sagt ja. Det er i orden."
TIL_FAMILIEN = "Vi venter til alle har sagt ja. Det er i orden å trenge tid, og det er i orden å si nei."
BEBREIDER = ("nekte", "avslå", "avslo", "skyld", "hindre", "mot barnets", "dessverre")
GRUNN = "Takk for at du sa fra. Vi tar det opp i neste møte."


@pytest.fixture
def fortelling(stakk: Stakk, person: Callable[..., Person]) -> Fortelling:
    """Jonas has opened the case and asked both parents about PPT; the parents have logged in."""
    f = make_fortelling(stakk, person)
    f.sak = open_case(f.jonas.log_in())
    ask_for_ppt(f.jonas, f.sak)
    for one in (f.amina, f.kari, f.tom):
        one.log_in()
    return f


def tap(who: Person, *buttons: str) -> int:
    """Press them in turn; return how many taps it took."""
    for button in buttons:
        who.press(button)
    return len(buttons)


def test_two_parents_agree(fortelling: Fortelling) -> None:
    """A few taps each; with the second yes the service is in, and the staff's table says so."""
    f = fortelling
    assert tap(f.kari, "Les og svar", "Ja, jeg samtykker") <= FLEST_TRYKK
    f.kari.expect("1 av 2 har sagt ja")
    sees_no_case(f, f.amina)
    assert tap(f.tom, "Les og svar", "Ja, jeg samtykker") <= FLEST_TRYKK
    f.tom.expect("kan se saken nå")
    f.amina.open(f.sak).expect("Saken om Nora")
    f.jonas.open(f"{f.sak}samtykke/").expect("1 tjeneste ser saken nå.", PPT, "Ser saken")
    f.jonas.expect_not(NOEYTRALT)
    f.kari.open(_familie(f, "samtykke/")).expect_not(TIL_FAMILIEN)


def test_two_parents_do_not_agree(fortelling: Fortelling) -> None:
    """The service stays out; each reads neutral words and finds the guide, and nobody reads who it was."""
    f = fortelling
    f.kari.press("Les og svar").press("Ja, jeg samtykker")
    f.tom.press("Les og svar").press("Nei, jeg samtykker ikke")
    sees_no_case(f, f.amina)
    f.jonas.open(f"{f.sak}samtykke/").expect(NOEYTRALT, "Ingen av tjenestene ser saken nå.", "Ser ikke saken")
    f.kari.open(_familie(f, "samtykke/")).expect(TIL_FAMILIEN, "1 av 2 har sagt ja")
    assert "Tom" not in f.kari.read()
    for who in (f.kari, f.tom):
        who.open(_familie(f, "samtykke/")).expect(TIL_FAMILIEN)
        who.press("Les hva som skjer hvis svarene ikke er like").expect("Et nei er like greit som et ja.")
        who.press("Én sier ja, og én sier nei").expect(
            "Ja og nei veier like mye.", "Snakk med stafettholderen."
        )
        assert [word for word in BEBREIDER if word in who.read().lower()] == []
    f.amina.open("/varsler/").expect_not("Nora")


@pytest.mark.nightly
def test_one_of_them_wants_the_case_closed(fortelling: Fortelling) -> None:
    """Asked and answered; the other parent sees nothing of it, and nothing is closed."""
    f = fortelling
    kari = f.kari.open(_familie(f, ""))
    kari.press("Jeg ønsker at stafettloggen avsluttes").expect(
        "De andre i familien får ikke vite at du har spurt."
    )
    kari.press("Les mer om å avslutte stafettloggen").expect("Én vil avslutte, og én vil gå videre")
    kari.open(_familie(f, "avslutte/")).fill("Vil du si noe om hvorfor?", "Vi klarer oss fint nå.")
    kari.press("Jeg ønsker at stafettloggen avsluttes").expect(
        "Ønsket ditt er sendt", "Vi klarer oss fint nå."
    )
    f.tom.open(_familie(f, "avslutte/")).expect_not("Vi klarer oss fint nå.", "Du sendte ønsket")
    jonas = (
        f.jonas.open("/")
        .press("Svar på ønske om at stafettloggen avsluttes")
        .expect("Vi klarer oss fint nå.")
    )
    jonas.press("Send svaret", status=422).expect("Skriv hvorfor.", "Velg hva du svarer.")
    jonas.choose("Ja, vi avslutter stafettloggen").fill("Hvorfor?", GRUNN).press("Send svaret")
    jonas.expect("Slik avslutter du saken", GRUNN)
    kari.open(_familie(f, "avslutte/")).expect("Stafettholderen har svart ja", GRUNN)
    f.tom.open(_familie(f, "avslutte/")).expect_not(GRUNN)
    f.tom.open(_familie(f, "")).expect_not("Saken er avsluttet")
    kari.press("Trekk ønsket").expect("Du har trukket ønsket.", "Det du har ønsket før")
    jonas.open("/").expect_not("Avslutt saken i et møte")


def _familie(f: Fortelling, side: str) -> str:
    return f"/familie{f.sak}{side}"
