"""What the database says beside what the oracle says. A difference is told with the rows that it hangs on."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tests.tilgang.orakel.orakel import Orakel, Svar
from tests.tilgang.orakel.rader import Verden

FLEST = 8  # differences that are told in full
LANG_ID = re.compile(r"UUID\('(\w{4})[\w-]+'\)")  # four digits tell the rows of a world apart


class Sammenlikning:
    """Counts questions and differences in one world."""

    def __init__(self, froe: int, verden: Verden) -> None:
        self.froe, self.v, self.orakel = froe, verden, Orakel(verden)
        self.avgjoerelser = self.svar = 0
        self.avvik: list[str] = []
        self.om: dict[tuple[UUID, UUID], list[str]] = {}
        self.involverte = {(d.bruker, d.sak) for d in verden.deltakere} | {
            (n.bruker, n.sak) for n in verden.noedtilganger
        }

    def ask(
        self,
        ventet: Svar,
        fikk: Any,
        *,
        maate: str,
        person: UUID,
        sak: UUID,
        hva: str = "leser",
        ny: bool = True,
    ) -> None:
        """One answer. ``ny`` is for a question that has not been asked in another way before."""
        self.avgjoerelser += ny
        self.svar += 1
        if bool(fikk) is not ventet.ja:
            ventet_ord = "ja" if ventet.ja else "nei"
            self.avvik.append(f"{maate}: {hva}: orakelet sier {ventet_ord} ({ventet.hvorfor}), fikk {fikk!r}")
            self.om.setdefault((person, sak), []).append(self.avvik[-1])

    def ask_all(
        self, funnet: Mapping[UUID, Any] | set[UUID], *, maate: str, person: UUID, ny: bool = True
    ) -> None:
        """Every case at once: those that came in a list, against those that the oracle says are seen."""
        for sak in self.v.saker:
            har = funnet.get(sak.id) if isinstance(funnet, Mapping) else sak.id in funnet
            self.ask(self.orakel.ser(person, sak.id), har, maate=maate, person=person, sak=sak.id, ny=ny)
        fremmede = set(funnet) - {s.id for s in self.v.saker}
        if fremmede:
            self.avvik.append(f"{maate}: saker som ikke er i verdenen: {fremmede}")

    def explain(self, person: UUID, sak: UUID) -> str:
        """Every row about the person and the case."""
        s = self.orakel.saker[sak]
        rader: list[Iterable[Any]] = [
            (p for p in self.v.personer if p.id == person),
            [s],
            (a for a in self.v.ansettelser if a.bruker == person),
            (d for d in self.v.deltakere if (d.sak, d.bruker) == (sak, person)),
            (f for f in self.v.fravaer if person in (f.bruker, f.vikar)),
            (r for r in self.v.relasjoner if r.barn == s.barn.id),
            (k for k in self.v.krav if k.sak == sak),
            (y for y in self.v.samtykker if y.krav.sak == sak),
            (x for x in self.v.sperringer if x.barn == s.barn.id),
            (n for n in self.v.noedtilganger if (n.sak, n.bruker) == (sak, person)),
            (k for k in self.v.skjerminger if k.sak == sak),
        ]
        innstillinger = {
            navn: aar for (kommune, navn), aar in self.v.innstillinger.items() if kommune == s.kommune
        }
        tekst = (
            "\n".join(f"    {rad}" for liste in rader for rad in liste)
            + f"\n    {innstillinger} {self.v.naa}"
        )
        return LANG_ID.sub(r"\1", tekst)

    def finish(self, record_property: Any) -> None:
        """Say the figures, and fail with the first differences."""
        record_property("tall:avgjoerelser", self.avgjoerelser)
        record_property("tall:svar_sammenliknet", self.svar)
        record_property("tall:avvik", len(self.avvik))
        deler = [f"frø {self.froe}, klokka {self.v.naa}: {len(self.avvik)} avvik"]
        for (person, sak), avvik in list(self.om.items())[:FLEST]:
            deler += ["", *avvik[:FLEST], self.explain(person, sak)]
        assert not self.avvik, "\n".join(deler if self.om else [*deler, *self.avvik])
