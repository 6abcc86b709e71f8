"""A question without a name: asked, warned about, answered, thanked for; hidden from all others."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from bti.models import Droefting, Fagteam, Fagteampunkt
from bti.services.droefting import answer_droefting, ask_droefting, withdraw_droefting
from bti.tilgang.aktoer import acting_as
from bti.tilgang.fagteam import names_of
from bti.varsling.models import Paaminnelse, Slag, Utboks
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.for_sent import come_first
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db
NY = reverse("bti:droefting-new")
TRYGT = "Hva kan vi gjøre når et barn på mellomtrinnet er redd for å være ute?"


@pytest.fixture
def team(verden) -> Fagteam:
    team = f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet", svarfrist_dager=10)
    f.FagteammedlemFactory(fagteam=team, bruker=verden.amina, tjeneste=verden.ppt)
    return team


def login(bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


def fields(team, **other) -> dict[str, str]:
    return {
        "mottaker": f"team:{team.pk}", "tema": "trivsel", "aldersgruppe": "til_9", "spoersmaal": TRYGT, "proevd": "",
    } | other  # fmt: skip


def send(client: Client, url: str, times: int = 1, **data):
    data["skjema_token"] = token_in(client.get(url))
    return [client.post(url, data) for _ in range(times)][-1]


@pytest.fixture
def spurt(verden, team) -> Droefting:
    assert send(login(verden.jonas), NY, **fields(team)).status_code == 302
    with as_owner():
        return Droefting.objects.get()


class TestAsking:
    def test_two_clicks_are_one_question_and_the_team_is_told_once(self, verden, team):
        assert "Trivsel og venner" in login(verden.jonas).get(NY).content.decode()  # choices stand alone
        response = send(login(verden.jonas), NY, times=2, **fields(team))
        assert response.status_code == 302
        with as_owner():
            spurt = Droefting.objects.get()
            told = list(Utboks.objects.filter(slag=Slag.DROEFTING).values_list("mottaker_id", "sak_id"))
            planned = Paaminnelse.objects.filter(regel=Slag.DROEFTING_FRIST, status="venter").count()
        assert (spurt.svarfrist, spurt.vurdert_gjenkjennbar) == (i_dag(10), False)
        assert told == [(verden.amina.pk, None)]
        assert planned == 2

    def test_what_may_show_who_it_is_stops_it_until_it_is_read(self, verden, team):
        jonas = login(verden.jonas)
        tekst = "Per i 7B er 12 år og går på Solvik skole."
        first = send(jonas, NY, **fields(team, spoersmaal=tekst))
        html = first.content.decode()
        assert first.status_code == 422
        assert "Noe i teksten kan vise hvem det er" in html
        assert all(f"<strong>{ord_}</strong>" in html for ord_ in ("7B", "12 år", "Solvik skole"))
        with as_owner():
            assert Droefting.objects.count() == 0
        second = jonas.post(NY, fields(team, spoersmaal=tekst, vurdert="on", skjema_token=token_in(first)))
        assert second.status_code == 302
        with as_owner():
            assert Droefting.objects.get().vurdert_gjenkjennbar

    @pytest.mark.parametrize("felt", ["mottaker", "tema", "aldersgruppe", "spoersmaal"])
    def test_what_is_missing_is_said(self, verden, team, felt):
        assert send(login(verden.jonas), NY, **fields(team) | {felt: ""}).status_code == 422

    def test_a_team_without_anybody_in_it_cannot_be_asked(self, verden):
        tomt = f.FagteamFactory(kommune=verden.solvik)
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            _ask(verden, fagteam_id=tomt.pk)

    def test_another_municipalitys_team_cannot_be_asked(self, verden, team):
        with acting_as(verden.erik.pk), pytest.raises(PermissionDenied):
            _ask(verden, fagteam_id=team.pk)

    def test_nobody_asks_a_team_of_another_municipality_from_their_own(self, verden, team):
        with acting_as(verden.erik.pk), pytest.raises(PermissionDenied):
            _ask(verden, fagteam_id=team.pk, kommune_id=verden.fjellvik.pk)

    def test_a_service_is_answered_by_its_head(self, verden):
        f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.ppt, is_leder=True)
        with acting_as(verden.jonas.pk):
            _ask(verden, tjeneste_id=verden.ppt.pk)
        sees = {navn for navn in ("jonas", "lise", "amina", "siri") if _sees(getattr(verden, navn))}
        assert sees == {"jonas", "lise"}


def _ask(verden, *, fagteam_id=None, tjeneste_id=None, kommune_id=None):
    return ask_droefting(
        noekkel=uuid.uuid4(), kommune_id=kommune_id or verden.solvik.pk, fagteam_id=fagteam_id, tjeneste_id=tjeneste_id,
        tema="trivsel", aldersgruppe="til_9", spoersmaal=TRYGT, proevd="", vurdert=False,
    )  # fmt: skip


def _sees(bruker) -> bool:
    with acting_as(bruker.pk):
        return Droefting.objects.exists()


class TestWhoReads:
    def test_who_asked_and_the_team(self, verden, spurt):
        url = reverse("bti:droefting-detail", args=[spurt.pk])
        names = ("jonas", "amina", "lise", "siri", "erik", "kari", "ragna", "berit")
        assert {navn: login(getattr(verden, navn)).get(url).status_code for navn in names} == {
            "jonas": 200, "amina": 200, "lise": 404, "siri": 404, "erik": 404, "kari": 403, "ragna": 403, "berit": 403,
        }  # fmt: skip

    def test_the_team_reads_who_asked_so_that_they_can_ring(self, verden, spurt):
        html = login(verden.amina).get(reverse("bti:droefting-detail", args=[spurt.pk])).content.decode()
        assert "Jonas Berge, Solvik skole" in html

    def test_the_names_are_for_them_alone(self, verden, spurt):
        for bruker in (verden.lise, verden.erik, verden.ragna):
            refused = pytest.raises(ProgrammingError, match="ikke ditt")
            with acting_as(bruker.pk), refused, transaction.atomic():
                names_of(spurt.pk)

    def test_who_no_longer_works_there_reads_no_more(self, verden, spurt):
        with as_owner():
            verden.amina.ansettelser.update(gyldig_fra=i_dag(-90), gyldig_til=i_dag(-1))
        assert not _sees(verden.amina)

    def test_who_has_left_the_team_reads_no_more(self, verden, spurt):
        assert _sees(verden.amina)
        with as_owner():
            spurt.fagteam.medlemmer.update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1))
        assert not _sees(verden.amina)

    def test_the_model_points_at_nobody_but_those_who_speak(self):
        """No way from a question to a child: neither a case, a worry, a person it is about nor anything else."""
        pointers = {field.name for field in Droefting._meta.fields if field.is_relation}
        assert pointers == {"kommune", "fagteam", "tjeneste", "asked_by", "answered_by"}

    def test_sql_writes_none(self, verden, spurt):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with acting_as(verden.jonas.pk), connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute("UPDATE bti_droefting SET spoersmaal = 'x'")


class TestTheAnswer:
    def test_answered_told_and_thanked_for(self, verden, spurt):
        url = reverse("bti:droefting-detail", args=[spurt.pk])
        assert send(login(verden.amina), url, svar="Prøv en fast voksen ute.").status_code == 302
        with as_owner():
            told = list(Utboks.objects.filter(slag=Slag.DROEFTING_SVAR).values_list("mottaker_id", flat=True))
            waiting = Paaminnelse.objects.filter(objekt_id=spurt.pk, status="venter").count()
        assert told == [verden.jonas.pk]
        assert waiting == 0
        jonas = login(verden.jonas)
        assert "Prøv en fast voksen ute." in jonas.get(url).content.decode()
        assert send(jonas, url, takk="Det hjalp.").status_code == 302
        assert "Det hjalp." in login(verden.amina).get(url).content.decode()

    def test_who_is_second_changes_nothing(self, verden, spurt):
        with acting_as(verden.amina.pk):
            assert answer_droefting(spurt, svar="Først.")
            assert not answer_droefting(spurt, svar="Sist.")
            assert Droefting.objects.get().svar == "Først."

    def test_nobody_else_answers(self, verden, spurt):
        for bruker in (verden.jonas, verden.lise, verden.erik, verden.ragna):
            with acting_as(bruker.pk), pytest.raises(PermissionDenied):
                answer_droefting(spurt, svar="Nei.")

    def test_a_team_of_another_municipality_neither_hears_nor_answers(self, verden):
        """The service works for two municipalities, with a team in each; in one sits Erik, who works in the other."""
        f.TjenesteKommuneFactory(tjeneste=verden.ppt, kommune=verden.fjellvik)
        f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.ppt, is_leder=True)
        her, der = (
            f.FagteamFactory(kommune=kommune, tjeneste=verden.ppt)
            for kommune in (verden.solvik, verden.fjellvik)
        )
        f.FagteammedlemFactory(fagteam=der, bruker=verden.amina, tjeneste=verden.ppt)
        f.FagteammedlemFactory(fagteam=her, bruker=verden.erik, tjeneste=verden.fjellvik_skole)
        with acting_as(verden.jonas.pk):
            _ask(verden, tjeneste_id=verden.ppt.pk)
        with as_owner():
            spurt = Droefting.objects.get()
            told = set(Utboks.objects.filter(slag=Slag.DROEFTING).values_list("mottaker_id", flat=True))
        assert verden.amina.pk not in told
        for bruker in (verden.amina, verden.erik):
            assert not _sees(bruker)
            with acting_as(bruker.pk), pytest.raises(PermissionDenied):
                answer_droefting(spurt, svar="Nei.")
        with acting_as(verden.lise.pk):
            assert answer_droefting(spurt, svar="Ja.")

    def test_the_list_says_what_waits(self, verden, spurt):
        html = login(verden.amina).get(reverse("bti:droefting-list")).content.decode()
        assert "Svar innen" in html
        assert "Ingen spørsmål ennå" in login(verden.lise).get(reverse("bti:droefting-list")).content.decode()

    def test_what_waits_stands_first(self, verden, team):
        """Also when many have been answered since."""
        for tekst, svar in (("Besvart i fjor.", True), ("Venter på svar.", False), ("Besvart i dag.", True)):
            felter = {"svar": "Ja.", "answered_at": naa(), "answered_by": verden.amina} if svar else {}
            f.DroeftingFactory(fagteam=team, asked_by=verden.jonas, spoersmaal=tekst, **felter)
        html = login(verden.amina).get(reverse("bti:droefting-list")).content.decode()
        assert html.index("Svar innen") < html.index("Besvart")


class TestTakingBack:
    def test_a_question_with_a_name_in_it_is_taken_back(self, verden, team, spurt):
        url = reverse("bti:droefting-trekk", args=[spurt.pk])
        f.FagteampunktFactory(
            moete=f.FagteammoeteFactory(fagteam=team), slag="droefting", droefting=spurt, emne=""
        )
        jonas = login(verden.jonas)
        assert url in jonas.get(reverse("bti:droefting-detail", args=[spurt.pk])).content.decode()
        assert "De du spurte, kan ikke lese det mer." in jonas.get(url).content.decode()
        with as_owner():
            assert Droefting.objects.exists()  # to look takes nothing back
        assert jonas.post(url).url == reverse("bti:droefting-list")
        with as_owner():
            assert not Droefting.objects.exists()
            assert not Fagteampunkt.objects.exists()
            assert set(Paaminnelse.objects.values_list("status", flat=True)) == {"avlyst"}
        assert login(verden.amina).get(reverse("bti:droefting-detail", args=[spurt.pk])).status_code == 404

    def test_another_takes_nothing_back(self, verden, spurt):
        url = reverse("bti:droefting-trekk", args=[spurt.pk])
        for hvem, status in {"amina": 302, "lise": 404, "erik": 404, "kari": 403}.items():
            client = login(getattr(verden, hvem))
            assert (client.get(url).status_code, client.post(url).status_code) == (status, status), hvem
        assert (
            url
            not in login(verden.amina).get(reverse("bti:droefting-detail", args=[spurt.pk])).content.decode()
        )
        for hvem in (verden.amina, verden.erik, verden.kari):
            with acting_as(hvem.pk), pytest.raises(PermissionDenied):
                withdraw_droefting(spurt)

    @pytest.mark.parametrize("is_stale", [True, False])
    def test_an_answer_is_not_taken_from_who_gave_it(self, monkeypatch, verden, spurt, is_stale):
        url, jonas = reverse("bti:droefting-trekk", args=[spurt.pk]), login(verden.jonas)

        def answer() -> None:
            Droefting.objects.update(svar="Ja.", answered_at=naa(), answered_by=verden.amina)

        come_first(monkeypatch, "bti.views.droefting.withdraw_droefting", answer, is_stale=is_stale)
        page = jonas.post(url, follow=True).content.decode()
        assert "Spørsmålet er besvart. Da kan det ikke trekkes." in page
        with as_owner():
            assert Droefting.objects.get().svar == "Ja."


def test_where_nobody_can_answer_it_is_said_and_no_form_is_shown(verden, team):
    html = login(verden.erik).get(NY).content.decode()
    assert "Ingen tar imot spørsmål ennå" in html
    assert 'name="spoersmaal"' not in html
    assert "Se hvem du ringer" in html
    html = login(verden.jonas).get(NY).content.decode()
    assert "Ingen tar imot spørsmål ennå" not in html
    assert 'name="spoersmaal"' in html


def test_what_was_written_stays_when_the_last_one_who_could_answer_leaves(verden, team):
    client = login(verden.jonas)
    token = token_in(client.get(NY))
    with as_owner():
        team.medlemmer.all().delete()

    response = client.post(NY, fields(team) | {"skjema_token": token})

    assert response.status_code == 422
    assert "Ingen tar imot spørsmål ennå" in response.content.decode()
    assert TRYGT in response.content.decode()
