"""Consent: what was asked, of whom, for which service; and one giver's yes."""

from samtykke.models.deling import Delingsvurdering, Delttil, Lovligdeling, Opplysningsslag
from samtykke.models.familie import Familieinvitasjon, Invitasjonssvar
from samtykke.models.krav import BarnetHoert, Omraade, Samtykkekrav, Samtykkeslag
from samtykke.models.kvittering import Deltakelseskvittering
from samtykke.models.oppsett import Kommunetema, Regelendring
from samtykke.models.paa_vegne import Paavegnesvar, Svarmaate, SvarPaaVegne
from samtykke.models.svar import Samtykke, Slutt
from samtykke.models.tekst import Kvalitet, Samtykketekst, Tema

__all__ = [
    "BarnetHoert",
    "Delingsvurdering",
    "Deltakelseskvittering",
    "Delttil",
    "Familieinvitasjon",
    "Invitasjonssvar",
    "Kommunetema",
    "Kvalitet",
    "Lovligdeling",
    "Omraade",
    "Opplysningsslag",
    "Paavegnesvar",
    "Regelendring",
    "Samtykke",
    "Samtykkekrav",
    "Samtykkeslag",
    "Samtykketekst",
    "Slutt",
    "SvarPaaVegne",
    "Svarmaate",
    "Tema",
]
