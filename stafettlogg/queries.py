"""What is read of log, meetings and messages. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.models import Deltaker, Nivaa, Nivaaendring, Rolle, Sak, Saksstatus, Tjeneste
from bti.models.deltaker import FAMILIEROLLER
from bti.queries import deltakere_in, with_ubekreftet
from bti.tilgang.kall import call, fetch
from bti.tilgang.porten import mine_tillatelser
from samtykke.queries import services_to_take_over, services_with_access
from stafettlogg.models import (
    Innlegg,
    Innleggstype,
    Melding,
    Moete,
    Moetedeltaker,
    Stafettveksling,
    Vekslingssvar,
)

SAMME_OEYEBLIKK = timedelta(minutes=1)


def family_names_in(saker: Iterable[Sak]) -> dict[UUID, list[str]]:
    """Return for each case the names of the child and of the family who take part."""
    navn = {sak.pk: [sak.hovedperson.navn, sak.hovedperson.kalles] for sak in saker}
    rader = Deltaker.objects.filter(sak__in=navn, rolle__in=FAMILIEROLLER)
    for sak_id, ett in rader.values_list("sak", "bruker__navn"):
        navn[sak_id].append(ett)
    return navn


def meldinger_in(sak: Sak) -> QuerySet[Melding]:
    """Return the thread, oldest first, with who wrote."""
    return Melding.objects.filter(sak=sak).select_related("sent_by").order_by("sent_at")


def get_moete(moete_id: UUID) -> Moete:
    """Return a meeting, its case with child and level, and what the actor may do in it. Raises Http404."""
    moeter = Moete.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id")).select_related(
        "sak__hovedperson", "sak__nivaa", "sak__tjeneste", "nivaaendring__til_nivaa"
    )
    return get_object_or_404(moeter, pk=moete_id)


def get_innlegg(innlegg_id: UUID) -> Innlegg:
    """Return an entry, its case, and what the actor may do in it. Raises Http404."""
    innlegg = Innlegg.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id")).select_related(
        "created_by", "sak__hovedperson", "sak__nivaa", "sak__tjeneste"
    )
    return get_object_or_404(innlegg, pk=innlegg_id)


def first_wording(innlegg: Innlegg) -> Innlegg:
    """Return the entry that a chain of corrections began with; itself when it corrects nothing."""
    while innlegg.retter is not None:
        innlegg = innlegg.retter
    return innlegg


def is_minutes_of(innlegg: Innlegg, moete: Moete) -> bool:
    """Whether the entry is what holding the meeting wrote in the log: the same words, by the same hand, just then."""
    return (
        moete.held_at is not None
        and innlegg.innleggstype == Innleggstype.REFERAT
        and innlegg.retter_id is None
        and innlegg.created_by_id == moete.held_by_id
        and abs(innlegg.created_at - moete.held_at) < SAMME_OEYEBLIKK
        and innlegg.tekst.startswith(moete.referat)
    )


def moetedeltakere_in(moete: Moete) -> QuerySet[Moetedeltaker]:
    """Return who is asked to a meeting, what they answered and whether they came."""
    rows = with_ubekreftet(Moetedeltaker.objects.filter(moete=moete))
    return rows.select_related("bruker").order_by("bruker__navn")


def earliest_decision(sak: Sak) -> date:
    """Return the first day a new decision about the level may have: when the last one was made, or the case opened."""
    last = Nivaaendring.objects.filter(sak=sak).aggregate(dato=Max("dato"))["dato"]
    opened = timezone.localdate(sak.opened_at)
    return max(opened, last) if last else opened


def find_nabonivaaer(sak: Sak) -> tuple[Nivaa | None, Nivaa | None]:
    """Return the level below and the one above, in the case's own guide."""
    nummer = sak.nivaa.nummer
    nivaaer = Nivaa.objects.filter(veileder_id=sak.veileder_id, nummer__in=(nummer - 1, nummer + 1))
    by_nummer = {nivaa.nummer: nivaa for nivaa in nivaaer}
    return by_nummer.get(nummer - 1), by_nummer.get(nummer + 1)


