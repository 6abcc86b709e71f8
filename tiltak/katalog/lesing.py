"""From files to a checked Katalog. Nothing here touches the database."""

import re
from pathlib import Path

from bti.katalog.feil import KatalogFeil, Radfeil
from bti.katalog.felt import Radleser, Unike, length_of
from bti.models import Tjeneste, Tjenestetype
from tiltak.katalog.rader import Katalog, TiltakRad, TjenesteRad, TrinnRad
from tiltak.katalog.tabell import read_tabell
from tiltak.katalog.team import read_team
from tiltak.katalog.veileder import read_veileder
from tiltak.models import Forebyggingsnivaa, Tiltakskort, Trinn

OMFANG = ("kommunal", "interkommunal", "ekstern")
TRINN_FELT = ("nummer", "navn", "forebyggingsnivaa", "beskrivelse", "kilde")
TJENESTE_FELT = ("samling", "noekkel", "navn", "tjenestetype", "omfang", "kilde")
TILTAK_FELT = (
    "noekkel",
    "navn",
    "maalgruppe",
    "ansvarlig",
    "status",
    "forebyggingsnivaa",
    "trinn",
    "plassering_bekreftet",
    "utfyllende",
    "kilde",
)


def read_katalog(mappe: Path, samling: str, spraak: str = "nb") -> Katalog:
    """Return the catalogue of ``samling`` in ``mappe``. Raises KatalogFeil with every fault of every file.

    Staircase and guide are Stafett's own words, and come in the municipality's language when the file is there.
    """
    if not re.fullmatch(r"[a-z0-9_]+", samling):
        raise KatalogFeil([Radfeil(samling, "", "", "er ikke navnet på en samling, slik som «elverum».")])
    feil: list[Radfeil] = []
    trinn = _read_trinn(_in_spraak(mappe / "trinn.csv", spraak), feil)
    tiltak = _read_tiltak(mappe / f"{samling}_tiltak.csv", {one.nummer: one for one in trinn}, feil)
    tjenester = _read_tjenester(mappe / "tjenester.csv", samling, feil)
    team = read_team(mappe / f"team_{samling}.csv", {one.noekkel for one in tjenester}, feil)
    veileder = read_veileder(
        _in_spraak(mappe / "veileder.json", spraak),
        feil,
        egen=_in_spraak(mappe / f"veileder_{samling}.json", spraak),
    )
    if feil or veileder is None:
        raise KatalogFeil(feil)
    return Katalog(tuple(trinn), tuple(tiltak), tuple(tjenester), tuple(team), veileder)


def _in_spraak(sti: Path, spraak: str) -> Path:
    """Return ``veileder_nn.json`` beside ``veileder.json`` for a nynorsk municipality, if there is one."""
    own = sti.with_stem(f"{sti.stem}_{spraak}")
    return own if own.exists() else sti


def _read_trinn(sti: Path, feil: list[Radfeil]) -> list[TrinnRad]:
    nummer = Unike()
    found = []
    for rad in read_tabell(sti, TRINN_FELT, feil):
        one = TrinnRad(
            nummer=rad.heltall("nummer", fra=1, til=99),
            navn=rad.tekst("navn", maks=length_of(Trinn, "navn")),
            forebyggingsnivaa=rad.valg("forebyggingsnivaa", Forebyggingsnivaa.values),
            beskrivelse=rad.tekst("beskrivelse"),
        )
        rad.tekst("kilde")
        nummer.check(rad, "nummer", one.nummer)
        found.append(one)
    return found


def _read_tiltak(sti: Path, trinn: dict[int, TrinnRad], feil: list[Radfeil]) -> list[TiltakRad]:
    noekler = Unike()
    found = []
    for rad in read_tabell(sti, TILTAK_FELT, feil):
        one = _tiltak(rad)
        noekler.check(rad, "noekkel", one.noekkel)
        _check_trinn(rad, one, trinn)
        found.append(one)
    return found


def _tiltak(rad: Radleser) -> TiltakRad:
    return TiltakRad(
        noekkel=rad.noekkel(maks=length_of(Tiltakskort, "noekkel")),
        navn=rad.tekst("navn", maks=length_of(Tiltakskort, "navn")),
        maalgruppe=rad.tekst("maalgruppe", maks=length_of(Tiltakskort, "maalgruppe"), kreves=False),
        ansvarlig=rad.tekst("ansvarlig", maks=length_of(Tiltakskort, "ansvarlig")),
        status=rad.tekst("status", maks=length_of(Tiltakskort, "status")),
        forebyggingsnivaa=rad.valg("forebyggingsnivaa", Forebyggingsnivaa.values),
        trinn=rad.heltall("trinn", fra=1, til=99),
        plassering_bekreftet=rad.ja_nei("plassering_bekreftet"),
        utfyllende=rad.tekst("utfyllende", kreves=False),
        kilde=rad.tekst("kilde", maks=length_of(Tiltakskort, "kilde")),
    )


def _check_trinn(rad: Radleser, tiltak: TiltakRad, trinn: dict[int, TrinnRad]) -> None:
    """A measure stands on a step that exists and has the measure's own level."""
    if tiltak.trinn == -1 or not trinn:
        return
    step = trinn.get(tiltak.trinn)
    if step is None:
        rad.reject("trinn", f"trinn {tiltak.trinn} finnes ikke i trinn.csv.")
    elif tiltak.forebyggingsnivaa not in (step.forebyggingsnivaa, ""):
        rad.reject(
            "trinn", f"trinn {step.nummer} er {step.forebyggingsnivaa}, tiltaket {tiltak.forebyggingsnivaa}."
        )


def _read_tjenester(sti: Path, samling: str, feil: list[Radfeil]) -> list[TjenesteRad]:
    """Check every row, and return those of ``samling``."""
    noekler = Unike()
    found = []
    for rad in read_tabell(sti, TJENESTE_FELT, feil):
        one = TjenesteRad(
            noekkel=rad.noekkel(maks=length_of(Tjeneste, "noekkel")),
            navn=rad.tekst("navn", maks=length_of(Tjeneste, "navn")),
            tjenestetype=rad.valg("tjenestetype", Tjenestetype.values),
            is_ekstern=rad.valg("omfang", OMFANG) == "ekstern",
        )
        rad.tekst("kilde")
        if rad.tekst("samling") == samling:
            noekler.check(rad, "noekkel", one.noekkel)
            found.append(one)
    return found
