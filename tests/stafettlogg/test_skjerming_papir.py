"""Print-outs and what is hidden: each paper holds what its reader may see."""

import pytest

from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser, Valg
from bti.utskrift.models import Utskrift
from stafettlogg.utskriftsdeler import hent_logg
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.stafettlogg.skjuling import HEMMELIG, write

pytestmark = pytest.mark.django_db


class TestOnPaper:
    def hent(self, verden, leser: Leser, som=None):
        valg = Valg(deler=("logg",), leser=leser)
        with acting_as((som or verden.jonas).pk):
            return [
                (rad.tekst, skjult) for rad, _h, _m, skjult in hent_logg(verden.sak.pk, valg)["innlegg_list"]
            ]

    def test_the_familys_paper_leaves_out_what_one_of_them_does_not_see(self, verden):
        write(verden, verden.tom)
        assert self.hent(verden, Leser.FAMILIEN) == []

    @pytest.mark.parametrize("leser", [Leser.TJENESTENE, Leser.ARKIVET])
    def test_the_others_paper_says_from_whom_it_is_hidden(self, verden, leser):
        write(verden, verden.tom)
        assert self.hent(verden, leser) == [(HEMMELIG, "Tom Nordlie")]

    def test_what_is_hidden_from_staff_alone_stands_on_the_familys(self, verden):
        write(verden, verden.amina)
        assert self.hent(verden, Leser.FAMILIEN) == [(HEMMELIG, "Amina Yusuf")]

    def test_staff_print_no_more_than_they_see(self, verden):
        give_consent(verden, verden.kari, verden.tom)
        write(verden, verden.amina)
        assert self.hent(verden, Leser.ARKIVET, som=verden.amina) == []

    @pytest.mark.parametrize(("before", "after"), [("ferdig", "utloept"), ("paagaar", "bestilt")])
    def test_a_paper_that_may_hold_it_is_taken_back(self, verden, before, after):
        give_consent(verden, verden.kari, verden.tom)
        papers = [
            f.UtskriftFactory(
                sak=verden.sak, ordered_by=bruker, status=before, fil=b"%PDF", expires_at=naa(hours=1),
                ready_at=naa(), valg={"deler": ["logg"]},
            )
            for bruker in (verden.amina, verden.jonas)
        ]  # fmt: skip
        write(verden, verden.amina)
        with as_owner():
            assert [Utskrift.objects.get(pk=one.pk).status for one in papers] == [after, before]
            assert Utskrift.objects.get(pk=papers[0].pk).claim_token is None
            if after == "utloept":
                assert Utskrift.objects.get(pk=papers[0].pk).fil is None
