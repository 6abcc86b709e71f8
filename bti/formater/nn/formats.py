"""Nynorsk writes dates and numbers as bokmål does."""

from bti.formater.nb.formats import *  # noqa: F403
