"""The control in a real browser: no accessibility fault, nothing sticks out, everything can be tapped."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from bti.models import Kommunerolletype
from bti.revisjon.models import Kontrollgrunn
from tests import factories as f
from tests.factories.hus import i_dag, naa
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]
LISTE = reverse("revisjon:kontroll-list")
AVGJORT = reverse("revisjon:kontroll-avgjort")


@pytest.fixture
def sider(client, verden) -> dict[str, str]:
    """The pages of a head with something of each reason, of one that is answered, and of the ombud who reads along."""
    felles = {
        "kommune": verden.solvik, "tjeneste": verden.skole, "leser_id": verden.jonas.pk, "leser_navn": "Jonas Berge",
        "kontrolloer": verden.siri, "kontrolloer_navn": "Siri Holm",
    }  # fmt: skip
    rader = [f.LoggkontrollFactory(grunn=grunn, **felles) for grunn in Kontrollgrunn]
    sen = f.LoggkontrollFactory(
        leser_navn="Lise Dahl",
        svarfrist=i_dag(-3),
        antall=4,
        **{k: v for k, v in felles.items() if k != "leser_navn"},
    )
    svart = f.LoggkontrollFactory(
        avgjoerelse="forklart", ord="Han skrev referatet ferdig hjemme.\nVi har avtalt at det gjøres på skolen.",
        closed_at=naa(), closed_by=verden.siri, **felles,
    )  # fmt: skip
    ombud = f.BrukerFactory(navn="Unni Ombud")
    f.KommunerolleFactory(bruker=ombud, kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD)

    def detalj(rad) -> str:
        return reverse("revisjon:kontroll-detail", args=[rad.pk])

    pages = {}
    client.force_login(verden.siri)
    pages["liste"] = client.get(LISTE)
    pages["skjema"] = client.get(detalj(rader[0]))
    pages["feil"] = client.post(detalj(rader[1]), {"ord": ""})
    pages["sen"] = client.get(detalj(sen))
    pages["svart"] = client.get(detalj(svart))
    pages["avgjort"] = client.get(AVGJORT)
    client.force_login(ombud)
    pages["ombud-liste"] = client.get(LISTE)
    pages["ombud-detalj"] = client.get(detalj(rader[4]))
    client.force_login(verden.berit)
    pages["tom"] = client.get(LISTE)
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    rute = Rute({f"/{navn}": html for navn, html in sider.items()})
    with open_nettleser(rute, bredde=bredde) as (_, page):
        for navn in sider:
            page.goto(f"{VERT}/{navn}")
            page.screenshot(path=mappe / f"kontroll-{navn}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], navn
            assert page.evaluate(STIKKER_UT) == [], navn
            assert page.evaluate(SMAA_MAAL) == [], navn
    assert rute.konsoll == []
