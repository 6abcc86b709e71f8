"""Who the night watch asks no longer, whom it asks anew, and whose birthday it tells of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bti.models import Familierelasjon, Hovedperson, Tjeneste
from bti.models import Sak as Saken
from bti.varsling.models import Slag
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst, Slutt
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.hjelp import ask, both_say_yes, sees_case, told
from tests.samtykke.natt import notices, put, read, watch

pytestmark = pytest.mark.django_db


class TestWhoIsAskedNoLonger:
    @pytest.mark.parametrize(
        "endring",
        [
            {"har_foreldreansvar": False},
            {"gyldig_til": i_dag(-1)},
            {"blocked_at": naa(), "verifisering": "avvist", "avvist_grunn": "Ikke far."},
        ],
    )
    def test_a_parent_who_has_no_say_any_more(self, verden, endring):
        both_say_yes(verden)
        if "blocked_at" in endring:
            endring = endring | {"blocked_by": verden.siri}
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.tom).update(**endring)
            krav = Samtykkekrav.objects.get(giver=verden.tom)
        watch()
        assert read(Samtykkekrav, krav.pk).frafalt_at
        with as_owner():
            assert Samtykke.objects.get(giver=verden.tom).slutt == Slutt.BORTFALT
            assert Samtykke.objects.get(giver=verden.kari).withdrawn_at is None
            assert Samtykkekrav.objects.get(giver=verden.kari).frafalt_at is None
        assert told(Slag.SAMTYKKE_ENDRET) == {verden.jonas.pk}
        assert watch() == 0

    def test_of_age_the_parents_are_asked_no_longer(self, verden):
        both_say_yes(verden)
        put(
            Hovedperson,
            verden.nora_sak.hovedperson_id,
            foedselsdato=timezone.localdate().replace(year=timezone.localdate().year - 18, day=1),
        )
        watch()
        with as_owner():
            assert set(Samtykke.objects.filter(sak=verden.nora_sak).values_list("slutt", flat=True)) == {
                Slutt.BORTFALT
            }
        assert not sees_case(verden.amina, verden.nora_sak)

    def test_a_service_that_is_closed_down(self, verden):
        both_say_yes(verden)
        put(Tjeneste, verden.ppt.pk, nedlagt_dato=i_dag())
        watch()
        with as_owner():
            assert not Samtykke.objects.filter(sak=verden.nora_sak, withdrawn_at=None).exists()
            assert not Samtykkekrav.objects.filter(sak=verden.nora_sak, frafalt_at=None).exists()
        assert told(Slag.SAMTYKKE_UTGAAR) == told(Slag.SAMTYKKE_VENTER) == set()

    def test_one_that_closes_tomorrow_is_still_there(self, verden):
        both_say_yes(verden)
        put(Tjeneste, verden.ppt.pk, nedlagt_dato=i_dag(1))
        watch()
        assert sees_case(verden.amina, verden.nora_sak)

    def test_the_service_that_has_become_responsible_needs_no_yes(self, verden):
        both_say_yes(verden)
        put(Saken, verden.nora_sak.pk, tjeneste=verden.ppt)
        watch()
        with as_owner():
            assert not Samtykkekrav.objects.filter(sak=verden.nora_sak, frafalt_at=None).exists()


class TestBirthday:
    def turns(self, verden, alder: int, *, for_dager_siden: int) -> None:
        dag = timezone.localdate() - timedelta(days=for_dager_siden)
        dag = dag.replace(day=min(dag.day, 28))
        put(Hovedperson, verden.nora_sak.hovedperson_id, foedselsdato=dag.replace(year=dag.year - alder))
        put(Saken, verden.nora_sak.pk, opened_at=naa(days=-200))

    @pytest.mark.parametrize("alder", [12, 15, 16, 18])
    def test_the_stafettholder_and_the_young_person_hear_of_it_once(self, verden, alder):
        nora = f.BrukerFactory(navn="Nora")
        put(Hovedperson, verden.nora_sak.hovedperson_id, bruker=nora)
        self.turns(verden, alder, for_dager_siden=5)
        watch()
        watch()
        assert told(Slag.SAMTYKKE_ALDER) == {verden.jonas.pk, nora.pk}
        assert notices(Slag.SAMTYKKE_ALDER) == 2

    @pytest.mark.parametrize("alder", [15, 16])
    def test_before_it_those_who_answer_and_the_young_person_hear_of_it_once(self, verden, alder):
        nora = f.BrukerFactory(navn="Nora")
        put(Hovedperson, verden.nora_sak.hovedperson_id, bruker=nora)
        self.turns(verden, alder, for_dager_siden=-20)
        watch()
        watch()
        assert told(Slag.SAMTYKKE_ALDER_SNART) == {verden.kari.pk, verden.tom.pk, nora.pk}
        assert notices(Slag.SAMTYKKE_ALDER_SNART) == 3
        assert told(Slag.SAMTYKKE_ALDER) == set()

    @pytest.mark.parametrize(("dager", "hoerer"), [(7, False), (30, True)])
    def test_how_long_before_is_the_municipalitys(self, verden, dager, hoerer):
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="samtykke_varsel_alder_dager", verdi=dager)
        self.turns(verden, 16, for_dager_siden=-20)
        watch()
        assert bool(told(Slag.SAMTYKKE_ALDER_SNART)) is hoerer

    def test_an_age_that_the_municipality_has_set_is_told_of_too(self, verden):
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="samtykke_egen_alder", verdi=14)
        self.turns(verden, 14, for_dager_siden=5)
        watch()
        assert told(Slag.SAMTYKKE_ALDER) == {verden.jonas.pk}

    @pytest.mark.parametrize(("alder", "for_dager_siden"), [(13, 5), (12, 60)])
    def test_another_birthday_or_one_long_ago_is_no_news(self, verden, alder, for_dager_siden):
        self.turns(verden, alder, for_dager_siden=for_dager_siden)
        watch()
        assert told(Slag.SAMTYKKE_ALDER) == set()

    def test_a_case_opened_after_the_day_knew_the_age(self, verden):
        self.turns(verden, 15, for_dager_siden=5)
        put(Saken, verden.nora_sak.pk, opened_at=naa(days=-1))
        watch()
        assert told(Slag.SAMTYKKE_ALDER) == set()


class TestWhoIsNew:
    def young(self, verden, alder: int):
        """Nora has a login and turned that age a few days ago; both parents have said yes to PPT."""
        both_say_yes(verden)
        nora = f.BrukerFactory(navn="Nora")
        idag = timezone.localdate()
        put(
            Hovedperson,
            verden.nora_sak.hovedperson_id,
            bruker=nora,
            foedselsdato=idag.replace(year=idag.year - alder, day=1),
        )
        return nora

    @pytest.mark.parametrize("alder", [16, 18])
    def test_the_young_person_is_asked_what_the_parents_were(self, verden, alder):
        nora = self.young(verden, alder)
        watch()
        with as_owner():
            krav = Samtykkekrav.objects.get(giver=nora)
            mor = Samtykkekrav.objects.get(giver=verden.kari)
        assert (krav.hvorfor, krav.temaer, krav.foreslaatt_til) == (
            mor.hvorfor,
            mor.temaer,
            mor.foreslaatt_til,
        )
        assert (krav.requested_by_id, krav.frafalt_at) == (verden.jonas.pk, None)
        assert nora.pk in told(Slag.SAMTYKKE_SPURT)
        assert watch() == 0

    SIER = ("slag", "hvorfor", "temaer", "omraader", "kan_skrive", "foreslaatt_fra", "foreslaatt_til", "barnet_hoert",
            "barnets_mening")  # fmt: skip

    @pytest.mark.parametrize("igjen", [False, True])
    def test_the_question_says_all_that_it_said(self, verden, igjen):
        """From what day, and what the child thinks of it, too; for who is asked for the first time and who once was."""
        nora = self.young(verden, 16)
        om_en_uke = timezone.localdate() + timedelta(days=7)
        with as_owner():
            mor = Samtykkekrav.objects.filter(giver=verden.kari)
            mor.update(foreslaatt_fra=om_en_uke, barnet_hoert="ja", barnets_mening="Det er greit.", kan_skrive=False,
                       requested_at=naa())  # fmt: skip
            if igjen:
                f.SamtykkekravFactory(
                    sak=verden.nora_sak, tjeneste=verden.ppt, giver=nora, frafalt_at=naa(days=-9), fornyes=True,
                    frafalt_by=verden.jonas, requested_at=naa(days=-20), foreslaatt_til=om_en_uke,
                )  # fmt: skip
        watch()
        with as_owner():
            fikk, ble_spurt = Samtykkekrav.objects.get(giver=nora), mor.get()
        assert [getattr(fikk, navn) for navn in self.SIER] == [getattr(ble_spurt, navn) for navn in self.SIER]
        assert (fikk.frafalt_at, fikk.fornyes) == (None, False)

    def test_at_eighteen_her_own_yes_is_the_only_one_that_counts(self, verden):
        nora = self.young(verden, 18)
        watch()
        assert not sees_case(verden.amina, verden.nora_sak)
        with as_owner():
            krav = Samtykkekrav.objects.get(giver=nora)
            f.SamtykkeFactory(krav=krav, tekst=Samtykketekst.objects.get(kommune=verden.solvik))
        watch()
        assert sees_case(verden.amina, verden.nora_sak)

    def test_a_child_is_not_asked(self, verden):
        nora = self.young(verden, 13)
        watch()
        with as_owner():
            assert not Samtykkekrav.objects.filter(giver=nora).exists()

    def test_nobody_is_asked_about_what_somebody_has_said_no_to(self, verden):
        krav = ask(verden)[verden.kari]
        nora = f.BrukerFactory(navn="Nora")
        idag = timezone.localdate()
        put(
            Hovedperson,
            verden.nora_sak.hovedperson_id,
            bruker=nora,
            foedselsdato=idag.replace(year=idag.year - 16, day=1),
        )
        put(Samtykkekrav, krav.pk, declined_at=naa(), declined_by=verden.kari)
        watch()
        with as_owner():
            assert not Samtykkekrav.objects.filter(giver=nora).exists()

    def test_who_gets_parental_responsibility_back_is_asked_again(self, verden):
        both_say_yes(verden)
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.tom).update(har_foreldreansvar=False)
        watch()
        with as_owner():
            Familierelasjon.objects.filter(bruker=verden.tom).update(har_foreldreansvar=True)
        watch()
        with as_owner():
            krav = Samtykkekrav.objects.get(giver=verden.tom)
        assert krav.frafalt_at is None
        assert not sees_case(verden.amina, verden.nora_sak)
