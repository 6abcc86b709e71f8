"""The functions that change access, called as the app could: each refuses for itself, whatever a page has checked."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from bti.models import Deltaker, Familierelasjon, Rolle, Sak, Verifisering
from bti.tilgang.aktoer import acting_as
from bti.tilgang.sjekker import find_connection_faults
from tests import factories as f
from tests.cast import make_veileder
from tests.eier import as_owner
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db

AAPNE = (
    "SELECT tilgang_aapne_sak(%(sak)s, %(barn)s, 'Ny', '', NULL, '', 'ingen',"
    " %(kommune)s, %(tjeneste)s, %(nivaa)s, '')"
)
RELASJON = "SELECT tilgang_registrer_relasjon(%(id)s, %(sak)s, %(bruker)s, 'mor', true, %(verifisering)s)"
BEKREFT = "SELECT tilgang_bekreft_relasjon(%(id)s)"
INVITER = "SELECT tilgang_inviter_fagperson(%(id)s, %(sak)s, %(bruker)s, %(tjeneste)s)"
FINN = "SELECT tilgang_finn_eller_lag_person('oppslag', 'kryptert', 'Ny Person', '', '')"


def call(som, sql, /, **values):
    with acting_as(som.pk if som else None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, {"id": uuid.uuid4(), **values})
        return cursor.fetchone()[0]


def refused(som, sql, match, /, **values):
    with pytest.raises(DatabaseError, match=match):
        call(som, sql, **values)


def new_sak(verden, **other):
    return {
        "sak": uuid.uuid4(),
        "barn": uuid.uuid4(),
        "kommune": verden.solvik.pk,
        "tjeneste": verden.skole.pk,
        "nivaa": verden.nivaaer[1].pk,
        **other,
    }


def test_an_employee_opens_a_case_and_holds_the_baton(verden):
    values = new_sak(verden)
    call(verden.lise, AAPNE, **values)

    with acting_as(verden.lise.pk):
        assert Sak.objects.get(pk=values["sak"]).opened_by_id == verden.lise.pk
        assert Deltaker.objects.get(sak_id=values["sak"]).rolle == Rolle.STAFETTHOLDER


@pytest.mark.parametrize("navn", ["kari", "amina", "erik", "berit", "adm", "fremmed", None])
def test_nobody_opens_a_case_for_a_service_they_do_not_work_in(verden, navn):
    bruker = getattr(verden, navn) if navn else None
    refused(bruker, AAPNE, "ikke ansatt i tjenesten" if navn else "ingen aktør", **new_sak(verden))


def test_a_case_stays_in_its_municipality(verden):
    _, fjellviks = make_veileder(f.KommuneFactory())
    refused(verden.lise, AAPNE, "virker ikke i kommunen", **new_sak(verden, kommune=verden.fjellvik.pk))
    refused(verden.lise, AAPNE, "nivået hører ikke til", **new_sak(verden, nivaa=fjellviks[1].pk))


@pytest.mark.parametrize("navn", ["lise", "amina", "kari", "siri", "erik", "berit"])
def test_only_the_stafettholder_lets_people_in(verden, navn):
    bruker = getattr(verden, navn)
    sak = verden.nora_sak.pk
    refused(
        bruker, RELASJON, "bare stafettholderen", sak=sak, bruker=verden.fremmed.pk, verifisering="register"
    )
    refused(bruker, INVITER, "bare stafettholderen", sak=sak, bruker=bruker.pk, tjeneste=verden.skole.pk)


def test_a_stafettholder_who_has_left_lets_nobody_in(verden):
    with as_owner():
        verden.jonas.ansettelser.update(gyldig_til=i_dag(-1))
    refused(
        verden.jonas,
        INVITER,
        "bare stafettholderen",
        sak=verden.nora_sak.pk,
        bruker=verden.lise.pk,
        tjeneste=verden.skole.pk,
    )


def test_the_stafettholder_does_not_confirm_for_two(verden):
    sak = verden.nora_sak.pk
    for verifisering in ("to_personer", "hva_som_helst"):
        refused(
            verden.jonas, RELASJON, "to ansatte", sak=sak, bruker=verden.fremmed.pk, verifisering=verifisering
        )
    refused(
        verden.jonas,
        RELASJON,
        "ingen registrerer seg selv",
        sak=sak,
        bruker=verden.jonas.pk,
        verifisering="register",
    )


def test_a_second_registration_does_not_change_the_first(verden):
    """A blocked or unconfirmed parent is not made a confirmed one by being registered again."""
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.kari).update(verifisering=Verifisering.INGEN)
    call(verden.jonas, RELASJON, sak=verden.nora_sak.pk, bruker=verden.kari.pk, verifisering="register")

    with as_owner():
        assert Familierelasjon.objects.get(bruker=verden.kari).verifisering == Verifisering.INGEN


@pytest.fixture
def ventende(verden):
    """Somebody whom Jonas has registered as Nora's parent, not yet confirmed."""
    return f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson,
        bruker=verden.fremmed,
        verifisering=Verifisering.INGEN,
        registered_by=verden.jonas,
    )


