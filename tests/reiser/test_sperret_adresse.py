"""A protected address: both parents answer and both are asked to the meeting; one of them is not told where."""

from collections.abc import Callable

from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk
from tests.reiser.test_uten_javascript import ask_for_ppt, om, open_case

ROMMET = "Rom Kråkebolle"
SKOLEN = "Solvik skole"
PPT = "PPT Solvik"
# As if the register had said it, and a head had confirmed both parents and that the child lives with her mother.
SPERRET = """
    UPDATE bti_hovedperson SET adressesperre = 'fortrolig'
     WHERE id IN (SELECT hovedperson_id FROM bti_sak WHERE id = '{sak}');
    UPDATE bti_familierelasjon r
       SET verifisering = 'to_personer', confirmed_at = now(),
           confirmed_by_id = (SELECT id FROM bti_bruker WHERE navn = 'Siri Holm'),
           barnet_bor_her = EXISTS (SELECT 1 FROM bti_bruker b WHERE b.id = r.bruker_id AND b.navn = 'Kari Nordlie')
     WHERE hovedperson_id IN (SELECT hovedperson_id FROM bti_sak WHERE id = '{sak}')
"""


def test_one_household_is_told_where_and_the_other_is_not(
    person: Callable[..., Person], stakk: Stakk
) -> None:
    jonas = person("Jonas Berge", bredde=TELEFON).log_in()
    sak = open_case(jonas)
    ask_for_ppt(jonas, sak)
    stakk.execute(SPERRET.format(sak=sak.split("/")[2]))
    call_meeting(jonas, sak)
    kari = person("Kari Nordlie", bredde=TELEFON).log_in()
    kari.expect(ROMMET, SKOLEN, PPT)
    kari.press("Les og svar").expect(f"Kan {PPT} få være med").press("Ja, jeg samtykker").expect("Takk.")
    answer_without_a_place(person)
    person("Amina Yusuf", bredde=TELEFON).log_in().open(sak).expect("Saken om Nora", ROMMET)


def call_meeting(jonas: Person, sak: str) -> None:
    """Who writes is asked not to say where the child is."""
    jonas.open(sak).press("Kall inn til møte").expect("Skriv ikke hvor barnet er")
    jonas.fill("Dato", om(10).isoformat()).fill("Klokkeslett", "10:00").fill("Sted", ROMMET)
    jonas.press("Kall inn").expect(ROMMET)


def answer_without_a_place(person: Callable[..., Person]) -> None:
    """Tom says yes as well, and comes to the meeting; every page that he meets is without a place."""
    tom = person("Tom Nordlie", bredde=TELEFON).log_in()
    steder = (ROMMET, SKOLEN, PPT)
    tom.expect("Spør stafettholderen hvor.").expect_not(*steder)
    tom.press("Les og svar").expect("Kan Pedagogisk-psykologisk tjeneste få være med").expect_not(*steder)
    tom.press("Ja, jeg samtykker").expect("Takk.").expect_not(*steder)
    tom.open("/familie/").press("Si om du kommer").expect("Spør stafettholderen hvor.").expect_not(*steder)
    tom.press("Ja, jeg kommer").expect("Du kommer").expect_not(*steder)
    tom.open("/familie/").press("Se planen").expect("Spør stafettholderen hvor.").expect_not(*steder)
    tom.open("/varsler/").expect_not(*steder)
