"""Several services on one page: each with yes, no and wait, sent with one button; all of it is kept, or none."""

import pytest
from django.urls import reverse

from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke, Samtykkekrav
from tests import factories as f
from tests.factories.hus import i_dag
from tests.samtykke.hjelp import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def vern(verden, eier):
    with eier():
        tjeneste = f.TjenesteFactory(navn="Barnevernet", tjenestetype="barnevern")
        f.TjenesteKommuneFactory(kommune=verden.solvik, tjeneste=tjeneste)
    return tjeneste


@pytest.fixture
def spurt(verden, vern):
    for tjeneste in (verden.ppt, verden.nav, vern):
        ask(verden, tjeneste=tjeneste)
    with acting_as(verden.kari.pk):
        return {k.tjeneste_id: k for k in Samtykkekrav.objects.filter(giver=verden.kari)}


def url(verden) -> str:
    return reverse("familie:samtykke-svar-flere", args=[verden.nora_sak.pk])


def send(client, verden, spurt, svar, **changes):
    """Answer as the page stands, with ``svar`` by service; ``changes`` by field for all of them."""
    client.force_login(verden.kari)
    data = {}
    for one in client.get(url(verden)).context["svar_list"]:
        felter = {
            navn: one.form.initial[navn]
            for navn in ("temaer", "til", "tekst", "lest", "avsluttet", "vent_til")
        }
        felter |= {"svar": svar.get(one.krav.tjeneste_id, "")} | changes
        data |= {one.form.add_prefix(navn): verdi for navn, verdi in felter.items()}
    return client.post(url(verden), data, follow=True)


def answers(verden):
    with acting_as(verden.kari.pk):
        ja = set(Samtykke.objects.values_list("tjeneste_id", flat=True))
        mine = Samtykkekrav.objects.filter(giver=verden.kari)
        return ja, {k.tjeneste_id for k in mine if k.declined_at}, {k.tjeneste_id for k in mine if k.vent_til}


def test_yes_no_and_wait_in_one_go(client, verden, vern, spurt):
    svar = {verden.ppt.pk: "ja", verden.nav.pk: "nei", vern.pk: "vent"}
    response = send(client, verden, spurt, svar)
    assert response.redirect_chain
    assert answers(verden) == ({verden.ppt.pk}, {verden.nav.pk}, {vern.pk})
    html = response.content.decode()
    for words in (
        "ja til at PPT Solvik får være med",
        "NAV Solvik får ikke se saken",
        "vente med svaret om Barnevernet",
    ):
        assert words in html


def test_what_is_not_answered_waits(client, verden, vern, spurt):
    send(client, verden, spurt, {verden.ppt.pk: "nei"})
    assert answers(verden) == (set(), {verden.ppt.pk}, set())
    assert len(client.get(url(verden)).context["svar_list"]) == 2


def test_none_is_preselected_and_each_has_the_same_weight(client, verden, spurt):
    client.force_login(verden.kari)
    html = client.get(url(verden)).content.decode()
    assert html.count('type="radio"') == 3 * 4
    assert "checked" not in "".join(tag for tag in html.split("<") if 'type="radio"' in tag)


def test_one_that_cannot_be_kept_keeps_none_and_loses_nothing(client, verden, vern, spurt):
    svar = {verden.ppt.pk: "nei", verden.nav.pk: "ja", vern.pk: "vent"}
    response = send(client, verden, spurt, svar, til=i_dag(4000).isoformat())
    assert response.status_code == 422
    assert answers(verden) == (set(), set(), set())
    html = response.content.decode()
    assert html.count("checked") >= 3
    assert "Datoen er for langt fram" in html or "og ikke lenger" in html


def test_a_question_changed_meanwhile_keeps_none(client, verden, vern, spurt):
    response = send(client, verden, spurt, {verden.ppt.pk: "ja", verden.nav.pk: "nei"}, lest="gammel")
    assert response.status_code == 422
    assert "Les det en gang til" in response.content.decode()
    assert answers(verden) == (set(), set(), set())


def test_no_answer_at_all_is_said(client, verden, spurt):
    response = send(client, verden, spurt, {})
    assert response.status_code == 422
    assert "Velg et svar for minst én av tjenestene." in response.content.decode()


def test_sent_twice_from_two_phones_is_one_answer(client, verden, vern, spurt):
    client.force_login(verden.kari)
    page = client.get(url(verden))
    data = {}
    for one in page.context["svar_list"]:
        felter = {navn: one.form.initial[navn] for navn in ("temaer", "til", "tekst", "lest", "avsluttet")}
        data |= {one.form.add_prefix(k): v for k, v in (felter | {"svar": "ja"}).items()}
    for _ in range(2):
        assert client.post(url(verden), data).status_code == 302
    with acting_as(verden.kari.pk):
        assert Samtykke.objects.count() == 3


def test_nothing_waits(client, verden):
    client.force_login(verden.kari)
    response = client.get(url(verden), follow=True)
    assert "Ingen spørsmål venter på svar fra deg." in response.content.decode()


@pytest.mark.parametrize(
    ("navn", "status"),
    [
        ("jonas", 403),
        ("amina", 404),
        ("siri", 404),
        ("pia", 404),
        ("berit", 404),
        ("erik", 404),
        ("fremmed", 404),
    ],
)
def test_who_may(client, verden, spurt, navn, status):
    client.force_login(getattr(verden, navn))
    assert client.get(url(verden)).status_code == status


def test_the_list_leads_there(client, verden, spurt):
    client.force_login(verden.kari)
    liste = client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()
    assert url(verden) in liste


def test_the_page_is_small(client, verden, spurt):
    client.force_login(verden.kari)
    assert len(client.get(url(verden)).content) < 60_000


def test_tom_sees_only_his_own(client, verden, spurt):
    client.force_login(verden.tom)
    mine = {svar.krav.giver_id for svar in client.get(url(verden)).context["svar_list"]}
    assert mine == {verden.tom.pk}


@pytest.mark.parametrize("side", ["/familie/", "/familie/sak/{}/"])
def test_three_questions_are_one_box_with_a_way_to_each(client, verden, spurt, side):
    client.force_login(verden.kari)
    page = client.get(side.format(verden.nora_sak.pk)).content.decode()
    assert page.count("Vi trenger svar fra deg") == 1
    assert url(verden) in page
    for krav in spurt.values():
        assert reverse("familie:samtykke-svar", args=[krav.pk]) in page
