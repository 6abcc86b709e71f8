"""The forms of consent: the staff's question, and the giver's answer."""

from samtykke.forms.spoerre import SamtykkekravForm
from samtykke.forms.svare import SamtykkesvarForm, SnevreForm

__all__ = ["SamtykkekravForm", "SamtykkesvarForm", "SnevreForm"]
