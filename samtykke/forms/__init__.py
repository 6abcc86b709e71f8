"""The forms of consent: the staff's question, and the giver's answer."""

from samtykke.forms.ansvar import AnsvarForm
from samtykke.forms.spoerre import FamiliespoersmaalForm, SamtykkekravForm
from samtykke.forms.svare import SamtykkesvarForm, SnevreForm

__all__ = ["AnsvarForm", "FamiliespoersmaalForm", "SamtykkekravForm", "SamtykkesvarForm", "SnevreForm"]
