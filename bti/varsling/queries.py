"""What the actor has been told. PostgreSQL shows a person their own rows, while they still see the case."""

from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from bti.models import Deltaker, Tjeneste
from bti.tilgang.sted import is_sted_skjult
from bti.varsling.models import Varsel

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class OmMeg(TypedDict):
        rolle: str | None
        tjeneste: str | None

    MittVarsel = WithAnnotations[Varsel, OmMeg]


_om: list[type[Model]] = []


def register_om(modell: type[Model]) -> None:
    """Say of a kind of row that it is about a service: a notice of such a row can name it.

    The row is read when the page is drawn, by the reader and behind the wall: who does not see it gets no name.
    """
    _om.append(modell)


def _tjeneste() -> Coalesce:
    """The name of the service that the notice is about: the thing itself, or what the thing says.

    None to who must not be told where: the notice says what has happened without it.
    """
    if is_sted_skjult():
        return Coalesce(Value(""), Value(""))
    names = [Subquery(Tjeneste.objects.filter(pk=OuterRef("objekt_id")).values("navn"))]
    for modell in _om:
        rows = modell._default_manager.filter(pk=OuterRef("objekt_id"), sak_id=OuterRef("sak_id"))
        names.append(Subquery(rows.values("tjeneste__navn")))
    return Coalesce(*names, Value(""))


def my_varsler() -> "QuerySet[MittVarsel]":
    """Newest first, each with the child, the role one has in the case, and the service when it is about one.

    Who takes part and stands in for another has several parts: one's own is the one that is told.
    """
    mine = Deltaker.objects.filter(sak=OuterRef("sak"), bruker=OuterRef("mottaker"))
    mine = mine.order_by(F("stedfortreder_for").asc(nulls_first=True))
    return (
        Varsel.objects.annotate(rolle=Subquery(mine.values("rolle")[:1]), tjeneste=_tjeneste())
        .select_related("sak__hovedperson")
        .order_by("-told_at", "pk")
    )


def get_varsel(varsel_id: UUID) -> "MittVarsel":
    """Return one, or raise 404: somebody else's and an unknown one look alike."""
    return get_object_or_404(my_varsler(), pk=varsel_id)
