"""The table in docs/tilgang.md: part × what ties one to the case × consent → verbs, as the database answers."""

# ruff: noqa: E501 (one row a line)

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from bti.models import Adressesperre, Rolle, Verifisering
from bti.tilgang.aktoer import acting_as
from bti.tilgang.tillatelser import Permission
from tests.cast import Verden, grant_from_roles
from tests.factories.hus import naa
from tests.tilgang.tilfeller import (
    DAG,
    ENDED,
    Arrange,
    add_deltaker,
    ansettelse,
    barnet,
    both,
    breaks_glass,
    confirmed_by_two,
    ppt_is_gone,
    relasjon,
    samtykke,
    sperret,
    stands_in,
    yes_from,
    youth,
)

pytestmark = pytest.mark.django_db
DOKUMENT = Path(__file__).resolve().parents[2] / "docs" / "tilgang.md"
VERB = [p for p in Permission if p.is_sak_permission]


def nothing(verden: Verden) -> None:
    """The world as it is."""


ALLE = yes_from("kari", "tom")
FORTROLIG, STRENGT, UKJENT = (
    barnet(adressesperre=one)
    for one in (Adressesperre.FORTROLIG, Adressesperre.STRENGT_FORTROLIG, Adressesperre.UKJENT)
)
# (part, what ties them to the case, consent to their service, who, what is so)
RADER: list[tuple[str, str, str, str, Arrange]] = [
    ("stafettholder", "responsible service", "not needed", "jonas", nothing),
    ("stafettholder", "employment ended yesterday", "not needed", "jonas", ansettelse("jonas", gyldig_til=DAG["i går"])),
    ("stafettholder", "blocked", "not needed", "jonas", sperret("jonas")),
    ("deputy of the stafettholder", "during the absence", "not needed", "lise", stands_in("lise", "jonas")),
    ("deputy of the stafettholder", "the day after", "not needed", "lise",
     stands_in("lise", "jonas", gyldig_fra=ENDED["gyldig_fra"], gyldig_til=DAG["i går"])),
    ("fagperson", "responsible service", "not needed", "lise", add_deltaker("lise", Rolle.FAGPERSON)),
    ("fagperson", "other service", "nobody asked", "amina", nothing),
    ("fagperson", "other service", "asked, no answer", "amina", yes_from()),
    ("fagperson", "other service", "one of two", "amina", yes_from("kari")),
    ("fagperson", "other service", "all", "amina", ALLE),
    ("leser", "other service", "all, one without writing", "amina", both(ALLE, samtykke("tom", kan_skrive=False))),
    ("fagperson", "other service", "one withdrawn", "amina",
     both(ALLE, samtykke("kari", withdrawn_at=lambda v: naa(), withdrawn_by=lambda v: v.kari))),
    ("fagperson", "other service", "one ran out yesterday", "amina", both(ALLE, samtykke("tom", **ENDED))),
    ("fagperson", "other service, employment ended", "all", "amina", both(ALLE, ansettelse("amina", gyldig_til=DAG["i går"]))),
    ("fagperson", "other service, blocked", "all", "amina", both(ALLE, sperret("amina"))),
    ("fagperson", "other service, closed down today", "all", "amina", both(ALLE, ppt_is_gone("i dag"))),
    ("foresatt", "confirmed by the register", "–", "kari", nothing),
    ("foresatt", "confirmed by two employees", "–", "kari", confirmed_by_two()),
    ("foresatt", "not confirmed", "–", "kari", relasjon("kari", verifisering=Verifisering.INGEN)),
    ("foresatt", "relation blocked", "–", "kari", relasjon("kari", blocked_at=lambda v: naa(), blocked_by=lambda v: v.siri)),
    ("foresatt", "relation ended yesterday", "–", "kari", relasjon("kari", gyldig_til=DAG["i går"])),
    ("foresatt", "blocked, or closed by oneself", "–", "kari", sperret("kari")),
    ("foresatt", "register, fortrolig address", "–", "kari", FORTROLIG),
    ("foresatt", "two employees, fortrolig address", "–", "kari", both(FORTROLIG, confirmed_by_two())),
    ("foresatt", "two employees, strengt fortrolig address", "–", "kari", both(STRENGT, confirmed_by_two())),
    ("foresatt", "two employees, address not known", "–", "kari", both(UKJENT, confirmed_by_two())),
    ("foresatt", "the child has closed it, 16 years", "–", "kari", both(youth(aar=16), barnet(overtatt_at=lambda v: naa()))),
    ("foresatt", "the child is 18", "–", "kari", youth(aar=18)),
    ("ungdom", "15 years", "–", "fremmed", youth(aar=15)),
    ("ungdom", "14 years, asked in earlier", "–", "fremmed", youth(aar=14, tidlig=True)),
    ("ungdom", "14 years", "–", "fremmed", youth(aar=14)),
    ("ungdom", "11 years, asked in earlier", "–", "fremmed", youth(aar=11, tidlig=True)),
    ("break-glass", "within the hour", "not needed", "siri", breaks_glass("siri")),
    ("break-glass", "after the hour", "not needed", "siri",
     breaks_glass("siri", opened_at=lambda v: naa(minutes=-61), expires_at=lambda v: naa(minutes=-1))),
    ("break-glass", "blocked", "not needed", "siri", both(breaks_glass("siri"), sperret("siri"))),
    ("break-glass", "strengt fortrolig address", "not needed", "siri", both(breaks_glass("siri"), STRENGT)),
    ("break-glass", "other municipality", "not needed", "erik", breaks_glass("erik")),
    ("none", "colleague in the responsible service", "–", "lise", nothing),
    ("none", "head of the responsible service", "–", "siri", nothing),
    ("none", "leader of the municipality", "–", "berit", nothing),
    ("none", "administrator", "–", "adm", nothing),
    ("none", "employee of another municipality", "–", "erik", nothing),
    ("none", "another child's parent", "–", "pia", nothing),
    ("none", "a login and nothing else", "–", "fremmed", nothing),
]  # fmt: skip


