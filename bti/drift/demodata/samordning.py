"""One case of the demo has a barnekoordinator and an individual plan."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from bti.drift.demodata import key_of
from bti.models import Rettighet, Rettighetsslag, Sak
from bti.services.samordning import decide_koordinering
from stafettlogg.services import save_plan


def load_samordning(sak: Sak, rad: dict[str, Any], *, koordinator: UUID, tjeneste_id: UUID, by: UUID) -> None:
    """Name who coordinates, and turn the case into a plan, as its stafettholder."""
    i_dag = timezone.localdate()
    decide_koordinering(
        sak,
        rettighet=Rettighet.objects.get(kommune=sak.kommune_id, slag=Rettighetsslag.BARNEKOORDINATOR),
        tjeneste_id=tjeneste_id,
        bruker_id=koordinator,
        gjelder_fra=i_dag,
        familien_vil=True,
        barnets_syn=rad["barnets_syn"],
        begrunnelse=rad["begrunnelse"],
        erstatter=None,
        noekkel=key_of("koordinering", str(sak.pk)),
    )
    save_plan(
        sak,
        oensket_dato=i_dag,
        viktig_for_meg=rad["viktig_for_meg"],
        ressurser=rad["ressurser"],
        behov=rad["behov"],
        versjon=0,
        noekkel=key_of("plan", str(sak.pk)),
        by=by,
    )
