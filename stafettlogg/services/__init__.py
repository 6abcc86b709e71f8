"""What may be done in the log of a case: one function for each act, keyword-only, recorded."""

from stafettlogg.services.innlegg import add_innlegg, correct_innlegg, get_or_open_logg, shield_innlegg
from stafettlogg.services.innlegg_flere import add_innlegg_in_each
from stafettlogg.services.melding import send_melding
from stafettlogg.services.moete import (
    answer_moete,
    call_moete,
    cancel_moete,
    has_time_for_reminder,
    move_moete,
)
from stafettlogg.services.moete_hold import hold_moete
from stafettlogg.services.nivaa import move_nivaa
from stafettlogg.services.plan import end_plan, save_plan
from stafettlogg.services.stafett import answer_stafett, offer_stafett, take_back_stafett
from stafettlogg.services.stafett_flere import answer_stafetter, offer_stafetter
from stafettlogg.services.stafett_ledig import answer_head, ask_to_hold
from stafettlogg.services.steg import tick_steg

__all__ = [
    "add_innlegg",
    "add_innlegg_in_each",
    "answer_head",
    "answer_moete",
    "answer_stafett",
    "answer_stafetter",
    "ask_to_hold",
    "call_moete",
    "cancel_moete",
    "correct_innlegg",
    "end_plan",
    "get_or_open_logg",
    "has_time_for_reminder",
    "hold_moete",
    "move_moete",
    "move_nivaa",
    "offer_stafett",
    "offer_stafetter",
    "save_plan",
    "send_melding",
    "shield_innlegg",
    "take_back_stafett",
    "tick_steg",
]
