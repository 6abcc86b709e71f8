"""Whether the record holds: the chains, the anchors beside them, the anchors outside, and a paper from a family.

Run as the owner. What is found is said in plain words, one line each.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from bti.revisjon.anker import Anker, UlesbarLinje, read_linje
from bti.revisjon.jobb import read_row
from bti.tilgang.operasjoner import SQL

# What writes the chains and what looks them over. Whoever can replace these need not touch a row.
FUNKSJONSFILER = ("revisjon.sql", "anker.sql")
VAKTER = {
    "revisjon_hendelse": {"revisjon_roeres_ikke", "revisjon_toemmes_ikke"},
    "revisjon_ankerpunkt": {"revisjon_anker_staar", "revisjon_anker_toemmes_ikke"},
    "revisjon_ankerledd": {"revisjon_ankerledd_roeres_ikke", "revisjon_ankerledd_toemmes_ikke"},
}
_FUNKSJON = re.compile(r"^CREATE FUNCTION (\w+)\(.*?AS \$\$(.*?)\$\$", re.DOTALL | re.MULTILINE)
_HEAD = """
SELECT count(*), coalesce(sum(nr), 0), encode(sha256(coalesce(
           string_agg(revisjon_ankerdel(kjede_id, nr, hash), '' ORDER BY kjede_id), '')), 'hex')
  FROM revisjon_kjede WHERE %s::uuid IS NULL OR kjede_id = %s::uuid
"""


@dataclass(frozen=True)
class Hode:
    """How far the chains have come."""

    kjeder: int
    ledd: int
    hash: str


def read_hode(kjede: UUID | None) -> Hode:
    """Return the head over all chains, or of one."""
    return Hode(*_rows(_HEAD, kjede, kjede)[0])


def find_chain_faults(kjede: UUID | None) -> list[str]:
    """Return every place where a chain does not hold."""
    rows = _rows("SELECT kjede, nummer, feil FROM revisjon_feil(%s) ORDER BY 1, 2, 3", kjede)
    return [f"Kjede {kjede_id} ledd {nr}: {feil}" for kjede_id, nr, feil in rows]


def find_anchor_faults(noekler: set[bytes]) -> list[str]:
    """Return where the chains are not what the anchors bound, and anchors that nobody we trust has signed."""
    rows = _rows("SELECT anker, kjede, feil FROM revisjon_ankerfeil() ORDER BY 1, 2, 3")
    found = [
        "".join([f"Anker {nr}" if nr else "Anker", f", kjede {kjede_id}" if kjede_id else "", f": {feil}"])
        for nr, kjede_id, feil in rows
    ]
    return found + [
        f"Anker {anker.nr}: underskriften er ikke vår"
        for anker in list_ankere()
        if not anker.is_signed_by(noekler)
    ]


def list_ankere() -> list[Anker]:
    """Return the anchors of the database."""
    rows = _rows(
        "SELECT nr, dag, made_at, kjeder, ledd, hode, forrige_hash, noekkel, signatur"
        "  FROM revisjon_ankerpunkt ORDER BY nr"
    )
    return [read_row(row) for row in rows]


def find_outside_faults(fil: Path, noekler: set[bytes]) -> list[str]:
    """Compare every line outside with the database: a line that is spoilt, false or missing, an older database."""
    ute, found = _read_file(fil, noekler)
    inne = {anker.nr: anker for anker in list_ankere()}
    for anker in ute:
        mitt = inne.get(anker.nr)
        if mitt is None:
            found.append(
                f"Anker {anker.nr} for {anker.dag:%d.%m.%Y} finnes ikke i databasen:"
                " en eldre kopi er lagt tilbake, eller ankeret er slettet"
            )
        elif mitt.hash != anker.hash:
            found.append(
                f"Anker {anker.nr} i databasen er et annet enn det som ble sendt ut {anker.dag:%d.%m.%Y}:"
                " loggen er skrevet om, eller en eldre kopi er lagt tilbake"
            )
    sendt = {nr for (nr,) in _rows("SELECT nr FROM revisjon_ankerpunkt WHERE sent_at IS NOT NULL")}
    borte = sorted(sendt - {anker.nr for anker in ute})
    return found + [f"Anker {nr} er sendt ut, men linjen mangler i filen" for nr in borte]


def _read_file(fil: Path, noekler: set[bytes]) -> tuple[list[Anker], list[str]]:
    ankere: list[Anker] = []
    found: list[str] = []
    for linjenr, linje in enumerate(fil.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        try:
            anker = read_linje(linje)
        except UlesbarLinje:
            found.append(f"Linje {linjenr} i filen er endret eller ødelagt")
            continue
        if not anker.is_signed_by(noekler):
            found.append(f"Linje {linjenr} i filen har ikke vår underskrift")
            continue
        if ankere and anker.forrige != ankere[-1].hash:
            found.append(f"Linje {linjenr} i filen henger ikke på linjen foran")
        ankere.append(anker)
    return ankere, found


def find_machinery_faults() -> list[str]:
    """Return functions that are not the program's own, and guards that are gone or switched off."""
    rett: dict[str, str] = {}
    for name in FUNKSJONSFILER:
        rett |= dict(_FUNKSJON.findall((SQL / name).read_text(encoding="utf-8")))
    naa: dict[str, str] = dict(
        _rows(
            "SELECT proname, prosrc FROM pg_proc"
            " WHERE proname = ANY(%s) AND pronamespace = 'public'::regnamespace",
            list(rett),
        )
    )
    found = [
        f"Funksjonen {name} er ikke den som følger med programmet"
        for name in sorted(rett)
        if naa.get(name) != rett[name]
    ]
    vakter = {
        (table, trigger)
        for table, trigger in _rows(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
        )
    }
    return found + [
        f"Vakten {trigger} på {table} er slått av eller borte"
        for table, triggers in VAKTER.items()
        for trigger in sorted(triggers)
        if (table, trigger) not in vakter
    ]


def find_sealed_link(segl: str, sak: UUID) -> int | None:
    """Return the number of the link that a family's paper was sealed with, or None when there is none such any more."""
    rows = _rows(
        "SELECT min(nr) FROM revisjon_hendelse WHERE kjede_id = %s AND starts_with(encode(hash, 'hex'), %s)",
        sak,
        segl,
    )
    return rows[0][0]


def _rows(sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchall()
