"""The start page of an employee: what waits today, in few statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bti.models import Deltaker, Kladd, Rolle, Sak, Saksstatus, Undring
from bti.queries import holds_today
from bti.skjema.lesing import Lesbarkladd, read_kladder
from bti.tilgang.deltakelse import list_relasjoner_aa_bekrefte
from bti.tilgang.innsyn import list_til_meg
from bti.tilgang.noedtilgang import list_vurderingssaker
from bti.tilgang.relasjonsendring import endringer_to_confirm
from bti.tilgang.undringer import DeltMedMeg
from samtykke.paa_vegne import svar_to_confirm
from stafettlogg.models import Innlegg, Lesemerke, Moete, Moetedeltaker, Moetestatus, Svar
from tiltak.queries import tiltak_near_evaluering

NAER_DAGER = 7
MOETE_DAGER = 14
MAKS = 10
ANTALL_SAKER = 6


@dataclass
class Oppgave:
    """Something to do: what, about whom, where, and by when."""

    hva: str
    gjelder: str
    url: str
    frist: date
    tid: datetime | None = None

    @property
    def dager_over(self) -> int:
        return (timezone.localdate() - self.frist).days

    @property
    def status(self) -> str:
        """«forfalt 3 dager», «i dag», «i morgen», «om 5 dager»."""
        dager = self.dager_over
        if dager > 0:
            return ngettext("forfalt 1 dag", "forfalt %(dager)s dager", dager) % {"dager": dager}
        if dager == 0:
            return _("i dag")
        return ngettext("i morgen", "om %(dager)s dager", -dager) % {"dager": -dager}

    @property
    def farge(self) -> str:
        return "danger" if self.dager_over > 0 else "warning" if self.dager_over == 0 else "neutral"


@dataclass(frozen=True)
class FraAndre:
    """What others have asked of this person: things to do, and worries shared with them."""

    oppgaver: list[Oppgave]
    delte: list[DeltMedMeg]


def list_oppgaver(
    bruker_id: UUID, *, fra_andre: list[Oppgave], er_enhetsleder: bool = False
) -> list[Oppgave]:
    """Return what waits for this person, the most urgent first."""
    oppgaver = [
        *_undringer(bruker_id),
        *_moeter(bruker_id),
        *_evalueringer(bruker_id),
        *fra_andre,
    ]
    if er_enhetsleder:
        oppgaver += [*_relasjoner(), *_svar_paa_vegne(), *_kontroll()]
    return sorted(oppgaver, key=lambda o: (o.frist, o.hva))


def _undringer(bruker_id: UUID) -> list[Oppgave]:
    near = timezone.localdate() + timedelta(days=NAER_DAGER)
    rows = Undring.objects.filter(created_by=bruker_id, clarified_at=None, frist__lte=near).order_by("frist")[
        :MAKS
    ]
    return [
        Oppgave(_("Avklar undringen"), u.merkelapp, reverse("bti:undring-detail", args=[u.pk]), u.frist)
        for u in rows
    ]


def _moeter(bruker_id: UUID) -> list[Oppgave]:
    """Coming meetings one is asked to; and those without minutes that one should have held."""
    now = timezone.now()
    mine = Moetedeltaker.objects.filter(moete=OuterRef("pk"), bruker=bruker_id)
    rows = (
        Moete.objects.annotate(mitt_svar=Subquery(mine.values("svar")[:1]))
        .filter(status=Moetestatus.PLANLAGT, starter_at__lt=now + timedelta(days=MOETE_DAGER))
        .filter(Q(deltakere__bruker=bruker_id, starter_at__gte=now) | _holder(bruker_id))
        .order_by("starter_at")
        .distinct()
        .values("pk", "starter_at", "mitt_svar", navn=F("sak__hovedperson__navn"))[: 2 * MAKS]
    )
    return [_moete(rad, now) for rad in rows]


def _holder(bruker_id: UUID, sak: str = "sak") -> Q:
    """Cases in which this person holds the baton; closed cases have nothing that waits."""
    holder = Deltaker.objects.filter(
        holds_today(), sak=OuterRef(f"{sak}_id"), bruker=bruker_id, rolle=Rolle.STAFETTHOLDER
    )
    return Q(Exists(holder))


def _moete(rad: Mapping[str, Any], now: datetime) -> Oppgave:
    lokal = timezone.localtime(rad["starter_at"])
    if rad["starter_at"] < now:
        url = reverse("stafettlogg:moete-hold", args=[rad["pk"]])
        return Oppgave(_("Skriv referat fra møtet"), rad["navn"], url, lokal.date())
    url = reverse("stafettlogg:moete-detail", args=[rad["pk"]])
    hva = _("Møte. Svar på om du kommer.") if rad["mitt_svar"] == Svar.IKKE_SVART else _("Møte")
    return Oppgave(hva, rad["navn"], url, lokal.date(), lokal)


def _evalueringer(bruker_id: UUID) -> list[Oppgave]:
    rows = (
        tiltak_near_evaluering()
        .filter(Q(ansvarlig=bruker_id) | _holder(bruker_id), sak__status=Saksstatus.AAPEN)
        .values("pk", "tittel", "evalueres", navn=F("sak__hovedperson__navn"))[:MAKS]
    )
    return [
        Oppgave(
            _("Evaluer «{tiltak}»").format(tiltak=rad["tittel"]),
            rad["navn"],
            reverse("tiltak:evaluate", args=[rad["pk"]]),
            rad["evalueres"],
        )
        for rad in rows
    ]


def read_fra_andre(bruker_id: UUID, *, fordeler: bool) -> FraAndre:
    """Return it in one statement; ``fordeler`` is who names somebody to answer for what an author left behind."""
    today = timezone.localdate()
    verdier: dict[str, Any] = {
        "meg": bruker_id, "i_dag": today, "moeter_til": today + timedelta(days=MOETE_DAGER), "maks": MAKS,
        "fordeler": fordeler,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_fra_andre_sql(), verdier)
        rader = cursor.fetchall()
    return FraAndre(
        oppgaver=[_fra_andre(*rad) for rad in _join_pinner(rader) if rad[0] != "delt"],
        delte=[DeltMedMeg(rad[1], rad[4], rad[5]) for rad in rader if rad[0] == "delt"],
    )


def _join_pinner(rader: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Several batons that one is asked to take are one thing to do, by the first day: one page answers them all."""
    pinner = [rad for rad in rader if rad[0] == "pinnen"]
    if len(pinner) < 2:
        return rader
    foerste = min(pinner, key=lambda rad: rad[5])
    return [rad for rad in rader if rad[0] != "pinnen"] + [("pinnene", *foerste[1:])]


