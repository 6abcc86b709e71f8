"""One case up the whole staircase and down again: 0, 1, 2, 3, 2, closed; with a coordinator, a plan and a form."""

import os
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.reiser.fortelling import (
    Fortelling,
    answer_yes_twice,
    ask_the_parents,
    invite_the_adviser,
    make_fortelling,
    move_to_level_two,
    om,
    open_the_case,
    write_the_worry,
)
from tests.reiser.person import Person
from tests.reiser.stakk import Stakk

NATT = bool(os.environ.get("STAFETT_NATT"))
VIKTIG = "At Sara og jeg kan lese sammen."
HJALP = "At hun fikk lese sammen med Sara."
SLUTT = "Nora leser nå sammen med de andre."


@pytest.mark.nightly
def test_the_whole_staircase(stakk: Stakk, person: Callable[..., Person]) -> None:
    """Issue C: every level of one case, each move with its reason, and all of them read by the family afterwards."""
    f = make_fortelling(stakk, person, axe=NATT)  # its pages have look-tests of their own
    write_the_worry(f)
    open_the_case(f)
    what_is_missing_is_said_before_the_move(f)
    invite_the_adviser(f)
    ask_the_parents(f)
    answer_yes_twice(f)
    move_to_level_two(f)
    go_up_to_three(f)
    name_a_coordinator(f)
    make_the_plan(f)
    go_down_to_two(f)
    fill_in_the_closing_note(f)
    close_the_case(f)
    read_the_history_as_the_mother(f)


def what_is_missing_is_said_before_the_move(f: Fortelling) -> None:
    """Level 2 wants the family's yes to another service: one sentence, and the way to it; the try is refused kindly."""
    jonas = f.jonas.open(f.sak).press("Flytt saken").expect("Dette mangler i saken", "Før nivå 2")
    jonas.choose("Nivå 2").fill("Hvorfor?", "Vi trenger PPT.").fill("Hvem var med", "mor og jeg")
    jonas.press("Flytt saken", status=422, within="main")
    jonas.expect("én derfra må være med i saken").press("Be om samtykke til en tjeneste")
    jonas.open(f.sak).expect("nivå 1")


def move(f: Fortelling, nivaa: str, hvorfor: str, mening: str) -> None:
    """Move the case outside a meeting."""
    jonas = f.jonas.open(f.sak).press("Flytt saken").choose(nivaa)
    jonas.fill("Hvorfor?", hvorfor).fill("Hvem var med", "mor, far og PPT, på telefon")
    jonas.fill("Hva mener barnet?", mening).press("Flytt saken", within="main")
    jonas.expect("Saken er flyttet.")


def go_up_to_three(f: Fortelling) -> None:
    """The guide suggests a coordinator and a plan on level 3, and leads to them."""
    move(f, "Nivå 3", "Flere må hjelpe samtidig.", "Det er greit.")
    f.jonas.expect("koordinator", "individuell plan")


def name_a_coordinator(f: Fortelling) -> None:
    """By law, beside the stafettholder; the family reads who it is."""
    jonas = f.jonas.open(f.sak).press("Koordinator og rettigheter").expect("Ingen er bestemt.")
    jonas.press("Bestem hvem som samordner").choose(
        "Barnekoordinator", "Amina Yusuf", "Kryss av når de har sagt ja"
    )
    jonas.fill("Hvorfor blir det slik?", "PPT møter alle tjenestene.").press("Lagre", within="main")
    jonas.expect("Amina Yusuf")
    f.kari.open("/familie/").press("Se planen").expect("Barnekoordinator", "Amina Yusuf")


def make_the_plan(f: Fortelling) -> None:
    """What the case has is in the plan already; the child's own words are all that is written."""
    jonas = f.jonas.open(f.sak).press("individuell plan").press("Start individuell plan")
    jonas.fill("Hva er viktig for barnet?", VIKTIG)
    jonas.fill("Når sa familien ja til planen?", om(0).isoformat()).press("Lagre planen")
    jonas.expect(VIKTIG, "Amina Yusuf")


def go_down_to_two(f: Fortelling) -> None:
    """Moving down is as normal as up."""
    move(f, "Nivå 2", "Planen virker, og færre trengs.", "Jeg vil fortsette med Sara.")
    f.jonas.open(f.sak).expect("nivå 2")


def fill_in_the_closing_note(f: Fortelling) -> None:
    """A form begun in the case, kept half done, finished, and only then read by the family."""
    jonas = f.jonas.open(f.sak).press("Skjemaer i saken").press("Avslutningsnotat", nr=0)
    jonas.fill("Hva hjalp mest?", HJALP).press("Lagre og fortsett senere").expect("Under arbeid", HJALP)
    kari = f.kari.open(f"/familie/sak/{f.sak_id}/skjema/").expect_not(HJALP, "Avslutningsnotat")
    jonas.press("Skriv videre").press("Skjemaet er ferdig", status=422)
    jonas.fill("Hvorfor avslutter vi?", "Målene er nådd.").press("Skjemaet er ferdig").expect("Ferdig")
    kari.open(f"/familie/sak/{f.sak_id}/skjema/").press("Avslutningsnotat").expect(HJALP, "Målene er nådd.")


def close_the_case(f: Fortelling) -> None:
    """The last evaluation closes it."""
    jonas = f.jonas.open(f.sak).press("Kall inn til møte")
    jonas.press("Har møtet alt vært? Før referat fra et møte som er holdt").choose("Evalueringsmøte")
    jonas.fill("Dato", om(0).isoformat()).fill("Klokkeslett", f"{timezone.localtime():%H:%M}")
    jonas.fill("Sted", "Møterom 2").press("Gå til referatet").open(f.sak).press("Skriv referat")
    jonas.fill("Hva sier barnet selv?", "Nå er det fint.").fill("Referat", SLUTT)
    jonas.choose("Kari Nordlie", "Tom Nordlie", "Amina Yusuf", "Jonas Berge").choose("Avslutte saken")
    jonas.fill("Hvorfor?", "Målet er nådd.").press("Lagre referat og beslutning")
    jonas.open(f.sak).expect("avsluttet", "Målet er nådd.")


def read_the_history_as_the_mother(f: Fortelling) -> None:
    """The staircase over time is there for the family, with its table, when all is over. Level 0 was the worry."""
    kari = f.kari.open("/familie/").press("Se planen").expect("Saken er avsluttet.").unfold("Nivåer i saken")
    kari.expect(
        "Flere må hjelpe samtidig.",
        "Planen virker, og færre trengs.",
        "Saken ble avsluttet på nivå 2",
        "Målet er nådd.",
    )
    rows = f.stakk.query(
        "SELECT fra.nummer AS fra, til.nummer AS til FROM bti_nivaaendring n"
        " LEFT JOIN bti_nivaa fra ON fra.id = n.fra_nivaa_id JOIN bti_nivaa til ON til.id = n.til_nivaa_id"
        " WHERE n.sak_id = %s ORDER BY n.decided_at",
        f.sak_id,
    )
    assert [(rad["fra"], rad["til"]) for rad in rows] == [(None, 1), (1, 2), (2, 3), (3, 2), (2, 2)]
