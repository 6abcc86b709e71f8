"""Meetings, log entries and messages in the case summary."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.queries import with_ubekreftet
from bti.utskrift.deler import Del, Leser, Valg, register_del
from bti.utskriftsdeler import list_skjult, map_tilhoerighet
from stafettlogg.models import Innlegg, Melding, Moete, Moetedeltaker, Moetestatus
from stafettlogg.queries import is_minutes_of
from stafettlogg.tidslinje_papir import DEL as HISTORIE


def hent_moeter(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Return the meetings, oldest first, with who was asked, who came and what was decided."""
    rows = with_ubekreftet(Moetedeltaker.objects.select_related("bruker"))
    deltakere = Prefetch("deltakere", rows.order_by("bruker__navn"))
    moeter = (
        Moete.objects.filter(sak_id=sak_id)
        .select_related("nivaaendring__fra_nivaa", "nivaaendring__til_nivaa")
        .prefetch_related(deltakere)
        .order_by("starter_at")
    )
    return {"moeter": moeter}


def hent_logg(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Return the entries of the chosen period, oldest first, and what each corrects or was corrected by.

    Minutes that stand with their meeting on the same paper are only pointed at. What is hidden from one of the family
    is not on the family's paper, which lies at home; on the others' it says from whom it is hidden.
    """
    skjult = list_skjult(sak_id)
    left_out = skjult.from_familie if valg.leser == Leser.FAMILIEN else set()
    alle = Innlegg.objects.filter(sak_id=sak_id).exclude(pk__in=left_out)
    rettelser = Prefetch("rettelser", alle.order_by("created_at"))
    innlegg = alle.select_related("created_by", "retter").prefetch_related(rettelser)
    hvor = map_tilhoerighet(sak_id)
    rader = in_period(innlegg, "created_at", valg).order_by("created_at")
    holdte = (
        list(Moete.objects.filter(sak_id=sak_id, status=Moetestatus.HOLDT)) if "moeter" in valg.deler else []
    )
    innlegg_list = [
        (
            rad,
            hvor.get(rad.created_by_id, ""),
            any(is_minutes_of(rad, moete) for moete in holdte),
            ", ".join(skjult.names.get(rad.pk, ())),
        )
        for rad in rader
    ]
    return {"innlegg_list": innlegg_list, "valg": valg}


def hent_meldinger(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Return the messages of the chosen period, oldest first."""
    meldinger = Melding.objects.filter(sak_id=sak_id).select_related("sent_by")
    hvor = map_tilhoerighet(sak_id)
    rader = in_period(meldinger, "sent_at", valg).order_by("sent_at")
    return {"meldinger": [(rad, hvor.get(rad.sent_by_id, "")) for rad in rader], "valg": valg}


def in_period(rader: QuerySet[Any], felt: str, valg: Valg) -> QuerySet[Any]:
    """Keep the rows of the chosen days, both ends included, by Norwegian time."""
    if valg.fra:
        rader = rader.filter(**{f"{felt}__gte": timezone.make_aware(datetime.combine(valg.fra, time.min))})
    if valg.til:
        rader = rader.filter(**{f"{felt}__lte": timezone.make_aware(datetime.combine(valg.til, time.max))})
    return rader


register_del(HISTORIE)
register_del(Del("moeter", _("Møter og beslutninger"), "utskrift/deler/moeter.html", hent_moeter, plass=60))
register_del(Del("logg", _("Logg"), "utskrift/deler/logg.html", hent_logg, plass=70))
register_del(Del("meldinger", _("Meldinger"), "utskrift/deler/meldinger.html", hent_meldinger, plass=80))
