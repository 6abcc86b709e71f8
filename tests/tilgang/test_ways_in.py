"""The functions that change access, called as the app could: each refuses for itself, whatever a page has checked."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from bti.models import Deltaker, Familierelasjon, Hovedperson, Rolle, Sak, Verifisering
from bti.tilgang import deltakelse
from bti.tilgang.aktoer import acting_as, sign_aktoer
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
RELASJON = "SELECT tilgang_registrer_relasjon(%(id)s, %(sak)s, %(bruker)s, 'mor', true, %(bevis)s)"
BEKREFT = "SELECT tilgang_bekreft_relasjon(%(id)s)"
BEKREFT_MED_SPERRE = "SELECT tilgang_bekreft_relasjon(%(id)s, %(sperre)s)"
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
    refused(bruker, RELASJON, "bare stafettholderen", sak=sak, bruker=verden.fremmed.pk, bevis="")
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


def test_without_the_registers_word_a_parent_is_not_confirmed(verden):
    for bevis in ("", None):
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.fremmed).delete()
        call(verden.jonas, RELASJON, sak=verden.nora_sak.pk, bruker=verden.fremmed.pk, bevis=bevis)
        with as_owner():
            relasjon = Familierelasjon.objects.get(bruker=verden.fremmed)
        assert (relasjon.verifisering, relasjon.confirmed_by_id) == (Verifisering.INGEN, None)
    with acting_as(verden.fremmed.pk):
        assert not Sak.objects.exists()


def test_nobody_registers_themselves(verden):
    values = {"sak": verden.nora_sak.pk, "bruker": verden.jonas.pk}
    refused(verden.jonas, RELASJON, "ingen registrerer seg selv", **values, bevis="")


class TestTheRegistersWord:
    """What the web process vouches for with its key: nobody writes it in SQL, and it is good for one answer alone."""

    def word(self, verden, **other):
        """What the register path sends for «Per Fremmed is Nora's mother», or for something else."""
        svar = {"by": verden.jonas.pk, "sak": verden.nora_sak.pk, "bruker": verden.fremmed.pk}
        svar |= {"relasjon": "mor", "ansvar": "true", "bor": ""} | other
        return deltakelse._vouch(["register", *svar.values()])

    def send(self, verden, bevis, som=None):
        call(som or verden.jonas, RELASJON, sak=verden.nora_sak.pk, bruker=verden.fremmed.pk, bevis=bevis)

    def test_it_confirms(self, verden):
        self.send(verden, self.word(verden))
        with acting_as(verden.fremmed.pk):
            assert Sak.objects.get() == verden.nora_sak
        with acting_as(verden.jonas.pk):
            assert Familierelasjon.objects.get(bruker=verden.fremmed).verifisering == Verifisering.REGISTER

    @pytest.mark.parametrize(
        "bevis", ["register", "to_personer", "9999999999.", "9999999999.00", ".", "x.y", "-1.x"]
    )
    def test_saying_it_is_not_enough(self, verden, bevis):
        with pytest.raises(DatabaseError, match="registeret har ikke sagt det"):
            self.send(verden, bevis)
        with as_owner():
            assert not Familierelasjon.objects.filter(bruker=verden.fremmed).exists()

    @pytest.mark.parametrize("felt", ["by", "sak", "bruker", "relasjon", "ansvar", "bor"])
    def test_the_answer_about_one_says_nothing_about_another(self, verden, felt):
        other = {"by": verden.siri.pk, "sak": verden.ola_sak.pk, "bruker": verden.lise.pk}
        other |= {"relasjon": "far", "ansvar": "false", "bor": "true"}
        with pytest.raises(DatabaseError, match="registeret har ikke sagt det"):
            self.send(verden, self.word(verden, **{felt: other[felt]}))

    def test_an_old_answer_is_none(self, verden, monkeypatch):
        monkeypatch.setattr(deltakelse.time, "time", lambda: 1_700_000_000.0)
        bevis = self.word(verden)
        monkeypatch.undo()
        with pytest.raises(DatabaseError, match="registeret har ikke sagt det"):
            self.send(verden, bevis)

    def test_another_key_opens_nothing(self, verden, settings):
        settings.AKTOER_NOEKKEL = b"en annen"
        bevis = self.word(verden)
        settings.AKTOER_NOEKKEL = bytes.fromhex("7e57" * 16)
        with pytest.raises(DatabaseError, match="registeret har ikke sagt det"):
            self.send(verden, bevis)

    def test_the_actors_own_setting_is_no_word(self, verden):
        """Both are HMACs with one key: one must never pass for the other."""
        _, until, digest = sign_aktoer(str(verden.jonas.pk)).split(".")
        with pytest.raises(DatabaseError, match="registeret har ikke sagt det"):
            self.send(verden, f"{until}.{digest}")
        until, digest = self.word(verden).split(".")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('stafett.aktoer', %s, true)", [f"{verden.jonas.pk}.{until}.{digest}"]
            )
            cursor.execute("SELECT tilgang_aktoer()")
            assert cursor.fetchone() == (None,)

    def test_it_cannot_be_asked_for(self, verden):
        sql = "SELECT tilgang_registeret_sier(%(sak)s, %(sak)s, %(sak)s, 'mor', true, NULL, '')"
        refused(verden.jonas, sql, "permission denied", sak=verden.nora_sak.pk)


