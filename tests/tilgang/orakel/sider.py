"""The same questions put to the pages: status, the list, a search, the parts of a print-out, the numbers."""

import re
from random import Random
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.template.loader import render_to_string
from django.test import Client

from bti.models import Sak
from bti.statistikk.services import as_leserolle
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser, Valg, list_deler
from tests.tilgang.orakel.innsetting import ORD, Innsetter
from tests.tilgang.orakel.orakel import Svar
from tests.tilgang.orakel.sammenlikning import Sammenlikning

UUIDEN = r"[0-9a-f]{8}-[0-9a-f-]{27}"
# The pages of a case, and the verb that opens each.
SIDER = {
    "/sak/{}/": ("view_sak",),
    "/sak/{}/hvem-har-sett/": ("view_innsyn", "view_sak"),
    "/sak/{}/samtykke/": ("view_samtykke", "view_sak"),
    "/sak/{}/innlegg/nytt/": ("add_innlegg", "view_sak"),
    "/sak/{}/utskrift/": ("order_utskrift",),
    "/sak/{}/plan/": ("view_sak",),
    "/familie/sak/{}/": ("view_familieplan",),
    "/familie/sak/{}/plan/": ("view_familieplan",),
    "/familie/sak/{}/samtykke/": ("view_samtykke", "view_familieplan"),
    "/familie/sak/{}/hvem-har-sett/": ("view_innsyn", "view_familieplan"),
}
VALG = Valg(deler=tuple(del_.noekkel for del_ in list_deler()), leser=Leser.TJENESTENE)


