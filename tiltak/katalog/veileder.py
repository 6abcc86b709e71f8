"""The action guide in JSON: levels, their steps, the tools of a step."""

import json
from pathlib import Path
from typing import Any

from bti.models import Nivaa, Steg, Veileder, Verktoey
from tiltak.katalog.feil import Radfeil
from tiltak.katalog.felt import Radleser, Unike, length_of
from tiltak.katalog.rader import NivaaRad, StegRad, VeilederRad, VerktoeyRad
from tiltak.katalog.tabell import read_text

VEILEDER_FELT = ("navn", "versjon", "eier", "revideres_innen", "kilde", "nivaaer")
NIVAA_FELT = ("nummer", "navn", "beskrivelse", "frist_dager", "kilde", "steg")
STEG_FELT = ("nummer", "noekkel", "navn", "hva", "hvordan", "hvem", "naar", "avsluttes", "verktoey")
VERKTOEY_FELT = ("navn", "beskrivelse", "lenke")


def read_veileder(sti: Path, feil: list[Radfeil]) -> VeilederRad | None:
    """Return the guide, or None with the faults noted."""
    tekst = read_text(sti, feil)
    if tekst is None:
        return None
    try:
        innhold = json.loads(tekst)
    except json.JSONDecodeError as problem:
        feil.append(Radfeil(sti.name, f"linje {problem.lineno}", "", "er ikke gyldig JSON."))
        return None
    rad = _reader(innhold, fil=sti.name, sted="toppen", kjente=VEILEDER_FELT, feil=feil)
    return VeilederRad(
        navn=rad.tekst("navn", maks=length_of(Veileder, "navn")),
        versjon=rad.heltall("versjon", fra=1, til=9999),
        eier=rad.tekst("eier", maks=length_of(Veileder, "eier")),
        revideres_innen=rad.dato("revideres_innen"),
        kilde=rad.tekst("kilde"),
        nivaaer=_nivaaer(rad),
    )


def _reader(verdier: Any, *, fil: str, sted: str, kjente: tuple[str, ...], feil: list[Radfeil]) -> Radleser:
    rad = Radleser(verdier if isinstance(verdier, dict) else {}, fil=fil, sted=sted, feil=feil)
    rad.only(kjente)
    return rad


def _below(rad: Radleser, felt: str, kjente: tuple[str, ...], ord_: str) -> list[Radleser]:
    """Return a reader for each element of a list, with a place that a person can count to."""
    over = "" if rad.sted == "toppen" else f"{rad.sted}, "
    start = 0 if felt == "nivaaer" else 1
    return [
        _reader(one, fil=rad.fil, sted=f"{over}{ord_} {nummer}", kjente=kjente, feil=rad.feil)
        for nummer, one in enumerate(rad.liste(felt), start=start)
    ]


def _nivaaer(rad: Radleser) -> tuple[NivaaRad, ...]:
    numre = Unike()
    found = []
    for under in _below(rad, "nivaaer", NIVAA_FELT, "nivå"):
        one = NivaaRad(
            nummer=under.heltall("nummer", fra=0, til=9),
            navn=under.tekst("navn", maks=length_of(Nivaa, "navn")),
            beskrivelse=under.tekst("beskrivelse"),
            frist_dager=_frist(under),
            kilde=under.tekst("kilde"),
            steg=_steg(under),
        )
        numre.check(under, "nummer", one.nummer)
        found.append(one)
    return tuple(found)


def _frist(rad: Radleser) -> int | None:
    """A level without a deadline says so with null; a field that is left out is a fault."""
    if "frist_dager" in rad.verdier and rad.verdier["frist_dager"] is None:
        return None
    return rad.heltall("frist_dager", fra=1, til=365)


def _steg(rad: Radleser) -> tuple[StegRad, ...]:
    numre, noekler = Unike(), Unike()
    found = []
    for under in _below(rad, "steg", STEG_FELT, "steg"):
        one = StegRad(
            nummer=under.heltall("nummer", fra=1, til=99),
            noekkel=under.noekkel(maks=length_of(Steg, "noekkel")),
            navn=under.tekst("navn", maks=length_of(Steg, "navn")),
            **{felt: under.tekst(felt) for felt in ("hva", "hvordan", "hvem", "naar", "avsluttes")},
            verktoey=_verktoey(under),
        )
        numre.check(under, "nummer", one.nummer)
        noekler.check(under, "noekkel", one.noekkel)
        found.append(one)
    if not found:
        rad.reject("steg", "et nivå må ha minst ett steg.")
    return tuple(found)


def _verktoey(rad: Radleser) -> tuple[VerktoeyRad, ...]:
    return tuple(
        VerktoeyRad(
            navn=under.tekst("navn", maks=length_of(Verktoey, "navn")),
            beskrivelse=under.tekst("beskrivelse", kreves=False),
            lenke=under.lenke("lenke"),
        )
        for under in _below(rad, "verktoey", VERKTOEY_FELT, "verktøy")
    )
