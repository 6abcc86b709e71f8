"""Fetching a guide from a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bti.forms.veiledere import ValgForm

STOERST = 1_000_000  # bytes; a guide is some tens of thousands


class HentInnForm(ValgForm):
    fil = forms.FileField(label=_("Veilederen som fil"), help_text=_("En fil som er hentet ut av Stafett."))

    def clean_fil(self) -> Any:
        fil = self.cleaned_data["fil"]
        if fil.size > STOERST:
            raise ValidationError(_("Fila er for stor til å være en veileder."))
        return fil
