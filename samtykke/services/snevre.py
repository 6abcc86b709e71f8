"""Taking back a part of a consent: fewer themes, only reading, a shorter time."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from bti.revisjon.services import record
from bti.services import touch_sak_if_open
from bti.varsling.models import Slag
from samtykke.feil import AltSlutt, IkkeMindre
from samtykke.models import Samtykke
from samtykke.services.felles import call, require_giver, tell_holder


@transaction.atomic
def narrow_samtykke(
    samtykke: Samtykke, *, temaer: list[str], til: date, kan_skrive: bool, by: UUID
) -> Samtykke:
    """Put a smaller yes in the place of one that lives; the former is kept, and ends as narrowed.

    Also in a closed case, as a withdrawal. Raises IkkeDinAaSvare, IkkeMindre, AltSlutt.
    """
    require_giver(samtykke.giver_id, by)
    touch_sak_if_open(samtykke.sak)
    _require_smaller(samtykke, temaer, til, kan_skrive=kan_skrive)
    noekkel = uuid4()
    if (
        call("SELECT samtykke_snevre(%s, %s, %s, %s, %s)", noekkel, samtykke.pk, temaer, til, kan_skrive)
        != "snevret"
    ):
        raise AltSlutt
    ny = Samtykke.objects.get(pk=noekkel)
    record("samtykke.snevret", sak_id=samtykke.sak_id, objekt=ny, tjeneste=samtykke.tjeneste_id,
           temaer=",".join(temaer), til=til, kan_skrive=kan_skrive)  # fmt: skip
    tell_holder(Slag.SAMTYKKE_SNEVRET, ny, f"samtykke-snevret:{ny.pk}")
    return ny


def _require_smaller(samtykke: Samtykke, temaer: list[str], til: date, *, kan_skrive: bool) -> None:
    before, after = set(samtykke.temaer), set(temaer)
    is_within = after and after <= before and til <= samtykke.gyldig_til and kan_skrive <= samtykke.kan_skrive
    is_same = (after, til, kan_skrive) == (before, samtykke.gyldig_til, samtykke.kan_skrive)
    if not is_within or is_same:
        raise IkkeMindre
