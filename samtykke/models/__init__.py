"""Consent: what was asked, of whom, for which service; and one giver's yes."""

from samtykke.models.deling import Delingsvurdering, Delttil, Lovligdeling, Opplysningsslag
from samtykke.models.familie import Familieinvitasjon, Invitasjonssvar
from samtykke.models.krav import BarnetHoert, Omraade, Samtykkekrav, Samtykkeslag
from samtykke.models.kvittering import Deltakelseskvittering
from samtykke.models.lukking import Lukkeoenske, Lukkesvar
from samtykke.models.oppsett import Kommunetema, Regelendring
from samtykke.models.paa_vegne import Paavegnesvar, Svarmaate, SvarPaaVegne
from samtykke.models.skann import Skannstatus, Svarskann
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
    "Lukkeoenske",
    "Lukkesvar",
    "Omraade",
    "Opplysningsslag",
    "Paavegnesvar",
    "Regelendring",
    "Samtykke",
    "Samtykkekrav",
    "Samtykkeslag",
    "Samtykketekst",
    "Skannstatus",
    "Slutt",
    "SvarPaaVegne",
    "Svarmaate",
    "Svarskann",
    "Tema",
]
