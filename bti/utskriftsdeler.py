"""The core's parts of the case summary: who the case is about, its levels, and who takes part."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import (
    Deltaker,
    Familierelasjon,
    Individuellplan,
    Koordinering,
    Nivaa,
    Nivaaendring,
    Rolle,
    Sak,
    Skjerming,
)
from bti.queries import with_ubekreftet
from bti.queries_skjema import ferdige_in
from bti.skjemamaler.svar import list_linjer
from bti.utskrift.deler import Del, Valg, register_del
from bti.utskrift.trappefigur import Flytting, build_trapp, list_perioder


def hent_grunnopplysninger(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Whom it is about, the level now, who holds the baton, and why there is a case."""
    sak = Sak.objects.select_related("hovedperson", "nivaa", "tjeneste").get(pk=sak_id)
    stafettholder = (
        Deltaker.objects.filter(
            sak_id=sak_id, rolle=Rolle.STAFETTHOLDER, gyldig_til=None, stedfortreder_for=None
        )
        .select_related("bruker", "tjeneste")
        .first()
    )
    return {"sak": sak, "barnet": sak.hovedperson, "stafettholder": stafettholder}


def hent_nivaaer(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Every move between levels, as a staircase and as rows."""
    endringer = list(
        Nivaaendring.objects.filter(sak_id=sak_id)
        .select_related("fra_nivaa", "til_nivaa", "decided_by", "moete")
        .order_by("decided_at")  # as it was decided: a date can be corrected, the order cannot
    )
    sak = Sak.objects.select_related("nivaa").get(pk=sak_id)
    hoeyeste = max(
        Nivaa.objects.filter(veileder_id=sak.veileder_id).values_list("nummer", flat=True), default=0
    )
    flyttinger = [
        Flytting(e.fra_nivaa.nummer if e.fra_nivaa else None, e.til_nivaa.nummer, e.dato) for e in endringer
    ]
    perioder = list_perioder(flyttinger, naa=sak.nivaa.nummer, aapnet=timezone.localdate(sak.opened_at))
    trapp = build_trapp(perioder, hoeyeste=hoeyeste)
    return {"sak": sak, "endringer": endringer, "trapp": trapp}


def hent_deltakere(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Everybody who takes or took part, the stafettholder first, then the family, then the others by name."""
    relasjoner = {
        relasjon.bruker_id: relasjon.get_relasjon_display()
        for relasjon in Familierelasjon.objects.filter(hovedperson__sak=sak_id)
    }
    rekkefoelge = [Rolle.STAFETTHOLDER, Rolle.UNGDOM, Rolle.FORESATT, Rolle.FAGPERSON]
    deltakere = sorted(
        with_ubekreftet(Deltaker.objects.filter(sak_id=sak_id)).select_related(
            "bruker", "tjeneste", "stedfortreder_for__bruker"
        ),
        key=lambda deltaker: (
            rekkefoelge.index(Rolle(deltaker.rolle)),
            not deltaker.holder_pinnen,
            deltaker.vist_navn,
        ),
    )
    return {"deltakere": [(deltaker, relasjoner.get(deltaker.bruker_id, "")) for deltaker in deltakere]}


def hent_samordning(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Who coordinates by law and who has, oldest first; and the family's own words in the individual plan."""
    rader = Koordinering.objects.filter(sak_id=sak_id).select_related("rettighet", "tjeneste", "bruker")
    plan = Individuellplan.objects.filter(sak_id=sak_id).first()
    return {"koordineringer": list(rader.order_by("decided_at")), "plan": plan}


def hent_skjemaer(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """The forms that are done, with questions and answers, oldest first."""
    return {"skjemaer": [(one, list_linjer(one)) for one in ferdige_in(sak_id)]}


def map_tilhoerighet(sak_id: UUID) -> dict[UUID, str]:
    """Return, for everybody in the case, the service or the role that stands behind the name on paper."""
    deltakere = Deltaker.objects.filter(sak_id=sak_id).select_related("tjeneste")
    return {deltaker.bruker_id: deltaker.sted for deltaker in deltakere}


@dataclass
class Skjult:
    """What of a case is hidden from whom: the names by row, and the rows that somebody in the family does not see."""

    names: dict[UUID, list[str]] = field(default_factory=dict)
    from_familie: set[UUID] = field(default_factory=set)


def list_skjult(sak_id: UUID) -> Skjult:
    """Return what the reader sees that others in the case do not."""
    familie = {rad.bruker_id for rad in Deltaker.objects.filter(sak_id=sak_id) if rad.is_familie}
    familie |= set(
        Familierelasjon.objects.filter(hovedperson__sak=sak_id).values_list("bruker_id", flat=True)
    )
    skjult = Skjult()
    rows = with_ubekreftet(Skjerming.objects.filter(sak_id=sak_id).select_related("bruker"))
    for rad in rows.order_by("bruker__navn"):
        skjult.names.setdefault(rad.objekt_id, []).append(rad.vist_navn)
        if rad.bruker_id in familie:
            skjult.from_familie.add(rad.objekt_id)
    return skjult


register_del(
    Del(
        "grunnopplysninger",
        _("Hvem saken gjelder"),
        "utskrift/deler/grunnopplysninger.html",
        hent_grunnopplysninger,
        plass=10,
        alltid=True,
    )
)
register_del(Del("nivaaer", _("Nivåer i saken"), "utskrift/deler/nivaaer.html", hent_nivaaer, plass=20))
register_del(Del("skjemaer", _("Skjemaer"), "utskrift/deler/skjemaer.html", hent_skjemaer, plass=65))
register_del(Del("deltakere", _("Deltakere"), "utskrift/deler/deltakere.html", hent_deltakere, plass=30))
register_del(
    Del(
        "samordning",
        _("Koordinator og individuell plan"),
        "utskrift/deler/samordning.html",
        hent_samordning,
        plass=35,
    )
)
