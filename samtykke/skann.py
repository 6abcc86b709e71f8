"""A scanned sheet: what is taken in, what is said of one that is not, and how a file becomes a picture."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti.opplasting import MAKS_BYTE
from bti.tilgang.kall import fetch
from samtykke.models import Skannstatus

RENS = Path(__file__).with_name("skannrens.py")
FRIST = 60  # seconds by the clock; the program has its own limit of work (skannrens.SEKUNDER)
SEKUNDER_I_KOE = 2
# What a file of each kind begins with. Neither its name nor what the browser calls it is asked.
BEGYNNELSER = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
FORKLARINGER: dict[str, Any] = {
    "tom": _("Filen er tom. Skann arket på nytt."),
    "for_stor": _("Filen er for stor. Den kan være 20 MB. Skann arket med lavere oppløsning."),
    "ukjent": _("Filen er ikke en PDF eller et bilde. Bruk PDF, JPEG eller PNG."),
    "passord": _("PDF-en er låst med passord. Lagre den uten passord, eller ta et bilde av arket."),
    "for_mange_sider": _("PDF-en har mer enn 10 sider. Legg bare ved svararket."),
    "for_mange_punkter": _("Bildet er for stort til å åpnes. Ta det på nytt med lavere oppløsning."),
    "for_tung": _("Filen er for tung å åpne. Skann arket på nytt, eller ta et bilde av det."),
    "oedelagt": _("Filen er ødelagt og kan ikke åpnes. Skann arket på nytt."),
    "avbrutt": _("Arbeidet med filen ble avbrutt. Legg den ved på nytt."),
}


class AvvistSkann(Exception):
    """The file cannot be used; ``kode`` is what FORKLARINGER explains. Says nothing of what stands in it."""

    def __init__(self, kode: str) -> None:
        self.kode = kode if kode in FORKLARINGER else "oedelagt"
        super().__init__(self.kode)


@dataclass(frozen=True)
class Ark:
    """The clean picture, with its pages below each other."""

    bilde: bytes
    sider: int


@dataclass(frozen=True)
class Skann:
    """How it is with the scan of one answer."""

    status: str
    feil: str
    sider: int

    @property
    def er_klar(self) -> bool:
        return self.status == Skannstatus.KLAR

    @property
    def venter(self) -> bool:
        return self.status == Skannstatus.MOTTATT

    @property
    def forklaring(self) -> Promise | str:
        return (
            FORKLARINGER.get(self.feil, FORKLARINGER["oedelagt"]) if self.status == Skannstatus.AVVIST else ""
        )


def check_start(size: int, start: bytes) -> None:
    """Look at a file's size and first bytes, nothing more: the rest is the worker's. Raises AvvistSkann."""
    if not size:
        raise AvvistSkann("tom")
    if size > MAKS_BYTE:
        raise AvvistSkann("for_stor")
    if not start.startswith(BEGYNNELSER):
        raise AvvistSkann("ukjent")


def clean_scan(raw: bytes) -> Ark:
    """Make the picture in a process of its own, without a key in its environment. Raises AvvistSkann."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(RENS)],
            input=raw,
            capture_output=True,
            timeout=FRIST,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AvvistSkann("for_tung") from None
    if done.returncode:  # killed by its limits, or by the file
        raise AvvistSkann("for_tung")
    word, _newline, bilde = done.stdout.partition(b"\n")
    kode, _space, sider = word.decode("ascii", "replace").partition(" ")
    if kode != "klar":
        raise AvvistSkann(kode)
    return Ark(bilde, int(sider))


def skann_in(sak_id: UUID) -> dict[UUID, Skann]:
    """Return the scans of a case by answer, those that the actor may see."""
    rows = fetch("SELECT svar_id, status, feil, sider FROM samtykke_skann_i(%s)", sak_id)
    return {svar_id: Skann(*rest) for svar_id, *rest in rows}


def get_bilde(svar_id: UUID) -> tuple[UUID, bytes] | None:
    """Return the case and the clean picture; None when there is none, or it is not the actor's to see."""
    rows = fetch("SELECT sak_id, bilde FROM samtykke_skann_bilde(%s)", svar_id)
    return (rows[0][0], bytes(rows[0][1])) if rows else None
