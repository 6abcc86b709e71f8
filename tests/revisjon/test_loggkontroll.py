"""The weekly control: what is picked and what is not, who judges it, and that no child is named on the way."""

# ruff: noqa: E501 (SQL and long rows on one line)

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from bti.models import Adressesperre, Bruker, Hovedperson, Kommunerolle, Kommunerolletype
from bti.revisjon.jobb import control_weeks
from bti.revisjon.kontrollord import FOR_LEDER, FOR_OMBUD, RAAD
from bti.revisjon.models import Hendelse, Kontrollgrunn, Loggkontroll
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Varsel
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.revisjon.logg import guards_asleep

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
TIRSDAG, LOERDAG = 1, 5


def mandag():
    """Monday of the last week that is over."""
    i_dag = timezone.localdate()
    return i_dag - timedelta(days=i_dag.weekday() + 7)


def at(dag: int, klokke: str = "10.00") -> datetime:
    """A moment in that week, on clocks in Oslo."""
    hour, minute = klokke.split(".")
    return datetime.combine(mandag() + timedelta(days=dag), time(int(hour), int(minute)), OSLO)


@pytest.fixture(autouse=True)
def arbeid(verden):
    """Both cases are in work, so that what is picked is picked for the reason that the test is about."""
    for sak in (verden.nora_sak, verden.ola_sak):
        f.HendelseFactory(
            kjede_id=sak.pk,
            sak_id=sak.pk,
            nr=1000,
            handling="innlegg.skrevet",
            tidspunkt=at(0) - timedelta(days=3),
        )


@pytest.fixture
def les(client):
    """Open the case's page as somebody, and let it have been then."""

    def read(bruker, sak, naar: datetime) -> None:
        client.force_login(bruker)
        assert client.get(reverse("stafettlogg:sak", args=[sak.pk])).status_code == 200
        with guards_asleep() as cursor:
            cursor.execute(
                "UPDATE revisjon_hendelse SET tidspunkt = %s WHERE sak_id = %s AND tidspunkt > now() - interval '1 hour'",
                [naar, sak.pk],
            )

    return read


def lesninger(bruker, sak, antall: int, tjeneste: str = "Solvik skole", handling: str = "sak.lest") -> None:
    """Many readings at once, as the record holds them."""
    with as_owner():
        foerste = Hendelse.objects.filter(kjede_id=sak.pk).count() + 1
        Hendelse.objects.bulk_create(
            Hendelse(
                kjede_id=sak.pk, sak_id=sak.pk, nr=foerste + n, tidspunkt=at(TIRSDAG) + timedelta(minutes=n),
                aktoer_id=bruker.pk, aktoer_navn=bruker.navn, aktoer_tjeneste=tjeneste, handling=handling,
                salt=b"", salt_hash=b"", innhold_hash=b"", forrige_hash=b"", hash=b"",
            )
            for n in range(antall)
        )  # fmt: skip


def picks(*grunner: str) -> set[tuple[str, str]]:
    """Run the control; return who was picked and why."""
    control_weeks()
    with as_owner():
        rows = Loggkontroll.objects.filter(grunn__in=grunner) if grunner else Loggkontroll.objects.all()
        return set(rows.values_list("grunn", "leser_navn"))


def ombud(verden, kommune, navn="Unni Ombud") -> Bruker:
    bruker = f.BrukerFactory(navn=navn)
    f.KommunerolleFactory(bruker=bruker, kommune=kommune, rolle=Kommunerolletype.PERSONVERNOMBUD)
    return bruker


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


@pytest.fixture
def valgt(verden, les):
    """Jonas has read at night."""
    les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
    control_weeks()
    with as_owner():
        return Loggkontroll.objects.get()


def who_sees(client, kontroll, *brukere) -> set[str]:
    """Return who finds it in the list and opens it; the two agree, and raw SQL with them."""
    found = set()
    for bruker in brukere:
        client.force_login(bruker)
        liste = client.get(reverse("revisjon:kontroll-list"))
        side = client.get(reverse("revisjon:kontroll-detail", args=[kontroll.pk]))
        with acting_as(bruker.pk):
            raw = Loggkontroll.objects.filter(pk=kontroll.pk).exists()
        listed = liste.status_code == 200 and kontroll.leser_navn in liste.content.decode()
        assert listed == (side.status_code == 200) == raw, bruker.navn
        assert side.status_code in (200, 403, 404)
        if listed:
            found.add(bruker.navn)
    return found


