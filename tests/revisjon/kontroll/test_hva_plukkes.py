"""The weekly control: what is picked, on both sides of each border."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from bti.models import Adressesperre, Bruker, Hovedperson
from bti.revisjon.jobb import control_weeks
from bti.tilgang.aktoer import Formaal, acting_for
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.revisjon.kontrollverden import LOERDAG, TIRSDAG, at, lesninger, picks
from tests.revisjon.logg import guards_asleep

pytestmark = pytest.mark.django_db


class TestWhatIsPicked:
    """Both sides of each border."""

    def test_an_ordinary_reading_is_not(self, verden, les):
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == set()

    @pytest.mark.parametrize(
        ("dag", "klokke", "picked"),
        [(TIRSDAG, "05.59", True), (TIRSDAG, "06.00", False), (TIRSDAG, "20.59", False), (TIRSDAG, "21.00", True),
         (LOERDAG, "12.00", True), (4, "12.00", False)],
    )  # fmt: skip
    def test_outside_working_hours(self, verden, les, dag, klokke, picked):
        les(verden.jonas, verden.nora_sak, at(dag, klokke))
        assert picks() == ({("utenfor_tid", "Jonas Berge")} if picked else set())

    def test_the_municipality_sets_its_own_hours(self, verden, les):
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="loggkontroll_til_klokke", verdi=23)
        les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
        assert picks() == set()

    @pytest.mark.parametrize(("antall", "picked"), [(30, False), (31, True)])
    def test_three_times_as_much_as_the_colleagues(self, verden, antall, picked):
        lesninger(verden.siri, verden.ola_sak, 10)
        lesninger(verden.lise, verden.ola_sak, 10)
        lesninger(verden.jonas, verden.nora_sak, antall)
        assert picks() == ({("mye_lest", "Jonas Berge")} if picked else set())

    def test_two_colleagues_at_least_are_compared_with(self, verden):
        lesninger(verden.siri, verden.ola_sak, 1)
        lesninger(verden.jonas, verden.nora_sak, 200)
        assert picks() == set()

    def test_little_reading_is_not_much_reading(self, verden):
        lesninger(verden.siri, verden.ola_sak, 1)
        lesninger(verden.lise, verden.ola_sak, 1)
        lesninger(verden.jonas, verden.nora_sak, 19)
        assert picks() == set()

    @pytest.mark.parametrize(("navn", "picked"), [("Jonas NORDLIE", True), ("Jonas Nordlien", False)])
    def test_the_same_surname_as_the_family(self, verden, les, navn, picked):
        with as_owner():
            Bruker.objects.filter(pk=verden.jonas.pk).update(navn=navn)
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == ({("samme_etternavn", navn)} if picked else set())

    def test_the_surname_of_a_parent_counts_too(self, verden, les):
        with as_owner():
            Bruker.objects.filter(pk=verden.kari.pk).update(navn="Kari Berge")
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == {("samme_etternavn", "Jonas Berge")}

    def test_ones_own_family_read_as_staff(self, verden, les):
        """Named as what it is, and not as a surname."""
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson,
            bruker=verden.jonas,
            registered_by=verden.siri,
            relasjon="annen",
        )
        with as_owner():
            Bruker.objects.filter(pk=verden.jonas.pk).update(navn="Jonas Nordlie")
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == {("egen_familie", "Jonas Nordlie")}

    def test_the_other_parent_of_ones_own_child_is_a_parent_here(self, verden, les):
        felles = f.HovedpersonFactory(kommune=verden.solvik, navn="Felles Barn", created_by=verden.siri)
        for bruker in (verden.jonas, verden.tom):
            f.FamilierelasjonFactory(hovedperson=felles, bruker=bruker, registered_by=verden.siri)
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == {("egen_familie", "Jonas Berge")}

    @pytest.mark.parametrize(("tjeneste", "picked"), [("skole", True), ("ppt", False)])
    def test_a_colleagues_child(self, verden, les, tjeneste, picked):
        f.AnsettelseFactory(bruker=verden.kari, tjeneste=getattr(verden, tjeneste), tittel="assistent")
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == ({("kollegas_barn", "Jonas Berge")} if picked else set())

    @pytest.mark.parametrize(("dager", "picked"), [(29, False), (31, True)])
    def test_no_work_in_the_case_for_a_month(self, verden, les, dager, picked):
        with guards_asleep() as cursor:
            cursor.execute(
                "UPDATE revisjon_hendelse SET tidspunkt = %s", [at(TIRSDAG) - timedelta(days=dager)]
            )
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == ({("uten_arbeid", "Jonas Berge")} if picked else set())

    def test_to_print_is_to_read_and_no_work(self, verden):
        with guards_asleep() as cursor:
            cursor.execute("UPDATE revisjon_hendelse SET tidspunkt = %s", [at(TIRSDAG) - timedelta(days=31)])
        for handling in ("skjema.skrevet_ut", "plan.skrevet_ut"):
            lesninger(verden.jonas, verden.nora_sak, 1, handling=handling)
        assert picks() == {("uten_arbeid", "Jonas Berge")}

    @pytest.mark.parametrize(("status", "picked"), [("planlagt", False), ("avlyst", True)])
    def test_a_meeting_is_a_reason_to_read(self, verden, les, status, picked):
        with guards_asleep() as cursor:
            cursor.execute("DELETE FROM revisjon_hendelse")
        f.MoeteFactory(sak=verden.nora_sak, starter_at=at(TIRSDAG) + timedelta(days=20), status=status)
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == ({("uten_arbeid", "Jonas Berge")} if picked else set())

    def test_what_is_written_after_the_reading_is_work_too(self, verden, les):
        with guards_asleep() as cursor:
            cursor.execute("UPDATE revisjon_hendelse SET tidspunkt = %s", [at(TIRSDAG, "14.00")])
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        assert picks() == set()

    def test_break_glass(self, verden):
        lesninger(verden.amina, verden.nora_sak, 1, "PPT Solvik", "noedtilgang.aapnet")
        assert picks() == {("noedtilgang", "Amina Yusuf")}

    def test_a_protected_address_read_by_others_than_the_stafettholder(self, verden, les):
        give_consent(verden, verden.kari, verden.tom)
        with as_owner():
            Hovedperson.objects.update(adressesperre=Adressesperre.FORTROLIG)
        les(verden.jonas, verden.nora_sak, at(TIRSDAG))
        les(verden.amina, verden.nora_sak, at(TIRSDAG))
        assert picks() == {("sperret_adresse", "Amina Yusuf")}

    def test_the_family_is_never_picked(self, verden, client):
        client.force_login(verden.kari)
        assert client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).status_code == 200
        with guards_asleep() as cursor:
            cursor.execute(
                "UPDATE revisjon_hendelse SET tidspunkt = %s WHERE nr < 1000", [at(LOERDAG, "23.00")]
            )
        assert picks() == set()

    def test_a_week_that_is_not_over_is_not_judged(self, verden, les):
        les(verden.jonas, verden.nora_sak, at(8, "23.30"))
        assert picks() == set()
        i_dag = timezone.localdate()
        with (
            pytest.raises(DatabaseError, match="ikke over"),
            acting_for(Formaal.LOGGKONTROLL),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT revisjon_kontroller_uke(%s)", [i_dag - timedelta(days=i_dag.weekday())])

    def test_a_second_run_picks_nothing_anew(self, verden, les):
        les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
        assert control_weeks() == 1
        assert control_weeks() == 0
