"""The hash of a link: every part of it counts, the link before it among them."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

A, B = "'00000000-0000-4000-8000-00000000000a'::uuid", "'00000000-0000-4000-8000-00000000000b'::uuid"
# By the names of revisjon_hash()'s arguments: a value, and another.
DELER = {
    "p_forrige": ("'\\x01'::bytea", "'\\x02'::bytea"),
    "p_id": (A, B),
    "p_kjede": (A, B),
    "p_nr": ("1", "2"),
    "p_tid": ("timestamptz '2026-01-01 00:00:00Z'", "timestamptz '2026-01-01 00:00:00.000001Z'"),
    "p_sak": (A, "NULL"),
    "p_aktoer": (A, B),
    "p_navn": ("'a'", "'b'"),
    "p_tjeneste": ("'a'", "'b'"),
    "p_formaal": ("'a'", "''"),
    "p_handling": ("'a'", "'b'"),
    "p_type": ("'a'", "'b'"),
    "p_objekt": (A, "NULL"),
    "p_detaljer": ("'{\"a\": 1}'::jsonb", "'{\"a\": 2}'::jsonb"),
    "p_innhold_hash": ("'\\x01'::bytea", "'\\x02'::bytea"),
    "p_salt_hash": ("'\\x01'::bytea", "'\\x02'::bytea"),
}


def hash_with(changed: str = "") -> bytes:
    parts = ", ".join(f"{navn} => {verdier[navn == changed]}" for navn, verdier in DELER.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT revisjon_hash({parts})")
        return bytes(cursor.fetchone()[0])


def test_every_part_counts(eier):
    with eier():
        hashes = {navn: hash_with(navn) for navn in ("", *DELER)}
        with connection.cursor() as cursor:
            cursor.execute("SELECT proargnames FROM pg_proc WHERE proname = 'revisjon_hash'")
            assert set(cursor.fetchone()[0]) == set(DELER)
    assert len(set(hashes.values())) == len(DELER) + 1
