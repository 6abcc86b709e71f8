"""Goals and measures in the case summary, with what came of them."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from bti.utskrift.deler import Del, Valg, register_del
from tiltak.models import Evaluering, Maal, Tiltak
from tiltak.queries import with_ansvarlig_tjeneste


def hent_tiltak(sak_id: UUID, valg: Valg) -> dict[str, Any]:
    """Return the goals with their measures, and last the measures that serve no stated goal."""
    evalueringer = Prefetch(
        "evalueringer", Evaluering.objects.select_related("evaluated_by").order_by("evaluated_at")
    )
    tiltak_list = with_ansvarlig_tjeneste(Tiltak.objects.select_related("ansvarlig"))
    tiltak_list = tiltak_list.prefetch_related(evalueringer).order_by("starter")
    maal_list = Maal.objects.filter(sak_id=sak_id).order_by("created_at")
    return {
        "maal_list": maal_list.prefetch_related(Prefetch("tiltak_list", tiltak_list)),
        "uten_maal": tiltak_list.filter(sak_id=sak_id, maal=None),
    }


register_del(Del("tiltak", _("Mål og tiltak"), "utskrift/deler/tiltak.html", hent_tiltak, plass=50))
