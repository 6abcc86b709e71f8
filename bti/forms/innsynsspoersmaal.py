"""A question about a line in «Hvem har sett?», and its answer."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm

MAKS_TEKST = 2000
FOR_LANG = _("Skriv kortere: høyst %(limit_value)d tegn. Du har skrevet %(show_value)d.")


class InnsynsspoersmaalForm(KladdForm):
    """The words are the asker's own, and there need be none."""

    skjema: ClassVar[str] = "innsyn-spoer"
    tittel = _("Spørsmål om hvem som har sett")

    tekst = forms.CharField(
        label=_("Vil du skrive noe mer?"),
        help_text=_("Du trenger ikke skrive noe. Bare den som skal svare, leser dette."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAKS_TEKST,
        required=False,
        error_messages={"max_length": FOR_LANG},
    )


class InnsynssvarForm(KladdForm):
    """What the family is answered."""

    skjema: ClassVar[str] = "innsyn-svar"
    tittel = _("Svar på spørsmål om hvem som har sett")

    svar = forms.CharField(
        label=_("Svaret ditt"),
        help_text=_("Skriv hvorfor personen så på saken den dagen, med vanlige ord."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAKS_TEKST,
        error_messages={"required": _("Skriv et svar."), "max_length": FOR_LANG},
    )
