"""Which guide is whose: by municipality and kind of service; and addresses that stay when it is loaded again."""

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from bti.feil import IngenVeileder
from bti.models import Kommune, Steg
from bti.queries import get_aapningsnivaa, get_veileder, nivaaer_of
from tests import factories as f
from tests.eier import as_owner
from tiltak.katalog import load_katalog
from tiltak.katalog.lasting_veileder import address_of

pytestmark = pytest.mark.django_db


def test_a_kind_of_service_has_its_own_guide_and_the_others_the_general_one(verden):
    skolens = f.VeilederFactory(kommune=verden.solvik, tjenestetype="skole", navn="Skolens veileder")
    f.VeilederFactory(kommune=verden.solvik, tjenestetype="barnehage", published_at=None)

    assert get_veileder(verden.solvik.pk, "skole") == skolens
    assert get_veileder(verden.solvik.pk, "barnehage") == verden.veileder
    assert get_veileder(verden.solvik.pk) == verden.veileder
    assert get_veileder(verden.fjellvik.pk, "skole") != skolens


def test_a_case_opens_on_the_lowest_level_above_the_wonder(verden):
    skolens = f.VeilederFactory(kommune=verden.solvik, tjenestetype="skole")
    for nummer in (0, 3, 2):
        f.NivaaFactory(veileder=skolens, nummer=nummer)

    assert get_aapningsnivaa(verden.solvik.pk, "skole").nummer == 2
    assert get_aapningsnivaa(verden.solvik.pk).nummer == 1
    with pytest.raises(IngenVeileder):
        get_aapningsnivaa(f.KommuneFactory().pk)


def test_the_levels_of_the_list_are_those_of_the_general_guide(verden):
    skolens = f.VeilederFactory(kommune=verden.solvik, tjenestetype="skole", versjon=7)
    f.NivaaFactory(veileder=skolens, nummer=5)

    assert {one.nummer for one in nivaaer_of(verden.solvik.pk)} == {0, 1, 2, 3}


def test_there_is_one_draft_of_a_kind(verden):
    f.VeilederFactory(kommune=verden.solvik, versjon=2, published_at=None)
    f.VeilederFactory(kommune=verden.solvik, versjon=2, tjenestetype="skole", published_at=None)

    with pytest.raises(IntegrityError, match="veileder_one_draft"), transaction.atomic():
        f.VeilederFactory(kommune=verden.solvik, versjon=3, published_at=None)


def test_a_guide_that_is_loaded_again_has_the_same_addresses():
    with as_owner():
        kommune = Kommune.objects.create(navn="Solvik", kommunenummer="9901")
        load_katalog(kommune=kommune, mappe=settings.BASE_DIR / "fixtures" / "katalog")
        steg = list(Steg.objects.filter(nivaa__veileder__kommune=kommune).select_related("nivaa"))

    assert len({one.varig for one in steg}) == 17
    assert [one.varig for one in steg] == [
        address_of(kommune, "", one.nivaa.nummer, one.noekkel) for one in steg
    ]
    assert kommune.veiledere.get().serie == address_of(kommune, "")
