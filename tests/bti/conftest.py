"""What the tests of the core share: steps one takes on the way, through HTTP."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti.models import Sak, Undring
from tests import factories as f
from tests.cast import Verden

NORA = "14831670046"
KARI = "02858630013"
TOM = "21898430054"
EMMA_FORTROLIG = "04921570002"
AKSEL_STRENGT = "16841270030"
UKJENT = "14831670127"


def token_in(response: Any) -> str:
    """The signed token of the first form with a draft on a page."""
    return re.search(r'name="skjema_token" value="([^"]+)"', response.content.decode())[1]


def undring_data(**other: Any) -> dict[str, Any]:
    return {
        "observert": "Sitter alene i friminuttet og vil ikke spise.",
        "observert_dato": timezone.localdate().isoformat(),
        "styrke": "uro",
        "merkelapp": "Gult skap",
    } | other


@pytest.fixture
def jonas(client: Client, verden: Verden) -> Client:
    """A browser in which the teacher is logged in."""
    client.force_login(verden.jonas)
    return client


@pytest.fixture
def undring(verden: Verden) -> Undring:
    """An open worry of the teacher."""
    return f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole, merkelapp="Gult skap")


@pytest.fixture
def post_form(jonas: Client) -> Callable[..., Any]:
    """Open a form, fill it in and send it, as a browser does."""

    def post(url: str, client: Client = jonas, **data: Any) -> Any:
        data["skjema_token"] = token_in(client.get(url))
        return client.post(url, data)

    return post


@pytest.fixture
def avklar(post_form: Callable[..., Any], undring: Undring) -> Callable[..., Any]:
    """Choose a way out of the worry."""

    def choose(utfall: str, **other: Any) -> Any:
        data = {
            "utfall": utfall,
            "begrunnelse": "Vi er enige med foreldrene.",
            "foresatte_informert": "",
            "barnet_spurt": "ikke_ennaa",
        }
        if utfall in {"nivaa_1", "nivaa_2"}:
            data["foresatte_informert"] = date(2026, 1, 5).isoformat()
        return post_form(reverse("bti:undring-avklar", args=[undring.pk]), **(data | other))

    return choose


@pytest.fixture
def find_barn(jonas: Client, avklar: Callable[..., Any], undring: Undring) -> Callable[[str], Any]:
    """Choose level 1 and type an identity number."""

    def find(nummer: str) -> Any:
        avklar("nivaa_1")
        url = reverse("bti:undring-aapne-sak", args=[undring.pk])
        return jonas.post(url, {"foedselsnummer": nummer, "skjema_token": token_in(jonas.get(url))})

    return find


@pytest.fixture
def aapnet(find_barn: Callable[[str], Any], post_form: Callable[..., Any], undring: Undring) -> Sak:
    """A case that the teacher has opened for Nora, out of the register."""
    find_barn(NORA)
    url = reverse("bti:undring-bekreft-barn", args=[undring.pk])
    post_form(url, inviter=["0", "1"], hva_saken_gjelder="Trivsel i friminuttene.", kalles="")
    undring.refresh_from_db()
    return Sak(pk=undring.sak_id)


@pytest.fixture
def urls(undring):
    return {
        side: reverse(f"bti:undring-{side}", args=[undring.pk])
        for side in ("detail", "avklar", "aapne-sak", "bekreft-barn", "barn-manuelt")
    }


def sak_of(eier, undring: Undring) -> Sak:
    with eier():
        return Sak.objects.select_related("hovedperson", "nivaa", "tjeneste").get(undringer=undring)


def refresh(eier, undring: Undring) -> Undring:
    with eier():
        return Undring.objects.get(pk=undring.pk)


@pytest.fixture
def deltakersider(verden: Verden) -> dict[str, str]:
    """The addresses of Nora's participants."""
    return {
        name: reverse(f"bti:{name}", args=[verden.nora_sak.pk])
        for name in ("sak-deltakere", "deltaker-new", "foresatt-new", "foresatt-invite")
    }
