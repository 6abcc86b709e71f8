"""Forms that lose nothing: a key against double clicks, a draft on the server, a second chance after log-in."""

from bti.skjema.form import KladdForm
from bti.skjema.konflikt import AltSendt, Konflikt, is_same, require_same
from bti.skjema.visning import posted, refusals, say_sent_again, say_too_late, show_form

__all__ = [
    "AltSendt",
    "KladdForm",
    "Konflikt",
    "is_same",
    "posted",
    "refusals",
    "require_same",
    "say_sent_again",
    "say_too_late",
    "show_form",
]
