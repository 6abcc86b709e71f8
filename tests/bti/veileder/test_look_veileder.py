"""The open pages as they look: both ready guides, on a phone and on a screen, without faults for those who listen."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from bti.models import Kommune, Veileder
from tests import factories as f
from tests.eier import as_owner
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe
from tiltak.katalog import load_katalog

pytestmark = pytest.mark.django_db
REDAKTOERSIDER = ("edit", "om", "nivaa-edit", "steg-new", "forhaandsvis", "publiser", "slett")
MAPPE = settings.BASE_DIR / "fixtures" / "katalog"


@pytest.fixture
def sider(client) -> dict[str, str]:
    """Every open page, with Stafett's own texts."""
    guider: list[Veileder] = []
    with as_owner():
        for nummer, samling in (("9901", "elverum"), ("9902", "nordre_land")):
            kommune = Kommune.objects.create(navn=samling, kommunenummer=nummer)
            load_katalog(kommune=kommune, mappe=MAPPE, samling=samling)
            guider.append(kommune.veiledere.get())
        steg = [guide.nivaaer.get(nummer=0).steg.get(nummer=2) for guide in guider]

    pages = {"valg": client.get(reverse("bti:veileder"))}
    for guide, ett in zip(guider, steg, strict=True):
        navn = guide.kommune.navn
        pages[f"{navn}-oversikt"] = client.get(reverse("bti:veileder-serie", args=[guide.serie]))
        pages[f"{navn}-steg"] = client.get(reverse("bti:veileder-steg", args=[ett.varig]))
        pages[f"{navn}-trapp"] = client.get(reverse("tiltak:trapp-aapen", args=[guide.kommune_id]))
        pages[f"{navn}-hva-skjer"] = client.get(reverse("bti:hva-skjer-kommune", args=[guide.kommune_id]))
        pages[f"{navn}-papir"] = client.get(reverse("bti:veileder-papir", args=[guide.serie]))
    pages["soek"] = client.post(reverse("bti:veileder-soek"), {"q": "foreldre", "serie": guider[0].serie})
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.fixture
def redaktoersider(client, verden) -> dict[str, str]:
    """The coordinator's pages, a form that was refused, and the case that is told of a newer version."""
    f.VilkaarFactory(nivaa=verden.nivaaer[1])
    f.VerktoeyFactory(steg=verden.nivaaer[1].steg.get(), navn="Plan for møtet", beskrivelse="Hvem sier hva?")
    client.force_login(verden.ragna)
    client.post(reverse("bti:veileder-new"), {"kommune": verden.solvik.pk})
    utkast = Veileder.objects.get(kommune=verden.solvik, published_at=None)
    steg = verden.nivaaer[1].steg.get()
    at = {side: reverse(f"bti:veileder-{side}", args=[utkast.pk]) for side in REDAKTOERSIDER}
    pages = {side: client.get(url) for side, url in at.items()}
    pages["admin"] = client.get(reverse("bti:veileder-admin"))
    pages["import"] = client.get(reverse("bti:veileder-import"))
    pages["steg-edit"] = client.get(reverse("bti:veileder-steg-edit", args=[utkast.pk, steg.varig]))
    pages["nivaa-1"] = client.get(at["nivaa-edit"] + "?nr=1")
    pages["feil"] = client.post(at["nivaa-edit"] + "?nr=1", {"vilkaar_1_slag": "maal", "redigert": 1})
    f.VeilederFactory(kommune=verden.solvik, serie=verden.veileder.serie, versjon=5)
    client.force_login(verden.jonas)
    pages["sak"] = client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk]))
    return {f"rediger-{navn}": side.content.decode() for navn, side in pages.items()}


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_coordinators_pages_are_whole(redaktoersider, bredde, tmp_path):
    look(redaktoersider, bredde, tmp_path)


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    look(sider, bredde, tmp_path)


def look(sider: dict[str, str], bredde: int, tmp_path: Path) -> None:
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    rute = Rute({f"/{navn}": html for navn, html in sider.items()})
    with open_nettleser(rute, bredde=bredde) as (_, page):
        for navn in sider:
            page.goto(f"{VERT}/{navn}")
            page.screenshot(path=mappe / f"veileder-{navn}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], navn
            assert page.evaluate(STIKKER_UT) == [], navn
            assert page.evaluate(SMAA_MAAL) == [], navn
            if navn.endswith(("papir", "trapp", "hva-skjer")):
                page.emulate_media(media="print")
                page.screenshot(path=mappe / f"veileder-{navn}-print-{bredde}.png", full_page=True)
                assert not page.is_visible(".veiledersoek, .topp, .ikke-paa-papir")
                page.emulate_media(media="screen")
    assert rute.konsoll == []
