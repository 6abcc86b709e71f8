"""What is read from the core. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bti.feil import IngenVeileder
from bti.identitetsnummer import open_nummer
from bti.models import (
    BEKREFTET,
    INVITERES,
    Ansettelse,
    Deltaker,
    Familierelasjon,
    Kanal,
    Nivaa,
    Relasjonsendring,
    Rolle,
    Sak,
    Saksstatus,
    Skjerming,
    Sperring,
    Steg,
    Stegstatus,
    Tjeneste,
    Undring,
    Veileder,
    Verifisering,
)
from bti.tilgang.saken import get_sak


def holds_today(prefix: str = "") -> Q:
    """Rows whose period holds today."""
    today = timezone.localdate()
    return Q(**{f"{prefix}gyldig_fra__lte": today}) & (
        Q(**{f"{prefix}gyldig_til": None}) | Q(**{f"{prefix}gyldig_til__gte": today})
    )


def is_sperret() -> Exists:
    """Whether a participant is shut out of the case."""
    return Exists(Sperring.objects.filter(sak=OuterRef("sak"), bruker=OuterRef("bruker"), lifted_at=None))


def with_ubekreftet[M: Model](rows: QuerySet[M], person: str = "bruker") -> QuerySet[M]:
    """Add ``ubekreftet`` to rows about a person in a case: the relation of a parent who is not confirmed, or NULL.

    The models declare it, so that what shows a name can ask for it.
    """
    relasjoner = Familierelasjon.objects.exclude(verifisering__in=BEKREFTET)
    her = relasjoner.filter(bruker=OuterRef(person), hovedperson=OuterRef("sak__hovedperson"))
    return cast("QuerySet[M]", rows.annotate(ubekreftet=Subquery(her.values("relasjon")[:1])))


def _with_invitert[M: Model](rows: QuerySet[M]) -> QuerySet[M]:
    """Add ``er_bare_invitert``: somebody who is in by the family's invitation alone."""
    her = Familierelasjon.objects.filter(
        relasjon__in=INVITERES, bruker=OuterRef("bruker"), hovedperson=OuterRef("sak__hovedperson")
    )
    return cast("QuerySet[M]", rows.annotate(er_bare_invitert=Exists(her)))


def deltakere_in(sak: Sak) -> QuerySet[Deltaker]:
    """Who takes part today, in the order they came; blocked ones left out."""
    rows = Deltaker.objects.filter(holds_today(), ~is_sperret(), sak=sak)
    rows = _with_invitert(with_ubekreftet(rows))
    rows = rows.select_related("bruker", "tjeneste", "stedfortreder_for__bruker")
    return rows.order_by("invited_at", "bruker__navn")


def deltaker_ider(sak_id: UUID, *, roller: Iterable[Rolle] = tuple(Rolle)) -> list[UUID]:
    """Return the people who take part today, for notices; whether they may see the case is asked at delivery."""
    deltakere = Deltaker.objects.filter(holds_today(), ~is_sperret(), sak_id=sak_id, rolle__in=list(roller))
    return list(deltakere.values_list("bruker_id", flat=True).distinct())


def people_to_shield(sak: Sak) -> list[tuple[UUID, str]]:
    """Return those in the case that something in it can be hidden from, with name and place: the family first.

    The one who holds the baton sees everything. A registered parent who is not let in yet may be hidden from too.
    """
    deltakere = sorted(deltakere_in(sak), key=lambda one: (not one.is_familie, one.vist_navn))
    holders = {one.bruker_id for one in deltakere if one.holder_pinnen}
    people = {one.bruker_id: f"{one.vist_navn}, {one.get_relasjon_display()}" for one in relasjoner_in(sak)}
    for one in deltakere:
        people.setdefault(one.bruker_id, one.navn_og_sted)
    return [(pk, navn) for pk, navn in people.items() if pk not in holders]


def skjerminger_of(objekt_id: UUID) -> QuerySet[Skjerming]:
    """Return from whom a row of a case is hidden, and why. Nothing of what is hidden from the reader."""
    rows = with_ubekreftet(Skjerming.objects.filter(objekt_id=objekt_id))
    return rows.select_related("bruker", "shielded_by").order_by("bruker__navn")


