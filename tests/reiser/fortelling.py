"""The beginning that several journeys share: a worry, a case, an adviser, two parents who say yes, and level 2."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk

PPT = "PPT Solvik"
NORA = "148316 70046"
SETT = "Sitter alene i friminuttene og har sluttet å lese høyt."
HVORFOR_SPOERRE = "Vi vil ha råd om lesing, slik at Nora får hjelp tidlig."
BARNETS_ORD = "Jeg vil lese sammen med Sara."
REFERAT = "Vi ble enige om å be PPT om råd."


@dataclass
class Fortelling:
    """Who is in it, and what they have made on the way."""

    stakk: Stakk
    jonas: Person
    amina: Person
    kari: Person
    tom: Person
    andre: list[Person] = field(default_factory=list)
    sak: str = ""
    tiltak: str = ""

    @property
    def sak_id(self) -> str:
        return self.sak.strip("/").split("/")[-1]

    @property
    def alle(self) -> list[Person]:
        return [self.jonas, self.amina, self.kari, self.tom, *self.andre]

    @property
    def adresser(self) -> set[str]:
        """Every address with something of the case's own in it that anybody has been to."""
        return set().union(*(one.adresser for one in self.alle))


def make_fortelling(stakk: Stakk, person: Callable[..., Person], *, axe: bool = True) -> Fortelling:
    """Return the four at their own browsers; nobody has logged in."""
    return Fortelling(
        stakk,
        jonas=person("Jonas Berge", axe=axe),
        amina=person("Amina Yusuf", axe=axe),
        kari=person("Kari Nordlie", bredde=TELEFON, axe=axe),
        tom=person("Tom Nordlie", bredde=TELEFON, axe=axe),
    )


def om(dager: int) -> date:
    """Return the day that many days from now."""
    return timezone.localdate() + timedelta(days=dager)


def write_the_worry(f: Fortelling) -> None:
    """Two clicks from home, three required fields, the text saved while typing and there after the lid was closed."""
    jonas = f.jonas.log_in().press("Meld undring")
    assert jonas.count_required() == 3
    jonas.type_slowly("Hva har du sett eller hørt?", SETT).expect_saved()
    jonas.close_browser()
    jonas.open_browser().log_in().expect("Det du ikke har sendt")
    jonas.press("Meld undring")
    assert jonas.value("Hva har du sett eller hørt?") == SETT
    jonas.choose("Jeg er urolig").fill("Din egen merkelapp", "Lesing").press("Lagre undringen")
    jonas.expect("Bare du ser den.", SETT, "Veilederen, steg for steg")


def open_the_case(f: Fortelling) -> None:
    """The guide stands beside the form; the parents have been talked with; the register knows the child."""
    jonas = f.jonas.press("Avklar undringen").expect("Veilederen, steg for steg")
    jonas.press("Merk som gjort").expect("Gjort")
    assert jonas.has_focus_inside("#stegene"), "fokus ble borte da steget ble byttet"
    jonas.choose("Nivå 1: vi hjelper i egen tjeneste").choose("Nei, barnet er for lite til å svare")
    jonas.fill("Hvorfor?", "Vi prøver lesestunder i en liten gruppe.")
    jonas.fill("Når snakket dere med foreldrene?", om(0).isoformat()).press("Gå videre")
    jonas.fill("Fødselsnummeret til barnet", NORA).press("Finn barnet")
    jonas.expect("Nora Nordlie", "Kari Nordlie", "Tom Nordlie")
    jonas.fill("Hva gjelder saken?", "Nora strever med lesingen og trekker seg unna.").press("Åpne saken")
    jonas.expect("Saken er åpnet, og du er stafettholder.", "Ser hele saken")
    jonas.expect("Saken om Nora", "Kari Nordlie", "Tom Nordlie", "stafettholder")
    f.sak = jonas.path.partition("#")[0]


