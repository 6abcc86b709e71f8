"""What several tests of varsling need: rows as the owner sees them, and everyday notices."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Model
from django.utils import timezone

from bti.models import Bruker, Sak
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from bti.varsling.services import plan_paaminnelse, queue_varsel
from tests.eier import as_owner


def rows(model: type[Model], **condition: Any) -> list[Any]:
    """Every row, whoever may see it."""
    with as_owner():
        return list(model.objects.filter(**condition).order_by("pk"))


def change(model: type[Model], values: dict[str, Any], **condition: Any) -> int:
    """Turn back a clock, as no user of the app can."""
    with as_owner():
        return model.objects.filter(**condition).update(**values)


def tell(
    sak: Sak, av: Bruker, *mottakere: Bruker, noekkel: str = "innlegg:1", slag: Slag = Slag.INNLEGG,
    send_etter: datetime | None = None,
) -> int:  # fmt: skip
    """Queue an everyday notice in the name of ``av``."""
    with acting_as(av.pk):
        return queue_varsel(
            slag, mottakere=[m.pk for m in mottakere], sak_id=sak.pk, objekt_id=uuid4(), noekkel=noekkel,
            send_etter=send_etter,
        )  # fmt: skip


def plan(
    sak: Sak | None, av: Bruker, mottaker: Bruker, *, due_at: datetime | None = None, forekomst: str = "dagen før",
    objekt_id: UUID | None = None, regel: Slag = Slag.MOETE_SNART, expires_at: datetime | None = None,
) -> UUID:  # fmt: skip
    """Plan a reminder that fell due a minute ago, unless told otherwise; return what it is about."""
    objekt_id = objekt_id or uuid4()
    with acting_as(av.pk):
        plan_paaminnelse(
            regel,
            mottaker_id=mottaker.pk,
            sak_id=sak.pk if sak else None,
            objekt_id=objekt_id,
            forekomst=forekomst,
            due_at=due_at or timezone.now() - timedelta(minutes=1),
            expires_at=expires_at,
        )
    return objekt_id


def statuses() -> list[str]:
    return [rad.status for rad in rows(Utboks)]


def let_time_pass(**how) -> None:
    """Make every row of the outbox that much older."""
    for rad in rows(Utboks):
        older = {
            name: getattr(rad, name) - timedelta(**how)
            for name in ("send_etter", "claimed_at", "queued_at")
            if getattr(rad, name)
        }
        change(Utboks, older, pk=rad.pk)