@dataclass(frozen=True)
class Stafett:
    """The baton of a case, for whoever holds it: who may get it, who is asked, and who said no."""

    holder: str
    kandidater: list[tuple[str, str]]
    venter: Stafettveksling | None
    nei: list[Stafettveksling]
    andre_kan_ta_over: bool  # whether the family can be asked to let another service take over
    kan_ta_over: list[str]  # those that a yes gives the case to: the family has said that they may

    @property
    def kan_spoerre(self) -> bool:
        """Whether somebody can be asked now: nobody is, or the day has passed without an answer."""
        return bool(self.kandidater) and not (self.venter and self.venter.er_innen_fristen)


def read_stafett(sak: Sak) -> Stafett:
    """Return it. ``nei`` are those of the holder of today, the newest first: a new holder begins anew."""
    deltakere = list(deltakere_in(sak))
    holder = next((one for one in deltakere if one.holder_pinnen), None)
    kan = set(call("SELECT ARRAY(SELECT stafettveksling_kan_spoerres(%s))", sak.pk))
    staar = set(call("SELECT stafettvekslinger_som_staar()"))
    rader = Stafettveksling.objects.filter(sak=sak).select_related("til").order_by("-offered_at")
    alle = [one for one in rader if holder and one.fra_id == holder.bruker_id]
    return Stafett(
        holder=holder.navn_og_sted if holder else "",
        kandidater=[(str(one.bruker_id), one.navn_og_sted) for one in deltakere
                    if one.bruker_id in kan and one.stedfortreder_for_id is None],
        venter=next((one for one in alle if one.pk in staar), None),
        nei=[one for one in alle if one.svar == Vekslingssvar.NEI],
        andre_kan_ta_over=services_to_take_over(sak).exists(),
        kan_ta_over=sorted({one.tjeneste.navn for one in deltakere
                            if one.bruker_id in kan and one.tjeneste and one.tjeneste_id != sak.tjeneste_id}),
    )  # fmt: skip


@dataclass(frozen=True)
class MinPinne:
    """A case that one holds the baton in oneself, and who is asked to take it."""

    sak: Sak
    venter: Stafettveksling | None

    @property
    def kan_gis(self) -> bool:
        """Whether somebody can be asked now: nobody is, or the day has passed without an answer."""
        return not (self.venter and self.venter.er_innen_fristen)


def list_mine_pinner(bruker_id: UUID) -> list[MinPinne]:
    """Return the open cases that one holds in a part of one's own, by the child's name; not those one stands in for."""
    mine = Deltaker.objects.filter(
        bruker=bruker_id, rolle=Rolle.STAFETTHOLDER, stedfortreder_for=None, gyldig_til=None
    )
    saker = Sak.objects.filter(status=Saksstatus.AAPEN, pk__in=mine.values("sak"))
    staar = call("SELECT stafettvekslinger_som_staar()")
    venter = {one.sak_id: one for one in Stafettveksling.objects.filter(pk__in=staar).select_related("til")}
    rader = saker.select_related("hovedperson", "tjeneste").order_by("hovedperson__navn", "pk")
    return [MinPinne(sak, venter.get(sak.pk)) for sak in rader]


def get_veksling(veksling_id: UUID) -> Stafettveksling:
    """Return an offer of the baton, its case, and what the actor may do in it. Raises Http404."""
    rader = Stafettveksling.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id")).select_related(
        "fra", "offered_by", "sak__hovedperson", "sak__nivaa", "sak__tjeneste"
    )
    return get_object_or_404(rader, pk=veksling_id)


@dataclass(frozen=True)
class Skifte:
    """The service that a yes takes the case from, while it is out, and the one that it goes to; None where it stays."""

    fra: Tjeneste | None = None
    til: Tjeneste | None = None


