"""Asking for consent: who is asked, what the form refuses, and that one click asks once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykkekrav
from tests import factories as f

pytestmark = pytest.mark.django_db


def url(verden) -> str:
    return reverse("samtykke:request", args=[verden.nora_sak.pk])


def fields(verden, **changes) -> dict:
    return {
        "tjeneste": str(verden.ppt.pk),
        "hvorfor": "Vi ønsker råd om lesing.",
        "temaer": ["skole", "laering"],
        "barnet_hoert": "ja",
        "til": (timezone.localdate() + timedelta(days=100)).isoformat(),
        **changes,
    }


def asked(verden) -> list[Samtykkekrav]:
    with acting_as(verden.jonas.pk):
        return list(Samtykkekrav.objects.order_by("giver__navn"))


def told(eier, slag: Slag) -> set:
    with eier():
        return set(Utboks.objects.filter(slag=slag).values_list("mottaker_id", flat=True))


def test_every_parent_is_asked_and_told(client, verden, eier):
    client.force_login(verden.jonas)
    response = client.post(url(verden), fields(verden))
    assert response.status_code == 302
    assert [k.giver_id for k in asked(verden)] == [verden.kari.pk, verden.tom.pk]
    assert told(eier, Slag.SAMTYKKE_SPURT) == {verden.kari.pk, verden.tom.pk}


def test_double_click_asks_once(client, verden, eier):
    client.force_login(verden.jonas)
    page = client.get(url(verden))
    token = page.context["form"].initial["skjema_token"]
    for _ in range(2):
        assert client.post(url(verden), fields(verden, skjema_token=token)).status_code == 302
    with eier():
        assert Utboks.objects.filter(slag=Slag.SAMTYKKE_SPURT).count() == 2
    assert len(asked(verden)) == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hvorfor": ""}, "Skriv hvorfor dere spør"),
        ({"hvorfor": "   "}, "Skriv hvorfor dere spør"),
        ({"hvorfor": "x" * 1501}, "Skriv kortere"),
        ({"temaer": []}, "Velg minst ett tema"),
        ({"tjeneste": ""}, "Velg hvem dere trenger hjelp fra"),
        ({"til": "2020-01-01"}, "Samtykket kan ikke gjelde bakover"),
        ({"til": f"{timezone.localdate().year + 3}-12-31"}, "og ikke lenger"),
        ({"til": "2999-01-01"}, "Datoen er for langt fram"),
        ({"til": "i morgen"}, "Skriv datoen"),
    ],
)
def test_wrong_fields_are_named(client, verden, change, says):
    client.force_login(verden.jonas)
    response = client.post(url(verden), fields(verden, **change))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert asked(verden) == []


@pytest.mark.parametrize("tjeneste", ["skole", "fjellvik_skole"])
def test_own_and_foreign_services_cannot_be_asked_about(client, verden, tjeneste):
    client.force_login(verden.jonas)
    response = client.post(url(verden), fields(verden, tjeneste=str(getattr(verden, tjeneste).pk)))
    assert response.status_code == 422
    assert asked(verden) == []


@pytest.mark.parametrize(
    ("navn", "status"),
    [("jonas", 200), ("kari", 403), ("tom", 403), ("amina", 404), ("siri", 404), ("lise", 404), ("pia", 404),
     ("berit", 404), ("adm", 404), ("erik", 404), ("fremmed", 404)],
)  # fmt: skip
def test_who_may_ask(client, verden, navn, status):
    client.force_login(getattr(verden, navn))
    assert client.get(url(verden)).status_code == status
    assert client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).status_code == status


def test_nobody_is_sent_to_login(client, verden):
    assert client.get(url(verden)).status_code == 302


def test_services_with_people_stand_first_and_the_others_are_said_to_be_empty(client, verden):
    client.force_login(verden.jonas)
    html = client.get(url(verden)).content.decode()
    first, _, second = html.partition('<optgroup label="Ingen herfra er i Stafett ennå">')
    assert '<optgroup label="Tjenester med ansatte i Stafett">' in first
    assert f'<option value="{verden.ppt.pk}">PPT Solvik</option>' in first
    assert f'<option value="{verden.nav.pk}">NAV Solvik</option>' in second
    assert "Fjellvik" not in html
    assert str(verden.skole.pk) not in html, "the service that has the case is not asked about"


def test_a_service_without_people_may_be_asked_about(client, verden):
    client.force_login(verden.jonas)
    assert client.post(url(verden), fields(verden, tjeneste=str(verden.nav.pk))).status_code == 302
    assert {krav.tjeneste_id for krav in asked(verden)} == {verden.nav.pk}


def test_a_question_that_waits_is_not_replaced_without_a_choice(client, verden, eier):
    client.force_login(verden.jonas)
    client.post(url(verden), fields(verden))
    other = fields(verden, hvorfor="Vi vil spørre om skrivingen også.", temaer=["helse"])
    response = client.post(url(verden), other)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Dere har alt spurt om PPT Solvik" in html
    assert "Vi ønsker råd om lesing." in html
    assert "læring og utvikling" in html
    assert {krav.hvorfor for krav in asked(verden)} == {"Vi ønsker råd om lesing."}
    again = client.post(url(verden), other | {"erstatt_spurt": "1"})
    assert again.status_code == 422, "the box was shown and not ticked"
    assert {krav.hvorfor for krav in asked(verden)} == {"Vi ønsker råd om lesing."}

    assert client.post(url(verden), other | {"erstatt_spurt": "1", "erstatt": "on"}).status_code == 302
    assert {krav.hvorfor for krav in asked(verden)} == {"Vi vil spørre om skrivingen også."}
    client.force_login(verden.kari)
    krav = next(krav for krav in asked(verden) if krav.giver_id == verden.kari.pk)
    page = client.get(reverse("familie:samtykke-svar", args=[krav.pk])).content.decode()
    assert "Spørsmålet er endret" in page
    assert "Les det på nytt før du svarer." in page
    liste = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    assert "Spørsmålet er endret siden du ble spurt første gang." in liste


def test_a_new_question_after_a_no_is_no_changed_one(client, verden):
    client.force_login(verden.jonas)
    client.post(url(verden), fields(verden))
    for krav in asked(verden):
        client.force_login(verden.kari if krav.giver_id == verden.kari.pk else verden.tom)
        client.post(reverse("familie:samtykke-svar", args=[krav.pk]), {"svar": "nei"})
    client.force_login(verden.jonas)
    assert client.post(url(verden), fields(verden, hvorfor="Vi spør igjen.")).status_code == 302
    assert {(krav.hvorfor, krav.changed_at) for krav in asked(verden)} == {("Vi spør igjen.", None)}


def test_after_asking_the_next_step_is_to_invite(client, verden):
    """Nobody from the service takes part: the yes of the family would open the case for nobody."""
    client.force_login(verden.jonas)
    f.AnsettelseFactory(tjeneste=verden.nav)
    response = client.post(url(verden), fields(verden, tjeneste=str(verden.nav.pk)))
    html = client.get(response.url).content.decode()
    assert "Inviter den som skal være med fra NAV Solvik nå." in html
    assert "Den du inviterer, ser ingenting før alle har sagt ja." in html
    assert f"{reverse('bti:deltaker-new', args=[verden.nora_sak.pk])}?tjeneste={verden.nav.pk}" in html


def test_where_somebody_is_in_already_nobody_is_asked_to_invite(client, verden):
    client.force_login(verden.jonas)
    html = client.get(client.post(url(verden), fields(verden)).url).content.decode()
    assert "Inviter den som skal være med" not in html