def employed_in(tjeneste: Any) -> QuerySet[Ansettelse]:
    """Who works in a service today."""
    return Ansettelse.objects.filter(holds_today(), tjeneste=tjeneste)


def enhetsledere_of(tjeneste_id: UUID) -> list[UUID]:
    """Return who leads a unit today."""
    ledere = Ansettelse.objects.filter(holds_today(), tjeneste_id=tjeneste_id, is_leder=True)
    return list(ledere.values_list("bruker_id", flat=True))


def find_aapen_sak(foedselsnummer: str) -> Sak | None:
    """Return the open case about the person with this number, among those the actor sees.

    Each number lies sealed with a salt of its own, so they are opened one by one.
    """
    saker = Sak.objects.filter(status=Saksstatus.AAPEN).exclude(hovedperson__foedselsnummer_kryptert="")
    if not foedselsnummer:
        return None
    for sak in saker.select_related("hovedperson").order_by("opened_at"):
        with suppress(InvalidToken):
            if open_nummer(sak.hovedperson.foedselsnummer_kryptert) == foedselsnummer:
                return sak
    return None


# The guide


def get_veileder(kommune_id: UUID | None, tjenestetype: str = "") -> Veileder | None:
    """Return the newest published guide for this kind of service, or else the one that is everybody's."""
    if kommune_id is None:
        return None
    return (
        Veileder.objects.filter(
            kommune_id=kommune_id, published_at__isnull=False, tjenestetype__in={"", tjenestetype}
        )
        .order_by("-tjenestetype", "-versjon")
        .first()
    )


def get_aapningsnivaa(kommune_id: UUID, tjenestetype: str = "") -> Nivaa:
    """Return the level a case opens on: the lowest above the wonder. Raises IngenVeileder."""
    veileder = get_veileder(kommune_id, tjenestetype)
    nivaa = veileder.nivaaer.filter(nummer__gt=0).order_by("nummer").first() if veileder else None
    if nivaa is None:
        raise IngenVeileder
    return nivaa


# Worries


def get_undring(undring_id: UUID) -> Undring:
    """Return a worry that the actor may read, with ``er_min``. Raises Http404."""
    rader = _with_er_min(Undring.objects.select_related("tjeneste", "veileder"))
    return get_object_or_404(rader, pk=undring_id)


def require_own(undring: Undring) -> Undring:
    """Let the author alone go on: one with whom it is shared reads it and adds notes. Raises Http404."""
    if not undring.er_min:
        raise Http404
    return undring


def get_own_undring(undring_id: UUID) -> Undring:
    """Return a worry that the actor has written. Raises Http404."""
    return require_own(get_undring(undring_id))


def _with_er_min[M: Model](rader: QuerySet[M]) -> QuerySet[M]:
    """Add whether the actor wrote it: asked of PostgreSQL, which knows who asks. The model declares it."""
    er_min = ExpressionWrapper(Q(created_by=Func(function="tilgang_aktoer")), output_field=BooleanField())
    return cast("QuerySet[M]", rader.annotate(er_min=er_min))


def undringer(bruker_id: UUID) -> QuerySet[Undring]:
    """A person's own worries: the open ones by deadline, then the others, newest first. Not those shared with them."""
    return Undring.objects.filter(created_by=bruker_id).order_by(
        F("clarified_at").desc(nulls_first=True), "frist", "created_at"
    )


def veileder_for(undring: Undring, kommune_id: UUID) -> Veileder | None:
    """Return the version that the worry began on; the newest, when there was none then."""
    return undring.veileder or get_veileder(kommune_id)


def steg_for(undring: Undring, kommune_id: UUID) -> list[Steg]:
    """The steps of level 0, each with its tools and ``done_at`` for this worry."""
    mine = Stegstatus.objects.filter(undring=undring, steg=OuterRef("pk"))
    veileder = veileder_for(undring, kommune_id)
    steg = Steg.objects.filter(nivaa__veileder=veileder, nivaa__nummer=0) if veileder else Steg.objects.none()
    return list(
        steg.annotate(done_at=Subquery(mine.values("done_at")))
        .prefetch_related("verktoey")
        .order_by("nummer")
    )


