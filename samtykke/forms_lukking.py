"""Wanting the case closed, and the stafettholder's answer."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from samtykke.models import Lukkesvar

LENGST = 2000


class LukkeoenskeForm(KladdForm):
    """The words are the person's own choice."""

    skjema: ClassVar[str] = "lukkeoenske"
    tittel = _("Ønske om at stafettloggen avsluttes")

    hvorfor = forms.CharField(
        label=_("Vil du si noe om hvorfor?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LENGST,
        required=False,
        help_text=_("Du trenger ikke skrive noe. Bare stafettholderen leser det."),
    )


class LukkesvarForm(KladdForm):
    """Yes or no; in both cases with why."""

    skjema: ClassVar[str] = "lukkesvar"
    tittel = _("Svar på et ønske om at stafettloggen avsluttes")

    svar = forms.ChoiceField(
        label=_("Hva svarer du?"),
        choices=[
            (Lukkesvar.JA, _("Ja, vi avslutter stafettloggen")),
            (Lukkesvar.NEI, _("Nei, stafettloggen går videre")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Et ja avslutter ikke saken her. Det gjør dere i et møte."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hva du svarer.")),
    )
    begrunnelse = forms.CharField(
        label=_("Hvorfor?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LENGST,
        help_text=_("Den som ønsket det, leser dette. Skriv kort og vennlig, med vanlige ord."),
        error_messages={"required": _("Skriv hvorfor.")},
    )
