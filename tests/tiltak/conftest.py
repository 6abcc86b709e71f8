"""The steps are those of the staff's workplace."""

from tests.stafettlogg.conftest import amina, fill_in, jonas, login, maal, tiltak

__all__ = ["amina", "fill_in", "jonas", "login", "maal", "tiltak"]
