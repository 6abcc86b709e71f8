"""The staircase as its open page shows it: one statement, for whoever comes."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from tiltak.models import Forebyggingsnivaa

SQL = Path(__file__).parent / "sql" / "trapp.sql"


@cache
def _sql() -> str:
    return SQL.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Trapp:
    """A municipality's steps, each with its cards."""

    kommune: str
    trinnene: list[dict[str, Any]]

    @property
    def har_forslag(self) -> bool:
        """Whether a card stands where Stafett has put it, and nobody in the municipality has said so."""
        return any(not kort["bekreftet"] for trinn in self.trinnene for kort in trinn["kortene"])


def read_trapp(kommune_id: UUID) -> Trapp | None:
    """Return the staircase; None when there is no such municipality."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"kommune": kommune_id})
        row = cursor.fetchone()
    if row is None:
        return None
    trinnene = json.loads(row[1]) if isinstance(row[1], str) else row[1]
    return Trapp(
        row[0], [one | {"nivaa": Forebyggingsnivaa(one["forebyggingsnivaa"]).label} for one in trinnene]
    )
