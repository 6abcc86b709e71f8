"""What was shared without consent: written down, put right, and judged. The SQL functions decide and write.

What is recorded goes into the person's own chain and into no case's: the record of a case is read by its family, and a
chain that grew by one would tell them.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from bti.feil import SakErLukket
from bti.models import Sak, Saksstatus
from bti.revisjon.services import record
from bti.skjema import require_same
from bti.tilgang.kall import call
from bti.varsling.services import send_soon
from samtykke.feil import AltRettet, VurdertAvAndre
from samtykke.models import Lovligdeling


@dataclass(frozen=True)
class Deling:
    """What somebody writes down."""

    til: str
    mottaker: str
    opplysninger: list[str]
    delt_dato: date
    hjemmel: str
    lovhenvisning: str
    lovtekst: str
    bestemt_av: str
    begrunnelse: str


@transaction.atomic
def write_deling(sak: Sak, deling: Deling, *, noekkel: UUID, retter_id: UUID | None = None) -> None:
    """Write one down, or on top of the one that it puts right. The same key twice is one.

    Nothing of the case is locked or touched. Raises SakErLukket, AltRettet, AltSendt, PermissionDenied.
    """
    if sak.status != Saksstatus.AAPEN:
        raise SakErLukket
    p = asdict(deling) | {"id": noekkel, "sak": sak.pk, "retter": retter_id}
    svar = call("SELECT lovligdeling_skriv(%s::jsonb)", json.dumps(p, default=str))
    if svar == "alt rettet":
        raise AltRettet
    if svar == "alt skrevet":
        require_same(Lovligdeling.objects.get(pk=noekkel), retter_id=retter_id, **asdict(deling))
        return
    record("lovligdeling.skrevet", objekt=Lovligdeling(pk=noekkel), innhold=deling.begrunnelse)
    send_soon()


@transaction.atomic
def assess_deling(deling_id: UUID, *, antall: int, familien_ser: bool, begrunnelse: str) -> None:
    """Say whether the family can see it; ``antall`` is how many times it had been judged when the page was read.

    What has been shown stays shown. Raises VurdertAvAndre, PermissionDenied.
    """
    svar = call("SELECT lovligdeling_vurder(%s, %s, %s, %s)", deling_id, antall, familien_ser, begrunnelse)
    if svar != "vurdert":
        raise VurdertAvAndre
    record("lovligdeling.vurdert", objekt=Lovligdeling(pk=deling_id), innhold=begrunnelse)
    send_soon()
