"""One person's round of the addresses: asks, judges each answer, compares what is hidden with what does not exist."""

import os
from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from typing import Any

from django.test import Client

from tests.husregler.kode import Adresse
from tests.tilgang.feiing.felt import Felt
from tests.tilgang.feiing.flater import read_pdf
from tests.tilgang.feiing.galleri import PRINSIPALER, Prinsipal
from tests.tilgang.feiing.hvem_ser import may_see
from tests.tilgang.feiing.kanari import Kanari
from tests.tilgang.feiing.svar import FEIL_METODE, SKJULT, Svar, ask, expect, is_as, log_in
from tests.tilgang.innhold import Innhold

NATT = bool(os.environ.get("STAFETT_NATT"))
# What a POST must carry to be understood at all; everywhere else an empty one is answered.
KROPPER: dict[str, Callable[[Felt], dict[str, Any]]] = {
    "stafettlogg:steg": lambda felt: {"gjort": str(felt.rader["stegstatus"].steg_id)},
}


# Whom an author may let into a shielded concern, the case or no case: barnevern's own people, on that page alone.
TIL_VALG = {"bti:skjermet-navngi": {"bruker bodil", "arbeid bodil"}}


class Runde:
    """Keeps what is wrong, by what was asked, and how many answers there were."""

    def __init__(self, felt: Felt, prinsipal: Prinsipal, tilstand: str) -> None:
        self.felt, self.prinsipal = felt, prinsipal
        self.roller, self.slag = prinsipal.roller_i(tilstand), prinsipal.slag_i(tilstand)
        # Of age, the young person alone says who is invited (tilgang_givere), and so reads who is asked for.
        self.alene = prinsipal.navn == "ungdom" and tilstand == "barnet er 18"
        self.client: Client = log_in(felt, prinsipal)
        self.oppdiktet = felt.innhold.made_up()
        self.galt: dict[str, object] = {}
        self.sett: set[Kanari] = set()
        self.antall = self.spurt = 0

    def ask(
        self, metode: str, adresse: Adresse, *, htmx: bool = False, innhold: Innhold | None = None
    ) -> Svar:
        """Ask one address one way, and judge the answer."""
        innhold = innhold or self.felt.innhold
        forventet = expect(adresse, self, innhold)
        svar = self._ask(metode, adresse, innhold, htmx=htmx)
        navn = f"{metode}{' htmx' if htmx else ''} {adresse.navn}"
        if not is_as(forventet, svar, adresse):
            self.galt[navn] = f"{forventet}, og fikk {svar.status}"
        if forventet == SKJULT and svar.status != FEIL_METODE and self._turn():
            self._compare(navn, metode, adresse, svar, innhold, htmx=htmx)
        return svar

    def ask_bare(self, metode: str, adresse: Adresse) -> Svar:
        """Ask in a way that no page is made for: what flies is judged, and that a made-up id answers alike."""
        innhold = self.felt.innhold
        svar = self._ask(metode, adresse, innhold, htmx=False)
        if expect(adresse, self, innhold) == SKJULT:
            self._compare(f"{metode} {adresse.navn}", metode, adresse, svar, innhold, htmx=False)
        return svar

    def _turn(self) -> bool:
        """Every other question is compared, each person's on other addresses; at night every one."""
        self.spurt += 1
        return NATT or (self.spurt + PRINSIPALER.index(self.prinsipal)) % 2 == 0

    def look(self, flate: str, text: str) -> None:
        """Note every canary on a surface, and those that should not have come there."""
        found = self.felt.bur.find(text)
        self.sett |= found
        offered = TIL_VALG.get(flate.partition(" ")[2], set())
        if leaks := [
            k.navn
            for k in found
            if k.rad not in offered
            and not may_see(k, self.prinsipal, self.roller)
            and not (self.alene and k.modell == "Familieinvitasjon")
        ]:
            self.galt[f"LEKKASJE på {flate}"] = sorted(leaks)

    def _ask(self, metode: str, adresse: Adresse, innhold: Innhold, *, htmx: bool) -> Svar:
        self.antall += 1
        kropp = KROPPER.get(adresse.navn)
        svar = ask(self.client, metode, innhold.url(adresse), kropp and kropp(self.felt), htmx=htmx)
        self.look(f"{metode} {adresse.navn}", svar.alt + (read_pdf(svar.raatt) if svar.is_pdf else ""))
        return svar

    def _compare(
        self, navn: str, metode: str, adresse: Adresse, svar: Svar, innhold: Innhold, *, htmx: bool
    ) -> None:
        """The same question about what does not exist has the same answer."""
        annet = self._ask(metode, adresse, self.oppdiktet, htmx=htmx)
        ider = {*innhold.ider.values(), *self.oppdiktet.ider.values()}
        her, der = svar.without(ider), annet.without(ider)
        if her != der:
            self.galt[f"{navn} mot oppdiktet"] = list(_differences(her, der))


def _differences(her: Iterable[Any], der: Iterable[Any]) -> Iterator[str]:
    for one, other in zip(her, der, strict=True):
        if isinstance(one, str):
            lines = unified_diff(
                other.splitlines(), one.splitlines(), "oppdiktet", "skjult", n=0, lineterm=""
            )
            yield from (line.strip() for line in lines)
        elif one != other:
            yield f"{one} mot {other}"
