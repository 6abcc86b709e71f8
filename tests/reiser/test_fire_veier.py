"""One worry through every way out, on a teacher's phone, and back again where one may go back: every move is kept."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.reiser.person import TELEFON, Person

NORA, TUVA = "148316 70046", "028423 70062"
SETT = "Sitter alene i friminuttene og vil ikke spise."
MED = "mor, rektor og jeg"
SPURT = "Ja, barnet har sagt hva det mener"


@pytest.mark.nightly
def test_four_ways_out(person: Callable[..., Person]) -> None:
    """Dropped, reported and level 1 for one worry, with the way back between; level 2 for another."""
    jonas = person("Jonas Berge", bredde=TELEFON).log_in()
    undring = write_down(jonas, SETT)
    drop(jonas, undring)
    go_back(jonas, "Det skjedde igjen på mandag.")
    report(jonas)
    go_back(jonas, "Barnevernet sier at vi kan hjelpe selv.")
    help_on_level_one(jonas)
    see_every_move(jonas, undring)
    aim_for_level_two(jonas)


def write_down(jonas: Person, tekst: str) -> str:
    """Two clicks from the start page."""
    jonas.open("/").press("Meld undring").fill("Hva har du sett eller hørt?", tekst)
    jonas.choose("Jeg er urolig").press("Lagre undringen").expect("Bare du ser den.", tekst)
    return jonas.path


def clarify(jonas: Person, vei: str, hvorfor: str, mening: str, *, snakket: bool = False) -> None:
    """Choose a way out, with the reason, who was there and what the child thinks."""
    jonas.press("Avklar undringen").choose(vei).fill("Hvorfor?", hvorfor).fill("Hvem var med?", MED)
    jonas.choose(SPURT).fill("Hva mener barnet?", mening)
    if snakket:
        jonas.fill("Når snakket dere med foreldrene?", timezone.localdate().isoformat())
    jonas.press("Gå videre")


def drop(jonas: Person, undring: str) -> None:
    """Dropped: a day is given when it goes, and what goes is shown before anybody deletes it."""
    clarify(jonas, "Avslutte", "Det gikk over av seg selv.", "Jeg har fått en venn.")
    jonas.expect("Avsluttet: ingen grunn til uro", "Den slettes av seg selv, tidligst")
    jonas.press("Slett undringen nå").expect("Dette blir borte", "1 valg du tok", "Dette blir stående")
    jonas.press("Behold").expect(SETT)
    assert jonas.path == undring


def go_back(jonas: Person, hvorfor: str) -> None:
    """Going back is normal, and says why."""
    jonas.press("Åpne undringen igjen").fill("Hvorfor åpner du den igjen?", hvorfor)
    jonas.press("Åpne undringen igjen").expect(hvorfor, "Avklares innen", "14 dager igjen")


def report(jonas: Person) -> None:
    """Reported: whom to ring, and that nobody at home is told."""
    clarify(jonas, "Melding til barnevernet", "Barnet sa at det er redd hjemme.", "Jeg vil ikke hjem.")
    jonas.expect("Du har valgt å melde. Gjør det nå.", "Ikke snakk med foreldrene om dette")
    jonas.expect_not("Slett undringen nå")


def open_case(jonas: Person, nummer: str, barn: str) -> None:
    jonas.fill("Fødselsnummeret til barnet", nummer).press("Finn barnet").expect(barn)
    jonas.fill("Hva gjelder saken?", "Barnet trenger noen å være sammen med.").press("Åpne saken")
    jonas.expect("Saken er åpnet, og du er stafettholder.")


def help_on_level_one(jonas: Person) -> None:
    """Level 1: a case in one's own service. The child's words stay behind in the worry."""
    clarify(jonas, "Nivå 1", "Vi prøver en venneklubb.", "Jeg vil være med i klubben.", snakket=True)
    open_case(jonas, NORA, "Nora Nordlie")
    jonas.expect_not("Jeg vil være med i klubben.", "Jeg vil ikke hjem.", "Barnet sa at det er redd hjemme.")


def see_every_move(jonas: Person, undring: str) -> None:
    """Five moves in their order, each with what was said; what has become a case goes back there."""
    jonas.open(undring).expect_not("Åpne undringen igjen", "Slett undringen nå")
    moves = jonas.page.locator("section[aria-labelledby=gang-tittel] li").all_inner_texts()
    said = [
        ("Avsluttet", "Det gikk over av seg selv.", MED, "Jeg har fått en venn."),
        ("Åpnet igjen", "Det skjedde igjen på mandag."),
        ("Melding", "Barnet sa at det er redd hjemme.", MED, "Jeg vil ikke hjem."),
        ("Åpnet igjen", "Barnevernet sier at vi kan hjelpe selv."),
        ("Nivå 1", "Vi prøver en venneklubb.", MED, "Jeg vil være med i klubben."),
    ]
    assert len(moves) == len(said)
    for move, words in zip(moves, said, strict=True):
        assert all(word in move for word in words), (move, words)


def aim_for_level_two(jonas: Person) -> None:
    """Level 2 begins on level 1, and the case remembers where it is going."""
    undring = write_down(jonas, "Kommer ofte for sent, og er trøtt.")
    clarify(jonas, "Nivå 2", "Det trengs hjelp fra PPT.", "Jeg vil sove mer.", snakket=True)
    open_case(jonas, TUVA, "Tuva Eng")
    assert "Målet er nivå 2. Det trengs hjelp fra PPT." in jonas.page.locator("main").text_content()
    jonas.open(undring).expect("Nivå 2: samarbeid mellom tjenester", "Jeg vil sove mer.", MED)
