"""Questions without a name and teams in a real browser: no accessibility fault, nothing sticks out."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from bti.models import Fagteam
from tests import factories as f
from tests.bti.droefting.test_ask_droefting import NY, fields, login, send
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.komponenter.nettleser import look_at

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser]


@pytest.fixture
def team(verden) -> Fagteam:
    """Amina and Jonas, whom the family lets in; and another team with NAV in it, which has no yes."""
    team = f.FagteamFactory(
        kommune=verden.solvik,
        navn="Kompetanseteamet",
        rytme="hver tredje uke",
        hensikt="Råd til skoler og barnehager.",
    )
    f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt)
    f.FagteammedlemFactory(fagteam=team, bruker=verden.jonas, tjeneste=verden.skole)
    give_consent(verden, verden.kari, verden.tom)
    annet = f.FagteamFactory(kommune=verden.solvik, navn="Familieteamet")
    tora = f.AnsettelseFactory(bruker__navn="Tora Li", tjeneste=verden.nav).bruker
    f.FagteammedlemFactory(fagteam=annet, bruker=tora, tjeneste=verden.nav)
    f.FagteammoeteFactory(fagteam=annet)
    return team


@pytest.fixture
def sider(verden, team) -> dict[str, str]:
    spurt = f.DroeftingFactory(fagteam=team, asked_by=verden.jonas, proevd="Fast følge ut.")
    svar = {"svar": "Prøv en fast voksen.", "answered_at": naa(), "answered_by": verden.amina}
    svart = f.DroeftingFactory(fagteam=team, asked_by=verden.jonas, **svar)
    jonas, amina, ragna = login(verden.jonas), login(verden.amina), login(verden.ragna)
    pages = {
        "liste": jonas.get(reverse("bti:droefting-list")),
        "ny": jonas.get(NY),
        "advarsel": send(jonas, NY, **fields(team, spoersmaal="Per i 7B er 12 år.")),
        "svar": amina.get(reverse("bti:droefting-detail", args=[spurt.pk])),
        "takk": jonas.get(reverse("bti:droefting-detail", args=[svart.pk])),
        "team": jonas.get(reverse("bti:team-list")),
        "teamet": ragna.get(reverse("bti:team-detail", args=[team.pk])),
        "oppsett": ragna.get(reverse("bti:team-edit", args=[team.pk])),
        "medlem": ragna.post(reverse("bti:team-medlem", args=[team.pk]), {"navn": "a"}),
    }
    pages |= _meetings(verden, team, spurt)
    return {navn: side.content.decode() for navn, side in pages.items()}


def _meetings(verden, team, spurt) -> dict[str, HttpResponse]:
    moete = f.FagteammoeteFactory(fagteam=team)
    gjort = {"notat": "Vi prøver faste voksne ute.", "held_at": naa(), "held_by": verden.amina}
    holdt = f.FagteammoeteFactory(fagteam=team, dato=i_dag(-14), **gjort)
    f.FagteampunktFactory(moete=moete, slag="droefting", droefting=spurt, emne="")
    f.FagteampunktFactory(moete=moete, slag="sak", sak=verden.nora_sak, emne="")
    f.FagteampunktFactory(moete=moete)
    with as_owner():
        medlem = team.medlemmer.get(bruker=verden.amina)
    jonas, amina, ragna = login(verden.jonas), login(verden.amina), login(verden.ragna)
    return {
        "moete": amina.get(reverse("bti:teammoete-detail", args=[moete.pk])),
        "holdt": amina.get(reverse("bti:teammoete-detail", args=[holdt.pk])),
        "punkt": amina.get(reverse("bti:teammoete-punkt", args=[moete.pk])),
        "moete-nytt": amina.get(reverse("bti:team-moete-new", args=[team.pk])),
        "teamet-medlem": amina.get(reverse("bti:team-detail", args=[team.pk])),
        "sak": jonas.get(reverse("bti:sak-team", args=[verden.nora_sak.pk])),
        "periode": ragna.get(reverse("bti:team-medlem-edit", args=[medlem.pk])),
    }


@pytest.mark.nightly
@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(sider, bredde, tmp_path):
    look_at(sider, bredde, tmp_path, "droefting")
