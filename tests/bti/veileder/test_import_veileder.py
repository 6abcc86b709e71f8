"""A guide out and in again as one file: the same, or refused with every place named and nothing written."""

import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bti.models import Veileder
from bti.veileder.format import export_veileder
from tests.eier import as_owner
from tiltak.katalog import load_katalog

pytestmark = pytest.mark.django_db
MAPPE = settings.BASE_DIR / "fixtures" / "katalog"
URL = "/veiledere/hent-inn/"


@pytest.fixture
def ragna(client, verden):
    with as_owner():
        verden.solvik.veiledere.update(tjenestetype="annen")
        load_katalog(kommune=verden.solvik, mappe=MAPPE)
    client.force_login(verden.ragna)
    return client


@pytest.fixture
def guide(ragna, verden) -> Veileder:
    return verden.solvik.veiledere.get(tjenestetype="")


def fetch(client, verden, innhold: bytes, **felter: str):
    fil = SimpleUploadedFile("veileder.json", innhold)
    return client.post(URL, {"kommune": verden.solvik.pk, "tjenestetype": "", "fil": fil} | felter)


def test_out_and_in_again_is_the_same(ragna, verden, guide):
    out = ragna.get(reverse("bti:veileder-eksport", args=[guide.pk]))
    assert out["Content-Disposition"] == 'attachment; filename="veileder-versjon-1.json"'

    response = fetch(ragna, verden, out.content)

    utkast = verden.solvik.veiledere.get(published_at=None)
    assert response.url == reverse("bti:veileder-edit", args=[utkast.pk])
    assert export_veileder(utkast) == export_veileder(guide) | {"versjon": 2}
    assert utkast.serie == guide.serie


def test_a_step_that_the_draft_has_lost_keeps_its_address(ragna, verden, guide):
    """Its address stands in minutes and mails: it is the same step as in the version that counts."""
    out = ragna.get(reverse("bti:veileder-eksport", args=[guide.pk])).content
    halv = json.loads(out)
    for nivaa in halv["nivaaer"]:
        del nivaa["steg"][1:]
    for fil in (json.dumps(halv).encode(), out):
        assert fetch(ragna, verden, fil).status_code == 302

    utkast = verden.solvik.veiledere.get(published_at=None)
    assert export_veileder(utkast) == export_veileder(guide) | {"versjon": 2}


def test_the_file_of_another_municipality_gets_its_own_addresses(ragna, verden, guide):
    out = ragna.get(reverse("bti:veileder-eksport", args=[guide.pk])).content

    fetch(ragna, verden, out, tjenestetype="skole")

    skolens = verden.solvik.veiledere.get(tjenestetype="skole")
    theirs = {one["varig"] for level in json.loads(out)["nivaaer"] for one in level["steg"]}
    mine = {one["varig"] for level in export_veileder(skolens)["nivaaer"] for one in level["steg"]}
    assert len(mine) == len(theirs)
    assert not mine & theirs


@pytest.mark.parametrize(
    ("raw", "sted"),
    [
        (b"ikke json", "er ikke en veileder i JSON"),
        (b"\xff\xfe", "er ikke en veileder i JSON"),
        (b"[]", "mangler, eller er ikke en liste"),
        (b'{"nivaaer": []}', "Toppen"),
        (b'{"nivaaer": [{"nummer": "x", "steg": []}]}', "Nivå 0"),
        (b'{"nivaaer": [7, null]}', "Nivå 1"),
        (b"[" * 100_000, "er ikke en veileder i JSON"),
        (b'{"versjon": ' + b"9" * 5000 + b"}", "er ikke en veileder i JSON"),
        (b'{"nivaaer": [{"navn": "\\ud800"}]}', "er ikke en veileder i JSON"),
        (b'{"nivaaer": [{"\\ud800": 1}]}', "er ikke en veileder i JSON"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_and_nothing_is_written(ragna, verden, guide, raw, sted):
    before = Veileder.objects.count()

    response = fetch(ragna, verden, raw)

    assert response.status_code == 422
    assert sted in response.content.decode()
    assert Veileder.objects.count() == before


def test_a_fault_names_its_place(ragna, verden, guide):
    innhold = export_veileder(guide)
    innhold["nivaaer"][1]["steg"][2]["navn"] = ""
    innhold["nivaaer"][2]["vilkaar"][0]["slag"] = "tull"

    page = fetch(ragna, verden, json.dumps(innhold).encode()).content.decode()

    assert "Nivå 1, steg 3" in page
    assert "Nivå 2, vilkår 1" in page


def test_what_only_python_takes_is_refused_and_what_a_person_means_is_taken(ragna, verden, guide):
    """A week is no date and a list is no word; a number in quotes and spaces in a name are what they look like."""
    innhold = export_veileder(guide)
    wrong = innhold | {"revideres_innen": "2027-W01-1"}
    wrong["nivaaer"] = [innhold["nivaaer"][0] | {"sikkerhet": []}, *innhold["nivaaer"][1:]]

    page = fetch(ragna, verden, json.dumps(wrong).encode()).content.decode()

    assert "«2027-W01-1» er ikke en dato" in page
    assert "sikkerhet" in page
    innhold["navn"] = "Vår" + " " * 3000 + "veileder"
    for nivaa in innhold["nivaaer"]:
        nivaa["nummer"] = str(nivaa["nummer"])
    assert fetch(ragna, verden, json.dumps(innhold).encode()).status_code == 302
    assert export_veileder(verden.solvik.veiledere.get(published_at=None))["navn"] == "Vår veileder"


def test_a_file_that_is_too_large_is_refused(ragna, verden, guide):
    response = fetch(ragna, verden, b" " * 1_000_001)

    assert response.status_code == 422
    assert "for stor" in response.content.decode()


def test_only_those_who_keep_the_guide_may(client, ragna, verden):
    client.force_login(verden.jonas)
    assert client.get(URL).status_code == 403
