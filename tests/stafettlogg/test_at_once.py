"""Several people, or several clicks, in the same second, on connections of their own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from bti.feil import SakErLukket
from bti.skjema import Konflikt
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from stafettlogg.models import Innlegg, Moete
from stafettlogg.services import add_innlegg, call_moete, hold_moete
from tests.cast import give_consent
from tests.eier import as_owner
from tests.lagret import at_once
from tiltak.models import Evaluering, Tiltak
from tiltak.services import change_tiltak, evaluate_tiltak, start_tiltak


def _start(verden) -> Tiltak:
    i_dag = timezone.localdate()
    with acting_as(verden.jonas.pk):
        tiltak = start_tiltak(
            verden.sak, tittel="Leksehjelp", hva="", arena="tjeneste", ansvarlig_id=verden.jonas.pk,
            starter=i_dag, evalueres=i_dag, by=verden.jonas.pk,
        )  # fmt: skip
        return Tiltak.objects.select_related("sak").get(pk=tiltak.pk)


def test_four_presses_of_one_button_write_one_entry(verden_committed):
    verden, noekkel = verden_committed, uuid4()
    jonas = verden.jonas.pk

    results = at_once(
        [(jonas, lambda: add_innlegg(verden.sak, tekst="En gang.", noekkel=noekkel, by=jonas).pk)] * 4
    )

    assert results == [noekkel] * 4
    with as_owner():
        assert Innlegg.objects.filter(sak=verden.sak).count() == 1
        assert Utboks.objects.filter(slag=Slag.INNLEGG, objekt_id=noekkel).count() == 3


def test_two_who_write_at_once_are_both_kept(verden_committed):
    verden = verden_committed
    give_consent(verden, verden.kari, verden.tom)

    results = at_once(
        [
            (bruker.pk, lambda bruker=bruker: add_innlegg(verden.sak, tekst=bruker.navn, by=bruker.pk).tekst)
            for bruker in (verden.jonas, verden.amina)
        ]
    )

    assert sorted(map(str, results)) == ["Amina Yusuf", "Jonas Berge"]


def test_of_two_who_change_a_measure_at_once_one_is_asked(verden_committed):
    verden = verden_committed
    give_consent(verden, verden.kari, verden.tom)
    tiltak = _start(verden)

    results = at_once(
        [
            (b.pk, lambda b=b: change_tiltak(tiltak, tittel=b.navn, versjon=1, by=b.pk).tittel)
            for b in (verden.jonas, verden.amina)
        ]
    )

    kept = [r for r in results if isinstance(r, str)]
    refused = [r for r in results if isinstance(r, Konflikt)]
    assert (len(kept), len(refused)) == (1, 1)
    assert refused[0].naavaerende.tittel == kept[0]


def test_two_evaluations_at_once_are_both_kept(verden_committed):
    verden = verden_committed
    give_consent(verden, verden.kari, verden.tom)
    tiltak = _start(verden)

    at_once(
        [
            (
                b.pk,
                lambda b=b: evaluate_tiltak(
                    tiltak, grad="hjalp", ord=b.navn, barnets_ord="", evalueres=None, by=b.pk
                ),
            )
            for b in (verden.jonas, verden.amina)
        ]
    )

    with as_owner():
        assert set(Evaluering.objects.filter(tiltak=tiltak).values_list("ord", flat=True)) == {
            "Amina Yusuf",
            "Jonas Berge",
        }


def test_two_tabs_hold_one_meeting(verden_committed):
    verden = verden_committed
    jonas = verden.jonas.pk
    with acting_as(jonas):
        called = call_moete(
            verden.sak, moetetype="evaluering", starter_at=timezone.now() + timedelta(days=1), sted="Her",
            innkalte=[], by=jonas,
        )  # fmt: skip
        moete = Moete.objects.select_related("sak").get(pk=called.pk)

    def hold() -> object:
        return hold_moete(
            moete, referat="Referat", barnets_ord="", til_stede=[jonas], beslutning="avslutt", begrunnelse="Ferdig",
            versjon=moete.versjon, fra=verden.sak.nivaa_id, noekkel=uuid4(), by=jonas,
        ).status  # fmt: skip

    results = at_once([(jonas, hold), (jonas, hold)])

    assert results.count("holdt") == 1
    assert [type(r) for r in results if r != "holdt"] == [SakErLukket]
    with as_owner():
        assert Innlegg.objects.filter(sak=verden.sak).count() == 1


@pytest.mark.django_db
def test_a_press_after_the_first_finds_its_entry(verden):
    noekkel = uuid4()
    with acting_as(verden.jonas.pk):
        first = add_innlegg(verden.sak, tekst="Først", noekkel=noekkel, by=verden.jonas.pk)
        second = add_innlegg(verden.sak, tekst="Først", noekkel=noekkel, by=verden.jonas.pk)
    assert (second.pk, second.tekst) == (first.pk, "Først")