def verb_of(verden: Verden, navn: str) -> set[str]:
    with acting_as(getattr(verden, navn).pk), connection.cursor() as cursor:
        cursor.execute("SELECT unnest(tilgang_verb(%s))", [verden.nora_sak.pk])
        return {rad[0] for rad in cursor.fetchall()}


def table(answer: Callable[[str, Arrange], set[str]]) -> str:
    """Return the table as it should stand: verbs down, since there are fewer of them than of ties."""
    lines = [
        "| Part | What ties one to the case | Consent | Verbs |",
        "|---|---|---|---|",
    ]
    sets: dict[frozenset[str], str] = {}
    for part, tie, consent, navn, arrange in RADER:
        verbs = frozenset(answer(navn, arrange))
        if verbs:
            sets.setdefault(verbs, chr(ord("A") + len(sets)))
        lines.append(f"| {part} | {tie} | {consent} | {sets.get(verbs, 'none: 404')} |")
    lines += ["", "| Set | Verbs |", "|---|---|"]
    for verbs, letter in sets.items():
        words = " ".join(f"`{p.codename}`" for p in VERB if p.codename in verbs)
        lines.append(f"| {letter} | {words} |")
    return "\n".join(lines)


def test_the_document_says_what_the_database_answers(verden):
    def answer(navn: str, arrange: Arrange) -> set[str]:
        with transaction.atomic():
            arrange(verden)
            grant_from_roles()
            found = verb_of(verden, navn)
            transaction.set_rollback(True)
        return found

    written = re.search(
        r"<!-- tabell -->\n(.*?)\n<!-- /tabell -->", DOKUMENT.read_text(encoding="utf-8"), re.DOTALL
    )
    assert written is not None
    assert written[1] == table(answer)
