"""Nobody in the family can tell: each of their pages, as pixels on a phone, before Jonas has walked the way and after.

A real Stafett: web, worker, clock and mail. The probe is shown to see: an ordinary entry changes the pages of Nora's
parents, and theirs alone; and the notice of it comes when it is let go, and not before.
"""

import re
from collections.abc import Callable

import pytest

from tests.reiser.person import TELEFON, Person
from tests.reiser.stakk import Stakk
from tests.utskrift.lesing import read_text

# Nora's case, made by its own people through the services: entries, a goal, meetings, and PPT let in.
NORAS_SAK = """
from bti.drift.demodata.saker import Demosak, load_sak
from bti.drift.demodata import read_solvik
from bti.register.demo import DemoRegister
rad = {"barn": "Nora Nordlie", "holder": "jonas", "historie": "lesing", "dager": 3, "til_nivaa_2": True}
load_sak(Demosak(rad, read_solvik()["historier"]["lesing"], DemoRegister().find_navn("Nora Nordlie")))
"""
FAMILIEN = ("Kari Nordlie", "Tom Nordlie", "Pia Strand", "Sara Vollan")  # everybody with a family's login
HJEM = ("/familie/", "/varsler/")
# What leads out, changes something, or is a file.
IKKE_FOELG = re.compile(r"^/(logg-ut|spraak|static|kladd)|/papir/|/steng-tilgangen/|\.pdf")
LENKER = """[...document.querySelectorAll("a[href]")].map((a) => new URL(a.href))
  .filter((u) => u.origin === location.origin).map((u) => u.pathname + u.search)"""
HVILKEN = """
    SELECT s.id FROM bti_sak s JOIN bti_hovedperson h ON h.id = s.hovedperson_id WHERE h.navn = 'Nora Nordlie'
"""
TOM_KOE = """
    SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM varsling_utboks
     WHERE status IN ('venter', 'epost', 'sender') AND send_etter <= now())
"""
DELT = "SELECT 1 FROM varsling_utboks WHERE slag = 'skjermet_delt' AND status IN ('sendt', 'dekket')"
FORTALT = """
    SELECT 1 FROM varsling_varsel
     WHERE slag = 'innlegg' AND told_at > now() - interval '1 minute' HAVING count(*) >= %s
"""
# One's own reading is told to oneself alone, and its last minute moves by looking.
UTEN_EGEN_LINJE = """[...document.querySelectorAll("article.ds-card, .ds-list > li")]
  .filter((one) => one.innerText.startsWith("Du –") || one.querySelector("h3")?.innerText.trim() === "Du")
  .forEach((one) => one.remove())"""
KLOKKE = re.compile(r"\s*kl\. ?\d\d\.\d\d(–\d\d\.\d\d)?")
type Bilder = dict[str, dict[str, tuple[int, bytes]]]
VENT = 60_000  # ms for a paper or a page, on a machine that has the whole night's work to do
SETT = "Et blått merke på overarmen."


def find_pages(en: Person) -> list[str]:
    """Follow every link from the start pages, two steps away. What is new to the reader is read by that."""
    funnet, neste = dict.fromkeys(HJEM), list(HJEM)
    for _steg in range(2):
        lenker: dict[str, None] = {}
        for side in neste:
            en.page.goto(side)
            lenker |= dict.fromkeys(url for url in en.page.evaluate(LENKER) if not IKKE_FOELG.search(url))
        neste = [url for url in lenker if url not in funnet]
        funnet |= lenker
    return list(funnet)


def shoot(en: Person, sider: list[str]) -> dict[str, tuple[int, bytes]]:
    """Take a picture of each page, without the reader's own line in who has looked."""
    svar = {}
    for side in sider:
        en.page.goto(side)
        en.page.evaluate(UTEN_EGEN_LINJE)
        bilde = en.page.screenshot(full_page=True, animations="disabled", caret="hide")
        svar[side] = (en.status, bilde)
    return svar


def shoot_all(familien: dict[str, Person], sider: dict[str, list[str]]) -> Bilder:
    return {navn: shoot(en, sider[navn]) for navn, en in familien.items()}


def differences(foer: Bilder, etter: Bilder) -> list[str]:
    return [f"{navn} {side}" for navn in foer for side in foer[navn] if foer[navn][side] != etter[navn][side]]


def print_for_the_family(jonas: Person, sak: str) -> str:
    """Order the summary «Til familien», and return its words without the minute."""
    jonas.open(sak).press("Skriv ut").choose("Til familien").press("Lag utskriften")
    jonas.page.get_by_text("Utskriften er klar.").wait_for(timeout=VENT)
    return KLOKKE.sub("", read_text(jonas.download("Last ned PDF")))


def print_who_has_looked(kari: Person, sak_id: str) -> str:
    """Return the words of the list on paper, without what her own reading moves: the seal, and the minutes."""
    for _gang in range(2):  # the first one is itself a line of hers
        svar = kari.context.request.get(f"/familie/sak/{sak_id}/hvem-har-sett/papir/", timeout=VENT)
        assert svar.status == 200
    tekst = " ".join(read_text(svar.body()).partition("Bevis for at")[0].split())
    assert "Jonas Berge" in tekst
    return KLOKKE.sub("", tekst)


