"""Who coordinates, the rights and the plan in a real browser: no accessibility fault, nothing sticks out."""

import pytest
from django.urls import reverse

from bti.lovtekster import load_rettigheter
from bti.models import Rettighet, Rettighetsslag
from tests import factories as f
from tests.bti.samordning.test_decide_koordinering import fields, login, send
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.komponenter.nettleser import look_at

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.fixture
def sider(verden) -> dict[str, str]:
    sak = verden.sak
    with as_owner():
        load_rettigheter(verden.solvik)
        rett = Rettighet.objects.get(kommune=verden.solvik, slag=Rettighetsslag.BARNEKOORDINATOR)
    jonas, kari, ragna = login(verden.jonas), login(verden.kari), login(verden.ragna)

    def at(navn: str) -> str:
        return reverse(navn, args=[sak.pk])

    pages = {"uten-plan": jonas.get(at("stafettlogg:plan")), "familie-uten": kari.get(at("familie:plan"))}
    pages["ikke-med"] = send(
        jonas, at("bti:koordinering-new"), **fields(rett, f"{verden.amina.pk}:{verden.ppt.pk}")
    )
    maal = f.MaalFactory(sak=sak, tekst="Nora har noen å være sammen med i friminuttene.")
    f.TiltakFactory(sak=sak, maal=maal, tittel="Lekegruppe", ansvarlig=verden.jonas)
    f.MoeteFactory(sak=sak, sted="Rom 4", starter_at=naa(days=3))
    f.KoordineringFactory(sak=sak, rettighet=rett, bruker=verden.jonas, ended_at=naa(), ended_by=verden.jonas)
    f.KoordineringFactory(sak=sak, rettighet=rett, bruker=verden.jonas, barnets_syn="Fint.")
    f.IndividuellplanFactory(
        sak=sak, started_by=verden.jonas, ressurser="Farmor henter.", behov="At de snakker sammen."
    )
    pages |= {navn: jonas.get(at(f"bti:{navn}")) for navn in ("koordinering", "koordinering-new")}
    pages |= {navn: jonas.get(at(f"stafettlogg:{navn}")) for navn in ("sak", "plan", "plan-edit")}
    pages |= {f"familie-{navn}": kari.get(at(f"familie:{navn}")) for navn in ("sak", "plan")}
    pages["slutt"] = jonas.get(at("bti:koordinering-end"))
    pages["rettigheter"] = ragna.get(reverse("bti:rettighet-list"))
    pages["rettighet"] = ragna.get(reverse("bti:rettighet-edit", args=[rett.pk]))
    return {navn: side.content.decode() for navn, side in pages.items()}


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    look_at(sider, bredde, tmp_path, "samordning")
