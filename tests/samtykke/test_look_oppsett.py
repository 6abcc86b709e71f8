"""Setting up consent in a real browser: no accessibility fault, nothing sticks out."""

import pytest
from django.urls import reverse

from tests import factories as f
from tests.bti.samordning.test_decide_koordinering import login, send
from tests.komponenter.nettleser import look_at
from tests.samtykke.test_sette_opp_regel import fields, preview, save, url

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.fixture
def sider(verden) -> dict[str, str]:
    adm, solvik = login(verden.adm), verden.solvik
    tema = f.KommunetemaFactory(
        kommune=solvik, navn_nb="søvn og hvile", navn_nn="søvn og kvile", omraade="helse"
    )
    f.KommunetemaFactory(kommune=solvik, navn_nb="mat", navn_nn="mat", is_active=False)
    pages = {
        "oppsett": adm.get(reverse("samtykke:oppsett")),
        "tema": adm.get(reverse("samtykke:tema-edit", args=[tema.pk])),
        "tema-standard": adm.get(reverse("samtykke:tema-helse", args=[solvik.pk])),
        "tema-ny": adm.get(reverse("samtykke:tema-new", args=[solvik.pk])),
        "regel-feil": preview(adm, solvik, egen_alder="18", foreldre_til_alder="16"),
        "regel-virkning": preview(adm, solvik, egen_alder="14"),
    }
    save(adm, solvik, egen_alder="14")
    pages["regel"] = adm.get(url(solvik))
    sett = preview(adm, solvik, egen_alder="15").context["form"].data["sett"]
    pages["regel-konflikt"] = send(adm, url(solvik), **fields(solvik, egen_alder="15"), sett=sett)
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    look_at(sider, bredde, tmp_path, "samtykkeoppsett")
