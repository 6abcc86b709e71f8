"""What is read about consent. No user stands in a condition: PostgreSQL knows who asks."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, gettext

from bti.innstillinger import get_innstilling
from bti.models import Deltaker, Familierelasjon, Kanal, Sak, Tjeneste, Verifisering
from bti.queries import deltakere_in, employed_in
from bti.tilgang.porten import may, mine_tillatelser
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from samtykke.hvem import why
from samtykke.models import Deltakelseskvittering, Samtykke, Samtykkekrav, Samtykkeslag, Samtykketekst

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class MedFolk(TypedDict):
        har_folk: bool

    TjenesteMedFolk = WithAnnotations[Tjeneste, MedFolk]


def get_sak_for_ansatt(sak_id: UUID) -> Sak:
    """Return the case for a staff page. Raises Http404, and PermissionDenied for the family."""
    return require_ansatt(get_sak(sak_id))


def require_ansatt[T](row: T) -> T:
    """Staff pages are the staff's, though the family holds some of the same permissions."""
    if not may(row, Permission.VIEW_SAK):
        raise PermissionDenied
    return row


def get_sak_for_familie(sak_id: UUID) -> Sak:
    """Return the case for a family page. Raises Http404, and PermissionDenied for staff."""
    return require_familie(get_sak(sak_id))


def require_familie[T](row: T) -> T:
    """Family pages are the family's own, though a role of the staff may hold the same permission."""
    if not may(row, Permission.VIEW_FAMILIEPLAN):
        raise PermissionDenied
    return row


def get_krav(krav_id: UUID) -> Samtykkekrav:
    """Return one question with its answers and its case. Raises Http404."""
    rows = krav_with_answers().annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    rows = rows.select_related("sak__hovedperson", "tjeneste", "requested_by", "spurt_fra")
    return get_object_or_404(rows, pk=krav_id)


def get_samtykke(samtykke_id: UUID) -> Samtykke:
    """Return one consent with its case and text. Raises Http404."""
    rows = Samtykke.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    return get_object_or_404(
        rows.select_related(
            "sak__hovedperson", "sak__tjeneste", "tjeneste", "tekst", "krav__requested_by", "krav__tjeneste",
            "krav__spurt_fra", "spurt_fra",
        ),
        pk=samtykke_id,
    )  # fmt: skip


def name_to_turn_to(krav: Samtykkekrav) -> str:
    """Return who holds the baton today; whoever asked, when nobody does."""
    holds = (d.bruker.navn for d in deltakere_in(krav.sak) if d.holder_pinnen)
    return next(holds, krav.requested_by.navn)


def krav_with_answers() -> QuerySet[Samtykkekrav]:
    """Questions with every answer, the newest first."""
    answers = Prefetch("samtykker", queryset=Samtykke.objects.order_by("-granted_at"))
    return Samtykkekrav.objects.prefetch_related(answers)


def krav_in(sak: Sak) -> QuerySet[Samtykkekrav]:
    """Every question in the case, by service and giver."""
    return krav_with_answers().filter(sak=sak).select_related("tjeneste", "giver", "ringt_by", "spurt_fra").order_by(
        "tjeneste__navn", "tjeneste_id", "giver__navn"
    )  # fmt: skip


def _living() -> Q:
    return Q(samtykker__withdrawn_at=None, samtykker__gyldig_til__gte=timezone.localdate())


def _stilt(sak: Sak, tjeneste: Tjeneste, slag: str) -> QuerySet[Samtykkekrav]:
    """The questions of one kind about one service that are asked still, and have had no no."""
    return krav_with_answers().filter(
        sak=sak, tjeneste=tjeneste, slag=slag, declined_at=None, frafalt_at=None
    )


def unanswered_krav(sak: Sak, tjeneste: Tjeneste, *, slag: str = Samtykkeslag.INNSYN) -> list[Samtykkekrav]:
    """Return the questions about one service that wait for an answer, those that are asked anew among them."""
    rows = _stilt(sak, tjeneste, slag)
    answered = rows.filter(_living(), fornyes=False)
    return list(rows.exclude(pk__in=answered.values("pk")).order_by("pk"))