def test_the_head_of_the_unit_confirms(verden, ventende):
    assert call(verden.siri, BEKREFT, id=ventende.pk) == verden.nora_sak.pk


@pytest.mark.parametrize("navn", ["jonas", "lise", "kari", "amina", "erik", "berit", "adm", "fremmed"])
def test_nobody_else_confirms(verden, ventende, navn):
    refused(getattr(verden, navn), BEKREFT, "ikke din å bekrefte", id=ventende.pk)


def test_the_head_does_not_confirm_what_they_registered_or_their_own_family(verden, ventende):
    with as_owner():
        Familierelasjon.objects.filter(pk=ventende.pk).update(registered_by=verden.siri)
    refused(verden.siri, BEKREFT, "ikke din å bekrefte", id=ventende.pk)
    with as_owner():
        Familierelasjon.objects.filter(pk=ventende.pk).update(registered_by=verden.jonas)
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson,
        bruker=verden.siri,
        registered_by=verden.jonas,
        relasjon="medmor",
    )
    refused(verden.siri, BEKREFT, "ikke din å bekrefte", id=ventende.pk)


def test_who_is_invited_must_work_there_and_the_service_here(verden):
    sak = verden.nora_sak.pk
    refused(verden.jonas, INVITER, "ikke ansatt", sak=sak, bruker=verden.amina.pk, tjeneste=verden.skole.pk)
    refused(verden.jonas, INVITER, "ikke ansatt", sak=sak, bruker=verden.fremmed.pk, tjeneste=verden.skole.pk)
    refused(
        verden.jonas,
        INVITER,
        "virker ikke i kommunen",
        sak=sak,
        bruker=verden.erik.pk,
        tjeneste=verden.fjellvik_skole.pk,
    )


def test_a_parent_who_works_there_does_not_become_staff_in_the_case(verden):
    f.AnsettelseFactory(bruker=verden.kari, tjeneste=verden.skole)
    refused(
        verden.jonas,
        INVITER,
        "familien kan ikke",
        sak=verden.nora_sak.pk,
        bruker=verden.kari.pk,
        tjeneste=verden.skole.pk,
    )


def test_one_who_was_taken_out_is_not_put_in_again_by_an_invitation(verden):
    with as_owner():
        Deltaker.objects.filter(bruker=verden.amina).update(
            blocked_at="2026-01-01T00:00Z", blocked_by=verden.siri
        )
    call(verden.jonas, INVITER, sak=verden.nora_sak.pk, bruker=verden.amina.pk, tjeneste=verden.ppt.pk)

    with as_owner():
        assert Deltaker.objects.get(bruker=verden.amina).blocked_at


@pytest.mark.parametrize("navn", ["kari", "berit", "adm", "fremmed"])
def test_only_employees_look_people_up_by_number(verden, navn):
    refused(getattr(verden, navn), FINN, "bare ansatte")


def test_a_role_that_may_become_an_owner_is_not_served(eier):
    """Somebody has granted too much: the app could take the owner's role, and pass every policy."""
    assert find_connection_faults() == []
    with eier(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE proeve_annens (id integer)")
        cursor.execute("GRANT CREATE ON SCHEMA public TO stafett_lese")
        cursor.execute("ALTER TABLE proeve_annens OWNER TO stafett_lese")  # the app is a member of it
    assert find_connection_faults() == ["databaserollen kan bli den rollen som eier tabellene"]
