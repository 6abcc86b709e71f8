"""What the views of case content share: what a service refuses becomes a sentence, and the text is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from bti.feil import SakErLukket
from bti.models import Sak
from bti.skjema import AltSendt, KladdForm
from bti.tilgang.forespoersel import Forespoersel
from bti.tilgang.porten import may
from bti.tilgang.tillatelser import Permission
from stafettlogg.feil import IngenNivaa, ManglerSamtykke, MoeteErAvsluttet
from stafettlogg.models import Innlegg, Moete
from stafettlogg.queries import get_innlegg, get_moete
from stafettlogg.saksside import get_saksside

SETNINGER = {
    SakErLukket: _("Saken er avsluttet. Du kan ikke skrive mer i den. Teksten din er lagret som kladd."),
    MoeteErAvsluttet: _("Møtet er allerede holdt eller avlyst. Teksten din er lagret som kladd."),
    IngenNivaa: _("Det finnes ikke noe nivå i den retningen. Velg noe annet."),
    ManglerSamtykke: _(
        "Dere kan ikke gå opp et nivå ennå. Først må alle foresatte si ja til en annen tjeneste, "
        "og noen derfra må være med i saken."
    ),
}


@contextmanager
def refusals(form: KladdForm) -> Iterator[None]:
    """Say what a service refused, in words, and keep the text as a draft."""
    try:
        yield
    except AltSendt:
        form.refuse_sent()
    except tuple(SETNINGER) as feil:
        form.add_error(None, ValidationError(SETNINGER[type(feil)], code=type(feil).__name__))
        form.keep_kladd()


def show(request: Forespoersel, template: str, form: Any, **kontekst: Any) -> TemplateResponse:
    """Render the page of a form: 422 when something must be put right."""
    return TemplateResponse(request, template, {"form": form, **kontekst}, status=422 if form.errors else 200)


def _for_staff[T](row: T) -> T:
    """These are the staff's pages; the family has its own, though it holds some of the same permissions."""
    if not may(row, Permission.VIEW_SAK):
        raise PermissionDenied
    return row


def get_sak_for_staff(sak_id: UUID) -> Sak:
    return _for_staff(get_saksside(sak_id))


def get_moete_for_staff(moete_id: UUID) -> Moete:
    return _for_staff(get_moete(moete_id))


def get_innlegg_for_staff(innlegg_id: UUID) -> Innlegg:
    return _for_staff(get_innlegg(innlegg_id))
