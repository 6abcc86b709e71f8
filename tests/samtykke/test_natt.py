"""The night watch: what runs out ends, what waits is reminded of, and each is told once, whenever it runs."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from bti.models import Familierelasjon, Hovedperson, Saksstatus, Tjeneste
from bti.models import Sak as Saken
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Slag, Utboks, Varsel
from bti.varsling.queries import my_varsler
from bti.varsling.tekster import write_tekst
from samtykke import jobb
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst, Slutt
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import ask, both_say_yes, sees_case, svar_url, told

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


def put(modell, pk, **verdier) -> None:
    """Change a row as the owner: turn a clock back, or let the world move on."""
    with as_owner():
        assert modell.objects.filter(pk=pk).update(**verdier) == 1


def read(modell, pk):
    with as_owner():
        return modell.objects.get(pk=pk)


def notices(slag: Slag) -> int:
    with as_owner():
        return Utboks.objects.filter(slag=slag).count()


def last_day(verden, dag) -> None:
    """Both parents' yes to PPT holds until that day, and began long before."""
    with as_owner():
        Samtykke.objects.filter(sak=verden.nora_sak).update(gyldig_fra=i_dag(-300), gyldig_til=dag)
        Samtykke.objects.filter(sak=verden.nora_sak).update(granted_at=naa(days=-300))
        Samtykkekrav.objects.filter(sak=verden.nora_sak).update(requested_at=naa(days=-301))


def watch() -> int:
    return jobb.keep_watch()


class TestRunsOut:
    def test_it_ends_at_the_midnight_after_its_last_day_however_late_it_is_found(self, verden):
        samtykke = both_say_yes(verden)
        last_day(verden, i_dag(-4))

        watch()

        rad = read(Samtykke, samtykke.pk)
        midnatt = datetime.combine(i_dag(-3), time(), tzinfo=OSLO)
        assert (rad.slutt, rad.withdrawn_at) == (Slutt.UTLOEPT, midnatt)
        assert not rad.is_withdrawn

    def test_on_its_last_day_it_lives(self, verden):
        samtykke = both_say_yes(verden)
        last_day(verden, i_dag())
        watch()
        assert read(Samtykke, samtykke.pk).withdrawn_at is None
        assert sees_case(verden.amina, verden.nora_sak)

    def test_a_second_run_changes_nothing_and_tells_nobody(self, verden):
        samtykke = both_say_yes(verden)
        last_day(verden, i_dag(-1))
        assert watch() > 0
        first, antall = read(Samtykke, samtykke.pk), notices(Slag.SAMTYKKE_UTLOEPT)

        assert watch() == 0

        assert read(Samtykke, samtykke.pk).withdrawn_at == first.withdrawn_at
        assert notices(Slag.SAMTYKKE_UTLOEPT) == antall == 3  # Jonas once for both, Kari and Tom

    def test_it_is_on_record_that_nobody_did_it(self, verden):
        samtykke = both_say_yes(verden)
        last_day(verden, i_dag(-1))
        watch()
        with as_owner():
            hendelse = Hendelse.objects.get(handling="samtykke.utloept", objekt_id=samtykke.pk)
        assert (hendelse.sak_id, hendelse.aktoer_id, hendelse.formaal) == (
            verden.nora_sak.pk,
            None,
            "samtykke",
        )

    def test_what_ended_long_ago_is_put_right_and_is_no_news(self, verden):
        samtykke = both_say_yes(verden)
        last_day(verden, i_dag(-90))
        watch()
        assert read(Samtykke, samtykke.pk).slutt == Slutt.UTLOEPT
        assert told(Slag.SAMTYKKE_UTLOEPT) == set()

    def test_in_a_closed_case_it_ends_too_and_nobody_is_told(self, verden):
        samtykke = both_say_yes(verden)
        last_day(verden, i_dag(-1))
        put(Saken, verden.nora_sak.pk, status=Saksstatus.LUKKET)
        watch()
        assert read(Samtykke, samtykke.pk).slutt == Slutt.UTLOEPT
        assert told(Slag.SAMTYKKE_UTLOEPT) == set()

    def test_one_that_was_taken_back_the_same_night_stays_taken_back(self, verden):
        samtykke = both_say_yes(verden)
        last_day(verden, i_dag(-1))
        put(Samtykke, samtykke.pk, withdrawn_at=naa(), withdrawn_by=verden.kari, slutt=Slutt.TRUKKET)
        watch()
        assert read(Samtykke, samtykke.pk).slutt == Slutt.TRUKKET


