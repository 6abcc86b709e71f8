"""A guide as one piece of data: what is exported, what the editor changes a part of, what is written back whole."""

import json
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from bti.katalog.feil import Radfeil
from bti.katalog.veileder import VEILEDERFORMAT, check_veileder
from bti.models import Nivaa, Steg, Veileder

Objekt = dict[str, Any]
NIVAAFELT = ("nummer", "navn", "beskrivelse", "inngang", "utgang", "frist_dager", "kilde", "sikkerhet")
STEGFELT = (
    "nummer", "noekkel", "navn", "hva", "hvordan", "hvem", "naar", "avsluttes", "frist_dager", "kilde", "sikkerhet",
)  # fmt: skip
NORSKE = {0xE6: "ae", 0xF8: "oe", 0xE5: "aa", ord("_"): "-"}  # keys are ASCII
VERKTOEYFELT = ("navn", "beskrivelse", "lenke", "skjema_noekkel")
VILKAARFELT = ("slag", "naar", "krav", "setning")
# What the check takes in more ways than one, and the database in one: a text of one line, and a number.
EN_LINJE = {"navn", "eier", "noekkel", "skjema_noekkel", "lenke", "setning"}
TALL = {"nummer", "frist_dager", "versjon"}


def export_veileder(veileder: Veileder) -> Objekt:
    """Return everything that the guide says."""
    nivaaer = veileder.nivaaer.prefetch_related("vilkaar", "steg__verktoey").order_by("nummer")
    return {
        "format": VEILEDERFORMAT,
        "navn": veileder.navn,
        "versjon": veileder.versjon,
        "tjenestetype": veileder.tjenestetype,
        "eier": veileder.eier,
        "revideres_innen": veileder.revideres_innen.isoformat(),
        "kilde": veileder.kilde,
        "nivaaer": [_nivaa(one) for one in nivaaer],
    }


def _nivaa(nivaa: Nivaa) -> Objekt:
    return {felt: getattr(nivaa, felt) for felt in NIVAAFELT} | {
        "vilkaar": [{felt: getattr(one, felt) for felt in VILKAARFELT} for one in nivaa.vilkaar.all()],
        "steg": [_steg(one) for one in nivaa.steg.all()],
    }


def _steg(steg: Steg) -> Objekt:
    return {felt: getattr(steg, felt) for felt in STEGFELT} | {
        "varig": str(steg.varig),
        "verktoey": [{felt: getattr(one, felt) for felt in VERKTOEYFELT} for one in steg.verktoey.all()],
    }


def find_feil(innhold: Objekt) -> list[Radfeil]:
    """Return what must be put right before the guide can be published."""
    feil: list[Radfeil] = []
    check_veileder(innhold, fil="", feil=feil)
    if not any(one["nummer"] == 0 for one in innhold["nivaaer"]):
        feil.append(Radfeil("", "", "", _("Veilederen må ha et nivå 0.")))
    if not any(one["nummer"] > 0 for one in innhold["nivaaer"]):
        feil.append(Radfeil("", "", "", _("Veilederen må ha minst ett nivå over 0.")))
    return feil


def read_fil(raw: bytes, *, fil: str) -> tuple[Objekt, list[Radfeil]]:
    """Return the guide that the file holds, and everything that is wrong with it."""
    feil: list[Radfeil] = []
    try:
        innhold = json.loads(raw.decode("utf-8-sig"))
        # Half a character can be written in JSON, and nowhere else.
        json.dumps(innhold, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}, [
            Radfeil(fil, "", "", _("er ikke en veileder i JSON. Bruk en fil som er hentet ut av Stafett."))
        ]
    if not isinstance(innhold, dict) or not isinstance(innhold.get("nivaaer"), list):
        return {}, [Radfeil(fil, "toppen", "nivaaer", _("mangler, eller er ikke en liste."))]
    check_veileder(innhold, fil=fil, feil=feil)
    if feil:
        return innhold, feil
    innhold = _plain(innhold)
    return innhold, find_feil(innhold)


def _plain(verdi: Any, felt: str = "") -> Any:
    """Return what the check has passed, each value in the one way that the database takes it."""
    if isinstance(verdi, dict):
        return {name: _plain(one, name) for name, one in verdi.items()}
    if isinstance(verdi, list):
        return [_plain(one) for one in verdi]
    if isinstance(verdi, str) and felt in EN_LINJE:
        return " ".join(verdi.split())
    return int(verdi) if isinstance(verdi, str) and felt in TALL else verdi


def renumber(innhold: Objekt) -> Objekt:
    """Number the levels by their place, 0 first, and the steps of each from 1."""
    for nummer, nivaa in enumerate(innhold["nivaaer"]):
        nivaa["nummer"] = nummer
        for plass, steg in enumerate(nivaa["steg"], start=1):
            steg["nummer"] = plass
    return innhold


def new_noekkel(navn: str, nivaa: Objekt) -> str:
    """Return a key for a new step: of its name, and not taken on the level."""
    taken = {one["noekkel"] for one in nivaa["steg"]}
    ascii_navn = navn.lower().translate(NORSKE)
    base = slugify(ascii_navn)[:50].strip("-") or "steg"
    return next(key for n in range(1, 100) if (key := base if n == 1 else f"{base}-{n}") not in taken)
