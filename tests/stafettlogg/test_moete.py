"""Meetings through the pages: called, moved, called off, held, and what follows."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Kladd, Sak
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Paaminnelse, Paaminnelsestatus, Slag, Utboks
from stafettlogg.models import Innlegg, Moete, Moetestatus
from stafettlogg.services import answer_moete, move_moete
from tests.cast import give_consent
from tests.stafettlogg.conftest import token_in

pytestmark = pytest.mark.django_db


def get(moete) -> Moete:
    return Moete.objects.get(pk=moete.pk)


@pytest.fixture
def new_url(verden) -> str:
    return reverse("stafettlogg:moete-new", args=[verden.sak.pk])


def call_data(verden, dager: int = 10, **other):
    return {
        "moetetype": "evaluering",
        "dato": (timezone.localdate() + timedelta(days=dager)).isoformat(),
        "klokke": "14:30",
        "sted": "Møterom 2",
        "innkalte": [str(verden.kari.pk), str(verden.tom.pk)],
    } | other


def test_a_meeting_is_called_once(verden, new_url, fill_in):
    response = fill_in(new_url, times=2, **call_data(verden))
    with acting_as(verden.jonas.pk):
        moete = Moete.objects.get()
        assert timezone.localtime(moete.starter_at).strftime("%H.%M") == "14.30"
        assert moete.deltakere.count() == 3
    assert response.url == reverse("stafettlogg:moete-detail", args=[moete.pk])


@pytest.mark.parametrize(
    ("other", "setning"),
    [
        ({"dato": ""}, "Fyll ut «Dato»."),
        ({"dato": "i morgen"}, "Skriv datoen på nytt."),
        ({"dato": "2020-01-01"}, "Datoen er for langt tilbake."),
        ({"dato": "2099-01-01"}, "mer enn to år fram"),
        ({"klokke": "25:99"}, "Skriv klokkeslettet på nytt."),
        ({"sted": "x" * 151}, "150"),
        ({"sted": ""}, "Fyll ut «Sted»."),
        ({"innkalte": []}, "Velg hvem som skal være med."),
        ({"moetetype": "fest"}, "feilsammendrag"),
    ],
)
def test_bad_input_is_answered_in_words(verden, new_url, fill_in, other, setning):
    response = fill_in(new_url, **call_data(verden, **other))
    assert response.status_code == 422
    assert setning in response.content.decode()


def test_somebody_outside_the_case_cannot_be_asked(verden, new_url, fill_in):
    response = fill_in(new_url, **call_data(verden, innkalte=[str(verden.erik.pk)]))
    assert response.status_code == 422
    with acting_as(verden.jonas.pk):
        assert not Moete.objects.exists()


def test_a_meeting_that_has_been_goes_straight_to_its_minutes(verden, new_url, fill_in, eier):
    response = fill_in(new_url, **call_data(verden, dager=-2))
    with acting_as(verden.jonas.pk):
        moete = Moete.objects.get()
    assert response.url == reverse("stafettlogg:moete-hold", args=[moete.pk])
    with eier():
        assert not Utboks.objects.filter(slag=Slag.MOETE).exists()


def test_moving_tells_and_keeps_both_texts_when_two_do_it(verden, moete, jonas, fill_in, eier):
    url = reverse("stafettlogg:moete-flytt", args=[moete.pk])
    data = {
        "skjema_token": token_in(jonas.get(url)),
        "dato": (timezone.localdate() + timedelta(days=20)).isoformat(),
        "klokke": "09:00",
        "sted": "Mitt sted",
        "versjon": moete.versjon,
    }
    with acting_as(verden.jonas.pk):
        move_moete(
            moete, starter_at=moete.starter_at, sted="Et annet sted", hensikt="", versjon=moete.versjon,
            by=verden.jonas.pk,
        )  # fmt: skip
    response = jonas.post(url, data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Et annet sted" in html
    assert "Mitt sted" in html
    with acting_as(verden.jonas.pk):
        assert get(moete).sted == "Et annet sted"
    jonas.post(url, data | {"versjon": response.context["form"].data["versjon"]})
    with acting_as(verden.jonas.pk):
        assert get(moete).sted == "Mitt sted"
    with eier():
        assert Utboks.objects.filter(slag=Slag.MOETE_ENDRET, mottaker=verden.kari).count() == 2


def test_calling_off_stops_the_reminders(verden, moete, jonas, eier):
    url = reverse("stafettlogg:moete-avlys", args=[moete.pk])
    assert "Vil du avlyse møtet?" in jonas.get(url).content.decode()
    for _press in range(2):
        assert jonas.post(url).status_code == 302
    with acting_as(verden.jonas.pk):
        assert get(moete).status == Moetestatus.AVLYST
    with eier():
        assert set(Paaminnelse.objects.values_list("status", flat=True)) == {Paaminnelsestatus.AVLYST}
    assert (
        "Møtet er avlyst." in jonas.get(reverse("stafettlogg:moete-detail", args=[moete.pk])).content.decode()
    )


def test_a_parent_answers_and_the_others_see_it(verden, moete, jonas):
    with acting_as(verden.kari.pk):
        answer_moete(moete, svar="kommer", by=verden.kari.pk)
    html = jonas.get(reverse("stafettlogg:moete-detail", args=[moete.pk])).content.decode()
    assert "Kari Nordlie: kommer" in html
    assert "Tom Nordlie: har ikke svart" in html


def hold_data(verden, moete, **other):
    return {
        "referat": "Vi gikk gjennom tiltakene.",
        "barnets_ord": "Det er fint med fast plass.",
        "til_stede": [str(verden.jonas.pk), str(verden.kari.pk)],
        "beslutning": "fortsett",
        "begrunnelse": "Det går bedre.",
        "versjon": moete.versjon,
    } | other


def hold_url(moete) -> str:
    return reverse("stafettlogg:moete-hold", args=[moete.pk])


def test_holding_writes_the_minutes_and_offers_the_next(verden, moete, jonas, fill_in):
    response = fill_in(hold_url(moete), times=2, **hold_data(verden, moete))
    assert response.url == reverse("stafettlogg:moete-holdt", args=[moete.pk])
    page = jonas.get(response.url).content.decode()
    assert "Avtal neste evaluering" in page
    assert reverse("stafettlogg:moete-new", args=[verden.sak.pk]) in page
    with acting_as(verden.jonas.pk):
        assert get(moete).status == Moetestatus.HOLDT
        assert Innlegg.objects.count() == 1
        assert {d.bruker_id for d in moete.deltakere.filter(var_til_stede=True)} == {
            verden.jonas.pk,
            verden.kari.pk,
        }
    sak = jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
    assert "Det er fint med fast plass." in sak
    assert jonas.get(hold_url(moete)).status_code == 302


def test_up_without_consent_is_one_sentence_and_a_way_on(verden, moete, jonas, fill_in):
    response = fill_in(hold_url(moete), **hold_data(verden, moete, beslutning="opp"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Først må alle foresatte si ja til en annen tjeneste" in html
    assert reverse("samtykke:request", args=[verden.sak.pk]) in html
    assert "Vi gikk gjennom tiltakene." in html
    with acting_as(verden.jonas.pk):
        assert get(moete).status == Moetestatus.PLANLAGT
        assert Kladd.objects.get().felter["referat"] == ["Vi gikk gjennom tiltakene."]


def test_up_with_consent_moves_the_case(verden, moete, jonas, fill_in):
    give_consent(verden, verden.kari, verden.tom)
    fill_in(hold_url(moete), **hold_data(verden, moete, beslutning="opp"))
    with acting_as(verden.jonas.pk):
        assert Sak.objects.get(pk=verden.sak.pk).nivaa_id == verden.nivaaer[2].pk
    assert (
        "Saken er på nivå 2"
        in jonas.get(reverse("stafettlogg:moete-holdt", args=[moete.pk])).content.decode()
    )


def test_closing_ends_the_case_and_plans_nothing(verden, moete, jonas, fill_in):
    response = fill_in(hold_url(moete), times=2, **hold_data(verden, moete, beslutning="avslutt"))
    assert response.status_code == 302
    page = jonas.get(response.url).content.decode()
    assert "Saken er avsluttet." in page
    assert "Avtal neste evaluering" not in page


@pytest.mark.parametrize(
    ("other", "setning"),
    [
        ({"referat": ""}, "Skriv referatet."),
        ({"begrunnelse": ""}, "Skriv hvorfor dere ble enige om dette."),
        ({"til_stede": []}, "Velg hvem som var til stede."),
        ({"beslutning": ""}, "Velg et svar på «Hva ble dere enige om?»"),
        ({"referat": "x" * 20_001}, "feilsammendrag"),
    ],
)
def test_bad_minutes_are_answered_in_words(verden, moete, fill_in, other, setning):
    response = fill_in(hold_url(moete), **hold_data(verden, moete, **other))
    assert response.status_code == 422
    assert setning in response.content.decode()


def test_only_decisions_that_lead_somewhere_are_offered(verden, moete, jonas, eier):
    with eier():
        Sak.objects.filter(pk=verden.sak.pk).update(nivaa=verden.nivaaer[3])
    values = [
        str(value)
        for value, _label in jonas.get(hold_url(moete)).context["form"].fields["beslutning"].choices
    ]
    assert values == ["fortsett", "ned", "avslutt"]


def test_minutes_may_wait(verden, moete, jonas, fill_in):
    data = hold_data(verden, moete, referat="Første del.", beslutning="", utkast="1")
    response = fill_in(hold_url(moete), **data)
    assert response.status_code == 302
    assert "Første del." in jonas.get(hold_url(moete)).content.decode()
    with acting_as(verden.jonas.pk):
        assert get(moete).status == Moetestatus.PLANLAGT


def test_a_meeting_moved_meanwhile_is_shown_before_the_minutes_are_saved(verden, moete, jonas):
    token = token_in(jonas.get(hold_url(moete)))
    with acting_as(verden.jonas.pk):
        move_moete(
            moete, starter_at=moete.starter_at, sted="Biblioteket", hensikt="", versjon=moete.versjon,
            by=verden.jonas.pk,
        )  # fmt: skip
    response = jonas.post(hold_url(moete), hold_data(verden, moete, skjema_token=token))
    assert response.status_code == 422
    assert "Biblioteket" in response.content.decode()
    assert "Vi gikk gjennom tiltakene." in response.content.decode()


def test_who_does_not_see_the_case_is_not_ticked_nor_counted(verden, jonas, new_url, fill_in):
    html = jonas.get(new_url).content.decode()
    boxes = {b: re.search(rf'<input[^>]*value="{b.pk}"[^>]*>', html)[0] for b in (verden.amina, verden.kari)}
    assert "checked" in boxes[verden.kari]
    assert "checked" not in boxes[verden.amina]
    assert "Amina Yusuf, PPT Solvik (ser ikke saken)" in html
    response = fill_in(new_url, **call_data(verden, innkalte=[str(verden.amina.pk), str(verden.kari.pk)]))
    for url in (response.url, reverse("stafettlogg:sak", args=[verden.sak.pk])):
        page = jonas.get(url).content.decode()
        assert "Amina Yusuf: ser ikke saken" in page
        assert "Kari Nordlie: har ikke svart" in page
