"""Two who answer, take back or name an owner in the same second, on connections of their own: one outcome."""

import pytest

from bti.skjema import Konflikt
from bti.varsling.models import Slag
from tests.lagret import at_once
from tests.samtykke.hjelp import told
from tests.tiltak.spurt import ansvarlig, ask, fresh, let_lise_in, make_tiltak
from tiltak.feil import AltBesvart, HarAnsvarlig, Trukket
from tiltak.models import Tiltak
from tiltak.services import answer_forespoersel, change_tiltak, take_back


@pytest.mark.parametrize("_omgang", range(3))
def test_a_yes_and_a_new_owner_have_one_outcome_and_both_are_told(verden_committed, _omgang):
    verden = verden_committed
    let_lise_in(verden)
    tiltak = make_tiltak(verden)
    en = ask(verden, tiltak, verden.lise)

    def reassign() -> str:
        row = Tiltak.objects.select_related("sak").get(pk=tiltak.pk)
        change_tiltak(row, versjon=1, by=verden.jonas.pk, ansvarlig_id=verden.jonas.pk)
        return "satt"

    def say_yes() -> str:
        answer_forespoersel(en, svar="ja", grunn="", versjon=1)
        return "ja"

    results = at_once([(verden.jonas.pk, reassign), (verden.lise.pk, say_yes)])
    vant = [one for one in results if isinstance(one, str)]
    (tapte,) = [one for one in results if not isinstance(one, str)]
    if vant == ["ja"]:
        assert (ansvarlig(tiltak), type(tapte)) == (verden.lise.pk, Konflikt)
        assert verden.jonas.pk in told(Slag.TILTAK)
    else:
        assert vant == ["satt"]
        assert (ansvarlig(tiltak), type(tapte)) == (verden.jonas.pk, HarAnsvarlig)
        assert verden.lise.pk in told(Slag.TILTAK)


def test_yes_no_and_take_back_at_once_have_one_outcome(verden_committed):
    verden = verden_committed
    let_lise_in(verden)
    tiltak = make_tiltak(verden)
    en = ask(verden, tiltak, verden.lise)

    def say(svar: str) -> str:
        answer_forespoersel(en, svar=svar, grunn="", versjon=1)
        return svar

    def take() -> str:
        return "trukket" if take_back(verden.nora_sak, en.pk) else "for sent"

    lise = verden.lise.pk
    results = at_once([(lise, lambda: say("ja")), (lise, lambda: say("nei")), (verden.jonas.pk, take)])
    rad = fresh(en.pk)
    (vant,) = [one for one in results if one in {"ja", "nei", "trukket"}]
    assert (rad.svar or "trukket") == vant
    assert (rad.withdrawn_at is None) == bool(rad.svar)
    assert ansvarlig(tiltak) == (lise if vant == "ja" else verden.erik.pk)
    assert all(one == "for sent" or isinstance(one, AltBesvart | Trukket) for one in results if one != vant)
