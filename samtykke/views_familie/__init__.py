"""The family's pages about consent: read what is asked, answer it, take back all of it or a part."""

from samtykke.views_familie.flere import samtykke_answer_all
from samtykke.views_familie.invitasjon import invitasjon_new, invitasjon_trekk, invitasjoner
from samtykke.views_familie.lese import (
    lesespraak_choose,
    samtykke_ark,
    samtykke_ark_fil,
    samtykke_lest,
    samtykke_papir,
)
from samtykke.views_familie.snevre import samtykke_narrow
from samtykke.views_familie.svar import samtykke_answer, samtykke_list
from samtykke.views_familie.trekk import samtykke_withdraw

__all__ = [
    "invitasjon_new",
    "invitasjon_trekk",
    "invitasjoner",
    "lesespraak_choose",
    "samtykke_answer",
    "samtykke_answer_all",
    "samtykke_ark",
    "samtykke_ark_fil",
    "samtykke_lest",
    "samtykke_list",
    "samtykke_narrow",
    "samtykke_papir",
    "samtykke_withdraw",
]
