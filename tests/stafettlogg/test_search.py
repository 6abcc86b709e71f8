"""Search: within my cases alone, by name, birth date, stems and parts of words; and nothing in the address."""

import pytest
from django.urls import reverse

from bti.revisjon.models import Hendelse
from stafettlogg.soek import MAKS_TREFF, Uthever, read_date
from tests import factories as f
from tests.stafettlogg.test_view_sak import count_statements

pytestmark = pytest.mark.django_db
URL = "/saker/sok/"


@pytest.fixture
def logg(verden):
    f.InnleggFactory(sak=verden.sak, tekst="Vedtakene om spesialundervisning er sendt til hjemmet.")
    f.InnleggFactory(sak=verden.sak, tekst="Hun liker barnevernsvedtaket dårlig, <b>sier hun</b>.")
    f.InnleggFactory(sak=verden.ola_sak, tekst="Ola har fått et vedtak.")


def hits(client, q):
    response = client.post(URL, {"q": q})
    assert response.status_code == 200
    return response.content.decode()


def test_the_address_is_the_one_in_the_header():
    assert reverse("stafettlogg:soek") == URL


@pytest.mark.parametrize("q", ["Nora", "nordlie", "nora nordlie", "NORDL", "4.3.2016", "04.03.2016"])
def test_the_child_is_found(jonas, q):
    assert "Treff i 1 sak" in hits(jonas, q)


@pytest.mark.parametrize(
    ("q", "mark_"),
    [
        ("vedtak", "<mark>Vedtak</mark>ene"),
        ("vedtaket", "<mark>vedtaket</mark>"),
        ("vedtak", "barneverns<mark>vedtak</mark>et"),
        ("undervisning", "spesial<mark>undervisning</mark>"),
        ("VEDTAK", "barneverns<mark>vedtak</mark>et"),
        ("vedt", "<mark>Vedt</mark>akene"),
        ("hjemmene", "<mark>hjemme</mark>t"),
    ],
)
def test_words_are_found_by_stem_and_inside_compounds(logg, jonas, q, mark_):
    html = hits(jonas, q)
    assert mark_ in html


def test_other_peoples_cases_are_never_found(logg, verden, login, jonas):
    assert "Ola" not in hits(jonas, "vedtak")
    assert "Treff i 0 saker" in hits(jonas, "Ola Strand")
    assert "Treff i 0 saker" in hits(login(verden.erik), "vedtak")
    assert "Treff i 0 saker" in hits(login(verden.amina), "Nora")
    assert "Treff i 1 sak" in hits(login(verden.siri), "vedtak")


def test_a_hit_is_shown_as_text(logg, jonas):
    html = hits(jonas, "barnevernsvedtaket")
    assert "&lt;b&gt;sier hun&lt;/b&gt;" in html


@pytest.mark.parametrize("q", ["", "a", " b ", "x" * 101])
def test_bad_input_is_answered_in_words(jonas, q):
    response = jonas.post(URL, {"q": q})
    assert response.status_code == 422
    assert "feilsammendrag" in response.content.decode()


@pytest.mark.parametrize(
    "q",
    [
        "% _",
        "' OR 1=1 --",
        "a:* & !b",
        "\\\\",
        "<script>",
        "ååå ŋŧ",
        "((",
        "31.2.2016",
        "og",
        "_ _",
        "«»",
        "5:*",
    ],
)
def test_strange_words_are_only_words(logg, jonas, q):
    assert "Treff i 0 saker" in hits(jonas, q)


def test_the_search_is_recorded_without_its_words(logg, jonas, eier, verden):
    hits(jonas, "spesialundervisning")
    with eier():
        sokt = Hendelse.objects.get(handling="sak.sokt")
    assert sokt.aktoer_id == verden.jonas.pk
    assert sokt.detaljer == {"antall": "1", "saker": str(verden.sak.pk)}


def test_a_search_costs_few_statements(logg, jonas, verden, django_assert_max_num_queries):
    for n in range(60):
        f.InnleggFactory(sak=verden.sak, tekst=f"Vedtak nummer {n}")
    hits(jonas, "vedtak")
    with django_assert_max_num_queries(9):  # two of them are the test's own savepoints
        hits(jonas, "vedtak")


def test_the_empty_page_asks_nothing_of_the_cases(jonas):
    jonas.get(URL)
    assert count_statements(jonas, URL) <= 3


def test_excerpt_goes_round_the_first_hit():
    tekst = "Begynnelse. " * 30 + "Her er nålen." + " Slutt." * 40
    utdrag = Uthever("nålen").excerpt(tekst)
    assert utdrag.startswith("… ")
    assert "nålen" in utdrag
    assert len(utdrag) < 250


def test_mark_escapes_and_marks_every_hit():
    assert Uthever("nora").mark("Nora & <Nora>") == "<mark>Nora</mark> &amp; &lt;<mark>Nora</mark>&gt;"


def test_read_date_knows_real_dates_alone():
    assert read_date(" 4.3.2016 ").isoformat() == "2016-03-04"
    assert read_date("31.2.2016") is None
    assert read_date("nora") is None


def test_when_there_are_more_hits_than_are_shown_the_page_says_so(client, verden):
    client.force_login(verden.jonas)
    for _ in range(MAKS_TREFF - 1):
        f.InnleggFactory(sak=verden.sak, tekst="Vi snakket om leksehjelp.")
    assert "nyeste treffene" not in hits(client, "leksehjelp")

    for _ in range(2):
        f.InnleggFactory(sak=verden.sak, tekst="Vi snakket om leksehjelp.")
    page = hits(client, "leksehjelp")

    assert f"Du ser de {MAKS_TREFF} nyeste treffene i loggen." in page
    assert page.count("#innlegg-") == MAKS_TREFF
