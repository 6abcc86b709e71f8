"""The rule, branch by branch, asked as the app asks it; and the same rule weakened, which must be found out."""

# ruff: noqa: E501 (the rule is quoted as it stands)

from pathlib import Path

import pytest
from django.db import connection, transaction

from bti.models import Sak
from bti.tilgang.aktoer import acting_as
from bti.tilgang.operasjoner import SQL
from tests.eier import as_owner
from tests.tilgang.tilfeller import TILFELLER, Tilfelle

pytestmark = pytest.mark.django_db
REGELEN = (Path(SQL) / "regelen.sql").read_text(encoding="utf-8")


def sees(verden, tilfelle: Tilfelle) -> bool:
    with acting_as(getattr(verden, tilfelle.hvem).pk):
        return Sak.objects.filter(pk=verden.nora_sak.pk).exists()


@pytest.mark.parametrize("tilfelle", TILFELLER, ids=str)
def test_the_rule(verden, tilfelle):
    tilfelle.arrange(verden)

    assert sees(verden, tilfelle) is tilfelle.ser


# What is taken out of the rule → what is put in its place. Each must be noticed by a case above.
_KRAV = "y.giver_id = k.giver_id\n                     AND y.withdrawn_at IS NULL AND y.gyldig_fra <= p_idag AND y.gyldig_til >= p_idag))"
_ALLE_SPURTE = """AND NOT EXISTS (
           SELECT 1 FROM samtykke_samtykkekrav k
            WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste
              AND NOT EXISTS ("""