def waiting_krav(sak: Sak, tjeneste: Tjeneste, *, slag: str = Samtykkeslag.INNSYN) -> list[Samtykkekrav]:
    """Return the questions about one service that have had no answer at all since they were put, oldest first."""
    rows = _stilt(sak, tjeneste, slag).order_by("requested_at")
    return [krav for krav in rows if all(s.granted_at < krav.requested_at for s in krav.samtykker.all())]


def latest_krav(sak: Sak, tjeneste_id: str | None) -> Samtykkekrav | None:
    """Return the last question that was put about a service; None when there is none, or the key is no key."""
    try:
        key = UUID(str(tjeneste_id))
    except ValueError:
        return None
    rows = Samtykkekrav.objects.filter(sak=sak, tjeneste_id=key, slag=Samtykkeslag.INNSYN)
    return rows.order_by("-requested_at").first()


def services_with_access(sak: Sak) -> set[UUID]:
    """Return the services that the family has let in, as the access rule sees it now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_tjenester_med_innsyn(%s)", [sak.pk])
        return {rad[0] for rad in cursor.fetchall()}


def services_that_may_take_over(sak: Sak) -> set[UUID]:
    """Return the services that everybody lets take over the case now, and that write in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_ansvar_er_gitt(%s)", [sak.pk])
        return {rad[0] for rad in cursor.fetchall()}


def services_with_access_in(sak_ider: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return (case, service) for each service that a family has let in, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s, samtykke_tjenester_med_innsyn(s) FROM unnest(%s::uuid[]) AS s", [list(sak_ider)]
        )
        return set(cursor.fetchall())


@dataclass(frozen=True)
class Giver:
    """Somebody who must say yes, and why (samtykke/hvem.py). Without ``bruker_id`` they have no login yet."""

    bruker_id: UUID | None
    vist_navn: str
    hva: str
    er_ubekreftet: bool = False
    grunn: str = ""
    paa_papir: bool = False

    @property
    def hvorfor(self) -> str:
        """One sentence, with the law."""
        return why(self.grunn)


def givere_in(sak: Sak, omraader: Sequence[str] = ()) -> list[Giver]:
    """Return those who must say yes when these areas of law are touched, as the access rule has it (tilgang_givere)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT giver_id, grunn FROM samtykke_givere(%s, %s)", [sak.pk, list(omraader)])
        return givere_of(sak, dict(cursor.fetchall()))


def givere_of(sak: Sak, ider: Mapping[UUID | None, str]) -> list[Giver]:
    """Return these people as the pages show them, each with why they are asked, in one statement.

    None is a young person who has no login yet.
    """
    rows = Familierelasjon.objects.filter(
        hovedperson_id=sak.hovedperson_id, bruker_id__in=[one for one in ider if one]
    )
    givere = [
        Giver(
            r.bruker_id,
            r.vist_navn,
            r.get_relasjon_display(),
            r.verifisering == Verifisering.INGEN,
            ider[r.bruker_id],
            r.kanal == Kanal.PAPIR,
        )
        for r in rows.select_related("bruker").order_by("bruker__navn")
    ]
    hovedperson = sak.hovedperson
    if hovedperson.bruker_id in ider:  # None for a young person who has no login yet
        grunn = ider[hovedperson.bruker_id]
        givere.append(
            Giver(hovedperson.bruker_id, hovedperson.navn, gettext("den saken gjelder"), grunn=grunn)
        )
    return givere


# A service (None: one not asked about yet), and what is asked about it.
OmHva = tuple[UUID | None, str]


@dataclass(frozen=True)
class Matrise:
    """Who must say yes to what, and what everybody has said yes to: the service sees the case, or may take it over."""

    givere: dict[OmHva, set[UUID | None]]
    gitt: set[OmHva]
    grunner: dict[UUID | None, str]  # why each of them is asked


def matrise_in(sak: Sak) -> Matrise:
    """Return whose yes each service of the case needs, as the access rule has it."""
    matrise = Matrise({}, set(), {})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tjeneste_id, slag, giver_id, grunn, er_gitt FROM samtykke_matrise(%s)", [sak.pk]
        )
        for tjeneste_id, slag, giver_id, grunn, er_gitt in cursor.fetchall():
            matrise.grunner.setdefault(giver_id, grunn)
            matrise.givere.setdefault((tjeneste_id, slag), set()).add(giver_id)
            if er_gitt:
                matrise.gitt.add((tjeneste_id, slag))
    return matrise


def reads_every_answer(sak: Sak, deltakere: Iterable[Deltaker], bruker_id: UUID) -> bool:
    """Whether one reads what was answered about every service. Of somebody from another one the database says it."""
    if not any(d.bruker_id == bruker_id and d.tjeneste_id not in (None, sak.tjeneste_id) for d in deltakere):
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_leser_alle_svar(%s)", [sak.pk])
        return bool(cursor.fetchone()[0])


def services_to_ask(sak: Sak) -> "QuerySet[TjenesteMedFolk]":
    """The services of the municipality other than the one that has the case; those with somebody to invite first.

    One that is closed down is not asked about.
    """
    is_there = Q(nedlagt_dato=None) | Q(nedlagt_dato__gt=timezone.localdate())
    rows = Tjeneste.objects.filter(is_there, kommuner=sak.kommune_id).exclude(pk=sak.tjeneste_id)
    return rows.annotate(har_folk=Exists(employed_in(OuterRef("pk")))).order_by("-har_folk", "navn")


def has_said_yes_to_take_over(samtykke: Samtykke) -> bool:
    """Whether the giver of a yes to being with has said yes to taking over too, which falls away with it."""
    mine = Samtykke.objects.filter(
        sak=samtykke.sak_id, tjeneste=samtykke.tjeneste_id, giver=samtykke.giver_id
    )
    return (
        samtykke.slag == Samtykkeslag.INNSYN
        and mine.filter(slag=Samtykkeslag.ANSVAR, withdrawn_at=None).exists()
    )


def services_to_take_over(sak: Sak) -> QuerySet[Tjeneste]:
    """The services that may be asked about taking over: in the case now, with somebody who can hold the baton.

    None to anybody but the stafettholder.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_ansvar_kan_spoerres(%s)", [sak.pk])
        return Tjeneste.objects.filter(pk__in=[rad[0] for rad in cursor.fetchall()]).order_by("navn")


