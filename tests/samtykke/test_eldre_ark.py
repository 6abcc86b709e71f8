"""A sheet is older than what the giver has said since: it opens nothing, whoever writes it in or confirms it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke, Samtykkekrav, SvarPaaVegne
from samtykke.services import decline_samtykke, postpone_answer, withdraw_samtykke
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.hjelp import ask, both_say_yes, say_yes, sees_case
from tests.samtykke.test_paa_vegne import confirm, muntlig, write

pytestmark = pytest.mark.django_db
NEI_SENERE = "Personen har sagt nei eller trukket et ja samme dag eller senere."


def say_no(verden, krav):
    with acting_as(verden.tom.pk):
        decline_samtykke(Samtykkekrav.objects.get(pk=krav.pk), by=verden.tom.pk)


def take_back(verden):
    with acting_as(verden.tom.pk):
        lever = Samtykke.objects.select_related("sak", "tjeneste").get(giver=verden.tom, withdrawn_at=None)
        withdraw_samtykke(lever, by=verden.tom.pk)


def asked_days_ago(verden, dager=5):
    """Both are asked, some days ago, and the mother has said yes."""
    krav = ask(verden)
    with as_owner():
        Samtykkekrav.objects.filter(sak=verden.nora_sak).update(
            requested_at=timezone.now() - timedelta(days=dager)
        )
    say_yes(verden, verden.kari, krav[verden.kari])
    return krav[verden.tom]


@pytest.mark.parametrize("svar", ["nei", "trukket"])
@pytest.mark.parametrize("dager", [-4, 0])
def test_a_sheet_from_before_is_not_written_in(client, verden, svar, dager):
    """The letter comes after the telephone: it was signed before, or on the same day and nobody knows when."""
    krav = asked_days_ago(verden)
    if svar == "trukket":
        say_yes(verden, verden.tom, krav)
        take_back(verden)
    else:
        say_no(verden, krav)
    page = write(client, verden, krav, svart_dato=i_dag(dager).isoformat())
    assert page.status_code == 422
    assert NEI_SENERE in page.content.decode()
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_yes_taken_back_while_a_sheet_waits_stays_taken_back(client, verden):
    """A renewal on paper waits for the second employee; on the phone the former yes is taken back."""
    both_say_yes(verden)
    krav = ask(verden, fornye=True)[verden.tom]
    assert write(client, verden, krav).status_code == 302
    assert sees_case(verden.amina, verden.nora_sak)
    take_back(verden)
    assert not sees_case(verden.amina, verden.nora_sak)
    assert "Svaret gjelder ikke." in confirm(client, verden)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_yes_that_is_written_in_as_taken_back_stays_so_too(client, verden):
    both_say_yes(verden)
    krav = ask(verden, fornye=True)[verden.tom]
    assert write(client, verden, krav).status_code == 302
    with as_owner():
        venter = SvarPaaVegne.objects.get()
    assert write(client, verden, krav, svar="trekk", **muntlig()).status_code == 302
    assert not sees_case(verden.amina, verden.nora_sak)
    client.force_login(verden.siri)
    fields = {"valg": "ja", "sett": "on", "kode": venter.kode}
    client.post(reverse("samtykke:svar-confirm", args=[venter.pk]), fields)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_no_and_then_a_wait_undo_a_sheet_that_waits(client, verden):
    krav = asked_days_ago(verden)
    assert write(client, verden, krav).status_code == 302
    with as_owner():
        skann = f.SvarskannFactory(svar=SvarPaaVegne.objects.get())
    say_no(verden, krav)
    with acting_as(verden.tom.pk):
        postpone_answer(Samtykkekrav.objects.get(pk=krav.pk), til=i_dag(3), by=verden.tom.pk)
    assert "venter ikke på deg" in confirm(client, verden)
    assert not sees_case(verden.amina, verden.nora_sak)
    with as_owner():
        skann.refresh_from_db()
    assert (skann.status, skann.bilde) == ("slettet", None), "a sheet that says nothing is not kept"


def test_a_no_is_not_wiped_out_by_one_who_writes_a_wait(client, verden):
    krav = asked_days_ago(verden)
    say_no(verden, krav)
    page = write(client, verden, krav, svar="vent", vent_til=i_dag(3).isoformat(), **muntlig())
    assert page.status_code == 422
    assert "Personen har sagt nei. Det gjelder" in page.content.decode()
    with as_owner():
        assert Samtykkekrav.objects.get(pk=krav.pk).declined_at is not None
