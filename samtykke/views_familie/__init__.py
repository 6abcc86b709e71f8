"""The family's pages about consent: read what is asked, say yes or no, withdraw."""

from samtykke.views_familie.lese import lesespraak_choose, samtykke_lest, samtykke_papir
from samtykke.views_familie.svar import samtykke_answer, samtykke_list
from samtykke.views_familie.trekk import samtykke_withdraw

__all__ = [
    "lesespraak_choose",
    "samtykke_answer",
    "samtykke_lest",
    "samtykke_list",
    "samtykke_papir",
    "samtykke_withdraw",
]
