"""Goals and measures: set, started, changed by two at once, evaluated in two clicks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Sak
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from tests import factories as f
from tests.stafettlogg.conftest import token_in
from tiltak.feil import FremmedMaal, FremmedTiltakskort, IkkeDeltaker
from tiltak.models import Evaluering, Maal, Tiltak
from tiltak.services import change_tiltak, start_tiltak

pytestmark = pytest.mark.django_db


def dag(dager: int) -> str:
    return (timezone.localdate() + timedelta(days=dager)).isoformat()


def tiltak_data(verden, **other):
    return {
        "navn": "Leksehjelp",
        "hva": "To ganger i uka.",
        "maal": "",
        "ansvarlig": str(verden.jonas.pk),
        "arena": "tjeneste",
        "starter": dag(0),
        "evalueres": dag(42),
    } | other


@pytest.fixture
def new_url(verden) -> str:
    return reverse("tiltak:new", args=[verden.sak.pk])


@pytest.fixture
def kort(verden):
    return f.TiltakskortFactory(kommune=verden.solvik, navn="Leksehjelp på biblioteket")


@pytest.fixture
def fremmed_kort(verden):
    return f.TiltakskortFactory(kommune=verden.fjellvik, navn="Fjellviks eget")


def started(verden):
    with acting_as(verden.jonas.pk):
        return list(Tiltak.objects.filter(sak=verden.sak))


def test_a_goal_is_set_once(verden, fill_in, jonas):
    fill_in(reverse("tiltak:maal-new", args=[verden.sak.pk]), times=2, tekst="Gå glad til skolen.")
    with acting_as(verden.jonas.pk):
        assert Maal.objects.get().tekst == "Gå glad til skolen."


@pytest.mark.parametrize("tekst", ["", " ", "x" * 4_001])
def test_a_goal_needs_words(verden, fill_in, tekst):
    assert fill_in(reverse("tiltak:maal-new", args=[verden.sak.pk]), tekst=tekst).status_code == 422


def test_a_goal_is_changed_and_reached(verden, maal, fill_in, jonas):
    url = reverse("tiltak:maal-edit", args=[maal.pk])
    assert fill_in(url, tekst="Gå glad til skolen og hjem.", naadd_dato=dag(0), versjon=1).status_code == 302
    assert "nådd" in jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
    assert fill_in(url, tekst="Noe", naadd_dato=dag(1), versjon=2).status_code == 422


def test_two_who_change_a_goal_see_both_texts(verden, maal, fill_in, amina):
    url = reverse("tiltak:maal-edit", args=[maal.pk])
    fill_in(url, tekst="Lærerens ord", versjon=1)
    response = fill_in(url, client=amina, tekst="Rådgiverens ord", versjon=1)
    assert response.status_code == 422
    assert "Lærerens ord" in response.content.decode()
    assert "Rådgiverens ord" in response.content.decode()
    with acting_as(verden.jonas.pk):
        assert Maal.objects.get().tekst == "Lærerens ord"


def test_a_measure_is_started_once_and_told(verden, new_url, fill_in, eier, maal):
    response = fill_in(new_url, times=2, **tiltak_data(verden, maal=str(maal.pk)))
    assert response.status_code == 302
    (tiltak,) = started(verden)
    assert (tiltak.tittel, tiltak.maal_id, tiltak.ansvarlig_id) == ("Leksehjelp", maal.pk, verden.jonas.pk)
    with eier():
        told = Utboks.objects.filter(slag=Slag.TILTAK, objekt_id=tiltak.pk).values_list(
            "mottaker_id", flat=True
        )
        assert set(told) == {verden.kari.pk, verden.tom.pk, verden.amina.pk}


def test_a_card_from_the_staircase_begins_the_form(verden, new_url, jonas, fill_in, kort):
    page = jonas.get(f"{new_url}?kort={kort.pk}").content.decode()
    assert 'value="Leksehjelp på biblioteket"' in page
    fill_in(new_url, **tiltak_data(verden, navn="Leksehjelp på biblioteket", kort=str(kort.pk)))
    assert started(verden)[0].kort_id == kort.pk


def test_the_card_stays_when_something_must_be_put_right(verden, new_url, jonas, fill_in, kort):
    response = fill_in(new_url, **tiltak_data(verden, navn="", kort=str(kort.pk)))
    html = response.content.decode()
    assert response.status_code == 422
    assert f'<h2 class="ds-heading" data-size="xs">{kort.navn}</h2>' in html
    assert f'name="kort" value="{kort.pk}"' in html
    assert kort.navn in jonas.get(new_url).content.decode(), "and it is in the draft"


def test_a_card_of_another_municipality_is_refused_in_words(verden, new_url, jonas, fill_in, fremmed_kort):
    page = jonas.get(f"{new_url}?kort={fremmed_kort.pk}").content.decode()
    assert "Fjellviks eget" not in page
    assert "står ikke i tiltakstrappen til kommunen" in page
    response = fill_in(new_url, **tiltak_data(verden, kort=str(fremmed_kort.pk)))
    assert response.status_code == 422
    assert "står ikke i tiltakstrappen til kommunen" in response.content.decode()
    assert started(verden) == []


@pytest.mark.parametrize("kort", ["tull", "00000000-0000-4000-8000-000000000000"])
def test_a_card_that_is_none_does_no_harm(new_url, jonas, kort):
    assert jonas.get(f"{new_url}?kort={kort}").status_code == 200


@pytest.mark.parametrize(
    ("other", "setning"),
    [
        ({"navn": ""}, "Skriv hva tiltaket heter."),
        ({"navn": "x" * 251}, "250"),
        ({"hva": "x" * 4_001}, "feilsammendrag"),
        ({"ansvarlig": ""}, "Velg hvem som har ansvaret."),
        ({"arena": ""}, "Velg et svar på «Hvor skjer det?»"),
        ({"starter": "2026-13-40"}, "feilsammendrag"),
        ({"evalueres": dag(-1)}, "Evalueres innen må være samme dag som tiltaket starter, eller senere."),
        ({"evalueres": dag(900)}, "mer enn to år fram"),
    ],
)
def test_bad_input_is_answered_in_words(verden, new_url, fill_in, other, setning):
    response = fill_in(new_url, **tiltak_data(verden, **other))
    assert response.status_code == 422
    assert setning in response.content.decode()
    assert started(verden) == []


def test_a_goal_of_another_case_is_refused(verden, new_url, fill_in):
    olas = f.MaalFactory(sak=verden.ola_sak)
    response = fill_in(new_url, **tiltak_data(verden, maal=str(olas.pk)))
    assert response.status_code == 422
    assert "Målet hører ikke til denne saken." in response.content.decode()
    assert started(verden) == []


def test_somebody_outside_the_case_cannot_be_responsible(verden, new_url, fill_in):
    response = fill_in(new_url, **tiltak_data(verden, ansvarlig=str(verden.erik.pk)))
    assert "Den ansvarlige må være med i saken." in response.content.decode()


@pytest.mark.parametrize("what", ["kort", "maal", "ansvarlig"])
def test_the_service_refuses_by_itself(verden, fremmed_kort, what):
    fremmed = {
        "kort": {"kort_id": fremmed_kort.pk},
        "maal": {"maal_id": f.MaalFactory(sak=verden.ola_sak).pk},
        "ansvarlig": {"ansvarlig_id": verden.erik.pk},
    }[what]
    felter = {
        "tittel": "Noe", "hva": "", "arena": "hjem", "ansvarlig_id": verden.jonas.pk,
        "starter": timezone.localdate(), "evalueres": timezone.localdate(),
    } | fremmed  # fmt: skip
    feil = {"kort": FremmedTiltakskort, "maal": FremmedMaal, "ansvarlig": IkkeDeltaker}[what]
    with acting_as(verden.jonas.pk), pytest.raises(feil):
        start_tiltak(verden.sak, **felter, by=verden.jonas.pk)


def test_two_who_change_a_measure_overwrite_nothing(verden, tiltak, fill_in, amina):
    url = reverse("tiltak:edit", args=[tiltak.pk])
    assert fill_in(url, **tiltak_data(verden, navn="Lærerens", versjon=1)).status_code == 302
    response = fill_in(url, client=amina, **tiltak_data(verden, navn="Rådgiverens", versjon=1))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Lærerens" in html
    assert "Rådgiverens" in html
    assert started(verden)[0].tittel == "Lærerens"
    again = tiltak_data(verden, navn="Begges", versjon=response.context["form"].data["versjon"])
    assert fill_in(url, client=amina, **again).status_code == 302
    assert started(verden)[0].tittel == "Begges"


def test_who_has_left_may_keep_the_responsibility(verden, tiltak, eier, fill_in, jonas):
    gammel = f.BrukerFactory(navn="Tidligere Kollega")
    f.DeltakerFactory(
        sak=verden.sak,
        bruker=gammel,
        rolle="fagperson",
        tjeneste=verden.skole,
        gyldig_fra=dag(-30),
        gyldig_til=dag(-1),
    )
    with eier():
        Tiltak.objects.filter(pk=tiltak.pk).update(ansvarlig=gammel)
    response = fill_in(
        reverse("tiltak:edit", args=[tiltak.pk]), **tiltak_data(verden, ansvarlig=str(gammel.pk), versjon=1)
    )
    assert response.status_code == 302


def test_an_evaluation_is_one_press(verden, tiltak, fill_in, jonas):
    url = reverse("tiltak:evaluate", args=[tiltak.pk])
    form = jonas.get(url).context["form"]
    response = fill_in(url, times=2, grad="hjalp", videre=form["videre"].value())
    assert response.status_code == 302
    with acting_as(verden.jonas.pk):
        evaluering = Evaluering.objects.get()
        tiltak = Tiltak.objects.get(pk=tiltak.pk)
    assert evaluering.grad == "hjalp"
    assert tiltak.evalueres == timezone.localdate() + timedelta(weeks=6)


def test_an_evaluation_may_end_the_measure(verden, tiltak, fill_in, jonas):
    url = reverse("tiltak:evaluate", args=[tiltak.pk])
    fill_in(url, grad="ikke", videre="avslutt", ord="Passet ikke.", barnets_ord="Kjedelig.")
    assert started(verden)[0].status == "avsluttet"
    sak = jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
    assert "Kjedelig." in sak
    assert "Passet ikke." in sak


def test_two_evaluations_at_once_are_both_kept(verden, tiltak, jonas, amina):
    url = reverse("tiltak:evaluate", args=[tiltak.pk])
    tokens = [token_in(client.get(url)) for client in (jonas, amina)]
    for client, token, videre in zip((jonas, amina), tokens, ("avslutt", "6"), strict=True):
        client.post(url, {"skjema_token": token, "grad": "delvis", "videre": videre})
    with acting_as(verden.jonas.pk):
        assert Evaluering.objects.count() == 2
    assert started(verden)[0].status == "avsluttet"


@pytest.mark.parametrize(
    ("data", "setning"), [({}, "Velg om tiltaket hjalp."), ({"grad": "kanskje"}, "Velg om tiltaket hjalp.")]
)
def test_an_evaluation_needs_a_grade(tiltak, fill_in, data, setning):
    response = fill_in(reverse("tiltak:evaluate", args=[tiltak.pk]), videre="6", **data)
    assert response.status_code == 422
    assert setning in response.content.decode()


def test_a_closed_case_takes_no_measure(verden, new_url, jonas, eier, tiltak):
    token = token_in(jonas.get(new_url))
    with eier():
        Sak.objects.filter(pk=verden.sak.pk).update(status="lukket")
    response = jonas.post(new_url, tiltak_data(verden, skjema_token=token))
    assert response.status_code == 422
    assert "Saken er avsluttet." in response.content.decode()
    evaluate = reverse("tiltak:evaluate", args=[tiltak.pk])
    token = token_in(jonas.get(evaluate))
    assert jonas.post(evaluate, {"skjema_token": token, "grad": "hjalp", "videre": "6"}).status_code == 422
    assert len(started(verden)) == 1


def test_a_measure_that_moved_on_is_told_again(verden, tiltak, eier):
    with acting_as(verden.jonas.pk):
        change_tiltak(tiltak, tittel="Nytt navn", versjon=1, by=verden.jonas.pk)
    with eier():
        assert Utboks.objects.filter(slag=Slag.TILTAK, objekt_id=tiltak.pk, mottaker=verden.kari).count() == 2
