"""The consent pages of the family, put together: one question at a time, in plain words."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from bti.models import Deltaker, Rolle, Sak, Saksstatus
from bti.models.deltaker import FAMILIEROLLER
from bti.queries import deltakere_in
from bti.tilgang.familieinvitasjon import list_hvilende
from samtykke.lesing import Lesning, lesning_of, read_all
from samtykke.models import Samtykke, Samtykkekrav, Samtykkeslag, Samtykketekst
from samtykke.queries import (
    givere_in,
    krav_in,
    last_date,
    services_that_may_take_over,
    services_with_access,
)
from samtykke.temaliste import words_of
from samtykke.tilstand import Tilstand, living_samtykke, lost_access, period_of, tilstand_of, waits_for_answer


@dataclass
class Spoersmaal:
    """One question to one giver, with the words that belong to it."""

    krav: Samtykkekrav
    tilstand: Tilstand
    siste_dag: date
    les: Lesning | None = None
    antall_spurt: int = 1
    antall_ja: int = 0
    har_innsyn: bool = False  # of taking over: whether the service may do so now
    har_folk: bool = False  # whether anybody of the service takes part
    mistet_innsyn: bool = False
    er_ute: bool = False  # of taking over: the service does not see the case, and so cannot

    @property
    def gjelder_ikke(self) -> bool:
        """I have said yes and the service was in; another's yes holds no longer, and so mine opens nothing."""
        return self.er_besvart_ja and self.mistet_innsyn and not self.har_innsyn

    @property
    def samtykke(self) -> Samtykke | None:
        return living_samtykke(self.krav)

    @property
    def er_besvart_ja(self) -> bool:
        return self.tilstand == Tilstand.JA

    @property
    def er_aapent(self) -> bool:
        return waits_for_answer(self.krav) and self.kan_besvares

    @property
    def kan_besvares(self) -> bool:
        """A question whose last day has passed must be asked anew; a closed case asks nothing, and nobody is asked
        about a service that is closed down, or what they are no longer asked about.
        """
        today, nedlagt = timezone.localdate(), self.krav.tjeneste.nedlagt_dato
        is_put = self.krav.frafalt_at is None and not (nedlagt and nedlagt <= today)
        return is_put and self.siste_dag >= today and self.krav.sak.status == Saksstatus.AAPEN

    @property
    def tar_imot_svar(self) -> bool:
        """Whether the page of the question is open: it can be answered, and no yes stands that nobody asks to renew."""
        return self.kan_besvares and (self.samtykke is None or self.krav.fornyes)

    @property
    def begynner(self) -> date | None:
        """The first day of a yes that has not begun to hold."""
        ja = self.samtykke
        return ja.gyldig_fra if ja and ja.gyldig_fra > timezone.localdate() else None

    @property
    def kan_skrive(self) -> bool:
        return bool(self.samtykke and self.samtykke.kan_skrive)

    @property
    def temaer(self) -> list[str]:
        return words_of(self.krav.temaer)

    @property
    def tekst(self) -> Samtykketekst | None:
        return self.les.tekst if self.les else None

    @property
    def temaer_paa_spraaket(self) -> list[str]:
        """What is asked about, in the language that the rest is read in."""
        return [self.les.temaer[tema] for tema in self.krav.temaer] if self.les else self.temaer


@dataclass
class Samtykkeside:
    """Everything one giver has been asked in a case; open questions first."""

    aapne: list[Spoersmaal]
    besvarte: list[Spoersmaal]


def spoersmaal_of(krav: Samtykkekrav, *, lesespraak: str = "") -> Spoersmaal:
    """Return one question with its text in the language of the reader, for the page that answers it."""
    les = lesning_of(krav, lesespraak=lesespraak)
    with_access = services_with_access(krav.sak) if krav.gjelder_ansvar else set()
    return Spoersmaal(
        krav,
        tilstand_of(krav),
        last_day_of(krav),
        les,
        len(givere_in(krav.sak)),
        er_ute=_is_out(krav, with_access),
    )


def _is_out(krav: Samtykkekrav, with_access: set[UUID]) -> bool:
    """Whether it asks about taking over by a service that does not see the case: that one cannot."""
    return krav.gjelder_ansvar and krav.tjeneste_id not in with_access


def last_day_of(krav: Samtykkekrav) -> date:
    """The last day that a yes given today may reach."""
    return min(krav.foreslaatt_til, last_date(krav.sak))


def open_questions_in(sak: Sak, *, bruker_id: UUID, lesespraak: str = "") -> list[Spoersmaal]:
    """Return what one person is asked now in a case, with the text that is read before the answer."""
    latest = last_date(sak)
    mine = krav_in(sak).select_related("requested_by", "tjeneste").filter(giver_id=bruker_id)
    rows, questions = list(mine), []
    with_access = services_with_access(sak) if any(krav.gjelder_ansvar for krav in rows) else set()
    for krav, les in read_all(sak, rows, lesespraak=lesespraak):
        siste_dag = min(krav.foreslaatt_til, latest)
        ute = _is_out(krav, with_access)
        questions.append(Spoersmaal(krav, tilstand_of(krav), siste_dag, les, er_ute=ute))
    return [one for one in questions if one.er_aapent and one.les]


def samtykkeside(sak: Sak, *, bruker_id: UUID) -> Samtykkeside:
    """Return the questions to one person; how the others answered is told as a number, not by name."""
    latest, with_access = last_date(sak), services_with_access(sak)
    with_people = set(deltakere_in(sak).values_list("tjeneste_id", flat=True))
    every = list(krav_in(sak))
    can_take_over = services_that_may_take_over(sak) if any(krav.gjelder_ansvar for krav in every) else set()
    mine = []
    for krav in every:
        if krav.giver_id != bruker_id:
            continue
        krav.sak = sak
        same = [other for other in every if (other.tjeneste_id, other.slag) == (krav.tjeneste_id, krav.slag)
                and other.frafalt_at is None]  # fmt: skip
        yes = sum(living_samtykke(other) is not None for other in same)
        mine.append(
            Spoersmaal(krav, tilstand_of(krav), min(krav.foreslaatt_til, latest), None, len(same), yes,
                       krav.tjeneste_id in (can_take_over if krav.gjelder_ansvar else with_access),
                       krav.tjeneste_id in with_people,
                       lost_access([period_of(other) for other in same]),
                       _is_out(krav, with_access))
        )  # fmt: skip
    return Samtykkeside([s for s in mine if s.er_aapent], [s for s in mine if not s.er_aapent])


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
        for krav in krav_in(self.sak).filter(slag=Samtykkeslag.INNSYN) if self.venter else []:
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
