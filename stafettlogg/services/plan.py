"""The individual plan: the family's own words on top of the case. What the case has is never written twice."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bti.models import Individuellplan, Sak
from bti.revisjon.services import record
from bti.services import touch_sak
from bti.skjema import Konflikt
from bti.skjema.konflikt import is_same
from stafettlogg.models import Innleggstype
from stafettlogg.services.innlegg import write_innlegg


@transaction.atomic
def save_plan(
    sak: Sak,
    *,
    oensket_dato: date,
    viktig_for_meg: str,
    ressurser: str,
    behov: str,
    versjon: int,
    noekkel: UUID,
    by: UUID,
) -> Individuellplan:
    """Turn the case into an individual plan, or change the family's words in it; one that was ended goes on again.

    ``versjon`` is 0 for a plan that was not there. A second click changes nothing. Raises SakErLukket, Konflikt.
    """
    touch_sak(sak)
    felter = {
        "oensket_dato": oensket_dato,
        "viktig_for_meg": viktig_for_meg,
        "ressurser": ressurser,
        "behov": behov,
    }
    plan = Individuellplan.objects.select_for_update().filter(sak_id=sak.pk).first()
    if plan is None:
        plan = Individuellplan.objects.create(id=noekkel, sak_id=sak.pk, started_by_id=by, **felter)
        _tell_start(sak, plan, by=by)
        return plan
    if is_same(plan, felter) and plan.ended_at is None:
        return plan
    if plan.versjon != versjon:
        raise Konflikt(plan)
    _change(sak, plan, felter, by=by)
    return plan


def _change(sak: Sak, plan: Individuellplan, felter: dict[str, Any], *, by: UUID) -> None:
    """Write the words anew; a plan that was ended goes on again, and is told as one that starts."""
    was_ended = plan.ended_at is not None
    for navn, verdi in (felter | {"avslutning": "", "ended_at": None, "ended_by_id": None}).items():
        setattr(plan, navn, verdi)
    plan.versjon += 1
    plan.save(update_fields=[*felter, "avslutning", "ended_at", "ended_by", "versjon"])
    if was_ended:
        _tell_start(sak, plan, by=by)
    else:
        record("plan.endret", sak_id=sak.pk, objekt=plan)


def _tell_start(sak: Sak, plan: Individuellplan, *, by: UUID) -> None:
    record("plan.startet", sak_id=sak.pk, objekt=plan)
    tekst = _(
        "Familien har sagt ja til individuell plan. Mål, tiltak og møter i planen er de som står i saken."
    )
    write_innlegg(sak, tekst=tekst, innleggstype=Innleggstype.BESLUTNING, noekkel=uuid4(), by=by)


@transaction.atomic
def end_plan(plan: Individuellplan, *, avslutning: str, by: UUID) -> bool:
    """End the plan; the case goes on. Return False when it had ended, for another reason. Raises SakErLukket."""
    touch_sak(plan.sak)
    naa = Individuellplan.objects.select_for_update().get(pk=plan.pk)
    if naa.ended_at:
        return naa.avslutning == avslutning
    plan.avslutning, plan.ended_at, plan.ended_by_id = avslutning, timezone.now(), by
    plan.versjon += 1
    plan.save(update_fields=["avslutning", "ended_at", "ended_by", "versjon"])
    record("plan.avsluttet", sak_id=plan.sak_id, objekt=plan)
    tekst = _("Den individuelle planen er avsluttet.") + "\n\n" + avslutning
    write_innlegg(plan.sak, tekst=tekst, innleggstype=Innleggstype.BESLUTNING, noekkel=uuid4(), by=by)
    return True
