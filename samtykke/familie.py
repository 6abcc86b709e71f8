"""The consent pages of the family, put together: one question at a time, in plain words."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from bti.models import Deltaker, Rolle, Sak, Saksstatus, Tjeneste
from bti.models.deltaker import FAMILIEROLLER
from bti.queries import deltakere_in
from bti.tilgang.familieinvitasjon import list_hvilende
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from samtykke.oversikt import ORD, Tilstand, living_samtykke, lost_access, period_of, tilstand_of, words_of
from samtykke.queries import current_tekst, givere_in, krav_in, last_date, services_with_access


@dataclass
class Spoersmaal:
    """One question to one giver, with the words that belong to it."""

    krav: Samtykkekrav
    tilstand: Tilstand
    siste_dag: date
    tekst: Samtykketekst | None = None
    antall_spurt: int = 1
    antall_ja: int = 0
    har_innsyn: bool = False
    har_folk: bool = False  # whether anybody of the service takes part
    mistet_innsyn: bool = False

    @property
    def ord(self) -> str:
        return str(ORD[self.tilstand][0])

    @property
    def farge(self) -> str:
        return ORD[self.tilstand][1]

    @property
    def gjelder_ikke(self) -> bool:
        """I have said yes and the service was in; another's yes holds no longer, and so mine opens nothing."""
        return self.er_besvart_ja and self.mistet_innsyn and not self.har_innsyn

    @property
    def merke(self) -> str:
        return str(_("Gjelder ikke nå")) if self.gjelder_ikke else self.ord

    @property
    def merkefarge(self) -> str:
        return "warning" if self.gjelder_ikke else self.farge

    @property
    def samtykke(self) -> Samtykke | None:
        return living_samtykke(self.krav)

    @property
    def er_besvart_ja(self) -> bool:
        return self.tilstand == Tilstand.JA

    @property
    def er_aapent(self) -> bool:
        return self.tilstand == Tilstand.VENTER and self.kan_besvares

    @property
    def kan_besvares(self) -> bool:
        """A question whose last day has passed must be asked anew; a closed case asks nothing."""
        return self.siste_dag >= timezone.localdate() and self.krav.sak.status == Saksstatus.AAPEN

    @property
    def mine_temaer(self) -> list[str]:
        return words_of(self.samtykke.temaer) if self.samtykke else []

    @property
    def temaer(self) -> list[str]:
        return words_of(self.krav.temaer)

    @property
    def innledning(self) -> list[str]:
        return linjer_of(self.tekst.innledning, self.krav.tjeneste) if self.tekst else []

    @property
    def ved_ja(self) -> list[str]:
        return linjer_of(self.tekst.hva_skjer_ved_ja, self.krav.tjeneste) if self.tekst else []

    @property
    def ved_nei(self) -> list[str]:
        return linjer_of(self.tekst.hva_skjer_ved_nei, self.krav.tjeneste) if self.tekst else []


@dataclass
class Samtykkeside:
    """Everything one giver has been asked in a case; open questions first."""

    aapne: list[Spoersmaal]
    besvarte: list[Spoersmaal]


def spoersmaal_of(krav: Samtykkekrav) -> Spoersmaal:
    """Return one question with its text, for the page that answers it."""
    siste_dag = min(krav.foreslaatt_til, last_date(krav.sak))
    givere = len(givere_in(krav.sak))
    return Spoersmaal(krav, tilstand_of(krav), siste_dag, current_tekst(krav.sak.kommune_id), givere)


def samtykkeside(sak: Sak, *, bruker_id: UUID) -> Samtykkeside:
    """Return the questions to one person; how the others answered is told as a number, not by name."""
    latest, with_access = last_date(sak), services_with_access(sak)
    with_people = set(deltakere_in(sak).values_list("tjeneste_id", flat=True))
    every = list(krav_in(sak))
    mine = []
    for krav in every:
        if krav.giver_id != bruker_id:
            continue
        krav.sak = sak
        same = [other for other in every if other.tjeneste_id == krav.tjeneste_id]
        yes = sum(living_samtykke(other) is not None for other in same)
        mine.append(
            Spoersmaal(krav, tilstand_of(krav), min(krav.foreslaatt_til, latest), None, len(same), yes,
                       krav.tjeneste_id in with_access, krav.tjeneste_id in with_people,
                       lost_access([period_of(other) for other in same]))
        )  # fmt: skip
    return Samtykkeside([s for s in mine if s.er_aapent], [s for s in mine if not s.er_aapent])


def linjer_of(tekst: str, tjeneste: Tjeneste) -> list[str]:
    """Return a consent text as lines, with the service's own name in it."""
    return [line.strip().replace("{tjeneste}", tjeneste.navn) for line in tekst.splitlines() if line.strip()]


@dataclass
class Innsyn:
    """Who sees the case now, who waits for the family's yes, and whom one calls: on every family page."""

    sak: Sak
    med: list[Deltaker]
    venter: list[Deltaker]

    @property
    def stafettholder(self) -> Deltaker | None:
        return next((d for d in self.med if d.holder_pinnen), None)

    @property
    def vikarer(self) -> list[Deltaker]:
        """Those who stand in for the one who holds the baton, today."""
        return [d for d in self.med if d.rolle == Rolle.STAFETTHOLDER and not d.holder_pinnen]

    @property
    def seere(self) -> set[UUID]:
        return {d.bruker_id for d in self.med}

    @cached_property
    def utenfor(self) -> list[tuple[Deltaker, Tilstand]]:
        """Those who are named and see nothing, each with why: not asked, not answered, refused, withdrawn, run out."""
        tilstander: dict[UUID | None, set[Tilstand]] = {}
        for krav in krav_in(self.sak) if self.venter else []:
            tilstander.setdefault(krav.tjeneste_id, set()).add(tilstand_of(krav))
        return [(d, _reason(tilstander.get(d.tjeneste_id, set()))) for d in self.venter]

    @property
    def ikke_ennaa(self) -> set[UUID]:
        """Those who wait for the first yes; the others outside have been refused or have lost it."""
        waits = (Tilstand.IKKE_SPURT, Tilstand.VENTER)
        return {d.bruker_id for d, grunn in self.utenfor if grunn in waits}

    def tjeneste_of(self, bruker_id: UUID) -> str:
        """The service a person in the case works in; empty for the family."""
        return next(
            (d.tjeneste.navn for d in (*self.med, *self.venter) if d.bruker_id == bruker_id and d.tjeneste),
            "",
        )


def _reason(tilstander: set[Tilstand]) -> Tilstand:
    """Why a service is out: what one giver has ended weighs more than what another has not answered."""
    if not tilstander:
        return Tilstand.IKKE_SPURT
    order = (Tilstand.NEI, Tilstand.TRUKKET, Tilstand.UTLOEPT)
    return next((tilstand for tilstand in order if tilstand in tilstander), Tilstand.VENTER)


def innsyn_in(sak: Sak, deltakere: list[Deltaker] | None = None) -> Innsyn:
    """Return who sees the case, as the access rule has it; of those who take part, when the caller has read them."""
    with_access = {sak.tjeneste_id, *services_with_access(sak)}
    if deltakere is None:
        deltakere = list(deltakere_in(sak))
    ute = list_hvilende(sak.pk) if any(d.er_bare_invitert for d in deltakere) else set()
    inne = [d for d in deltakere if not (d.is_familie and d.bruker_id in ute)]
    med = [d for d in inne if d.rolle in FAMILIEROLLER or d.tjeneste_id in with_access]
    return Innsyn(sak, med, [d for d in inne if d not in med])
