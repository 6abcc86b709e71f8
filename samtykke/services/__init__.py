"""Asking for consent, giving, refusing and withdrawing it: one function for each act, keyword-only, recorded."""

from samtykke.services.invitere import (
    answer_invitasjon,
    invite_familie,
    register_invitert,
    take_back_invitasjon,
)
from samtykke.services.lukking import answer_lukking, ask_lukking, withdraw_lukking
from samtykke.services.snevre import narrow_samtykke
from samtykke.services.spoerre import Oenske, request_samtykke, request_samtykker
from samtykke.services.svare import (
    ask_for_call,
    decline_samtykke,
    grant_samtykke,
    mark_called,
    postpone_answer,
)
from samtykke.services.trekke import VENTER_MS, withdraw_samtykke

__all__ = [
    "VENTER_MS",
    "Oenske",
    "answer_invitasjon",
    "answer_lukking",
    "ask_for_call",
    "ask_lukking",
    "decline_samtykke",
    "grant_samtykke",
    "invite_familie",
    "mark_called",
    "narrow_samtykke",
    "postpone_answer",
    "register_invitert",
    "request_samtykke",
    "request_samtykker",
    "take_back_invitasjon",
    "withdraw_lukking",
    "withdraw_samtykke",
]
