"""The list of cases: whose they are, how they are narrowed, how little it costs."""

import pytest
from django.urls import reverse

from bti.models import Relasjonstype, Rolle
from tests import factories as f
from tests.cast import give_consent, make_sak
from tests.sidetekst import without_tokens

pytestmark = pytest.mark.django_db
URL = "/saker/"


@pytest.mark.parametrize(
    ("hvem", "status", "ser"),
    [
        ("jonas", 200, {"Nora Nordlie"}),
        ("siri", 200, {"Ola Strand"}),
        ("lise", 200, set()),
        ("amina", 200, set()),
        ("erik", 200, set()),
        ("kari", 403, set()),
        ("berit", 403, set()),
        ("adm", 403, set()),
        ("fremmed", 403, set()),
    ],
)
def test_who_sees_which_cases(client, verden, hvem, status, ser):
    client.force_login(getattr(verden, hvem))

    response = client.get(URL)

    page = response.content.decode()
    assert response.status_code == status
    assert {name for name in ("Nora Nordlie", "Ola Strand") if name in page} == ser


def test_the_adviser_sees_the_case_when_both_parents_have_said_yes(client, verden):
    give_consent(verden, verden.kari, verden.tom)
    client.force_login(verden.amina)

    page = client.get(URL).content.decode()
    assert "Nora Nordlie" in page
    assert "Jonas Berge" in page
    assert "Solvik skole" in page


def test_one_yes_of_two_shows_nothing(client, verden):
    give_consent(verden, verden.kari)
    client.force_login(verden.amina)

    assert "Nora" not in without_tokens(client.get(URL).content.decode())


def test_a_row_tells_level_age_holder_service_and_day(jonas):
    page = jonas.get(URL).content.decode()

    assert "f. 2016, " in page
    assert "1 Innsats i egen tjeneste" in page
    assert 'data-label="Stafettholder">Jonas Berge' in page
    assert 'data-label="Tjeneste">Solvik skole' in page


def test_closed_cases_are_asked_for(jonas, verden, eier):
    with eier():
        verden.nora_sak.status = "lukket"
        verden.nora_sak.save(update_fields=["status"])

    assert "Nora" not in without_tokens(jonas.get(URL).content.decode())
    assert "Nora" in jonas.get(URL, {"status": "lukket"}).content.decode()
    page = jonas.get(URL, {"status": "alle"}).content.decode()
    assert "Nora" in page
    assert "Alle saker <span" in page


def test_a_level_narrows_the_list_and_its_chip_widens_it(jonas):
    page = jonas.get(URL, {"nivaa": "2"}).content.decode()

    assert "Ingen saker passer" in page
    assert "Nivå 2: Samarbeid mellom tjenester" in page
    assert 'href="?status=aapen"' in page
    assert "Nora" in jonas.get(URL, {"nivaa": "1"}).content.decode()


@pytest.mark.parametrize(
    "query", ["status=x", "nivaa=x", "nivaa=²", "nivaa=-1", "nivaa=99", "side=x", "side=0", "side=99999999"]
)
def test_nonsense_in_the_address_is_left_out(jonas, query):
    assert jonas.get(f"{URL}?{query}").status_code == 200


def test_nobody_with_no_case_is_shown_the_way_in(client, verden):
    client.force_login(verden.lise)

    page = client.get(URL).content.decode()
    assert "Du er ikke med i noen saker" in page
    assert reverse("bti:undring-new") in page


def many_saker(verden, count: int) -> None:
    """Cases of the teacher, one by one later changed."""
    for number in range(count):
        sak = make_sak(
            kommune=verden.solvik, tjeneste=verden.skole, nivaa=verden.nivaaer[1], holder=verden.jonas,
            barn=f"Prøvebarn {number:02d}", foresatte={},
        )  # fmt: skip
        with f.hus.as_owner():
            sak.sist_endret = f.hus.naa(minutes=number)
            sak.save(update_fields=["sist_endret"])


def test_twenty_five_to_a_page_the_last_changed_first(jonas, verden):
    many_saker(verden, 27)

    first, second = jonas.get(URL).content.decode(), jonas.get(URL, {"side": "2"}).content.decode()

    assert first.count("Prøvebarn") == 25
    assert first.index("Prøvebarn 26") < first.index("Prøvebarn 02")
    assert second.count("Prøvebarn") == 2
    assert "Nora Nordlie" in second
    assert "?side=2&amp;status=aapen" in first


def test_the_list_costs_the_same_for_many_as_for_few(jonas, verden, django_assert_num_queries):
    jonas.get(URL)  # the session has been renewed
    many_saker(verden, 10)

    with django_assert_num_queries(6):  # session, savepoint, actor and who, levels, cases, release
        response = jonas.get(URL)

    assert "Prøvebarn 09" in response.content.decode()
    assert "count(" not in response.content.decode().lower()


def test_a_participant_who_has_left_the_unit_sees_nothing(jonas, verden, eier):
    with eier():
        verden.jonas.ansettelser.update(gyldig_til=f.hus.i_dag(-1))

    assert jonas.get(URL).status_code == 403


def test_two_parents_in_one_list_row_do_not_double_it(jonas, verden):
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON)
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.pia, relasjon=Relasjonstype.VERGE
    )

    assert jonas.get(URL).content.decode().count("Nora Nordlie") == 1
