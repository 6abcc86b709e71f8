"""Whoever is asked about many cases answers them at once: all or none, each in its own log."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.models import Bruker, Deltaker, Rolle, Sak
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from stafettlogg.feil import VekslingErTrukket
from stafettlogg.models import Innlegg, Stafettveksling
from stafettlogg.services import answer_stafetter, take_back_stafett
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.ansvaret import all_yes
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import told
from tests.stafettlogg.stafetten import (  # noqa: F401
    BESKJED,
    GRUNN,
    hjem_url,
    kollega,
    offer,
    read,
    svar_url,
)
from tests.stafettlogg.test_stafett_flere import give, make_saker

pytestmark = pytest.mark.django_db
TILBUDT = "stafettlogg:stafett-tilbudt"


@pytest.fixture
def saker(verden: Verden) -> list[Sak]:
    """Three cases that Jonas has asked Lise about at once, in the order that they are answered in."""
    saker = sorted(make_saker(verden, 3), key=lambda sak: sak.pk)
    give(verden, saker)
    return saker


def offers(saker: list[Sak]) -> list[Stafettveksling]:
    with as_owner():
        rader = {en.sak_id: en for en in Stafettveksling.objects.select_related("sak")}
    return [rader[sak.pk] for sak in saker]


def respond(hvem: Bruker, saker: list[Sak], svar: str = "ja", grunn: str = "", times: int = 1):
    data = {"saker": [str(en.pk) for en in offers(saker)], "svar": svar, "grunn": grunn}
    return send(hvem, reverse(TILBUDT), times, **data)


def force(hvem: Bruker, saker: list[Sak]):
    """A yes from a page that shows no form."""
    return login(hvem).post(reverse(TILBUDT), {"saker": [str(en.pk) for en in offers(saker)], "svar": "ja"})


def holders(saker: list[Sak]) -> list[str]:
    with as_owner():
        rader = Deltaker.objects.filter(rolle=Rolle.STAFETTHOLDER, stedfortreder_for=None, gyldig_til=None)
        navn = dict(rader.values_list("sak", "bruker__navn"))
    return [navn[sak.pk] for sak in saker]


class TestAnswering:
    def test_one_yes_takes_them_all_and_stands_in_each_log(self, verden, saker):
        page = login(verden.lise).get(reverse(TILBUDT))
        assert set(page.context["form"].initial["saker"]) == {str(en.pk) for en in offers(saker)}
        html = page.content.decode()
        assert html.count(BESKJED) == 1
        for sak in saker:
            assert sak.hovedperson.navn in html
        svar = respond(verden.lise, saker)
        assert (svar.status_code, svar["Location"]) == (302, reverse("bti:sak-list"))
        assert [str(en) for en in get_messages(svar.wsgi_request)] == [
            "Takk. Nå er du stafettholder i 3 saker."
        ]
        assert holders(saker) == [verden.lise.navn] * 3
        with as_owner():
            logger = set(Innlegg.objects.values_list("sak", "tekst"))
        setning = f"{verden.lise.navn} har tatt over stafettpinnen etter {verden.jonas.navn}."
        assert {(sak.pk, setning) for sak in saker} <= logger
        assert verden.jonas.pk in told(Slag.STAFETT_BYTTET)

    def test_those_left_out_wait(self, verden, saker):
        respond(verden.lise, saker[:1])
        assert holders(saker) == [verden.lise.navn, verden.jonas.navn, verden.jonas.navn]
        form = login(verden.lise).get(reverse(TILBUDT)).context["form"]
        assert {pk for pk, _navn in form.valg} == {str(en.pk) for en in offers(saker[1:])}

    def test_a_no_says_why_and_is_told(self, verden, saker):
        uten = respond(verden.lise, saker, "nei")
        assert uten.status_code == 422
        assert "Skriv hvorfor du ikke kan." in uten.content.decode()
        svar = respond(verden.lise, saker, "nei", GRUNN)
        assert (svar.status_code, svar["Location"]) == (302, hjem_url())
        assert holders(saker) == [verden.jonas.navn] * 3
        assert {en.grunn for en in offers(saker)} == {GRUNN}
        assert told(Slag.STAFETT_IKKE_TATT) == {verden.jonas.pk}

    def test_a_double_click_is_one_answer(self, verden, saker):
        assert respond(verden.lise, saker, times=2)["Location"] == reverse("bti:sak-list")
        with as_owner():
            assert Innlegg.objects.filter(sak=saker[0]).count() == 1
            assert Hendelse.objects.filter(handling="stafettveksling.byttet").count() == 3


class TestWhatIsOver:
    def test_one_taken_back_before_the_click_stops_all_and_keeps_the_words(self, verden, saker):
        with acting_as(verden.jonas.pk):
            take_back_stafett(saker[1], offers(saker)[1].pk)
        svar = respond(verden.lise, saker, "nei", GRUNN)
        html = svar.content.decode()
        assert svar.status_code == 422
        assert "Et av spørsmålene gjelder ikke lenger." in html
        assert GRUNN in html
        assert {en.svar for en in offers(saker)} == {""}

    def test_one_taken_back_in_the_same_moment_leaves_none_answered(self, verden, saker):
        alle = offers(saker)
        with acting_as(verden.jonas.pk):  # the last one: the others are answered before it
            take_back_stafett(saker[2], alle[2].pk)
        with acting_as(verden.lise.pk), pytest.raises(VekslingErTrukket):
            answer_stafetter(alle, svar="ja", grunn="", by=verden.lise.pk)
        assert holders(saker) == [verden.jonas.navn] * 3

    def test_what_others_are_asked_is_neither_shown_nor_answered(self, verden, saker):
        for hvem in (verden.siri, verden.jonas, verden.amina):
            html = read(hvem, reverse(TILBUDT))
            assert "Ingen spør deg om dette nå." in html
            assert saker[0].hovedperson.navn not in html
            assert force(hvem, saker).status_code == 422
        assert {en.svar for en in offers(saker)} == {""}


class TestWhereItIsFound:
    def test_several_are_one_thing_to_do_and_one_is_its_own(self, verden, saker):
        html = read(verden.lise, hjem_url())
        assert html.count(f'href="{reverse(TILBUDT)}"') == 1
        assert "Svar på om du tar over stafettpinnen i flere saker" in html
        assert svar_url(offers(saker)[0]) not in html
        assert reverse(TILBUDT) in read(verden.lise, svar_url(offers(saker)[0]))
        respond(verden.lise, saker[:2])
        html = read(verden.lise, hjem_url())
        assert reverse(TILBUDT) not in html
        assert svar_url(offers(saker)[2]) in html

    @pytest.mark.usefixtures("kollega")
    def test_one_that_moves_the_case_to_another_service_is_answered_on_its_own_page(self, verden):
        all_yes(verden)
        en = offer(verden, verden.amina)
        page = login(verden.amina).get(reverse(TILBUDT))
        assert page.context["form"].valg == []
        assert svar_url(en) in page.content.decode()
        assert force(verden.amina, [verden.nora_sak]).status_code == 422
        assert holders([verden.nora_sak]) == [verden.jonas.navn]

    def test_who_reads_it_is_on_record_in_each_case(self, verden, saker):
        read(verden.lise, reverse(TILBUDT))
        with as_owner():
            lest = Hendelse.objects.filter(handling="stafettveksling.lest", aktoer_id=verden.lise.pk)
            assert set(lest.values_list("sak_id", flat=True)) == {sak.pk for sak in saker}

    def test_the_page_costs_the_same_with_twenty_as_with_three(self, verden, saker):
        client = login(verden.lise)
        client.get(reverse(TILBUDT))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse(TILBUDT))
        give(verden, make_saker(verden, 17), svarfrist=i_dag(9).isoformat())
        with CaptureQueriesContext(connection) as many:
            client.get(reverse(TILBUDT))
        assert len(many) == len(few)
