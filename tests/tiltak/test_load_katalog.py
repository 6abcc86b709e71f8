"""Loading into the real database: complete, repeatable, all or nothing, and never over the municipality's own words."""

import re
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bti.models import Fagteam, Kommune, Nivaa, Steg, Tjeneste, TjenesteKommune, Veileder, Verktoey, Vilkaar
from tiltak.katalog import KatalogFeil, Rapport, load_katalog
from tiltak.models import Tiltakskort, Trinn

pytestmark = pytest.mark.django_db

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"
LOADED = (Trinn, Tiltakskort, Tjeneste, TjenesteKommune, Fagteam, Veileder, Nivaa, Steg, Verktoey, Vilkaar)


@pytest.fixture
def som_eier(eier) -> Iterator[None]:
    """The command runs as the owner; the app may only read what it loads."""
    with eier():
        yield


@pytest.fixture
def mappe(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MAPPE, tmp_path / "katalog"))


@pytest.fixture
def kommune(som_eier) -> Kommune:
    return Kommune.objects.create(navn="Solvik", kommunenummer="9901")


@pytest.fixture
def nabo(som_eier) -> Kommune:
    return Kommune.objects.create(navn="Fjellvik", kommunenummer="9902")


def edit(sti: Path, old: str, new: str) -> None:
    """Change one place in a file; the place must be there once."""
    tekst = sti.read_text(encoding="utf-8")
    assert tekst.count(old) == 1
    sti.write_text(tekst.replace(old, new), encoding="utf-8")


