"""The functions that write a guide, asked in SQL: a role that is over, an account out of use, a draft changed since."""

import json

import pytest
from django.db import ProgrammingError, connection, transaction

from bti.models import Bruker, Kommunerolle, Veileder
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db
LAGRE = "SELECT veileder_lagre(%s, %s, %s::jsonb)"
TOMT = json.dumps({"navn": "X", "eier": "Y", "revideres_innen": "2027-01-01", "nivaaer": []})


def run(by: Bruker, sql: str, *values):
    with acting_as(by.pk), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


@pytest.fixture
def utkast(verden) -> Veileder:
    return f.VeilederFactory(kommune=verden.solvik, versjon=2, published_at=None)


@pytest.mark.parametrize("hvordan", ["rollen er over", "kontoen er ute av bruk"])
def test_who_kept_the_guide_before_writes_no_more(verden, utkast, hvordan):
    assert run(verden.ragna, LAGRE, utkast.pk, 1, TOMT) == 2
    with as_owner():
        if hvordan == "rollen er over":
            Kommunerolle.objects.filter(bruker=verden.ragna).update(gyldig_til=i_dag(-1))
        else:
            Bruker.objects.filter(pk=verden.ragna.pk).update(is_active=False)
    for sql, values in (
        (LAGRE, [utkast.pk, 2, TOMT]),
        ("SELECT veileder_publiser(%s, 2, '')", [utkast.pk]),
        ("SELECT veileder_slett_utkast(%s)", [utkast.pk]),
    ):
        with pytest.raises(ProgrammingError, match="stafett:"):
            run(verden.ragna, sql, *values)
    assert Veileder.objects.get(pk=utkast.pk).redigert == 2


def test_what_has_been_changed_since_is_neither_written_nor_published(verden, utkast):
    assert run(verden.ragna, LAGRE, utkast.pk, 1, TOMT) == 2

    assert run(verden.ragna, LAGRE, utkast.pk, 1, TOMT) == -1
    with as_owner():
        for nummer in (0, 1):
            f.StegFactory(nivaa=f.NivaaFactory(veileder=utkast, nummer=nummer))
    assert run(verden.ragna, "SELECT veileder_publiser(%s, 1, 'nytt')", utkast.pk) is False
    assert Veileder.objects.get(pk=utkast.pk).published_at is None
    assert run(verden.ragna, "SELECT veileder_publiser(%s, 2, 'nytt')", utkast.pk) is True


def test_a_guide_without_a_step_is_not_published(verden, utkast):
    with as_owner():
        f.StegFactory(nivaa=f.NivaaFactory(veileder=utkast, nummer=0))
        f.NivaaFactory(veileder=utkast, nummer=1)
    with pytest.raises(ProgrammingError, match="mangler et nivå eller et steg"):
        run(verden.ragna, "SELECT veileder_publiser(%s, 1, 'nytt')", utkast.pk)
