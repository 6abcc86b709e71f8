"""The gate: every endpoint names its permission here, and a test fails for one that does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Protocol, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import CharField, F, Func
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from bti.revisjon.services import record
from bti.tilgang.aktoer import forget_saker
from bti.tilgang.feil import SakTapt
from bti.tilgang.forespoersel import AapenForespoersel, Forespoersel, is_innlogget
from bti.tilgang.tillatelser import Permission

IKKE_GJORT = "ikke_gjort"  # in the login's address and form: what was pressed last was not done
LENGSTE_ADRESSE = 4000  # characters; Django sends nobody on to an address of more than 16 384

type View = Callable[Concatenate[Forespoersel, ...], HttpResponseBase]
type AapenView = Callable[Concatenate[AapenForespoersel, ...], HttpResponseBase]


class MerketView(Protocol):
    """A view as tests/husregler reads it: marked with its permission, or as open."""

    permission: Permission
    is_open: bool

    def __call__(self, request: AapenForespoersel, /, *args: Any, **url_kwargs: Any) -> HttpResponseBase: ...


def mine_tillatelser(sak: str = "pk") -> Func:
    """What the actor may do in the case now, to be fetched in the same statement as the row itself (tilgang_verb)."""
    return Func(F(sak), function="tilgang_verb", output_field=ArrayField(CharField(max_length=100)))


def may(row: Any, permission: Permission) -> bool:
    """Whether the actor may do this in the row's case; the row was fetched with ``mine_tillatelser``."""
    return permission.codename in row.mine_tillatelser


def requires(
    permission: Permission, *, load: Callable[..., Any] | None = None, les: str | None = ""
) -> Callable[[View], MerketView]:
    """Load the row named in the URL, then check the permission in its case.

    A row that RLS hides is a 404 (``load`` raises it); one that is seen but not allowed is a 403.
    What somebody sends to a case that they have lost while writing is kept as their own draft.
    An answer that shows a page is recorded as a read, under the name ``les`` or ``<model>.lest``: the page of a form
    that was refused shows as much as the one it was opened from. An answer that leads on shows nothing.
    None is for a page that shows no more of the case than one's own list of cases and who takes part, or that records
    the read itself.
    Without ``load`` the permission is about the person, not about a case.
    """
    if permission.is_sak_permission != (load is not None):
        raise TypeError(f"{permission} and load do not belong together")

    def decorate(view: View) -> MerketView:
        @wraps(view)
        def wrapper(request: AapenForespoersel, **url_kwargs: Any) -> HttpResponseBase:
            if not is_innlogget(request):
                return _ask_for_login(request)
            if load is None:
                if not request.aktoer.may(permission):
                    raise PermissionDenied
                return _pass_on(request, view, url_kwargs)
            return _pass_to_row(request, view, permission, load, les, url_kwargs)

        merket = cast("MerketView", wrapper)
        merket.permission = permission
        return merket

    return decorate


def _pass_on(request: Forespoersel, view: View, url_kwargs: dict[str, Any]) -> HttpResponseBase:
    """Let a view of what is not in a case work: a worry, a team's meeting, a question. It finds its row itself."""
    try:
        return view(request, **url_kwargs)
    except Http404:
        if kept := _keep_lost_text(request, url_kwargs):
            return kept
        raise


def _pass_to_row(
    request: Forespoersel,
    view: View,
    permission: Permission,
    load: Callable[..., Any],
    les: str | None,
    url_kwargs: dict[str, Any],
) -> HttpResponseBase:
    """Load, check, let the view work on the row, and record the read when it answers with a page.

    The page is rendered after this, and the record is written after that: a read that fails leaves none.
    """
    try:
        row = load(**url_kwargs)
    except Http404:
        if kept := _keep_lost_text(request, url_kwargs, om_sak=True):
            return kept
        raise
    if not may(row, permission):
        raise PermissionDenied
    try:
        response = view(request, row)
    except SakTapt:
        forget_saker()  # the rollback brought the old list back
        if kept := _keep_lost_text(request, url_kwargs, om_sak=True):
            return kept
        raise Http404 from None
    if les is not None and not 300 <= response.status_code < 400:
        record(les or f"{row._meta.model_name}.lest", sak_id=row.sak_id, objekt=row)
    return response


def require_still_seen(sak_id: UUID) -> None:
    """Ask again whether the actor sees the case. Call it when its row is locked: a withdrawal may have come first.

    The list of cases is worked out once per transaction, and the wait for the lock was part of it. Raises SakTapt.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_ser_fortsatt(%s)", [sak_id])
        (sees,) = cursor.fetchone()
    if not sees:
        raise SakTapt


def open_view(view: AapenView) -> MerketView:
    """Mark a view that needs no login; the list of them stands in tests/husregler."""
    merket = cast("MerketView", view)
    merket.is_open = True
    return merket


def _ask_for_login(request: AapenForespoersel) -> HttpResponse:
    """The session has ended. What was written is kept, and the login leads on to its form.

    A button did nothing, and its address may have no page: the login leads back to where it stood, and says so.
    """
    from bti.skjema.vern import keep_unsent

    kept = request.method == "POST" and keep_unsent(request)
    address = address_to_return_to(request)
    if request.method == "POST" and (not kept or "fra" in request.POST):
        address = _page_of_button(request)
    url = redirect_to_login(address).url
    if request.method == "POST" and not kept:
        url += f"&{IKKE_GJORT}=1"
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def address_to_return_to(request: HttpRequest) -> str:
    """Where a login leads back to. A query longer than any page of ours has is left out: no answer can carry it on."""
    address = request.get_full_path()
    return address if len(address) <= LENGSTE_ADRESSE else request.path


def _page_of_button(request: AapenForespoersel) -> str:
    """Return the page of ours that something was sent from, as the browser says it; else the start page."""
    page = urlsplit(request.headers.get("Referer", ""))
    ours = (page.scheme, page.netloc) == (request.scheme, request.get_host())
    return page._replace(scheme="", netloc="", fragment="").geturl() if ours and page.path else "/"


def _keep_lost_text(
    request: Forespoersel, url_kwargs: dict[str, Any], *, om_sak: bool = False
) -> HttpResponse | None:
    """What it is about was there when the form was opened and is hidden now: keep the text, say so. Still a 404."""
    from bti.skjema.vern import keep_lost

    kladd = keep_lost(request, url_kwargs.values()) if request.method == "POST" else None
    return render(request, "404.html", {"kladd": kladd, "om_sak": om_sak}, status=404) if kladd else None
