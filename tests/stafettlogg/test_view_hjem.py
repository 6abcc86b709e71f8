"""The start page: what waits, for whom, and nothing of other people's."""

import pytest
from django.urls import reverse

from bti.models import Verifisering
from tests import factories as f
from tests.factories.hus import i_dag, naa
from tests.sidetekst import without_tokens
from tests.stafettlogg.conftest import token_in

pytestmark = pytest.mark.django_db
URL = "/"


def home(client) -> str:
    response = client.get(URL)
    assert response.status_code == 200
    return response.content.decode()


def test_reporting_a_worry_is_one_click_away(jonas):
    assert f'href="{reverse("bti:undring-new")}"' in home(jonas)


def test_what_waits_stands_in_the_order_of_its_dates(verden, jonas):
    f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole, merkelapp="Gult skap", frist=i_dag(2))
    f.TiltakFactory(
        sak=verden.sak,
        maal=None,
        tittel="Leksehjelp",
        ansvarlig=verden.kari,
        starter=i_dag(-9),
        evalueres=i_dag(-3),
    )
    missed = f.MoeteFactory(sak=verden.sak, starter_at=naa(days=-1))
    coming = f.MoeteFactory(sak=verden.sak, starter_at=naa(days=5))
    f.MoetedeltakerFactory(moete=coming, bruker=verden.jonas)
    html = home(jonas)
    places = [
        html.index(text)
        for text in (
            "Evaluer «Leksehjelp»",
            reverse("stafettlogg:moete-hold", args=[missed.pk]),
            "Gult skap",
            reverse("stafettlogg:moete-detail", args=[coming.pk]),
        )
    ]
    assert places == sorted(places)
    assert "forfalt 3 dager" in html
    assert "forfalt 1 dag" in html
    assert "om 2 dager" in html


def test_what_is_far_away_or_done_does_not_wait(verden, jonas):
    f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole, merkelapp="Langt fram", frist=i_dag(30))
    f.TiltakFactory(sak=verden.sak, maal=None, tittel="Om en måned", evalueres=i_dag(40))
    f.TiltakFactory(sak=verden.sak, maal=None, tittel="Ferdig", status="avsluttet", evalueres=i_dag(1))
    f.MoeteFactory(sak=verden.sak, starter_at=naa(days=-1), status="avlyst")
    html = home(jonas)
    assert "Ingenting venter i dag" in html


def test_other_peoples_tasks_are_theirs(verden, jonas, amina, login):
    f.TiltakFactory(
        sak=verden.sak, maal=None, tittel="Leksehjelp", ansvarlig=verden.jonas, evalueres=i_dag(1)
    )
    f.UndringFactory(created_by=verden.siri, tjeneste=verden.skole, merkelapp="Rektors", frist=i_dag(1))
    assert "Leksehjelp" in home(jonas)
    assert "Leksehjelp" not in home(amina)  # in the case, but neither responsible nor stafettholder
    assert "Rektors" not in home(jonas)
    for outsider in (verden.lise, verden.erik):
        html = home(login(outsider))
        assert "Nora" not in without_tokens(html)
        assert "Leksehjelp" not in html


def test_unread_notices_and_latest_cases(verden, jonas):
    f.VarselFactory(mottaker=verden.jonas, sak=verden.sak, slag="melding", objekt_id=verden.sak.pk)
    html = home(jonas)
    assert "Ny melding i saken om Nora." in html
    assert reverse("stafettlogg:sak", args=[verden.sak.pk]) in html


def test_ones_own_drafts_lead_back_to_their_forms(verden, jonas, amina):
    url = reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])
    data = {"skjema_token": token_in(jonas.get(url)), "tekst": "Halvferdig tanke", "innleggstype": "notat"}
    jonas.post(reverse("bti:kladd-save"), data)
    html = home(jonas)
    assert "Halvferdig tanke" in html
    assert f'href="{url}"' in html
    assert "Halvferdig tanke" not in home(amina)


def test_a_leader_sees_the_parents_to_confirm(verden, jonas, login, eier):
    with eier():
        f.FamilierelasjonFactory(
            hovedperson=verden.sak.hovedperson,
            bruker=f.BrukerFactory(navn="Anne Ny"),
            registered_by=verden.jonas,
            verifisering=Verifisering.INGEN,
        )
    html = home(login(verden.siri))
    assert "Bekreft hvem som er forelder" in html
    assert f'href="{reverse("bti:relasjoner")}"' in html
    assert "Bekreft hvem som er forelder" not in home(jonas)


def test_what_a_colleague_shared_stands_there_until_it_ends(verden, jonas, login, eier):
    delt = f.UndringFactory(created_by=verden.lise, tjeneste=verden.skole)
    f.UndringFactory(created_by=verden.lise, tjeneste=verden.skole)
    deling = f.UndringsdelingFactory(undring=delt, mottaker=verden.jonas)
    html = home(jonas)
    assert "Delt med deg" in html
    assert html.count("En undring fra Lise Dahl") == 1
    assert f'href="{reverse("bti:undring-detail", args=[delt.pk])}"' in html
    assert "Delt med deg" not in home(login(verden.siri))
    with eier():
        deling.ended_at, deling.ended_by = naa(), verden.lise
        deling.save()
    assert "Delt med deg" not in home(jonas)


def test_a_question_without_a_name_waits_for_those_who_may_answer(verden, jonas, login):
    team = f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet")
    f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt)
    url = reverse("bti:droefting-detail", args=[f.DroeftingFactory(fagteam=team, asked_by=verden.jonas).pk])
    f.DroeftingFactory(
        fagteam=team, asked_by=verden.lise, answered_by=verden.amina, answered_at=naa(), svar="Ja."
    )

    html = home(login(verden.amina))

    assert html.count("Spørsmål uten navn venter på svar") == 1
    assert f'href="{url}"' in html
    assert "Kompetanseteamet" in html
    for andre in (jonas, login(verden.lise), login(verden.erik)):
        assert "Spørsmål uten navn venter på svar" not in home(andre)


def test_the_team_s_next_meeting_waits_for_its_members(verden, jonas, login):
    team = f.FagteamFactory(kommune=verden.solvik)
    f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt)
    snart = f.FagteammoeteFactory(fagteam=team, dato=i_dag(2))
    f.FagteammoeteFactory(fagteam=team, dato=i_dag(30))
    f.FagteammoeteFactory(fagteam=team, dato=i_dag(-2))

    html = home(login(verden.amina))

    assert html.count("Møte i teamet") == 1
    assert f'href="{reverse("bti:teammoete-detail", args=[snart.pk])}"' in html
    assert "Møte i teamet" not in home(jonas)


def test_the_page_costs_few_statements(verden, jonas, django_assert_max_num_queries):
    home(jonas)
    # Two are savepoints, one is what others have asked: consents, and worries that are shared.
    with django_assert_max_num_queries(11):
        home(jonas)