class TestRenewal:
    @pytest.mark.parametrize(("igjen", "antall"), [(31, 0), (30, 1), (12, 1), (7, 1), (0, 1)])
    def test_the_stafettholder_hears_once_when_a_step_has_come(self, verden, igjen, antall):
        both_say_yes(verden)
        last_day(verden, i_dag(igjen))
        watch()
        watch()
        assert notices(Slag.SAMTYKKE_UTGAAR) == antall
        assert told(Slag.SAMTYKKE_UTGAAR) == ({verden.jonas.pk} if antall else set())

    def test_after_a_long_outage_only_the_last_step_is_told(self, verden):
        both_say_yes(verden)
        last_day(verden, i_dag(3))
        watch()
        with as_owner():
            assert Utboks.objects.get(slag=Slag.SAMTYKKE_UTGAAR).noekkel.endswith(f"{i_dag(3)}:7")

    def test_what_was_told_is_not_told_again_when_the_outbox_has_been_tidied(self, verden):
        both_say_yes(verden)
        last_day(verden, i_dag(20))
        watch()
        with as_owner():
            rad = Utboks.objects.get(slag=Slag.SAMTYKKE_UTGAAR)
            Varsel.objects.create(mottaker=verden.jonas, slag=rad.slag, noekkel=rad.noekkel, sak_id=rad.sak_id,
                                  objekt_id=rad.objekt_id, told_at=naa())  # fmt: skip
            rad.delete()
        watch()
        assert told(Slag.SAMTYKKE_UTGAAR) == set()

    def test_nothing_is_said_when_it_has_been_asked_for_anew(self, verden):
        both_say_yes(verden)
        last_day(verden, i_dag(5))
        with as_owner():
            Samtykkekrav.objects.filter(sak=verden.nora_sak).update(requested_at=naa(days=-1))
        watch()
        assert told(Slag.SAMTYKKE_UTGAAR) == set()

    def test_the_notice_leads_to_the_question_with_the_service_chosen(self, client, verden):
        both_say_yes(verden)
        last_day(verden, i_dag(5))
        watch()
        with as_owner():
            Utboks.objects.update(send_etter=naa())
        empty_utboks()
        with acting_as(verden.jonas.pk):
            varsel = my_varsler().get(slag=Slag.SAMTYKKE_UTGAAR)
            assert "går snart ut" in write_tekst(varsel)
            assert verden.ppt.navn in write_tekst(varsel)
        client.force_login(verden.jonas)
        svar = client.get(reverse("varsling:read", args=[varsel.pk]))
        assert (
            svar.url == f"{reverse('samtykke:request', args=[verden.nora_sak.pk])}?tjeneste={verden.ppt.pk}"
        )
        assert client.get(svar.url).status_code == 200