def invite_the_adviser(f: Fortelling) -> None:
    """Named in the case, the adviser still gets a 404, and finds it in no list and no search."""
    jonas = f.jonas.press("Inviter eller se alle").press("Inviter en ansatt")
    jonas.select("Hvor arbeider personen?", PPT).press("Finn ansatte")
    jonas.choose("Amina Yusuf").press("Inviter").expect("Amina Yusuf", "Ser ikke saken")
    f.amina.log_in().expect_not("Nora")
    sees_no_case(f, f.amina)


def sees_no_case(f: Fortelling, person: Person) -> None:
    """An employee without the case: 404, absent from list and search, and no notice about it."""
    person.open(f.sak, status=404).expect_not("Nora", "Nordlie")
    person.open("/saker/").expect_not("Nora", "Nordlie")
    person.search("Nora").expect("Treff i 0 saker")
    person.open("/varsler/").expect_not("Nora")


def ask_the_parents(f: Fortelling) -> None:
    """The teacher asks both for PPT, for named themes, until a date."""
    jonas = f.jonas.open(f.sak).press("Be om samtykke").select("Hvem trenger dere hjelp fra?", PPT)
    jonas.fill("Hvorfor spør dere?", HVORFOR_SPOERRE)
    jonas.choose("hvordan barnet har det på skolen", "læring og utvikling", "helse")
    jonas.choose("Ja, barnet har sagt hva det mener")
    jonas.fill("Hvor lenge skal samtykket gjelde?", om(120).isoformat()).press("Send spørsmålet")
    jonas.expect(PPT, "Kari Nordlie", "Tom Nordlie", "Ser ikke saken")


def answer_yes_twice(f: Fortelling) -> None:
    """After the first yes the adviser still sees nothing; after the second the case is there."""
    kari = f.kari.log_in().press("Les og svar")
    kari.expect(HVORFOR_SPOERRE, "Jonas Berge", "Hvis du sier ja", "Hvis du sier nei")
    kari.unchoose("helse").press("Ja, jeg samtykker").expect("Takk.", "1 av 2 har sagt ja")
    assert "helse" not in kari.read(".kort")
    sees_no_case(f, f.amina)
    f.tom.log_in().press("Les og svar").press("Ja, jeg samtykker").expect("Takk.", "kan se saken nå")
    f.amina.open("/").press("Nora Nordlie").expect("Saken om Nora")
    wait_for_varsel(f, "innsyn")
    f.amina.open("/varsler/").expect("Saken om Nora er nå åpen for deg.")


def wait_for_varsel(f: Fortelling, slag: str, *, antall: int = 1) -> None:
    """Wait until the worker has told that many people in the case."""
    f.stakk.wait_for(
        "SELECT 1 FROM varsling_varsel WHERE slag = %s AND sak_id = %s HAVING count(DISTINCT mottaker_id) >= %s",
        slag,
        f.sak_id,
        antall,
    )


def move_to_level_two(f: Fortelling) -> None:
    """The evaluation meeting that decided it."""
    jonas = f.jonas.open(f.sak).press("Kall inn til møte")
    jonas.press("Har møtet alt vært? Før referat fra et møte som er holdt").choose("Evalueringsmøte")
    jonas.fill("Dato", om(0).isoformat()).fill("Klokkeslett", f"{timezone.localtime():%H:%M}")
    jonas.fill("Sted", "Møterom 2")
    jonas.press("Gå til referatet").open(f.sak).press("Skriv referat")
    jonas.fill("Hva sier barnet selv?", BARNETS_ORD).fill("Referat", REFERAT)
    jonas.choose("Kari Nordlie", "Tom Nordlie", "Amina Yusuf", "Jonas Berge").choose("Opp ett nivå")
    jonas.fill("Hvorfor?", "Det trengs hjelp fra PPT.").press("Lagre referat og beslutning")
    jonas.expect("Saken er på nivå 2")
    f.amina.open(f.sak).expect(BARNETS_ORD, REFERAT)
