"""Asking for consent, giving, refusing and withdrawing it: one function for each act, keyword-only, recorded."""

from samtykke.services.spoerre import request_samtykke
from samtykke.services.svare import ask_for_call, decline_samtykke, grant_samtykke
from samtykke.services.trekke import VENTER_MS, withdraw_samtykke

__all__ = [
    "VENTER_MS",
    "ask_for_call",
    "decline_samtykke",
    "grant_samtykke",
    "request_samtykke",
    "withdraw_samtykke",
]
