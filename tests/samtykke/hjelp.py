"""Steps that the consent tests share: asking as Jonas, answering as a parent."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from bti.models import Bruker, Sak
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.queries import current_tekst
from samtykke.services import grant_samtykke, request_samtykke
from tests.cast import Verden
from tests.eier import as_owner

DAGER = 100


def ask(verden: Verden, **changes) -> dict[Bruker, Samtykkekrav]:
    """Jonas asks both parents about PPT; return the question to each."""
    fields: dict[str, Any] = {
        "tjeneste": verden.ppt,
        "hvorfor": "Vi ønsker råd om lesing.",
        "temaer": ["skole", "laering"],
        "til": timezone.localdate() + timedelta(days=DAGER),
        **changes,
    }
    with acting_as(verden.jonas.pk):
        request_samtykke(verden.nora_sak, **fields, by=verden.jonas.pk)
        # What stood from before may be about another service, or answered; the newest of this one is what was asked.
        asked = Samtykkekrav.objects.filter(tjeneste=fields["tjeneste"]).order_by("requested_at")
        krav = {k.giver_id: k for k in asked.select_related("sak", "tjeneste")}
    return {bruker: krav[bruker.pk] for bruker in (verden.kari, verden.tom) if bruker.pk in krav}


def say_yes(verden: Verden, bruker: Bruker, krav: Samtykkekrav) -> Samtykke:
    """Answer as the parent, through the service."""
    with acting_as(bruker.pk):
        krav = Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk)
        return grant_samtykke(
            krav, temaer=["skole"], til=krav.foreslaatt_til, tekst=current_tekst(verden.solvik.pk),
            by=bruker.pk,
        )  # fmt: skip


def both_say_yes(verden: Verden) -> Samtykke:
    """Ask, and let both parents answer yes; return Kari's consent."""
    krav = ask(verden)
    given = say_yes(verden, verden.kari, krav[verden.kari])
    say_yes(verden, verden.tom, krav[verden.tom])
    return given


def answer_fields(page, **changes) -> dict:
    """What the answer form sends when nothing is touched but one button."""
    form = page.context["form"]
    names = ("temaer", "til", "tekst", "lest", "avsluttet")
    data = {name: form.initial[name] for name in names if name in form.fields}
    return {**data, "svar": "ja", **changes}


def svar_url(krav: Samtykkekrav) -> str:
    return reverse("familie:samtykke-svar", args=[krav.pk])


def sees_case(bruker: Bruker, sak: Sak) -> bool:
    with acting_as(bruker.pk):
        return Sak.objects.filter(pk=sak.pk).exists()


def told(slag: Slag) -> set:
    """Return who has a notice of this kind waiting."""
    with as_owner():
        return set(Utboks.objects.filter(slag=slag).values_list("mottaker_id", flat=True))
