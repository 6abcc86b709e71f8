"""What the family's pages show: one card per child, and the plan of one case."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.models import Deltaker, Nivaa, Nivaaendring, Rolle, Sak, Saksstatus
from bti.models.deltaker import FAMILIEROLLER
from bti.queries import deltakere_in, is_sperret
from bti.tilgang.porten import mine_tillatelser
from bti.varsling.models import Varsel
from samtykke.familie import Innsyn, innsyn_in
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.queries import krav_to, require_familie, services_with_access_in
from samtykke.tilstand import living_samtykke, waits_for_answer
from stafettlogg.models import Beslutning, Melding, Moete, Moetedeltaker, Moetestatus
from stafettlogg.nivaahistorie import Nivaahistorie, Nivaalinje, build_historie
from stafettlogg.saksside_samordning import (
    Koordinator,
    has_individuell_plan,
    read_koordinator,
    with_samordning,
)
from stafettlogg.tidslinje import Utvalg
from stafettlogg.tidslinje_familie import Familiehistorie, read_historie
from tiltak.models import Evaluering, Fase, Maal, Tiltak
from tiltak.queries import with_ansvarlig_tjeneste

SISTE_MELDINGER = 20


@dataclass
class Tiltakstall:
    """How many measures go on, begin later, stand still (nobody who sees the case answers for them), and are over."""

    i_gang: int = 0
    starter: int = 0
    stoppet: int = 0
    ferdige: int = 0

    def count(self, fase: Fase) -> None:
        navn = "ferdige" if fase == Fase.AVSLUTTET else fase.value
        setattr(self, navn, getattr(self, navn) + 1)


@dataclass
class Barnekort:
    """What a parent needs to know about one child, at a glance."""

    sak: Sak
    er_meg: bool = False  # the young person's own
    stafettholder: Deltaker | None = None
    vikarer: list[Deltaker] = field(default_factory=list)  # of the stafettholder
    spoersmaal: list[Samtykkekrav] = field(default_factory=list)
    mine_ja: list[Samtykke] = field(default_factory=list)  # two taps from here they are withdrawn
    moete: Moete | None = None
    antall_nye: int = 0
    tiltakstall: Tiltakstall = field(default_factory=Tiltakstall)


def barnekort_for(bruker_id: UUID) -> list[Barnekort]:
    """Return one card per case the person is family in, the open ones first; the rule shows which cases."""
    saker = (
        Sak.objects.filter(deltakere__bruker_id=bruker_id, deltakere__rolle__in=FAMILIEROLLER)
        .select_related("hovedperson", "nivaa", "tjeneste")
        .order_by("status", "hovedperson__navn", "-opened_at")
    )
    cards = {sak.pk: Barnekort(sak, er_meg=sak.hovedperson.bruker_id == bruker_id) for sak in saker}
    deltakere = _deltakere_now(cards)
    for deltaker in deltakere:
        if deltaker.holder_pinnen:
            cards[deltaker.sak_id].stafettholder = deltaker
        elif deltaker.rolle == Rolle.STAFETTHOLDER:
            cards[deltaker.sak_id].vikarer.append(deltaker)
    for krav in krav_to(bruker_id, cards):
        card = cards[krav.sak_id]
        card.mine_ja += _mine_ja([krav])
        if card.sak.status == Saksstatus.AAPEN and waits_for_answer(krav):
            card.spoersmaal.append(krav)
    for moete in reversed(coming_moeter(cards, bruker_id)):
        cards[moete.sak_id].moete = moete
    for sak_id, number in _count_per_sak(Varsel.objects.filter(mottaker_id=bruker_id, read_at=None), cards):
        cards[sak_id].antall_nye = number
    seere = _seere_of(deltakere, {card.sak.pk: card.sak for card in cards.values()})
    for tiltak in Tiltak.objects.filter(sak_id__in=cards).only("sak_id", "status", "starter", "ansvarlig_id"):
        cards[tiltak.sak_id].tiltakstall.count(tiltak.fase_for(seere[tiltak.sak_id]))
    for sak_id, card in cards.items():
        here = {d.tjeneste_id for d in deltakere if d.sak_id == sak_id and d.bruker_id in seere[sak_id]}
        _mark_who_sees(card.mine_ja, here)
    return list(cards.values())


def _deltakere_now(sak_ider: Iterable[UUID]) -> list[Deltaker]:
    today = timezone.localdate()
    now = Q(gyldig_til=None) | Q(gyldig_til__gte=today)
    rows = Deltaker.objects.filter(now, ~is_sperret(), sak_id__in=list(sak_ider), gyldig_fra__lte=today)
    return list(rows.select_related("bruker", "tjeneste"))


def _seere_of(deltakere: list[Deltaker], saker: dict[UUID, Sak]) -> dict[UUID, set[UUID]]:
    """Return who sees each case now, as the access rule has it."""
    with_access = services_with_access_in(saker)
    seere: dict[UUID, set[UUID]] = {sak_id: set() for sak_id in saker}
    for d in deltakere:
        own = d.rolle in FAMILIEROLLER or d.tjeneste_id == saker[d.sak_id].tjeneste_id
        if own or (d.sak_id, d.tjeneste_id) in with_access:
            seere[d.sak_id].add(d.bruker_id)
    return seere


def _mark_who_sees(mine_ja: Iterable[Samtykke], here: set[UUID | None]) -> None:
    """Say of each yes whether somebody of the service sees the case now: it takes more than one's own."""
    for ja in mine_ja:
        ja.ser_saken = ja.tjeneste_id in here


