"""The cast sees what the rule says, before anything has happened."""

import pytest

from bti.models import Sak
from bti.tilgang.aktoer import acting_as
from bti.tilgang.personer import get_aktoer
from bti.tilgang.tillatelser import PERSONTILLATELSER, Permission
from tests.cast import give_consent

pytestmark = pytest.mark.django_db


def saker_seen_by(bruker) -> set:
    with acting_as(bruker.pk):
        return set(Sak.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("navn", "ser"),
    [
        ("jonas", {"nora_sak"}),
        ("kari", {"nora_sak"}),
        ("tom", {"nora_sak"}),
        ("siri", {"ola_sak"}),
        ("pia", {"ola_sak"}),
        ("amina", set()),
        ("lise", set()),
        ("berit", set()),
        ("adm", set()),
        ("ragna", set()),
        ("erik", set()),
        ("fremmed", set()),
    ],
)
def test_who_sees_which_case(verden, navn, ser):
    assert saker_seen_by(getattr(verden, navn)) == {getattr(verden, sak).pk for sak in ser}


def test_nobody_sees_nothing(verden):
    assert not Sak.objects.exists()


def test_service_sees_after_the_last_yes(verden):
    give_consent(verden, verden.kari)
    assert saker_seen_by(verden.amina) == set()


def test_service_sees_with_both(verden):
    give_consent(verden, verden.kari, verden.tom)
    assert saker_seen_by(verden.amina) == {verden.nora_sak.pk}


def test_the_two_who_set_up_may_the_same(verden):
    """The coordinator and the administrator: one follows the consents, the other stands in for a missing head."""
    may = {}
    for navn in ("ragna", "adm"):
        with acting_as(getattr(verden, navn).pk):
            aktoer = get_aktoer()
        may[navn] = {p for p in PERSONTILLATELSER if aktoer.may(p)}
        assert PERSONTILLATELSER[Permission.LIST_SAK].isdisjoint(aktoer.slag)
    assert may["ragna"]
    assert may["adm"] - may["ragna"] == {Permission.ASSIGN_TILBAKEHOLD}
    assert may["ragna"] - may["adm"] == {Permission.FOLLOW_SAMTYKKE}
