"""The same tasks with JavaScript off: forms that post, pages that come."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from tests.reiser.person import TELEFON, Person

PPT = "PPT Solvik"
NORA = "14831670046"


def om(dager: int) -> date:
    return timezone.localdate() + timedelta(days=dager)


def test_every_task_without_javascript(person: Callable[..., Person]) -> None:
    """Worry, case, consent, entry, measure, meeting, message, print-out, withdrawal."""

    def plain(navn: str, **how: int) -> Person:
        return person(navn, javascript=False, **how).log_in()

    jonas = plain("Jonas Berge")
    sak = open_case(jonas)
    ask_for_ppt(jonas, sak)
    kari = plain("Kari Nordlie", bredde=TELEFON)
    kari.press("Les og svar").press("Ja, jeg samtykker").expect("Takk.")
    tom = plain("Tom Nordlie", bredde=TELEFON)
    tom.press("Les og svar").press("Ja, jeg samtykker").expect("kan se saken nå")
    amina = plain("Amina Yusuf").press("Nora Nordlie").expect("Saken om Nora")
    write_in_case(amina)
    jonas.open(sak).press("Kall inn til møte").fill("Dato", om(10).isoformat()).fill("Klokkeslett", "10:00")
    jonas.fill("Sted", "Møterom 1").press("Kall inn").expect("Møterom 1")
    kari.open("/familie/").press("Si om du kommer").press("Nei, jeg kan ikke").expect("Du kan ikke")
    kari.open("/familie/").press("Skriv en melding").fill("Din melding", "Kan vi ta det en annen dag?")
    kari.press("Send meldingen").expect("Kan vi ta det en annen dag?")
    print_case(jonas, sak)
    kari.open("/familie/").press("Hva kan jeg si nei til?").press("Trekk samtykket").expect("Dette betyr det")
    kari.press("Ja, trekk samtykket").expect("kan ikke se saken lenger")
    amina.open(sak, status=404)


def open_case(jonas: Person) -> str:
    """From a worry to a case; return its address."""
    jonas.press("Meld undring").fill("Hva har du sett eller hørt?", "Leser ikke høyt lenger.")
    jonas.choose("Jeg undrer meg").press("Lagre undringen").press("Merk som gjort").expect("Gjort").press(
        "Avklar undringen"
    )
    jonas.choose("Nivå 1: vi hjelper i egen tjeneste").choose("Nei, barnet er for lite til å svare").fill(
        "Hvorfor?", "Vi prøver en liten gruppe."
    )
    jonas.fill("Når snakket dere med foreldrene?", om(0).isoformat()).press("Gå videre")
    jonas.fill("Fødselsnummeret til barnet", NORA).press("Finn barnet")
    jonas.fill("Hva gjelder saken?", "Lesing.").press("Åpne saken").expect("Saken om Nora")
    return jonas.path.partition("#")[0]


def ask_for_ppt(jonas: Person, sak: str) -> None:
    """Invite the adviser, and ask the parents."""
    jonas.press("Inviter eller se alle").press("Inviter en ansatt").select("Hvor arbeider personen?", PPT)
    jonas.press("Finn ansatte").choose("Amina Yusuf").press("Inviter").expect("Ser ikke saken")
    jonas.open(sak).press("Be om samtykke").select("Hvem trenger dere hjelp fra?", PPT)
    jonas.fill("Hvorfor spør dere?", "Vi vil ha råd om lesing.").choose("læring og utvikling")
    jonas.choose("Ja, barnet har sagt hva det mener").press("Send spørsmålet").expect(
        "Kari Nordlie", "Tom Nordlie"
    )


def write_in_case(amina: Person) -> None:
    """An entry on a page of its own, and a measure."""
    amina.press("Skriv i loggen").fill("Hva vil du skrive?", "Jeg var i klassen i dag.")
    amina.press("Lagre i loggen").expect("Jeg var i klassen i dag.", "Saken om Nora")
    amina.press("Nytt tiltak").fill("Hva heter tiltaket?", "Lesestund i liten gruppe")
    amina.select("Hvem har ansvaret?", f"Amina Yusuf, {PPT}").choose("Hjemme").press("Lagre tiltaket")
    amina.expect("Lesestund i liten gruppe")


def print_case(jonas: Person, sak: str) -> None:
    """The page does not renew itself: one presses the link until the file is there."""
    jonas.open(sak).press("Skriv ut").press("Lag utskriften")
    for _ in range(40):
        if "Utskriften er klar." in jonas.read():
            break
        jonas.page.wait_for_timeout(500)
        jonas.press("Se om den er klar")
    assert jonas.download("Last ned PDF").startswith(b"%PDF-")
