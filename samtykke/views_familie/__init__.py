"""The family's pages about consent: read what is asked, say yes or no, withdraw."""

from samtykke.views_familie.invitasjon import invitasjon_new, invitasjon_trekk, invitasjoner
from samtykke.views_familie.svar import samtykke_answer, samtykke_list
from samtykke.views_familie.trekk import samtykke_withdraw

__all__ = [
    "invitasjon_new",
    "invitasjon_trekk",
    "invitasjoner",
    "samtykke_answer",
    "samtykke_list",
    "samtykke_withdraw",
]
