"""The story: from a teacher's desk to a parent's phone to a printed summary, by nine people at their own browsers."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest

from tests.reiser.fortelling import (
    PPT,
    Fortelling,
    answer_yes_twice,
    ask_the_parents,
    invite_the_adviser,
    make_fortelling,
    move_to_level_two,
    om,
    open_the_case,
    sees_no_case,
    wait_for_varsel,
    write_the_worry,
)
from tests.reiser.person import NAVNEDELER, TELEFON, Person
from tests.reiser.stakk import Stakk
from tests.utskrift.lesing import list_problems, read_text

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
INNLEGG = "Jeg var i klassen i dag. Hun leste to sider med støtte."
MAAL = "Nora leser høyt i en liten gruppe."
MELDING = "Takk. Hun gledet seg over lesestunden i går."
EPOST = "Du har noe nytt i Solvik kommune. Logg inn som du pleier."


@pytest.fixture
def fortelling(stakk: Stakk, person: Callable[..., Person]) -> Fortelling:
    return make_fortelling(stakk, person)


@pytest.mark.nightly
def test_the_whole_story(fortelling: Fortelling, person: Callable[..., Person], tmp_path: Path) -> None:
    """Issue A: nine steps, one case."""
    write_the_worry(fortelling)
    open_the_case(fortelling)
    invite_the_adviser(fortelling)
    ask_the_parents(fortelling)
    answer_yes_twice(fortelling)
    move_to_level_two(fortelling)
    write_log_goal_and_measure(fortelling)
    read_as_the_mother(fortelling)
    plan_the_next_meeting(fortelling)
    be_reminded_and_chased(fortelling)
    print_the_summary(fortelling, tmp_path)
    withdraw_the_consent(fortelling)
    count_without_names(fortelling, person("Berit Aas"))
    for stranger in (person("Erik Moen"), person("Pia Strand", bredde=TELEFON)):
        see_nothing_anywhere(fortelling, stranger)
    leave_nothing_in_the_browsers(fortelling)
    leave_no_names_in_the_logs(fortelling)


def write_log_goal_and_measure(f: Fortelling) -> None:
    """An entry, a goal, and a measure from the municipality's own staircase: who, where, until when."""
    amina = f.amina.press("Skriv i loggen").fill("Hva vil du skrive?", INNLEGG).press("Lagre i loggen")
    assert INNLEGG in amina.read("#logg")
    assert amina.has_focus_inside("#logg"), "fokus ble borte da innlegget kom på plass"
    amina.press("Nytt mål").fill("Hva vil dere oppnå?", MAAL).press("Lagre målet").expect(MAAL)
    amina.press("Nytt tiltak").press("Velg fra tiltakstrappen i kommunen")
    amina.unfold("tiltak på dette trinnet").press("Bruk i saken")
    f.tiltak = amina.value("Hva heter tiltaket?")
    amina.fill("Hva skal gjøres?", "Tjue minutter tre ganger i uka.").select("Hvilket mål?", MAAL)
    amina.select("Hvem har ansvaret?", f"Amina Yusuf, {PPT}")
    amina.choose("På skolen, i barnehagen eller en annen tjeneste")
    amina.fill("Fra og med", om(0).isoformat()).fill("Evalueres innen", om(42).isoformat())
    amina.press("Lagre tiltaket")
    amina.expect(f.tiltak, "Amina Yusuf", "Tjue minutter")


def read_as_the_mother(f: Fortelling) -> None:
    """On the phone: what happens now, who does what, who has looked; and she answers."""
    kari = f.kari.open("/familie/").press("Se planen")
    kari.expect("nivå 2", MAAL, f.tiltak, "Amina Yusuf", INNLEGG, "Det er ikke avtalt noe møte ennå.")
    kari.press("Hvem har sett på saken?").expect("Jonas Berge", "Amina Yusuf").expect_not("Pia Strand")
    kari.press("Tilbake til planen").fill("Din melding", MELDING).press("Send meldingen").expect(MELDING)
    wait_for_varsel(f, "melding")
    f.jonas.open("/varsler/").press("Ny melding i saken om Nora.").expect(MELDING)


def plan_the_next_meeting(f: Fortelling) -> None:
    """Planned by the teacher, seen and answered by the mother."""
    jonas = f.jonas.open(f.sak).press("Kall inn til møte").choose("Evalueringsmøte")
    jonas.fill("Dato", om(14).isoformat()).fill("Klokkeslett", "13:00").fill("Sted", "Rektors kontor")
    jonas.press("Kall inn")
    jonas.expect("Rektors kontor")
    f.kari.open("/familie/").expect("Rektors kontor").press("Si om du kommer").press("Ja, jeg kommer")
    f.jonas.open(f.sak).expect("Rektors kontor", "Kari Nordlie: kommer")


def be_reminded_and_chased(f: Fortelling) -> None:
    """Time passes; the worker tells everybody, in the app and by a mail that says one sentence."""
    make_due(f, "moete_snart")
    wait_for_varsel(f, "moete_snart", antall=4)
    f.kari.open("/varsler/").expect("Husk møtet om Nora.")
    f.stakk.execute(
        "UPDATE stafettlogg_moete SET starter_at = now() - interval '3 days' WHERE status = 'planlagt' AND sak_id = %s",
        f.sak_id,
    )
    make_due(f, "moete_forfalt")
    wait_for_varsel(f, "moete_forfalt")
    f.jonas.open("/varsler/").expect("Møtet om Nora har ikke fått referat.")
    f.jonas.open("/").expect("Skriv referat fra møtet", "forfalt 3 dager")
    f.stakk.wait_for("SELECT 1 FROM varsling_utboks HAVING bool_and(status NOT IN ('venter', 'epost'))")
    check_mail(f.stakk)


