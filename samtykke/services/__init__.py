"""Asking for consent, giving, refusing and withdrawing it: one function for each act, keyword-only, recorded."""

from samtykke.services.snevre import narrow_samtykke
from samtykke.services.spoerre import Oenske, request_samtykke, request_samtykker
from samtykke.services.svare import ask_for_call, decline_samtykke, grant_samtykke, postpone_answer
from samtykke.services.trekke import VENTER_MS, withdraw_samtykke

__all__ = [
    "VENTER_MS",
    "Oenske",
    "ask_for_call",
    "decline_samtykke",
    "grant_samtykke",
    "narrow_samtykke",
    "postpone_answer",
    "request_samtykke",
    "request_samtykker",
    "withdraw_samtykke",
]
