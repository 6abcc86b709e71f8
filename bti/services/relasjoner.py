"""How one of the family is reached, where the child lives, and how long a relation holds."""

from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from bti.dytt import kick
from bti.feil import EndringVenter
from bti.models import Familierelasjon, Sak
from bti.queries import enhetsledere_of
from bti.revisjon.services import record
from bti.services.saker import touch_sak
from bti.skjema import Konflikt
from bti.tilgang import relasjonsendring as sql
from bti.varsling.models import Slag
from bti.varsling.services import TOEM_UTBOKS, queue_varsel


@transaction.atomic
def set_relasjon(
    sak: Sak,
    relasjon: Familierelasjon,
    *,
    noekkel: UUID,
    kanal: str,
    bor: bool | None,
    til: date | None,
    versjon: int,
    by: UUID,
) -> str:
    """Save the wish at once, and ask a head of the unit to confirm the rest; return what came of it.

    The same again changes nothing. Raises Konflikt, EndringVenter, SakErLukket, and PermissionDenied for anybody but
    the stafettholder.
    """
    touch_sak(sak)
    utfall = sql.set_relasjon(relasjon.pk, noekkel=noekkel, kanal=kanal, bor=bor, til=til, versjon=versjon)
    if utfall == sql.ENDRET:
        raise Konflikt(Familierelasjon.objects.get(pk=relasjon.pk))
    if utfall == sql.ALT_VENTER:
        raise EndringVenter
    if utfall != sql.UENDRET and kanal != relasjon.kanal:
        record("relasjon.kanal_valgt", sak_id=sak.pk, bruker=relasjon.bruker_id, kanal=kanal)
    if utfall == sql.VENTER:
        record("relasjon.endring_skrevet", sak_id=sak.pk, bruker=relasjon.bruker_id)
        queue_varsel(
            Slag.RELASJON,
            mottakere=[leder for leder in enhetsledere_of(sak.tjeneste_id) if leder != by],
            sak_id=None,
            objekt_id=None,
            noekkel=f"relasjon:{sak.pk}:{noekkel}",
        )
    return utfall


@transaction.atomic
def decide_endring(endring_id: UUID, *, ja: bool) -> str:
    """Confirm or refuse a change as the head of the unit; return what came of it.

    Raises PermissionDenied for anybody else, the one who wrote it among them.
    """
    utfall = sql.decide(endring_id, ja=ja)
    if utfall != sql.ALT_AVGJORT:
        record("relasjon.endring_avgjort", endring=endring_id, utfall=utfall)
        transaction.on_commit(partial(kick, TOEM_UTBOKS))
    return utfall
