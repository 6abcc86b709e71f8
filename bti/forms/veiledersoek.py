"""Searching a guide."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAKS_TEGN = 100
KAN_IKKE_SOEKE = _("Vi kan ikke søke etter dette. Skriv noen få ord, høyst 100 tegn til sammen.")


class VeiledersoekForm(forms.Form):
    """What to look for, and in which guide."""

    q = forms.CharField(
        max_length=MAKS_TEGN,
        required=False,
        error_messages=dict.fromkeys(("max_length", "null_characters_not_allowed"), KAN_IKKE_SOEKE),
    )
    serie = forms.UUIDField()

    @property
    def typed(self) -> str:
        """What stands in the field again when it could not be searched for."""
        return str(self.data.get("q", "")).replace("\0", "")[:MAKS_TEGN]
