"""«What happens when somebody is worried?» and the staircase: open to all, about nobody, in one statement more."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests import factories as f
from tests.bti.veileder.test_read_guide import statements

pytestmark = pytest.mark.django_db
HVEM = ["", "jonas", "amina", "berit", "adm", "ragna", "erik", "kari", "fremmed"]


@pytest.mark.parametrize("hvem", HVEM)
def test_everybody_reads_them(client, verden, hvem):
    if hvem:
        client.force_login(getattr(verden, hvem))
    for url in (
        reverse("bti:hva-skjer"),
        reverse("bti:hva-skjer-kommune", args=[verden.solvik.pk]),
    ):
        page = client.get(url).content.decode()
        assert page.count('<svg class="tegning"') == 5
        assert "Du bestemmer hva vi deler" in page
        assert "116 111" in page
    assert client.get(reverse("tiltak:trapp-aapen", args=[verden.solvik.pk])).status_code == 200


def test_each_municipality_has_its_own_numbers_and_staircase(client, verden):
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="nummer_barnevernvakt", verdi="12 34 56 78")
    f.TiltakskortFactory(
        kommune=verden.solvik,
        trinn=f.TrinnFactory(kommune=verden.solvik, nummer=1, navn="For alle"),
        navn="Åpen hall",
    )
    f.TiltakskortFactory(
        kommune=verden.solvik,
        trinn=f.TrinnFactory(kommune=verden.solvik, nummer=2),
        navn="Nedlagt",
        is_active=False,
    )
    f.TiltakskortFactory(
        kommune=verden.fjellvik, trinn=f.TrinnFactory(kommune=verden.fjellvik), navn="Ballbinge"
    )

    assert (
        "12 34 56 78"
        in client.get(reverse("bti:hva-skjer-kommune", args=[verden.solvik.pk])).content.decode()
    )
    assert (
        "12 34 56 78"
        not in client.get(reverse("bti:hva-skjer-kommune", args=[verden.fjellvik.pk])).content.decode()
    )
    page = client.get(reverse("tiltak:trapp-aapen", args=[verden.solvik.pk])).content.decode()
    assert "Åpen hall" in page
    assert "1. For alle" in page
    assert "Nedlagt" not in page
    assert "Ballbinge" not in page


def test_one_statement_more_than_a_page_without(client, verden):
    bare = statements(client, reverse("innlogging:velg"))
    for url in (
        reverse("bti:hva-skjer"),
        reverse("bti:hva-skjer-kommune", args=[verden.solvik.pk]),
        reverse("tiltak:trapp-aapen", args=[verden.solvik.pk]),
    ):
        assert statements(client, url) <= bare + 1, url


def test_no_such_municipality(client, verden):
    for name in ("bti:hva-skjer-kommune", "tiltak:trapp-aapen"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404


def test_they_are_found(client, verden):
    """From the log-in page, and from the guide; and from each other."""
    solvik = verden.solvik.pk
    hva, trapp = reverse("bti:hva-skjer-kommune", args=[solvik]), reverse("tiltak:trapp-aapen", args=[solvik])
    pages = {
        reverse("innlogging:velg"): [reverse("bti:hva-skjer"), reverse("bti:veileder")],
        reverse("bti:veileder-serie", args=[verden.veileder.serie]): [hva, trapp],
        hva: [trapp],
        trapp: [hva],
    }
    for url, wanted in pages.items():
        page = client.get(url).content.decode()
        assert all(f'href="{one}"' in page for one in wanted), url