def _mine_ja(krav_list: list[Samtykkekrav]) -> list[Samtykke]:
    """Return the person's own consents that live, each with its question: what can be taken back."""
    mine = []
    for krav in krav_list:
        if ja := living_samtykke(krav):
            ja.krav = krav
            mine.append(ja)
    return mine


def _count_per_sak(rows: QuerySet, sak_ider: Iterable[UUID]) -> Any:
    return rows.filter(sak_id__in=list(sak_ider)).values_list("sak_id").annotate(Count("pk")).order_by()


def _my_answer(bruker_id: UUID) -> Prefetch:
    mine = Moetedeltaker.objects.filter(bruker_id=bruker_id)
    return Prefetch("deltakere", queryset=mine, to_attr="mitt_svar")


def coming_moeter(sak_ider: Iterable[UUID], bruker_id: UUID) -> list[Moete]:
    """Return the planned meetings from today on, soonest first, each with this person's answer."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Moete.objects.filter(sak_id__in=list(sak_ider), status=Moetestatus.PLANLAGT, starter_at__gte=today)
    return list(rows.prefetch_related(_my_answer(bruker_id)).order_by("starter_at"))


def get_moete_for_familie(moete_id: UUID) -> Moete:
    """Return a meeting with its case. Raises Http404, and PermissionDenied for staff."""
    rows = Moete.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    return require_familie(
        get_object_or_404(rows.select_related("sak__hovedperson", "sak__tjeneste"), pk=moete_id)
    )


def answer_of(moete: Moete, bruker_id: UUID) -> Moetedeltaker | None:
    """Return what the person has answered; None for somebody who is not asked."""
    return Moetedeltaker.objects.filter(moete=moete, bruker_id=bruker_id).first()


@dataclass
class Plan:
    """The plan of one case, as the family reads it."""

    sak: Sak
    innsyn: Innsyn
    spoersmaal: list[Samtykkekrav]
    mine_ja: list[Samtykke]
    moeter: list[Moete]
    maal_list: list[Maal]
    andre_tiltak: list[Tiltak]
    tiltakstall: Tiltakstall
    historie: Familiehistorie
    meldinger: list[Melding]
    nivaahistorie: Nivaahistorie | None
    koordinator: Koordinator | None
    har_individuell_plan: bool

    @property
    def lukket(self) -> bool:
        return self.sak.status == Saksstatus.LUKKET

    @property
    def neste_moete(self) -> Moete | None:
        return self.moeter[0] if self.moeter else None


def plan_for(sak: Sak, *, bruker_id: UUID) -> Plan:
    """Return everything on the plan page; of the history the newest."""
    deltakere = list(with_samordning(deltakere_in(sak)))
    innsyn = innsyn_in(sak, deltakere)
    every_tiltak = list(_tiltak().filter(sak=sak))
    tall, not_yet = Tiltakstall(), innsyn.ikke_ennaa
    krav_list = krav_to(bruker_id, [sak.pk])
    for tiltak in every_tiltak:
        # Nobody does anything more in a case that has ended, whatever the measure was when it did.
        tiltak.fase = tiltak.fase_for(innsyn.seere) if sak.status == Saksstatus.AAPEN else Fase.AVSLUTTET
        tiltak.venter = tiltak.ansvarlig_id in not_yet
        tall.count(tiltak.fase)
    maal_list = list(Maal.objects.filter(sak=sak).order_by("created_at"))
    for maal in maal_list:
        maal.tiltak_her = [tiltak for tiltak in every_tiltak if tiltak.maal_id == maal.pk]
    historie = read_historie(sak, Utvalg(), innsyn=innsyn, bruker_id=bruker_id)
    meldinger = list(
        Melding.objects.filter(sak=sak).select_related("sent_by").order_by("-sent_at")[:SISTE_MELDINGER]
    )
    for en in meldinger:
        en.sendt_tjeneste = innsyn.tjeneste_of(en.sent_by_id)
    mine_ja = _mine_ja(krav_list)
    _mark_who_sees(mine_ja, {one.tjeneste_id for one in innsyn.med})
    return Plan(
        sak=sak,
        innsyn=innsyn,
        spoersmaal=[k for k in krav_list if sak.status == Saksstatus.AAPEN and waits_for_answer(k)],
        mine_ja=mine_ja,
        moeter=coming_moeter([sak.pk], bruker_id),
        maal_list=maal_list,
        andre_tiltak=[tiltak for tiltak in every_tiltak if tiltak.maal_id is None],
        tiltakstall=tall,
        historie=historie,
        meldinger=meldinger[::-1],
        nivaahistorie=_nivaahistorie(sak),
        koordinator=read_koordinator(deltakere, innsyn.seere),
        har_individuell_plan=has_individuell_plan(deltakere),
    )


def _tiltak() -> QuerySet[Tiltak]:
    newest = Prefetch("evalueringer", queryset=Evaluering.objects.order_by("-evaluated_at"))
    rows = with_ansvarlig_tjeneste(Tiltak.objects.select_related("ansvarlig"))
    return rows.prefetch_related(newest).order_by("status", "evalueres")


def _nivaahistorie(sak: Sak) -> Nivaahistorie | None:
    """Return what has been decided about the level, and why, in one statement; None where nothing has."""
    hoeyeste = Nivaa.objects.filter(veileder_id=sak.veileder_id).order_by("-nummer").values("nummer")[:1]
    rows = Nivaaendring.objects.filter(sak=sak).annotate(hoeyeste=Subquery(hoeyeste))
    rows = rows.select_related("fra_nivaa", "til_nivaa", "moete").order_by("decided_at")
    endringer = list(rows)
    if not endringer:
        return None
    aapnet = timezone.localdate(sak.opened_at)
    linjer = [_nivaalinje(endring) for endring in endringer]
    return build_historie(linjer, naa=sak.nivaa.nummer, aapnet=aapnet, hoeyeste=endringer[0].hoeyeste)


def _nivaalinje(endring: Nivaaendring) -> Nivaalinje:
    moete = getattr(endring, "moete", None)  # the way back of a one-to-one raises where there is none
    return Nivaalinje(
        fra=endring.fra_nivaa.nummer if endring.fra_nivaa else None,
        til=endring.til_nivaa.nummer,
        navn=endring.til_nivaa.navn,
        dato=endring.dato,
        begrunnelse=endring.begrunnelse,
        til_stede=endring.til_stede,
        barnets_mening=endring.barnets_mening,
        moete_id=moete.pk if moete else None,
        avslutter=moete is not None and moete.beslutning == Beslutning.AVSLUTT,
    )
