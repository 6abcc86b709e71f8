"""The baton in a real browser: no accessibility fault, nothing sticks out, nothing small to hit."""

import uuid

import pytest
from django.http import HttpResponse
from django.urls import reverse

from bti.models import Ansettelse
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Stafettveksling
from stafettlogg.services import ask_to_hold
from tests.bti.conftest import token_in
from tests.cast import grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.komponenter.nettleser import look_at
from tests.samtykke.deling import login
from tests.stafettlogg.stafetten import GRUNN, answer, gi_url, hjem_url, kollega, offer, svar_url  # noqa: F401
from tests.stafettlogg.test_stafett_flere import give, make_saker

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser, pytest.mark.usefixtures("kollega")]


@pytest.fixture
def sider(verden, kollega) -> dict[str, str]:  # noqa: F811
    jonas, lise, kari = login(verden.jonas), login(verden.lise), login(verden.kari)
    sak = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    nytt = jonas.get(gi_url(verden))
    flere = reverse("stafettlogg:stafett-flere")
    tomt = jonas.get(flere)
    flere_feil = jonas.post(flere, {"skjema_token": token_in(tomt), "svarfrist": "2020-01-01"})
    feil = jonas.post(gi_url(verden), {"skjema_token": token_in(nytt), "svarfrist": "2020-01-01"})
    answer(offer(verden, verden.lise), verden.lise, "nei", GRUNN)
    en = offer(verden, verden.lise)
    pages = {
        "gi": nytt, "gi-feil": feil, "gi-venter": jonas.get(gi_url(verden)), "sak": jonas.get(sak),
        "sak-spurt": lise.get(sak), "svar": lise.get(svar_url(en)),
        "flere": tomt, "flere-feil": flere_feil, "flere-venter": jonas.get(flere), "flere-ingen": lise.get(flere),
        "svar-feil": lise.post(svar_url(en), {"svar": "nei"}), "hjem": lise.get(hjem_url()),
    }  # fmt: skip
    pages |= make_tilbudt(verden, en)
    with as_owner():
        Stafettveksling.objects.filter(pk=en.pk).update(svarfrist=i_dag(-1))
    pages |= {"gi-over": jonas.get(gi_url(verden)), "hjem-over": jonas.get(hjem_url())}
    answer(en, verden.lise)
    grant_from_roles()
    pages |= {"svart": lise.get(svar_url(en)), "sak-etter": lise.get(sak),
              "familie": kari.get(reverse("familie:sak", args=[verden.nora_sak.pk]))}  # fmt: skip
    pages |= make_ledig(verden)
    return {navn: side.content.decode() for navn, side in pages.items()}


def make_tilbudt(verden, en: Stafettveksling) -> dict[str, HttpResponse]:
    """Lise is asked about more cases: the page with all of them, refused and empty, and where it is found."""
    lise, tilbudt = login(verden.lise), reverse("stafettlogg:stafett-tilbudt")
    give(verden, make_saker(verden, 2))
    pages = {"tilbudt": lise.get(tilbudt), "tilbudt-feil": lise.post(tilbudt, {"svar": "nei", "saker": []}),
             "tilbudt-ingen": login(verden.siri).get(tilbudt), "hjem-flere": lise.get(hjem_url()),
             "svar-flere": lise.get(svar_url(en))}  # fmt: skip
    with as_owner():
        Stafettveksling.objects.exclude(pk=en.pk).update(
            withdrawn_at=en.offered_at, withdrawn_by=verden.jonas
        )
    return pages


def make_ledig(verden) -> dict[str, HttpResponse]:
    """Lise, who holds it now, leaves: what the head meets, and the colleague whom she asks."""
    with as_owner():
        Ansettelse.objects.filter(bruker=verden.lise).update(gyldig_fra=i_dag(-90), gyldig_til=i_dag(-1))
    siri, jonas = login(verden.siri), login(verden.jonas)
    ledig, spurt = reverse("stafettlogg:stafett-ledig"), reverse("stafettlogg:stafett-spurt")
    nytt = siri.get(ledig)
    pages = {"ledig": nytt, "ledig-feil": siri.post(ledig, {"skjema_token": token_in(nytt)}),
             "hjem-leder": siri.get(hjem_url())}  # fmt: skip
    with acting_as(verden.siri.pk):
        ask_to_hold([verden.nora_sak.pk], til=verden.jonas.pk, svarfrist=i_dag(3), noekkel=uuid.uuid4())
    return pages | {"ledig-venter": siri.get(ledig), "spurt": jonas.get(spurt),
                    "spurt-feil": jonas.post(spurt, {"svar": "nei"}), "hjem-spurt": jonas.get(hjem_url())}  # fmt: skip


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    look_at(sider, bredde, tmp_path, "stafett")
