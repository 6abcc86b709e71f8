"""One answer, and what it comes down to when everything that is random or was asked for is taken out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bti.models.deltaker import FAMILIEROLLER
from bti.tilgang.tillatelser import PERSONTILLATELSER, ROLLETILLATELSER, Personslag
from tests.husregler.kode import Adresse
from tests.sidetekst import without_tokens
from tests.tilgang.feiing.felt import Felt, undone
from tests.tilgang.feiing.galleri import Prinsipal
from tests.tilgang.innhold import Innhold

INNENFOR, NEKTET, SKJULT, ANNENS, INNLOGGING = "inne", "nektet", "skjult", "en annens", "logg inn"
# How long one's own break-glass still lasts: between two answers the clock may turn a minute.
NEDTELLING = re.compile(r"(?:\d+ minutter|Ett minutt) igjen")
FEIL_METODE = 405  # answered before anything is looked up: says nothing about the case
# What htmx says for itself. A page is never more open to a request that claims to come from there.
HTMX = {
    "HX-Request": "true", "HX-Target": "innhold", "HX-Trigger": "knapp", "HX-Boosted": "true", "HX-Prompt": "ja",
    "HX-History-Restore-Request": "true",
}  # fmt: skip


class Naa(Protocol):
    """A person as they are just now."""

    prinsipal: Prinsipal
    roller: frozenset[str]
    slag: frozenset[Personslag]


@dataclass(frozen=True)
class Svar:
    """What came back."""

    status: int
    kropp: str
    hoder: tuple[tuple[str, str], ...]
    antall: int  # SQL statements
    raatt: bytes
    oekt: str  # what the session held when the answer left, read past its seal

    @property
    def alt(self) -> str:
        """The whole answer as text: body and headers, with the addresses they lead to."""
        return self.kropp + "\n".join(f"{name}: {value}" for name, value in self.hoder)

    @property
    def is_html(self) -> bool:
        return self.status == 200 and "text/html" in dict(self.hoder).get("Content-Type", "")

    @property
    def is_pdf(self) -> bool:
        return self.raatt.startswith(b"%PDF") and len(self.raatt) > 100

    def without(self, ider: Iterable[Any]) -> tuple[int, str, tuple[tuple[str, str], ...], int]:
        """What is left to compare when the ids that were asked for are taken out."""
        which = re.compile("|".join(str(one) for one in ider) or "$^")
        hoder = tuple((name, which.sub("<id>", value)) for name, value in self.hoder)
        kropp = NEDTELLING.sub("<tid> igjen", without_tokens(self.kropp))
        return self.status, which.sub("<id>", kropp), hoder, self.antall


class Teller:
    """Counts statements without keeping them."""

    def __init__(self) -> None:
        self.antall = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        self.antall += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, *args)


def ask(
    client: Client, metode: str, adresse: str, data: Any = None, *, htmx: bool = False, **hoder: str
) -> Svar:
    """Ask, and undo what was written. Every answer of the sweeps comes through here."""
    headers = {**(HTMX | {"HX-Current-URL": f"http://testserver{adresse}"} if htmx else {}), **hoder}
    teller = Teller()
    with undone(), connection.execute_wrapper(teller):
        response = _send(client, metode, adresse, data, headers)
    client.cookies.pop("messages", None)  # the receipt of what was undone
    kaker = tuple(
        (f"Set-Cookie {one.key}", "" if one.key in {"csrftoken", "sessionid", "messages"} else one.value)
        for one in response.cookies.values()
    )
    return Svar(
        response.status_code,
        response.content.decode(errors="replace"),
        (*response.headers.items(), *kaker),
        teller.antall,
        response.content,
        str(dict(response.wsgi_request.session.items())),
    )


def _send(client: Client, metode: str, adresse: str, data: Any, headers: dict[str, str]) -> HttpResponse:
    if metode == "POST":
        return client.post(adresse, data or {}, headers=headers)
    if metode == "GET":
        return client.get(adresse, data, headers=headers)
    return client.generic(metode, adresse, headers=headers)


def log_in(felt: Felt, prinsipal: Prinsipal) -> Client:
    """Return a browser of this person, after its first page: that one renews the session."""
    client = Client(raise_request_exception=False)
    if prinsipal.hvem:
        client.force_login(felt.person(prinsipal.hvem))
        client.get(reverse("varsling:list"))
    return client


# One's own, and about the case: gone with it.
OM_SAKEN = frozenset({"varsling:read"})


def expect(adresse: Adresse, den: Naa, innhold: Innhold) -> str:
    """What the tables say should happen. What is one person's own is hidden from others, unless they see its case."""
    permission = getattr(adresse.visning, "permission", None)
    if permission is None:
        return INNENFOR
    if not den.prinsipal.hvem:
        return INNLOGGING
    anothers = innhold.is_anothers(adresse, den.prinsipal.hvem)
    if not permission.is_sak_permission:
        gone = anothers or (adresse.navn in OM_SAKEN and not den.roller)
        allowed = bool(PERSONTILLATELSER[permission] & den.slag)
        return (SKJULT if gone else INNENFOR) if allowed else NEKTET
    if not den.roller or anothers:
        return ANNENS if den.roller else SKJULT
    side = any((rolle in FAMILIEROLLER) is adresse.navn.startswith("familie:") for rolle in den.roller)
    may = frozenset().union(*(ROLLETILLATELSER[rolle] for rolle in den.roller))
    return INNENFOR if side and permission in may else NEKTET


def is_as(forventet: str, svar: Svar, adresse: Adresse) -> bool:
    """Whether the answer is the one that was expected."""
    if svar.status == FEIL_METODE:
        return True
    if svar.status >= 500:
        return False
    permission = getattr(adresse.visning, "permission", None)
    if forventet == INNLOGGING:
        hoder = dict(svar.hoder)
        return "/logg-inn/" in hoder.get("Location", hoder.get("HX-Redirect", ""))
    if forventet == SKJULT:  # a list that one has may answer that this one does not wait there
        return svar.status == 404 or (svar.status == 302 and not permission.is_sak_permission)
    if forventet == ANNENS:
        return svar.status in {403, 404}
    return (svar.status == 403) is (forventet == NEKTET) and (svar.status != 404 or permission is None)
