"""Why a yes ended: taken back by the giver, or run out. Only the first is called a withdrawal."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser, Valg
from samtykke.models import Samtykke, Samtykkeslag, Slutt
from samtykke.utskriftsdeler import hent_samtykker
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import answer_fields, ask, both_say_yes, say_yes, sees_case, svar_url

pytestmark = pytest.mark.django_db


def run_out(samtykke) -> None:
    """Let its last day have been yesterday."""
    with as_owner():
        Samtykke.objects.filter(pk=samtykke.pk).update(gyldig_fra=i_dag(-30), gyldig_til=i_dag(-1))


def end_of(samtykke) -> str:
    with as_owner():
        return Samtykke.objects.get(pk=samtykke.pk).slutt


@pytest.fixture
def avloest(client, verden):
    """Kari's yes has run out, and she has said yes again on the phone."""
    foerste = both_say_yes(verden)
    run_out(foerste)
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    page = client.get(svar_url(krav))
    assert client.post(svar_url(krav), answer_fields(page)).status_code == 302
    return foerste


def test_a_withdrawal_is_the_givers_own(client, verden):
    samtykke = both_say_yes(verden)
    client.force_login(verden.kari)

    client.post(reverse("familie:samtykke-trekk", args=[samtykke.pk]))

    assert end_of(samtykke) == Slutt.TRUKKET


def test_what_ran_out_makes_room_and_was_not_withdrawn(verden, avloest):
    with acting_as(verden.kari.pk):
        foerste, andre = Samtykke.objects.filter(giver=verden.kari).order_by("granted_at")
    assert (foerste.pk, foerste.slutt) == (avloest.pk, Slutt.UTLOEPT)
    assert foerste.is_ended
    assert not foerste.is_withdrawn
    assert (andre.slutt, andre.is_ended) == ("", False)
    assert sees_case(verden.amina, verden.nora_sak)


def test_the_page_of_one_that_ran_out_withdraws_nothing_and_says_so_of_nothing(client, verden, avloest):
    """An old tab: the newer yes lives on, and she is not told that it does not."""
    url = reverse("familie:samtykke-trekk", args=[avloest.pk])

    assert client.get(url).url == reverse("familie:samtykke", args=[verden.nora_sak.pk])
    page = client.post(url, follow=True).content.decode()

    assert "Du har trukket samtykket" not in page
    assert sees_case(verden.amina, verden.nora_sak)


def test_paper_calls_only_a_withdrawal_withdrawn(verden, avloest):
    def paper() -> str:
        with acting_as(verden.jonas.pk):
            deler = hent_samtykker(verden.nora_sak.pk, Valg(("samtykker",), Leser.ARKIVET))
            return render_to_string("utskrift/deler/samtykker.html", deler)

    assert "Trukket" not in paper()

    with as_owner():
        Samtykke.objects.filter(giver=verden.tom).update(
            withdrawn_at=naa(), withdrawn_by=verden.tom, slutt=Slutt.TRUKKET
        )
    assert paper().count("Trukket") == 1


class TestWhatTheDatabaseKeeps:
    def test_a_cause_needs_an_end(self, verden):
        samtykke = both_say_yes(verden)
        with as_owner(), transaction.atomic(), pytest.raises(IntegrityError, match="cause_needs_an_end"):
            Samtykke.objects.filter(pk=samtykke.pk).update(slutt=Slutt.BORTFALT)

    def test_a_question_does_not_end_before_it_begins(self):
        with pytest.raises(IntegrityError, match="samtykkekrav_period_in_order"):
            f.SamtykkekravFactory(foreslaatt_fra=i_dag(10), foreslaatt_til=i_dag(9))
        assert f.SamtykkekravFactory(foreslaatt_fra=i_dag(9), foreslaatt_til=i_dag(9)).pk

    def test_one_question_of_each_kind(self):
        krav = f.SamtykkekravFactory()
        samme = {"sak": krav.sak, "tjeneste": krav.tjeneste, "giver": krav.giver}
        assert f.SamtykkekravFactory(**samme, slag=Samtykkeslag.ANSVAR).pk
        with pytest.raises(IntegrityError, match="once_per_giver"):
            f.SamtykkekravFactory(**samme)

    def test_one_living_answer_to_an_invitation(self):
        svar = f.InvitasjonssvarFactory(withdrawn_at=naa(), withdrawn_by=f.BrukerFactory())
        samme = {"invitasjon": svar.invitasjon, "giver": svar.giver}
        assert f.InvitasjonssvarFactory(**samme, ja=False).pk
        with pytest.raises(IntegrityError, match="one_living_per_giver"):
            f.InvitasjonssvarFactory(**samme)


def test_a_yes_that_nothing_else_is_said_of_lets_a_service_read_and_write(verden):
    """What is written without a word about it, by hand or by an older caller, is what a yes has always been."""
    samtykke = say_yes(verden, verden.kari, ask(verden)[verden.kari])
    with as_owner():
        samtykke = Samtykke.objects.select_related("krav").get(pk=samtykke.pk)
    for rad in (samtykke, samtykke.krav):
        assert (rad.slag, rad.kan_skrive) == (Samtykkeslag.INNSYN, True)
    assert samtykke.krav.omraader == ["logg", "opplaering"]
    assert samtykke.krav.foreslaatt_til == timezone.localdate() + timedelta(days=100)
