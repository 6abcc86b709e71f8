"""Break-glass: opening, ending, judging. The SQL functions decide, record and tell; here the rest is recorded."""

from uuid import UUID

from django.db import transaction

from bti.revisjon.services import record
from bti.tilgang import noedtilgang
from bti.tilgang.noedtilgang import NyNoedtilgang
from bti.varsling.services import send_soon


@transaction.atomic
def open_noedtilgang(ny: NyNoedtilgang, *, noekkel: UUID, logget_inn: int, by: UUID) -> list[UUID]:
    """Open the child's cases to read; return their ids. None when nothing was opened, whatever the reason.

    Raises PermissionDenied when the login is not fresh or the person is not employed in the service.
    """
    saker = noedtilgang.open_noedtilgang(ny, noekkel=noekkel, logget_inn=logget_inn, by=by)
    send_soon()
    return saker


@transaction.atomic
def end_noedtilgang(noedtilgang_id: UUID) -> None:
    """End one's own, at once."""
    noedtilgang.end_noedtilgang(noedtilgang_id)


@transaction.atomic
def review_noedtilgang(noedtilgang_id: UUID, *, vurdering: str, tekst: str) -> bool:
    """Judge as the second person; False when somebody was first."""
    if not noedtilgang.review_noedtilgang(noedtilgang_id, vurdering=vurdering, tekst=tekst):
        return False
    record("noedtilgang.vurdert", innhold=tekst, noedtilgang=noedtilgang_id, vurdering=vurdering)
    send_soon()
    return True


@transaction.atomic
def tell_familie(noedtilgang_id: UUID, *, forleng: bool) -> str:
    """Tell the family now, or put it off once more; return what came of it."""
    outcome = noedtilgang.tell_familie(noedtilgang_id, forleng=forleng)
    record("noedtilgang.familie", noedtilgang=noedtilgang_id, utfall=outcome)
    send_soon()
    return outcome
