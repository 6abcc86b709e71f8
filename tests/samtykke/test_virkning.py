"""A service loses sight: its people keep a receipt, the others hear one neutral sentence, and somebody takes over."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from bti.models import Hovedperson, Rolle, Tjeneste
from bti.models import Sak as Saken
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Slag, Utboks, Varsel
from bti.varsling.queries import my_varsler
from bti.varsling.tekster import write_tekst
from samtykke import jobb
from samtykke.models import Deltakelseskvittering, Samtykke, Slutt
from samtykke.services import withdraw_samtykke
from samtykke.services.felles import tell_of_loss
from tests import factories as f
from tests.cast import grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import both_say_yes, sees_case, told
from tiltak.models import Tiltak

pytestmark = pytest.mark.django_db
SIDE = reverse("samtykke:kvittering-list")


def take_back(verden, samtykke) -> None:
    with acting_as(verden.kari.pk):
        withdraw_samtykke(Samtykke.objects.get(pk=samtykke.pk), by=verden.kari.pk)


def kvitteringer() -> list[Deltakelseskvittering]:
    with as_owner():
        return list(Deltakelseskvittering.objects.all())


def change(modell, pk, **verdier) -> None:
    with as_owner():
        assert modell.objects.filter(pk=pk).update(**verdier) == 1


@pytest.fixture
def inne(verden):
    """PPT is in, Amina has written two entries, and Lise of the school takes part."""
    samtykke = both_say_yes(verden)
    f.InnleggFactory(sak=verden.nora_sak, created_by=verden.amina, tekst="Om lesing.")
    f.InnleggFactory(sak=verden.nora_sak, created_by=verden.amina, tekst="Mer om lesing.")
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
    grant_from_roles()
    assert sees_case(verden.amina, verden.nora_sak)
    return samtykke


class TestReceipt:
    def test_taken_back_it_is_there_at_once_and_names_nothing(self, client, verden, inne):
        take_back(verden, inne)

        (rad,) = kvitteringer()
        assert (rad.bruker_id, rad.tjeneste_id, rad.antall_innlegg) == (verden.amina.pk, verden.ppt.pk, 2)
        assert (rad.gyldig_fra, rad.gyldig_til) == (i_dag(), i_dag())
        client.force_login(verden.amina)
        side = client.get(SIDE).content.decode()
        assert verden.ppt.navn in side
        assert rad.nummer in side
        for hemmelig in ("Nora", "lesing", "Kari", "Tom", "Jonas", str(verden.nora_sak.pk)):
            assert hemmelig not in side

    def test_it_is_ones_own(self, client, verden, inne):
        take_back(verden, inne)
        for bruker in (verden.jonas, verden.lise, verden.siri):
            client.force_login(bruker)
            assert kvitteringer()[0].nummer not in client.get(SIDE).content.decode()

    def test_the_family_has_no_such_page(self, client, verden):
        client.force_login(verden.kari)
        assert client.get(SIDE).status_code == 403

    def test_run_out_it_says_the_last_day_that_it_held(self, verden, inne):
        with as_owner():
            Samtykke.objects.update(gyldig_fra=i_dag(-40), gyldig_til=i_dag(-3))
            verden.nora_sak.deltakere.update(gyldig_fra=i_dag(-60))
        jobb.keep_watch()
        jobb.keep_watch()
        (rad,) = kvitteringer()
        assert (rad.gyldig_fra, rad.gyldig_til) == (i_dag(-40), i_dag(-3))

    @pytest.mark.parametrize("dager", [0, 4])
    def test_a_service_that_is_closed_down_had_its_last_day_before(self, verden, inne, dager):
        with as_owner():
            Samtykke.objects.update(gyldig_fra=i_dag(-40))
            verden.nora_sak.deltakere.update(gyldig_fra=i_dag(-60))
        change(Tjeneste, verden.ppt.pk, nedlagt_dato=i_dag(-dager))
        jobb.keep_watch()
        (rad,) = kvitteringer()
        assert rad.gyldig_til in {i_dag(-dager - 1), i_dag()}

    def test_the_day_the_young_person_must_say_yes_too(self, verden, inne):
        dag = timezone.localdate() - timedelta(days=2)
        change(
            Hovedperson,
            verden.nora_sak.hovedperson_id,
            foedselsdato=dag.replace(year=dag.year - 15, day=min(dag.day, 28)),  # about school: from 15
        )
        with as_owner():
            Samtykke.objects.update(gyldig_fra=i_dag(-40))
            verden.nora_sak.deltakere.update(gyldig_fra=i_dag(-60))
        assert not sees_case(verden.amina, verden.nora_sak)
        jobb.keep_watch()
        jobb.keep_watch()
        (rad,) = kvitteringer()
        assert rad.gyldig_til < i_dag(-1)

    def test_a_yes_that_gave_way_to_a_smaller_one_takes_nobody_out(self, verden, inne):
        with as_owner():
            Samtykke.objects.filter(pk=inne.pk).update(
                withdrawn_at=naa(), withdrawn_by=verden.kari, slutt=Slutt.SNEVRET
            )
        assert kvitteringer() == []

    def test_a_service_that_never_was_in_leaves_no_receipt(self, verden, inne):
        with as_owner():
            Samtykke.objects.filter(giver=verden.tom).update(
                withdrawn_at=naa(), withdrawn_by=verden.tom, slutt=""
            )
        take_back(verden, inne)
        assert kvitteringer() == []

    def test_in_again_and_out_again_the_same_day_is_one(self, verden, inne):
        take_back(verden, inne)
        with as_owner():
            ny = f.SamtykkeFactory(krav=inne.krav, tekst=inne.tekst)
        take_back(verden, ny)
        assert len(kvitteringer()) == 1


class TestWhoIsTold:
    def test_the_others_hear_one_sentence_that_blames_nobody(self, verden, inne):
        take_back(verden, inne)

        assert told(Slag.TJENESTE_UTE) == {
            verden.lise.pk
        }  # Jonas and Tom hear of the yes itself; Amina is out
        with as_owner():
            Utboks.objects.update(send_etter=naa())
        empty_utboks()
        with acting_as(verden.lise.pk):
            tekst = write_tekst(my_varsler().get(slag=Slag.TJENESTE_UTE))
        assert verden.ppt.navn in tekst
        assert "Kari" not in tekst
        assert "trukket" not in tekst

    def test_the_night_tells_it_once_more_to_nobody(self, verden, inne):
        take_back(verden, inne)
        jobb.keep_watch()
        jobb.keep_watch()
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.TJENESTE_UTE).count() == 1

    def test_what_could_not_be_told_at_once_the_night_tells(self, verden, inne):
        take_back(verden, inne)
        with as_owner():
            Utboks.objects.filter(slag=Slag.TJENESTE_UTE).delete()
        jobb.keep_watch()
        assert told(Slag.TJENESTE_UTE) == {verden.lise.pk}

    def test_nothing_is_told_when_the_service_is_in_again(self, verden, inne):
        take_back(verden, inne)
        with as_owner():
            Utboks.objects.filter(slag=Slag.TJENESTE_UTE).delete()
            f.SamtykkeFactory(krav=inne.krav, tekst=inne.tekst)
        jobb.keep_watch()
        assert told(Slag.TJENESTE_UTE) == set()


class TestWhoTakesOver:
    @pytest.fixture
    def tiltak(self, verden, inne) -> Tiltak:
        return f.TiltakFactory(sak=verden.nora_sak, ansvarlig=verden.amina, created_by=verden.jonas)

    def told_jonas(self, verden) -> int:
        with as_owner():
            return Utboks.objects.filter(slag=Slag.NY_ANSVARLIG, mottaker=verden.jonas).count()

    def test_the_stafettholder_is_asked_at_once_and_again_when_the_week_has_gone(self, verden, inne, tiltak):
        take_back(verden, inne)
        assert told(Slag.NY_ANSVARLIG) == {verden.jonas.pk}

        jobb.keep_watch()
        assert self.told_jonas(verden) == 1
        with as_owner():
            Deltakelseskvittering.objects.update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-7))
            Utboks.objects.filter(slag=Slag.NY_ANSVARLIG).delete()
        jobb.keep_watch()
        jobb.keep_watch()
        with as_owner():
            assert Utboks.objects.get(slag=Slag.NY_ANSVARLIG).noekkel.endswith(":frist")

    def test_taken_over_nobody_is_asked(self, verden, inne, tiltak):
        take_back(verden, inne)
        with as_owner():
            Utboks.objects.all().delete()
        change(Tiltak, tiltak.pk, ansvarlig=verden.jonas)
        jobb.keep_watch()
        assert told(Slag.NY_ANSVARLIG) == set()

    def test_what_is_finished_needs_nobody(self, verden, inne, tiltak):
        change(Tiltak, tiltak.pk, status="avsluttet")
        take_back(verden, inne)
        assert told(Slag.NY_ANSVARLIG) == set()

    def test_the_case_page_shows_which_and_the_way_to_name_another(self, client, verden, inne, tiltak):
        take_back(verden, inne)
        with as_owner():
            Utboks.objects.update(send_etter=naa())
        empty_utboks()
        with as_owner():
            varsel = Varsel.objects.get(slag=Slag.NY_ANSVARLIG)
        client.force_login(verden.jonas)
        svar = client.get(reverse("varsling:read", args=[varsel.pk]), follow=True)
        side = svar.content.decode()
        assert "Den ansvarlige ser ikke saken nå" in side
        assert reverse("tiltak:edit", args=[tiltak.pk]) in side

    def test_it_waits_on_the_stafettholders_home_page_with_its_date_until_another_has_it(
        self, client, verden, inne, tiltak
    ):
        sagt, hjem = f"Velg hvem som tar over «{tiltak.tittel}»", reverse("stafettlogg:hjem")
        client.force_login(verden.jonas)
        assert sagt not in client.get(hjem).content.decode()
        take_back(verden, inne)
        html = client.get(hjem).content.decode()
        assert sagt in html
        assert "om 7 dager" in html
        assert reverse("tiltak:spoer", args=[verden.nora_sak.pk]) in html
        change(Samtykke, inne.pk, withdrawn_at=naa(days=-9), granted_at=naa(days=-20))
        with as_owner():  # the other parent's yes ended with it
            Samtykke.objects.filter(giver=verden.tom).update(
                withdrawn_at=naa(days=-9), withdrawn_by=verden.tom, slutt="trukket"
            )
        assert "forfalt 2 dager" in client.get(hjem).content.decode()
        change(Tiltak, tiltak.pk, ansvarlig=verden.lise)
        assert sagt not in client.get(hjem).content.decode()

    def test_in_a_closed_case_nobody_is_asked(self, verden, inne, tiltak):
        change(Saken, verden.nora_sak.pk, status="lukket")
        take_back(verden, inne)
        assert told(Slag.NY_ANSVARLIG) == told(Slag.TJENESTE_UTE) == set()


@pytest.mark.parametrize("navn", ["siri", "erik", "fremmed", "pia"])
def test_only_who_sees_the_case_has_its_losses_told(verden, inne, navn):
    """Whoever knows a case's number cannot make notices go out in it."""
    with (
        acting_as(getattr(verden, navn).pk),
        pytest.raises(DatabaseError, match="ingen tilgang"),
        transaction.atomic(),
    ):
        tell_of_loss(verden.nora_sak.pk)
    with acting_as(verden.jonas.pk):
        tell_of_loss(verden.nora_sak.pk)
