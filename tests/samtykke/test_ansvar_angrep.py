"""A takeover that somebody tries to get past: what ends with a yes, who may take it, and what is said of it."""

from datetime import date

import pytest
from django.urls import reverse

from bti.models import Ansettelse, Bruker, Deltaker, Rolle, Sak
from bti.tilgang.aktoer import acting_as
from bti.utskrift import jobb
from bti.utskrift.models import Utskrift
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke, Samtykkekrav, Samtykkeslag, Slutt
from samtykke.services import withdraw_samtykke
from stafettlogg.feil import KanIkkeFaaPinnen, VekslingErBorte
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.ansvaret import all_yes, ask, asked, liste, responsible, take_over
from tests.samtykke.deling import login
from tests.samtykke.hjelp import say_yes as say_yes_to_innsyn
from tests.samtykke.hjelp import told
from tests.samtykke.natt import put, watch
from tests.samtykke.stor_sak import ja, make_krav
from tests.stafettlogg.stafetten import answer, kollega, offer, read  # noqa: F401
from tests.utskrift.bestilling import order
from tests.utskrift.lesing import read_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kollega")]


def innsyn_of(verden: Verden, hvem: Bruker) -> Samtykke:
    with as_owner():
        return Samtykke.objects.select_related("sak__tjeneste", "tjeneste").get(
            giver=hvem, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN
        )


def withdraw_innsyn(verden: Verden, hvem: Bruker) -> None:
    samtykke = innsyn_of(verden, hvem)
    with acting_as(hvem.pk):
        withdraw_samtykke(samtykke, by=hvem.pk)


def trekk(hvem: Bruker, samtykke: Samtykke) -> str:
    return (
        login(hvem).post(reverse("familie:samtykke-trekk", args=[samtykke.pk]), follow=True).content.decode()
    )


def move_on(verden: Verden) -> None:
    """The case has gone from PPT to NAV."""
    with as_owner():
        Sak.objects.filter(pk=verden.nora_sak.pk).update(tjeneste=verden.nav)


def make_vikar(verden: Verden) -> None:
    """Amina works at the school too, and stands in there for Lise."""
    with as_owner():
        f.AnsettelseFactory(bruker=verden.amina, tjeneste=verden.skole)
        lise = Deltaker.objects.get(sak=verden.nora_sak, bruker=verden.lise)
        f.StedfortrederFactory(bruker=verden.lise, vikar=verden.amina, tjeneste=verden.skole)
        f.DeltakerFactory(
            sak=verden.nora_sak,
            bruker=verden.amina,
            rolle=Rolle.FAGPERSON,
            tjeneste=verden.skole,
            stedfortreder_for=lise,
            gyldig_til=i_dag(9),
        )
        grant_from_roles()


class TestWhoMayTakeIt:
    @pytest.mark.parametrize("hva", ["bare lese", "trukket", "sluttet der"])
    def test_who_stands_in_for_the_former_service_does_not_take_it_for_another(self, verden, hva):
        """As somebody who stands in at the school she writes in the case; as PPT's she may not."""
        all_yes(verden)
        make_vikar(verden)
        en = offer(verden, verden.amina)
        with as_owner():
            rows = Samtykke.objects.filter(tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN, giver=verden.tom)
            if hva == "bare lese":
                rows.update(kan_skrive=False)
            elif hva == "sluttet der":
                Ansettelse.objects.filter(bruker=verden.amina, tjeneste=verden.ppt).update(
                    gyldig_fra=i_dag(-90), gyldig_til=i_dag(-1)
                )
            else:
                rows.update(withdrawn_at=naa(), withdrawn_by=verden.tom, slutt=Slutt.UTLOEPT)
        with pytest.raises(VekslingErBorte):
            answer(en, verden.amina)
        assert responsible(verden) == verden.skole.navn

    def test_taking_back_that_it_is_with_takes_back_that_it_may_take_over(self, verden):
        all_yes(verden)
        withdraw_innsyn(verden, verden.kari)
        with as_owner():
            slutt = dict(Samtykke.objects.filter(slag=Samtykkeslag.ANSVAR).values_list("giver", "slutt"))
        assert slutt == {verden.kari.pk: Slutt.TRUKKET, verden.tom.pk: ""}
        with as_owner():
            krav = Samtykkekrav.objects.get(giver=verden.kari, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN)
            krav.temaer = ["skole"]
            krav.save()
        say_yes_to_innsyn(verden, verden.kari, krav)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)


class TestWhatIsSaidWhenTwoMeet:
    def test_taking_back_that_it_is_with_after_the_takeover_says_who_has_the_case(self, verden):
        all_yes(verden)
        samtykke = innsyn_of(verden, verden.kari)
        take_over(verden)
        html = trekk(verden.kari, samtykke)
        assert f"{verden.ppt.navn} har alt tatt over." in html
        assert "Du har trukket samtykket" not in html

    def test_a_yes_that_fell_away_with_the_takeover_is_said_to_be_another_now(self, verden):
        with as_owner():
            krav = make_krav(verden, verden.nav, verden.kari, slag=Samtykkeslag.ANSVAR)
            ja(krav)
            samtykke = Samtykke.objects.get(krav=krav)
        all_yes(verden)
        take_over(verden)
        html = trekk(verden.kari, samtykke)
        assert "Samtykket var endret fra før. Se hva som gjelder nå." in html
        assert "Du har trukket samtykket" not in html

    def test_somebody_who_answers_by_now_is_missed_and_nobody_says_that_all_have_said_yes(self, verden):
        """She is sixteen since: everybody who was asked has said yes, and she has not been."""
        all_yes(verden)
        today = i_dag()
        with as_owner():
            nora = verden.nora_sak.hovedperson
            nora.bruker = f.BrukerFactory(navn=nora.navn)
            nora.foedselsdato = date(today.year - 16, 1, 1)
            nora.save()
            ja(make_krav(verden, verden.ppt, nora.bruker))  # to being with, and to nothing more
        side = liste(verden, verden.jonas)
        assert "Kan ta over" not in side
        assert f"Mangler ja fra: {nora.navn}" in side
        hjemme = liste(verden, verden.kari)
        assert f"Alle har sagt ja til at {verden.ppt.navn} tar over." not in hjemme
        assert "2 av 2" not in hjemme

    def test_a_service_that_lost_sight_may_not_take_over_and_the_page_says_why(self, verden):
        all_yes(verden)
        with as_owner():
            Samtykke.objects.filter(slag=Samtykkeslag.INNSYN, tjeneste=verden.ppt).update(kan_skrive=False)
        side = liste(verden, verden.jonas)
        assert "Kan ta over" not in side
        assert f"{verden.ppt.navn} må være med i saken og kunne skrive for å ta over." in side


