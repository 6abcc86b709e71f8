"""The night watch: what runs out ends, what waits is reminded of, and each is told once, whenever it runs."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from bti.models import Sak as Saken
from bti.models import Saksstatus
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
from tests.samtykke.natt import notices, put, read, watch

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


def last_day(verden, dag) -> None:
    """Both parents' yes to PPT holds until that day, and began long before."""
    with as_owner():
        Samtykke.objects.filter(sak=verden.nora_sak).update(gyldig_fra=i_dag(-300), gyldig_til=dag)
        Samtykke.objects.filter(sak=verden.nora_sak).update(granted_at=naa(days=-300))
        Samtykkekrav.objects.filter(sak=verden.nora_sak).update(requested_at=naa(days=-301))


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
            svar.url
            == f"{reverse('samtykke:request', args=[verden.nora_sak.pk])}?tjeneste={verden.ppt.pk}&fornye=1"
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
