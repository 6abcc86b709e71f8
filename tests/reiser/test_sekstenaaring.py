"""One who is sixteen, on a phone: asked herself about a health service, and alone; her mother only sees it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.reiser.fortelling import om
from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk
from tests.reiser.test_to_foreldre import FLEST_TRYKK, tap

HELSE = "Helsesykepleierne i Solvik"
HVORFOR = "Du sover lite. Helsesykepleieren kan gi deg råd."
# Whose button on the log-in page leads to whom in Sara's case: they are not in the cast themselves.
LAANER = {"jonas": "Sander Holt", "kari": "Anne Vollan", "siri": "Sunniva Rud"}
BORROW = "UPDATE bti_identitet SET bruker_id = (SELECT id FROM bti_bruker WHERE navn = %s) WHERE subject = %s"
SEKSTEN = "UPDATE bti_hovedperson SET foedselsdato = %s - interval '16 years' WHERE navn = 'Sara Vollan'"
# Health is hers alone from 16 by the law. The log that a service is let into has an age of its own: 18 unless set.
LOGGEN_OGSAA = """INSERT INTO bti_kommuneinnstilling (id, kommune_id, noekkel, verdi, begrunnelse)
    SELECT gen_random_uuid(), id, 'samtykke_foreldre_til_alder', '16', 'Loggen følger helse.'
      FROM bti_kommune WHERE navn = 'Solvik'"""
SAKEN = "SELECT s.id FROM bti_sak s JOIN bti_hovedperson h ON h.id = s.hovedperson_id WHERE h.navn = 'Sara Vollan'"


@dataclass
class Ungdomssak:
    """The case about Sara, and who is in it."""

    stakk: Stakk
    sander: Person
    sunniva: Person
    sara: Person
    anne: Person
    sak: str

    @property
    def familie(self) -> str:
        return f"/familie{self.sak}"


@pytest.fixture
def u(stakk: Stakk, person: Callable[..., Person]) -> Ungdomssak:
    """Sara was sixteen last month; the nurse is named in her case, and asked about."""
    for subject, navn in LAANER.items():
        assert stakk.execute(BORROW, navn, subject) == 1
    assert stakk.execute(SEKSTEN, om(-30)) == 1
    assert stakk.execute(LOGGEN_OGSAA) == 1
    [rad] = stakk.query(SAKEN)
    u = Ungdomssak(
        stakk,
        sander=person("Jonas Berge", axe=False),
        sunniva=person("Siri Holm", axe=False),
        sara=person("Sara Vollan", bredde=TELEFON),
        anne=person("Kari Nordlie", bredde=TELEFON),
        sak=f"/sak/{rad['id']}/",
    )
    sander = u.sander.log_in().open(u.sak).press("Inviter eller se alle").press("Inviter en ansatt")
    sander.select("Hvor arbeider personen?", HELSE).press("Finn ansatte")
    sander.choose("Sunniva Rud").press("Inviter")
    sander.open(u.sak).press("Be om samtykke").select("Hvem trenger dere hjelp fra?", HELSE)
    sander.fill("Hvorfor spør dere?", HVORFOR).choose("helse", "Ja, barnet har sagt hva det mener")
    sander.fill("Hvor lenge skal samtykket gjelde?", om(100).isoformat()).press("Send spørsmålet")
    sander.expect("1 person er spurt", HELSE)
    return u


def test_a_sixteen_year_old(u: Ungdomssak) -> None:
    """She is asked, reads, answers, sees what she said, and takes it back; nobody else can do it for her."""
    [krav] = u.stakk.query(
        "SELECT k.id, b.navn FROM samtykke_samtykkekrav k JOIN bti_bruker b ON b.id = k.giver_id "
        "JOIN bti_tjeneste t ON t.id = k.tjeneste_id WHERE t.navn = %s AND k.sak_id::text = %s",
        HELSE,
        u.sak.split("/")[2],
    )
    assert krav["navn"] == "Sara Vollan"
    u.sunniva.log_in().open(u.sak, status=404)
    has_no_say(u, f"/familie/samtykke/{krav['id']}/")
    sara = u.sara.log_in().expect("Vi trenger svar fra deg", f"Kan {HELSE} få være med og hjelpe deg?")
    svar = tap(sara, "Les og svar")
    has_no_say(u, sara.path)
    sara.expect(HVORFOR, "Hvis du sier ja", "Hvis du sier nei")
    svar += tap(sara, "Ja, jeg samtykker")
    assert svar <= FLEST_TRYKK
    sara.expect("Takk.", f"{HELSE} kan se saken nå.", "Du har sagt ja til at de snakker om:", "helse")
    u.sunniva.open(u.sak).expect("Saken om Sara")

    sara.open("/familie/").expect("Dette har du sagt ja til", f"{HELSE} får være med.")
    trekk = tap(sara, f"Trekk samtykket – {HELSE}")
    has_no_say(u, sara.path)
    trekk += tap(sara, "Ja, trekk samtykket")
    assert trekk == 2
    sara.expect("Du har trukket samtykket.", f"{HELSE} kan ikke se saken.")
    u.sunniva.open(u.sak, status=404)


def has_no_say(u: Ungdomssak, path: str) -> None:
    """Her mother reads the case; there is no question to her, and the page where Sara answers is not hers."""
    anne = u.anne.open("/familie/") if u.anne.antall_sider else u.anne.log_in()
    anne.expect_not("Vi trenger svar fra deg", HVORFOR, f"{HELSE} får være med.")
    anne.press("Se planen").expect_not("Vi trenger svar fra deg", HVORFOR)
    anne.open(f"{u.familie}samtykke/").expect_not("Vi trenger svar fra deg", HVORFOR)
    for rolle in ("heading", "link"):
        assert anne.page.get_by_role(rolle, name=HELSE).count() == 0, f"{rolle} om {HELSE} hos mor"
    assert anne.ask(path) in (403, 404)