class TestWaiting:
    def asked(self, verden, dager: int) -> Samtykkekrav:
        krav = ask(verden)[verden.kari]
        with as_owner():
            Samtykkekrav.objects.filter(sak=verden.nora_sak).update(requested_at=naa(days=-dager))
        return krav

    @pytest.mark.parametrize(("dager", "antall"), [(2, 0), (3, 2), (9, 2), (10, 2), (40, 2), (60, 0)])
    def test_each_is_reminded_once_a_step_and_no_more_after_the_last(self, verden, dager, antall):
        self.asked(verden, dager)
        watch()
        watch()
        assert notices(Slag.SAMTYKKE_VENTER) == antall

    def test_who_has_answered_is_left_alone(self, verden):
        self.asked(verden, 12)
        with as_owner():
            for krav in Samtykkekrav.objects.filter(sak=verden.nora_sak):
                if krav.giver_id == verden.kari.pk:
                    Samtykkekrav.objects.filter(pk=krav.pk).update(declined_at=naa(), declined_by=verden.kari)
                else:
                    f.SamtykkeFactory(krav=krav, tekst=Samtykketekst.objects.get(kommune=verden.solvik))
        watch()
        assert told(Slag.SAMTYKKE_VENTER) == set()

    @pytest.mark.parametrize(("om", "antall"), [(1, 0), (0, 1), (-2, 1), (-40, 0)])
    def test_who_wants_to_wait_is_reminded_on_the_day_they_chose(self, verden, om, antall):
        krav = self.asked(verden, 12)
        put(Samtykkekrav, krav.pk, vent_til=i_dag(om))
        watch()
        watch()
        assert told(Slag.SAMTYKKE_VENTER) == ({verden.tom.pk, verden.kari.pk} if antall else {verden.tom.pk})

    def test_nothing_comes_at_night(self, verden):
        self.asked(verden, 3)
        watch()
        with as_owner():
            send_etter = timezone.localtime(
                Utboks.objects.filter(slag=Slag.SAMTYKKE_VENTER).first().send_etter
            )
        assert send_etter >= datetime.combine(i_dag(), time(8), tzinfo=OSLO)

    def test_the_reminder_leads_to_the_answer(self, client, verden):
        krav = self.asked(verden, 3)
        watch()
        with as_owner():
            Utboks.objects.update(send_etter=naa())
        empty_utboks()
        with acting_as(verden.kari.pk):
            varsel = my_varsler().get(slag=Slag.SAMTYKKE_VENTER)
        client.force_login(verden.kari)
        assert client.get(reverse("varsling:read", args=[varsel.pk])).url == svar_url(krav)


class TestWhoIsAskedNoLonger:
    @pytest.mark.parametrize(
        "endring",
        [
            {"har_foreldreansvar": False},
            {"gyldig_til": i_dag(-1)},
            {"blocked_at": naa(), "verifisering": "avvist", "avvist_grunn": "Ikke far."},
        ],
    )
    def test_a_parent_who_has_no_say_any_more(self, verden, endring):
        both_say_yes(verden)
        if "blocked_at" in endring:
            endring = endring | {"blocked_by": verden.siri}
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.tom).update(**endring)
            krav = Samtykkekrav.objects.get(giver=verden.tom)
        watch()
        assert read(Samtykkekrav, krav.pk).frafalt_at
        with as_owner():
            assert Samtykke.objects.get(giver=verden.tom).slutt == Slutt.BORTFALT
            assert Samtykke.objects.get(giver=verden.kari).withdrawn_at is None
            assert Samtykkekrav.objects.get(giver=verden.kari).frafalt_at is None
        assert told(Slag.SAMTYKKE_ENDRET) == {verden.jonas.pk}
        assert watch() == 0

    def test_of_age_the_parents_are_asked_no_longer(self, verden):
        both_say_yes(verden)
        put(
            Hovedperson,
            verden.nora_sak.hovedperson_id,
            foedselsdato=timezone.localdate().replace(year=timezone.localdate().year - 18, day=1),
        )
        watch()
        with as_owner():
            assert set(Samtykke.objects.filter(sak=verden.nora_sak).values_list("slutt", flat=True)) == {
                Slutt.BORTFALT
            }
        assert not sees_case(verden.amina, verden.nora_sak)

    def test_a_service_that_is_closed_down(self, verden):
        both_say_yes(verden)
        put(Tjeneste, verden.ppt.pk, nedlagt_dato=i_dag())
        watch()
        with as_owner():
            assert not Samtykke.objects.filter(sak=verden.nora_sak, withdrawn_at=None).exists()
            assert not Samtykkekrav.objects.filter(sak=verden.nora_sak, frafalt_at=None).exists()
        assert told(Slag.SAMTYKKE_UTGAAR) == told(Slag.SAMTYKKE_VENTER) == set()

    def test_one_that_closes_tomorrow_is_still_there(self, verden):
        both_say_yes(verden)
        put(Tjeneste, verden.ppt.pk, nedlagt_dato=i_dag(1))
        watch()
        assert sees_case(verden.amina, verden.nora_sak)

    def test_the_service_that_has_become_responsible_needs_no_yes(self, verden):
        both_say_yes(verden)
        put(Saken, verden.nora_sak.pk, tjeneste=verden.ppt)
        watch()
        with as_owner():
            assert not Samtykkekrav.objects.filter(sak=verden.nora_sak, frafalt_at=None).exists()


