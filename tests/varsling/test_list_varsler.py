"""What a person reads about what has happened: their own, in their own words, and nobody else's."""

import re
from uuid import uuid5

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from bti.models import Familierelasjon
from bti.tilgang.aktoer import acting_as
from bti.varsling import jobb
from bti.varsling.lenker import find_side
from bti.varsling.models import Slag, Varsel
from bti.varsling.queries import my_varsler
from bti.varsling.tekster import TEKSTER, write_tekst
from samtykke.models import Samtykke
from samtykke.services import withdraw_samtykke
from tests import factories as f
from tests.cast import give_consent
from tests.samtykke.hjelp import ask, say_yes
from tests.sidetekst import without_tokens
from tests.varsling.hjelp import change, rows, tell

LISTE = reverse("varsling:list")


@pytest.fixture
def fortalt(verden):
    """Jonas has written about Nora; both parents have been told. Kari has written back to Jonas."""
    tell(verden.sak, verden.jonas, verden.kari, verden.tom, noekkel="innlegg:1")
    tell(verden.sak, verden.kari, verden.jonas, noekkel="melding:1", slag=Slag.MELDING)
    jobb.empty_utboks()
    return verden


def logged_in(bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


@pytest.mark.parametrize(
    ("hvem", "tekst", "mal"),
    [
        ("kari", "Noe nytt er skrevet om Nora.", "familie/base.html"),
        ("tom", "Noe nytt er skrevet om Nora.", "familie/base.html"),
        ("jonas", "Ny melding i saken om Nora.", "base.html"),
    ],
)
def test_each_reads_their_own_in_their_own_words(fortalt, hvem, tekst, mal):
    response = logged_in(getattr(fortalt, hvem)).get(LISTE)

    assert response.status_code == 200
    page = response.content.decode()
    assert page.count(tekst) == 1
    assert mal in [template.name for template in response.templates]
    assert "<title>Varsler – Stafett</title>" in page


@pytest.mark.parametrize("hvem", ["siri", "lise", "amina", "pia", "berit", "adm", "erik"])
def test_the_others_read_nothing(fortalt, hvem):
    response = logged_in(getattr(fortalt, hvem)).get(LISTE)

    assert response.status_code == 200
    assert "Ingen varsler ennå" in response.content.decode()
    assert "Nora" not in without_tokens(response.content.decode())


def test_a_stranger_with_no_part_in_anything_has_an_empty_list_and_nobody_is_asked_to_log_in(fortalt):
    assert "Ingen varsler ennå" in logged_in(fortalt.fremmed).get(LISTE).content.decode()
    assert Client().get(LISTE).status_code == 302


def test_who_has_lost_the_case_has_lost_its_notices(fortalt):
    change(Familierelasjon, {"verifisering": "ingen"}, bruker=fortalt.kari)
    page = logged_in(fortalt.kari).get(LISTE).content.decode()

    assert "Nora" not in without_tokens(page)
    assert "Ingen varsler ennå" in page
    assert 'class="teller"' not in page


def test_a_withdrawn_consent_takes_the_advisers_notices_along(verden):
    give_consent(verden, verden.kari, verden.tom)
    tell(verden.sak, verden.jonas, verden.amina)
    jobb.empty_utboks()
    assert "Nora" in logged_in(verden.amina).get(LISTE).content.decode()
    change(Samtykke, {"withdrawn_at": timezone.now(), "withdrawn_by": verden.kari}, giver=verden.kari)
    client = logged_in(verden.amina)
    assert "Nora" not in without_tokens(client.get(LISTE).content.decode())
    (varsel,) = rows(Varsel)
    assert client.get(reverse("varsling:read", args=[varsel.pk])).status_code == 404


def test_opening_one_counts_it_as_read_and_leads_to_the_page(fortalt):
    (varsel,) = rows(Varsel, mottaker=fortalt.kari)
    client = logged_in(fortalt.kari)
    assert 'class="teller">1' in client.get(LISTE).content.decode()

    for _ in range(2):
        response = client.get(reverse("varsling:read", args=[varsel.pk]))
        assert response.headers["Location"] == reverse("familie:sak", args=[fortalt.sak.pk])
    (after,) = rows(Varsel, mottaker=fortalt.kari)
    assert after.read_at is not None
    page = client.get(LISTE).content.decode()
    assert 'class="teller"' not in page
    assert ">Ny</span>" not in page


def without_what_differs(response) -> str:
    """The page without the form token and without the address that was asked for."""
    page = re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", response.content.decode()
    )
    return page.replace(response.wsgi_request.path, "")


@pytest.mark.parametrize("hvem", ["tom", "jonas", "pia", "erik", "berit"])
def test_somebody_elses_and_an_unknown_one_look_alike(fortalt, hvem):
    (varsel,) = rows(Varsel, mottaker=fortalt.kari)
    client = logged_in(getattr(fortalt, hvem))

    hidden = client.get(reverse("varsling:read", args=[varsel.pk]))
    unknown = client.get(reverse("varsling:read", args=[fortalt.sak.pk]))
    assert hidden.status_code == unknown.status_code == 404
    assert without_what_differs(hidden) == without_what_differs(unknown)
    assert rows(Varsel, pk=varsel.pk)[0].read_at is None


