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
from bti.services.oppslag import ask_register, has_answered_today, is_closed_by_hand, sperre_seen
from bti.services.personer import Barn, Foresatt
from bti.services.saker import touch_sak, touch_sak_if_open
from bti.services.samtaler import plan_samtale, write_samtale
from bti.services.skjerming import Skjul, shield, shielded_from
from bti.services.stedfortredere import end_stedfortreder, set_stedfortreder
from bti.services.undringer import (
    clarify_undring,
    create_undring,
    delete_undring,
    edit_undring,
    reopen_undring,
    set_steg,
)
from bti.services.undringsboka import add_notat, set_kjennetegn, set_skalaer
from bti.services.undringsdeling import end_deling, share_undring
from bti.services.ungdom import Ungdomsvei, decide_foreldreinnsyn, find_ungdomsvei, has_turned, invite_ungdom

__all__ = [
    "Avklaring",
    "Barn",
    "Foresatt",
    "Skjul",
    "Ungdomsvei",
    "add_foresatt",
    "add_notat",
    "ask_register",
    "clarify_undring",
    "confirm_relasjon",
    "create_undring",
    "decide_foreldreinnsyn",
    "decline_relasjon",
    "delete_undring",
    "edit_undring",
    "end_deling",
    "end_stedfortreder",
    "find_ungdomsvei",
    "has_answered_today",
    "has_turned",
    "invite_fagperson",
    "invite_foresatt",
    "invite_ungdom",
    "is_closed_by_hand",
    "notify_invited",
    "open_sak",
    "plan_samtale",
    "reopen_undring",
    "set_kjennetegn",
    "set_skalaer",
    "set_stedfortreder",
    "set_steg",
    "share_undring",
    "shield",
    "shielded_from",
    "sperre_seen",
    "touch_sak",
    "touch_sak_if_open",
    "write_samtale",
]
