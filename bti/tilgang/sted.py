"""Nothing that locates is shown to who must not know where the child is: the place is taken out where a row is read.

Bergen was fined in 2020 because a list of contacts spread a protected address. So no page has to remember the rule:
while it is in force, the rows themselves hold no place (Moete.from_db, Tjeneste.from_db), whoever shows them. Whom it
is in force for is the database's to say (tilgang_skjult_sted, in what tilgang_hvem gives).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bti.tilgang.kall import fetch

if TYPE_CHECKING:
    from bti.tilgang.personer import Aktoer

# Where one who also works here reads as family. Elsewhere they do their work, and save what they read.
FAMILIESIDER = ("/familie/", "/varsler/")

_skjult: ContextVar[bool] = ContextVar("skjult_sted", default=False)
_hjemme: ContextVar[bool] = ContextVar("skjult_sted_hjemme", default=False)


@contextmanager
def hiding_sted(er_skjult: bool) -> Iterator[None]:
    """Take what locates out of every row that is read meanwhile."""
    token = _skjult.set(er_skjult)
    try:
        yield
    finally:
        _skjult.reset(token)


@contextmanager
def hiding_sted_from(aktoer: "Aktoer | None", path: str) -> Iterator[None]:
    """Hide it from who asks for a page; at work from nobody, for what stands in a form there is what is saved."""
    er_skjult = aktoer is not None and aktoer.skjult_sted
    at_work = aktoer is not None and (aktoer.er_ansatt or bool(aktoer.kommuneroller))
    token = _hjemme.set(er_skjult)
    try:
        with hiding_sted(er_skjult and (not at_work or path.startswith(FAMILIESIDER))):
            yield
    finally:
        _hjemme.reset(token)


def is_sted_skjult_at_home() -> bool:
    """Whether the one who reads, at work too, is of a family where somebody must not be told where."""
    return _hjemme.get()


def is_sted_skjult() -> bool:
    """Whether the one who reads now must not be told where."""
    return _skjult.get()


def hides_sted(sak_id: UUID) -> bool:
    """Whether somebody in the case must not be told where: its address is protected, or a relation is blocked.

    False in a case that the actor does not see.
    """
    return bool(fetch("SELECT tilgang_skjuler_sted(%s)", sak_id)[0][0])


def hide_sted(sted: str) -> str:
    """Return the place, or what stands instead of it."""
    return _("Spør stafettholderen hvor.") if is_sted_skjult() else sted


def hide_tjeneste(navn: str, tjenestetype: Any) -> str:
    """Return the name of a service, or what kind it is: a name says where a school or a kindergarten lies."""
    return capfirst(str(tjenestetype)) if is_sted_skjult() else navn


def hide_navn(tjeneste: str) -> str:
    """Return the name of a service that stands by itself, without its kind; or nothing."""
    return "" if is_sted_skjult() else tjeneste