def make_due(f: Fortelling, regel: str) -> None:
    """Let time pass until the case's reminders of this kind fall due."""
    changed = f.stakk.execute(
        "UPDATE varsling_paaminnelse SET due_at = now() - interval '1 minute'"
        " WHERE status = 'venter' AND regel = %s AND sak_id = %s",
        regel,
        f.sak_id,
    )
    assert changed, f"ingen påminnelse av slaget {regel} er planlagt"


def check_mail(stakk: Stakk) -> None:
    """Every mail is the same sentence, without link and names."""
    letters = stakk.read_mail()
    assert len({letter["To"] for letter in letters}) >= 4
    for letter in letters:
        assert letter["Subject"] == EPOST
        assert letter.get_content().strip() == EPOST
        rest = "\n".join(f"{name}: {value}" for name, value in letter.items() if name != "To")
        assert not NAVNEDELER.search(rest), rest


def print_the_summary(f: Fortelling, folder: Path) -> None:
    """Choose, wait, download: a tagged A4 that the checkers accept, with what was chosen in it."""
    jonas = f.jonas.open(f.sak).press("Skriv ut").press("Lag utskriften").expect("Utskrift av saken")
    jonas.page.get_by_text("Utskriften er klar.").wait_for(timeout=30_000)
    jonas.look()
    raw = jonas.download("Last ned PDF")
    assert not list_problems(raw, folder)
    text = " ".join(read_text(raw).split())
    for words in ("Nora Nordlie", "Amina Yusuf", "2: Flere tjenester samarbeider", MAAL, INNLEGG, MELDING):
        assert words.lower() in text.lower(), words
    with pikepdf.open(BytesIO(raw)) as pdf:
        assert str(pdf.Root.Lang) == "nb"
        sizes = {tuple(round(float(side)) for side in page.mediabox) for page in pdf.pages}
    assert sizes == {(0, 0, 595, 842)}
    jonas.draw_pages(raw, folder)


def withdraw_the_consent(f: Fortelling) -> None:
    """Told first what it means; two taps; the adviser's open pages are closed doors, and the teacher is told."""
    unsent = "Dette rakk jeg ikke å lagre."
    amina = f.amina.open(f.sak).press("Skriv i loggen").fill("Hva vil du skrive?", unsent)
    open_page = amina.new_tab(f.sak)
    kari = f.kari.open("/familie/").press("Trekk samtykket").expect("Dette betyr det", PPT)
    kari.press("Ja, trekk samtykket").expect("kan ikke se saken lenger")
    assert open_page.click_link("Nytt mål") == 404  # as an unknown address would be
    amina.press("Lagre i loggen")
    assert amina.svar == 404
    amina.expect("Du har ikke lenger tilgang til denne saken", "lagret som din egen kladd")
    amina.expect_not(INNLEGG, MAAL)
    amina.open("/kladder/").expect(unsent)
    sees_no_case(f, amina)
    meet_closed_doors(f, amina)
    wait_for_varsel(f, "samtykke_trukket")
    f.jonas.open("/varsler/").expect("Samtykket til PPT Solvik er trukket i saken om Nora.")


def count_without_names(f: Fortelling, berit: Person) -> None:
    """A leader sees counts and no names, and no case."""
    f.andre.append(berit.log_in().expect("Åpne saker"))
    assert set(NAVNEDELER.findall(berit.page.content())) <= {"Berit", "Aas"}
    meet_closed_doors(f, berit)


def see_nothing_anywhere(f: Fortelling, stranger: Person) -> None:
    """Staff of another municipality and another child's mother: no list, no search, no address."""
    f.andre.append(stranger.log_in().expect_not("Nora", "Nordlie"))
    if stranger.bredde == TELEFON:
        for page in ("/familie/", "/varsler/"):
            stranger.open(page).expect_not("Nora", "Nordlie")
        stranger.open("/saker/", status=403)
    else:
        sees_no_case(f, stranger)
    meet_closed_doors(f, stranger)


def meet_closed_doors(f: Fortelling, person: Person) -> None:
    """Every page that anybody has seen of this case answers as one that has never been."""
    assert f.sak in f.adresser
    for address in sorted(f.adresser):
        status = person.ask(address)
        assert status in {403, 404}, f"{person.navn} fikk {status} på {address}"
        assert status == person.ask(UUID.sub(lambda _: str(uuid4()), address)), address


def leave_nothing_in_the_browsers(f: Fortelling) -> None:
    """After logging out nothing of it lies in the browser, and Back shows the log-in page."""
    for one in f.alle:
        one.open("/varsler/")
        one.log_out()
        empty = {"local": {}, "session": {}, "caches": [], "databaser": []}
        assert one.read_storage() == empty, one.navn
        one.page.go_back()
        one.expect_not("Saken om Nora", "Planen for Nora", MAAL, INNLEGG, MELDING)
        assert "/logg-inn/" in one.path, f"{one.navn} kom tilbake til {one.path}"


def leave_no_names_in_the_logs(f: Fortelling) -> None:
    """Neither web nor worker has written anybody's name."""
    for who, text in f.stakk.read_logs().items():
        assert text, who
        assert not NAVNEDELER.search(text), (who, NAVNEDELER.search(text))