def counts(rapport: Rapport, del_: str) -> tuple[int, int, int, int]:
    part = rapport.deler[del_]
    return (part.lest, part.lagt_til, part.endret, part.uendret)


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything that a load writes, to be compared before and after."""
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in LOADED}


def test_a_first_load_adds_every_row(kommune):
    rapport = load_katalog(kommune=kommune, mappe=MAPPE)

    assert counts(rapport, "trinn") == (7, 7, 0, 0)
    assert counts(rapport, "tiltak") == (90, 90, 0, 0)
    assert counts(rapport, "tjenester") == (35, 35, 0, 0)
    assert counts(rapport, "veileder") == (65, 65, 0, 0)
    assert counts(rapport, "team") == (5, 5, 0, 0)
    assert (rapport.lest, rapport.lagt_til, rapport.endret, rapport.uendret) == (202, 202, 0, 0)
    assert kommune.tiltakskort.count() == 90
    assert kommune.trinn.count() == 7
    assert kommune.tjenester.count() == 35
    assert Steg.objects.filter(nivaa__veileder__kommune=kommune).count() == 17


def test_a_loaded_measure_carries_what_the_source_says(kommune):
    load_katalog(kommune=kommune, mappe=MAPPE)

    kort = Tiltakskort.objects.select_related("trinn").get(noekkel="indikert-mst")
    assert kort.navn == "Multi systemisk terapi (MST)"
    assert kort.maalgruppe == "Familier til barn fra 11 år"
    assert kort.ansvarlig == "Barneverntjenesten (kjøp fra eksterne) – Planlagt å sertifisere interne"
    assert kort.status == "I gang – Planlagt"
    assert (kort.forebyggingsnivaa, kort.trinn.nummer) == ("indikert", 6)
    assert not kort.plassering_bekreftet
    assert kort.is_active
    assert kort.kilde.startswith("Elverum kommune: Vedlegg til kapittel 2 Innsatsområder")


def test_the_first_guide_is_published_with_its_tools(kommune):
    load_katalog(kommune=kommune, mappe=MAPPE)

    veileder = kommune.veiledere.get()
    assert veileder.published_at is not None
    assert [one.nummer for one in veileder.nivaaer.all()] == [0, 1, 2, 3]
    steg = Steg.objects.get(nivaa__veileder=veileder, noekkel="definer")
    assert [one.nummer for one in steg.verktoey.all()] == [1, 2, 3, 4]


def test_a_second_load_changes_nothing(kommune):
    load_katalog(kommune=kommune, mappe=MAPPE)
    before = rows()

    rapport = load_katalog(kommune=kommune, mappe=MAPPE)

    assert (rapport.lest, rapport.lagt_til, rapport.endret, rapport.uendret) == (202, 0, 0, 202)
    assert rapport.merknader == []
    assert rows() == before


def test_a_load_takes_few_statements_however_many_rows(kommune, django_assert_max_num_queries):
    with django_assert_max_num_queries(33):
        load_katalog(kommune=kommune, mappe=MAPPE)
    with django_assert_max_num_queries(22):
        load_katalog(kommune=kommune, mappe=MAPPE)


def test_a_changed_row_and_a_new_one_are_told_apart(kommune, mappe):
    load_katalog(kommune=kommune, mappe=mappe)
    pk = Tiltakskort.objects.get(noekkel="indikert-uro-samtale").pk
    edit(mappe / "elverum_tiltak.csv", "Planlagt implementert", "I gang")
    sti = mappe / "elverum_tiltak.csv"
    sti.write_text(
        sti.read_text(encoding="utf-8")
        + "universell-ny,Nytt tiltak,Alle,PPT,Planlagt,universell,1,ja,,Test 2026\n",
        encoding="utf-8",
    )

    rapport = load_katalog(kommune=kommune, mappe=mappe)

    assert counts(rapport, "tiltak") == (91, 1, 1, 89)
    assert Tiltakskort.objects.get(noekkel="indikert-uro-samtale").status == "I gang"
    assert Tiltakskort.objects.get(noekkel="indikert-uro-samtale").pk == pk


def test_a_measure_that_leaves_the_file_stays_since_cases_may_use_it(kommune, mappe):
    load_katalog(kommune=kommune, mappe=mappe)
    sti = mappe / "elverum_tiltak.csv"
    sti.write_text("\n".join(sti.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")

    rapport = load_katalog(kommune=kommune, mappe=mappe)

    assert counts(rapport, "tiltak") == (89, 0, 0, 89)
    assert Tiltakskort.objects.filter(noekkel="indikert-tibir-pmto").exists()


def test_a_renamed_step_keeps_its_name(kommune):
    load_katalog(kommune=kommune, mappe=MAPPE)
    Trinn.objects.filter(nummer=3).update(navn="Sammen fra starten", beskrivelse="Våre ord.")

    rapport = load_katalog(kommune=kommune, mappe=MAPPE)

    trinn = Trinn.objects.get(nummer=3)
    assert (trinn.navn, trinn.beskrivelse) == ("Sammen fra starten", "Våre ord.")
    assert counts(rapport, "trinn") == (7, 0, 0, 7)
    assert counts(rapport, "tiltak") == (90, 0, 0, 90)


def test_a_renamed_service_keeps_its_name_and_gets_its_type(kommune, mappe):
    load_katalog(kommune=kommune, mappe=mappe)
    Tjeneste.objects.filter(noekkel="ppt").update(navn="Rådgivningstjenesten")
    edit(mappe / "tjenester.csv", "elverum,ppt,PPT,ppt,kommunal", "elverum,ppt,PPT,annen,ekstern")

    rapport = load_katalog(kommune=kommune, mappe=mappe)

    ppt = Tjeneste.objects.get(noekkel="ppt")
    assert (ppt.navn, ppt.tjenestetype, ppt.is_ekstern) == ("Rådgivningstjenesten", "annen", True)
    assert counts(rapport, "tjenester") == (35, 0, 1, 34)


def test_a_confirmed_placement_and_a_retired_measure_stay(kommune, mappe):
    load_katalog(kommune=kommune, mappe=mappe)
    fire = Trinn.objects.get(nummer=4)
    Tiltakskort.objects.filter(noekkel="universell-icdp").update(
        trinn=fire, forebyggingsnivaa="selektiv", plassering_bekreftet=True, is_active=False
    )
    edit(mappe / "elverum_tiltak.csv", "Pedagogisk innsatsteam,Planlagt", "Pedagogisk innsatsteam,I gang")

    rapport = load_katalog(kommune=kommune, mappe=mappe)

    kort = Tiltakskort.objects.get(noekkel="universell-icdp")
    assert (kort.trinn, kort.forebyggingsnivaa, kort.plassering_bekreftet) == (fire, "selektiv", True)
    assert not kort.is_active
    assert kort.status == "I gang"
    assert counts(rapport, "tiltak") == (90, 0, 1, 89)


def test_a_version_of_the_guide_is_never_written_over(kommune, mappe):
    load_katalog(kommune=kommune, mappe=mappe)
    Steg.objects.filter(noekkel="definer").update(hva="Våre egne ord.")

    rapport = load_katalog(kommune=kommune, mappe=mappe)

    assert Steg.objects.get(noekkel="definer").hva == "Våre egne ord."
    assert counts(rapport, "veileder") == (65, 0, 0, 65)
    assert len(rapport.merknader) == 1
    assert "versjon 1" in rapport.merknader[0]


def test_a_new_version_of_the_guide_is_a_draft_beside_the_old_one(kommune, mappe):
    load_katalog(kommune=kommune, mappe=mappe)
    edit(mappe / "veileder.json", '"versjon": 1', '"versjon": 2')

    rapport = load_katalog(kommune=kommune, mappe=mappe)

    assert counts(rapport, "veileder") == (65, 65, 0, 0)
    assert kommune.veiledere.get(versjon=1).published_at is not None
    assert kommune.veiledere.get(versjon=2).published_at is None
    assert "utkast" in rapport.merknader[0]


def test_two_municipalities_have_each_their_own(kommune, nabo):
    load_katalog(kommune=kommune, mappe=MAPPE)
    before = set(Tiltakskort.objects.filter(kommune=kommune).values_list())

    rapport = load_katalog(kommune=nabo, mappe=MAPPE, samling="nordre_land")

    assert counts(rapport, "tiltak") == (18, 18, 0, 0)
    assert counts(rapport, "tjenester") == (24, 24, 0, 0)
    assert nabo.trinn.count() == 7
    guides = (kommune.veiledere.get(), nabo.veiledere.get())
    assert [guide.kilde.split()[0] for guide in guides] == ["Elverum", "Nordre"]
    # The title names no municipality: another one may load the same guide, and adapts it.
    assert {guide.navn for guide in guides} == {"Handlingsveileder fra undring til handling"}
    assert set(Tiltakskort.objects.filter(kommune=kommune).values_list()) == before
    assert not Tjeneste.objects.filter(kommuner=kommune).filter(kommuner=nabo).exists()


def test_the_teams_come_with_their_sources_and_stay_as_the_municipality_has_changed_them(
    kommune, nabo, mappe
):
    load_katalog(kommune=nabo, mappe=mappe, samling="nordre_land")
    teams = {one.noekkel: one for one in nabo.fagteam.select_related("tjeneste")}
    assert len(teams) == 5
    assert (
        teams["droeftingsteam-barnehage"].uker_mellom,
        teams["droeftingsteam-barnehage"].tar_uten_navn,
    ) == (3, True)
    assert teams["rusteam"].tjeneste.noekkel == "kommunalt-rusteam"
    assert all(one.kilde.startswith("Nordre Land kommune: plan") for one in teams.values())
    load_katalog(kommune=kommune, mappe=mappe)
    planned = kommune.fagteam.get(noekkel="bti-fagmoete-skole")
    assert not planned.is_active  # the plan says that it is to come

    Fagteam.objects.filter(pk=planned.pk).update(navn="Fagmøtet", is_active=True, sikkerhet="kommunen")
    kommune.fagteam.filter(noekkel="ressursteam-boi").delete()
    Fagteam.objects.create(kommune=kommune, navn="Ressursteam Bosetting og introduksjon", slag="ressursteam")
    edit(mappe / "team_elverum.csv", "Støtter lærere til elever", "Hjelper lærere til elever")
    rapport = load_katalog(kommune=kommune, mappe=mappe)

    assert counts(rapport, "team") == (5, 0, 1, 4)
    assert "«Ressursteam bosetting og introduksjon»" in rapport.merknader[0]
    planned.refresh_from_db()
    assert (planned.navn, planned.is_active) == ("Fagmøtet", True)
    assert kommune.fagteam.get(noekkel="ressursteam-eus").hensikt.startswith("Hjelper")


def test_a_collection_without_teams_has_none(kommune, mappe):
    (mappe / "team_elverum.csv").unlink()
    assert counts(load_katalog(kommune=kommune, mappe=mappe), "team") == (0, 0, 0, 0)


def test_services_can_be_left_out(kommune):
    rapport = load_katalog(kommune=kommune, mappe=MAPPE, med_tjenester=False)

    assert "tjenester" not in rapport.deler
    assert not kommune.tjenester.exists()
    assert kommune.tiltakskort.count() == 90


def missing_field(mappe: Path) -> None:
    edit(mappe / "elverum_tiltak.csv", "Familier til barn fra 11 år,", "")


def unknown_level(mappe: Path) -> None:
    edit(mappe / "elverum_tiltak.csv", "Sektor for skole,I gang,indikert", "Sektor for skole,I gang,høyt")


def unknown_service(mappe: Path) -> None:
    edit(mappe / "team_elverum.csv", "ressursteam,eus,", "ressursteam,ukjent,")


def too_many_weeks(mappe: Path) -> None:
    edit(mappe / "team_elverum.csv", "ressursteam,eus,,,", "ressursteam,eus,,60,")


def duplicated_key(mappe: Path) -> None:
    edit(mappe / "elverum_tiltak.csv", "indikert-besoekshjem", "indikert-mst")


def wrong_step(mappe: Path) -> None:
    edit(
        mappe / "elverum_tiltak.csv",
        "Barneverntjenesten,I gang,indikert,7",
        "Barneverntjenesten,I gang,indikert,8",
    )


def bad_encoding(mappe: Path) -> None:
    sti = mappe / "tjenester.csv"
    sti.write_bytes(sti.read_bytes().replace("Læringssenteret".encode(), "Læringssenteret".encode("cp1252")))


def fault_in_the_last_file(mappe: Path) -> None:
    edit(mappe / "veileder.json", '"navn": "Hold det første møtet"', '"navn": ""')


@pytest.mark.parametrize(
    ("break_it", "place"),
    [
        (missing_field, "elverum_tiltak.csv, rad 85, felt «kilde»"),
        (unknown_level, "elverum_tiltak.csv, rad 89, felt «forebyggingsnivaa»"),
        (duplicated_key, "elverum_tiltak.csv, rad 86, felt «noekkel»"),
        (wrong_step, "elverum_tiltak.csv, rad 87, felt «trinn»"),
        (unknown_service, "team_elverum.csv, rad 4, felt «tjeneste»"),
        (too_many_weeks, "team_elverum.csv, rad 4, felt «uker_mellom»"),
        (bad_encoding, "tjenester.csv, rad 7, felt «navn»"),
        (fault_in_the_last_file, "veileder.json, nivå 3, steg 1, felt «navn»"),
    ],
)
def test_a_fault_anywhere_loads_nothing(kommune, mappe, break_it: Callable[[Path], None], place: str):
    break_it(mappe)
    before = rows()

    with pytest.raises(KatalogFeil) as caught:
        load_katalog(kommune=kommune, mappe=mappe)

    assert place in str(caught.value)
    assert rows() == before


def test_a_failure_in_the_database_leaves_nothing_half_loaded(kommune, mappe, monkeypatch):
    """The guide is written last: when that fails, the steps, measures and services go with it."""
    before = rows()

    def fail(*args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("tiltak.katalog.lasting.load_veileder", fail)
    with pytest.raises(ConnectionError):
        load_katalog(kommune=kommune, mappe=mappe)

    assert rows() == before


def test_a_malformed_file_leaves_an_earlier_load_as_it_was(kommune, mappe):
    load_katalog(kommune=kommune, mappe=mappe)
    before = rows()
    edit(mappe / "elverum_tiltak.csv", "Planlagt implementert", "I gang")
    unknown_level(mappe)

    with pytest.raises(KatalogFeil):
        load_katalog(kommune=kommune, mappe=mappe)

    assert rows() == before


def test_the_command_reports_what_it_did(kommune):
    out = StringIO()

    call_command("load_katalog", "9901", stdout=out)

    assert re.search(r"tiltak +90 lest +90 lagt til +0 endret +0 uendret", out.getvalue())
    assert re.search(r"i alt +202 lest +202 lagt til", out.getvalue())


def test_the_command_says_which_cell_is_wrong_and_loads_nothing(kommune, mappe):
    unknown_level(mappe)

    with pytest.raises(CommandError, match=r"Ingenting er lastet.*\n.*rad 89, felt «forebyggingsnivaa»"):
        call_command("load_katalog", "9901", mappe=mappe)

    assert not kommune.tiltakskort.exists()


def test_the_command_knows_the_municipalities_it_may_load_for():
    with pytest.raises(CommandError, match="9999"):
        call_command("load_katalog", "9999")


def test_the_app_may_not_load_and_is_told_how(eier):
    with eier():
        Kommune.objects.create(navn="Solvik", kommunenummer="9901")

    with pytest.raises(CommandError, match="STAFETT_SOM_EIER=1"):
        call_command("load_katalog", "9901")