def last_days_with(sak: Sak, tjenester: Iterable[Tjeneste]) -> dict[UUID, date]:
    """Return until when the family's yes lets each of these services be with: the first of the days they said."""
    rows = Samtykke.objects.filter(
        sak=sak, tjeneste__in=tjenester, slag=Samtykkeslag.INNSYN, withdrawn_at=None,
        gyldig_til__gte=timezone.localdate(),
    ).values_list("tjeneste_id")  # fmt: skip
    return dict(rows.annotate(dag=Min("gyldig_til")))


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the last of that month: as PostgreSQL counts."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_date(sak: Sak) -> date:
    """Return the last day a consent given today may reach."""
    months = get_innstilling(sak.kommune_id, "samtykke_maks_maaneder")
    return add_months(timezone.localdate(), months)


def current_tekst(kommune_id: UUID) -> Samtykketekst | None:
    """Return the newest published text in the reader's language, or in bokmål."""
    maal = {get_language() or "nb", "nb"}
    rows = Samtykketekst.objects.filter(kommune_id=kommune_id, spraak__in=maal, published_at__isnull=False)
    newest = {tekst.spraak: tekst for tekst in rows.order_by("versjon")}
    return newest.get(get_language() or "nb") or newest.get("nb")


def get_tekst(tekst_id: UUID, *, kommune_id: UUID) -> Samtykketekst | None:
    """Return a published text of the municipality by its key: the one that was on the screen."""
    return Samtykketekst.objects.filter(
        pk=tekst_id, kommune_id=kommune_id, published_at__isnull=False
    ).first()


def krav_to(bruker_id: UUID, sak_ider: Iterable[UUID]) -> list[Samtykkekrav]:
    """Return what this person has been asked, oldest first, for pages that put the question first: a no too, since a
    yes may live beside a no to renewing it.
    """
    rows = krav_with_answers().filter(giver_id=bruker_id, sak_id__in=list(sak_ider))
    return list(rows.select_related("tjeneste").order_by("requested_at"))


def my_kvitteringer() -> QuerySet[Deltakelseskvittering]:
    """One's own receipts, the last loss first. PostgreSQL shows nobody another's."""
    return Deltakelseskvittering.objects.select_related("tjeneste").order_by("-gyldig_til", "pk")
