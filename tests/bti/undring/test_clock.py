"""After the deadline the clock reminds and decides nothing; what is dropped gets a day when it goes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Nivaa, Undring
from bti.varsling.jobb import empty_utboks, sweep_paaminnelser
from bti.varsling.models import Paaminnelse, Slag, Varsel
from tests import factories as f
from tests.bti.conftest import refresh, undring_data
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db


def waiting(undring) -> dict[str, list]:
    """The days that something waits for, by kind."""
    found: dict[str, list] = {}
    for one in Paaminnelse.objects.filter(objekt_id=undring.pk, status="venter").order_by("due_at"):
        found.setdefault(one.regel, []).append(timezone.localdate(one.due_at))
    return found


def test_the_guides_deadline_goes_before_the_setting(verden, post_form, eier):
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="undring_frist_dager", verdi=5)
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="undring_purring_dager", verdi=[2])
    with eier():
        Nivaa.objects.filter(veileder__kommune=verden.solvik, nummer=0).update(frist_dager=10)

    post_form("/undring/ny/", **undring_data())

    with eier():
        undring = Undring.objects.get(created_by=verden.jonas)
        assert undring.frist == i_dag(10)
        assert waiting(undring) == {
            Slag.UNDRING_FRIST: [i_dag(7), i_dag(10)],
            Slag.UNDRING_PURRES: [i_dag(12)],
        }


def test_a_worry_past_its_deadline_is_reminded_of_and_stays_open(jonas, verden, post_form, eier):
    """Seven days after and twenty-one; what the author has written stands, and the choice is theirs."""
    post_form("/undring/ny/", **undring_data())
    with eier():
        undring = Undring.objects.get(created_by=verden.jonas)
        Undring.objects.update(frist=i_dag(-7))
    for nr, slag in enumerate([Slag.UNDRING_FRIST, Slag.UNDRING_PURRES, Slag.UNDRING_PURRES]):
        with eier():
            due = Paaminnelse.objects.filter(objekt_id=undring.pk, regel=slag, status="venter")
            first = due.order_by("due_at").values("pk")[:1]
            Paaminnelse.objects.filter(pk__in=first).update(due_at=timezone.now() - timedelta(minutes=9 - nr))
        sweep_paaminnelser()
    empty_utboks()

    with eier():
        assert Varsel.objects.filter(slag=Slag.UNDRING_PURRES, mottaker=verden.jonas).count() == 2
        varsel = Varsel.objects.filter(slag=Slag.UNDRING_PURRES).first()
    assert (
        "En undring er over fristen. Du velger selv hva du gjør." in jonas.get("/varsler/").content.decode()
    )
    read = jonas.get(reverse("varsling:read", args=[varsel.pk]))
    assert read.url == reverse("bti:undring-detail", args=[undring.pk])
    page = jonas.get(read.url).content.decode()
    assert "Fristen er over. Du bestemmer selv. Det finnes fire veier videre." in page
    assert "Avklar undringen" in page
    after = refresh(eier, undring)
    assert (after.utfall, after.clarified_at, after.observert) == ("", None, undring.observert)


def test_what_is_dropped_is_given_a_day_and_opened_again_it_is_kept(
    jonas, verden, undring, avklar, post_form, eier
):
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="undring_slettes_dager", verdi=100)
    avklar("avsluttet")

    assert refresh(eier, undring).slettes == i_dag(100)
    with eier():
        assert waiting(undring) == {Slag.UNDRING_SLETTES: [i_dag(86)]}
    assert "tidligst" in jonas.get(reverse("bti:undring-detail", args=[undring.pk])).content.decode()

    post_form(reverse("bti:undring-reopen", args=[undring.pk]), begrunnelse="Det har skjedd noe nytt.")
    assert refresh(eier, undring).slettes is None
    with eier():
        assert set(waiting(undring)) == {Slag.UNDRING_FRIST, Slag.UNDRING_PURRES}

    avklar(
        "melding"
    )  # those who got the report have it; what is kept here goes as the rest does, told of first
    assert refresh(eier, undring).slettes == i_dag(100)
    with eier():
        assert waiting(undring) == {Slag.UNDRING_SLETTES: [i_dag(86)]}
    page = jonas.get(reverse("bti:undring-detail", args=[undring.pk])).content.decode()
    assert "Meldingen ligger hos dem som får den." in page
    assert reverse("bti:undring-delete", args=[undring.pk]) not in page