def test_all_at_once_are_ones_own_only(fortalt):
    client = logged_in(fortalt.kari)
    assert client.get(reverse("varsling:read-all")).status_code == 405
    response = client.post(reverse("varsling:read-all"))

    assert response.headers["Location"] == LISTE
    unread = {varsel.mottaker_id for varsel in rows(Varsel) if varsel.read_at is None}
    assert unread == {fortalt.tom.pk, fortalt.jonas.pk}


def test_a_parent_who_works_in_the_municipality_reads_as_what_they_are_in_each_case(fortalt):
    """Lise is a teacher at the school, and now also mother of a child in another case."""
    f.FamilierelasjonFactory(
        hovedperson=fortalt.ola_sak.hovedperson, bruker=fortalt.lise, registered_by=fortalt.siri
    )
    f.DeltakerFactory(sak=fortalt.ola_sak, bruker=fortalt.lise, rolle="foresatt")
    f.DeltakerFactory(sak=fortalt.nora_sak, bruker=fortalt.lise, rolle="fagperson", tjeneste=fortalt.skole)
    tell(fortalt.ola_sak, fortalt.siri, fortalt.lise, noekkel="a")
    tell(fortalt.nora_sak, fortalt.jonas, fortalt.lise, noekkel="b")
    jobb.empty_utboks()

    response = logged_in(fortalt.lise).get(LISTE)
    page = response.content.decode()
    assert "Noe nytt er skrevet om Ola." in page
    assert "Nytt innlegg i loggen til Nora." in page
    assert "familie/base.html" not in [template.name for template in response.templates]


def test_newest_first_thirty_to_a_page(verden):
    for nummer in range(32):
        tell(verden.sak, verden.jonas, verden.kari, noekkel=str(nummer))
        jobb.empty_utboks()
    client = logged_in(verden.kari)

    first, second = (client.get(LISTE, {"side": side}).context["side"].object_list for side in (1, 2))
    assert (len(first), len(second)) == (30, 2)
    told = [varsel.told_at for varsel in [*first, *second]]
    assert told == sorted(told, reverse=True)


def test_what_is_told_in_one_run_stands_in_the_order_it_happened(verden):
    for nummer in range(8):
        tell(verden.sak, verden.jonas, verden.kari, noekkel=str(nummer))
    jobb.empty_utboks()

    side = logged_in(verden.kari).get(LISTE).context["side"]
    told = [varsel.objekt_id for varsel in side.object_list]
    assert told == [uuid5(verden.sak.pk, str(nummer)) for nummer in reversed(range(8))]


def test_the_list_costs_the_same_for_one_and_for_thirty(verden):
    tell(verden.sak, verden.jonas, verden.kari, noekkel="0")
    jobb.empty_utboks()
    client = logged_in(verden.kari)
    client.get(LISTE)
    with CaptureQueriesContext(connection) as few:
        client.get(LISTE)
    for nummer in range(1, 30):
        tell(verden.sak, verden.jonas, verden.kari, noekkel=str(nummer))
    jobb.empty_utboks()
    with CaptureQueriesContext(connection) as many:
        client.get(LISTE)
    assert len(many) == len(few)


@pytest.mark.parametrize("slag", Slag)
@pytest.mark.parametrize("hvem", ["kari", "amina"])
def test_every_kind_has_words_and_a_page_for_family_and_staff(verden, slag, hvem):
    give_consent(verden, verden.kari, verden.tom)
    bruker = getattr(verden, hvem)
    tell(verden.sak, verden.jonas, bruker, slag=slag)
    jobb.empty_utboks()
    with acting_as(bruker.pk):
        varsel = my_varsler().get()
        tekst = write_tekst(varsel)
        match = resolve(find_side(varsel).partition("?")[0])

    assert "{" not in tekst
    assert tekst.endswith(".")
    if hvem == "kari" and slag is not Slag.RELASJON:
        assert match.namespace == "familie" or slag in {Slag.UTSKRIFT_KLAR, Slag.UNDRING_FRIST}
        assert len(max(tekst.split(". "), key=len).split()) <= 15, "short sentences for families"


def test_no_kind_is_without_words():
    assert set(TEKSTER) == set(Slag)


def test_a_notice_of_a_question_says_with_whom(client, verden):
    krav = ask(verden)[verden.kari]
    jobb.empty_utboks()
    client.force_login(verden.kari)
    assert "Vi spør om vi kan dele noe om Nora med PPT Solvik." in client.get(LISTE).content.decode()
    given = say_yes(verden, verden.kari, krav)
    with acting_as(verden.kari.pk):
        withdraw_samtykke(Samtykke.objects.select_related("sak").get(pk=given.pk), by=verden.kari.pk)
    jobb.empty_utboks()
    client.force_login(verden.jonas)
    html = client.get(LISTE).content.decode()
    assert "En i familien har sagt ja til å dele med PPT Solvik i saken om Nora." in html
    assert "Samtykket til PPT Solvik er trukket i saken om Nora." in html
