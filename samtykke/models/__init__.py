"""Consent: what was asked, of whom, for which service; and one giver's yes."""

from samtykke.models.familie import Familieinvitasjon, Invitasjonssvar
from samtykke.models.krav import BarnetHoert, Omraade, Samtykkekrav, Samtykkeslag
from samtykke.models.svar import Samtykke, Slutt
from samtykke.models.tekst import Kvalitet, Samtykketekst, Tema

__all__ = [
    "BarnetHoert",
    "Familieinvitasjon",
    "Invitasjonssvar",
    "Kvalitet",
    "Omraade",
    "Samtykke",
    "Samtykkekrav",
    "Samtykkeslag",
    "Samtykketekst",
    "Slutt",
    "Tema",
]
