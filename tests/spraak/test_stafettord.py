"""The guide and the staircase in the reader's form of Norwegian, as long as the municipality has kept the words."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from bti.models import Nivaa, Steg, Veileder
from bti.stafettord import in_readers_form
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.spraak.ordlister import read_ordliste, used_words
from tests.spraak.test_sider import visible_texts
from tiltak.katalog import load_katalog

pytestmark = pytest.mark.django_db
STEG_NN = "Set ord på undringa"
EGET = "Vår egen måte å gjøre det på"


@pytest.fixture
def katalog(verden):
    with as_owner():
        Veileder.objects.filter(kommune=verden.fjellvik).update(tjenestetype="annen")
        load_katalog(
            kommune=verden.fjellvik, mappe=settings.BASE_DIR / "fixtures" / "katalog", samling="elverum"
        )
    return verden


def read(client, bruker, name: str, spraak: str, *args) -> str:
    with as_owner():
        type(bruker).objects.filter(pk=bruker.pk).update(maalform=spraak)
    client.force_login(bruker)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = spraak
    return client.get(reverse(name, args=args)).content.decode()


@pytest.mark.parametrize("name", ["bti:veileder", "tiltak:trapp"])
def test_a_nynorsk_reader_meets_nynorsk(client, katalog, name):
    assert '<html lang="nn"' in (html := read(client, katalog.erik, name, "nn"))
    other = read(client, katalog.erik, name, "nb")

    known = {"bti:veileder": STEG_NN, "tiltak:trapp": "Styrkje kvardagen"}[name]
    assert known in html
    assert known not in other


def test_the_guide_mixes_nothing_in(client, katalog):
    html = read(client, katalog.erik, "bti:veileder", "nn")

    found = used_words(" ".join(visible_texts(html))) & read_ordliste("bokmaal")
    assert found <= {"bruker"}, "the verb is the same in both"


def test_what_the_municipality_has_changed_stands_as_written(client, katalog):
    with as_owner():
        Steg.objects.filter(nivaa__veileder__kommune=katalog.fjellvik, nummer=1).update(navn=EGET)

    assert EGET in read(client, katalog.erik, "bti:veileder", "nn")


def test_a_parent_reads_the_level_in_her_own_form(client, verden):
    with as_owner():
        Nivaa.objects.filter(pk=verden.nora_sak.nivaa_id).update(navn=nivaa_navn("nb"))

    assert nivaa_navn("nn") in read(client, verden.kari, "familie:sak", "nn", verden.nora_sak.pk)
    assert nivaa_navn("nb") in read(client, verden.kari, "familie:sak", "nb", verden.nora_sak.pk)


def test_a_nynorsk_holder_chooses_among_the_levels_in_nynorsk(client, verden):
    with as_owner():
        Nivaa.objects.filter(pk=verden.nivaaer[2].pk).update(navn=nivaa_navn("nb"))
    moete = f.MoeteFactory(sak=verden.nora_sak, starter_at=naa(hours=-1))

    for name, pk in (("nivaa-move", verden.nora_sak.pk), ("moete-hold", moete.pk)):
        html = read(client, verden.jonas, f"stafettlogg:{name}", "nn", pk)
        assert nivaa_navn("nn") in html, name
        assert nivaa_navn("nb") not in html, name


def nivaa_navn(spraak: str) -> str:
    with translation.override(spraak):
        return in_readers_form("Avklare undringen")


def test_a_bokmaal_reader_of_a_nynorsk_municipality():
    with translation.override("nn"):
        nynorsk = nivaa_navn("nn")
    with translation.override("nb"):
        assert in_readers_form(nynorsk) == "Avklare undringen" != nynorsk


@pytest.mark.parametrize("spraak", ["en", "se"])
def test_a_third_language_changes_nothing(spraak):
    with translation.override(spraak):
        assert in_readers_form("Avklare undringen") == "Avklare undringen"
