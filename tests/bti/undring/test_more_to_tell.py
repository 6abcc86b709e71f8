"""What may wait on the form of a worry; and the version of the guide that a worry keeps."""

import pytest
from django.urls import reverse

from bti.models import Nivaa, Stegstatus, Undring, Veileder
from tests import factories as f
from tests.bti.conftest import sak_of, undring_data
from tests.factories.hus import naa

pytestmark = pytest.mark.django_db
NY = "/undring/ny/"
MER = {"hvor_ofte": "ofte", "styrker": "Hjelper de minste i garderoben."}


def test_how_often_and_what_goes_well_are_kept_and_shown(jonas, verden, post_form, eier):
    response = post_form(NY, **undring_data(**MER))

    with eier():
        undring = Undring.objects.get(created_by=verden.jonas)
    assert (undring.hvor_ofte, undring.styrker) == ("ofte", MER["styrker"])
    page = jonas.get(response.url).content.decode()
    assert MER["styrker"] in page
    assert "Ofte" in page


def test_they_are_folded_up_until_something_stands_there(jonas, post_form, undring):
    assert '<details class="ds-details">' in jonas.get(NY).content.decode()

    page = post_form(NY, **undring_data(observert="", **MER)).content.decode()

    assert '<details class="ds-details" open>' in page
    assert MER["styrker"] in page


def test_they_are_corrected_with_the_rest(jonas, undring, post_form, eier):
    url = reverse("bti:undring-edit", args=[undring.pk])

    post_form(url, **undring_data(versjon="1", **MER))

    with eier():
        undring.refresh_from_db()
    assert (undring.hvor_ofte, undring.styrker, undring.versjon) == ("ofte", MER["styrker"], 2)


def test_the_starters_stand_by_the_field(jonas):
    assert "«Barnet sa …»" in jonas.get(NY).content.decode()


@pytest.fixture
def nyere(verden, eier) -> Nivaa:
    """Level 0 of a guide that was published after the worry was written; one step is new, one is the same."""
    with eier():
        veileder = f.VeilederFactory(kommune=verden.solvik, versjon=2, published_at=naa(days=1))
        nivaa = f.NivaaFactory(veileder=veileder, nummer=0)
        f.NivaaFactory(veileder=veileder, nummer=1)
        f.StegFactory(nivaa=nivaa, nummer=1, noekkel="helt-nytt", navn="Et helt nytt steg")
        f.StegFactory(nivaa=nivaa, nummer=2, noekkel="steg-1", navn="Definer undringen på nytt")
    return nivaa


@pytest.fixture
def skrevet(jonas, verden, post_form, eier) -> Undring:
    post_form(NY, **undring_data())
    with eier():
        return Undring.objects.get(created_by=verden.jonas)


def test_a_worry_keeps_the_version_it_began_on(jonas, verden, skrevet, nyere, eier):
    """Ticks and steps stay when the municipality publishes a new guide; only a new worry follows that."""
    assert skrevet.veileder == verden.veileder
    gammelt, nytt = verden.nivaaer[0].steg.first(), nyere.steg.first()
    url = reverse("bti:undring-detail", args=[skrevet.pk])

    page = jonas.get(url).content.decode()
    assert "Del med leder" in page
    assert nytt.navn not in page
    ok = jonas.post(reverse("bti:undring-steg", args=[skrevet.pk, gammelt.pk]), {"gjort": "1"})
    assert ok.status_code == 302
    assert (
        jonas.post(reverse("bti:undring-steg", args=[skrevet.pk, nytt.pk]), {"gjort": "1"}).status_code == 404
    )


def test_a_new_worry_follows_the_new_guide(jonas, post_form, nyere):
    page = jonas.get(post_form(NY, **undring_data()).url).content.decode()

    assert "Et helt nytt steg" in page
    assert "Del med leder" not in page


def test_a_case_takes_along_the_steps_that_its_guide_has(jonas, verden, skrevet, nyere, eier):
    """The case follows the newest guide; what was done is known there by its key."""
    from bti.services import Avklaring, Barn, open_sak
    from bti.services.undringer import set_steg
    from bti.tilgang.aktoer import acting_as

    with acting_as(verden.jonas.pk):
        for steg in verden.nivaaer[0].steg.all()[:2]:
            set_steg(skrevet, steg=steg, is_done=True, by=verden.jonas.pk)
        open_sak(
            skrevet, noekkel=skrevet.pk, kommune_id=verden.solvik.pk, foresatte=[], verifisering="manuelt",
            barn=Barn(navn="Ida Prøve", foedselsdato=verden.nora_sak.hovedperson.foedselsdato, foedselsnummer=""),
            avklaring=Avklaring("nivaa_1", "Enige.", skrevet.observert_dato), hva_saken_gjelder="Trivsel.",
            by=verden.jonas.pk,
        )  # fmt: skip

    sak = sak_of(eier, skrevet)
    with eier():
        assert sak.veileder == Veileder.objects.get(versjon=2)
        assert [one.steg for one in Stegstatus.objects.filter(sak=sak)] == [nyere.steg.get(noekkel="steg-1")]
