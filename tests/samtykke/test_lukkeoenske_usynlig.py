"""That one of the family wants the case closed is not there for the others: byte for byte, in pages and in tables."""

import pytest
from django.urls import reverse

from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks
from samtykke.models import Lukkeoenske
from samtykke.services import withdraw_lukking
from tests.cast import Verden
from tests.eier import as_owner
from tests.samtykke.deling import login
from tests.samtykke.test_lukkeoenske import answer, ask, url
from tests.trygg.test_usynlig import differences, innhold, read_pages, read_tables, watchers

__all__ = ["innhold"]  # the fixture
pytestmark = pytest.mark.django_db


class TestTheRestOfTheFamily:
    def test_they_learn_nothing_of_it(self, verden, innhold):
        """Every page and every row that the others may read is the same, byte for byte; Kari's own are not."""
        with as_owner():
            Lukkeoenske.objects.all().delete()
        empty_utboks()
        hvem = {name: one for name, one in watchers(verden).items() if name not in ("lise", "berit")}
        foer = {name: (read_pages(one, innhold, alle=False), read_tables(one)) for name, one in hvem.items()}
        walk(verden)
        etter = {name: (read_pages(one, innhold, alle=False), read_tables(one)) for name, one in hvem.items()}
        endret = differences(foer, etter)
        assert {line.partition(":")[0] for line in endret} == {"kari"}
        assert "kari: samtykke_lukkeoenske" in endret
        assert "kari: familie:lukkeoenske" in endret

    def test_whoever_reads_it_has_looked_at_the_case_and_no_more(self, verden):
        oenske = ask(verden)
        login(verden.jonas).get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk]))
        login(verden.jonas).get(url(verden, oenske))
        with acting_as(verden.tom.pk):
            to = Hendelse.objects.filter(aktoer_id=verden.jonas.pk).values_list(
                "handling", "objekt_type", "objekt_id", "detaljer"
            )
            assert len(to) == 2
            assert to[0] == to[1]

    def test_both_may_want_it_and_neither_sees_the_other(self, verden):
        karis, toms = ask(verden), ask(verden, verden.tom)
        for bruker, eget in ((verden.kari, karis), (verden.tom, toms)):
            with acting_as(bruker.pk):
                assert [one.pk for one in Lukkeoenske.objects.all()] == [eget.pk]
        with acting_as(verden.jonas.pk):
            assert Lukkeoenske.objects.count() == 2


def walk(verden: Verden) -> None:
    """Kari asks, Jonas says no, she asks anew, he says yes, she takes it back; the notices go out."""
    for svar in ("nei", "ja"):
        oenske = ask(verden)
        answer(verden, oenske, svar)
    with acting_as(verden.kari.pk):
        withdraw_lukking(oenske)
    empty_utboks()
