"""The wall itself: the same functions called by hand, past every form and service."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from tests.samtykke.hjelp import ask, both_say_yes, say_yes, sees_case

pytestmark = pytest.mark.django_db


def call(bruker, sql: str, *arguments):
    """Run one statement as the app role with this person as the signed actor."""
    with acting_as(bruker.pk if bruker else None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchone()[0]


def give(verden, bruker, krav, *, temaer=("skole",), til=None, tekst=None):
    tekst_id = tekst or Samtykketekst.objects.get(kommune=verden.solvik).pk
    return call(bruker, "SELECT samtykke_gi(%s, %s, %s, %s, %s)", uuid4(), krav.pk, list(temaer),
                til or krav.foreslaatt_til, tekst_id)  # fmt: skip


@pytest.mark.parametrize(
    "navn", ["tom", "jonas", "amina", "siri", "pia", "berit", "adm", "erik", "fremmed", None]
)
def test_nobody_gives_refuses_or_withdraws_for_kari(verden, navn):
    krav = ask(verden)[verden.kari]
    samtykke = say_yes(verden, verden.kari, krav)
    stranger = getattr(verden, navn) if navn else None
    calls = [
        (
            "SELECT samtykke_gi(%s, %s, %s, %s, %s)",
            uuid4(),
            krav.pk,
            ["skole"],
            krav.foreslaatt_til,
            samtykke.tekst_id,
        ),
        ("SELECT samtykke_si_nei(%s)", krav.pk),
        ("SELECT samtykke_trekk(%s)", samtykke.pk),
        ("SELECT samtykke_vent(%s, %s)", krav.pk, krav.foreslaatt_til),
        (
            "SELECT samtykke_snevre(%s, %s, %s, %s, false)",
            uuid4(),
            samtykke.pk,
            ["skole"],
            krav.foreslaatt_til,
        ),
    ]
    for sql, *arguments in calls:
        with pytest.raises(DatabaseError, match="stafett:"):
            call(stranger, sql, *arguments)
    with acting_as(verden.kari.pk):
        assert Samtykke.objects.get(pk=samtykke.pk).withdrawn_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"temaer": ["helse"]},
        {"temaer": []},
        {"til": timezone.localdate() - timedelta(days=1)},
        {"til": timezone.localdate() + timedelta(days=101)},
        {"til": timezone.localdate() + timedelta(days=4000)},
        {"tekst": uuid4()},
    ],
)
def test_the_giver_cannot_give_what_was_not_asked(verden, wrong):
    krav = ask(verden)[verden.kari]
    with pytest.raises(DatabaseError, match="stafett:"):
        give(verden, verden.kari, krav, **wrong)


@pytest.mark.parametrize(
    "navn", ["kari", "tom", "amina", "siri", "lise", "pia", "berit", "adm", "erik", None]
)
def test_only_the_holder_asks(verden, navn):
    stranger = getattr(verden, navn) if navn else None
    with pytest.raises(DatabaseError, match="stafett:"):
        call(stranger, "SELECT samtykke_be_om(%s, %s, %s, %s, %s)", verden.nora_sak.pk, verden.ppt.pk, "Fordi.",
             ["skole"], timezone.localdate())  # fmt: skip


@pytest.mark.parametrize(
    "til", [timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=4000)]
)
def test_the_holder_cannot_ask_outside_the_period(verden, til):
    with pytest.raises(DatabaseError, match="stafett:"):
        call(verden.jonas, "SELECT samtykke_be_om(%s, %s, %s, %s, %s)", verden.nora_sak.pk, verden.ppt.pk, "Fordi.",
             ["skole"], til)  # fmt: skip


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO samtykke_samtykkekrav SELECT * FROM samtykke_samtykkekrav",
        "UPDATE samtykke_samtykke SET withdrawn_at = NULL, withdrawn_by_id = NULL",
        "UPDATE samtykke_samtykkekrav SET giver_id = giver_id",
        "DELETE FROM samtykke_samtykke",
        "UPDATE samtykke_samtykketekst SET innledning = ''",
    ],
)
def test_the_app_role_cannot_write_past_the_functions(verden, sql):
    both_say_yes(verden)
    with pytest.raises(DatabaseError, match="permission denied"):
        call(verden.kari, sql)


def test_expired_consent_closes_the_case(verden, eier):
    both_say_yes(verden)
    with eier():
        Samtykke.objects.filter(giver=verden.tom).update(
            gyldig_fra=timezone.localdate() - timedelta(days=9),
            gyldig_til=timezone.localdate() - timedelta(days=1),
        )
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_new_parent_with_responsibility_closes_the_case_until_asked(verden, eier):
    from bti.models import Relasjonstype, Verifisering
    from tests.factories import FamilierelasjonFactory

    both_say_yes(verden)
    FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.fremmed, relasjon=Relasjonstype.VERGE,
        verifisering=Verifisering.INGEN, registered_by=verden.jonas,
    )  # fmt: skip
    assert not sees_case(verden.amina, verden.nora_sak)
    with acting_as(verden.jonas.pk):
        assert Samtykkekrav.objects.count() == 2