class TestWhoJudges:
    def test_the_head_of_the_readers_unit_and_the_ombud_sees(self, verden, valgt, client):
        ppt_leder = f.BrukerFactory(navn="Per Leder")
        f.AnsettelseFactory(bruker=ppt_leder, tjeneste=verden.ppt, tittel="leder", is_leder=True)
        egen, annen = ombud(verden, verden.solvik), ombud(verden, verden.fjellvik, "Frode Ombud")
        everybody = [
            verden.siri, egen, annen, ppt_leder, verden.jonas, verden.lise, verden.berit, verden.adm, verden.kari,
            verden.erik, verden.fremmed,
        ]  # fmt: skip
        assert valgt.kontrolloer_id == verden.siri.pk
        assert who_sees(client, valgt, *everybody) == {"Siri Holm", "Unni Ombud"}

    def test_a_head_who_reads_is_judged_by_the_ombud(self, verden, les):
        unni = ombud(verden, verden.solvik)
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() == unni.pk

    def test_two_heads_of_one_unit_do_not_judge_each_other(self, verden, les):
        f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.skole, tittel="inspektør", is_leder=True)
        unni = ombud(verden, verden.solvik)
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() == unni.pk

    def test_without_an_ombud_by_the_municipalitys_leder(self, verden, les):
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() == verden.berit.pk

    def test_an_ombud_does_not_see_what_they_have_read_themselves(self, verden, les, client):
        f.KommunerolleFactory(
            bruker=verden.jonas, kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD
        )
        les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
        assert given_to() == verden.siri.pk
        client.force_login(verden.jonas)
        assert "Jonas Berge" not in main(client.get(reverse("revisjon:kontroll-list")))

    def test_a_head_who_is_of_the_family_does_not_judge(self, verden, les):
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson,
            bruker=verden.siri,
            registered_by=verden.jonas,
            relasjon="annen",
        )
        les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
        assert given_to() == verden.berit.pk

    def test_who_leaves_the_office_sees_it_no_more_and_the_next_one_does(self, verden, valgt, client):
        with as_owner():
            verden.siri.ansettelser.update(is_leder=False)
        assert who_sees(client, valgt, verden.siri) == set()
        f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.skole, tittel="rektor", is_leder=True)
        control_weeks()
        assert who_sees(client, valgt, verden.siri, verden.lise) == {"Lise Dahl"}

    def test_what_nobody_can_judge_waits_for_somebody(self, verden, les):
        with as_owner():
            Kommunerolle.objects.all().delete()
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() is None
        unni = ombud(verden, verden.solvik)
        assert given_to() == unni.pk


def given_to():
    control_weeks()
    with as_owner():
        return Loggkontroll.objects.get(grunn="utenfor_tid").kontrolloer_id


def main(response) -> str:
    """The page without its head and menu, where the one who is logged in is named."""
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


def answer(client, kontroll, **felter):
    data = {"avgjoerelse": "forklart", "ord": "Hun skrev referatet ferdig hjemme."} | felter
    url = reverse("revisjon:kontroll-detail", args=[kontroll.pk])
    side = client.get(url)
    token = re.search(r'name="skjema_token" value="([^"]+)"', side.content.decode())
    return client.post(url, data | ({"skjema_token": token[1]} if token else {}))


