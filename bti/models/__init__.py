"""The core's models, one file per subject."""

from bti.models.adgang import (
    Noedgrunn,
    Noedtilgang,
    Noedvurdering,
    Skjermgrunn,
    Skjerming,
    Sperregrunn,
    Sperring,
    Stedfortreder,
)
from bti.models.bruker import Ansettelse, Bruker, Identitet, Kommunerolle, Kommunerolletype, Kontaktopplysning
from bti.models.deltaker import Deltaker, Rolle, SakUserObjectPermission
from bti.models.droefting import Aldersgruppe, Droefting, Droeftingstema
from bti.models.fagteam import Fagteam, Fagteammedlem, Fagteamslag
from bti.models.felles import Sikkerhet
from bti.models.hovedperson import (
    BEKREFTET,
    STENGT_DIGITALT,
    SVAR_PAA_SPERRE,
    Adressesperre,
    Familierelasjon,
    Hovedperson,
    Relasjonstype,
    Verifisering,
    name_to_show,
    strongest_sperre,
)
from bti.models.innsynsspoersmaal import Innsynsspoersmaal
from bti.models.kladd import Kladd
from bti.models.kommune import Kommune, KommuneInnstilling
from bti.models.sak import Nivaaendring, Sak, Saksstatus, Stegstatus
from bti.models.samtale import Samtale
from bti.models.skjermet import (
    Farested,
    Frigivelse,
    Meldtil,
    Raadgiver,
    SkjermetBekymring,
    Skjermetleser,
    Skjermetraad,
    Tilbakehold,
)
from bti.models.tjeneste import Tjeneste, TjenesteKommune, Tjenestetype
from bti.models.undring import Hyppighet, Styrke, Undring, Undringsutfall
from bti.models.undringsbok import (
    Kjennetegn,
    Skalatema,
    Undringsdeling,
    Undringskjennetegn,
    Undringsnotat,
    Undringsskala,
)
from bti.models.veileder import (
    Nivaa,
    Steg,
    Veileder,
    Verktoey,
    Vilkaar,
    Vilkaarskrav,
    Vilkaarslag,
    Vilkaarstid,
)

__all__ = [
    "BEKREFTET",
    "STENGT_DIGITALT",
    "SVAR_PAA_SPERRE",
    "Adressesperre",
    "Aldersgruppe",
    "Ansettelse",
    "Bruker",
    "Deltaker",
    "Droefting",
    "Droeftingstema",
    "Fagteam",
    "Fagteammedlem",
    "Fagteamslag",
    "Familierelasjon",
    "Farested",
    "Frigivelse",
    "Hovedperson",
    "Hyppighet",
    "Identitet",
    "Innsynsspoersmaal",
    "Kjennetegn",
    "Kladd",
    "Kommune",
    "KommuneInnstilling",
    "Kommunerolle",
    "Kommunerolletype",
    "Kontaktopplysning",
    "Meldtil",
    "Nivaa",
    "Nivaaendring",
    "Noedgrunn",
    "Noedtilgang",
    "Noedvurdering",
    "Raadgiver",
    "Relasjonstype",
    "Rolle",
    "Sak",
    "SakUserObjectPermission",
    "Saksstatus",
    "Samtale",
    "Sikkerhet",
    "Skalatema",
    "SkjermetBekymring",
    "Skjermetleser",
    "Skjermetraad",
    "Skjermgrunn",
    "Skjerming",
    "Sperregrunn",
    "Sperring",
    "Stedfortreder",
    "Steg",
    "Stegstatus",
    "Styrke",
    "Tilbakehold",
    "Tjeneste",
    "TjenesteKommune",
    "Tjenestetype",
    "Undring",
    "Undringsdeling",
    "Undringskjennetegn",
    "Undringsnotat",
    "Undringsskala",
    "Undringsutfall",
    "Veileder",
    "Verifisering",
    "Verktoey",
    "Vilkaar",
    "Vilkaarskrav",
    "Vilkaarslag",
    "Vilkaarstid",
    "name_to_show",
    "strongest_sperre",
]
