"""What may be done in the core: one function for each act, keyword-only, recorded."""

from bti.services.aapning import Avklaring, open_sak
from bti.services.deltakere import (
    add_foresatt,
    confirm_relasjon,
    decline_relasjon,
    invite_fagperson,
    invite_foresatt,
    notify_invited,
)
from bti.services.personer import Barn, Foresatt
from bti.services.saker import touch_sak, touch_sak_if_open
from bti.services.undringer import clarify_undring, create_undring, edit_undring, set_steg

__all__ = [
    "Avklaring",
    "Barn",
    "Foresatt",
    "add_foresatt",
    "clarify_undring",
    "confirm_relasjon",
    "create_undring",
    "decline_relasjon",
    "edit_undring",
    "invite_fagperson",
    "invite_foresatt",
    "notify_invited",
    "open_sak",
    "set_steg",
    "touch_sak",
    "touch_sak_if_open",
]
