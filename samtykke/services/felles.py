"""What asking, answering and withdrawing share."""

from typing import Any
from uuid import UUID

from django.db import connection

from bti.models import Rolle
from bti.queries import deltaker_ider
from bti.varsling.models import Slag
from bti.varsling.services import queue_varsel, send_soon
from samtykke.feil import IkkeDinAaSvare
from samtykke.models import Samtykke, Samtykkekrav, Samtykkeslag

# What is told of a question about taking over the case: it shares nothing with anybody (varsling_om_ansvar).
OM_ANSVAR = {Slag.SAMTYKKE_SPURT: Slag.ANSVAR_SPURT, Slag.SAMTYKKE_USIKKER: Slag.ANSVAR_USIKKER}


def slag_of(rad: Samtykke | Samtykkekrav, vanlig: Slag) -> Slag:
    """Return which notice tells of a question or an answer."""
    return vanlig if rad.slag == Samtykkeslag.INNSYN else OM_ANSVAR.get(vanlig, Slag.ANSVAR_SVAR)


def require_giver(giver_id: UUID, by: UUID) -> None:
    if giver_id != by:
        raise IkkeDinAaSvare


def tell_holder(
    slag: Slag, rad: Samtykke | Samtykkekrav, noekkel: str, *, objekt_id: UUID | None = None
) -> int:
    holders = deltaker_ider(rad.sak_id, roller=[Rolle.STAFETTHOLDER])
    return queue_varsel(
        slag, mottakere=holders, sak_id=rad.sak_id, objekt_id=objekt_id or rad.pk, noekkel=noekkel
    )


def call(sql: str, *arguments: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchone()[0]


def tell_of_loss(sak_id: UUID) -> None:
    """Tell who is left of the services that have lost sight, and whoever must find somebody to take over from them.

    What is not told now, because the case was busy, the night watch tells.
    """
    if call("SELECT samtykke_fortell_virkning(%s)", sak_id):
        send_soon()