def walk(jonas: Person, siri: Person) -> str:
    """From the case that stands open: the first screen, the note, the advice, a reader, the report, the paper."""
    jonas.press("Vold eller overgrep?").expect("Ikke snakk med foreldrene om dette nå.")
    jonas.press("Skriv ned det du har sett og hørt").expect("Varsler til familien i denne saken venter")
    jonas.type_slowly("Hva har du sett eller hørt?", SETT).expect_saved()
    jonas.fill("Hvilke ord brukte barnet?", "Jeg falt ikke.").choose("Hjemme").press("Lagre")
    notat = jonas.expect(SETT, "Stafett har ikke varslet familien siden").path
    jonas.press("Endre teksten").fill("Hvor er barnet nå?", "På SFO.").press("Lagre")
    jonas.press("Skriv ned rådet du fikk").choose("Barnevernet")
    jonas.fill("Hva sa de at du skal gjøre?", "Meld i dag. Ikke ring hjem.").press("Lagre")
    jonas.press("Velg hvem som leser").choose("Siri Holm").press("La personen lese").expect("Siri Holm")
    jonas.press("Skriv om du har meldt").choose("Ja, til barnevernet").press("Lagre").expect(
        "Meldt til barnevernet"
    )
    assert jonas.download("Skriv ut")[:4] == b"%PDF"
    siri.log_in().open("/skjermet/").page.goto(notat)
    siri.look().expect(SETT, "Jonas Berge har latt deg lese.")
    return notat


def make_noras_sak(stakk: Stakk) -> str:
    """Make the case, wait until everybody has been told, and return its id."""
    stakk.run_as_owner(NORAS_SAK)
    stakk.wait_for(TOM_KOE, seconds=60)
    return str(stakk.query(HVILKEN)[0]["id"])


@pytest.mark.nightly
def test_nobody_in_the_family_sees_a_pixel_of_it(stakk: Stakk, person: Callable[..., Person]) -> None:
    """Issue C, part 8."""
    sak_id = make_noras_sak(stakk)
    sak = f"/sak/{sak_id}/"
    jonas, siri = person("Jonas Berge").log_in(), person("Siri Holm")
    familien = {navn: person(navn, bredde=TELEFON).log_in() for navn in FAMILIEN}
    for en in (jonas, siri, *familien.values()):
        en.context.set_default_timeout(VENT)
    til_familien = print_for_the_family(jonas, sak)
    jonas.open(sak)  # to look at the case is told the family; what he does from here is not
    sider = {navn: find_pages(en) for navn, en in familien.items()}
    assert {f"/familie/sak/{sak_id}/", f"/familie/sak/{sak_id}/hvem-har-sett/"} <= set(sider["Kari Nordlie"])
    foer, liste = shoot_all(familien, sider), print_who_has_looked(familien["Kari Nordlie"], sak_id)
    assert differences(foer, shoot_all(familien, sider)) == []  # nothing moves by itself
    assert {status for sett in foer.values() for status, _ in sett.values()} == {200}
    epost = len(stakk.read_mail())

    notat = walk(jonas, siri)
    stakk.wait_for(DELT)
    assert differences(foer, shoot_all(familien, sider)) == []
    assert print_who_has_looked(familien["Kari Nordlie"], sak_id) == liste
    fikk = {str(one["To"]).partition("@")[0] for one in stakk.read_mail()[epost:]}
    assert fikk <= {"jonas", "siri"}  # his print-out was ready; she was named
    assert print_for_the_family(jonas, sak) == til_familien
    what_happens_otherwise_shows(
        stakk, jonas, sak_id, notat, lambda: differences(foer, shoot_all(familien, sider))
    )


def what_happens_otherwise_shows(
    stakk: Stakk, jonas: Person, sak_id: str, notat: str, changed: Callable[[], list[str]]
) -> None:
    """The probe can see: an entry moves the parents' page, and the notices move when they are let go."""
    jonas.open(f"/sak/{sak_id}/").press("Skriv i loggen").fill("Hva vil du skrive?", "Vi leste sammen i dag.")
    jonas.press("Lagre i loggen")
    stakk.wait_for(FORTALT, 1)
    ulike = changed()
    for navn in ("Kari Nordlie", "Tom Nordlie"):
        assert f"{navn} /familie/sak/{sak_id}/" in ulike
        assert f"{navn} /varsler/" not in ulike
    assert not [one for one in ulike if one.startswith(("Pia", "Sara"))]
    jonas.page.goto(notat)
    jonas.look().press("Send eller kast, og slutt").choose("Send varslene nå").press("Slutt å holde")
    stakk.wait_for(FORTALT, 3)
    assert {"Kari Nordlie /varsler/", "Tom Nordlie /varsler/"} <= set(changed())
