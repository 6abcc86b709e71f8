"""Whom to ring: the numbers of a municipality, its own where it has said so. One statement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti.innstillinger import INNSTILLINGER

HJEMMEL = _("Barnevernsloven § 13-2, straffeloven § 196")
NOEKLER = (
    "nummer_politi_noed", "nummer_politi", "nummer_medisinsk_noed", "nummer_alarmtelefon", "nummer_barnevernvakt",
    "nummer_barnevern_dagtid", "meldeskjema_url", "trygg_hjemmel",
)  # fmt: skip
# Who is in no municipality (nobody has logged in) is shown the numbers of the only one, when there is only one.
SPOERSMAAL = """
    SELECT k.navn,
           (SELECT coalesce(jsonb_object_agg(i.noekkel, i.verdi), '{}') FROM bti_kommuneinnstilling i
             WHERE i.kommune_id = k.id AND i.noekkel = ANY (%(noekler)s)),
           (SELECT coalesce(jsonb_agg(jsonb_build_array(t.navn, t.telefon) ORDER BY t.navn), '[]')
              FROM bti_tjeneste t JOIN bti_tjenestekommune tk ON tk.tjeneste_id = t.id
             WHERE tk.kommune_id = k.id AND t.tjenestetype = 'barnevern')
      FROM bti_kommune k
     WHERE k.id = %(kommune)s
        OR %(kommune)s::uuid IS NULL AND k.is_active AND 1 = (SELECT count(*) FROM bti_kommune WHERE is_active)
"""


@dataclass(frozen=True)
class Nummer:
    """A service and its number, which may be unknown."""

    navn: str
    telefon: str


@dataclass(frozen=True)
class Telefoner:
    """Everything that a page needs to say whom to ring, and the law that says one must."""

    kommune: str
    politi_noed: str
    politi: str
    medisinsk_noed: str
    alarmtelefon: str
    barnevernvakt: str
    barnevern: tuple[Nummer, ...]
    meldeskjema_url: str
    hjemmel: str | Promise

    @property
    def barnevern_svarer(self) -> tuple[Nummer, ...]:
        """Those that one can ring: with a number."""
        return tuple(one for one in self.barnevern if one.telefon)


def telefoner_for(kommune_id: UUID | None) -> Telefoner:
    """Return the numbers of the municipality; without one, those that hold everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(SPOERSMAAL, {"noekler": list(NOEKLER), "kommune": kommune_id})
        row = cursor.fetchone()
    return _read(row[0], _json(row[1]), _json(row[2])) if row else FASTE


def _json(raw: Any) -> Any:
    return json.loads(raw) if isinstance(raw, str) else raw


def _read(kommune: str, egne: Mapping[str, Any], tjenester: list[list[str]]) -> Telefoner:
    verdi = {noekkel: str(egne.get(noekkel, INNSTILLINGER[noekkel].standard)) for noekkel in NOEKLER}
    dagtid, hjemmel = verdi["nummer_barnevern_dagtid"], verdi["trygg_hjemmel"]
    return Telefoner(
        kommune=kommune,
        politi_noed=verdi["nummer_politi_noed"],
        politi=verdi["nummer_politi"],
        medisinsk_noed=verdi["nummer_medisinsk_noed"],
        alarmtelefon=verdi["nummer_alarmtelefon"],
        barnevernvakt=verdi["nummer_barnevernvakt"],
        barnevern=tuple(Nummer(navn, dagtid or telefon) for navn, telefon in tjenester)
        or ((Nummer("", dagtid),) if dagtid else ()),
        meldeskjema_url=verdi["meldeskjema_url"] if verdi["meldeskjema_url"].startswith("https://") else "",
        hjemmel=HJEMMEL if hjemmel == INNSTILLINGER["trygg_hjemmel"].standard else hjemmel,
    )


FASTE = _read("", {}, [])
