"""Asking for consent, giving, refusing and withdrawing it: one function for each act, keyword-only, recorded."""

from samtykke.services.invitere import (
    answer_invitasjon,
    invite_familie,
    register_invitert,
    take_back_invitasjon,
)
from samtykke.services.spoerre import request_samtykke
from samtykke.services.svare import ask_for_call, decline_samtykke, grant_samtykke
from samtykke.services.trekke import VENTER_MS, withdraw_samtykke

__all__ = [
    "VENTER_MS",
    "answer_invitasjon",
    "ask_for_call",
    "decline_samtykke",
    "grant_samtykke",
    "invite_familie",
    "register_invitert",
    "request_samtykke",
    "take_back_invitasjon",
    "withdraw_samtykke",
]