class TestTheAnswer:
    def test_a_decision_and_words(self, verden, valgt, client):
        client.force_login(verden.siri)
        assert answer(client, valgt).status_code == 302

        with as_owner():
            valgt.refresh_from_db()
            assert (valgt.avgjoerelse, valgt.closed_by_id) == ("forklart", verden.siri.pk)
            hendelse = Hendelse.objects.get(handling="loggkontroll.avgjort")
        assert (hendelse.sak_id, hendelse.aktoer_id, hendelse.objekt_id) == (None, verden.siri.pk, valgt.pk)
        assert valgt.leser_navn in main(client.get(reverse("revisjon:kontroll-avgjort")))
        assert "referatet ferdig hjemme" in main(
            client.get(reverse("revisjon:kontroll-detail", args=[valgt.pk]))
        )
        assert valgt.leser_navn not in main(client.get(reverse("revisjon:kontroll-list")))

    @pytest.mark.parametrize("felter", [{"avgjoerelse": ""}, {"avgjoerelse": "kanskje"}, {"ord": "  "}])
    def test_both_are_needed(self, verden, valgt, client, felter):
        client.force_login(verden.siri)
        assert answer(client, valgt, **felter).status_code == 422
        with as_owner():
            assert Loggkontroll.objects.filter(closed_at=None).exists()

    def test_a_double_click_is_one_answer(self, verden, valgt, client):
        client.force_login(verden.siri)
        url = reverse("revisjon:kontroll-detail", args=[valgt.pk])
        data = {"avgjoerelse": "i_orden", "ord": "Sjekket."}
        assert [client.post(url, data).status_code for _ in range(2)] == [302, 302]

    def test_what_is_decided_stands(self, verden, valgt, client):
        client.force_login(verden.siri)
        answer(client, valgt)
        response = client.post(
            reverse("revisjon:kontroll-detail", args=[valgt.pk]), {"avgjoerelse": "avvik", "ord": "Nei."}
        )
        assert response.status_code == 422
        with as_owner():
            assert Loggkontroll.objects.get().avgjoerelse == "forklart"

    def test_the_ombud_reads_and_does_not_answer(self, verden, valgt, client):
        unni = ombud(verden, verden.solvik)
        client.force_login(unni)
        side = main(client.get(reverse("revisjon:kontroll-detail", args=[valgt.pk])))
        assert "Siri Holm skal svare." in side
        assert "<form" not in side
        assert answer(client, valgt).status_code == 422
        with as_owner():
            assert Loggkontroll.objects.get().closed_at is None

    @pytest.mark.parametrize("navn", ["lise", "jonas", "berit", "kari"])
    def test_nobody_else_closes_it_past_the_page_either(self, verden, valgt, navn):
        with (
            pytest.raises(DatabaseError, match="ikke din"),
            acting_as(getattr(verden, navn).pk),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT revisjon_lukk_kontroll(%s, 'i_orden', 'Fint.')", [valgt.pk])

    @pytest.mark.parametrize(
        "sql",
        ["UPDATE revisjon_loggkontroll SET avgjoerelse = 'i_orden'", "DELETE FROM revisjon_loggkontroll",
         "SELECT revisjon_plukk(now(), now())", "SELECT revisjon_kontroller_uke(current_date)"],
    )  # fmt: skip
    def test_the_app_has_no_other_way(self, verden, valgt, sql):
        refused = pytest.raises(DatabaseError, match=r"permission denied|feil formål")
        with acting_as(verden.siri.pk), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    def test_one_that_is_late_is_shown_to_the_ombud(self, verden, valgt, client):
        unni = ombud(verden, verden.solvik)
        client.force_login(unni)
        assert "Ikke besvart i tide" not in main(client.get(reverse("revisjon:kontroll-list")))
        with as_owner():
            Loggkontroll.objects.update(svarfrist=timezone.localdate() - timedelta(days=1))
        side = main(client.get(reverse("revisjon:kontroll-list")))
        assert "Ikke besvart i tide" in side
        assert "Siri Holm skal svare" in side


class TestNoChildIsNamed:
    @pytest.fixture
    def alle(self, verden):
        """One of each reason, given to Siri."""
        for grunn in Kontrollgrunn:
            f.LoggkontrollFactory(
                kommune=verden.solvik, tjeneste=verden.skole, grunn=grunn, leser_id=verden.jonas.pk,
                leser_navn="Jonas Berge", kontrolloer=verden.siri, kontrolloer_navn="Siri Holm", sak_id=verden.nora_sak.pk,
            )  # fmt: skip

    def test_on_the_pages(self, verden, alle, client):
        unni = ombud(verden, verden.solvik)
        with as_owner():
            ider = list(Loggkontroll.objects.values_list("pk", flat=True))
        for bruker in (verden.siri, unni):
            client.force_login(bruker)
            sider = [client.get(reverse("revisjon:kontroll-list"))]
            sider += [client.get(reverse("revisjon:kontroll-detail", args=[pk])) for pk in ider]
            html = "".join(side.content.decode() for side in sider)
            assert all(side.status_code == 200 for side in sider)
            for ord_ in ("Nora", "Nordlie", "Kari", "Trivsel og lesing", str(verden.nora_sak.pk)):
                assert ord_ not in html, (bruker.navn, ord_)

    def test_the_head_is_not_told_that_a_colleagues_child_has_a_case(self, verden, alle, client):
        """Nor whose relative it is: that would be told by asking who is meant."""
        client.force_login(verden.siri)
        side = main(client.get(reverse("revisjon:kontroll-list")))
        for ord_ in ("etternavn", "foreldrene", "familien", "adresse"):
            assert ord_ not in side
        client.force_login(ombud(verden, verden.solvik))
        side = main(client.get(reverse("revisjon:kontroll-list")))
        assert "En av foreldrene arbeider i samme enhet" in side

    def test_every_reason_has_its_words(self):
        assert set(FOR_OMBUD) == set(FOR_LEDER) == set(Kontrollgrunn)
        assert set(RAAD) < set(Kontrollgrunn)

    def test_the_leader_is_told_once_a_week_and_the_mail_says_nothing(self, verden, valgt, client):
        control_weeks()
        empty_utboks()
        client.force_login(verden.siri)
        side = client.get(reverse("varsling:list")).content.decode()
        assert side.count("Loggkontroll venter på svar.") == 1
        assert [brev.to for brev in mail.outbox] == [["siri@stafett.invalid"]]
        for ord_ in ("Nora", "Nordlie", "Jonas", "Loggkontroll"):
            assert ord_ not in mail.outbox[0].subject + mail.outbox[0].body

    def test_the_notice_leads_there(self, verden, valgt, client):
        empty_utboks()
        client.force_login(verden.siri)
        with acting_as(verden.siri.pk):
            varsel = Varsel.objects.get()
        response = client.get(reverse("varsling:read", args=[varsel.pk]))
        assert response["Location"] == reverse("revisjon:kontroll-list")
