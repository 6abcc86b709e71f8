"""The leader's answer about one reading."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.revisjon.models import Avgjoerelse
from bti.skjema import KladdForm

MAKS_TEGN = 2000


class KontrollForm(KladdForm):
    """A decision from the list, and how one knows."""

    skjema: ClassVar[str] = "loggkontroll"
    tittel = _("Svar på en loggkontroll")

    avgjoerelse = forms.ChoiceField(
        label=_("Var lesingen i orden?"),
        choices=Avgjoerelse,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg om lesingen var i orden."),
            "invalid_choice": _("Velg et av svarene."),
        },
    )
    ord = forms.CharField(
        label=_("Hvordan vet du det?"),
        help_text=_("Skriv kort hva du har undersøkt. Ikke skriv navn på barn eller foreldre."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAKS_TEGN,
        error_messages={
            "required": _("Skriv hvordan du vet det."),
            "max_length": _(
                "Teksten er for lang. Den kan ha %(limit_value)d tegn, og du har skrevet %(show_value)d."
            ),
        },
    )
