"""Who sees what, said again in plain Python: no ORM, no SQL, and nothing taken from the rule it judges.

Written from the rule in words (docs/tilgang.md). Each condition has a name, so that a test can bend one and see that
the worlds notice it (test_verdener.py), and each answer says why. Twice the 150 lines it was meant to be: the names
and the reasons take a third, and deputies, emergencies, shielding and the young person's own way in are all in it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from tests.tilgang.orakel.rader import (
    Ansettelse,
    Deltaker,
    Innlegg,
    Noedtilgang,
    Person,
    Relasjon,
    Sak,
    Samtykke,
    Verden,
)
from tests.tilgang.orakel.samtykkedel import INVITERES, Dekning, Samtykkedel

# What holds where the municipality has said nothing else.
STANDARD = {
    "egen_innsyn_alder": 15,
    "tidlig_innsyn_alder": 12,
    "overta_alder": 16,
    "samtykke_egen_alder": 16,
    "foresatt_innsyn_til_alder": 18,
    "samtykke_foreldre_til_alder": 18,
    "samtykke_egen_alder_helse": 16,
    "samtykke_foreldre_til_alder_helse": 16,
    "samtykke_egen_alder_opplaering": 15,
    "samtykke_foreldre_til_alder_opplaering": 15,
    "samtykke_egen_alder_barnevern": 15,
    "samtykke_foreldre_til_alder_barnevern": 18,
}
ANSATTROLLER = ("stafettholder", "fagperson")


class Svar(NamedTuple):
    """Yes or no, and why."""

    ja: bool
    hvorfor: str


def read_tabell(tekst: str) -> dict[str, set[str]]:
    """Return what each part in a case gives, as the table in docs/tilgang.md says it to people."""
    linjer = tekst.partition("<!-- tillatelser -->")[2].partition("<!-- /tillatelser -->")[0].splitlines()
    rader = [
        [celle.strip(" `") for celle in linje.strip("|").split("|")]
        for linje in linjer
        if linje.startswith("|")
    ]
    rader = rader[: next((nr for nr, rad in enumerate(rader) if rad[0] == "Outside cases"), len(rader))]
    roller = rader[0][1:]
    return {
        rolle: {rad[0] for rad in rader[2:] if rad[nr] == "ja"} for nr, rolle in enumerate(roller, start=1)
    }


# The emergency is nobody's part in a case, and reads alone.
LESER = {"view_sak", "view_samtykke", "view_moete", "view_innsyn"}
TABELL = {"noedtilgang": LESER}
TABELL |= read_tabell(Path("docs/tilgang.md").read_text(encoding="utf-8"))


def turns(foedt: date, aar: int) -> date:
    """The day somebody turns so many years; who is born on 29 February, on the 28th in other years."""
    try:
        return foedt.replace(year=foedt.year + aar)
    except ValueError:
        return date(foedt.year + aar, 2, 28)


class Orakel(Samtykkedel):
    """Answers about one world. ``boeyd`` bends conditions: the name of one, and what it answers whatever is so."""

    def __init__(self, verden: Verden, boeyd: dict[str, bool] | None = None) -> None:
        self.v, self.boeyd = verden, boeyd or {}
        self.hoerte: set[tuple[str, bool]] = set()
        self.personer: dict[UUID, Person] = {p.id: p for p in verden.personer}
        self.saker: dict[UUID, Sak] = {s.id: s for s in verden.saker}
        self.sperret = {
            (s.barn, s.bruker)
            for s in verden.sperringer
            if self.k("a block that is not lifted", not s.opphevet)
        }
        self.deltakere = grouped(verden.deltakere, lambda d: (d.sak, d.bruker))
        self.ansettelser: dict[Any, list[Ansettelse]] = grouped(verden.ansettelser, lambda a: a.bruker)
        self.relasjoner: dict[Any, list[Relasjon]] = grouped(verden.relasjoner, lambda r: r.barn)
        self.noed: dict[Any, list[Noedtilgang]] = grouped(verden.noedtilganger, lambda n: (n.sak, n.bruker))
        self.krav = grouped(verden.krav, lambda k: (k.sak, k.tjeneste))
        self.samtykker: dict[Any, list[Samtykke]] = grouped(
            verden.samtykker, lambda y: (y.krav.sak, y.krav.tjeneste, y.krav.giver)
        )
        self.skjermet = {(s.objekt, s.bruker) for s in verden.skjerminger}
        self.innlegg: dict[UUID, Innlegg] = {i.id: i for i in verden.innlegg}
        self.fravaer = grouped(verden.fravaer, lambda f: (f.bruker, f.vikar, f.tjeneste))
        self.invitasjoner = grouped(verden.invitasjoner, lambda i: (i.sak, i.bruker))
        self.dekning: dict[tuple[UUID, UUID], Dekning] = {}

    def k(self, navn: str, svar: bool) -> bool:
        """A condition by its name."""
        self.hoerte.add((navn, svar))
        return self.boeyd.get(navn, svar)

    # What a person may

    def ser(self, person: UUID, sak: UUID) -> Svar:
        """Whether the case exists for the person now."""
        roller, nei = self.roller(self.personer[person], self.saker[sak])
        return (
            Svar(True, "som " + ", ".join(roller))
            if roller
            else Svar(False, "; ".join(nei) or "tar ikke del")
        )

    def er_spurt(self, person: UUID, sak: UUID) -> bool:
        """Whether a question of consent in the case was put to the person."""
        return any(k.giver == person for (i_sak, _), alle in self.krav.items() if i_sak == sak for k in alle)

    def maa(self, person: UUID, sak: UUID, tillatelse: str) -> Svar:
        """Whether a role that holds now gives the verb, and guardian's row is there."""
        roller, nei = self.roller(self.personer[person], self.saker[sak])
        gir = [rolle for rolle in roller if self.k("the role gives the verb", tillatelse in TABELL[rolle])]
        if not gir:
            return Svar(
                False,
                f"ser som {', '.join(roller)}, som ikke må" if roller else "; ".join(nei) or "tar ikke del",
            )
        har_rad = self.k("guardian's row is there", (person, sak, tillatelse) in self.v.tillatelser)
        return Svar(True, f"som {', '.join(gir)}") if har_rad else Svar(False, "guardians rad mangler")

    def ser_innlegg(self, person: UUID, innlegg: Innlegg) -> Svar:
        """An entry exists for who sees the case, unless it, or what it corrects, is shielded from them."""
        if not (svar := self.ser(person, innlegg.sak)).ja:
            return svar
        return Svar(False, "skjermet") if self.er_skjermet(person, innlegg) else svar

    def er_skjermet(self, person: UUID, innlegg: Innlegg) -> bool:
        """Shielded by itself, by its themes, or because it corrects something that is."""
        if not self.k("its themes are covered", self.leser_temaer(person, innlegg)):
            return True
        if not self.k("the row is not shielded", (innlegg.id, person) not in self.skjermet):
            return True
        rettet = innlegg.retter is not None and self.er_skjermet(person, innlegg.retter)
        return not self.k("what it corrects is not shielded", not rettet)

    def leser_temaer(self, person: UUID, innlegg: Innlegg) -> bool:
        """Whether a part that holds reads it: by consent, what all have said yes to; any other part, everything."""
        if not innlegg.temaer:
            return True
        s = self.saker[innlegg.sak]
        deler = self.deler(self.personer[person], s)[0]
        return not deler or any(
            tjeneste is None or innlegg.temaer <= self.dekket(s, tjeneste).temaer
            for _rolle, tjeneste in deler
        )

    def ser_skjerming(self, person: UUID, sak: UUID, objekt: UUID) -> Svar:
        """That something is shielded is known to the staff of the case who see it themselves."""
        svar = self.maa(person, sak, "add_innlegg")
        return Svar(False, "skjermet") if svar.ja and self.er_skjermet(person, self.innlegg[objekt]) else svar

    # The rule

    def roller(self, p: Person, s: Sak) -> tuple[list[str], list[str]]:
        """The roles that hold now, and why the others do not."""
        ja, nei = self.deler(p, s)
        return sorted({rolle for rolle, _tjeneste in ja}), nei

    def deler(self, p: Person, s: Sak) -> tuple[list[tuple[str, UUID | None]], list[str]]:
        """The same, each with the service whose consent it hangs on."""
        if not self.k("the login is in use", p.aktiv):
            return [], ["kontoen er ikke i bruk"]
        if not self.k("nobody has blocked the person from the child", (s.barn.id, p.id) not in self.sperret):
            return [], ["sperret fra barnet"]
        ja: list[tuple[str, UUID | None]] = []
        nei: list[str] = []
        for d in self.deltakere.get((s.id, p.id), ()):
            if hindring := self.hinder(d, s):
                nei.append(hindring)
            else:
                ja.append(self.del_av(d, s))
        for n in self.noed.get((s.id, p.id), ()):
            if hindring := self.hinder_noed(n, s):
                nei.append(hindring)
            else:
                ja.append(("noedtilgang", None))
        return ja, nei

    def del_av(self, d: Deltaker, s: Sak) -> tuple[str, UUID | None]:
        """The part: reading alone for a service that not everybody has said yes to the writing of."""
        if d.rolle not in ANSATTROLLER or d.tjeneste == s.tjeneste:
            return d.rolle, None
        return (d.rolle if self.dekket(s, d.tjeneste).skriver else "leser"), d.tjeneste

    def hinder(self, d: Deltaker, s: Sak) -> str:
        """What stands in the way of a part in a case; nothing when it holds."""
        if not self.holder("participation", d.fra, d.til):
            return "deltakelsen gjelder ikke i dag"
        if d.rolle in ANSATTROLLER:
            return self.hinder_ansatt(d, s)
        return self.hinder_foresatt(d, s) if d.rolle == "foresatt" else self.hinder_ungdom(d, s)

    def hinder_ansatt(self, d: Deltaker, s: Sak) -> str:
        if not self.er_ansatt("employment", d.bruker, d.tjeneste):
            return "ikke ansatt i tjenesten i dag"
        if d.vikar_for and (hindring := self.hinder_vikar(d, d.vikar_for, s)):
            return hindring
        if self.k("the responsible service", d.tjeneste == s.tjeneste):
            return ""
        if not self.k("the service works in the municipality", (d.tjeneste, s.kommune) in self.v.virker_i):
            return "tjenesten virker ikke i kommunen"
        return self.udekket(s, d.tjeneste)

    def hinder_vikar(self, d: Deltaker, o: Deltaker, s: Sak) -> str:
        """Who stands in has no more than the absent one would have had, and for as long as the absence is."""
        fravaer = self.fravaer.get((o.bruker, d.bruker, o.tjeneste), ())
        if not self.k(
            "the absence is not ended",
            any(not f.avsluttet and self.holder("", f.fra, f.til) for f in fravaer),
        ):
            return "fraværet er over"
        if not self.holder("the absent one's participation", o.fra, o.til):
            return "den fraværende tar ikke del i dag"
        if not self.k("the absent one's login is in use", self.personer[o.bruker].aktiv):
            return "den fraværendes konto er ikke i bruk"
        if not self.er_ansatt("the absent one's employment", o.bruker, o.tjeneste):
            return "den fraværende er ikke ansatt i dag"
        if not self.k("the absent one is not blocked", (s.barn.id, o.bruker) not in self.sperret):
            return "den fraværende er sperret fra barnet"
        return ""

    def hinder_foresatt(self, d: Deltaker, s: Sak) -> str:
        r = next((r for r in self.relasjoner.get(s.barn.id, ()) if r.bruker == d.bruker), None)
        if r is None:
            return "ingen relasjon til barnet"
        if not self.k("the relation is not blocked", not r.blokkert):
            return "relasjonen er sperret"
        if not self.k("the relation has not ended", r.til is None or r.til >= self.v.idag):
            return "relasjonen er over"
        bekreftet = {"ingen": ("register", "to_personer"), "fortrolig": ("to_personer",)}.get(
            s.barn.sperre, ()
        )
        if not self.k(f"confirmed as the address asks: {s.barn.sperre}", r.verifisering in bekreftet):
            return f"relasjonen er {r.verifisering}, adressen {s.barn.sperre}"
        if r.hvem in INVITERES and not self.k("the family has invited", self.invitert(r, s)):
            return "familien har ikke invitert, eller ikke alle vil"
        if not self.k("the child is below the age", not self.alder(s, "foresatt_innsyn_til_alder")):
            return "barnet er for gammelt for foresattes innsyn"
        har_overtatt = s.barn.overtatt and self.k("old enough to take over", self.alder(s, "overta_alder"))
        if not self.k("the young person has not taken over", not har_overtatt):
            return "den unge har overtatt"
        return ""

    def hinder_ungdom(self, d: Deltaker, s: Sak) -> str:
        if not self.k("the case is about the person", s.barn.bruker == d.bruker):
            return "saken handler om en annen"
        tidlig = self.k("invited early", d.tidlig) and self.k(
            "old enough to be invited early", self.alder(s, "tidlig_innsyn_alder")
        )
        if not self.k("old enough for one's own case", self.alder(s, "egen_innsyn_alder") or tidlig):
            return "for ung"
        return ""

    def hinder_noed(self, n: Noedtilgang, s: Sak) -> str:
        if not self.k("the emergency is not ended", not n.avsluttet):
            return "nødtilgangen er avsluttet"
        if not self.k("the emergency has begun", n.aapnet <= self.v.naa):
            return "nødtilgangen er ikke begynt"
        if not self.k("the emergency has not run out", self.v.naa < n.utloeper):
            return "nødtilgangen er utløpt"
        her = [t for t, kommune in self.v.virker_i if kommune == s.kommune]
        if not self.k("employed in the municipality", any(self.er_ansatt("", n.bruker, t) for t in her)):
            return "ikke ansatt i noen tjeneste i kommunen"
        if not self.k("the address is not strictly protected", s.barn.sperre in ("ingen", "fortrolig")):
            return "adressen er sperret for nødtilgang"
        return ""

    # Parts of conditions

    def holder(self, hva: str, fra: date, til: date | None) -> bool:
        begun, over = fra <= self.v.idag, til is not None and til < self.v.idag
        if not hva:
            return begun and not over
        return self.k(f"{hva} has begun", begun) and self.k(f"{hva} is not over", not over)

    def er_ansatt(self, hva: str, bruker: UUID, tjeneste: UUID | None) -> bool:
        ansettelser = self.ansettelser.get(bruker, ())
        her = [
            a
            for a in ansettelser
            if (self.k(f"{hva} is in the service", a.tjeneste == tjeneste) if hva else a.tjeneste == tjeneste)
        ]
        return any(self.holder(hva, a.fra, a.til) for a in her)

    def alder(self, s: Sak, innstilling: str) -> bool:
        """Whether the child has reached the age that the municipality, or else the default, has set."""
        aar = self.v.innstillinger.get((s.kommune, innstilling), STANDARD[innstilling])
        return s.barn.foedt is not None and turns(s.barn.foedt, aar) <= self.v.idag


def grouped[T](rader: Iterable[T], noekkel: Callable[[T], Any]) -> dict[Any, list[T]]:
    """Rows by key."""
    ut: dict[Any, list[T]] = defaultdict(list)
    for rad in rader:
        ut[noekkel(rad)].append(rad)
    return ut
