"""What the tests of words that come too late share: sending, what is kept, and somebody who is first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bti.models import Bruker, Kladd
from tests.eier import as_owner

KLADD = "Teksten din er lagret som kladd."


def login(bruker: Bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


def kladd_of(bruker: Bruker) -> dict[str, Any]:
    """What lies as the person's draft, by field; nothing when there is none."""
    with as_owner():
        kladd = Kladd.objects.filter(bruker=bruker).first()
    return {navn: verdier[0] for navn, verdier in kladd.felter.items()} if kladd else {}


def send(client: Client, url: str, **data: str) -> str:
    """Send the form, and return the page that one ends on."""
    response = client.post(url, data, follow=True)
    assert response.status_code in (200, 422), response.status_code
    return response.content.decode()


def come_first(
    monkeypatch: pytest.MonkeyPatch, sted: str, act: Callable[[], object], *, is_stale: bool
) -> None:
    """Let somebody do this after the page was opened: now, or between the look and the lock of what the view calls."""
    if is_stale:
        with as_owner():
            act()
    else:
        first(monkeypatch, sted, act)


def first(monkeypatch: pytest.MonkeyPatch, sted: str, act: Callable[[], object]) -> None:
    """Let somebody do this between the look and the lock of what the view calls there."""
    modul, _, navn = sted.rpartition(".")
    real = getattr(__import__(modul, fromlist=[navn]), navn)

    def late(*args: Any, **kwargs: Any) -> Any:
        with as_owner():
            act()
        return real(*args, **kwargs)

    monkeypatch.setattr(sted, late)
