"""One answer about several batons, whoever asked: what the pages of a colleague's and a head's questions share."""

from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext_lazy, ngettext

from bti.skjema import KladdForm, say_too_late
from bti.tilgang.forespoersel import Forespoersel
from stafettlogg.feil import VekslingErBesvart, VekslingErBorte, VekslingErTrukket
from stafettlogg.models import Stafettveksling, Vekslingssvar

IKKE_LENGER = gettext_lazy(
    "Et av spørsmålene gjelder ikke lenger. Ikke noe svar ble sendt. Se hva som står her nå."
)
FOR_SENT = (VekslingErBesvart, VekslingErTrukket, VekslingErBorte)


def is_second_yes(request: Forespoersel) -> bool:
    """Whether this is the second click of a yes: the first has taken the questions off the page."""
    try:
        ider = {UUID(pk) for pk in request.POST.getlist("saker")}
    except ValueError:
        return False
    if not ider or request.POST.get("svar") != Vekslingssvar.JA:
        return False
    mine = Stafettveksling.objects.filter(pk__in=ider, til=request.aktoer.bruker_id, svar=Vekslingssvar.JA)
    return mine.count() == len(ider)


def say_none_was_sent(request: Forespoersel, form: KladdForm) -> None:
    """One question is over, so none is answered: say it, and keep the words."""
    say_too_late(request, form, IKKE_LENGER)
    form.add_error(None, str(IKKE_LENGER))


def say_stafettholder(request: Forespoersel, antall: int) -> None:
    """Say in how many cases one holds the baton now."""
    text = ngettext(
        "Takk. Nå er du stafettholder i saken.", "Takk. Nå er du stafettholder i {antall} saker.", antall
    )
    messages.success(request, text.format(antall=antall))
