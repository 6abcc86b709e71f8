"""The history on paper: in order, in the chosen period, and to each reader no more than they may know."""

import pytest

from bti.utskrift.deler import Leser
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.stafettlogg.skjuling import write
from tests.utskrift.test_innhold import draw, flat

pytestmark = pytest.mark.django_db
DELER = {"deler": ("historie",)}


def test_it_reads_from_the_first_to_the_last(saken):
    tekst = flat(draw(saken, leser=Leser.ARKIVET, **DELER))
    said = [
        "Saken ble åpnet.",
        "Nytt tiltak: Lesekurs",
        "Tiltaket «Lesekurs» er evaluert: det hjalp litt.",
        "Notat",
    ]
    steder = [tekst.index(words) for words in said]
    assert steder == sorted(steder)
    assert "Saken gikk fra nivå 1 til nivå 2: Samarbeid mellom tjenester." in tekst


@pytest.mark.parametrize(
    ("leser", "is_there"), [(Leser.ARKIVET, True), (Leser.FAMILIEN, False), (Leser.TJENESTENE, False)]
)
def test_answers_about_consent_are_the_archives_alone(saken, leser, is_there):
    tekst = flat(draw(saken, leser=leser, **DELER))
    assert "Nytt tiltak: Lesekurs" in tekst
    for words in ("sa ja til at", "spurte familien om"):
        assert (words in tekst) is is_there


@pytest.mark.parametrize(("leser", "antall"), [(Leser.FAMILIEN, 2), (Leser.ARKIVET, 3)])
def test_what_is_hidden_from_the_father_is_not_on_the_familys_paper(saken, leser, antall):
    write(saken, saken.tom)
    assert flat(draw(saken, leser=leser, **DELER)).count("Notat") == antall


def test_the_period_is_of_whole_days(saken):
    with as_owner():
        for dager in (-3, -2, -1):
            f.InnleggFactory(sak=saken.sak, tekst="x", innleggstype="lysglimt")
            Innlegg.objects.filter(innleggstype="lysglimt", created_at__gte=naa(hours=-1)).update(
                created_at=naa(days=dager)
            )
    tekst = flat(draw(saken, fra=i_dag(-2), til=i_dag(-1), **DELER))
    assert tekst.count("Lysglimt") == 2
    assert "Ingenting i dette tidsrommet." in flat(draw(saken, fra=i_dag(-20), til=i_dag(-15), **DELER))
