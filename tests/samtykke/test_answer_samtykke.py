"""Yes, no and «jeg er ikke sikker»: nobody answers for somebody else, and the last yes opens the case."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke, Samtykkekrav
from tests.factories import SamtykketekstFactory
from tests.samtykke.hjelp import answer_fields, ask, both_say_yes, say_yes, sees_case, svar_url, told

pytestmark = pytest.mark.django_db


def consents(bruker) -> list[Samtykke]:
    with acting_as(bruker.pk):
        return list(Samtykke.objects.filter(giver_id=bruker.pk))


def test_yes_keeps_themes_date_and_the_text_that_was_read(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    page = client.get(svar_url(krav))
    til = timezone.localdate() + timedelta(days=30)
    response = client.post(svar_url(krav), answer_fields(page, temaer=["laering"], til=til.isoformat()))
    assert response.status_code == 302
    [samtykke] = consents(verden.kari)
    assert (samtykke.temaer, samtykke.gyldig_til) == (["laering"], til)
    assert samtykke.tekst_id == page.context["spoersmaal"].tekst.pk
    assert told(Slag.SAMTYKKE_GITT) == {verden.jonas.pk}


def test_older_text_is_kept_when_a_new_one_comes_while_reading(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    page = client.get(svar_url(krav))
    SamtykketekstFactory(kommune=verden.solvik, versjon=2, innledning="Nye ord.")
    client.post(svar_url(krav), answer_fields(page))
    assert consents(verden.kari)[0].tekst_id == page.context["spoersmaal"].tekst.pk


def test_first_yes_opens_nothing_and_the_second_opens(client, verden):
    krav = ask(verden)
    case = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    client.force_login(verden.amina)
    assert client.get(case).status_code == 404
    say_yes(verden, verden.kari, krav[verden.kari])
    assert client.get(case).status_code == 404
    assert told(Slag.INNSYN) == set()
    say_yes(verden, verden.tom, krav[verden.tom])
    assert client.get(case).status_code == 200
    assert told(Slag.INNSYN) == {verden.amina.pk}


def test_page_says_who_has_answered_as_a_number(client, verden):
    krav = ask(verden)
    say_yes(verden, verden.kari, krav[verden.kari])
    client.force_login(verden.kari)
    html = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    assert "ser ingenting ennå" in html
    assert "1 av 2 har sagt ja" in html


def test_double_tap_gives_one_consent(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    for _ in range(2):
        assert client.post(svar_url(krav), data).status_code == 302
    assert len(consents(verden.kari)) == 1
    with acting_as(verden.kari.pk):
        assert Hendelse.objects.filter(handling="samtykke.gitt").count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"temaer": []}, "Velg minst ett tema"),
        ({"temaer": ["helse"]}, "Velg bare temaer de spør om"),
        ({"til": "2020-01-01"}, "kan ikke gjelde bakover"),
        ({"til": (timezone.localdate() + timedelta(days=101)).isoformat()}, "og ikke lenger"),
        ({"svar": ""}, "Velg ja eller nei"),
        ({"svar": "kanskje"}, "Velg ja eller nei"),
        ({"tekst": "tull"}, ""),
    ],
)
def test_wrong_answers_give_no_consent(client, verden, change, says):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    response = client.post(svar_url(krav), answer_fields(client.get(svar_url(krav)), **change))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert consents(verden.kari) == []


def test_text_of_another_municipality_is_no_text(client, verden):
    krav = ask(verden)[verden.kari]
    other = SamtykketekstFactory(kommune=verden.fjellvik, versjon=7)
    client.force_login(verden.kari)
    response = client.post(svar_url(krav), answer_fields(client.get(svar_url(krav)), tekst=str(other.pk)))
    assert response.status_code == 422
    assert consents(verden.kari) == []


def test_changed_question_must_be_read_again(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    ask(
        verden,
        hvorfor="Vi vil også snakke om noe annet.",
        temaer=["skole", "laering", "familie"],
        erstatt=True,
    )
    response = client.post(svar_url(krav), data)
    assert response.status_code == 422
    assert "Les det en gang til" in response.content.decode()
    assert consents(verden.kari) == []


def test_no_is_noted_told_and_can_be_changed(client, verden):
    krav = ask(verden)[verden.tom]
    client.force_login(verden.tom)
    for _ in range(2):
        assert client.post(svar_url(krav), {"svar": "nei"}).status_code == 302
    assert told(Slag.SAMTYKKE_NEI) == {verden.jonas.pk}
    with acting_as(verden.tom.pk):
        assert Samtykkekrav.objects.get(pk=krav.pk).declined_by_id == verden.tom.pk
        assert Hendelse.objects.filter(handling="samtykke.nei").count() == 1
    assert not sees_case(verden.amina, verden.nora_sak)
    page = client.get(svar_url(krav))
    assert client.post(svar_url(krav), answer_fields(page)).status_code == 302
    assert len(consents(verden.tom)) == 1


def test_unsure_records_no_answer_and_asks_for_a_call_once_a_day(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    for _ in range(2):
        response = client.post(svar_url(krav), {"svar": "usikker"}, follow=True)
    assert "Du har ikke svart ennå. Jonas Berge får beskjed om å ringe deg." in response.content.decode()
    assert consents(verden.kari) == []
    with eier():
        assert Utboks.objects.filter(slag=Slag.SAMTYKKE_USIKKER).count() == 1
    with acting_as(verden.kari.pk):
        assert Samtykkekrav.objects.get(pk=krav.pk).declined_at is None


@pytest.mark.parametrize(
    ("navn", "status"),
    [("kari", 200), ("tom", 403), ("jonas", 403), ("amina", 404), ("siri", 404), ("lise", 404), ("pia", 404),
     ("berit", 404), ("adm", 404), ("erik", 404), ("fremmed", 404)],
)  # fmt: skip
def test_who_may_answer_karis_question(client, verden, navn, status):
    krav = ask(verden)[verden.kari]
    client.force_login(getattr(verden, navn))
    assert client.get(svar_url(krav)).status_code == status
    if navn != "kari":
        assert client.post(svar_url(krav), {"svar": "ja"}).status_code == status
        assert consents(verden.kari) == []


def test_adviser_with_access_still_cannot_answer(client, verden):
    both_say_yes(verden)
    with acting_as(verden.amina.pk):
        krav = Samtykkekrav.objects.filter(giver=verden.kari).get()
    client.force_login(verden.amina)
    assert client.get(svar_url(krav)).status_code == 403


def test_answered_and_outdated_questions_lead_to_the_list(client, verden, eier):
    krav = ask(verden)
    say_yes(verden, verden.kari, krav[verden.kari])
    with eier():
        Samtykkekrav.objects.filter(giver=verden.tom).update(
            foreslaatt_til=timezone.localdate() - timedelta(days=1)
        )
    for bruker in (verden.kari, verden.tom):
        client.force_login(bruker)
        response = client.get(svar_url(krav[bruker]))
        assert (response.status_code, response.url) == (
            302,
            reverse("familie:samtykke", args=[verden.nora_sak.pk]),
        )


def test_closed_case_takes_no_yes(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    with eier():
        type(verden.nora_sak).objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)
    response = client.post(svar_url(krav), data, follow=True)
    assert "Svaret ble ikke lagret." in response.content.decode()
    assert "Les og svar" not in response.content.decode()
    assert consents(verden.kari) == []


def test_a_no_from_an_old_page_never_looks_as_if_it_counted(client, verden):
    krav = ask(verden)[verden.kari]
    say_yes(verden, verden.kari, krav)
    client.force_login(verden.kari)
    response = client.post(svar_url(krav), {"svar": "nei"}, follow=True)
    assert "Du har allerede sagt ja." in response.content.decode()
    assert "Du har sagt nei" not in response.content.decode()
    assert consents(verden.kari)[0].withdrawn_at is None


def test_an_answer_to_an_outdated_question_is_said_not_to_count(client, verden, eier):
    krav = ask(verden)[verden.kari]
    with eier():
        Samtykkekrav.objects.update(foreslaatt_til=timezone.localdate() - timedelta(days=1))
    client.force_login(verden.kari)
    response = client.post(svar_url(krav), {"svar": "ja"}, follow=True)
    assert "Svaret ble ikke lagret." in response.content.decode()
    assert consents(verden.kari) == []


def test_an_answer_without_a_word_is_said_to_be_none(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    response = client.post(svar_url(krav))
    assert response.status_code == 422
    assert "Velg ja eller nei" in response.content.decode()
    assert consents(verden.kari) == []


def test_no_button_pressed_is_no_yes(client, verden):
    """Enter in a field presses the first button of the form: it must not be «ja»."""
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    html = client.get(svar_url(krav)).content.decode()
    form = html[html.index('aria-labelledby="svaret-mitt"') :]
    assert form.index('value="" hidden') < form.index('value="ja"')
