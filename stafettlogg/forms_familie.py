"""The family's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from stafettlogg.forms import FOR_LANG_MELDING
from stafettlogg.models import MELDING_MAKS_TEGN


class FamiliemeldingForm(KladdForm):
    """A message from the family to everybody in the case."""

    skjema = "familie-melding"
    tittel = _("Melding til alle i saken")

    tekst = forms.CharField(
        label=_("Din melding"),
        help_text=_("Alle som er med, kan lese den. Er det akutt, ring 112."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MELDING_MAKS_TEGN,
        error_messages={"required": _("Skriv meldingen din før du sender."), "max_length": FOR_LANG_MELDING},
    )  # fmt: skip
