"""Forms to fill in: one with every kind of question, and what a browser does with it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bti.models import Felttype, Skjemafelt, Skjemamal, Skjemautfylling
from tests import factories as f
from tests.eier import as_owner

SPOERSMAAL = {
    "hvor": Felttype.TEKST,
    "sett": Felttype.LANGTEKST,
    "ofte": Felttype.VALG,
    "hva": Felttype.FLERVALG,
    "hvordan": Felttype.SKALA,
    "dato": Felttype.DATO,
    "leder": Felttype.JANEI,
}
VALG = ["Venner", "Søvn", "Mat"]
FYLT = {
    "f_1": "I garderoben", "f_2": "Barnet satt alene.", "f_3": "Søvn", "f_4": ["Venner", "Mat"], "f_5": "0",
    "f_6": "2026-05-04", "f_7": "False",
}  # fmt: skip


def make_mal(kommune: Any, **felter: Any) -> Skjemamal:
    """A form with one question of each kind; what was seen must be answered."""
    mal = f.SkjemamalFactory(kommune=kommune, **felter)
    for nummer, (noekkel, slag) in enumerate(SPOERSMAAL.items(), start=1):
        f.SkjemafeltFactory(
            mal=mal,
            nummer=nummer,
            noekkel=noekkel,
            ledetekst=f"Spørsmål om {noekkel}",
            felttype=slag,
            valg=VALG if slag in (Felttype.VALG, Felttype.FLERVALG) else [],
            paakrevd=noekkel == "sett",
        )
    return mal


@pytest.fixture
def mal(verden) -> Skjemamal:
    return make_mal(verden.solvik, noekkel="observasjon", navn="Observasjon i garderoben")


@pytest.fixture
def login() -> Callable[[Any], Client]:
    def browser(bruker: Any) -> Client:
        client = Client()
        client.force_login(bruker)
        return client

    return browser


@pytest.fixture
def start(login, verden) -> Callable[..., str]:
    """Begin on a form in Nora's case; return the address where it is filled in."""

    def begin(mal: Skjemamal, *, hvem: Any = None, fra: Skjemautfylling | None = None) -> str:
        url = reverse("bti:skjema-sak-new", args=[verden.nora_sak.pk])
        data = {"mal": str(mal.pk), "svar_fra": str(fra.pk) if fra else ""}
        return login(hvem or verden.jonas).post(url, data)["Location"]

    return begin


@pytest.fixture
def fill(login, verden) -> Callable[..., Any]:
    """Open the form, write in it and press a button: «ferdig», or the one that saves."""

    def send(url: str, *, hvem: Any = None, ferdig: bool = False, times: int = 1, **felter: Any) -> Any:
        client = login(hvem or verden.jonas)
        page = client.get(url).content.decode()
        data = dict(re.findall(r'name="(skjema_token|versjon)" value="([^"]+)"', page)) | felter
        for _press in range(times):
            response = client.post(url, data | ({"ferdig": "1"} if ferdig else {}))
        return response

    return send


def utfylling_at(url: str) -> Skjemautfylling:
    """The form that an address is about, whoever may see it."""
    with as_owner():
        return Skjemautfylling.objects.get(pk=re.search(r"[0-9a-f-]{36}", url)[0])


def svar_in(utfylling: Skjemautfylling) -> dict[str, Any]:
    """The answers as they lie in the columns, by the question's key."""
    with as_owner():
        rader = utfylling.svar.select_related("felt")
        return {
            rad.felt.noekkel: next(
                v for v in (rad.tekst or None, rad.tall, rad.dato, rad.ja, rad.valg) if v is not None
            )
            for rad in rader
        }


def felt_of(mal: Skjemamal, noekkel: str) -> Skjemafelt:
    with as_owner():
        return mal.felter.get(noekkel=noekkel)
