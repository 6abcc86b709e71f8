"""What a print-out costs. Figures and how they were measured: docs/utskrift.md."""

import time
from io import BytesIO

import pikepdf
import pytest

from bti.utskrift.deler import list_deler
from bti.utskrift.jobb import make_utskrift
from tests import factories as f
from tests.utskrift.bestilling import fetch, order

SEKS_SIDER = 6
SETNING = "Nora leste to sider høyt i dag, og ville selv lese en til. "


@pytest.fixture
def seks_sider(saken):
    """A case as it is after a school year: eight measures and some ten entries."""
    for nr in range(8):
        f.TiltakFactory(sak=saken.sak, maal=None, tittel=f"Tiltak {nr + 1}", hva=SETNING * 2)
    for _nr in range(8):
        f.InnleggFactory(sak=saken.sak, tekst=SETNING * 8)
    return saken


def measure(saken) -> tuple[float, bytes]:
    """Make one print-out; return the CPU seconds of this process, without PostgreSQL's, and the file."""
    deler = tuple(del_.noekkel for del_ in list_deler() if del_.er_valgt)
    utskrift_id = order(saken, saken.jonas, deler=deler)
    foer = time.process_time()
    assert make_utskrift(utskrift_id)
    brukt = time.process_time() - foer
    return brukt, bytes(fetch(saken.jonas, utskrift_id).fil)


def test_six_pages_are_six_pages_and_small(seks_sider):
    _brukt, pdf = measure(seks_sider)
    with pikepdf.open(BytesIO(pdf)) as dokument:
        assert len(dokument.pages) == SEKS_SIDER
    assert len(pdf) < 120_000


@pytest.mark.nightly
def test_six_pages_cost_no_more_than_six_short_ones(saken, request):
    """Against the case as it was before the year, in the same minutes: a busy machine makes both slower."""
    measure(saken)
    kort = min(measure(saken)[0] for _i in range(4))
    lang = min(measure(request.getfixturevalue("seks_sider"))[0] for _i in range(4))
    assert lang <= SEKS_SIDER * kort, (lang, kort)
