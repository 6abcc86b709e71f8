"""Where words can come out beside the pages: paper, mail, logs, the queue, files. Each gives what came out as text."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
from django.core import mail
from django.db import connection, transaction

from bti import dytt
from bti.loggformat import Loggformat
from bti.models import Bruker, Sak
from bti.tilgang.aktoer import acting_as
from bti.utskrift import jobb as utskriftsjobb
from bti.utskrift.deler import Leser, Valg, list_deler
from bti.utskrift.models import Utskrift
from bti.utskrift.services import order_utskrift
from bti.varsling import jobb as varslingsjobb
from tests.eier import as_owner
from tests.utskrift.lesing import read_text

_aapnet: list[str] | None = None  # files opened for writing, while somebody asks
SKRIVEFLAGG = 0o3  # O_WRONLY | O_RDWR


def make_pdf(sak: Sak, bruker: Bruker, leser: Leser) -> bytes:
    """Order a summary of everything, and make it as the worker does. Return the file."""
    valg = Valg(deler=tuple(del_.noekkel for del_ in list_deler()), leser=leser)
    with acting_as(bruker.pk):
        utskrift = order_utskrift(sak, valg=valg, noekkel=uuid4(), by=bruker.pk)
    assert utskriftsjobb.make_utskrift(utskrift.pk)
    with acting_as(bruker.pk):
        return bytes(Utskrift.objects.values_list("fil", flat=True).get(pk=utskrift.pk))


def read_pdf(raw: bytes) -> str:
    """Return what is printed, and everything else that stands in the file: metadata, tags, unpacked streams."""
    unpacked = BytesIO()
    with pikepdf.open(BytesIO(raw)) as pdf:
        pdf.save(
            unpacked,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    rest = unpacked.getvalue()
    utf16 = rest.replace(b"\0", b"").decode("latin-1")
    return "\n".join([read_text(raw), raw.decode("latin-1"), rest.decode("latin-1"), utf16])


def send_mail() -> list[str]:
    """Empty the outbox as the worker does; return each mail as it goes over the line, without whom it is to."""
    mail.outbox.clear()
    varslingsjobb.empty_utboks()
    texts = []
    for letter in mail.outbox:
        message = letter.message()
        del message["To"]
        texts.append(message.as_string() + str(letter.extra_headers))
    return texts


@contextmanager
def every_log() -> Iterator[list[str]]:
    """Everything that anybody says to a log at any level, as the console would write it."""
    said: list[str] = []

    class Samler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(self.format(record))

    samler = Samler(logging.DEBUG)
    samler.setFormatter(Loggformat())
    names = ["", *logging.root.manager.loggerDict]
    before = {name: logging.getLogger(name).level for name in names}
    logging.root.addHandler(samler)
    for name, level in before.items():
        if (
            level < logging.CRITICAL
        ):  # those that quote the document are silenced on purpose (bti.utskrift.motor)
            logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield said
    finally:
        logging.root.removeHandler(samler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


@contextmanager
def every_message(monkeypatch: Any) -> Iterator[list[tuple[str, ...]]]:
    """What would have been sent to the queue; that of a page too, though the sweep undoes what the page wrote."""
    sent: list[tuple[str, ...]] = []
    wait = transaction.on_commit

    class Lytter:
        def add(self, task: str, ids: tuple[str, ...]) -> None:
            sent.append((task, *ids))

    def hear(work: Any, *args: Any, **kwargs: Any) -> None:
        if getattr(work, "func", None) is dytt.kick:
            work()
        else:
            wait(work, *args, **kwargs)

    monkeypatch.setattr(dytt, "_dytter", Lytter())
    monkeypatch.setattr(transaction, "on_commit", hear)
    yield sent


def _note_open(event: str, args: tuple[Any, ...]) -> None:
    if _aapnet is not None and event == "open" and isinstance(args[0], str) and args[2] & SKRIVEFLAGG:
        _aapnet.append(args[0])


@contextmanager
def every_file() -> Iterator[list[str]]:
    """The path of every file that the process opens for writing."""
    global _aapnet
    if not getattr(every_file, "lytter", False):
        sys.addaudithook(_note_open)  # cannot be taken off again: it says nothing while nobody asks
        every_file.lytter = True  # type: ignore[attr-defined]
    _aapnet = []
    try:
        yield _aapnet
    finally:
        _aapnet = None


def read_below(folder: Path) -> str:
    """Return all that lies in the files of a folder."""
    return "\n".join(p.read_bytes().decode("latin-1") for p in sorted(folder.rglob("*")) if p.is_file())


def read_table(table: str) -> str:
    """Return a whole table as text, as the owner."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(t::text, E'\\n') FROM {table} t")
        return cursor.fetchone()[0] or ""
