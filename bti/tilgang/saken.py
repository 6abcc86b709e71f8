"""One case, as every page of it begins."""

from functools import cache
from typing import Any, cast
from uuid import UUID

from django.db import connection, models
from django.http import Http404

from bti.models import Hovedperson, Nivaa, Sak, Tjeneste

SQL = """
SELECT {kolonner}, tilgang_verb(s.id)
  FROM bti_sak s
  JOIN bti_hovedperson h ON h.id = s.hovedperson_id
  JOIN bti_nivaa n ON n.id = s.nivaa_id
  JOIN bti_tjeneste t ON t.id = s.tjeneste_id
 WHERE s.id = %s"""
TABELLER: dict[str, type[models.Model]] = {"s": Sak, "h": Hovedperson, "n": Nivaa, "t": Tjeneste}


def get_sak(sak_id: UUID) -> Sak:
    """Return the case with child, level and service, and what the actor may do in it. Raises Http404.

    By hand, since every page of a case begins here, and putting the question together took longer than its answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_sql(), [sak_id])
        rad = cursor.fetchone()
    if rad is None:
        raise Http404
    rader: list[Any] = []
    start = 0
    for modell, felter in _felter():
        rader.append(modell.from_db("default", felter, rad[start : start + len(felter)]))
        start += len(felter)
    sak, hovedperson, nivaa, tjeneste = rader
    sak.hovedperson, sak.nivaa, sak.tjeneste, sak.mine_tillatelser = hovedperson, nivaa, tjeneste, rad[start]
    return cast("Sak", sak)


@cache
def _felter() -> list[tuple[type[models.Model], list[str]]]:
    return [(modell, [felt.attname for felt in modell._meta.concrete_fields]) for modell in TABELLER.values()]


@cache
def _sql() -> str:
    kolonner = ", ".join(
        f"{kort}.{felt.column}" for kort, modell in TABELLER.items() for felt in modell._meta.concrete_fields
    )
    return SQL.format(kolonner=kolonner)
