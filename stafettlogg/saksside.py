"""The page of a case, in few statements: whatever the number of entries and people, the count is the same."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from bti.models import (
    Deltaker,
    Familierelasjon,
    Nivaa,
    Nivaaendring,
    Sak,
    Saksstatus,
    Steg,
    Stegstatus,
    Verifisering,
)
from bti.models.deltaker import FAMILIEROLLER, Rolle
from bti.tilgang.porten import may, sak_queryset
from bti.tilgang.tillatelser import Permission
from samtykke.models import Samtykke, Samtykkekrav
from stafettlogg.models import Melding, Moete, Moetedeltaker, Moetestatus, Svar
from tiltak.models import Evaluering, Grad, Maal, Tiltak, Tiltakstatus

ANTALL_MELDINGER = 3
ANTALL_MOETER = 30


def get_saksside(sak_id: UUID) -> Sak:
    """Return the case with what the top of its page shows, in one statement. Raises Http404."""
    saker = sak_queryset().select_related("hovedperson", "nivaa", "tjeneste")
    return get_object_or_404(
        saker.annotate(
            nivaaene=ArraySubquery(_nivaaer()),
            stegene=ArraySubquery(_steg()),
            kravene=ArraySubquery(_krav()),
            tjenester_med_innsyn=RawSQL("ARRAY(SELECT samtykke_tjenester_med_innsyn(bti_sak.id))", []),
        ),
        pk=sak_id,
    )


def _nivaaer() -> QuerySet[Any]:
    moved = Nivaaendring.objects.filter(sak=OuterRef(OuterRef("pk")), til_nivaa=OuterRef("pk"))
    moved = moved.filter(Q(fra_nivaa=None) | ~Q(fra_nivaa=F("til_nivaa"))).order_by()
    latest = moved.values("til_nivaa").annotate(dato=Max("dato")).values("dato")
    return (
        Nivaa.objects.filter(veileder=OuterRef("veileder"))
        .order_by("nummer")
        .values(j=JSONObject(nr="nummer", navn="navn", dato=Subquery(latest)))
    )


def _steg() -> QuerySet[Any]:
    done = Stegstatus.objects.filter(sak=OuterRef(OuterRef("pk")), steg=OuterRef("pk"), done_at__isnull=False)
    return (
        Steg.objects.filter(nivaa=OuterRef("nivaa"))
        .order_by("nummer")
        .values(j=JSONObject(id="id", navn="navn", hva="hva", ferdig=Exists(done)))
    )


def _krav() -> QuerySet[Any]:
    living = Samtykke.objects.filter(
        krav=OuterRef("pk"), withdrawn_at=None, gyldig_til__gte=timezone.localdate()
    )
    return (
        Samtykkekrav.objects.filter(sak=OuterRef("pk"))
        .order_by("tjeneste__navn", "pk")
        .values(
            j=JSONObject(
                tjeneste_id="tjeneste_id",
                tjeneste="tjeneste__navn",
                nei="declined_at",
                til=Subquery(living.values("gyldig_til")[:1]),
            )
        )
    )


@dataclass
class Person:
    """Somebody who takes part, or did."""

    bruker_id: UUID
    navn: str
    rolle: str
    tilhoerighet: str
    deltar: bool
    innsyn: str
    ser: bool


@dataclass
class Samtykkestatus:
    """Where the consent to one service stands, in a sentence."""

    tjeneste: str
    setning: str
    farge: str


@dataclass
class Ord:
    """What the child has said, and when."""

    ord: str
    tid: datetime


class Saksside:
    """Everything the page shows beside the log itself."""

    def __init__(self, sak: Any) -> None:
        self.sak = sak
        self.personer = {p.bruker_id: p for p in map(self._person, self._deltakere())}

    def navn(self, bruker_id: UUID) -> str:
        """The name of somebody who takes part or took part in the case."""
        person = self.personer.get(bruker_id)
        return person.navn if person else _("Tidligere deltaker")

    def may(self, permission: Permission) -> bool:
        return may(self.sak, permission)

    @property
    def lukket(self) -> bool:
        return self.sak.status == Saksstatus.LUKKET

    @cached_property
    def deltakere(self) -> list[Person]:
        return [p for p in self.personer.values() if p.deltar]

    @property
    def lesere(self) -> str:
        """The names of those who see the case now, for «who reads this»."""
        return ", ".join(p.navn for p in self.deltakere if p.ser)

    @cached_property
    def stafettholder(self) -> str:
        return next((p.navn for p in self.deltakere if p.rolle == Rolle.STAFETTHOLDER), "")

    @cached_property
    def nivaaer(self) -> list[dict[str, Any]]:
        """The staircase of levels, for komponenter/nivaatrapp.html."""
        naa = self.sak.nivaa.nummer
        return [
            {
                "nr": n["nr"],
                "navn": n["navn"],
                "naa": n["nr"] == naa,
                "ferdig": n["nr"] < naa,
                "siden": _siden(n["dato"]) if n["nr"] <= naa else "",
            }
            for n in self.sak.nivaaene
        ]

    @cached_property
    def samtykker(self) -> list[Samtykkestatus]:
        """One line for each service that the family has been asked about."""
        by_tjeneste: dict[str, list[dict[str, Any]]] = {}
        for krav in self.sak.kravene:
            by_tjeneste.setdefault(krav["tjeneste_id"], []).append(krav)
        med_innsyn = {str(tjeneste_id) for tjeneste_id in self.sak.tjenester_med_innsyn}
        return [_samtykkestatus(krav, tjeneste_id in med_innsyn) for tjeneste_id, krav in by_tjeneste.items()]

    @cached_property
    def maal_list(self) -> list[Maal]:
        """The goals, each with ``tiltakene``."""
        maal_list = list(Maal.objects.filter(sak=self.sak).order_by("created_at"))
        for maal in maal_list:
            maal.tiltakene = [t for t in self.tiltak_list if t.maal_id == maal.pk]
        return maal_list

    @property
    def uten_maal(self) -> list[Tiltak]:
        return [t for t in self.tiltak_list if t.maal_id is None]

    @cached_property
    def tiltak_list(self) -> list[Any]:
        """The measures, those that go on first, with the name of who is responsible and the latest evaluation."""
        i_dag = timezone.localdate()
        tiltak_list = list(_tiltak(self.sak))
        for tiltak in tiltak_list:
            tiltak.ansvarlig_navn = self.navn(tiltak.ansvarlig_id)
            tiltak.aktivt = tiltak.status != Tiltakstatus.AVSLUTTET
            tiltak.evalueringsord = Grad(tiltak.evaluering["grad"]).label if tiltak.evaluering else ""
            tiltak.dager_over = (i_dag - tiltak.evalueres).days if tiltak.aktivt else 0
        return tiltak_list

    @cached_property
    def moeter(self) -> list[Any]:
        """The latest meetings, newest first."""
        return list(_moeter(self.sak))

    @property
    def neste_moete(self) -> Any | None:
        """The next planned meeting, with who is asked and what they answered."""
        coming = [
            m for m in self.moeter if m.status == Moetestatus.PLANLAGT and m.starter_at >= timezone.now()
        ]
        return coming[-1] if coming else None

    @property
    def neste_moete_svar(self) -> list[tuple[str, str]]:
        return [(self.navn(UUID(s["bruker"])), str(Svar(s["svar"]).label)) for s in self.neste_moete.svarene]

    @property
    def moeter_uten_referat(self) -> list[Any]:
        now = timezone.now()
        return [m for m in self.moeter if m.status == Moetestatus.PLANLAGT and m.starter_at < now]

    @property
    def holdte_moeter(self) -> list[Any]:
        return [m for m in self.moeter if m.status == Moetestatus.HOLDT]

    @cached_property
    def barnets_ord(self) -> Ord | None:
        """The newest words of the child, from a meeting or an evaluation."""
        words = [Ord(m.barnets_ord, m.held_at) for m in self.moeter if m.held_at and m.barnets_ord]
        words += [
            Ord(t.barn["ord"], datetime.fromisoformat(t.barn["tid"])) for t in self.tiltak_list if t.barn
        ]
        return max(words, key=lambda o: o.tid, default=None)

    @cached_property
    def meldinger(self) -> list[dict[str, Any]]:
        """The latest messages, oldest first."""
        latest = Melding.objects.filter(sak=self.sak).order_by("-sent_at")[:ANTALL_MELDINGER]
        return [{"melding": m, "navn": self.navn(m.sent_by_id)} for m in reversed(latest)]

    def _deltakere(self) -> QuerySet[Any]:
        relasjon = Familierelasjon.objects.filter(
            hovedperson=self.sak.hovedperson_id, bruker=OuterRef("bruker"), blocked_at=None
        )
        return (
            Deltaker.objects.filter(sak=self.sak)
            .order_by("invited_at", "bruker__navn")
            .annotate(
                relasjon=Subquery(relasjon.values("relasjon")[:1]),
                verifisering=Subquery(relasjon.values("verifisering")[:1]),
            )
            .values(
                "bruker_id", "rolle", "tjeneste_id", "gyldig_fra", "gyldig_til", "blocked_at", "relasjon",
                "verifisering", navn=F("bruker__navn"), tjeneste_navn=F("tjeneste__navn"),
            )
        )  # fmt: skip

    def _person(self, d: dict[str, Any]) -> Person:
        i_dag = timezone.localdate()
        deltar = (
            d["blocked_at"] is None
            and d["gyldig_fra"] <= i_dag
            and (d["gyldig_til"] is None or d["gyldig_til"] >= i_dag)
        )
        ser, innsyn = self._innsyn(d)
        return Person(
            bruker_id=d["bruker_id"],
            navn=d["navn"],
            rolle=d["rolle"],
            tilhoerighet=d["tjeneste_navn"] or _familierolle(d),
            deltar=deltar,
            innsyn=innsyn,
            ser=ser and deltar,
        )

    def _innsyn(self, d: dict[str, Any]) -> tuple[bool, str]:
        """Whether the person sees the case now, and why, in words."""
        if d["rolle"] in FAMILIEROLLER:
            if d["verifisering"] == Verifisering.INGEN:
                return False, _("Ser ikke saken ennå: venter på at en leder bekrefter.")
            return True, _("Ser hele saken.")
        if d["tjeneste_id"] == self.sak.tjeneste_id:
            return True, _("Ser hele saken.")
        if d["tjeneste_id"] in self.sak.tjenester_med_innsyn:
            return True, _("Ser hele saken, med familiens samtykke.")
        return False, _("Ser ikke saken: familien har ikke samtykket.")


def _tiltak(sak: Sak) -> QuerySet[Any]:
    evalueringer = Evaluering.objects.filter(tiltak=OuterRef("pk")).order_by("-evaluated_at")
    siste = evalueringer.values(j=JSONObject(grad="grad", ord="ord", tid="evaluated_at"))[:1]
    barn = evalueringer.exclude(barnets_ord="").values(j=JSONObject(ord="barnets_ord", tid="evaluated_at"))[
        :1
    ]
    return (
        Tiltak.objects.filter(sak=sak)
        .annotate(evaluering=Subquery(siste), barn=Subquery(barn))
        .order_by("-status", "evalueres", "created_at")
    )


def _moeter(sak: Sak) -> QuerySet[Any]:
    svar = Moetedeltaker.objects.filter(moete=OuterRef("pk")).order_by("bruker_id")
    return (
        Moete.objects.filter(sak=sak)
        .annotate(svarene=ArraySubquery(svar.values(j=JSONObject(bruker="bruker_id", svar="svar"))))
        .defer("referat")
        .order_by("-starter_at")[:ANTALL_MOETER]
    )


def _siden(dato: str | None) -> str:
    return _("siden {dato}").format(dato=date.fromisoformat(dato).strftime("%d.%m.%Y")) if dato else ""


def _familierolle(d: dict[str, Any]) -> str:
    if d["rolle"] == Rolle.UNGDOM:
        return _("den unge selv")
    relasjoner = {"mor": _("mor"), "far": _("far"), "medmor": _("medmor"), "verge": _("verge")}
    return relasjoner.get(d["relasjon"], _("foresatt"))


def _samtykkestatus(kravene: list[dict[str, Any]], has_innsyn: bool) -> Samtykkestatus:
    tjeneste = kravene[0]["tjeneste"]
    gitt = [k for k in kravene if k["til"]]
    if any(k["nei"] for k in kravene):
        return Samtykkestatus(tjeneste, _("En har sagt nei. Tjenesten ser ingenting."), "danger")
    if has_innsyn and gitt:
        til = date.fromisoformat(min(k["til"] for k in gitt)).strftime("%d.%m.%Y")
        return Samtykkestatus(tjeneste, _("Alle har sagt ja, til {dato}.").format(dato=til), "success")
    setning = _("{gitt} av {alle} har sagt ja. Tjenesten ser ingenting ennå.")
    return Samtykkestatus(tjeneste, setning.format(gitt=len(gitt), alle=len(kravene)), "warning")
