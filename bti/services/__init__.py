"""What may be done in the core: one function for each act, keyword-only, recorded."""

from bti.services.saker import touch_sak

__all__ = ["touch_sak"]
