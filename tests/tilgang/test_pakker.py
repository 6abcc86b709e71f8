"""The hooks by which each part of the guide extends the sweeps: used, and strict with what does not fit."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bti.models import Undring
from tests import factories as f
from tests.cast import give_consent
from tests.tilgang import pakker
from tests.tilgang.feiing.felt import make_felt
from tests.tilgang.feiing.galleri import PRINSIPALER, VED_NAVN
from tests.tilgang.feiing.hvem_ser import may_see
from tests.tilgang.feiing.kanari import FLEST, FOERSTE_TALL, Bur, Kanari
from tests.tilgang.innhold import make_innhold

ALT_SOM_TILBYS = {*pakker.Pakke.__annotations__, "make_innhold", "fill", "may_see"}


@dataclass
class Proeve:
    """A part with one worry of Lise's: the address of it, one of the same that is done, and who sees it."""

    NAVN: str = "proeve"
    EIERE: dict[str, str] = field(default_factory=lambda: {"proeve_id": "lise"})
    FRA_ADRESSEN: dict[str, str] = field(default_factory=lambda: {"proeve_id": "bti.Undring"})
    ELDRE: dict[str, str] = field(default_factory=lambda: {"proeve_id": "ferdig"})
    UVIST: set[str] = field(default_factory=lambda: {"Undring.proeve"})
    ider: tuple[str, ...] = ("proeve_id",)
    rader: tuple[str, ...] = ("ferdig", "nora uro")
    ser: dict[str, bool] = field(default_factory=dict)

    def make_innhold(self, verden: Any) -> dict[str, Any]:
        return {part: self._undring(verden).pk for part in self.ider}

    def fill(self, felt: Any) -> None:
        for navn in self.rader:
            felt.rader[navn] = self._undring(felt.verden)

    def may_see(self, kanari: Kanari, prinsipal: Any, roller: frozenset[str]) -> bool | None:
        return self.ser.get(prinsipal.hvem, False) if self.ser and kanari.rad.startswith("proeve: ") else None

    def _undring(self, verden: Any) -> Undring:
        return f.UndringFactory(tjeneste=verden.skole, created_by=verden.lise, merkelapp="x")


@pytest.fixture
def add(monkeypatch):
    """Return what puts parts beside the house's own four."""

    def put(*nye: Proeve) -> None:
        monkeypatch.setattr(pakker, "PAKKER", (*pakker.PAKKER, *nye))

    return put


@pytest.mark.parametrize("pakke", pakker.PAKKER, ids=lambda pakke: pakke.NAVN)
def test_each_part_offers_everything(pakke):
    assert {name for name in ALT_SOM_TILBYS if not hasattr(pakke, name)} == set()
    assert [one.NAVN for one in pakker.PAKKER] == [
        "veileder",
        "undring",
        "trygg",
        "samordning",
        "skjema",
        "samtykkeregel",
        "lovligdeling",
        "lukking",
        "paa_vegne",
        "relasjon",
        "tiltaksforespoersel",
        "stafettveksling",
    ]


@pytest.mark.django_db
def test_a_parts_rows_come_into_the_swept_world(add):
    """Its ids with their owners, its rows under its own name, the older ones, and a canary in each."""
    add(Proeve())

    felt = make_felt()

    ider, eldre = felt.innhold.ider, felt.eldre.ider
    assert felt.innhold.eiere["proeve_id"] == "lise"
    assert {"proeve: ferdig", "nora uro"} <= set(felt.rader)
    assert eldre["proeve_id"] == felt.rader["proeve: ferdig"].pk != ider["proeve_id"]
    planted = {kanari.rad for kanari in felt.bur.alle if kanari.modell == "Undring"}
    assert {"proeve: proeve_id", "proeve: ferdig", "nora uro"} <= planted
    assert "nora ferdig" not in planted
    whose = {hvem for eiere in felt.innhold.eiere.values() for hvem in eiere.split()}
    assert whose <= set(felt.personer)
    assert {one.hvem for one in PRINSIPALER} - {""} == set(felt.personer)


def test_the_part_is_asked_before_the_house(add):
    """A stranger who is given it sees it; Nora's own stafettholder, who is not, does not."""
    add(Proeve(ser={"fremmed": True}))
    kanari = Kanari(1, "Undring", "observert", "proeve: ferdig")

    assert may_see(kanari, VED_NAVN["fremmed"], frozenset())
    assert not may_see(kanari, VED_NAVN["stafettholder"], VED_NAVN["stafettholder"].roller)


def test_a_canary_that_no_part_answers_for_is_refused(add):
    add(Proeve())

    with pytest.raises(LookupError, match="proeve: ferdig"):
        may_see(Kanari(1, "Undring", "observert", "proeve: ferdig"), VED_NAVN["mor"], VED_NAVN["mor"].roller)
    noras = Kanari(2, "Maal", "tekst", "nora maal")
    assert may_see(noras, VED_NAVN["mor"], VED_NAVN["mor"].roller), "what is the house's is answered as ever"


def test_what_a_part_says_nobody_is_shown_is_on_the_list(add):
    add(Proeve())

    assert "Undring.proeve" in pakker.not_shown()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nye", "sagt"),
    [
        ((Proeve(EIERE={"ukjent_id": "lise"}),), "ukjent_id"),
        ((Proeve(FRA_ADRESSEN={"ukjent_id": "bti.Undring"}),), "ukjent_id"),
        ((Proeve(ELDRE={"ukjent_id": "ferdig"}),), "ukjent_id"),
        ((Proeve(ider=("proeve_id", "sak_id")),), "sak_id"),
        ((Proeve(), Proeve(NAVN="annen")), "proeve_id"),
        ((Proeve(EIERE={"proeve_id": "lise", "krav_id": "lise"}),), "krav_id"),
    ],
    ids=[
        "owner of nothing",
        "canaries of nothing",
        "older of nothing",
        "the house's",
        "another's",
        "owner twice",
    ],
)
def test_an_id_that_does_not_fit_is_refused(add, verden, nye, sagt):
    add(*nye)
    give_consent(verden, verden.kari, verden.tom)

    with pytest.raises(ValueError, match=sagt):
        make_innhold(verden)


@pytest.mark.django_db
def test_a_row_of_anothers_name_is_refused(add):
    add(Proeve(rader=("ferdig", "ola maal")))

    with pytest.raises(ValueError, match="ola maal"):
        make_felt()


def test_more_canaries_than_can_be_told_apart_are_refused():
    bur = Bur()
    for _ in range(FLEST):
        bur.new(Undring, "observert", "nora undring")

    assert bur.find(f"fugl{FLEST - 1:04}") == {bur.alle[-1]}
    assert FOERSTE_TALL + FLEST <= 32_767, "a smallint holds the number of each"
    with pytest.raises(OverflowError):
        bur.new(Undring, "observert", "nora undring")
