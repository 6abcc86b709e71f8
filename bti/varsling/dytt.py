"""A nudge to the worker after commit. Best effort: the ticker finds within a minute what no nudge reached."""


def kick() -> None:
    """Ask for the outbox to be emptied soon."""
