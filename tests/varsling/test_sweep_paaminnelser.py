"""Reminders: when they fall due, that each goes out once, and what stops them."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bti.models import Familierelasjon
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.varsling import jobb
from bti.varsling.models import Paaminnelse, Paaminnelsestatus, Slag, Utboks, Varsel
from bti.varsling.services import cancel_paaminnelser
from bti.varsling.tid import OSLO, at_oslo, days_after, days_before
from tests.varsling.hjelp import change, plan, rows


def statuses() -> list[str]:
    return [rad.status for rad in rows(Paaminnelse)]


def test_what_is_due_goes_out_and_what_is_not_waits(verden):
    plan(verden.sak, verden.jonas, verden.kari)
    plan(verden.sak, verden.jonas, verden.kari, due_at=timezone.now() + timedelta(minutes=1))
    assert jobb.sweep_paaminnelser() == 1

    assert sorted(statuses()) == [Paaminnelsestatus.UTFOERT, Paaminnelsestatus.VENTER]
    jobb.empty_utboks()
    assert [varsel.slag for varsel in rows(Varsel)] == [Slag.MOETE_SNART]


def test_swept_again_nothing_more_goes_out(verden):
    plan(verden.sak, verden.jonas, verden.kari)
    assert [jobb.sweep_paaminnelser() for _ in range(3)] == [1, 0, 0]

    assert len(rows(Utboks)) == 1


def plan_overdue(verden, *dager: int, objekt_id=None, mottaker=None):
    """Reminders of one thing that fell due so many days ago, while no worker ran."""
    objekt_id = objekt_id or uuid4()
    for dag in dager:
        plan(
            verden.sak, verden.jonas, mottaker or verden.kari, objekt_id=objekt_id, forekomst=f"for {dag} dager siden",
            due_at=timezone.now() - timedelta(days=dag),
        )  # fmt: skip
    return objekt_id


def by_forekomst() -> dict[str, str]:
    return {rad.forekomst: rad.status for rad in rows(Paaminnelse)}


def test_after_a_stop_the_latest_about_a_thing_goes_out_and_the_older_are_passed_over(verden):
    plan_overdue(verden, 7, 4, 1)
    assert jobb.sweep_paaminnelser() == 1

    assert by_forekomst() == {
        "for 7 dager siden": Paaminnelsestatus.FORBIGAATT,
        "for 4 dager siden": Paaminnelsestatus.FORBIGAATT,
        "for 1 dager siden": Paaminnelsestatus.UTFOERT,
    }
    assert all(rad.done_at for rad in rows(Paaminnelse))
    jobb.empty_utboks()
    assert len(rows(Varsel)) == 1


def test_each_person_and_each_thing_keeps_its_own_latest(verden):
    moete = plan_overdue(verden, 7, 1)
    plan_overdue(verden, 7, 1, objekt_id=moete, mottaker=verden.tom)
    plan_overdue(verden, 3, 2)

    assert jobb.sweep_paaminnelser() == 3


@pytest.mark.parametrize("per_runde", [1, 2, 200])
def test_the_latest_is_found_in_another_round_too(verden, monkeypatch, per_runde):
    monkeypatch.setattr(jobb, "PER_RUNDE", per_runde)
    plan_overdue(verden, 7, 4, 1)

    assert jobb.sweep_paaminnelser() == 1
    assert by_forekomst()["for 1 dager siden"] == Paaminnelsestatus.UTFOERT


def test_one_that_waits_for_its_day_passes_nothing_over(verden):
    moete = plan_overdue(verden, 1)
    plan_overdue(verden, -1, objekt_id=moete)

    assert jobb.sweep_paaminnelser() == 1
    assert sorted(statuses()) == [Paaminnelsestatus.UTFOERT, Paaminnelsestatus.VENTER]


def test_one_that_is_too_late_passes_nothing_over(verden):
    moete = plan_overdue(verden, 2)
    plan(
        verden.sak, verden.jonas, verden.kari, objekt_id=moete, expires_at=timezone.now() - timedelta(hours=1)
    )

    assert jobb.sweep_paaminnelser() == 1
    assert sorted(statuses()) == [Paaminnelsestatus.AVLYST, Paaminnelsestatus.UTFOERT]


def test_planned_twice_is_moved_not_doubled(verden):
    moete = plan(verden.sak, verden.jonas, verden.kari)
    later = timezone.now() + timedelta(days=2)
    plan(verden.sak, verden.jonas, verden.kari, objekt_id=moete, due_at=later)

    (rad,) = rows(Paaminnelse)
    assert rad.due_at == later
    assert jobb.sweep_paaminnelser() == 0


def test_a_reminder_of_another_case_is_not_moved(verden):
    """The key names no case: whoever knows it from elsewhere moves nothing."""
    om = plan(verden.ola_sak, verden.siri, verden.pia)
    before = rows(Paaminnelse)[0].due_at

    with pytest.raises(ProgrammingError, match="ikke er ditt"):
        plan(verden.sak, verden.jonas, verden.kari, objekt_id=om, due_at=before + timedelta(days=9))

    assert [rad.due_at for rad in rows(Paaminnelse)] == [before]


def test_what_has_gone_out_is_not_planned_anew(verden):
    moete = plan(verden.sak, verden.jonas, verden.kari)
    jobb.sweep_paaminnelser()
    plan(verden.sak, verden.jonas, verden.kari, objekt_id=moete)

    assert statuses() == [Paaminnelsestatus.UTFOERT]


def test_called_off_is_not_sent_and_may_be_planned_again(verden):
    moete = plan(verden.sak, verden.jonas, verden.kari)
    with acting_as(verden.jonas.pk):
        assert cancel_paaminnelser(moete) == 1
    assert jobb.sweep_paaminnelser() == 0
    plan(verden.sak, verden.jonas, verden.kari, objekt_id=moete)

    assert jobb.sweep_paaminnelser() == 1


@pytest.mark.parametrize("hvem", ["pia", "erik", "amina", "fremmed"])
def test_who_does_not_see_the_case_plans_and_calls_off_nothing(verden, hvem):
    other = getattr(verden, hvem)
    moete = plan(verden.sak, verden.jonas, verden.kari)
    with acting_as(other.pk):
        assert cancel_paaminnelser(moete) == 0
    with pytest.raises(ProgrammingError, match="ikke er din"):
        plan(verden.sak, other, other)
    assert statuses() == [Paaminnelsestatus.VENTER]


def test_a_worry_without_a_case_reminds_oneself_and_nobody_else_calls_it_off(verden):
    undring = plan(None, verden.jonas, verden.jonas, regel=Slag.UNDRING_FRIST)
    plan(None, verden.jonas, verden.jonas, regel=Slag.UNDRING_FRIST, forekomst="neste")
    with acting_as(verden.erik.pk):
        assert cancel_paaminnelser(undring) == 0
    assert jobb.sweep_paaminnelser() == 2
    plan(None, verden.jonas, verden.jonas, regel=Slag.UNDRING_FRIST, objekt_id=undring, forekomst="siste")
    for bruker, antall in ((verden.siri, 0), (verden.jonas, 1)):
        with acting_as(bruker.pk):
            assert cancel_paaminnelser(undring) == antall


def test_who_no_longer_sees_the_case_is_not_reminded(verden):
    plan(verden.sak, verden.jonas, verden.kari)
    plan(verden.sak, verden.jonas, verden.tom)
    change(Familierelasjon, {"verifisering": "ingen"}, bruker=verden.kari)
    assert jobb.sweep_paaminnelser() == 1

    by_person = {rad.mottaker_id: rad.status for rad in rows(Paaminnelse)}
    assert by_person == {
        verden.kari.pk: Paaminnelsestatus.STANSET,
        verden.tom.pk: Paaminnelsestatus.UTFOERT,
    }


def test_too_late_is_called_off(verden):
    plan(verden.sak, verden.jonas, verden.kari, expires_at=timezone.now() - timedelta(seconds=1))
    assert jobb.sweep_paaminnelser() == 0
    assert statuses() == [Paaminnelsestatus.AVLYST]


def test_more_than_one_round(verden, monkeypatch):
    monkeypatch.setattr(jobb, "PER_RUNDE", 3)
    for nummer in range(8):
        plan(verden.sak, verden.jonas, verden.kari, forekomst=str(nummer))
    assert jobb.sweep_paaminnelser() == 8
    jobb.empty_utboks()

    assert len(rows(Varsel)) == 8


@pytest.mark.parametrize(
    ("sql", "arguments"),
    [
        ("varsling_feie_paaminnelser(%s)", [1]),
        ("varsling_fortell(%s)", [1]),
        ("varsling_epost_venter(%s)", [timedelta(0)]),
        ("varsling_claim_epost(%s, %s)", [uuid4(), timedelta(0)]),
        ("varsling_epost_utfall(%s, %s)", [uuid4(), "sendt"]),
        ("varsling_rydd()", []),
    ],
)
def test_each_job_is_for_its_own_purpose(verden, sql, arguments):
    own = {"feie": Formaal.PAAMINNELSE, "rydd": Formaal.OPPRYDDING}
    purpose = next((value for word, value in own.items() if word in sql), Formaal.UTBOKS)
    doors = [lambda: acting_as(verden.jonas.pk), lambda: acting_as(None)]
    doors += [lambda f=formaal: acting_for(f) for formaal in Formaal if formaal != purpose]
    for door in doors:
        with pytest.raises(ProgrammingError, match="feil formål"), door():
            connection.cursor().execute(f"SELECT {sql}", arguments)
    with acting_for(purpose):
        connection.cursor().execute(f"SELECT {sql}", arguments)


# When it falls due


@pytest.mark.parametrize(
    ("starter", "ventet"),
    [
        (datetime(2026, 3, 30, 10, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),  # summer time began that night
        (datetime(2026, 3, 29, 10, tzinfo=UTC), datetime(2026, 3, 28, 7, tzinfo=UTC)),  # not yet the day before
        (datetime(2026, 10, 26, 10, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC)),  # summer time ended that night
        (datetime(2026, 10, 25, 10, tzinfo=UTC), datetime(2026, 10, 24, 6, tzinfo=UTC)),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), datetime(2026, 6, 30, 6, tzinfo=UTC)),  # half past midnight in Oslo
    ],
)  # fmt: skip
def test_eight_o_clock_the_day_before_is_eight_o_clock(starter, ventet):
    assert days_before(starter, 1) == ventet


def test_an_hour_that_does_not_exist_and_one_that_comes_twice():
    assert at_oslo(date(2026, 3, 29), time(2, 30)).astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert at_oslo(date(2026, 10, 25), time(2, 30)).astimezone(UTC) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


@given(st.integers(1_577_836_800, 2_208_988_800), st.integers(-40, 40))
def test_the_clock_on_the_wall_shows_eight_on_the_right_day(sekund, dager):
    moment = datetime.fromtimestamp(sekund, UTC)
    due = days_before(moment, dager).astimezone(OSLO)

    assert (due.hour, due.minute) == (8, 0)
    assert (moment.astimezone(OSLO).date() - due.date()).days == dager
    assert days_after(moment, dager) == days_before(moment, -dager)