class Sider:
    """Asks the pages about one world that has been put in; its clock is the real one."""

    def __init__(self, s: Sammenlikning, inne: Innsetter) -> None:
        self.s, self.v, self.inne, self.o = s, s.v, inne, s.orakel
        self.r = Random(s.froe)  # noqa: S311 (which pairs are asked about, not secrets)
        self.sette: set[int] = set()

    def ask(self, personer: int, par: int) -> None:
        for person in self.r.sample(self.v.personer, personer):
            self.ask_lists(person.id)
        involverte = sorted(self.s.involverte)
        for person, sak in self.r.sample(involverte, par):
            self.ask_pages(person, sak)
            self.ask_print_out(person, sak)
        self.ask_leader()

    def client(self, person: UUID) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.inne.bruker(person))
        return client

    def status(self, person: UUID, sak: UUID, verb: tuple[str, ...]) -> int:
        """What the oracle makes of a page: 404 for what does not exist, 403 for what is not allowed."""
        if not self.o.personer[person].aktiv:
            return 302  # nobody is logged in
        if not self.o.ser(person, sak).ja:
            return 404
        return 200 if all(self.o.maa(person, sak, v).ja for v in verb) else 403

    def ask_pages(self, person: UUID, sak: UUID) -> None:
        client, andre = self.client(person), UUID(int=self.r.getrandbits(128), version=4)
        for adresse, verb in SIDER.items():
            ventet, svar = self.status(person, sak, verb), client.get(adresse.format(sak))
            self.sette.add(svar.status_code)
            self.s.ask(Svar(True, f"{ventet}: {self.o.ser(person, sak).hvorfor}"), svar.status_code == ventet,
                       maate=f"GET {adresse} ga {svar.status_code}", person=person, sak=sak)  # fmt: skip
            if svar.status_code == 404:
                ukjent = client.get(adresse.format(andre))
                likt = (ukjent.status_code, len(ukjent.content)) == (404, len(svar.content))
                self.s.ask(
                    Svar(True, "en skjult sak og en ukjent er like"),
                    likt,
                    maate=f"GET {adresse}",
                    person=person,
                    sak=sak,
                )
            elif svar.status_code == 200 and adresse == "/sak/{}/":
                self.ask_log(svar.content.decode(), person, sak)

    def ask_log(self, html: str, person: UUID, sak: UUID) -> None:
        for innlegg in (i for i in self.v.innlegg if i.sak == sak):
            ser = self.o.ser_innlegg(person, innlegg)
            self.s.ask(ser, str(innlegg.id) in html, maate="siden", person=person, sak=sak, hva="innlegg")

    def ask_lists(self, person: UUID) -> None:
        """The list of cases, a search, the start page: rows of what is seen, and all of it."""
        client = self.client(person)
        steder = {tjeneste for tjeneste, _kommune in self.v.virker_i}
        mine = [a for a in self.v.ansettelser if a.bruker == person and a.tjeneste in steder]
        ansatt = any(self.o.holder("", a.fra, a.til) for a in mine)
        aktiv = self.o.personer[person].aktiv
        svar = client.get("/saker/?status=alle")
        ventet = 302 if not aktiv else 200 if ansatt else 403
        if svar.status_code != ventet:
            self.s.avvik.append(f"/saker/ ga {svar.status_code}, ikke {ventet}: {self.o.personer[person]}")
        if svar.status_code != 200:
            return
        self.s.ask_all(ids_in(svar), maate="GET /saker/", person=person)
        self.ask_search(client, person)
        hjem = ids_in(client.get("/"))
        for sak in hjem:
            self.s.ask(self.o.ser(person, sak), True, maate="GET /", person=person, sak=sak)

    def ask_search(self, client: Client, person: UUID) -> None:
        """By a word that stands everywhere, and by one that stands in a single entry."""
        sett = {i.id for i in self.v.innlegg if self.o.ser_innlegg(person, i).ja}
        html = client.post("/saker/sok/", {"q": ORD}).content.decode()
        treff = {UUID(one) for one in re.findall(rf"#innlegg-({UUIDEN})", html)}
        if not treff <= sett or (len(sett) < 25 and treff != sett):
            self.s.avvik.append(
                f"søk: {self.o.personer[person]} fant {len(treff)}, ser {len(sett)}, for mye: {treff - sett}"
            )
        mine = [i for i in self.v.innlegg if (person, i.sak) in self.s.involverte]
        for innlegg in self.r.sample(mine, min(4, len(mine))):
            html = client.post("/saker/sok/", {"q": str(innlegg.id)}).content.decode()
            ser = self.o.ser_innlegg(person, innlegg)
            self.s.ask(
                ser,
                f"#innlegg-{innlegg.id}" in html,
                maate="søk",
                person=person,
                sak=innlegg.sak,
                hva="innlegg",
            )

    def ask_print_out(self, person: UUID, sak: UUID) -> None:
        """The parts that a print-out is made of, as the worker makes them in the name of the person."""
        ser, tekst = self.o.ser(person, sak), ""
        try:
            with acting_as(person), transaction.atomic():
                for del_ in list_deler():
                    tekst += render_to_string(del_.mal, del_.hent(sak, VALG))
        except Sak.DoesNotExist:
            tekst = ""
        self.s.ask(ser, tekst, maate="utskrift", person=person, sak=sak)
        for innlegg in (i for i in self.v.innlegg if i.sak == sak):
            ser = self.o.ser_innlegg(person, innlegg)
            self.s.ask(
                ser, f"{ORD} {innlegg.id}" in tekst, maate="utskrift", person=person, sak=sak, hva="innlegg"
            )

    def ask_leader(self) -> None:
        """A leader has numbers, whatever the leader may see; nobody else has them."""
        for kommune in self.v.kommuner:
            antall = sum(s.aapen for s in self.v.saker if s.kommune == kommune)
            vist = antall if antall == 0 or antall >= 5 else None
            for person, maa in ((self.inne.leder.pk, True), (self.r.choice(self.v.personer).id, False)):
                fikk = count_as(person, kommune)
                self.s.avgjoerelser += 1
                self.s.svar += 1
                if fikk != ([vist] if maa else "nektet"):
                    self.s.avvik.append(f"statistikk: {antall} åpne saker, fikk {fikk}")


def ids_in(svar: Any) -> set[UUID]:
    """The cases that a page leads to."""
    return {UUID(one) for one in re.findall(rf"/sak/({UUIDEN})/", svar.content.decode())}


def count_as(person: UUID, kommune: UUID) -> list[int | None] | str:
    try:
        with acting_as(person), as_leserolle() as cursor:
            cursor.execute("SELECT antall FROM statistikk_saker(%s) WHERE deling = 'alle'", [kommune])
            return [antall for (antall,) in cursor.fetchall()]
    except DatabaseError:
        return "nektet"
