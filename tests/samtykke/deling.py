"""What the tests of what was shared without consent have in common."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from bti.models import Bruker
from bti.tilgang.aktoer import acting_as
from samtykke.models import Lovligdeling
from samtykke.services.deling import Deling, assess_deling
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag

STED = "Barnevernvakten i Solvik"
HVORFOR = "Det hastet."


def fields(**endret: Any) -> dict[str, Any]:
    return {
        "til": "barnevern", "mottaker": STED, "opplysninger": ["hvem", "fare"], "delt_dato": i_dag().isoformat(),
        "hjemmel": "opplysningsplikt", "annen_lov": "", "bestemt_av": "Jonas Lie, lærer", "begrunnelse": HVORFOR,
    } | endret  # fmt: skip


def a_deling(**endret: Any) -> Deling:
    felter: dict[str, Any] = {
        "til": "politi", "mottaker": STED, "opplysninger": ["fare"], "delt_dato": i_dag(), "hjemmel": "noedrett",
        "lovhenvisning": "Straffeloven § 17", "lovtekst": "", "bestemt_av": "Jonas Lie", "begrunnelse": HVORFOR,
    }  # fmt: skip
    return Deling(**felter | endret)


def login(bruker: Bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


def url(verden: Verden, navn: str = "samtykke:deling-list", *args: Any) -> str:
    return reverse(navn, args=[verden.nora_sak.pk, *args])


def send(bruker: Bruker, where: str, times: int = 1, **data: Any):
    client = login(bruker)
    data["skjema_token"] = token_in(client.get(where))
    return [client.post(where, data) for _ in range(times)][-1]


def all_rows() -> list[Lovligdeling]:
    with as_owner():
        return list(Lovligdeling.objects.order_by("registered_at"))


def make(verden: Verden, **felter: Any) -> Lovligdeling:
    return f.LovligdelingFactory(sak=verden.nora_sak, registered_by=verden.jonas, mottaker=STED, **felter)


def assess(
    deling: Lovligdeling, by: Bruker, *, ja: bool, antall: int = 0, begrunnelse: str = "Trygt nå."
) -> None:
    with acting_as(by.pk):
        assess_deling(deling.pk, antall=antall, familien_ser=ja, begrunnelse=begrunnelse)


def seen_by(bruker: Bruker) -> set[uuid.UUID]:
    with acting_as(bruker.pk):
        return set(Lovligdeling.objects.values_list("pk", flat=True))


def reads(bruker: Bruker, verden: Verden) -> bool:
    """Whether the receiver's name stands on the page that is the person's own."""
    navn = "familie:deling-list" if bruker in (verden.kari, verden.tom) else "samtykke:deling-list"
    svar = login(bruker).get(url(verden, navn))
    assert svar.status_code == 200
    return STED in svar.content.decode()
