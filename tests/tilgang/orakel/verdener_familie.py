"""Families in the random worlds: two homes, and whom the family has invited, with dice of their own."""

from datetime import timedelta
from random import Random
from uuid import UUID

from tests.tilgang.orakel.orakel import TABELL
from tests.tilgang.orakel.rader import (
    Deltaker,
    Invitasjon,
    Invitasjonssvar,
    Person,
    Relasjon,
    Sak,
    Verden,
)
from tests.tilgang.orakel.samtykkedel import BEKREFTET, INVITERES


def make_to_hjem(r: Random, relasjoner: list[Relasjon]) -> None:
    """The child lives with one of two, mostly as everybody knows; the other is mostly not asked."""
    for rel, bor_her in zip(relasjoner, (True, r.choice([False, False, None])), strict=False):
        rel.ansvar, rel.bor_her, rel.blokkert, rel.til = True, bor_her, False, None
        rel.hvem = r.choice(["mor", "mor", "mor" if bor_her else "verge"])
        rel.verifisering = r.choice(["to_personer", "register", "to_personer" if bor_her else "ingen"])
    if relasjoner and r.random() * 100 < 30:
        uviss = r.choice([(None, "register"), (True, "ingen")])
        relasjoner[0].bor_her, relasjoner[0].verifisering = uviss


def add_inviterte(verden: Verden, froe: int) -> Verden:
    """Put somebody whom the family wants with them into half of the cases; then one thing or another is wrong."""
    r = Random(froe + 1_000_000)  # noqa: S311 (worlds, not secrets)
    for sak in verden.saker:
        if r.random() < 0.5:
            _Invitert(verden, sak, r).put_in()
    return verden


class _Invitert:
    """One who is invited: a relation, a part in the case, and mostly an invitation that everybody has said yes to."""

    def __init__(self, verden: Verden, sak: Sak, r: Random) -> None:
        self.v, self.sak, self.r = verden, sak, r

    def put_in(self) -> None:
        person = Person(self._ny(), f"Invitert Nr{len(self.v.personer)}")
        self.v.personer.append(person)
        igaar = self.v.idag - timedelta(days=1)
        self.v.relasjoner.append(
            Relasjon(
                self.sak.barn.id, person.id, ansvar=False, hvem=self.r.choice(INVITERES),
                verifisering=self.r.choice([*BEKREFTET * 4, "ingen"]), blokkert=self.r.random() < 0.06,
                bor_her=self.r.choice([True, False, None]),
                til=self.r.choice([None] * 8 + [igaar, self.v.idag]),
            )
        )  # fmt: skip
        fra = self.v.idag - timedelta(days=30)
        self.v.deltakere.append(Deltaker(self._ny(), self.sak.id, person.id, "foresatt", None, fra))
        self.v.tillatelser |= {(person.id, self.sak.id, verb) for verb in TABELL["foresatt"]}
        for _ in range(self.r.choice([0, 1, 1, 1, 1, 1, 1, 2])):
            self.v.invitasjoner.append(self._invitasjon(person))

    def _invitasjon(self, person: Person) -> Invitasjon:
        """Those who answer for the child, and somebody who does not; mostly they say yes."""
        svarer = {
            rel.bruker
            for rel in self.v.relasjoner
            if rel.barn == self.sak.barn.id and rel.bruker != person.id
        }
        svarer |= {self.sak.barn.bruker} - {None}
        svar = [
            Invitasjonssvar(giver, ja=self.r.random() > 0.08, trukket=self.r.random() < 0.08)
            for giver in sorted(svarer) if self.r.random() > 0.06
        ]  # fmt: skip
        svar += [  # taken back, and given anew
            Invitasjonssvar(gammelt.giver, ja=True)
            for gammelt in svar
            if gammelt.trukket and self.r.random() < 0.3
        ]
        return Invitasjon(self._ny(), self.sak.id, person.id, svar, avsluttet=self.r.random() < 0.1)

    def _ny(self) -> UUID:
        return UUID(int=self.r.getrandbits(128), version=4)
