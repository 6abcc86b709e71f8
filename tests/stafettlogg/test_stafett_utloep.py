"""An offer of the baton that has no answer: what makes it lapse, the nudge, and the day that passes."""

import pytest

from bti.feil import SakErLukket
from bti.models import Deltaker, Sak, Saksstatus
from bti.tilgang.feil import SakTapt
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykke
from stafettlogg.feil import VekslingErBorte
from stafettlogg.models import Stafettveksling
from tests import factories as f
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.deling import login
from tests.samtykke.hjelp import told
from tests.samtykke.natt import watch
from tests.stafettlogg.stafetten import (
    answer,
    hjem_url,
    holder,
    kollega,  # noqa: F401
    offer,
    read,
    seen_by,
    svar_url,
    waits,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kollega")]


def close_the_case(verden: Verden) -> None:
    with as_owner():
        Sak.objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)


def leave(verden: Verden) -> None:
    with as_owner():
        Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.lise).update(
            gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1)
        )


def shut_out(verden: Verden) -> None:
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.lise, blocked_by=verden.siri, grunn="fare")


def work_elsewhere(verden: Verden) -> None:
    with as_owner():
        verden.lise.ansettelser.update(gyldig_fra=i_dag(-90), gyldig_til=i_dag(-1))


def give_to_another(verden: Verden) -> None:
    """Somebody else has got it meanwhile, and the offer is of a baton that its giver does not hold."""
    with as_owner():
        Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.jonas).update(rolle="fagperson")
        f.DeltakerFactory(
            sak=verden.nora_sak, bruker=verden.siri, rolle="stafettholder", tjeneste=verden.skole
        )


SLUTT = {
    close_the_case: SakErLukket, leave: SakTapt, shut_out: SakTapt, work_elsewhere: SakTapt,
    give_to_another: VekslingErBorte,
}  # fmt: skip


class TestLapses:
    @pytest.mark.parametrize("slutt", SLUTT, ids=lambda one: one.__name__)
    def test_it_waits_no_longer_and_takes_no_yes(self, verden, slutt):
        en = offer(verden, verden.lise)
        assert waits(en, verden.lise)
        slutt(verden)
        before = holder(verden)
        assert not waits(en, verden.lise)
        with pytest.raises(SLUTT[slutt]):
            answer(en, verden.lise)
        assert holder(verden) == before
        assert "Svar på om du tar over stafettpinnen" not in read(verden.lise, hjem_url())

    @pytest.mark.parametrize("slutt", [leave, shut_out, work_elsewhere], ids=lambda one: one.__name__)
    def test_who_is_out_sees_nothing_of_it(self, verden, slutt):
        en = offer(verden, verden.lise)
        slutt(verden)
        assert seen_by(verden.lise) == 0
        assert login(verden.lise).get(svar_url(en)).status_code in (403, 404)

    def test_a_services_consent_has_nothing_to_say(self, verden):
        """It is offered within the service that has the case, which needs none."""
        en = offer(verden, verden.lise)
        with as_owner():
            Samtykke.objects.update(withdrawn_at=naa(), withdrawn_by_id=verden.kari.pk, slutt="trukket")
        assert waits(en, verden.lise)


class TestTheNight:
    def test_a_nudge_goes_the_day_before_and_once(self, verden):
        offer(verden, verden.lise, svarfrist=i_dag(1))
        with as_owner():
            Utboks.objects.all().delete()
        watch()
        assert told(Slag.STAFETT_TILBUDT) == set()  # asked today: there is no news
        with as_owner():
            Stafettveksling.objects.update(offered_at=naa(days=-4))
        watch()
        watch()
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.STAFETT_TILBUDT, mottaker=verden.lise).count() == 1

    def test_the_holder_is_told_once_when_the_day_has_passed(self, verden):
        offer(verden, verden.lise)
        with as_owner():
            Stafettveksling.objects.update(offered_at=naa(days=-8), svarfrist=i_dag(-1))
        watch()
        watch()
        assert told(Slag.STAFETT_IKKE_TATT) == {verden.jonas.pk}
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.STAFETT_IKKE_TATT).count() == 1

    def test_nobody_is_told_of_an_offer_that_is_nobodys(self, verden):
        offer(verden, verden.lise)
        with as_owner():
            Stafettveksling.objects.update(offered_at=naa(days=-8), svarfrist=i_dag(-1))
        give_to_another(verden)
        watch()
        assert told(Slag.STAFETT_IKKE_TATT) == set()
