"""The one format of a guide: what the editor, an imported file and Stafett's own files are checked by."""

from typing import Any
from uuid import UUID

from bti.katalog.feil import Radfeil
from bti.katalog.felt import Radleser, Unike, length_of
from bti.katalog.rader import NivaaRad, StegRad, VeilederRad, VerktoeyRad, VilkaarRad
from bti.models import (
    Nivaa,
    Sikkerhet,
    Steg,
    Tjenestetype,
    Veileder,
    Verktoey,
    Vilkaar,
    Vilkaarskrav,
    Vilkaarslag,
    Vilkaarstid,
)

VEILEDERFORMAT = 2
VEILEDER_FELT = ("format", "navn", "versjon", "tjenestetype", "eier", "revideres_innen", "kilde", "nivaaer")
NIVAA_FELT = (
    "nummer", "navn", "beskrivelse", "inngang", "utgang", "frist_dager", "kilde", "sikkerhet", "vilkaar", "steg",
)  # fmt: skip
STEG_FELT = (
    "nummer", "noekkel", "varig", "navn", "hva", "hvordan", "hvem", "naar", "avsluttes", "frist_dager", "kilde",
    "sikkerhet", "verktoey",
)  # fmt: skip
VERKTOEY_FELT = ("navn", "beskrivelse", "lenke", "skjema_noekkel")
VILKAAR_FELT = ("slag", "naar", "krav", "setning")
FLEST = {"nivaaer": 10, "steg": 30, "verktoey": 20, "vilkaar": 16}


def check_veileder(innhold: Any, *, fil: str, feil: list[Radfeil]) -> VeilederRad:
    """Return the guide. What does not hold is noted in ``feil``; then the rows are not to be used."""
    rad = _reader(innhold, fil=fil, sted="toppen", kjente=VEILEDER_FELT, feil=feil)
    if "format" in rad.verdier:
        rad.heltall("format", fra=1, til=VEILEDERFORMAT)
    return VeilederRad(
        navn=rad.tekst("navn", maks=length_of(Veileder, "navn")),
        versjon=rad.heltall("versjon", fra=1, til=9999),
        tjenestetype=_maybe_valg(rad, "tjenestetype", Tjenestetype.values, ""),
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
    rows = rad.liste(felt)
    if len(rows) > FLEST[felt]:
        rad.reject(felt, f"har {len(rows)} linjer, og kan ha høyst {FLEST[felt]}.")
    return [
        _reader(one, fil=rad.fil, sted=f"{over}{ord_} {nummer}", kjente=kjente, feil=rad.feil)
        for nummer, one in enumerate(rows[: FLEST[felt]], start=start)
    ]


def _nivaaer(rad: Radleser) -> tuple[NivaaRad, ...]:
    numre, varige = Unike(), Unike()
    found = []
    for under in _below(rad, "nivaaer", NIVAA_FELT, "nivå"):
        one = NivaaRad(
            nummer=under.heltall("nummer", fra=0, til=9),
            navn=under.tekst("navn", maks=length_of(Nivaa, "navn")),
            beskrivelse=under.tekst("beskrivelse"),
            inngang=_maybe(under, "inngang"),
            utgang=_maybe(under, "utgang"),
            frist_dager=_frist(under),
            kilde=under.tekst("kilde"),
            sikkerhet=_maybe_valg(under, "sikkerhet", Sikkerhet.values, Sikkerhet.VAAR),
            vilkaar=_vilkaar(under),
            steg=_steg(under, varige),
        )
        numre.check(under, "nummer", one.nummer)
        found.append(one)
    return tuple(found)


def _maybe(rad: Radleser, felt: str, *, maks: int | None = None) -> str:
    """A text that an older file does not have."""
    return rad.tekst(felt, maks=maks, kreves=False) if felt in rad.verdier else ""


def _maybe_valg(rad: Radleser, felt: str, lovlige: list[str], ellers: str) -> str:
    return ellers if rad.verdier.get(felt) in (None, "") else rad.valg(felt, lovlige)


def _frist(rad: Radleser) -> int | None:
    """A level without a deadline says so with null; a field that is left out is a fault."""
    if "frist_dager" in rad.verdier and rad.verdier["frist_dager"] is None:
        return None
    return rad.heltall("frist_dager", fra=1, til=365)


def _vilkaar(rad: Radleser) -> tuple[VilkaarRad, ...]:
    if "vilkaar" not in rad.verdier:
        return ()
    twice = Unike()
    found = []
    for nummer, under in enumerate(_below(rad, "vilkaar", VILKAAR_FELT, "vilkår"), start=1):
        one = VilkaarRad(
            nummer=nummer,
            slag=under.valg("slag", Vilkaarslag.values),
            naar=under.valg("naar", Vilkaarstid.values),
            krav=under.valg("krav", Vilkaarskrav.values),
            setning=under.tekst("setning", maks=length_of(Vilkaar, "setning")),
        )
        twice.check(under, "slag", (one.slag, one.naar) if one.slag else "")
        found.append(one)
    return tuple(found)


def _steg(rad: Radleser, varige: Unike) -> tuple[StegRad, ...]:
    numre, noekler = Unike(), Unike()
    found = []
    for under in _below(rad, "steg", STEG_FELT, "steg"):
        one = StegRad(
            nummer=under.heltall("nummer", fra=1, til=99),
            noekkel=under.noekkel(maks=length_of(Steg, "noekkel")),
            navn=under.tekst("navn", maks=length_of(Steg, "navn")),
            **{felt: under.tekst(felt) for felt in ("hva", "hvordan", "hvem", "naar", "avsluttes")},
            frist_dager=_frist(under) if "frist_dager" in under.verdier else None,
            kilde=_maybe(under, "kilde"),
            sikkerhet=_maybe_valg(under, "sikkerhet", Sikkerhet.values, Sikkerhet.VAAR),
            varig=_varig(under),
            verktoey=_verktoey(under),
        )
        numre.check(under, "nummer", one.nummer)
        noekler.check(under, "noekkel", one.noekkel)
        varige.check(under, "varig", str(one.varig or ""))
        found.append(one)
    if not found:
        rad.reject("steg", "et nivå må ha minst ett steg.")
    return tuple(found)


def _varig(rad: Radleser) -> UUID | None:
    tekst = _maybe(rad, "varig") if rad.verdier.get("varig") is not None else ""
    try:
        return UUID(tekst) if tekst else None
    except ValueError:
        rad.reject("varig", "er ikke en adresse som Stafett har laget.")
        return None


def _verktoey(rad: Radleser) -> tuple[VerktoeyRad, ...]:
    return tuple(
        VerktoeyRad(
            navn=under.tekst("navn", maks=length_of(Verktoey, "navn")),
            beskrivelse=under.tekst("beskrivelse", kreves=False),
            lenke=under.lenke("lenke"),
            skjema_noekkel=_maybe(under, "skjema_noekkel", maks=length_of(Verktoey, "skjema_noekkel")),
        )
        for under in _below(rad, "verktoey", VERKTOEY_FELT, "verktøy")
    )
