"""The oracle on consent: who must say yes, whether they have, and to what. The rest of it: orakel.py."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from tests.tilgang.orakel.rader import (
    Invitasjon,
    Invitasjonssvar,
    Krav,
    Person,
    Relasjon,
    Sak,
    Samtykke,
    Verden,
)

BEKREFTET = ("register", "to_personer")
INVITERES = ("partner", "besteforelder", "fosterforelder", "nettverk")  # in by the family's invitation alone


class Dekning(NamedTuple):
    """Why consent does not cover a service, nothing when it does; whether its people write; what they talk about."""

    hvorfor: str
    skriver: bool = False
    temaer: frozenset[str] = frozenset()


class Samtykkedel:
    """Asks its conditions by name, as the rest of the oracle does."""

    v: Verden
    krav: dict[Any, list[Krav]]
    samtykker: dict[Any, list[Samtykke]]
    relasjoner: dict[Any, list[Relasjon]]
    dekning: dict[tuple[UUID, UUID], Dekning]
    invitasjoner: dict[Any, list[Invitasjon]]
    saker: dict[UUID, Sak]
    personer: dict[UUID, Person]

    if TYPE_CHECKING:

        def k(self, navn: str, svar: bool) -> bool: ...
        def alder(self, s: Sak, innstilling: str) -> bool: ...
        def deler(self, p: Person, s: Sak) -> tuple[list[tuple[str, UUID | None]], list[str]]: ...

    def udekket(self, s: Sak, tjeneste: UUID | None) -> str:
        """Why consent does not cover the service; nothing when it does."""
        return self.dekket(s, tjeneste).hvorfor

    def dekket(self, s: Sak, tjeneste: UUID | None) -> Dekning:
        """How far consent covers the service."""
        if tjeneste is None:
            return Dekning("ingen tjeneste")
        if (s.id, tjeneste) not in self.dekning:
            self.dekning[s.id, tjeneste] = self._dekket(s, tjeneste)
        return self.dekning[s.id, tjeneste]

    def _dekket(self, s: Sak, tjeneste: UUID) -> Dekning:
        borte = tjeneste in self.v.nedlagt and self.v.nedlagt[tjeneste] <= self.v.idag
        if not self.k("the service is not closed down", not borte):
            return Dekning("tjenesten er nedlagt")
        alle = self.krav.get((s.id, tjeneste), ())
        if not self.k("somebody was asked", bool(alle)):
            return Dekning("ingen er spurt")
        krav = [k for k in alle if self.spoer_ennaa(k)]
        givere = self.givere(s, {k.giver for k in krav}, {o for k in krav for o in k.omraader})
        if not self.k("there is somebody to give", bool(givere)):
            return Dekning("ingen kan samtykke")
        levende = {
            g: [y for y in self.samtykker.get((s.id, tjeneste, g), ()) if self.lever(y)] for g in givere
        }
        mangler = [g for g, ja in levende.items() if not ja]
        if not self.k("every giver has said yes", not mangler):
            return Dekning(f"{len(mangler)} av {len(givere)} har ikke samtykket")
        skriver = all(y.skriver for ja in levende.values() for y in ja)
        sagt = [frozenset[str]().union(*(y.temaer for y in ja)) for ja in levende.values()]
        felles = frozenset.intersection(*sagt) if sagt else frozenset[str]()
        return Dekning("", self.k("everybody has said yes to writing", skriver), felles)

    def spoer_ennaa(self, k: Krav) -> bool:
        """A question about seeing the case that is still asked of the person."""
        return self.k("the question is about seeing", k.slag == "innsyn") and self.k(
            "the question has not fallen away", not k.frafalt
        )

    def givere(self, s: Sak, spurte: set[UUID], omraader: Iterable[str]) -> set[UUID | None]:
        """Who must say yes: parents and others asked until an age, the young person from one. None is nobody.

        Each area of law has its own ages, and the log is always among them.
        """
        gravid = not self.k("the case is about a child", s.barn.slag == "barn")
        alle = {"logg", *omraader}
        med_foreldre = set() if gravid else {o for o in alle if self.foreldre_i(s, o)}
        egne = self.v.innstillinger.get((s.kommune, "samtykke_bosted_alene_omraader"), [])
        bare_bosted = self.k("where the child lives decides", bool(med_foreldre) and med_foreldre <= {*egne})
        givere: set[UUID | None] = set()
        if med_foreldre:
            givere |= spurte | set(self.foreldre(s, bare_bosted=bare_bosted))
        if gravid or any(self.ung_i(s, o) for o in sorted(alle)):
            givere.add(s.barn.bruker)
        return givere | (spurte & {s.barn.bruker})

    def foreldre_i(self, s: Sak, omraade: str) -> bool:
        ende = "" if omraade == "logg" else f"_{omraade}"
        return self.k(
            f"the child is below the parents' age{ende}",
            not self.alder(s, f"samtykke_foreldre_til_alder{ende}"),
        )

    def ung_i(self, s: Sak, omraade: str) -> bool:
        ende = "" if omraade == "logg" else f"_{omraade}"
        return self.k(f"old enough to consent{ende}", self.alder(s, f"samtykke_egen_alder{ende}"))

    def foreldre(self, s: Sak, *, bare_bosted: bool) -> list[UUID]:
        """Who answers for the child; one it does not live with is passed over where another is left to answer."""
        svarer = [r for r in self.relasjoner.get(s.barn.id, ()) if self.er_giver(r)]
        bor_hos = [r for r in svarer if r.ansvar and r.bor_her and r.verifisering in BEKREFTET]
        forbi = [
            r
            for r in svarer
            if bare_bosted
            and self.k("somebody else answers where the child lives", bool(bor_hos))
            and self.k("the child is known not to live there", r.bor_her is False)
            and self.k("the relation that is passed over is confirmed", r.verifisering in BEKREFTET)
            and self.k("a parent and no guardian", r.hvem not in ("verge", "barnevern"))
        ]
        return [r.bruker for r in svarer if r not in forbi]

    def er_giver(self, r: Relasjon) -> bool:
        return (
            (
                self.k("has parental responsibility", r.ansvar)
                or self.k("guardian, or has the care", r.hvem in ("verge", "barnevern"))
            )
            and self.k("a giver is not blocked", not r.blokkert)
            and self.k("a giver's relation has not ended", r.til is None or r.til >= self.v.idag)
        )

    def lever(self, y: Samtykke) -> bool:
        return (
            self.k("the consent is to seeing", y.krav.slag == "innsyn")
            and self.k("the consent is not withdrawn", not y.trukket)
            and self.k("the consent has begun", y.fra <= self.v.idag)
            and self.k("the consent has not run out", y.til >= self.v.idag)
        )

    # Who reads what was answered

    def ser_svar(self, person: UUID, krav: Krav) -> bool:
        """Whether a question, and what was answered to it, is read by somebody who sees the case.

        Who is in for another service alone, and is not the stafettholder, reads about their own.
        """
        deler = self.deler(self.personer[person], self.saker[krav.sak])[0]
        egne = {tjeneste for _rolle, tjeneste in deler}
        leser_alt = None in egne or any(rolle == "stafettholder" for rolle, _tjeneste in deler)
        return self.k("reads every answer", leser_alt) or krav.tjeneste in egne

    # Whom the family invites

    def invitert(self, r: Relasjon, s: Sak) -> bool:
        """Whether an invitation of theirs stands, and everybody who must say yes about the log today has said it."""
        givere = self.givere(s, set(), ())
        return self.k("somebody answers for the child", bool(givere)) and any(
            self.k("the invitation is not ended", not i.avsluttet)
            and self.k("everybody wants the invited", all(self.vil_ha(i, giver) for giver in givere))
            for i in self.invitasjoner.get((s.id, r.bruker), ())
        )

    def vil_ha(self, i: Invitasjon, giver: UUID | None) -> bool:
        return any(v.giver == giver and self.sier_ja(v) for v in i.svar)

    def sier_ja(self, v: Invitasjonssvar) -> bool:
        return self.k("the invited got a yes", v.ja) and self.k("the yes is not taken back", not v.trukket)
