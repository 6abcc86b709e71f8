"""From template and context to the bytes of a tagged A4 PDF.

The only module that draws. It knows no domain, opens no connection and reads no file but the
style sheet and the fonts of our own static folder. WeasyPrint is imported when the first
document is drawn: it needs the system library Pango, and the rest of the app must run without.
"""

import gc
import logging
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from bti.utskrift.fremmedspraak import read_fremmede
from bti.utskrift.tagging import repair_tagging

STILARK = "css/utskrift.css"
SKRIFT_ADRESSE = "skrift:{}"  # the style sheet names its fonts so; no such scheme exists outside this module
SKRIFTER = tuple(
    f"{familie}-{tegn}-{vekt}-normal.woff2"
    for familie, tegn in (
        ("inter/inter", "latin"), ("inter/inter", "latin-ext"), ("inter/inter", "cyrillic"),
        ("noto/noto-sans-arabic", "arabic"), ("noto/noto-sans-ethiopic", "ethiopic"),
    )
    for vekt in (400, 600)
)  # fmt: skip
INSTALLER = "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0"
_tegner = Lock()  # Pango's font map is shared by all documents of the process and is not thread-safe

# What they say quotes the document, and nothing that stands in a case may reach a log file.
for _navn in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(_navn).setLevel(logging.CRITICAL)


class UtskriftUtilgjengelig(Exception):
    """This machine cannot make PDFs. The message says, in plain words, which command helps."""


class UlovligHenting(Exception):
    """The document asked for a file or an address that it was not handed."""


def render_pdf(mal: str, kontekst: dict[str, Any], *, tittel: str, spraak: str) -> bytes:
    """Draw the template as a PDF in the given language.

    The title is shown by PDF readers and kept in the file's metadata: never a child's name.
    """
    with translation.override(spraak):
        html = render_to_string(mal, {**kontekst, "tittel": tittel, "spraak": spraak})
        return html_to_pdf(html, tittel=tittel, spraak=spraak)


def html_to_pdf(html: str, *, tittel: str, spraak: str) -> bytes:
    """Draw a page of HTML, and repair what the engine gets wrong in its tagging.

    Raises UlovligHenting when the page asked for anything outside itself: a document that
    somebody managed to put an address into is not delivered.
    """
    weasyprint, henter_klasse = _load_engine()
    henter = henter_klasse()
    with _tegner:
        stil, skrifter = _load_style()
        raw = weasyprint.HTML(string=html, url_fetcher=henter).write_pdf(
            stylesheets=[stil],
            font_config=skrifter,
            pdf_variant="pdf/ua-1",
            uncompressed_pdf=True,  # the repair opens it and compresses it afterwards
        )
    if henter.antall_nektet:
        raise UlovligHenting
    return repair_tagging(raw, tittel=tittel, spraak=spraak, fremmede=read_fremmede(html))


def check_engine() -> None:
    """Raise UtskriftUtilgjengelig, saying what to install, when PDFs cannot be made here."""
    _load_engine()


@cache
def _load_engine() -> tuple[Any, Any]:
    try:
        import weasyprint

        from bti.utskrift.henter import LukketHenter
    except OSError as error:  # what cffi raises for a system library that is not there
        raise UtskriftUtilgjengelig(
            _("PDF kan ikke lages på denne maskinen: systembiblioteket Pango mangler. Kjør: %(kommando)s")
            % {"kommando": INSTALLER}
        ) from error
    return weasyprint, LukketHenter


@cache
def _load_style() -> tuple[Any, Any]:
    """Return style sheet and fonts, read and unpacked once in a process: a tenth of a second of each document."""
    from weasyprint.text.fonts import FontConfiguration

    weasyprint, henter_klasse = _load_engine()
    henter = henter_klasse(
        {
            SKRIFT_ADRESSE.format(navn.partition("/")[2]): _find_static(f"vendor/{navn}").read_bytes()
            for navn in SKRIFTER
        }
    )
    skrifter = FontConfiguration()
    stil = weasyprint.CSS(
        string=_find_static(STILARK).read_text(encoding="utf-8"), url_fetcher=henter, font_config=skrifter
    )
    if henter.antall_nektet:
        raise UlovligHenting
    gc.collect()
    gc.freeze()  # what is loaded by now stays: the collector need not look through it again in the middle of each page
    return stil, skrifter


def _find_static(navn: str) -> Path:
    sti = finders.find(navn)
    if not isinstance(sti, str):
        raise UtskriftUtilgjengelig(
            _("PDF kan ikke lages: filen static/%(navn)s mangler. Hent prosjektet på nytt.") % {"navn": navn}
        )
    return Path(sti)
