"""Who was let into a case to answer about the baton is out of it after a no, or when the question is taken back."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from bti.models import Deltaker, Rolle
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Stafettveksling
from stafettlogg.services import answer_stafett, take_back_stafett
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import login, send
from tests.stafettlogg.stafetten import GRUNN, gi_url, read, svar_url
from tests.stafettlogg.test_stafett_flere import FLERE, give, make_saker

pytestmark = pytest.mark.django_db


def until(sak, hvem) -> date | None:
    """The last day that somebody is in the case."""
    with as_owner():
        return Deltaker.objects.get(sak=sak, bruker=hvem, stedfortreder_for=None).gyldig_til


def asked_about(sak) -> Stafettveksling:
    with as_owner():
        return Stafettveksling.objects.select_related("sak").filter(sak=sak).latest("offered_at")


def say_no(sak, hvem) -> None:
    with acting_as(hvem.pk):
        answer_stafett(asked_about(sak), svar="nei", grunn=GRUNN, by=hvem.pk)


def test_a_no_lets_out_from_tomorrow_whoever_was_invited_to_answer(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    assert until(sak, verden.lise) is None
    side = read(verden.lise, svar_url(asked_about(sak)))
    assert "Svarer du nei, er du ikke med i saken fra i morgen, hvis du ikke har et tiltak der." in side
    assert "Må fylles ut ved nei" in side
    svar = send(verden.lise, svar_url(asked_about(sak)), 2, svar="nei", grunn=GRUNN)
    assert svar.status_code == 302
    assert "Du har svart nei." in read(verden.lise, svar_url(asked_about(sak)))
    assert until(sak, verden.lise) == i_dag()
    with as_owner():  # the day after
        Deltaker.objects.filter(sak=sak, bruker=verden.lise).update(
            gyldig_fra=i_dag(-1), gyldig_til=i_dag(-1)
        )
    assert login(verden.lise).get(reverse("stafettlogg:sak", args=[sak.pk])).status_code == 404


def test_so_does_an_offer_that_is_taken_back(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    with acting_as(verden.jonas.pk):
        assert take_back_stafett(sak, asked_about(sak).pk)
    assert until(sak, verden.lise) == i_dag()


def test_a_yes_keeps_them_in(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    with acting_as(verden.lise.pk):
        answer_stafett(asked_about(sak), svar="ja", grunn="", by=verden.lise.pk)
    assert until(sak, verden.lise) is None


def test_who_was_in_the_case_before_stays(verden: Verden):
    (sak,) = make_saker(verden, 1)
    with as_owner():
        f.DeltakerFactory(sak=sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
        grant_from_roles()
    give(verden, [sak])
    assert not asked_about(sak).invitert
    assert "Svarer du nei, er du fortsatt med i saken." in read(verden.lise, svar_url(asked_about(sak)))
    say_no(sak, verden.lise)
    assert until(sak, verden.lise) is None


def test_straight_at_sql_nobody_is_said_to_be_invited_who_was_in_it_before(verden: Verden):
    (sak,) = make_saker(verden, 1)
    with as_owner():
        f.DeltakerFactory(
            sak=sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole, invited_by=verden.siri
        )
        grant_from_roles()
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT stafettveksling_tilby(%s, %s, %s, %s, '', true)",
            [uuid.uuid4(), sak.pk, verden.lise.pk, i_dag(7)],
        )
        assert cursor.fetchone()[0] == "sendt"
    assert not asked_about(sak).invitert


def test_who_has_something_to_do_there_by_now_stays(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    with as_owner():
        f.TiltakFactory(sak=sak, ansvarlig=verden.lise)
    say_no(sak, verden.lise)
    assert until(sak, verden.lise) is None


def test_asked_again_after_the_day_they_are_in_it_for_that_still(verden: Verden):
    """The first offer gives way to the second, of the same one: nothing ends before they have answered."""
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    with as_owner():
        Stafettveksling.objects.update(svarfrist=i_dag(-1))
    give(verden, [sak])
    assert until(sak, verden.lise) is None
    assert asked_about(sak).invitert
    say_no(sak, verden.lise)
    assert until(sak, verden.lise) == i_dag()


def test_another_asked_instead_lets_the_first_one_out(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    with as_owner():
        Stafettveksling.objects.update(svarfrist=i_dag(-1))
    assert give(verden, [sak], til=verden.siri).status_code == 302
    assert until(sak, verden.lise) == i_dag()
    assert until(sak, verden.siri) is None


def test_who_said_no_can_be_asked_again_the_same_day(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    say_no(sak, verden.lise)
    assert give(verden, [sak]).status_code == 302
    assert until(sak, verden.lise) is None
    assert asked_about(sak).invitert


def test_who_stands_in_for_them_is_out_with_them(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    with as_owner():
        lise = Deltaker.objects.get(sak=sak, bruker=verden.lise)
        f.DeltakerFactory(
            sak=sak, bruker=verden.siri, rolle=Rolle.FAGPERSON, tjeneste=verden.skole, stedfortreder_for=lise,
            gyldig_fra=i_dag(1), gyldig_til=i_dag(9),
        )  # fmt: skip
    say_no(sak, verden.lise)
    with as_owner():
        assert Deltaker.objects.get(sak=sak, bruker=verden.siri).gyldig_til == i_dag()


def test_the_page_of_many_shows_who_is_asked_and_until_when(verden: Verden):
    (sak,) = make_saker(verden, 1)
    give(verden, [sak])
    side = read(verden.jonas, reverse(FLERE))
    assert f"{verden.lise.navn} er spurt, og kan svare til" in side
    assert reverse("stafettlogg:stafett-gi", args=[sak.pk]) in side
    assert "Send spørsmålet" in side  # Nora's case is there still
    give(verden, [verden.nora_sak])
    side = read(verden.jonas, reverse(FLERE))
    assert "Alle sakene venter på svar." in side
    assert "Send spørsmålet" not in side
    assert gi_url(verden) in side
