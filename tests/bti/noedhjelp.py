"""Steps of break-glass, through HTTP: a fresh login, the form, the people who are told."""

import time
from typing import Any

from django.test import Client
from django.urls import reverse

from bti.models import Bruker, Kommunerolletype, Noedtilgang
from bti.tilgang.fersk import INNLOGGET
from bti.varsling import jobb
from bti.varsling.models import Varsel
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import Verden
from tests.eier import as_owner

NY = "bti:noedtilgang-new"
TEKST = "Legevakten ringer. Barnet er skadet, og de spør om medisiner."


def log_in(client: Client, bruker: Bruker, *, ago: int = 0) -> None:
    """Log in, so many seconds ago."""
    client.force_login(bruker)
    session = client.session
    session[INNLOGGET] = int(time.time()) - ago
    session.save()


def ask(client: Client, **other: Any) -> Any:
    """Fill in the form and send it, as a browser does."""
    data = {
        "navn": "Nora Nordlie", "foedselsdato_0": "4", "foedselsdato_1": "3", "foedselsdato_2": "2016",
        "grunn": "liv_helse", "tekst": TEKST,
    }  # fmt: skip
    page = client.get(reverse(NY))
    tjeneste = other.pop("tjeneste", None) or page.context["form"].initial.get("tjeneste", "")
    return client.post(reverse(NY), data | {"skjema_token": token_in(page), "tjeneste": tjeneste} | other)


def open_as(client: Client, bruker: Bruker, **other: Any) -> Noedtilgang:
    """Open Nora's case in an emergency; return the row."""
    log_in(client, bruker)
    response = ask(client, **other)
    assert response.status_code == 302, response.content.decode()[:2000]
    with as_owner():
        return Noedtilgang.objects.get(bruker=bruker)


def make_ombud(verden: Verden) -> Bruker:
    """The municipality's personvernombud, who has no other part."""
    ombud = f.BrukerFactory(navn="Vera Vern")
    f.KommunerolleFactory(bruker=ombud, kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD)
    return ombud


def make_ansatt(verden: Verden, navn: str = "Nina Nav", *, is_leder: bool = False) -> Bruker:
    """Somebody at NAV, who is in no case."""
    bruker = f.BrukerFactory(navn=navn)
    f.AnsettelseFactory(bruker=bruker, tjeneste=verden.nav, is_leder=is_leder, tittel="veileder")
    return bruker


def told(*brukere: Bruker, slag: str = "noedtilgang") -> set[Any]:
    """Who of these has been told, after the outbox has been emptied."""
    jobb.empty_utboks()
    with as_owner():
        rows = Varsel.objects.filter(slag=slag, mottaker__in=brukere)
        return set(rows.values_list("mottaker__navn", flat=True))
