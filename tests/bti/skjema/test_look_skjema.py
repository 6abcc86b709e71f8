"""Forms in a real browser: no accessibility fault, nothing sticks out, everything can be hit with a thumb."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse

from bti.models import Skjemamal
from bti.skjemamaler.lasting import load_skjemaer
from tests import factories as f
from tests.bti.skjema.conftest import FYLT, utfylling_at
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.komponenter.nettleser import SMAA_MAAL, STIKKER_UT, VERT, Rute, open_nettleser, run_axe

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]

# By day the pages that hold the most; all of them by night, and when somebody looks.
OM_DAGEN = ("i-saken", "mangler", "ferdig", "tomt", "familien", "utkast", "spoersmaal")


@pytest.fixture
def sider(verden, mal, start, fill, login) -> dict[str, str]:
    with as_owner():
        mal.noekkel = "observasjon-i-garderoben"
        mal.save()
        load_skjemaer(verden.solvik)
        maalark = Skjemamal.objects.get(noekkel="maalark")
    ferdig, arbeid = start(mal), start(maalark)
    fill(ferdig, ferdig=True, **FYLT)
    utfylling = utfylling_at(ferdig)
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    moete = f.MoeteFactory(sak=verden.nora_sak, starter_at=naa(hours=-1))
    jonas, kari, ragna = login(verden.jonas), login(verden.kari), login(verden.ragna)
    utkast = ragna.post(reverse("bti:skjemamal-versjon", args=[mal.pk]))["Location"]
    pages = {
        "i-saken": jonas.get(reverse("bti:skjema-sak", args=[verden.nora_sak.pk])),
        "fyll-ut": jonas.get(start(mal)),
        "mangler": fill(start(mal), ferdig=True, f_1="I garderoben"),
        "maalark": jonas.get(arbeid),
        "ferdig": jonas.get(reverse("bti:utfylling", args=[utfylling.pk])),
        "kast": jonas.get(reverse("bti:utfylling-kast", args=[utfylling_at(arbeid).pk])),
        "undring": jonas.get(reverse("bti:skjema-undring", args=[undring.pk])),
        "tomt": jonas.get(reverse("bti:skjemamal-papir", args=[mal.pk])),
        "alle-tomme": jonas.get(reverse("bti:skjema-list")),
        "moete": jonas.get(reverse("stafettlogg:moete-hold", args=[moete.pk])),
        "familien": kari.get(reverse("familie:skjema", args=[utfylling.pk])),
        "familiens-liste": kari.get(reverse("familie:skjema-list", args=[verden.nora_sak.pk])),
        "oppsett": ragna.get(reverse("bti:skjemamal-admin")),
        "utkast": ragna.get(utkast),
        "spoersmaal": ragna.get(re.sub("$", "spoersmaal/?nr=3", utkast)),
        "publiser": ragna.get(f"{utkast}publiser/"),
    }
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.parametrize("bredde", [390, pytest.param(1280, marks=pytest.mark.nightly)])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    mappe = Path(os.environ.get("STAFETT_SKJERMBILDER") or tmp_path)
    rute = Rute({f"/{navn}": html for navn, html in sider.items()})
    with open_nettleser(rute, bredde=bredde) as (_, page):
        for navn in sider if bredde > 390 or os.environ.get("STAFETT_SKJERMBILDER") else OM_DAGEN:
            page.goto(f"{VERT}/{navn}")
            page.screenshot(path=mappe / f"skjema-{navn}-{bredde}.png", full_page=True)
            assert run_axe(page) == [], navn
            assert page.evaluate(STIKKER_UT) == [], navn
            assert page.evaluate(SMAA_MAAL) == [], navn
