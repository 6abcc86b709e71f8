"""What the actor has been told. PostgreSQL shows a person their own rows, while they still see the case."""

from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from bti.models import Tjeneste
from bti.varsling.models import Varsel

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class OmMeg(TypedDict):
        rolle: str | None
        tjeneste: str | None

    MittVarsel = WithAnnotations[Varsel, OmMeg]


def my_varsler() -> "QuerySet[MittVarsel]":
    """Newest first, each with the child, the role one has in the case, and the service when it is about one."""
    om = Tjeneste.objects.filter(pk=OuterRef("objekt_id"))
    return (
        Varsel.objects.annotate(
            meg=FilteredRelation("sak__deltakere", condition=Q(sak__deltakere__bruker=F("mottaker")))
        )
        .annotate(rolle=F("meg__rolle"), tjeneste=Subquery(om.values("navn")))
        .select_related("sak__hovedperson")
        .order_by("-told_at", "pk")
    )


def get_varsel(varsel_id: UUID) -> "MittVarsel":
    """Return one, or raise 404: somebody else's and an unknown one look alike."""
    return get_object_or_404(my_varsler(), pk=varsel_id)
