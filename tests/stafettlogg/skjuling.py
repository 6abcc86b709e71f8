"""An entry that is hidden from some in the case, as several tests write it."""

from bti.services import Skjul
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Innlegg
from stafettlogg.services import add_innlegg

HEMMELIG = "Nora vil ikke at far skal vite om hytteturen."


def skjul(*brukere, grunn="barnet_ber") -> Skjul:
    return Skjul(frozenset(bruker.pk for bruker in brukere), grunn)


def write(verden, *hidden_from, som=None, tekst=HEMMELIG) -> Innlegg:
    som = som or verden.jonas
    with acting_as(som.pk):
        return add_innlegg(verden.sak, tekst=tekst, skjul=skjul(*hidden_from), by=som.pk)
