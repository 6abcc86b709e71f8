"""Teams are set up by the coordinator and the administrator, and known to all who work in the municipality."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from bti.models import Droefting, Fagteam
from bti.tilgang import fagteam as tilgang
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.for_sent import come_first, kladd_of
from tests.eier import as_owner
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db
NYTT = reverse("bti:team-new")
FELTER = {
    "navn": "Drøftingsteamet", "slag": "droeftingsteam", "tjeneste": "", "rytme": "hver tredje uke",
    "uker_mellom": "3",
    "hensikt": "Råd til barnehagene.", "svarfrist_dager": "21", "tar_uten_navn": "on", "is_active": "on",
}  # fmt: skip


@pytest.fixture
def ragna(verden) -> Client:
    client = Client()
    client.force_login(verden.ragna)
    return client


@pytest.fixture
def team(verden) -> Fagteam:
    return f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet")


def send(client: Client, url: str, times: int = 1, **data):
    data["skjema_token"] = token_in(client.get(url))
    return [client.post(url, data) for _ in range(times)][-1]


def test_the_coordinator_makes_a_team_once_and_changes_it(verden, ragna):
    assert send(ragna, NYTT, times=2, **FELTER).status_code == 302
    with as_owner():
        team = Fagteam.objects.get()
    assert (team.kommune, team.svarfrist_dager, team.tar_uten_navn) == (verden.solvik, 21, True)
    endre = reverse("bti:team-edit", args=[team.pk])
    assert (
        send(ragna, endre, **FELTER | {"rytme": "hver uke", "tar_uten_navn": "", "versjon": "1"}).status_code
        == 302
    )
    team.refresh_from_db()
    assert (team.rytme, team.tar_uten_navn) == ("hver uke", False)


def test_two_teams_of_one_name_are_refused(team, ragna):
    response = send(ragna, NYTT, **FELTER | {"navn": "kompetanseteamet"})
    assert response.status_code == 422
    assert "Kommunen har allerede et team som heter dette." in response.content.decode()


@pytest.mark.parametrize("is_stale", [True, False])
def test_of_two_who_change_a_team_the_second_sees_what_the_first_wrote(monkeypatch, ragna, team, is_stale):
    """Nothing is wiped out unseen: the next press saves over what one has read."""
    url = reverse("bti:team-edit", args=[team.pk])
    data = FELTER | {"navn": team.navn, "versjon": "1", "skjema_token": token_in(ragna.get(url))}

    def change() -> None:
        Fagteam.objects.update(hensikt="Vi gir råd om overganger.", svarfrist_dager=9, versjon=2)

    come_first(monkeypatch, "bti.views.fagteam.save_fagteam", change, is_stale=is_stale)

    refused = ragna.post(url, data)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Slik står det nå, lagret av en annen" in page
    assert "Vi gir råd om overganger." in page
    assert "9 dager" in page
    assert "Råd til barnehagene.</textarea>" in page
    assert 'name="versjon" value="2"' in page
    monkeypatch.undo()
    for _press in range(2):
        assert ragna.post(url, data | {"versjon": "2"}).status_code == 302
    team.refresh_from_db()
    assert (team.hensikt, team.versjon) == ("Råd til barnehagene.", 3)


def test_of_two_who_take_one_name_at_once_the_second_is_told(monkeypatch, verden, ragna):
    def take() -> None:
        f.FagteamFactory(kommune=verden.solvik, navn="DRØFTINGSTEAMET")

    data = FELTER | {"skjema_token": token_in(ragna.get(NYTT))}
    come_first(monkeypatch, "bti.views.fagteam.save_fagteam", take, is_stale=False)

    refused = ragna.post(NYTT, data)

    assert refused.status_code == 422
    assert "Kommunen har allerede et team som heter dette." in refused.content.decode()
    assert kladd_of(verden.ragna)["navn"] == "Drøftingsteamet"
    with as_owner():
        assert Fagteam.objects.count() == 1


def test_days_and_weeks_are_numbers_within_a_year(ragna):
    wrong = {"svarfrist_dager": ("", "0", "366", "mange"), "uker_mellom": ("0", "53", "-1", "ofte")}
    for felt, verdier in wrong.items():
        for verdi in verdier:
            assert send(ragna, NYTT, **FELTER | {felt: verdi}).status_code == 422, (felt, verdi)
    assert send(ragna, NYTT, **FELTER | {"uker_mellom": ""}).status_code == 302  # the rhythm varies


def test_a_role_and_a_period_are_changed_and_hold(verden, ragna, team):
    """One who is to come reads nothing yet; one whose period is over stands there with it, and reads no more."""
    medlem = f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt)
    f.DroeftingFactory(fagteam=team, asked_by=verden.jonas)
    url = reverse("bti:team-medlem-edit", args=[medlem.pk])
    periode = {"rolle": "leder", "fradato": i_dag(-5).isoformat(), "tildato": ""}

    def sees() -> bool:
        with acting_as(verden.amina.pk):
            return Droefting.objects.exists()

    for feil in (
        {"rolle": ""},
        {"fradato": ""},
        {"fradato": "1.13.2026"},
        {"tildato": i_dag(-6).isoformat()},
    ):
        assert send(ragna, url, **periode | feil).status_code == 422, feil
    assert send(ragna, url, **periode).status_code == 302
    assert sees()
    assert send(ragna, url, **periode | {"fradato": i_dag(3).isoformat()}).status_code == 302
    assert not sees()
    html = ragna.get(reverse("bti:team-detail", args=[team.pk])).content.decode()
    assert "leder" in html
    assert "ikke med nå" in html
    assert send(ragna, url, **periode | {"tildato": i_dag().isoformat()}).status_code == 302
    assert sees()
    with as_owner():
        team.medlemmer.update(gyldig_til=i_dag(-1))
    assert not sees()
    for navn, svar in {"jonas": 403, "amina": 403, "erik": 403, "kari": 403}.items():
        client = Client()
        client.force_login(getattr(verden, navn))
        assert client.get(url).status_code == svar
    refused = pytest.raises(ProgrammingError, match="bare BTI-koordinatoren")
    with acting_as(verden.amina.pk), refused, transaction.atomic():
        tilgang.list_perioder(team.pk)


def test_somebody_is_found_put_in_and_taken_out(verden, ragna, team):
    url = reverse("bti:team-medlem", args=[team.pk])
    found = ragna.post(url, {"navn": "amina"})
    html = found.content.decode()
    assert "Amina Yusuf, rådgiver, PPT Solvik" in html
    valg = f"{verden.amina.pk}:{verden.ppt.pk}"
    data = {
        "navn": "amina", "medlem": valg, "rolle": "rådgiver", "fradato": i_dag().isoformat(),
        "skjema_token": token_in(found),
    }  # fmt: skip
    assert ragna.post(url, data).status_code == 302
    assert ragna.post(url, data).status_code == 302  # a double click
    with acting_as(verden.jonas.pk):
        (medlem,) = tilgang.list_medlemmer(team.pk)
    assert (medlem.navn, medlem.rolle, medlem.tjeneste) == ("Amina Yusuf", "rådgiver", "PPT Solvik")
    assert ragna.post(reverse("bti:team-medlem-slutt", args=[medlem.id])).status_code == 302
    with acting_as(verden.jonas.pk):
        assert tilgang.list_medlemmer(team.pk) == []


def test_nobody_from_another_municipality_is_found(ragna, team):
    assert (
        "Fant ingen"
        in ragna.post(reverse("bti:team-medlem", args=[team.pk]), {"navn": "erik"}).content.decode()
    )


def test_who_sees_and_who_sets_up(client, verden, team):
    se, endre = reverse("bti:team-detail", args=[team.pk]), reverse("bti:team-edit", args=[team.pk])
    answers = {}
    for navn in ("jonas", "ragna", "adm", "erik", "kari", "berit"):
        client.force_login(getattr(verden, navn))
        answers[navn] = (client.get(se).status_code, client.get(endre).status_code)
    assert answers == {
        "jonas": (200, 403), "ragna": (200, 200), "adm": (200, 200), "erik": (404, 403), "kari": (403, 403),
        "berit": (403, 403),
    }  # fmt: skip


def test_a_coordinator_elsewhere_does_not_find_it(client, verden, team):
    f.KommunerolleFactory(bruker=verden.erik, kommune=verden.fjellvik, rolle="bti_koordinator")
    client.force_login(verden.erik)
    for navn in ("team-detail", "team-edit", "team-medlem"):
        assert client.get(reverse(f"bti:{navn}", args=[team.pk])).status_code == 404


@pytest.mark.parametrize("hvem", ["jonas", "erik", "berit", "kari"])
def test_sql_refuses_everybody_else(verden, team, hvem):
    felter = {"id": team.pk, "kommune": verden.solvik.pk, "navn": "Nytt navn", "slag": "annet"}
    with acting_as(getattr(verden, hvem).pk):
        with pytest.raises(PermissionDenied):
            tilgang.save_fagteam(felter)
        with pytest.raises(PermissionDenied):
            tilgang.put_medlem(
                noekkel=team.pk,
                fagteam_id=team.pk,
                bruker_id=verden.lise.pk,
                tjeneste_id=verden.skole.pk,
                rolle="x",
                fra=i_dag(),
                til=None,
            )


def test_sql_refuses_a_coordinator_of_another_municipality(verden, team):
    f.KommunerolleFactory(bruker=verden.erik, kommune=verden.fjellvik, rolle="bti_koordinator")
    felter = {"id": team.pk, "kommune": verden.fjellvik.pk, "navn": "Nytt navn", "slag": "annet"}
    with acting_as(verden.erik.pk), pytest.raises(PermissionDenied):
        tilgang.save_fagteam(felter)
    with as_owner():
        assert Fagteam.objects.get().navn == "Kompetanseteamet"


def test_who_sits_in_a_team_is_not_told_outside_the_municipality(verden, team):
    refused = pytest.raises(ProgrammingError, match="ikke i kommunen")
    with acting_as(verden.erik.pk), refused, transaction.atomic():
        tilgang.list_medlemmer(team.pk)


def test_the_coordinator_finds_the_teams_in_the_menu(ragna, team):
    """From the page that one comes to after logging in; and a teacher is not offered to set up."""
    html = ragna.get(reverse("varsling:list")).content.decode()
    assert reverse("bti:team-list") in html
    assert NYTT in ragna.get(reverse("bti:team-list")).content.decode()


def test_a_teacher_is_not_offered_to_set_up(client, verden, team):
    client.force_login(verden.jonas)
    html = client.get(reverse("bti:team-list")).content.decode()
    assert reverse("bti:droefting-list") in html
    assert NYTT not in html


def add(ragna: Client, team: Fagteam, bruker, tjeneste, **endret) -> str:
    """Put somebody into the team, and return what one is told."""
    url = reverse("bti:team-medlem", args=[team.pk])
    data = {"navn": bruker.navn, "skjema_token": token_in(ragna.post(url, {"navn": bruker.navn}))}
    data |= {"medlem": f"{bruker.pk}:{tjeneste.pk}", "rolle": "leder", "fradato": i_dag().isoformat()}
    svar = [
        ragna.post(url, data | endret, follow=True) for _press in range(2)
    ]  # a second click is told the same
    sagt = [one.content.decode().partition('role="status">\n')[2].partition("</div>")[0] for one in svar]
    assert sagt[0].partition(">")[2] == sagt[1].partition(">")[2]
    return svar[0].content.decode()


def test_what_came_of_it_is_told_as_it_is(verden, ragna, team):
    """Now, from a later day, or a new role for who sat there already."""
    assert "Amina Yusuf er med i teamet." in add(ragna, team, verden.amina, verden.ppt)
    senere = add(ragna, team, verden.jonas, verden.skole, fradato=i_dag(10).isoformat())
    assert "Jonas Berge blir med i teamet fra" in senere
    assert "Jonas Berge er med i teamet." not in senere
    igjen = add(ragna, team, verden.amina, verden.ppt, rolle="sekretær")
    assert "Amina Yusuf var med i teamet fra før. Rollen og perioden er endret." in igjen


def test_two_of_one_name_are_told_apart_and_who_sits_there_is_marked(verden, ragna, team):
    for tittel in ("rektor", "miljøarbeider"):
        f.AnsettelseFactory(bruker__navn="Anne Hansen", tjeneste=verden.skole, tittel=tittel)
    med = f.AnsettelseFactory(bruker__navn="Anne Hansen", tjeneste=verden.ppt, tittel="rådgiver").bruker
    f.FagteammedlemFactory(fagteam=team, bruker=med, tjeneste=verden.ppt)

    html = ragna.post(reverse("bti:team-medlem", args=[team.pk]), {"navn": "anne h"}).content.decode()

    for linje in (
        "rektor, Solvik skole",
        "miljøarbeider, Solvik skole",
        "rådgiver, PPT Solvik (med fra før)",
    ):
        assert f"Anne Hansen, {linje}" in html
    assert html.count("(med fra før)") == 1


@pytest.mark.parametrize("hvem", ["adm", "ragna"])
def test_who_sets_up_is_led_on_from_the_start_page(client, verden, hvem):
    client.force_login(getattr(verden, hvem))
    html = client.get("/", follow=True).content.decode()
    assert f'href="{reverse("bti:veileder-admin")}">Gå til oppsettet</a>' in html
    client.force_login(verden.jonas)
    for side in ("bti:veileder", "tiltak:trapp"):
        assert "Gå til oppsettet" not in client.get(reverse(side)).content.decode()
