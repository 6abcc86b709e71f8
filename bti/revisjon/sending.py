"""Bringing an anchor out of the house: a line in a file that lies elsewhere, and a mail to somebody who keeps it."""

import os
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bti.revisjon.anker import Anker, UlesbarLinje, in_groups, read_linje
from bti.varsling.post import IkkePostlagt, send_driftsbrev

FILNAVN = "stafett-ankere.jsonl"


class IkkeSendt(Exception):
    """It did not get out. The code says by which way, and is kept with the anchor."""


def send_anker(anker: Anker) -> None:
    """Send one anchor by every way that is set; raises IkkeSendt. However often it is tried, the file takes it once."""
    if not settings.ANKERMAPPE and not settings.ANKER_EPOST:
        raise IkkeSendt("ingen_mottaker")
    if settings.ANKERMAPPE:
        _append(Path(settings.ANKERMAPPE) / FILNAVN, anker)
    if settings.ANKER_EPOST:
        _mail(anker)


def _append(file: Path, anker: Anker) -> None:
    """Add the line and see it safely on the disk. A folder that is gone is not made anew: it may be a mount."""
    try:
        if file.exists() and anker.hash in {en.hash for en in _lines(file)}:
            return
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(anker.as_linje() + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as fault:
        raise IkkeSendt("mappe") from fault


def _lines(file: Path) -> list[Anker]:
    """Return what can be read; a line that somebody has spoilt is for verify_revisjon to name."""
    found = []
    for linje in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found.append(read_linje(linje))
        except UlesbarLinje:
            continue
    return found


def _mail(anker: Anker) -> None:
    emne, tekst = write_brev(anker)
    try:
        send_driftsbrev(settings.ANKER_EPOST, emne=emne, tekst=tekst)
    except IkkePostlagt as fault:
        raise IkkeSendt("epost") from fault


def write_brev(anker: Anker) -> tuple[str, str]:
    """Return subject and words: numbers and hashes, no case and no person. The line is that of the file."""
    with translation.override("nb"):
        dag = date_format(anker.dag, "j. F Y")
        emne = _("Stafett: anker for revisjonsloggen {dag}").format(dag=dag)
        tekst = _(
            "Dette er ankeret for revisjonsloggen {dag}.\n\n"
            "Det binder {ledd} hendelser i {kjeder} kjeder. Hash: {hash}\n\n"
            "Ta vare på e-posten. Med den kan dere vise om noen har endret loggen senere, eller lagt tilbake "
            "en eldre kopi. Linjen under skal stå slik den er:\n\n{linje}\n"
        ).format(
            dag=dag, ledd=anker.ledd, kjeder=anker.kjeder, hash=in_groups(anker.hash), linje=anker.as_linje()
        )
    return emne, tekst
