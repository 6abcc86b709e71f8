"""What several tests of varsling need: rows as the owner sees them, and everyday notices."""

# ruff: noqa: E501 (long calls)

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db.models import Model
from django.utils import timezone

from bti.models import Bruker, Sak, Undring
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from bti.varsling.services import plan_paaminnelse, queue_varsel
from stafettlogg.models import Innlegg, Moete
from tests.eier import as_owner
from tests.factories import InnleggFactory, MoeteFactory, UndringFactory


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
    """Queue an everyday notice in the name of ``av``: about an entry of theirs, made here. Other kinds are put there as they are."""
    if slag is not Slag.INNLEGG:
        return _put(slag, sak, mottakere, noekkel, send_etter)
    innlegg_id = uuid5(sak.pk, noekkel)
    with as_owner():
        if not Innlegg.objects.filter(pk=innlegg_id).exists():
            InnleggFactory(id=innlegg_id, sak=sak, created_by=av)
    with acting_as(av.pk):
        return queue_varsel(
            slag, mottakere=[m.pk for m in mottakere], sak_id=sak.pk, objekt_id=innlegg_id, noekkel=f"innlegg:{innlegg_id}",
            send_etter=send_etter,
        )  # fmt: skip


def _put(slag: Slag, sak: Sak, mottakere: Iterable[Bruker], noekkel: str, send_etter: datetime | None) -> int:
    naa = timezone.now()
    with as_owner():
        nye = [
            Utboks(mottaker=m, slag=slag, noekkel=noekkel, sak=sak, objekt_id=uuid4(), queued_at=naa, send_etter=send_etter or naa)
            for m in mottakere if not Utboks.objects.filter(mottaker=m, noekkel=noekkel).exists()
        ]  # fmt: skip
        return len(Utboks.objects.bulk_create(nye))


def plan(
    sak: Sak | None, av: Bruker, mottaker: Bruker, *, due_at: datetime | None = None, forekomst: str = "dagen før",
    objekt_id: UUID | None = None, regel: Slag = Slag.MOETE_SNART, expires_at: datetime | None = None,
) -> UUID:  # fmt: skip
    """Plan a reminder that fell due a minute ago, unless told otherwise; return what it is about."""
    objekt_id = objekt_id or uuid4()
    with as_owner():
        if (
            sak
            and regel in (Slag.MOETE_SNART, Slag.MOETE_FORFALT)
            and not Moete.objects.filter(pk=objekt_id).exists()
        ):
            MoeteFactory(id=objekt_id, sak=sak, called_by=av)
        if not sak and not Undring.objects.filter(pk=objekt_id).exists():
            UndringFactory(id=objekt_id, created_by=av)
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
