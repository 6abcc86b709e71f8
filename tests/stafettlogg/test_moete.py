"""Meetings through the pages: called, moved, called off, held, and what follows."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Kladd, Nivaaendring, Sak
from bti.templatetags.stafett import dato
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Paaminnelse, Paaminnelsestatus, Slag, Utboks
from stafettlogg.models import Innlegg, Moete, Moetestatus
from stafettlogg.services import answer_moete, move_moete
from tests import factories as f
from tests.bti.for_sent import come_first
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
        ({"dato": f"{timezone.localdate().year + 3}-01-01"}, "mer enn to år fram"),
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


@pytest.fixture
def ten_days_old(verden, eier) -> None:
    """The case was opened ten days ago."""
    with eier():
        Sak.objects.filter(pk=verden.sak.pk).update(opened_at=timezone.now() - timedelta(days=10))
        Nivaaendring.objects.filter(sak=verden.sak).update(dato=timezone.localdate() - timedelta(days=10))


def test_nobody_is_called_to_what_has_been_and_the_page_leads_to_the_minutes(verden, new_url, fill_in):
    response = fill_in(new_url, **call_data(verden, dager=-2))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Denne tiden har vært." in html
    assert f'formaction="{new_url}?holdt=1"' in html
    with acting_as(verden.jonas.pk):
        assert not Moete.objects.exists()


@pytest.mark.parametrize("press", [1, 2])
def test_what_was_typed_for_a_call_is_taken_as_a_held_meeting_with_one_press(
    verden, new_url, jonas, ten_days_old, press
):
    data = call_data(verden, dager=-2) | {"skjema_token": token_in(jonas.get(new_url))}
    jonas.post(new_url, data)
    for _press in range(press):
        response = jonas.post(new_url + "?holdt=1", data)
    with acting_as(verden.jonas.pk):
        moete = Moete.objects.get()
    assert response.url == reverse("stafettlogg:moete-hold", args=[moete.pk])


def test_a_held_meeting_is_not_one_to_come(verden, new_url, fill_in):
    response = fill_in(new_url + "?holdt=1", **call_data(verden, dager=2))
    assert response.status_code == 422
    assert "Møtet har ikke vært ennå. Kall inn til det i stedet." in response.content.decode()


def test_a_held_meeting_is_not_from_before_the_case(verden, new_url, fill_in, ten_days_old):
    response = fill_in(new_url + "?holdt=1", **call_data(verden, dager=-20))
    opened = timezone.localdate() - timedelta(days=10)
    assert response.status_code == 422
    assert f"Saken ble åpnet {dato(opened)}. Var møtet før det" in response.content.decode()


def test_a_near_meeting_promises_no_reminder(verden, new_url, fill_in, jonas):
    assert "kommer det kanskje ingen påminnelse" in jonas.get(new_url).content.decode()
    soon = timezone.localtime() + timedelta(minutes=5)
    near = fill_in(new_url, **call_data(verden, dato=soon.date().isoformat(), klokke=f"{soon:%H:%M}"))
    assert "Møtet er så nær at det ikke kommer noen påminnelse." in jonas.get(near.url).content.decode()
    far = fill_in(new_url, **call_data(verden))
    assert "ikke kommer noen påminnelse" not in jonas.get(far.url).content.decode()


def test_a_decision_is_not_older_than_the_last_one(verden, moete, jonas, ten_days_old, eier):
    """Two meetings held in the wrong order: the older one decides nothing, and nothing of it is written."""
    with eier():
        sak = Sak.objects.get(pk=verden.sak.pk)
        f.NivaaendringFactory(
            sak=sak,
            fra_nivaa=sak.nivaa,
            til_nivaa=sak.nivaa,
            dato=timezone.localdate(),
            decided_by=verden.jonas,
        )
        Moete.objects.filter(pk=moete.pk).update(starter_at=timezone.now() - timedelta(days=2))
    url = reverse("stafettlogg:moete-hold", args=[moete.pk])
    response = jonas.post(
        url,
        {"skjema_token": token_in(jonas.get(url)), "versjon": moete.versjon, "referat": "Gammelt.", "barnets_ord": "",
         "til_stede": [str(verden.kari.pk)], "beslutning": "fortsett", "begrunnelse": "Slik var det.",
         "fra": str(sak.nivaa_id)},
    )  # fmt: skip
    assert response.status_code == 422
    assert "eller fra før nivået sist ble bestemt" in response.content.decode()
    with acting_as(verden.jonas.pk):
        assert get(moete).status == Moetestatus.PLANLAGT


def test_who_came_without_being_asked_is_written_down(verden, jonas, moete):
    url = reverse("stafettlogg:moete-hold", args=[moete.pk])
    page = jonas.get(url)
    assert "Bare de som er med i saken nå, står her." in page.content.decode()
    jonas.post(
        url,
        {"skjema_token": token_in(page), "versjon": moete.versjon, "referat": "Vi møttes.", "barnets_ord": "",
         "til_stede": [str(verden.amina.pk), str(verden.kari.pk)], "beslutning": "fortsett", "begrunnelse": "Bra.",
         "fra": str(verden.sak.nivaa_id)},
    )  # fmt: skip
    with acting_as(verden.jonas.pk):
        there = set(moete.deltakere.filter(var_til_stede=True).values_list("bruker_id", flat=True))
    assert there == {verden.amina.pk, verden.kari.pk}


def test_a_meeting_that_has_been_goes_straight_to_its_minutes(verden, new_url, fill_in, eier, ten_days_old):
    response = fill_in(new_url + "?holdt=1", **call_data(verden, dager=-2))
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
    assert "Alle foreldre må ha sagt ja til en annen tjeneste, og én derfra må være med i saken." in html
    assert reverse("samtykke:request", args=[verden.sak.pk]) in html
    assert reverse("bti:deltaker-new", args=[verden.sak.pk]) in html
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


@pytest.mark.parametrize("is_stale", [True, False])
def test_a_decision_about_another_level_is_not_carried_out(monkeypatch, verden, moete, jonas, eier, is_stale):
    """The page said «ned til nivå 0»; a colleague has moved the case to 2, and down leads to 1 now."""
    page = jonas.get(hold_url(moete))
    data = hold_data(verden, moete, beslutning="ned", skjema_token=token_in(page), fra=verden.sak.nivaa_id)

    def move() -> None:
        Sak.objects.filter(pk=verden.sak.pk).update(nivaa=verden.nivaaer[2])

    come_first(monkeypatch, "stafettlogg.views.moete_hold.hold_moete", move, is_stale=is_stale)

    html = jonas.post(hold_url(moete), data, follow=True).content.decode()

    assert "Saken er flyttet siden du åpnet siden." in html
    assert "Vi gikk gjennom tiltakene." in html
    with acting_as(verden.jonas.pk):
        assert get(moete).status == Moetestatus.PLANLAGT
        assert Sak.objects.get(pk=verden.sak.pk).nivaa.nummer == 2


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
