"""The catalogue that ships: nothing of the sources is missing, and a fault names its cell."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tiltak.katalog import KatalogFeil, Radfeil, read_katalog
from tiltak.katalog.tabell import read_tabell

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"
NORDRE_LAND = "https://nordre-land.bedreinnsats.no/"


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MAPPE, tmp_path / "katalog"))


def tiltak_by_key(samling: str) -> dict:
    return {one.noekkel: one for one in read_katalog(MAPPE, samling).tiltak}


def edit(sti: Path, old: str, new: str) -> None:
    """Change one place in a file; the place must be there once."""
    tekst = sti.read_text(encoding="utf-8")
    assert tekst.count(old) == 1
    sti.write_text(tekst.replace(old, new), encoding="utf-8")


def faults(mappe: Path) -> list[Radfeil]:
    with pytest.raises(KatalogFeil) as caught:
        read_katalog(mappe, "elverum")
    return caught.value.feil


def places(mappe: Path) -> list[tuple[str, str, str]]:
    return [(one.fil, one.sted, one.felt) for one in faults(mappe)]


# The counts are from reading the documents by eye and from their tables' text, word by word (docs/katalog.md).


def test_every_row_of_elverums_three_tables():
    levels = Counter(one.forebyggingsnivaa for one in read_katalog(MAPPE, "elverum").tiltak)

    assert levels == {"universell": 40, "selektiv": 21, "indikert": 29}


def test_every_row_of_nordre_lands_table_12():
    assert len(read_katalog(MAPPE, "nordre_land").tiltak) == 18


@pytest.mark.parametrize(("samling", "antall"), [("elverum", 35), ("nordre_land", 24)])
def test_every_service_that_the_documents_name(samling, antall):
    assert len(read_katalog(MAPPE, samling).tjenester) == antall


@pytest.mark.parametrize("samling", ["elverum", "nordre_land"])
def test_the_source_of_a_measure_counts_the_rows_of_its_table(samling):
    seen: dict[str, list[int]] = {}
    for one in read_katalog(MAPPE, samling).tiltak:
        table, number = re.fullmatch(r"(.+?)rad (\d+) \(.+\)", one.kilde).groups()
        seen.setdefault(table, []).append(int(number))

    assert len(seen) == (3 if samling == "elverum" else 1)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen.values())


@pytest.mark.parametrize(
    ("samling", "noekkel", "felt", "tekst"),
    [
        (
            "elverum",
            "universell-slt",
            "navn",
            "Samordningsmodell for lokale, forebyggende tiltak mot rus og kriminalitet (SLT)",
        ),
        (
            "elverum",
            "universell-foreldremoeter-barnehage",
            "ansvarlig",
            "Barnehagene, i samarbeid med forebyggende enhet, barnevern",
        ),
        (
            "elverum",
            "universell-aapne-moeteplasser",
            "ansvarlig",
            "Barnehagene, Forebyggende enhet, Frivillig sektor",
        ),
        ("elverum", "universell-bti", "status", "I gang + under utvikling og implementering"),
        (
            "elverum",
            "selektiv-raad-og-veiledning-nav",
            "ansvarlig",
            "NAV i Elverum i samarbeid med oppfølgingstjenesten vgs",
        ),
        (
            "elverum",
            "indikert-alternative-undervisningsarenaer-13-16",
            "maalgruppe",
            "13-16 år – Liatunet og Oasen",
        ),
        ("elverum", "indikert-ressursteam-ungdomsskolen", "maalgruppe", "13-16 år – Støttesystem for lærere"),
        (
            "elverum",
            "indikert-mst",
            "ansvarlig",
            "Barneverntjenesten (kjøp fra eksterne) – Planlagt å sertifisere interne",
        ),
        ("elverum", "indikert-mst", "status", "I gang – Planlagt"),
        ("elverum", "indikert-avlastning", "ansvarlig", "Vestly avlastning"),
        (
            "nordre_land",
            "plan-digital-handlingsveileder",
            "navn",
            "Digital handlingsveileder som viser veien fra bekymring til handling",
        ),
        (
            "nordre_land",
            "plan-kompetanseteam",
            "utfyllende",
            NORDRE_LAND + "tiltak-og-tjenester-for-barn-og-ungdom-i-kommunen/#kompetanseteamet",
        ),
        (
            "nordre_land",
            "plan-cos",
            "status",
            "Kurset 37 ansatte; Kontinuerlig kompetanseheving/-deling; Implementering",
        ),
    ],
)
def test_broken_lines_are_joined(samling, noekkel, felt, tekst):
    assert getattr(tiltak_by_key(samling)[noekkel], felt) == tekst


@pytest.mark.parametrize(
    ("navn", "levels"),
    [
        ("Råd og veiledning", ["universell", "selektiv", "selektiv", "indikert"]),
        ("Erfaringskonsulent", ["selektiv", "indikert"]),
        ("ICDP (International Child Development Program)", ["universell", "selektiv"]),
        ("Systemtiltak – Organisasjon- og kompetanseutvikling", ["universell", "selektiv"]),
    ],
)
def test_a_measure_at_two_levels_is_two_rows(navn, levels):
    rows = [one for one in read_katalog(MAPPE, "elverum").tiltak if one.navn == navn]

    assert [one.forebyggingsnivaa for one in rows] == levels


@pytest.mark.parametrize("samling", ["elverum", "nordre_land"])
def test_no_placement_is_passed_off_as_the_sources_own(samling):
    assert not any(one.plassering_bekreftet for one in read_katalog(MAPPE, samling).tiltak)


def test_the_staircase_has_seven_steps_and_each_holds_measures():
    katalog = read_katalog(MAPPE, "elverum")

    assert [one.nummer for one in katalog.trinn] == [1, 2, 3, 4, 5, 6, 7]
    assert {one.trinn for one in katalog.tiltak} == {1, 2, 3, 4, 5, 6, 7}


def test_the_guide_has_four_levels_with_their_steps():
    veileder = read_katalog(MAPPE, "elverum").veileder

    assert [(one.nummer, len(one.steg)) for one in veileder.nivaaer] == [(0, 4), (1, 5), (2, 5), (3, 3)]


def test_the_guide_says_not_to_contact_the_parents_when_violence_is_suspected():
    steps = {one.noekkel: one for one in read_katalog(MAPPE, "elverum").veileder.nivaaer[0].steg}

    for noekkel in ("definer", "snakk-med-familien"):
        assert "vold eller overgrep" in steps[noekkel].hvordan
        assert "barnevernet eller politiet" in steps[noekkel].hvordan


# Faults: each names file, place and field.

RAD_2 = "universell-svangerskapsomsorgen,Svangerskapsomsorgen,Gravide,Forebyggende enhet,I gang,universell,2,nei,,"
RAD_3 = "universell-godt-samliv,Godt samliv,Førstegangsfødende,Forebyggende enhet,I gang,universell,2,nei,,"


@pytest.mark.parametrize(
    ("old", "new", "felt"),
    [
        (RAD_3, RAD_3.replace("Godt samliv", " "), "navn"),
        (RAD_3, RAD_3.replace("Forebyggende enhet", ""), "ansvarlig"),
        (RAD_3, RAD_3.replace("I gang", ""), "status"),
        (RAD_3, RAD_3.replace(",universell", ",universel"), "forebyggingsnivaa"),
        (RAD_3, RAD_3.replace(",2,", ",9,"), "trinn"),
        (RAD_3, RAD_3.replace(",2,", ",0,"), "trinn"),
        (RAD_3, RAD_3.replace(",2,", ",to,"), "trinn"),
        (RAD_3, RAD_3.replace(",2,", ",3,"), "trinn"),  # step 3 is for groups at risk
        (RAD_3, RAD_3.replace("nei", "kanskje"), "plassering_bekreftet"),
        (RAD_3, RAD_3.replace("universell-godt-samliv", "universell-svangerskapsomsorgen"), "noekkel"),
        (RAD_3, RAD_3.replace("universell-godt-samliv", "Godt samliv!"), "noekkel"),
        (RAD_3, RAD_3.replace("Godt samliv", "Godt samliv" * 30), "navn"),
        (RAD_3, RAD_3 + "for mye,", "kilde"),
    ],
)
def test_a_malformed_measure_names_file_row_and_field(mappe, old, new, felt):
    edit(mappe / "elverum_tiltak.csv", old, new)

    assert places(mappe) == [("elverum_tiltak.csv", "rad 3", felt)]


def test_a_duplicated_key_names_both_rows(mappe):
    edit(mappe / "elverum_tiltak.csv", "universell-godt-samliv", "universell-svangerskapsomsorgen")

    assert str(faults(mappe)[0]) == (
        "elverum_tiltak.csv, rad 3, felt «noekkel»: «universell-svangerskapsomsorgen» står også i rad 2."
    )


def test_a_row_that_is_cut_off_names_each_missing_field(mappe):
    sti = mappe / "elverum_tiltak.csv"
    lines = sti.read_text(encoding="utf-8").splitlines()
    lines[2] = "universell-godt-samliv,Godt samliv,Førstegangsfødende,Forebyggende enhet,I gang,universell,2"
    sti.write_text("\n".join(lines), encoding="utf-8")

    missing = ["plassering_bekreftet", "utfyllende", "kilde"]
    assert places(mappe) == [("elverum_tiltak.csv", "rad 3", felt) for felt in missing]


@pytest.mark.parametrize(
    ("fil", "old", "new", "place"),
    [
        ("elverum_tiltak.csv", ",status,", ",", ("rad 1", "status")),
        ("elverum_tiltak.csv", ",status,", ",tilstand,", ("rad 1", "tilstand")),
        ("elverum_tiltak.csv", ",status,", ",navn,", ("rad 1", "navn")),
        ("trinn.csv", "7,Vern", "6,Vern", ("rad 8", "nummer")),
        ("trinn.csv", "Styrke hverdagen,universell", "Styrke hverdagen,alle", ("rad 3", "forebyggingsnivaa")),
        (
            "tjenester.csv",
            "Barneverntjenesten,barnevern",
            "Barneverntjenesten,bv",
            ("rad 15", "tjenestetype"),
        ),
        ("tjenester.csv", "elverum,ppt,PPT,ppt,kommunal", "elverum,ppt,PPT,ppt,stor", ("rad 11", "omfang")),
        (
            "veileder.json",
            '"revideres_innen": "2027-11-01"',
            '"revideres_innen": "snart"',
            ("toppen", "revideres_innen"),
        ),
        ("veileder.json", '"versjon": 1', '"versjon": 0', ("toppen", "versjon")),
        (
            "veileder.json",
            '"noekkel": "del-med-leder"',
            '"noekkel": "definer"',
            ("nivå 0, steg 2", "noekkel"),
        ),
        (
            "veileder.json",
            '"naar": "Med en gang du begynner å lure."',
            '"naar": ""',
            ("nivå 0, steg 1", "naar"),
        ),
        (
            "veileder.json",
            '"naar": "Med en gang du begynner å lure."',
            '"når": "Nå."',
            ("nivå 0, steg 1", "når"),
        ),
        (
            "veileder.json",
            '"nummer": 3,\n      "navn": "Større',
            '"nummer": 10,\n      "navn": "Større',
            ("nivå 3", "nummer"),
        ),
        (
            "veileder.json",
            "https://www.helsedirektoratet.no/brosjyrer/tiltakskort/",
            "javascript:",
            ("nivå 0, steg 4, verktøy 1", "lenke"),
        ),
    ],
)
def test_a_fault_in_any_file_names_its_place(mappe, fil, old, new, place):
    edit(mappe / fil, old, new)

    assert (fil, *place) in places(mappe)


def test_a_file_in_another_encoding_names_the_cell(mappe):
    sti = mappe / "elverum_tiltak.csv"
    lines = sti.read_bytes().split(b"\n")
    lines[2] = lines[2].decode().encode("cp1252")
    sti.write_bytes(b"\n".join(lines))

    assert places(mappe) == [
        ("elverum_tiltak.csv", "rad 3", "maalgruppe"),
        ("elverum_tiltak.csv", "rad 3", "kilde"),
    ]


@pytest.mark.parametrize(
    ("fil", "innhold", "place"),
    [
        ("elverum_tiltak.csv", "", ("", "")),
        ("trinn.csv", "nummer,navn,forebyggingsnivaa,beskrivelse,kilde\n", ("rad 2", "")),
        ("trinn.csv", 'nummer,navn\n1,"aldri lukket\n', ("linje 2", "")),
        ("veileder.json", '{\n"navn": ,\n}', ("linje 2", "")),
    ],
)
def test_a_broken_file_names_itself(mappe, fil, innhold, place):
    (mappe / fil).write_text(innhold, encoding="utf-8")

    found = places(mappe)
    assert (fil, *place) in found if place[0] else found[0][0] == fil


def test_a_missing_file_names_itself(mappe):
    (mappe / "tjenester.csv").unlink()

    assert [str(one) for one in faults(mappe)] == ["tjenester.csv: fila finnes ikke, eller kan ikke leses."]


def test_every_fault_is_told_at_once(mappe):
    edit(mappe / "elverum_tiltak.csv", RAD_2, RAD_2.replace(",2,", ",9,"))
    edit(mappe / "elverum_tiltak.csv", RAD_3, RAD_3.replace("Godt samliv", ""))
    edit(mappe / "veileder.json", '"versjon": 1', '"versjon": "én"')

    assert places(mappe) == [
        ("elverum_tiltak.csv", "rad 2", "trinn"),
        ("elverum_tiltak.csv", "rad 3", "navn"),
        ("veileder.json", "toppen", "versjon"),
    ]


@pytest.mark.parametrize("samling", ["../elverum", "elverum/..", "", "Elverum"])
def test_a_collection_is_a_name_and_never_a_path(samling):
    with pytest.raises(KatalogFeil):
        read_katalog(MAPPE, samling)


def test_a_norwegian_spreadsheet_may_save_the_file(mappe):
    """Semicolons, a byte order mark, Windows line ends: the same rows."""
    before = read_katalog(mappe, "elverum").trinn
    sti = mappe / "trinn.csv"
    rows = ['"' + line.replace('"', "").replace(",", '";"', 3) for line in sti.read_text().splitlines()]
    rows = [re.sub(r",(?=kilde$|Stafett: )", '";"', row) + '"' for row in rows]
    sti.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())

    assert read_katalog(mappe, "elverum").trinn == before


@given(st.binary(max_size=300))
def test_no_file_content_breaks_the_reader(tmp_path_factory, innhold):
    sti = tmp_path_factory.getbasetemp() / "x.csv"
    sti.write_bytes(innhold)
    feil: list[Radfeil] = []

    rows = read_tabell(sti, ("navn", "trinn"), feil)

    assert rows or feil