class TestTheNight:
    def test_what_was_asked_about_a_service_that_had_the_case_is_not_asked_again(self, verden):
        all_yes(verden)
        take_over(verden)
        move_on(verden)
        watch()
        with as_owner():
            assert not Samtykkekrav.objects.filter(tjeneste=verden.ppt, frafalt_at=None).exists()
        assert told(Slag.SAMTYKKE_SPURT) == set()

    def test_a_yes_that_ran_out_unused_says_what_it_was(self, verden):
        all_yes(verden)
        with as_owner():
            rows = Samtykke.objects.filter(slag=Samtykkeslag.ANSVAR)
            rows.update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1))
        watch()
        assert told(Slag.ANSVAR_UTLOEPT) == {verden.jonas.pk, verden.kari.pk, verden.tom.pk}
        assert told(Slag.SAMTYKKE_UTLOEPT) == set()

    def test_who_has_not_answered_is_reminded_of_that_question(self, verden):
        krav = ask(verden)[verden.kari]
        with as_owner():
            Utboks.objects.all().delete()
        put(Samtykkekrav, krav.pk, requested_at=naa(days=-3))
        watch()
        assert told(Slag.ANSVAR_SPURT) == {verden.kari.pk}
        assert told(Slag.SAMTYKKE_VENTER) == set()

    def test_nobody_is_told_that_the_service_that_has_the_case_is_out(self, verden):
        """PPT lost sight some days ago, was let in again, and took over."""
        with as_owner():
            f.DeltakelseskvitteringFactory(
                bruker=verden.amina,
                tjeneste=verden.ppt,
                sak_nr=verden.nora_sak.pk,
                gyldig_fra=i_dag(-20),
                gyldig_til=i_dag(-5),
            )
        all_yes(verden)
        take_over(verden)
        with as_owner():
            Utboks.objects.all().delete()
        watch()
        with as_owner():
            assert not Utboks.objects.filter(slag=Slag.TJENESTE_UTE, objekt_id=verden.ppt.pk).exists()


class TestOnPaper:
    def test_the_prints_of_the_former_service_end_and_those_of_the_new_one_stay(self, verden, monkeypatch):
        monkeypatch.setattr(jobb, "render_pdf", lambda mal, kontekst, **kw: b"%PDF")
        all_yes(verden)
        saken = type("S", (), {"sak": verden.nora_sak})
        ider = {hvem: order(saken, hvem, deler=("logg",)) for hvem in (verden.jonas, verden.amina)}
        assert all(jobb.make_utskrift(pk) for pk in ider.values())
        take_over(verden)
        with as_owner():
            status = {hvem: Utskrift.objects.get(pk=pk).status for hvem, pk in ider.items()}
        assert status == {verden.jonas: "utloept", verden.amina: "ferdig"}

    def test_the_sheet_goes_to_who_holds_the_baton_today(self, verden):
        with as_owner():
            krav = make_krav(verden, verden.nav, verden.kari)
        all_yes(verden)
        take_over(verden)
        side = read(verden.amina, reverse("samtykke:svarark", args=[krav.pk]))
        assert f"Gi arket til {verden.amina.navn} på {verden.ppt.navn}." in side
        assert f"{verden.jonas.navn} på {verden.skole.navn} skriver:" in side

    def test_the_printed_consents_say_how_a_yes_ended(self, verden):
        all_yes(verden)
        take_over(verden)
        saken = type("S", (), {"sak": Sak.objects.none()})
        with as_owner():
            saken.sak = Sak.objects.get(pk=verden.nora_sak.pk)
        pk = order(saken, verden.amina, deler=("samtykker",))
        assert jobb.make_utskrift(pk)
        with as_owner():
            tekst = " ".join(read_text(bytes(Utskrift.objects.get(pk=pk).fil)).split())
        assert tekst.count("Tjenesten tok over") == 4  # both parents' yes to being with, and to taking over
        assert "Falt bort" not in tekst
        assert f"{verden.ppt.navn} – ta over ansvaret" in tekst


def test_what_was_read_names_the_service_of_that_day_also_when_it_is_asked_again(verden):
    samtykke, _tom = all_yes(verden)
    take_over(verden)
    move_on(verden)
    with as_owner():
        Samtykkekrav.objects.filter(pk=asked(verden)[verden.kari].pk).update(
            frafalt_at=None, frafalt_by=None, spurt_fra=None
        )
    lest = read(verden.kari, reverse("familie:samtykke-lest", args=[samtykke.pk]))
    assert f"I dag har {verden.skole.navn} ansvaret for saken." in lest
    assert "har tatt over ansvaret" not in liste(verden, verden.kari)