@cache
def _fra_andre_sql() -> str:
    return (Path(__file__).parent / "sql" / "hjem_fra_andre.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class _Slag:
    """One kind of what others ask: its words, its page, and what the page is of."""

    tekst: Any
    side: str
    peker: tuple[str, ...] = ("objekt",)
    gjelder: str = "barn"


_SLAG = {
    "inviter": _Slag(gettext_lazy("Inviter en fra {hvem}. Alle har sagt ja."), "bti:deltaker-new", ("sak",)),
    "ring": _Slag(gettext_lazy("Ring {hvem}, som er usikker på samtykket"), "samtykke:list", ("sak",)),
    "ring_ansvar": _Slag(
        gettext_lazy("Ring {hvem}, som er usikker på om en annen tjeneste kan ta over"),
        "samtykke:list",
        ("sak",),
    ),
    "spoersmaal": _Slag(
        gettext_lazy("Spørsmål uten navn venter på svar"), "bti:droefting-detail", gjelder="hvem"
    ),
    "fagteammoete": _Slag(gettext_lazy("Møte i teamet"), "bti:teammoete-detail", gjelder="hvem"),
    # The screen may be seen by others: no more than the notice says.
    "ledig": _Slag(
        gettext_lazy("Noe venter på at du velger hvem som har ansvaret"), "bti:tilbakehold-list", (), "ingen"
    ),
    "ansvarlig": _Slag(gettext_lazy("Velg hvem som tar over «{hvem}»"), "tiltak:spoer", ("sak",)),
    "spurt": _Slag(gettext_lazy("Svar på om du tar over «{hvem}»"), "tiltak:svar"),
    "pinnen": _Slag(gettext_lazy("Svar på om du tar over stafettpinnen"), "stafettlogg:stafett-svar"),
    "pinnene": _Slag(
        gettext_lazy("Svar på om du tar over stafettpinnen i flere saker"),
        "stafettlogg:stafett-tilbudt",
        (),
        "ingen",
    ),
    "ta_over": _Slag(
        gettext_lazy("Gi stafettpinnen til en fra {hvem}. Alle har sagt ja."),
        "stafettlogg:stafett-gi",
        ("sak",),
    ),
    "pinnen_staar": _Slag(
        gettext_lazy("{hvem} har ikke svart om stafettpinnen. Spør en annen"),
        "stafettlogg:stafett-gi",
        ("sak",),
    ),
    # Neither the head nor who is asked knows whom the case is about.
    "pinnen_ledig": _Slag(
        gettext_lazy("En sak mangler stafettholder"), "stafettlogg:stafett-ledig", (), "hvem"
    ),
    "pinnen_leder": _Slag(
        gettext_lazy("Lederen spør om du tar over stafettpinnen"), "stafettlogg:stafett-spurt", (), "hvem"
    ),
    "lukkeoenske": _Slag(
        gettext_lazy("Svar på ønske om at stafettloggen avsluttes"), "samtykke:lukkeoenske", ("sak", "objekt")
    ),
    "lukkes": _Slag(
        gettext_lazy("Avslutt saken i et møte, slik du har svart ja til"),
        "samtykke:lukkeoenske",
        ("sak", "objekt"),
    ),
    "trukket": _Slag(gettext_lazy("Et samtykke er trukket. Se over saken."), "varsling:read"),
}


def _fra_andre(hva: str, objekt: UUID, sak: UUID | None, barn: str, hvem: str, tid: datetime) -> Oppgave:
    slag = _SLAG[hva]
    ider = {"objekt": objekt, "sak": sak}
    url = reverse(slag.side, args=[ider[navn] for navn in slag.peker])
    if hva == "inviter":
        url += f"?tjeneste={objekt}"
    gjelder = {"barn": barn, "hvem": hvem, "ingen": ""}[slag.gjelder]
    return Oppgave(str(slag.tekst).format(hvem=hvem), gjelder, url, timezone.localdate(tid))


def _relasjoner() -> list[Oppgave]:
    return [
        Oppgave(_("Bekreft hvem som er forelder"), r.barn, reverse("bti:relasjoner"),
                timezone.localdate(r.registrert_at))
        for r in list_relasjoner_aa_bekrefte()[:MAKS]
    ] + [
        Oppgave(_("Bekreft en endring i familien"), one.barn, reverse("bti:relasjoner"),
                timezone.localdate(one.registrert_at))
        for one in endringer_to_confirm()[:MAKS]
    ]  # fmt: skip


def _svar_paa_vegne() -> list[Oppgave]:
    return [
        Oppgave(_("Bekreft et svar om samtykke"), one.barn, reverse("samtykke:svar-bekreft"),
                timezone.localdate(one.registrert_at))
        for one in svar_to_confirm()[:MAKS]
    ]  # fmt: skip


def _kontroll() -> list[Oppgave]:
    """What a head of a unit judges and answers, in cases that need not be theirs."""
    noed = [
        Oppgave(_("Vurder en nødtilgang"), n.barn, reverse("bti:noedtilgang-vurder", args=[n.id]), n.frist)
        for n in list_vurderingssaker()
        if not n.er_vurdert
    ]
    svar = [
        Oppgave(
            _("Svar på hvem som har sett"),
            q.barn,
            reverse("bti:innsynsspoersmaal-svar", args=[q.id]),
            q.svarfrist,
        )
        for q in list_til_meg()
        if q.answered_at is None
    ]
    return [*noed, *svar][: 2 * MAKS]


def latest_saker(bruker_id: UUID) -> list[Sak]:
    """Return the cases that something has happened in most lately.

    Each with ``antall_nye``: how many entries others have written since one was last there. None where one never was.
    """
    her = Lesemerke.objects.filter(sak=OuterRef("pk"), bruker=bruker_id).values("sist_her")
    nye = Innlegg.objects.filter(sak=OuterRef("pk"), created_at__gt=OuterRef("sist_her"))
    antall = nye.exclude(created_by=bruker_id).order_by().values("sak").annotate(antall=Count("pk"))
    saker = Sak.objects.filter(status=Saksstatus.AAPEN).select_related("hovedperson", "nivaa")
    saker = saker.annotate(sist_her=Subquery(her))
    saker = saker.annotate(antall_nye=Subquery(antall.values("antall")))
    return list(saker.order_by("-sist_endret")[:ANTALL_SAKER])


def list_utkast() -> list[Lesbarkladd]:
    """Return one's own drafts that hold text, newest first."""
    kladder = read_kladder(Kladd.objects.order_by("-saved_at")[:MAKS])
    return [kladd for kladd in kladder if kladd.felter]
