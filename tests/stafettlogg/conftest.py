"""What the tests of the staff's workplace share: steps one takes through HTTP."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bti.models import Bruker
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Innlegg, Moete
from stafettlogg.services import add_innlegg, call_moete
from tests.cast import Verden, give_consent
from tiltak.models import Maal, Tiltak
from tiltak.services import set_maal, start_tiltak


def token_in(response: Any) -> str:
    """The signed token of the form on a page."""
    return re.search(r'name="skjema_token" value="([^"]+)"', response.content.decode())[1]


@pytest.fixture
def login() -> Callable[[Bruker], Client]:
    """A browser of one's own for each person."""

    def browser(bruker: Bruker) -> Client:
        client = Client()
        client.force_login(bruker)
        return client

    return browser


@pytest.fixture
def jonas(login, verden: Verden) -> Client:
    return login(verden.jonas)


@pytest.fixture
def amina(login, verden: Verden) -> Client:
    """The adviser's browser, after both parents have said yes."""
    give_consent(verden, verden.kari, verden.tom)
    return login(verden.amina)


@pytest.fixture
def fill_in(jonas: Client) -> Callable[..., Any]:
    """Open a form, fill it in and send it, as a browser does. ``times`` is how often the button is pressed."""

    def send(url: str, *, client: Client | None = None, times: int = 1, **data: Any) -> Any:
        client = client or jonas
        page = client.get(url)
        data.setdefault("skjema_token", token_in(page))
        if level := re.search(r'name="fra" value="([^"]+)"', page.content.decode()):
            data.setdefault("fra", level[1])
        for _press in range(times):
            response = client.post(url, data)
        return response

    return send


@pytest.fixture
def innlegg(verden: Verden) -> Innlegg:
    with acting_as(verden.jonas.pk):
        return add_innlegg(verden.sak, tekst="Fast plass ved vinduet.", by=verden.jonas.pk)


@pytest.fixture
def moete(verden: Verden) -> Moete:
    with acting_as(verden.jonas.pk):
        return call_moete(
            verden.sak,
            moetetype="evaluering",
            starter_at=timezone.now() + timedelta(days=10),
            sted="Møterom 2",
            innkalte=[verden.kari.pk, verden.tom.pk],
            by=verden.jonas.pk,
        )


@pytest.fixture
def maal(verden: Verden) -> Maal:
    with acting_as(verden.jonas.pk):
        return set_maal(verden.sak, tekst="Gå glad til skolen.", by=verden.jonas.pk)


@pytest.fixture
def tiltak(verden: Verden, maal: Maal) -> Tiltak:
    i_dag = timezone.localdate()
    with acting_as(verden.jonas.pk):
        return start_tiltak(
            verden.sak,
            tittel="Leksehjelp",
            hva="To ganger i uka.",
            arena="tjeneste",
            ansvarlig_id=verden.jonas.pk,
            starter=i_dag,
            evalueres=i_dag + timedelta(days=3),
            maal_id=maal.pk,
            by=verden.jonas.pk,
        )
