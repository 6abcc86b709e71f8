"""What a meeting decides is carried out, once, and only where the family has opened the door."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from bti.feil import SakErLukket
from bti.models import Nivaaendring, Sak, Saksstatus
from bti.skjema import Konflikt
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Paaminnelse, Paaminnelsestatus, Slag, Utboks
from stafettlogg.feil import IngenNivaa, ManglerSamtykke, MoeteErAvsluttet
from stafettlogg.models import Beslutning, Innlegg, Innleggstype, Moete, Moetestatus, Stafettlogg
from stafettlogg.services import add_innlegg, call_moete, hold_moete, move_moete
from tests.cast import give_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def moete(verden) -> Moete:
    with acting_as(verden.jonas.pk):
        return call_moete(
            verden.sak,
            moetetype="evaluering",
            starter_at=timezone.now() + timedelta(days=10),
            sted="Møterom 2",
            innkalte=[verden.kari.pk, verden.tom.pk, verden.amina.pk, verden.erik.pk],
            by=verden.jonas.pk,
        )


def hold(verden, moete, beslutning, **kwargs):
    return hold_moete(
        moete,
        **{
            "referat": "Vi gikk gjennom tiltakene.",
            "barnets_ord": "Det er fint å ha Amir ved siden av meg.",
            "til_stede": [verden.jonas.pk, verden.kari.pk],
            "beslutning": beslutning,
            "begrunnelse": "Det går bedre.",
            "versjon": moete.versjon,
            "fra": Sak.objects.get(pk=moete.sak_id).nivaa_id,
            "by": verden.jonas.pk,
        }
        | kwargs,
    )


def paaminnelser(eier, moete, **kwargs):
    with eier():
        return list(Paaminnelse.objects.filter(objekt_id=moete.pk, **kwargs).order_by("due_at"))


def test_calling_asks_the_participants_alone_and_plans_reminders(verden, moete, eier):
    with acting_as(verden.jonas.pk):
        asked = {d.bruker_id for d in moete.deltakere.all()}
    assert asked == {verden.jonas.pk, verden.kari.pk, verden.tom.pk, verden.amina.pk}
    with eier():
        told = set(Utboks.objects.filter(slag=Slag.MOETE).values_list("mottaker_id", flat=True))
    assert told == asked - {verden.jonas.pk}
    before = paaminnelser(eier, moete, regel=Slag.MOETE_SNART)
    assert len(before) == 8
    assert all(timezone.now() < p.due_at < moete.starter_at for p in before)
    after = paaminnelser(eier, moete, regel=Slag.MOETE_FORFALT)
    assert {p.mottaker_id for p in after} == {verden.jonas.pk}
    assert len(after) == 3


def test_moving_calls_off_the_old_reminders(verden, moete, eier):
    with acting_as(verden.jonas.pk):
        move_moete(
            moete,
            starter_at=moete.starter_at + timedelta(days=7),
            sted="Møterom 3",
            hensikt="",
            versjon=moete.versjon,
            by=verden.jonas.pk,
        )
    assert len(paaminnelser(eier, moete, status=Paaminnelsestatus.AVLYST)) == 11
    assert len(paaminnelser(eier, moete, status=Paaminnelsestatus.VENTER)) == 11


def test_reminders_of_the_past_are_not_planned(verden, eier):
    with acting_as(verden.jonas.pk):
        soon = call_moete(
            verden.sak,
            moetetype="evaluering",
            starter_at=timezone.now() + timedelta(days=3),
            sted="Møterom 2",
            innkalte=[verden.kari.pk],
            by=verden.jonas.pk,
        )
    assert len(paaminnelser(eier, soon, regel=Slag.MOETE_SNART)) == 2


def test_up_to_cooperation_waits_for_consent(verden, moete):
    with acting_as(verden.jonas.pk), pytest.raises(ManglerSamtykke):
        hold(verden, moete, Beslutning.OPP)
    with acting_as(verden.jonas.pk):
        assert Moete.objects.get(pk=moete.pk).status == Moetestatus.PLANLAGT


def test_one_yes_of_two_is_not_enough(verden, moete):
    give_consent(verden, verden.kari)
    with acting_as(verden.jonas.pk), pytest.raises(ManglerSamtykke):
        hold(verden, moete, Beslutning.OPP)


def test_up_with_consent_changes_the_level_and_keeps_why(verden, moete, eier):
    give_consent(verden, verden.kari, verden.tom)
    with acting_as(verden.jonas.pk):
        held = hold(verden, moete, Beslutning.OPP)
        sak = Sak.objects.select_related("nivaa").get(pk=verden.sak.pk)
        endring = Nivaaendring.objects.get(pk=held.nivaaendring_id)
        referat = Innlegg.objects.get(sak=sak, innleggstype=Innleggstype.REFERAT)
        assert Stafettlogg.objects.filter(sak=sak).exists()
    assert sak.nivaa.nummer == 2
    assert (endring.fra_nivaa_id, endring.til_nivaa_id) == (verden.nivaaer[1].pk, verden.nivaaer[2].pk)
    assert endring.begrunnelse == "Det går bedre."
    assert endring.til_stede == "Jonas Berge, Kari Nordlie"
    assert "Vi gikk gjennom tiltakene." in referat.tekst
    assert "Amir" in referat.tekst
    with eier():
        told = set(Utboks.objects.filter(slag=Slag.NIVAA).values_list("mottaker_id", flat=True))
    assert told == {verden.kari.pk, verden.tom.pk, verden.amina.pk}
    assert paaminnelser(eier, moete, status=Paaminnelsestatus.VENTER) == []


def test_close_ends_the_writing(verden, moete):
    noekkel = uuid.uuid4()
    with acting_as(verden.jonas.pk):
        hold(verden, moete, Beslutning.AVSLUTT, noekkel=noekkel)
        assert Sak.objects.get(pk=verden.sak.pk).status == Saksstatus.LUKKET
        again = hold(verden, moete, Beslutning.AVSLUTT, noekkel=noekkel)
        assert again.status == Moetestatus.HOLDT
        assert Innlegg.objects.count() == 1
        with pytest.raises(SakErLukket):
            add_innlegg(verden.sak, tekst="For sent", by=verden.jonas.pk)


def test_down_from_the_lowest_level_is_refused(verden, moete, eier):
    with eier():
        Sak.objects.filter(pk=verden.sak.pk).update(nivaa=verden.nivaaer[0])
    with acting_as(verden.jonas.pk), pytest.raises(IngenNivaa):
        hold(verden, moete, Beslutning.NED)


def test_two_who_hold_at_once_do_not_overwrite(verden, moete):
    with acting_as(verden.jonas.pk):
        hold(verden, moete, Beslutning.FORTSETT)
        with pytest.raises(MoeteErAvsluttet):
            hold(verden, moete, Beslutning.FORTSETT)


def test_a_newer_version_is_a_conflict(verden, moete):
    with acting_as(verden.jonas.pk), pytest.raises(Konflikt):
        hold(verden, moete, Beslutning.FORTSETT, versjon=moete.versjon - 1)
