"""A question about a measure that has no answer: the nudge, the day that passes, and what makes it lapse."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bti.feil import SakErLukket
from bti.models import Bruker, Deltaker, Rolle, Sak, Saksstatus
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.deling import login
from tests.samtykke.hjelp import told
from tests.samtykke.natt import watch
from tests.tiltak.spurt import (
    ansvarlig,
    answer,
    ask,
    fresh,
    make_tiltak,
    read,
    sak_url,
    seen_by,
    spoer_url,
    svar_url,
    waits,
    withdraw,
)
from tiltak.feil import HarAnsvarlig
from tiltak.models import Tiltak, Tiltaksforespoersel
from tiltak.services import change_tiltak, evaluate_tiltak

pytestmark = pytest.mark.django_db


class TestTheNight:
    def test_a_nudge_goes_the_day_before_and_once(self, verden, ledig):
        en = ask(verden, ledig, verden.lise, i_dag(1))
        with as_owner():
            Utboks.objects.all().delete()
        watch()
        assert told(Slag.TILTAK_SPURT) == set()  # asked today: there is no news
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-4))
        watch()
        watch()
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.TILTAK_SPURT, mottaker=verden.lise).count() == 1
        assert told(Slag.TILTAK_LEDIG) == set()

    def test_two_days_before_nobody_is_nudged(self, verden, ledig):
        en = ask(verden, ledig, verden.lise, i_dag(2))
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-4))
            Utboks.objects.all().delete()
        watch()
        assert told(Slag.TILTAK_SPURT) == set()

    def test_no_answer_by_the_day_comes_back_overdue(self, verden, ledig):
        with as_owner():
            Tiltak.objects.filter(pk=ledig.pk).update(ansvarlig=verden.amina)
        withdraw()
        en = ask(verden, ledig, verden.lise)
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-9), svarfrist=i_dag(-2))
        watch()
        watch()
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.TILTAK_LEDIG, mottaker=verden.jonas).count() == 1
        hjem = read(verden.jonas, reverse("stafettlogg:hjem"))
        assert f"Velg hvem som tar over «{ledig.tittel}»" in hjem
        assert "forfalt 2 dager" in hjem
        assert "har ikke svart" in read(verden.jonas, spoer_url(verden))
        ny = ask(verden, ledig, f_kollega(verden))
        assert fresh(en.pk).withdrawn_at is not None
        assert waits(ny, verden.jonas)

    def test_what_has_lapsed_is_nobodys_news(self, verden, ledig):
        en = ask(verden, ledig, verden.amina, i_dag(1))
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-4))
            Utboks.objects.all().delete()
        withdraw()
        watch()
        assert told(Slag.TILTAK_SPURT) == set()


def f_kollega(verden: Verden) -> Bruker:
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.siri, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
    grant_from_roles()
    return verden.siri


def end_it(verden: Verden, tiltak: Tiltak) -> None:
    with acting_as(verden.jonas.pk):
        evaluate_tiltak(
            Tiltak.objects.select_related("sak").get(pk=tiltak.pk), grad="hjalp", ord="", barnets_ord="",
            evalueres=None, by=verden.jonas.pk,
        )  # fmt: skip


def give_it_away(verden: Verden, tiltak: Tiltak) -> None:
    with acting_as(verden.jonas.pk):
        row = Tiltak.objects.select_related("sak").get(pk=tiltak.pk)
        change_tiltak(row, versjon=row.versjon, by=verden.jonas.pk, ansvarlig_id=verden.jonas.pk)


def close_the_case(verden: Verden, tiltak: Tiltak) -> None:
    with as_owner():
        Sak.objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)


def lose_consent(verden: Verden, tiltak: Tiltak) -> None:
    withdraw()


def leave(verden: Verden, tiltak: Tiltak) -> None:
    with as_owner():
        Deltaker.objects.filter(bruker=verden.amina).update(gyldig_til=i_dag(-1))


def shut_out(verden: Verden, tiltak: Tiltak) -> None:
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.amina, blocked_by=verden.jonas)


def move_to_reading(verden: Verden, tiltak: Tiltak) -> None:
    with as_owner():
        Samtykke.objects.update(kan_skrive=False)


SLUTT = {
    end_it: HarAnsvarlig, give_it_away: HarAnsvarlig, close_the_case: SakErLukket, lose_consent: SakTapt,
    leave: SakTapt, shut_out: SakTapt, move_to_reading: PermissionDenied,
}  # fmt: skip


class TestLapses:
    @pytest.mark.parametrize("slutt", SLUTT, ids=lambda one: one.__name__)
    def test_it_waits_no_longer_and_takes_no_yes(self, verden, ledig, slutt):
        en = ask(verden, ledig, verden.amina)
        assert waits(en, verden.jonas)
        slutt(verden, ledig)
        foer = ansvarlig(ledig)
        assert not waits(en, verden.jonas)
        assert not waits(en, verden.amina)
        with pytest.raises(SLUTT[slutt]):
            answer(en, verden.amina)
        assert ansvarlig(ledig) == foer
        assert "Venter på svar fra" not in read(verden.jonas, sak_url(verden))
        assert "Svar på om du tar over" not in read(verden.amina, reverse("stafettlogg:hjem"))

    @pytest.mark.parametrize("slutt", [lose_consent, leave, shut_out], ids=lambda one: one.__name__)
    def test_who_is_out_sees_nothing_of_it(self, verden, ledig, slutt):
        en = ask(verden, ledig, verden.amina)
        slutt(verden, ledig)
        assert seen_by(verden.amina) == 0
        assert login(verden.amina).get(svar_url(en)).status_code == 404

    def test_when_it_has_lapsed_another_can_be_asked(self, verden, ledig):
        en = ask(verden, ledig, verden.amina)
        withdraw()
        assert waits(ask(verden, ledig, verden.lise), verden.jonas)
        assert fresh(en.pk).withdrawn_at is not None

    def test_a_measure_moved_from_home_to_school_is_no_longer_a_parents(self, verden, ledig):
        hjemme = make_tiltak(verden, arena="hjem")
        en = ask(verden, hjemme, verden.kari)
        with as_owner():
            Tiltak.objects.filter(pk=hjemme.pk).update(arena="tjeneste")
        assert not waits(en, verden.kari)
        with pytest.raises(HarAnsvarlig):
            answer(en, verden.kari)


def told_of_owners(verden: Verden) -> list[int]:
    """How often the pages that show the measures say that somebody is gone."""
    pages = (
        (verden.tom, "familie:sak"),
        (verden.tom, "familie:plan"),
        (verden.jonas, "stafettlogg:sak"),
        (verden.jonas, "stafettlogg:plan"),
    )
    read_ = [read(hvem, reverse(navn, args=[verden.nora_sak.pk])) for hvem, navn in pages]
    assert all("Les sammen" in page for page in read_)
    return [sum(page.count(ord_) for ord_ in GONE) for page in read_]


GONE = ("ikke med lenger", "har ansvaret, ser ikke saken nå", "ansvarlige ser ikke saken nå")


def test_who_has_closed_their_own_access_is_not_told_of_by_their_measures(verden, ledig):
    """Nobody is asked to take it over: that would tell the other parent. Whom the staff have shut out has left."""
    hjemme = make_tiltak(verden, tittel="Les sammen", arena="hjem", ansvarlig=verden.kari)
    f.IndividuellplanFactory(sak=verden.nora_sak)
    before = told_of_owners(verden)
    stengt = f.SperringFactory(sak=verden.nora_sak, bruker=verden.kari, blocked_by=verden.kari, grunn="egen")
    assert hjemme.tittel not in read(verden.jonas, spoer_url(verden))
    assert told_of_owners(verden) == before
    with as_owner():
        type(stengt).objects.filter(pk=stengt.pk).update(grunn="fare", blocked_by=verden.siri)
    assert hjemme.tittel in read(verden.jonas, spoer_url(verden))
    assert told_of_owners(verden)[2] == before[2] + 1
