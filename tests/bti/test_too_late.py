"""A colleague, or another tab, was first: the words come back with a plain sentence, or lie there as a draft.

Both ways: the page was stale when it was sent, and somebody came between the look and the lock.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import (
    Droefting,
    Fagteam,
    Fagteammedlem,
    Fagteammoete,
    Individuellplan,
    Innsynsspoersmaal,
    Koordinering,
)
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.for_sent import KLADD, come_first, kladd_of, login, send
from tests.cast import Verden
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(verden: Verden) -> Fagteam:
    """Amina from PPT and Lise from the school."""
    team = f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet")
    for bruker, tjeneste in ((verden.amina, verden.ppt), (verden.lise, verden.skole)):
        f.FagteammedlemFactory(fagteam=team, bruker=bruker, tjeneste=tjeneste)
    return team


class TestQuestionsWithoutAName:
    @pytest.mark.parametrize("is_stale", [True, False])
    def test_two_answer(self, monkeypatch, verden, team, is_stale):
        spurt = f.DroeftingFactory(fagteam=team, asked_by=verden.jonas)
        url, lise = reverse("bti:droefting-detail", args=[spurt.pk]), login(verden.lise)
        token = token_in(lise.get(url))

        def answer() -> None:
            Droefting.objects.filter(pk=spurt.pk).update(
                svar="Aminas svar.", answered_at=naa(), answered_by=verden.amina
            )

        come_first(monkeypatch, "bti.views.droefting.answer_droefting", answer, is_stale=is_stale)
        page = send(lise, url, skjema_token=token, svar="Noe jeg har tenkt lenge på.")

        assert "Spørsmålet er besvart allerede." in page
        assert KLADD in page
        assert kladd_of(verden.lise)["svar"] == "Noe jeg har tenkt lenge på."
        assert "Noe jeg har tenkt lenge på." in lise.get(reverse("bti:kladd-list")).content.decode()

    def test_an_answer_and_thanks_pressed_twice_are_sent_once(self, verden, team):
        spurt = f.DroeftingFactory(fagteam=team, asked_by=verden.jonas)
        url = reverse("bti:droefting-detail", args=[spurt.pk])
        for bruker, felt, sagt in (
            (verden.amina, "svar", "Svaret er sendt."),
            (verden.jonas, "takk", "Takken er sendt."),
        ):
            client = login(bruker)
            data = {"skjema_token": token_in(client.get(url)), felt: "Prøv en fast voksen."}
            assert all(sagt in send(client, url, **data) for _press in range(2))
            assert kladd_of(bruker) == {}
            assert "er ikke sendt" in send(client, url, **data | {felt: "Noe annet."})
            assert kladd_of(bruker)[felt] == "Noe annet."
        with as_owner():
            spurt.refresh_from_db()
        assert (spurt.svar, spurt.takk) == ("Prøv en fast voksen.", "Prøv en fast voksen.")

    @pytest.mark.parametrize("is_offered", [False, True])
    def test_a_team_that_everybody_has_left(self, monkeypatch, verden, team, is_offered):
        """It is not offered; and when the last one leaves while somebody writes, the words stay in the form."""
        f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.ppt, is_leder=True)
        ny, jonas = reverse("bti:droefting-new"), login(verden.jonas)
        side = reverse("bti:team-detail", args=[team.pk])
        opened = jonas.get(ny)
        page, token = opened.content.decode(), token_in(opened)
        assert f"team:{team.pk}" in page
        assert f"tjeneste:{verden.ppt.pk}" in page
        assert f"{ny}?team={team.pk}" in jonas.get(side).content.decode()
        with as_owner():
            Fagteammedlem.objects.update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1))
            verden.lise.ansettelser.filter(tjeneste=verden.ppt).update(
                gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1)
            )
        assert f"team:{team.pk}" not in jonas.get(ny).content.decode()
        assert f"tjeneste:{verden.ppt.pk}" not in jonas.get(ny).content.decode()
        assert f"{ny}?team={team.pk}" not in jonas.get(side).content.decode()
        if is_offered:
            monkeypatch.setattr("bti.forms.droefting.mottakere_in", lambda _: [(f"team:{team.pk}", "Team")])

        page = send(
            jonas, ny, skjema_token=token, mottaker=f"team:{team.pk}", tema="trivsel",
            aldersgruppe="til_9", spoersmaal="Hva gjør vi når noen er redd?", proevd="",
        )  # fmt: skip

        assert ("Ingen der kan svare nå." if is_offered else "Velg hvem du spør.") in page
        assert "Hva gjør vi når noen er redd?" in page
        with as_owner():
            assert not Droefting.objects.exists()


class TestTeams:
    @pytest.mark.parametrize("is_stale", [True, False])
    def test_a_note_to_a_meeting_that_is_held(self, monkeypatch, verden, team, is_stale):
        moete = f.FagteammoeteFactory(fagteam=team)
        url, lise = reverse("bti:teammoete-detail", args=[moete.pk]), login(verden.lise)
        data = {"skjema_token": token_in(lise.get(url)), "versjon": "1", "dato": i_dag().isoformat()}

        def hold() -> None:
            rader = Fagteammoete.objects.filter(pk=moete.pk)
            rader.update(held_at=naa(), held_by=verden.amina, notat="Det ble slik.", dato=i_dag())

        come_first(monkeypatch, "bti.services.fagteammoeter.write_moete", hold, is_stale=is_stale)

        page = send(lise, url, **data, notat="Vi glemte noe viktig.")

        assert f"Møtet er holdt. Notatet kan ikke endres. {KLADD}" in page
        assert kladd_of(verden.lise)["notat"] == "Vi glemte noe viktig."
        assert "Det ble slik." in page

    def test_a_note_pressed_twice_is_written_once(self, verden, team):
        moete = f.FagteammoeteFactory(fagteam=team)
        url, lise = reverse("bti:teammoete-detail", args=[moete.pk]), login(verden.lise)
        data = {
            "dato": i_dag().isoformat(),
            "notat": "Faste voksne ute.",
            "skjema_token": token_in(lise.get(url)),
        }
        for andre in ({"versjon": "1"}, {"versjon": "2", "holdt": "on"}):
            assert all("Møtet er lagret." in send(lise, url, **data, **andre) for _press in range(2))
        assert kladd_of(verden.lise) == {}
        with as_owner():
            assert Fagteammoete.objects.get().versjon == 3

    def test_the_agenda_of_a_meeting_that_is_held(self, verden, team):
        moete = f.FagteammoeteFactory(fagteam=team)
        punkt = f.FagteampunktFactory(moete=moete)
        nytt, lise = reverse("bti:teammoete-punkt", args=[moete.pk]), login(verden.lise)
        token = token_in(lise.get(nytt))
        with as_owner():
            Fagteammoete.objects.update(held_at=naa(), held_by=verden.amina)

        page = send(lise, nytt, skjema_token=token, hva="emne", emne="Overganger")

        assert f"Møtet er holdt og kan ikke endres. {KLADD}" in page
        assert 'value="Overganger"' in page
        assert kladd_of(verden.lise)["emne"] == "Overganger"
        for side, data in (("flytt", {"vei": "opp"}), ("ta-av", {})):
            page = send(lise, reverse(f"bti:teampunkt-{side}", args=[punkt.pk]), **data)
            assert "Møtet er holdt og kan ikke endres." in page
        assert lise.get(nytt).url == reverse("bti:teammoete-detail", args=[moete.pk])
        with as_owner():
            assert moete.punkter.get() == punkt

    def test_a_period_that_is_over_stands(self, verden, team):
        """Also where the same person has a new one, which the words were not about."""
        with as_owner():
            gammel = team.medlemmer.get(bruker=verden.amina)
            team.medlemmer.filter(pk=gammel.pk).update(gyldig_fra=i_dag(-90), gyldig_til=i_dag(-9))
        ny = f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt, rolle="leder")
        url, ragna = reverse("bti:team-medlem-edit", args=[gammel.pk]), login(verden.ragna)
        data = {
            "skjema_token": token_in(ragna.get(url)),
            "rolle": gammel.rolle,
            "fradato": i_dag(-90).isoformat(),
        }

        assert "Perioden er lagret." in send(ragna, url, **data, tildato=i_dag(-9).isoformat())
        page = send(ragna, url, **data | {"rolle": "sekretær"}, tildato="")

        assert "Perioden er over og kan ikke endres." in page
        assert 'value="sekretær"' in page
        assert kladd_of(verden.ragna)["rolle"] == "sekretær"
        with as_owner():
            roller = dict(team.medlemmer.filter(bruker=verden.amina).values_list("pk", "rolle"))
        assert roller == {gammel.pk: gammel.rolle, ny.pk: "leder"}

    def test_the_period_of_somebody_who_has_left_the_service(self, verden, team):
        with as_owner():
            medlem = team.medlemmer.get(bruker=verden.amina)
        url, ragna = reverse("bti:team-medlem-edit", args=[medlem.pk]), login(verden.ragna)
        token = token_in(ragna.get(url))
        with as_owner():
            verden.amina.ansettelser.update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1))

        page = send(ragna, url, skjema_token=token, rolle="sekretær", fradato=i_dag(-5).isoformat())

        assert "Personen arbeider ikke lenger i tjenesten" in page
        assert 'value="sekretær"' in page


@pytest.mark.parametrize("is_stale", [True, False])
def test_two_end_what_coordinates(monkeypatch, verden, is_stale):
    rad = f.KoordineringFactory(sak=verden.sak, rettighet=f.RettighetFactory(kommune=verden.solvik))
    url, jonas = reverse("bti:koordinering-end", args=[verden.sak.pk]), login(verden.jonas)
    data = {
        "skjema_token": token_in(jonas.get(url)), "avslutning": "Ikke behov lenger.", "avslutter": str(rad.pk),
    }  # fmt: skip

    def end() -> None:
        rader = Koordinering.objects.filter(pk=rad.pk, ended_at=None)
        rader.update(ended_at=naa(), ended_by=verden.siri, avslutning="Familien flyttet.")

    come_first(monkeypatch, "bti.views.samordning.end_koordinering", end, is_stale=is_stale)

    page = send(jonas, url, **data)
    assert f"Noen andre har avsluttet det. {KLADD}" in page
    assert kladd_of(verden.jonas)["avslutning"] == "Ikke behov lenger."
    assert "Det er avsluttet." in send(jonas, url, **data | {"avslutning": "Familien flyttet."})


def test_what_has_begun_since_is_not_ended_unseen(verden):
    """The page said that Jonas has the task; Siri has it now."""
    rett = f.RettighetFactory(kommune=verden.solvik)
    gammel = f.KoordineringFactory(sak=verden.sak, rettighet=rett, bruker=verden.jonas)
    url, jonas = reverse("bti:koordinering-end", args=[verden.sak.pk]), login(verden.jonas)
    data = {
        "skjema_token": token_in(jonas.get(url)), "avslutning": "Ikke behov lenger.", "avslutter": str(gammel.pk),
    }  # fmt: skip
    with as_owner():
        Koordinering.objects.filter(pk=gammel.pk).update(ended_at=naa(), ended_by=verden.siri)
        ny = f.KoordineringFactory(sak=verden.sak, rettighet=rett, bruker=verden.siri)

    page = send(jonas, url, **data)

    assert "Noen andre har oppgaven nå." in page
    assert f'value="{ny.pk}"' in page
    assert "Ikke behov lenger." in page
    send(jonas, url, **data | {"avslutter": str(ny.pk)})
    assert Koordinering.objects.get(pk=ny.pk).avslutning == "Ikke behov lenger."


@pytest.mark.parametrize("is_stale", [True, False])
def test_two_end_the_plan(monkeypatch, verden, is_stale):
    plan = f.IndividuellplanFactory(sak=verden.sak)
    url, jonas = reverse("stafettlogg:plan-end", args=[verden.sak.pk]), login(verden.jonas)
    data = {"skjema_token": token_in(jonas.get(url)), "avslutning": "Målene er nådd."}

    def end() -> None:
        rader = Individuellplan.objects.filter(pk=plan.pk, ended_at=None)
        rader.update(ended_at=naa(), ended_by=verden.siri, avslutning="Familien vil ikke.")

    come_first(monkeypatch, "stafettlogg.views.plan.end_plan", end, is_stale=is_stale)

    assert f"Planen er avsluttet fra før. {KLADD}" in send(jonas, url, **data)
    assert kladd_of(verden.jonas)["avslutning"] == "Målene er nådd."
    assert "Saken fortsetter." in send(jonas, url, **data | {"avslutning": "Familien vil ikke."})


@pytest.mark.parametrize("is_stale", [True, False])
def test_two_answer_the_family(monkeypatch, verden, is_stale):
    spurt = f.InnsynsspoersmaalFactory(sak=verden.nora_sak, asked_by=verden.kari, gjelder=verden.amina)
    url, jonas = reverse("bti:innsynsspoersmaal-svar", args=[spurt.pk]), login(verden.jonas)
    data = {"skjema_token": token_in(jonas.get(url)), "svar": "Hun forberedte møtet."}

    def answer() -> None:
        rader = Innsynsspoersmaal.objects.filter(pk=spurt.pk)
        rader.update(svar="Sirisvaret.", answered_at=timezone.now(), answered_by=verden.siri)

    come_first(monkeypatch, "bti.views.innsynsspoersmaal.answer_innsyn", answer, is_stale=is_stale)

    assert KLADD in send(jonas, url, **data)
    assert kladd_of(verden.jonas)["svar"] == "Hun forberedte møtet."
