"""What the log may hold. Errors of the database quote what people have written, so their words are never logged."""

import logging
import traceback
from types import TracebackType
from typing import Any

import psycopg
from django.db import Error

DATABASEFEIL = (Error, psycopg.Error)
Feilinfo = tuple[type[BaseException], BaseException, TracebackType | None]


class Loggformat(logging.Formatter):
    """Gives the kinds and places of an error that has met the database, and not its words."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is logging's)
        chain = _chain(ei[1])
        if not any(isinstance(fault, DATABASEFEIL) for fault in chain):
            return super().formatException(ei)
        return "\n".join(_describe(fault) for fault in reversed(chain))


def _chain(fault: BaseException | None) -> list[BaseException]:
    """Return the error and what it came from, the last one first."""
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or fault.__context__
    return found


def _describe(fault: BaseException) -> str:
    places = "".join(traceback.format_tb(fault.__traceback__))
    return f"{places}{type(fault).__module__}.{type(fault).__qualname__} (teksten i feilen logges ikke)"
