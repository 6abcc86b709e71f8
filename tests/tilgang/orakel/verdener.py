"""Random worlds, as plain data: built open, then broken here and there, so that one condition at a time decides.

The same seed and clock give the same world.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tests.tilgang.orakel.orakel import ANSATTROLLER, STANDARD, TABELL, turns
from tests.tilgang.orakel.rader import (
    Ansettelse,
    Barn,
    Deltaker,
    Innlegg,
    Krav,
    Noedtilgang,
    Person,
    Relasjon,
    Sak,
    Samtykke,
    Skjerming,
    Sperring,
    Stedfortreder,
    Verden,
)
from tests.tilgang.orakel.verdener_familie import add_inviterte, make_to_hjem

# Moments when the day in Norway is not the day in UTC, when the clock is moved, and a day that is not there every year.
KLOKKER = (
    datetime(2027, 2, 28, 23, 30, tzinfo=UTC),  # 1 March in Norway
    datetime(2028, 2, 29, 11, 0, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # summer time begins
    datetime(2028, 6, 30, 22, 30, tzinfo=UTC),  # 1 July in Norway
    datetime(2027, 12, 31, 23, 15, tzinfo=UTC),  # next year in Norway
    datetime(2027, 2, 28, 12, 0, tzinfo=UTC),  # who was born on 29 February has their day
    datetime(2027, 10, 31, 0, 59, 59, tzinfo=UTC),  # summer time ends
    datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
)
BOSTED = "samtykke_bosted_alene_omraader"
TEMAER = ("helse", "laering", "skole")
SPERRER = ("ingen",) * 8 + ("fortrolig",) * 3 + ("strengt_fortrolig", "ukjent")


@dataclass
class Stoerrelse:
    """How many of each there are."""

    ansatte: int = 16
    foresatte: int = 12
    unge: int = 8
    saker: int = 24


def make_verden(froe: int, naa: datetime | None = None, stoerrelse: Stoerrelse | None = None) -> Verden:
    """Return the world of a seed, at one of the moments above or at the one given."""
    bygger = _Bygger(froe, naa or KLOKKER[froe % len(KLOKKER)], stoerrelse or Stoerrelse())
    return add_inviterte(bygger.verden, froe)


class _Bygger:
    """Builds one world."""

    def __init__(self, froe: int, naa: datetime, stoerrelse: Stoerrelse) -> None:
        self.r = Random(froe)  # noqa: S311 (worlds, not secrets)
        self.verden = self.v = Verden(naa)
        self._make_steder()
        self.ansatte = [self._person("Ansatt") for _ in range(stoerrelse.ansatte)]
        for person in self.ansatte:
            self._ansett(person)
        # Some are parents too, and one may be pregnant: people wear several hats.
        self.foresatte = [self._person("Forelder") for _ in range(stoerrelse.foresatte)] + self.ansatte[:4]
        self.unge = [self._person("Ung") for _ in range(stoerrelse.unge)] + self.ansatte[4:6]
        for _ in range(stoerrelse.saker):
            self._make_sak()
        self._make_vikarer()
        self._make_noedtilganger()
        self._make_sperringer()
        self._make_tillatelser()

    # Dice

    def ny(self) -> UUID:
        return UUID(int=self.r.getrandbits(128), version=4)

    def sjanse(self, prosent: float) -> bool:
        return self.r.random() * 100 < prosent

    def dag(self, dager: int) -> date:
        return self.v.idag + timedelta(days=dager)

    def i_dag(self, rad: Ansettelse) -> bool:
        return rad.fra <= self.v.idag and (rad.til is None or rad.til >= self.v.idag)

    def periode(self, *, feil: float = 16) -> dict[str, Any]:
        """Mostly open; else on one of the four borders, both sides of each."""
        if not self.sjanse(feil):
            return {"fra": self.dag(-200), "til": self.r.choice([None, None, self.dag(100)])}
        return self.r.choice([
            {"fra": self.dag(-200), "til": self.dag(-1)},
            {"fra": self.dag(-200), "til": self.dag(0)},
            {"fra": self.dag(0), "til": None},
            {"fra": self.dag(1), "til": None},
            {"fra": self.dag(0), "til": self.dag(0)},
        ])  # fmt: skip

    # People and places

    def _make_steder(self) -> None:
        """Three municipalities with services of their own, two services for two of them each, and one for none."""
        self.v.kommuner = [self.ny() for _ in range(3)]
        for kommune in self.v.kommuner:
            for _ in range(3):
                self._tjeneste(kommune)
            for noekkel, standard in STANDARD.items():
                if self.sjanse(25):
                    self.v.innstillinger[kommune, noekkel] = standard + self.r.choice([-2, -1, 1, 2])
        # One where the parents' word ends before the young person's begins: nobody can give any.
        hull = {"samtykke_foreldre_til_alder": 15, "samtykke_egen_alder": 17, "samtykke_egen_alder_helse": 14,
                "samtykke_foreldre_til_alder_opplaering": 17, "samtykke_foreldre_til_alder_helse": 18}  # fmt: skip
        self.v.innstillinger |= {(self.v.kommuner[0], noekkel): aar for noekkel, aar in hull.items()}
        omraader = ["logg", "helse", "opplaering", "barnevern"]
        self.v.innstillinger[self.v.kommuner[1], BOSTED] = omraader
        self.v.innstillinger[self.v.kommuner[2], BOSTED] = self.r.choice([omraader, omraader[1:]])
        self.felles = self._tjeneste(*self.v.kommuner[:2])
        self.ekstern = self._tjeneste(*self.v.kommuner[1:])
        self.ingensteds = self._tjeneste()
        nedlagt = self.r.sample(self.v.tjenester, 3)
        self.v.nedlagt = {
            t: self.dag(dag) for t, dag in zip(nedlagt, (0, 1, self.r.choice([-90, 90])), strict=True)
        }

    def _tjeneste(self, *kommuner: UUID) -> UUID:
        tjeneste = self.ny()
        self.v.tjenester.append(tjeneste)
        self.v.virker_i |= {(tjeneste, kommune) for kommune in kommuner}
        return tjeneste

    def _person(self, hva: str) -> Person:
        nr = len(self.v.personer)
        person = Person(self.ny(), f"{hva} Nr{nr}", aktiv=not self.sjanse(5))
        self.v.personer.append(person)
        return person

    def _ansett(self, person: Person) -> None:
        for tjeneste in self.r.sample(self.v.tjenester, 2 if self.sjanse(30) else 1):
            self.v.ansettelser.append(
                Ansettelse(person.id, tjeneste, leder=self.sjanse(20), **self.periode(feil=22))
            )
            if self.sjanse(10):  # came back after a break
                self.v.ansettelser.append(Ansettelse(person.id, tjeneste, self.dag(-900), self.dag(-500)))

    def i_tjeneste(self, tjeneste: UUID) -> list[Person]:
        """Who works there today, mostly; or who has or will. Anybody, when nobody does."""
        alle = self.sjanse(20)
        her = {a.bruker for a in self.v.ansettelser if a.tjeneste == tjeneste and (alle or self.i_dag(a))}
        return [p for p in self.ansatte if p.id in her] or self.ansatte

    # A case and those in it

    def _make_sak(self) -> None:
        kommune = self.r.choice(self.v.kommuner)
        her = [t for t in self.v.tjenester if (t, kommune) in self.v.virker_i]
        nr = len(self.v.saker)
        barn = Barn(self.ny(), f"Barn Nr{nr}", self._foedt(kommune), self.r.choice(SPERRER))
        sak = Sak(self.ny(), kommune, self.r.choice(her), barn, aapen=not self.sjanse(15))
        self.v.saker.append(sak)
        self.inne: set[UUID] = set()
        self._make_ansatte(sak, her)
        self._make_familie(sak)
        self._make_samtykker(sak)
        self._make_innlegg(sak)

    def _foedt(self, kommune: UUID) -> date | None:
        """Mostly close to a border of age: the day before, the day itself, the day after; else a child, or no date."""
        if self.sjanse(25):
            return self.r.choice([None, *(self.dag(-365 * aar) for aar in (4, 9, 16, 30))])
        if kommune == self.v.kommuner[0] and self.sjanse(40):  # where the areas of law differ the most
            return turns(self.dag(-100), -self.r.choice([15, 16]))
        innstilling = self.r.choice(list(STANDARD))
        aar = self.v.innstillinger.get((kommune, innstilling), STANDARD[innstilling])
        idag = self.v.idag
        if (idag.month, idag.day) == (2, 28) and self.sjanse(50) and (idag.year - aar) % 4 == 0:
            return date(idag.year - aar, 2, 29)
        return turns(self.dag(self.r.choice([-200, -1, 0, 1])), -aar)

    def _delta(
        self, sak: Sak, person: Person, rolle: str, tjeneste: UUID | None = None, **felter: Any
    ) -> None:
        if person.id not in self.inne:
            self.inne.add(person.id)
            felter = self.periode() | felter
            self.v.deltakere.append(Deltaker(self.ny(), sak.id, person.id, rolle, tjeneste, **felter))

    def _make_ansatte(self, sak: Sak, her: Sequence[UUID]) -> None:
        her_ansatt = self.i_tjeneste(sak.tjeneste)
        kolleger = self.r.sample(her_ansatt, k=min(3, len(her_ansatt)))
        if self.sjanse(25) and len(kolleger) > 1:
            self._delta(
                sak, kolleger.pop(), "stafettholder", sak.tjeneste, fra=self.dag(-90), til=self.dag(-1)
            )
        self._delta(sak, kolleger[0], "stafettholder", sak.tjeneste)
        for kollega in kolleger[1:]:
            self._delta(sak, kollega, "fagperson", sak.tjeneste)
        for _ in range(self.r.randint(2, 4)):
            tjeneste = self.r.choice([t for t in her if t != sak.tjeneste] or her)
            if self.sjanse(8):
                tjeneste = self.r.choice(self.v.tjenester)  # perhaps one that does not work here
            folk = self.ansatte if self.sjanse(8) else self.i_tjeneste(tjeneste)
            self._delta(sak, self.r.choice(folk), "fagperson", tjeneste)

    def _make_familie(self, sak: Sak) -> None:
        barn = sak.barn
        barn.overtatt = self.sjanse(25)
        barn.slag = "gravid" if self.sjanse(8) else "barn"
        for person in self.r.sample(self.foresatte, self.r.choice([0, 1, 2, 2, 2, 3])):
            verifisering = self.r.choice(["register"] * 4 + ["to_personer"] * 4 + ["ingen"] * 2 + ["avvist"])
            blokkert = verifisering == "avvist" or self.sjanse(8)
            hvem = self.r.choice(["mor"] * 7 + ["verge", "barnevern"])
            bor_her = self.r.choice(
                [True, True, False, False, None] if hvem == "mor" else [True, False, False]
            )
            til = self.r.choice([self.dag(-1), self.dag(-1), self.dag(0)]) if self.sjanse(20) else None
            ansvar = not self.sjanse(15 if hvem == "mor" else 60)
            self.v.relasjoner.append(
                Relasjon(barn.id, person.id, ansvar, verifisering, blokkert, hvem, bor_her, til)
            )
            if not self.sjanse(8):
                self._delta(sak, person, "foresatt")
        if self.sjanse(60 if (sak.kommune, BOSTED) in self.v.innstillinger else 20):
            make_to_hjem(self.r, [r for r in self.v.relasjoner if r.barn == barn.id])
        if self.sjanse(8):
            self._delta(sak, self.r.choice(self.foresatte), "foresatt")  # named by mistake: no relation
        ung = self.r.choice(self.unge)
        if ung.id not in self.inne and self.sjanse(75):
            barn.bruker = (
                None if self.sjanse(12) else ung.id if not self.sjanse(10) else self.r.choice(self.unge).id
            )
            if not self.sjanse(12):
                self._delta(sak, ung, "ungdom", tidlig=self.sjanse(50))

    def _make_samtykker(self, sak: Sak) -> None:
        """Every other service there is asked for, as it should be; then one thing or another is wrong."""
        tjenester = {d.tjeneste for d in self.v.deltakere if d.sak == sak.id and d.tjeneste} - {sak.tjeneste}
        foreldre = [
            r.bruker
            for r in self.v.relasjoner
            if r.barn == sak.barn.id
            and (r.ansvar or r.hvem != "mor")
            and not r.blokkert
            and not (r.til and r.til < self.v.idag)
            and (r.bor_her or self.sjanse(20 if (sak.kommune, BOSTED) in self.v.innstillinger else 80))
        ]
        for tjeneste in sorted(tjenester):
            if self.sjanse(7):
                continue
            omraader = self.r.choice(
                [(), ("helse",), ("opplaering",), ("barnevern",), ("helse", "opplaering")]
            )
            givere = {*foreldre} | ({sak.barn.bruker} if sak.barn.bruker and not self.sjanse(40) else set())
            if self.sjanse(8):
                givere |= {self.r.choice(self.v.personer).id}
            if self.sjanse(6) and givere:
                givere.discard(self.r.choice(sorted(givere)))
            for giver in sorted(givere):
                self._svar(Krav(self.ny(), sak.id, tjeneste, giver, omraader))
            self._spoer_om_annet(sak, tjeneste, omraader)

    def _spoer_om_annet(self, sak: Sak, tjeneste: UUID, omraader: tuple[str, ...]) -> None:
        """A question that has fallen away, and one about something else than seeing the case: neither counts."""
        en, to = (p.id for p in self.r.sample(self.v.personer, 2))
        spurte = {k.giver for k in self.v.krav if (k.sak, k.tjeneste) == (sak.id, tjeneste)}
        if self.sjanse(12) and en not in spurte:
            omraader = self.r.choice([omraader, ("helse", "opplaering", "barnevern")])
            self.v.krav.append(Krav(self.ny(), sak.id, tjeneste, en, omraader, frafalt=True))
        if self.sjanse(12):
            krav = Krav(
                self.ny(), sak.id, tjeneste, self.r.choice([to, *sorted(spurte)]), omraader, slag="ansvar"
            )
            self.v.krav.append(krav)
            self.v.samtykker.append(Samtykke(krav, self.dag(-30), self.dag(60), skriver=self.sjanse(50)))

    def _svar(self, krav: Krav) -> None:
        self.v.krav.append(krav)
        skriver = not self.sjanse(10)
        temaer = frozenset(TEMAER if self.sjanse(60) else self.r.sample(TEMAER, self.r.choice([1, 2])))
        godt = {"fra": self.dag(-30), "til": self.dag(60), "temaer": temaer}
        if not self.sjanse(22):
            self.v.samtykker.append(Samtykke(krav, skriver=skriver, **godt))
            return
        nei: list[dict[str, Any]] = [
            {}, godt | {"trukket": True}, godt | {"til": self.dag(-1)}, godt | {"til": self.dag(0)},
            godt | {"fra": self.dag(1)}, godt | {"fra": self.dag(0)},
        ]  # fmt: skip
        if valg := self.r.choice(nei):
            self.v.samtykker.append(Samtykke(krav, **valg))
            if "trukket" in valg and self.sjanse(30):
                self.v.samtykker.append(Samtykke(krav, **godt))  # withdrawn, and given anew

    def _make_innlegg(self, sak: Sak) -> None:
        """Two entries, a correction of one and a correction of that; some shielded from some."""
        forfatter = next(d.bruker for d in self.v.deltakere if d.sak == sak.id)
        om, annet = (frozenset(self.r.sample(TEMAER, self.r.choice([0, 1, 2]))) for _ in range(2))
        foerste, andre = (Innlegg(self.ny(), sak.id, forfatter, temaer=temaer) for temaer in (om, annet))
        rettet = Innlegg(self.ny(), sak.id, forfatter, foerste, om)
        self.v.innlegg += [foerste, andre, rettet, Innlegg(self.ny(), sak.id, forfatter, rettet, om)]
        deltakere = sorted({d.bruker for d in self.v.deltakere if d.sak == sak.id} - {forfatter})
        for bruker in deltakere:
            if self.sjanse(30):
                objekt = self.r.choice([foerste, andre, rettet])
                self.v.skjerminger.append(Skjerming(sak.id, objekt.id, bruker))

    # What crosses cases

    def _make_vikarer(self) -> None:
        """Who stands in gets a row in each case of the absent one for the service; who is there already, one more."""
        for fravaerende in self.r.sample(self.ansatte, 7):
            fravaerende.aktiv = fravaerende.aktiv and not self.sjanse(25)
            egne = [d for d in self.v.deltakere if d.bruker == fravaerende.id and d.vikar_for is None]
            rader = [d for d in egne if d.rolle in ANSATTROLLER]
            for tjeneste in sorted({d.tjeneste for d in rader if d.tjeneste}):
                vikar = self.r.choice(
                    [p for p in self.i_tjeneste(tjeneste) if p != fravaerende] or self.ansatte
                )
                if vikar == fravaerende:
                    continue
                if self.sjanse(35):  # who is away has left, or has not begun
                    for a in (
                        a for a in self.v.ansettelser if (a.bruker, a.tjeneste) == (fravaerende.id, tjeneste)
                    ):
                        a.fra, a.til = self.r.choice([(self.dag(-999), self.dag(-1)), (self.dag(1), None)])
                periode = {"fra": self.dag(-5), "til": self.dag(5)}
                if self.sjanse(20):
                    periode = self.r.choice([
                        {"fra": self.dag(-5), "til": self.dag(-1)}, {"fra": self.dag(1), "til": self.dag(5)},
                        {"fra": self.dag(0), "til": self.dag(0)},
                    ])  # fmt: skip
                fravaer = Stedfortreder(
                    fravaerende.id, vikar.id, tjeneste, avsluttet=self.sjanse(12), **periode
                )
                if self.sjanse(20):  # the row spans absences of which none is today; or it is from elsewhere
                    fravaer.fra, fravaer.til, fravaer.tjeneste = self.r.choice([
                        (self.dag(-5), self.dag(-1), tjeneste), (self.dag(1), self.dag(5), tjeneste),
                        (fravaer.fra, fravaer.til, self.r.choice(self.v.tjenester)),
                    ])  # fmt: skip
                self.v.fravaer.append(fravaer)
                for d in rader:
                    if d.til is None and self.sjanse(25):
                        d.fra, d.til = self.r.choice([(self.dag(1), None), (self.dag(-200), self.dag(-1))])
                self.v.deltakere += [
                    Deltaker(self.ny(), d.sak, vikar.id, d.rolle, tjeneste, vikar_for=d, **periode)
                    for d in rader if d.tjeneste == tjeneste
                ]  # fmt: skip

    def _make_noedtilganger(self) -> None:
        minutt = timedelta(minutes=1)
        for _ in range(len(self.v.saker)):
            sak, person = self.r.choice(self.v.saker), self.r.choice(self.ansatte)
            aapnet = self.v.naa - 10 * minutt
            if self.sjanse(30):
                aapnet = self.v.naa - self.r.choice(
                    [60 * minutt, 60 * minutt - timedelta(microseconds=1), 0 * minutt, -minutt]
                )
            self.v.noedtilganger.append(
                Noedtilgang(sak.id, person.id, aapnet, aapnet + 60 * minutt, avsluttet=self.sjanse(12))
            )

    def _make_sperringer(self) -> None:
        """From somebody who is in the case, mostly; some are lifted again."""
        for sak in self.v.saker:
            deltakere = sorted({d.bruker for d in self.v.deltakere if d.sak == sak.id})
            for bruker in deltakere:
                if self.sjanse(7):
                    self.v.sperringer.append(Sperring(sak.barn.id, bruker, opphevet=self.sjanse(40)))
        barn = {s.id: s.barn.id for s in self.v.saker}
        borte = [d.vikar_for for d in self.v.deltakere if d.vikar_for]
        for rad in (*self.v.noedtilganger[::6], *borte[::6]):  # who broke the glass, and who is away
            if not any((s.barn, s.bruker) == (barn[rad.sak], rad.bruker) for s in self.v.sperringer):
                self.v.sperringer.append(Sperring(barn[rad.sak], rad.bruker))

    def _make_tillatelser(self) -> None:
        """Guardian's rows as the roles say; some are lost, and some are left from a role that somebody once had."""
        roller = [(d.bruker, d.sak, d.rolle) for d in self.v.deltakere]
        roller += [(n.bruker, n.sak, "noedtilgang") for n in self.v.noedtilganger]
        for bruker, sak, rolle in roller:
            for gitt in (rolle, self.r.choice(sorted(TABELL)) if self.sjanse(10) else rolle):
                self.v.tillatelser |= {(bruker, sak, verb) for verb in TABELL[gitt]}
        rader = sorted(self.v.tillatelser)
        self.v.tillatelser -= set(self.r.sample(rader, len(rader) // 40))
