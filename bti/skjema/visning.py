"""How a page with a form answers: what must be put right, and what a service refused, in words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from bti.feil import SakErLukket
from bti.skjema.felter import Tekst
from bti.skjema.form import KladdForm
from bti.skjema.konflikt import AltSendt
from bti.tilgang.forespoersel import Forespoersel

type Setninger = Mapping[type[Exception], Tekst]

SAK_ER_LUKKET = _("Saken er avsluttet. Du kan ikke skrive mer i den. Teksten din er lagret som kladd.")
TEKSTEN_ER_KLADD = _("Teksten din er lagret som kladd.")


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def show_form(request: HttpRequest, template: str, form: forms.Form, **kontekst: Any) -> TemplateResponse:
    """Render the page of a form: 422 when something must be put right."""
    return TemplateResponse(request, template, {"form": form, **kontekst}, status=422 if form.errors else 200)


@contextmanager
def refusals(form: KladdForm, setninger: Setninger) -> Iterator[None]:
    """Say what a service refused, in words, and keep the text as a draft.

    Each app has its own ``setninger``; a closed case and a form that has been sent are everybody's.
    """
    words: dict[type[Exception], Tekst] = {SakErLukket: SAK_ER_LUKKET, **setninger}
    try:
        yield
    except AltSendt:
        form.refuse_sent()
    except tuple(words) as feil:
        form.add_error(None, ValidationError(str(words[type(feil)]), code=type(feil).__name__))
        form.keep_kladd()


def say_too_late(request: Forespoersel, form: KladdForm, hva: Tekst) -> None:
    """Somebody else, or another tab, was first: say why nothing more is taken here, and keep the words as a draft."""
    if form.keep_words():
        messages.warning(request, f"{hva} {TEKSTEN_ER_KLADD}")
    else:
        messages.info(request, str(hva))


def say_sent_again(
    request: Forespoersel, form: KladdForm, *, is_same: bool, gjort: Tekst, for_sent: Tekst
) -> None:
    """It is done already: the same words again are the second click of two, other words are kept as a draft."""
    if is_same:
        messages.success(request, str(gjort))
    else:
        say_too_late(request, form, for_sent)