_ANSATT = "WHERE a.bruker_id = p_bruker AND a.gyldig_fra <= v_idag\n                  AND (a.gyldig_til IS NULL OR a.gyldig_til >= v_idag))"
SVEKKELSER = {
    # consent: the old text and the new; both places where a living consent is asked for
    "the case of a consent": ("WHERE y.sak_id = p_sak AND y.tjeneste_id", "WHERE y.tjeneste_id"),
    "the service of a consent": ("y.sak_id = p_sak AND y.tjeneste_id = p_tjeneste AND", "y.sak_id = p_sak AND"),
    "the giver of a consent": ("AND y.giver_id = k.giver_id\n", "\n", "AND y.giver_id = r.bruker_id\n", "\n"),
    "withdrawal": ("AND y.withdrawn_at IS NULL AND", "AND"),
    "a consent's first day": ("AND y.gyldig_fra <= p_idag AND", "AND"),
    "a consent's last day": ("AND y.gyldig_til >= p_idag))", "))"),
    "a consent's last day, to the day": ("y.gyldig_til >= p_idag", "y.gyldig_til > p_idag"),
    "every giver becomes any giver": (_ALLE_SPURTE, _ALLE_SPURTE.replace("AND NOT EXISTS (\n           SELECT 1", "AND 1 < (\n           SELECT count(*)")
                                      .replace("AND NOT EXISTS (", "AND EXISTS ("), "r.har_foreldreansvar AND r.blocked_at IS NULL\n              AND NOT", "false AND NOT"),
    "parents who were not asked": ("r.hovedperson_id = p_hovedperson AND r.har_foreldreansvar", "false AND r.har_foreldreansvar"),
    "others who were asked": ("WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste\n              AND NOT", "WHERE false\n              AND NOT"),
    "a parent without responsibility": ("AND r.har_foreldreansvar AND", "AND"),
    "a blocked parent as giver": ("AND r.har_foreldreansvar AND r.blocked_at IS NULL", "AND r.har_foreldreansvar"),
    "that somebody was asked": ("WHERE EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak AND k.tjeneste_id = p_tjeneste)", "WHERE true"),
    # parents
    "a blocked relation": ("AND r.bruker_id = p_bruker AND r.blocked_at IS NULL", "AND r.bruker_id = p_bruker"),
    "whose parent": ("r.hovedperson_id = p_hovedperson AND r.bruker_id = p_bruker", "r.bruker_id = p_bruker"),
    "who the parent is": ("AND r.bruker_id = p_bruker AND r.blocked", "AND r.blocked"),
    "an unconfirmed relation": ("IN ('register', 'to_personer')", "IN ('register', 'to_personer', 'ingen')"),
    "confirmation by two": ("IN ('register', 'to_personer')", "IN ('register')"),
    "protected address": ("WHEN 'fortrolig' THEN r.verifisering = 'to_personer'", "WHEN 'fortrolig' THEN true"),
    "the way in with protected address": ("WHEN 'fortrolig' THEN r.verifisering = 'to_personer'", "WHEN 'fortrolig' THEN false"),
    "strictly protected address": ("ELSE false", "ELSE true"),
    "age": (") v)) > p_idag", ") v)) > p_idag - 40000"),
    "age, to the day": (") v)) > p_idag", ") v)) >= p_idag"),
    "no birth date": ("h.foedselsdato IS NULL\n            OR ", ""),
    "the municipality's own age": ("SELECT v.verdi::text::int\n", "SELECT 18 + 0 * v.verdi::text::int\n"),
    # participation
    "whose participation": ("WHERE d.bruker_id = p_bruker AND (p_sak", "WHERE (p_sak"),
    "an inactive user": ("WHERE b.id = p_bruker AND b.is_active", "WHERE b.id = p_bruker"),
    "a blocked participant": ("AND d.blocked_at IS NULL\n", "\n"),
    "a participant's first day": ("AND d.gyldig_fra <= v_idag AND (d", "AND (d"),
    "a participant's last day": ("AND (d.gyldig_til IS NULL OR d.gyldig_til >= v_idag)", ""),
    "a participant's last day, to the day": ("OR d.gyldig_til >= v_idag)", "OR d.gyldig_til > v_idag)"),
    # employment and service
    "employment in the service": ("AND m.tjeneste_id IN (\n               SELECT a.tjeneste_id FROM", "AND EXISTS (\n               SELECT 1 FROM"),
    "the employee": ("WHERE a.bruker_id = p_bruker AND a.gyldig_fra", "WHERE a.gyldig_fra"),
    "employment's first day": (_ANSATT, _ANSATT.replace(" AND a.gyldig_fra <= v_idag", "")),
    "employment's last day": (_ANSATT, _ANSATT.split("\n")[0] + ")"),
    "employment's last day, to the day": ("OR a.gyldig_til >= v_idag))", "OR a.gyldig_til > v_idag))"),
    "consent": ("AND EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(m.sak_id, m.hovedperson_id, m.tjeneste_id, v_idag))", ""),
    "own service": ("WHERE m.tjeneste_id = m.ansvarlig_id", "WHERE false"),
    "the parent's own wall": ("AND EXISTS (SELECT 1 FROM tilgang_foresatt_slipper_inn(p_bruker, m.hovedperson_id, m.kommune_id, v_idag))", ""),
    "who the young person is": ("h.id = m.hovedperson_id AND h.bruker_id = p_bruker", "h.id = m.hovedperson_id"),
    "the young person's case": ("WHERE m.rolle = 'ungdom'", "WHERE false"),
    "the young person's part": ("WHERE m.rolle = 'ungdom'", "WHERE true"),
    "the parent's part": ("WHERE m.rolle = 'foresatt'", "WHERE true"),
}  # fmt: skip


def weakened(*pairs: str) -> list[str]:
    """Return the functions that differ, to be put in place of the real ones for the rest of the transaction."""
    text = REGELEN
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text, f"the rule no longer says: {old}"
        text = text.replace(old, new)
    text = text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    original = REGELEN.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").split("CREATE OR REPLACE")
    return [
        "CREATE OR REPLACE" + part for part in text.split("CREATE OR REPLACE")[1:] if part not in original
    ]


def find_first_wrong(verden) -> Tilfelle | None:
    """Return the first case that comes out differently from what the rule says; the world is as before."""
    for tilfelle in TILFELLER:
        with transaction.atomic():
            tilfelle.arrange(verden)
            wrong = sees(verden, tilfelle) is not tilfelle.ser
            transaction.set_rollback(True)
        if wrong:
            return tilfelle
    return None


@pytest.mark.parametrize("svekkelse", SVEKKELSER, ids=str)
def test_a_weaker_rule_is_found_out(verden, svekkelse):
    with as_owner(), connection.cursor() as cursor:
        for function in weakened(*SVEKKELSER[svekkelse]):
            cursor.execute(function)

    assert find_first_wrong(verden) is not None


def test_the_real_rule_is_not(verden):
    assert find_first_wrong(verden) is None