# Cases


def saker(*, status: str = Saksstatus.AAPEN, nivaa: int | None = None) -> QuerySet[Sak]:
    """The actor's cases, last changed first, with all that a row of the list shows."""
    holder = Deltaker.objects.filter(sak=OuterRef("pk"), rolle=Rolle.STAFETTHOLDER, gyldig_til=None)
    rader = Sak.objects.select_related("hovedperson", "nivaa", "tjeneste").annotate(
        stafettholder=Subquery(holder.values("bruker__navn")[:1])
    )
    if status:
        rader = rader.filter(status=status)
    if nivaa is not None:
        rader = rader.filter(nivaa__nummer=nivaa)
    return rader.order_by("-sist_endret", "pk")


def nivaaer_of(kommune_id: UUID | None) -> QuerySet[Nivaa]:
    """The levels as the municipality's general guide calls them today, in one statement."""
    if kommune_id is None:
        return Nivaa.objects.none()
    return (
        Nivaa.objects.filter(
            veileder__kommune_id=kommune_id, veileder__tjenestetype="", veileder__published_at__isnull=False
        )
        .order_by("nummer", "-veileder__versjon")
        .distinct("nummer")
    )


def relasjoner_in(sak: Sak) -> QuerySet[Familierelasjon]:
    """The child's parents and guardians as registered."""
    return (
        Familierelasjon.objects.filter(hovedperson_id=sak.hovedperson_id, blocked_at=None)
        .select_related("bruker", "registered_by")
        .order_by("registered_at", "relasjon", "bruker__navn")
    )


def avviste_relasjoner_in(sak: Sak) -> QuerySet[Familierelasjon]:
    """Those whom a leader would not confirm, with the reason; the newest first."""
    rows = Familierelasjon.objects.filter(hovedperson_id=sak.hovedperson_id, verifisering=Verifisering.AVVIST)
    return rows.order_by("-blocked_at")


def get_relasjon(sak: Sak, relasjon_id: UUID) -> Familierelasjon:
    """Return one of the child's relations. Raises Http404."""
    return get_object_or_404(relasjoner_in(sak), pk=relasjon_id)


def get_relasjon_to_set(familierelasjon_id: UUID) -> Any:
    """Return one of the family with the case and what the actor may do in it. Raises Http404."""
    rows = Familierelasjon.objects.filter(blocked_at=None).select_related("bruker", "registered_by")
    relasjon: Any = get_object_or_404(rows, pk=familierelasjon_id)
    relasjon.sak = get_sak(get_object_or_404(Sak, hovedperson_id=relasjon.hovedperson_id).pk)
    relasjon.sak_id, relasjon.mine_tillatelser = relasjon.sak.pk, relasjon.sak.mine_tillatelser
    return relasjon


def is_paa_papir(sak: Sak, bruker_id: UUID) -> bool:
    """Whether somebody of the family has asked to have it on paper, and so gets no notices about the case."""
    rows = Familierelasjon.objects.filter(hovedperson_id=sak.hovedperson_id, bruker_id=bruker_id)
    return rows.filter(kanal=Kanal.PAPIR).exists()


def endringer_of(relasjon: Familierelasjon) -> list[Relasjonsendring]:
    """Return what has been written about where the child lives and how long the relation holds, the newest first."""
    rows = Relasjonsendring.objects.filter(relasjon=relasjon).select_related(
        "registered_by", "confirmed_by", "rejected_by"
    )
    return list(rows.order_by("-registered_at"))


# Services and those who work there


def tjenester_to_invite(sak: Sak) -> QuerySet[Tjeneste]:
    """The services of the case's municipality where somebody works who can be asked."""
    ansatte = Ansettelse.objects.filter(holds_today(), tjeneste=OuterRef("pk"))
    return Tjeneste.objects.filter(Exists(ansatte), kommuner=sak.kommune_id).order_by("navn")