class TestBirthday:
    def turns(self, verden, alder: int, *, for_dager_siden: int) -> None:
        dag = timezone.localdate() - timedelta(days=for_dager_siden)
        dag = dag.replace(day=min(dag.day, 28))
        put(Hovedperson, verden.nora_sak.hovedperson_id, foedselsdato=dag.replace(year=dag.year - alder))
        put(Saken, verden.nora_sak.pk, opened_at=naa(days=-200))

    @pytest.mark.parametrize("alder", [12, 15, 16, 18])
    def test_the_stafettholder_and_the_young_person_hear_of_it_once(self, verden, alder):
        nora = f.BrukerFactory(navn="Nora")
        put(Hovedperson, verden.nora_sak.hovedperson_id, bruker=nora)
        self.turns(verden, alder, for_dager_siden=5)
        watch()
        watch()
        assert told(Slag.SAMTYKKE_ALDER) == {verden.jonas.pk, nora.pk}
        assert notices(Slag.SAMTYKKE_ALDER) == 2

    @pytest.mark.parametrize(("alder", "for_dager_siden"), [(13, 5), (12, 60)])
    def test_another_birthday_or_one_long_ago_is_no_news(self, verden, alder, for_dager_siden):
        self.turns(verden, alder, for_dager_siden=for_dager_siden)
        watch()
        assert told(Slag.SAMTYKKE_ALDER) == set()

    def test_a_case_opened_after_the_day_knew_the_age(self, verden):
        self.turns(verden, 15, for_dager_siden=5)
        put(Saken, verden.nora_sak.pk, opened_at=naa(days=-1))
        watch()
        assert told(Slag.SAMTYKKE_ALDER) == set()


class TestTheWatchItself:
    @pytest.mark.parametrize("sql", ["SELECT samtykke_natt_saker()", "SELECT samtykke_natt(%(sak)s)"])
    def test_it_is_for_its_own_purpose(self, verden, sql):
        doors = [lambda: acting_as(verden.jonas.pk), lambda: acting_as(None)]
        doors += [lambda x=formaal: acting_for(x) for formaal in Formaal if formaal is not Formaal.SAMTYKKE]
        for door in doors:
            with pytest.raises(DatabaseError, match="feil formål"), door():
                connection.cursor().execute(sql, {"sak": verden.nora_sak.pk})

    def test_one_case_that_fails_holds_up_none_of_the_others(self, verden, monkeypatch):
        both_say_yes(verden)
        last_day(verden, i_dag(-1))
        whole = jobb._watch

        def failing(sak_id):
            if sak_id == verden.ola_sak.pk:
                raise DatabaseError
            return whole(sak_id)

        monkeypatch.setattr(jobb, "_watch", failing)
        with pytest.raises(jobb.VaktenFeilet):
            watch()
        with as_owner():
            assert not Samtykke.objects.filter(sak=verden.nora_sak, withdrawn_at=None).exists()
