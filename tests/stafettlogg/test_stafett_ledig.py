"""A case that nobody holds the baton in: the head of the unit asks by its number, and who says yes gets it."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from bti.models import Ansettelse, Bruker, Deltaker, Sak, Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from stafettlogg.feil import ErTilbudt, HarStafettholder, KanIkkeFaaPinnen, VekslingErBorte
from stafettlogg.models import Innlegg, Stafettveksling
from stafettlogg.queries import list_lederspoersmaal, list_ledige_saker
from stafettlogg.services import answer_head, ask_to_hold
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import told
from tests.samtykke.natt import watch
from tests.stafettlogg.stafetten import GRUNN, hjem_url, holder, read, verbs

pytestmark = pytest.mark.django_db
LEDIG = "stafettlogg:stafett-ledig"
SPURT = "stafettlogg:stafett-spurt"


def quit_job(hvem: Bruker) -> None:
    with as_owner():
        Ansettelse.objects.filter(bruker=hvem).update(gyldig_fra=i_dag(-90), gyldig_til=i_dag(-1))


def lock_login(hvem: Bruker) -> None:
    with as_owner():
        Bruker.objects.filter(pk=hvem.pk).update(is_active=False)


@pytest.fixture
def ledig(verden) -> Sak:
    quit_job(verden.jonas)
    return verden.nora_sak


def ask(verden: Verden, til: Bruker, by: Bruker | None = None, frist: int = 3) -> Stafettveksling:
    noekkel = uuid.uuid4()
    with acting_as((by or verden.siri).pk):
        ask_to_hold([verden.nora_sak.pk], til=til.pk, svarfrist=i_dag(frist), noekkel=noekkel)
    with as_owner():
        return Stafettveksling.objects.get(pk=uuid.uuid5(noekkel, str(verden.nora_sak.pk)))


def answer(en: Stafettveksling, hvem: Bruker, svar: str = "ja", grunn: str = "") -> int:
    with acting_as(hvem.pk):
        return answer_head([en.pk], svar=svar, grunn=grunn, by=hvem.pk)


def ledige_for(hvem: Bruker) -> list[uuid.UUID]:
    with acting_as(hvem.pk):
        return [en.sak_id for en in list_ledige_saker()]


def sees(hvem: Bruker, verden: Verden) -> bool:
    with acting_as(hvem.pk):
        return Sak.objects.filter(pk=verden.nora_sak.pk).exists()


class TestTheHead:
    def test_a_case_with_a_holder_is_not_on_the_list(self, verden):
        assert ledige_for(verden.siri) == []
        assert "Alle sakene i enheten din har en stafettholder." in read(verden.siri, reverse(LEDIG))

    @pytest.mark.parametrize("slutt", [quit_job, lock_login], ids=lambda one: one.__name__)
    def test_when_the_holder_is_gone_it_is(self, verden, slutt):
        slutt(verden.jonas)
        assert ledige_for(verden.siri) == [verden.nora_sak.pk]
        assert "En sak mangler stafettholder" in read(verden.siri, hjem_url())

    def test_somebody_who_stands_in_holds_it(self, verden):
        with acting_as(verden.jonas.pk), connection.cursor() as cursor:
            hvem = [uuid.uuid4(), verden.jonas.pk, verden.lise.pk, verden.skole.pk, i_dag(), i_dag(9)]
            cursor.execute("SELECT tilgang_sett_stedfortreder(%s, %s, %s, %s, %s, %s)", hvem)
        assert ledige_for(verden.siri) == []

    def test_the_head_reads_a_number_and_opens_nothing(self, verden, ledig):
        page = read(verden.siri, reverse(LEDIG))
        assert str(ledig.pk)[:8] in page
        assert "Jonas Berge holdt stafettpinnen sist." in page
        assert "Nora" not in page
        assert not sees(verden.siri, verden)
        ask(verden, verden.lise)
        assert not sees(verden.siri, verden)
        assert not sees(verden.lise, verden)
        with as_owner():
            assert (
                Hendelse.objects.filter(handling="stafettpinnen.spurt", kjede_id=verden.siri.pk).count() == 1
            )

    @pytest.mark.parametrize("hvem", ["lise", "amina", "kari", "erik", "adm", "berit", "ragna"])
    def test_nobody_else_is_told_or_asks(self, verden, ledig, hvem):
        bruker = getattr(verden, hvem)
        assert ledige_for(bruker) == []
        assert login(bruker).get(reverse(LEDIG)).status_code == 403
        with pytest.raises(PermissionDenied):
            ask(verden, verden.lise, by=bruker)

    def test_a_head_who_is_the_childs_own_or_shut_out_is_not_told(self, verden, ledig):
        relasjon = f.FamilierelasjonFactory(hovedperson=ledig.hovedperson, bruker=verden.siri, relasjon="mor")
        assert ledige_for(verden.siri) == []
        with as_owner():
            relasjon.delete()
        assert ledige_for(verden.siri) == [ledig.pk]
        f.SperringFactory(sak=ledig, bruker=verden.siri, blocked_by=verden.adm, grunn="fare")
        assert ledige_for(verden.siri) == []
        with pytest.raises(PermissionDenied):
            ask(verden, verden.lise)

    def test_who_may_not_be_fetched_is_not_asked(self, verden, ledig):
        """Another service's, one who has left, one of the child's own, and one who is shut out."""
        for hvem in (verden.amina, verden.jonas, verden.kari):
            with pytest.raises(KanIkkeFaaPinnen):
                ask(verden, hvem)
        f.SperringFactory(sak=ledig, bruker=verden.lise, blocked_by=verden.adm, grunn="fare")
        with pytest.raises(KanIkkeFaaPinnen):
            ask(verden, verden.lise)
        with as_owner():
            assert not Stafettveksling.objects.exists()

    def test_from_the_page_one_form_asks_about_all(self, verden, ledig):
        with as_owner():
            Deltaker.objects.filter(sak=verden.ola_sak, rolle="stafettholder").update(rolle="fagperson")
            f.DeltakerFactory(
                sak=verden.ola_sak, bruker=verden.jonas, rolle="stafettholder", tjeneste=verden.skole
            )
        form = login(verden.siri).get(reverse(LEDIG)).context["form"]
        assert {pk for pk, _ in form.valg} == {str(verden.nora_sak.pk), str(verden.ola_sak.pk)}
        saker = [pk for pk, _ in form.valg]
        side = send(
            verden.siri,
            reverse(LEDIG),
            saker=saker,
            til=str(verden.lise.pk),
            svarfrist=i_dag(3).isoformat(),
            times=2,
        )
        assert side.status_code == 302
        with acting_as(verden.lise.pk):
            assert len(list_lederspoersmaal()) == 2
        svar = [str(en.pk) for en in rows()]
        side = send(verden.lise, reverse(SPURT), saker=svar, svar="ja", grunn="", times=2)
        assert side.status_code == 302
        assert sees(verden.lise, verden)
        with as_owner():
            assert Innlegg.objects.filter(tekst__contains="stafettpinnen").count() == 2

    @pytest.mark.parametrize(
        ("felter", "ord_"),
        [
            ({"saker": []}, "Velg minst én sak."),
            ({"til": ""}, "Velg hvem du vil spørre."),
            ({"til": "00000000-0000-4000-8000-000000000000"}, "Velg en som arbeider i enheten."),
            ({"svarfrist": "2020-01-01"}, "Svar innen må være i dag eller senere."),
            ({"saker": ["00000000-0000-4000-8000-000000000000"]}, "En av sakene har fått en stafettholder."),
        ],
    )
    def test_what_is_wrong_is_said(self, verden, ledig, felter, ord_):
        data = {
            "saker": [str(ledig.pk)],
            "til": str(verden.lise.pk),
            "svarfrist": i_dag(3).isoformat(),
        } | felter
        side = send(verden.siri, reverse(LEDIG), **data)
        assert side.status_code == 422
        assert ord_ in side.content.decode()

    def test_one_is_asked_at_a_time_and_another_when_the_day_has_passed(self, verden, ledig):
        ny = f.BrukerFactory(navn="Nils Ny")
        f.AnsettelseFactory(bruker=ny, tjeneste=verden.skole)
        en = ask(verden, verden.lise)
        with pytest.raises(ErTilbudt):
            ask(verden, ny)
        with as_owner():
            Stafettveksling.objects.filter(pk=en.pk).update(svarfrist=i_dag(-1))
        assert "Lise Dahl har ikke svart." in read(verden.siri, reverse(LEDIG))
        assert ask(verden, ny).til_id == ny.pk


def rows() -> list[Stafettveksling]:
    with as_owner():
        return list(Stafettveksling.objects.order_by("pk"))


class TestTheAnswer:
    def test_a_yes_takes_them_in_with_the_baton(self, verden, ledig):
        en = ask(verden, verden.lise)
        assert told(Slag.STAFETT_SPURT) == {verden.lise.pk}
        page = read(verden.lise, reverse(SPURT))
        assert str(ledig.pk)[:8] in page
        assert "Nora" not in page
        assert "Lederen spør om du tar over stafettpinnen" in read(verden.lise, hjem_url())
        side = send(verden.lise, reverse(SPURT), saker=[str(en.pk)], svar="ja", grunn="")
        assert side.status_code == 302
        assert sees(verden.lise, verden)
        assert holder(verden) == verden.lise.navn
        assert "change_sak" in verbs(verden.lise, verden)
        assert ledige_for(verden.siri) == []
        assert {verden.kari.pk, verden.tom.pk} <= told(Slag.STAFETT_BYTTET)
        with as_owner():
            assert Innlegg.objects.get(tekst__contains="stafettpinnen").created_by_id == verden.lise.pk
            assert Hendelse.objects.filter(handling="stafettveksling.byttet", sak_id=ledig.pk).count() == 1

    def test_a_no_has_its_reason_for_the_head_and_opens_nothing(self, verden, ledig):
        en = ask(verden, verden.lise)
        assert send(verden.lise, reverse(SPURT), saker=[str(en.pk)], svar="nei", grunn="").status_code == 422
        assert (
            send(verden.lise, reverse(SPURT), saker=[str(en.pk)], svar="nei", grunn=GRUNN).status_code == 302
        )
        assert not sees(verden.lise, verden)
        assert told(Slag.STAFETT_BORTE) == {verden.siri.pk}
        assert GRUNN in read(verden.siri, reverse(LEDIG))

    @pytest.mark.parametrize("hvem", ["siri", "amina", "kari", "erik"])
    def test_nobody_answers_for_another(self, verden, ledig, hvem):
        en = ask(verden, verden.lise)
        with pytest.raises(PermissionDenied):
            answer(en, getattr(verden, hvem))
        with acting_as(getattr(verden, hvem).pk):
            assert list_lederspoersmaal() == []

    def test_an_offer_within_the_case_is_not_answered_this_way(self, verden):
        with as_owner():
            en = f.StafettvekslingFactory(sak=verden.nora_sak, til=verden.lise)
        with pytest.raises(PermissionDenied):
            answer(en, verden.lise)

    @pytest.mark.parametrize("slutt", ["kommet tilbake", "lukket", "sluttet", "sperret"])
    def test_it_waits_no_longer(self, verden, ledig, slutt):
        en = ask(verden, verden.lise)
        if slutt == "kommet tilbake":
            with as_owner():
                Ansettelse.objects.filter(bruker=verden.jonas).update(gyldig_til=None)
        elif slutt == "lukket":
            with as_owner():
                Sak.objects.filter(pk=ledig.pk).update(status=Saksstatus.LUKKET)
        elif slutt == "sluttet":
            quit_job(verden.lise)
        else:
            f.SperringFactory(sak=ledig, bruker=verden.lise, blocked_by=verden.siri, grunn="fare")
        with acting_as(verden.lise.pk):
            assert list_lederspoersmaal() == []
        with pytest.raises(VekslingErBorte):
            answer(en, verden.lise)
        assert not sees(verden.lise, verden)

    def test_a_double_click_is_one_answer(self, verden, ledig):
        en = ask(verden, verden.lise)
        assert (answer(en, verden.lise), answer(en, verden.lise)) == (1, 0)
        with as_owner():
            assert Innlegg.objects.filter(tekst__contains="stafettpinnen").count() == 1

    def test_a_page_whose_question_is_gone_says_so(self, verden, ledig):
        en = ask(verden, verden.lise)
        with as_owner():
            Ansettelse.objects.filter(bruker=verden.jonas).update(gyldig_til=None)
        side = login(verden.lise).post(
            reverse(SPURT), {"saker": [str(en.pk)], "svar": "ja", "skjema_token": ""}
        )
        assert side.status_code == 422
        assert "Et av spørsmålene gjelder ikke lenger." in side.content.decode()
        assert holder(verden) == verden.jonas.navn

    def test_with_a_holder_nobody_is_asked(self, verden):
        with pytest.raises(HarStafettholder):
            ask(verden, verden.lise)

    def test_who_was_in_the_case_before_comes_in_anew(self, verden, ledig):
        f.DeltakerFactory(sak=ledig, bruker=verden.lise, rolle="fagperson", tjeneste=verden.skole,
                          gyldig_fra=i_dag(-9), gyldig_til=i_dag(-3))  # fmt: skip
        answer(ask(verden, verden.lise), verden.lise)
        assert sees(verden.lise, verden)
        assert holder(verden) == verden.lise.navn


class TestTheNight:
    def test_the_head_is_told_once_a_week_and_no_case_is_named(self, verden, ledig):
        watch()
        watch()
        assert told(Slag.STAFETT_BORTE) == {verden.siri.pk}
        with as_owner():
            (en,) = Utboks.objects.filter(slag=Slag.STAFETT_BORTE)
        assert en.sak_id is None

    def test_not_while_somebody_is_asked_or_holds_it(self, verden, ledig):
        ask(verden, verden.lise)
        watch()
        assert told(Slag.STAFETT_BORTE) == set()
        answer(rows()[0], verden.lise)
        watch()
        assert told(Slag.STAFETT_BORTE) == set()
