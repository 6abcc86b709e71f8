"""«Who must say yes?»: open to all, about nobody, and in the words of the settings that the rule reads."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bti.innstillinger import INNSTILLINGER
from samtykke.hvem_side import EGEN, FORELDRE_TIL, key_of
from samtykke.models import Omraade
from tests import factories as f

pytestmark = pytest.mark.django_db
HVEM = ["", "jonas", "berit", "adm", "kari", "fremmed", "erik"]


def read(client, kommune) -> str:
    return client.get(reverse("samtykke:hvem-maa-si-ja-kommune", args=[kommune.pk])).content.decode()


@pytest.mark.parametrize("hvem", HVEM)
def test_everybody_reads_it(client, verden, hvem):
    if hvem:
        client.force_login(getattr(verden, hvem))
    page = client.get(reverse("samtykke:hvem-maa-si-ja"))
    assert page.status_code == 200
    assert "Hvem må si ja?" in page.content.decode()
    assert "Barnelova" in read(client, verden.solvik)


def test_without_a_municipality_one_chooses(client, verden):
    page = client.get(reverse("samtykke:hvem-maa-si-ja")).content.decode()
    for kommune in (verden.solvik, verden.fjellvik):
        assert reverse("samtykke:hvem-maa-si-ja-kommune", args=[kommune.pk]) in page


def test_one_that_does_not_exist(client, db):
    assert client.get(reverse("samtykke:hvem-maa-si-ja-kommune", args=[uuid4()])).status_code == 404


def test_the_words_follow_the_settings(client, verden):
    before = read(client, verden.solvik)
    assert "Fra 16 til 18 år: Den unge må si ja selv." in before
    assert "Fra 18 år: Den unge svarer alene." in before
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel=EGEN, verdi=14)
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel=FORELDRE_TIL, verdi=17)
    after = read(client, verden.solvik)
    assert "Under 14 år: Alle med foreldreansvar må si ja." in after
    assert "Fra 14 til 17 år: Den unge må si ja selv." in after
    assert "Fra 17 år: Den unge svarer alene." in after
    assert read(client, verden.fjellvik).count("Fra 16 til 18 år") == before.count("Fra 16 til 18 år")


def test_each_area_with_ages_of_its_own_has_its_words_and_its_law(client, verden):
    page = read(client, verden.solvik)
    areas = [one for one in Omraade if key_of(EGEN, one) in INNSTILLINGER]
    assert Omraade.LOGG in areas
    assert page.count("Bygger på:") == len(areas) + 3
    for area in areas:
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel=key_of(EGEN, area), verdi=13)
        assert "Under 13 år:" in read(client, verden.solvik)


def test_it_costs_the_same_however_much_is_set(client, verden, django_assert_max_num_queries):
    read(client, verden.solvik)
    with django_assert_max_num_queries(8):
        read(client, verden.solvik)