def skifte_of(veksling: Stafettveksling) -> Skifte:
    """Return the service that is to take over the case, or after a yes the one that it was taken over from."""
    rows = Deltaker.objects.filter(sak=veksling.sak_id, stedfortreder_for=None, tjeneste__isnull=False)
    tjenester = {
        one.bruker_id: one.tjeneste
        for one in rows.filter(bruker__in=(veksling.fra_id, veksling.til_id)).select_related("tjeneste")
    }
    fra, til = tjenester.get(veksling.fra_id), tjenester.get(veksling.til_id)
    har_saken = veksling.sak.tjeneste_id
    er_ute = fra and fra.pk not in {har_saken, *services_with_access(veksling.sak)}
    return Skifte(fra if er_ute else None, til if til and til.pk != har_saken else None)


@dataclass(frozen=True)
class Tilbudt:
    """A baton that one is asked to take, and whether the case would go to one's service with it."""

    veksling: Stafettveksling
    skifter: bool

    @property
    def spurt_sammen(self) -> tuple[str, str]:
        """Who asks, and what they wrote: the same for cases that were handed over at once."""
        return self.veksling.offered_by.navn, self.veksling.beskjed

    @property
    def plass(self) -> tuple[date, tuple[str, str], str]:
        """Where it stands: by the day, then together with those that were asked with it, then by the child's name."""
        return self.veksling.svarfrist, self.spurt_sammen, self.veksling.sak.hovedperson.navn


def list_tilbudte(bruker_id: UUID) -> list[Tilbudt]:
    """Return what colleagues ask one to take over and that waits for an answer; what was asked together is together."""
    staar = call("SELECT stafettvekslinger_som_staar()")
    rader = Stafettveksling.objects.filter(pk__in=staar, til=bruker_id).select_related(
        "offered_by", "sak__hovedperson"
    )
    mine = Deltaker.objects.filter(bruker=bruker_id, stedfortreder_for=None, gyldig_til=None)
    steder = dict(mine.filter(sak__in=[en.sak_id for en in rader]).values_list("sak", "tjeneste"))
    alle = [Tilbudt(en, steder.get(en.sak_id) != en.sak.tjeneste_id) for en in rader]
    return sorted(alle, key=lambda en: en.plass)


def is_veksling_waiting(veksling: Stafettveksling) -> bool:
    """Whether the offer still waits for an answer."""
    return veksling.pk in set(call("SELECT stafettvekslinger_som_staar()"))


def is_asked_of_others(veksling: Stafettveksling) -> bool:
    """Whether other offers than this wait for the same person, so that one page can answer them all."""
    staar = call("SELECT stafettvekslinger_som_staar()")
    return Stafettveksling.objects.filter(pk__in=staar, til=veksling.til_id).exclude(pk=veksling.pk).exists()


@dataclass(frozen=True)
class LedigSak:
    """A case that nobody holds the baton in, as a head of its unit knows it: by its number."""

    sak_id: UUID
    nummer: str
    tjeneste_id: UUID
    tjeneste: str
    forrige: str | None
    veksling_id: UUID | None
    spurt: str | None
    svarfrist: date | None
    sa_nei: str | None
    grunn: str | None

    @property
    def venter(self) -> bool:
        """Whether somebody is asked, and their day is not over."""
        return self.svarfrist is not None and self.svarfrist >= timezone.localdate()


@dataclass(frozen=True)
class Lederspoersmaal:
    """What a head has asked the reader: whose unit, and the number of the case."""

    id: UUID
    nummer: str
    tjeneste: str
    leder: str
    svarfrist: date


def list_ledige_saker() -> list[LedigSak]:
    """Return the cases without a holder that the reader answers for."""
    return [LedigSak(*rad) for rad in fetch("SELECT * FROM stafett_uten_holder()")]


def list_lederspoersmaal() -> list[Lederspoersmaal]:
    """Return what the reader is asked by a head and has not answered."""
    return [Lederspoersmaal(*rad) for rad in fetch("SELECT * FROM stafettveksling_til_meg()")]