def test_a_second_registration_does_not_change_the_first(verden):
    """A blocked or unconfirmed parent is not made a confirmed one by being registered again."""
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.kari).update(verifisering=Verifisering.INGEN)
    svar = ["register", verden.jonas.pk, verden.nora_sak.pk, verden.kari.pk, "mor", "true", ""]
    call(verden.jonas, RELASJON, sak=verden.nora_sak.pk, bruker=verden.kari.pk, bevis=deltakelse._vouch(svar))

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


@pytest.mark.parametrize("sperre", ["", "ukjent", "aapen"])
def test_nobody_is_confirmed_while_the_protection_is_unknown(verden, ventende, sperre):
    with as_owner():
        Hovedperson.objects.filter(pk=ventende.hovedperson_id).update(adressesperre="ukjent")

    refused(verden.siri, BEKREFT_MED_SPERRE, "adressesperren er ukjent", id=ventende.pk, sperre=sperre)


@pytest.mark.parametrize("kjent", ["ingen", "fortrolig", "strengt_fortrolig"])
def test_a_protection_that_is_known_is_not_confirmed_away(verden, ventende, kjent):
    with as_owner():
        Hovedperson.objects.filter(pk=ventende.hovedperson_id).update(adressesperre=kjent)

    call(verden.siri, BEKREFT_MED_SPERRE, id=ventende.pk, sperre="fortrolig" if kjent == "ingen" else "ingen")

    with as_owner():
        assert Hovedperson.objects.get(pk=ventende.hovedperson_id).adressesperre == kjent


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
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.amina)
    refused(
        verden.jonas,
        INVITER,
        "sperret fra saken",
        sak=verden.nora_sak.pk,
        bruker=verden.amina.pk,
        tjeneste=verden.ppt.pk,
    )


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


CONFIRM_BY_HAND = (
    "UPDATE bti_familierelasjon SET verifisering = 'register' WHERE id = %(id)s",
    "UPDATE bti_familierelasjon SET verifisering = 'to_personer', confirmed_by_id = tilgang_aktoer()",
    "UPDATE bti_familierelasjon SET confirmed_by_id = tilgang_aktoer(), confirmed_at = now() WHERE id = %(id)s",
    "UPDATE bti_familierelasjon SET registered_by_id = bruker_id WHERE id = %(id)s",
    "INSERT INTO bti_familierelasjon SELECT * FROM bti_familierelasjon",
)


@pytest.mark.parametrize("sql", CONFIRM_BY_HAND)
@pytest.mark.parametrize("navn", ["jonas", "siri", "kari"])
def test_a_confirmation_is_not_written_by_hand(verden, ventende, sql, navn):
    """Neither for another's registration, nor with oneself as the second employee."""
    refused(getattr(verden, navn), sql, "permission denied", id=ventende.pk)


def test_the_one_who_registered_is_never_the_second_even_as_head_of_the_unit(verden, ventende, eier):
    """Jonas is made head: he may then confirm for others, and not what he has registered himself."""
    with eier():
        verden.jonas.ansettelser.update(is_leder=True)
    refused(verden.jonas, BEKREFT, "ikke din å bekrefte", id=ventende.pk)
    with (
        eier(),
        pytest.raises(DatabaseError, match="familierelasjon_two_persons_are_two"),
        transaction.atomic(),
    ):
        Familierelasjon.objects.filter(pk=ventende.pk).update(
            verifisering=Verifisering.TO_PERSONER, confirmed_by=verden.jonas, confirmed_at="2026-01-01T00:00Z"
        )
