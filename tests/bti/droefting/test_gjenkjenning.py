"""What in a text may show who it is about: a table of texts, and what is said of each."""

import pytest

from bti.gjenkjenning import find_identifying

STEDER = frozenset({"Solvik", "Solvik skole", "Nesgrenda barnehage"})


@pytest.mark.parametrize(
    ("tekst", "ord_", "hvorfor"),
    [
        ("En gutt som heter Per slår de andre.", "Per", "ligner et navn"),
        ("Nora gråter hver dag.", "Nora", "ligner et navn"),
        ("Han er redd. Karis mor sier lite.", "Karis", "ligner et navn"),
        ("Hun heter amina.", "amina", "ligner et navn"),
        ("Noen i femte klasse er redd.", "femte klasse", "klasse eller trinn"),
        ("Barnet er sju år.", "sju år", "alder"),
        ("En fireåring som biter.", "fireåring", "alder"),
        ("Moren, Anne-Lise, sier lite.", "Anne-Lise", "ligner et navn"),
        ("Familien kommer fra Eritrea.", "Eritrea", "ligner et navn"),
        ("Det skjedde 14.11.2026.", "14.11.2026", "dato"),
        ("Det skjedde 14.11.", "14.11.", "dato"),
        ("Vi snakket sammen 3. mai.", "3. mai", "dato"),
        ("Det var 2026-11-14.", "2026-11-14", "dato"),
        ("Han kom kl. 10.15 hver dag.", "kl. 10.15", "klokkeslett"),
        ("Han kom 10:15 hver dag.", "10:15", "klokkeslett"),
        ("Gutten er 8 år.", "8 år", "alder"),
        ("En 8-åring som er redd.", "8-åring", "alder"),
        ("En baby på 5 måneder.", "5 måneder", "alder"),
        ("Hele 7B vet det.", "7B", "klasse eller trinn"),
        ("Elever på 9. trinn.", "9. trinn", "klasse eller trinn"),
        ("Ring meg på 99 99 99 99.", "99 99 99 99", "telefonnummer eller fødselsnummer"),
        ("Nummeret er 14831670046.", "14831670046", "telefonnummer eller fødselsnummer"),
        ("Skriv til mor@stafett.invalid.", "mor@stafett.invalid.", "e-postadresse"),
        ("Vi kaller barnet P.H. her.", "P.H.", "initialer"),
        ("Barnet går på solvik skole.", "solvik skole", "navn på et sted hos dere"),
        ("De bor i Solvik.", "Solvik", "navn på et sted hos dere"),
        ("Barnet går på Lia barneskole.", "Lia barneskole", "navn på skole eller barnehage"),
        ("De er 23 i gruppen.", "23", "tall"),
    ],
)
def test_what_may_show_who_it_is(tekst, ord_, hvorfor):
    assert [(one.ord, str(one.hvorfor)) for one in find_identifying(tekst, stedsnavn=STEDER)] == [
        (ord_, hvorfor)
    ]


@pytest.mark.parametrize(
    "tekst",
    [
        "En gutt på mellomtrinnet slår når han blir redd. Vi har prøvd mer ro.",
        "Hva kan vi gjøre? Vi har spurt PPT. NAV er ikke med.",
        "De siste fire ukene har barnet vært redd, og for tre måneder siden også.",
        "Hans far er tom for ord. Liv og røre. Hvis vi venter til august, er det for sent.",
        "Foreldrene sier: «Det går fint.» Er det vanlig?",
    ],
)
def test_a_careful_text_passes(tekst):
    assert find_identifying(tekst, stedsnavn=STEDER) == []


def test_each_word_is_named_once_in_the_order_it_stands():
    funn = find_identifying("Vi så Per i 7B. Der satt Per, 8 år.")
    assert [one.ord for one in funn] == ["Per", "7B", "8 år"]


@pytest.mark.parametrize(
    ("tekst", "antall"), [("a@" * 100_000, 0), ("Aa" + " " * 200_000 + "Ab", 1), ("Kari Ola " * 22_000, 2)]
)
def test_a_text_as_long_as_a_request_may_be_is_read_to_its_end(tekst: str, antall: int) -> None:
    """With a way of looking that takes the square of the length, this would hold the server for hours."""
    assert len(find_identifying(tekst)) == antall
