"""The rule weakened, and the worlds asked: the difference is seen, whoever wrote the rule and whoever weakened it."""

# ruff: noqa: E501 (names and comprehensions on one line)

import os

import pytest
from django.db import connection, transaction

from tests.eier import as_owner
from tests.tilgang.orakel.innsetting import Innsetter
from tests.tilgang.orakel.orakel import Orakel
from tests.tilgang.orakel.verdener import make_verden
from tests.tilgang.test_regelen import SVEKKELSER, weakened

pytestmark = pytest.mark.django_db
FROE = range(120)  # until all are seen: the ten take a few
TI = (
    "withdrawal", "a consent's last day, to the day", "every giver becomes any giver", "that the service works for the municipality",
    "age, to the day", "a blocked relation", "a lifted block", "the absent one's employment", "break-glass and a block",
    "who the young person is",
)  # fmt: skip
# All of them are tried at night.
ALLE = tuple(SVEKKELSER) if os.environ.get("STAFETT_NATT") == "1" else TI


def parts() -> set[tuple]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT b.id, r.sak_id, r.rolle FROM bti_bruker b, tilgang_roller_for(b.id) r")
        return set(cursor.fetchall())


def is_noticed(svekkelse: str, ventet: set[tuple]) -> bool:
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            for function in weakened(*SVEKKELSER[svekkelse]):
                cursor.execute(function)
        noticed = parts() != ventet
        transaction.set_rollback(True)
    return noticed


def test_a_weaker_rule_differs_from_the_oracle(record_property):
    igjen = set(ALLE)
    for froe in FROE:
        with transaction.atomic():
            verden = make_verden(froe)
            Innsetter(verden).put_in()
            orakel = Orakel(verden)
            ventet = {
                (p.id, s.id, rolle)
                for p in verden.personer
                for s in verden.saker
                for rolle in orakel.roller(p, s)[0]
            }
            assert parts() == ventet
            igjen -= {svekkelse for svekkelse in igjen if is_noticed(svekkelse, ventet)}
            transaction.set_rollback(True)
        if not igjen:
            break
    record_property("tall:svekkelser_sett_av_orakelet", len(ALLE) - len(igjen))
    assert igjen == set()
