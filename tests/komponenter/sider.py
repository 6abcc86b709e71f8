"""The gallery's pages as a teacher who is also a leader and a parent gets them, without a database."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory

from bti.tilgang.personer import Aktoer, Arbeidssted, Rollested

ID = UUID(int=1)
JONAS = Aktoer(
    bruker_id=ID,
    navn="Jonas Berge",
    maalform="nb",
    ansettelser=(Arbeidssted(ID, "Solvik skole", "lærer", False, ID, "Solvik kommune"),),
    kommuneroller=(Rollested("leder", ID, "Solvik kommune"),),
    familie_kommune=Rollested("familie", ID, "Solvik kommune"),
    antall_uleste=3,
)


def make_request(*, aktoer: Aktoer | None = JONAS, path: str = "/komponenter/") -> HttpRequest:
    """Return a request that has come through the gate as this person."""
    request = RequestFactory().get(path)
    request.aktoer = aktoer
    request.htmx = None
    request.session = {}
    return request


def html_of(response: HttpResponse) -> str:
    """Return the finished page."""
    if hasattr(response, "render"):
        response.render()
    return response.content.decode()


def render_template(
    name: str, context: dict[str, object] | None = None, *, aktoer: Aktoer | None = JONAS
) -> str:
    """Return a template as the page of that person."""
    return html_of(render(make_request(aktoer=aktoer), name, context or {}))
