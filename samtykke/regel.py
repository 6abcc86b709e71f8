"""The rule of who must say yes, as a municipality sets it: its ages in the law's frame, and what a change does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti.innstillinger import INNSTILLINGER
from bti.tilgang import samtykkeoppsett
from samtykke.hvem_side import (
    EGEN,
    FORELDRE_TIL,
    OVERSKRIFTER,
    Aldersregel,
    aldersregler_of,
    key_of,
    settings_of,
)
from samtykke.models import Omraade

BOSTED = "samtykke_bosted_alene_omraader"
MYNDIG = 18  # vergemålsloven § 8
YNGST = 12  # barnelova § 31: from here great weight is given to what the child thinks


@dataclass(frozen=True)
class Alder:
    """One age of the rule, with the lowest and the highest that the law leaves room for."""

    noekkel: str
    omraade: Omraade
    lavest: int
    hoeyest: int

    @property
    def felt(self) -> str:
        """The field's name on the page."""
        return self.noekkel.removeprefix("samtykke_")

    @property
    def hjemmel(self) -> str:
        return _(INNSTILLINGER[self.noekkel].hjemmel)

    @property
    def setning(self) -> str:
        """What the age means, in one sentence."""
        return str(EGEN_SETNING if self.noekkel.startswith(EGEN) else FORELDRE_SETNING)


EGEN_SETNING: Promise = gettext_lazy("Den unge må si ja selv fra denne alderen.")
FORELDRE_SETNING: Promise = gettext_lazy("De som har foreldreansvar, må si ja fram til denne alderen.")
# The young person no later than the law gives them the word; the parents at least until then, and never past 18.
ALDRE = (
    Alder(key_of(EGEN, Omraade.LOGG), Omraade.LOGG, YNGST, MYNDIG),
    Alder(key_of(FORELDRE_TIL, Omraade.LOGG), Omraade.LOGG, 16, MYNDIG),
    Alder(key_of(EGEN, Omraade.HELSE), Omraade.HELSE, YNGST, 16),
    Alder(key_of(FORELDRE_TIL, Omraade.HELSE), Omraade.HELSE, 16, MYNDIG),
    Alder(key_of(EGEN, Omraade.OPPLAERING), Omraade.OPPLAERING, YNGST, 15),
    Alder(key_of(FORELDRE_TIL, Omraade.OPPLAERING), Omraade.OPPLAERING, 15, MYNDIG),
    Alder(key_of(EGEN, Omraade.BARNEVERN), Omraade.BARNEVERN, YNGST, 15),
    Alder(key_of(FORELDRE_TIL, Omraade.BARNEVERN), Omraade.BARNEVERN, 15, MYNDIG),
)
Regel = dict[str, Any]


def rule_of(kommune_id: UUID) -> Regel:
    """Return the rule as it is now: every age, and where the one that the child lives with answers alone."""
    verdier = settings_of(kommune_id)
    return {navn: verdier[navn] for navn in [*(one.noekkel for one in ALDRE), BOSTED]}


def describe(regel: Regel) -> list[Aldersregel]:
    """Say the rule in words, as everybody reads it on «Hvem må si ja?»."""
    return aldersregler_of(regel)


@dataclass(frozen=True)
class Virkning:
    """What new settings would do in the municipality's open cases: whole fives, None for fewer than five."""

    aapne: int | None
    flere: int | None
    faerre: int | None

    @property
    def linjer(self) -> list[str]:
        """The same in sentences that tell nobody whom it is about."""
        return [
            _("Reglene gjelder {antall} saker som er åpne.").format(antall=self._words(self.aapne)),
            _("I {antall} av dem må flere si ja.").format(antall=self._words(self.flere)),
            _("I {antall} av dem må færre si ja.").format(antall=self._words(self.faerre)),
        ]

    def _words(self, antall: int | None) -> str:
        return _("færre enn 5") if antall is None else _("minst {antall}").format(antall=antall)


def effect_of(kommune_id: UUID, regel: Regel) -> Virkning:
    """Ask the access rule itself what these settings would do. Raises PermissionDenied."""
    return Virkning(*samtykkeoppsett.count_effect(kommune_id, regel))


@dataclass(frozen=True)
class Endring:
    """One change that was made: when, by whom, why, and each thing that is other than it was."""

    tid: datetime
    hvem: str
    begrunnelse: str
    hva: list[str]


def version_and_history(kommune_id: UUID) -> tuple[int, list[Endring]]:
    """Return the version of the rule and what has been changed, newest first. For those who set up."""
    rows = samtykkeoppsett.list_endringer(kommune_id)
    endringer = [
        Endring(tid, hvem, hvorfor, _changes(foer, etter)) for _nr, tid, hvem, foer, etter, hvorfor in rows
    ]
    return (rows[0][0] if rows else 0), endringer


def _changes(foer: Regel, etter: Regel) -> list[str]:
    lines = [
        _("{omraade}: {setning} Før {foer} år, nå {naa} år.").format(
            omraade=OVERSKRIFTER[one.omraade],
            setning=one.setning,
            foer=foer[one.noekkel],
            naa=etter[one.noekkel],
        )
        for one in ALDRE
        if foer.get(one.noekkel) != etter.get(one.noekkel)
    ]
    if foer.get(BOSTED) != etter.get(BOSTED):
        lines.append(
            _("Bare den barnet bor hos: før {foer}, nå {naa}.").format(foer=_named(foer), naa=_named(etter))
        )
    return lines


def _named(regel: Regel) -> str:
    navn = [str(OVERSKRIFTER[omraade]) for omraade in Omraade if omraade.value in regel[BOSTED]]
    return ", ".join(navn) or _("ingen områder")
