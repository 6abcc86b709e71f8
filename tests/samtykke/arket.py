"""Ordering one's own paper about consent and having it made, the short way."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from bti.models import Bruker
from bti.tilgang.aktoer import acting_as
from bti.utskrift import jobb
from bti.utskrift.models import Utskrift
from bti.utskrift.services import order_ark
from samtykke.models import Samtykkekrav


def papir_url(krav: Samtykkekrav) -> str:
    return reverse("familie:samtykke-papir", args=[krav.pk])


def ark_url(ark_id: UUID) -> str:
    return reverse("familie:samtykke-ark", args=[ark_id])


def fil_url(ark_id: UUID) -> str:
    return reverse("familie:samtykke-ark-fil", args=[ark_id])


def order(krav: Samtykkekrav, bruker: Bruker) -> UUID:
    with acting_as(bruker.pk):
        return order_ark(krav.sak_id, om_id=krav.pk, by=bruker.pk).pk


def fetch_papir(client: Any, krav: Samtykkekrav) -> Any:
    """Order through the page as whoever is logged in, let the worker make it, and fetch the file."""
    response = client.post(papir_url(krav))
    assert response.status_code == 302, response.status_code
    ark_id = UUID(response.url.rstrip("/").rsplit("/", 1)[1])
    assert jobb.make_utskrift(ark_id)
    return client.get(fil_url(ark_id))


def find(bruker: Bruker, ark_id: UUID) -> Utskrift | None:
    """The order as this person sees it, or None."""
    with acting_as(bruker.pk):
        return Utskrift.objects.filter(pk=ark_id).first()
