"""A team's agenda: questions and topics for all in it; a case with consent alone, for those who see the case."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from bti.models import Fagteam, Fagteammoete, Fagteampunkt
from bti.revisjon.models import Hendelse
from bti.tilgang import fagteammoeter as tilgang
from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db


def login(bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


def send(client: Client, url: str, times: int = 1, **data):
    data["skjema_token"] = token_in(client.get(url))
    return [client.post(url, data) for _ in range(times)][-1]


@pytest.fixture
def team(verden) -> Fagteam:
    """Jonas from the school that has the case, Amina from PPT, and Lise from the school, who is in no case."""
    team = f.FagteamFactory(kommune=verden.solvik, navn="Kompetanseteamet", uker_mellom=3)
    for bruker, tjeneste in (
        (verden.jonas, verden.skole),
        (verden.amina, verden.ppt),
        (verden.lise, verden.skole),
    ):
        f.FagteammedlemFactory(fagteam=team, bruker=bruker, tjeneste=tjeneste)
    return team


@pytest.fixture
def moete(team) -> Fagteammoete:
    return f.FagteammoeteFactory(fagteam=team)


def page(bruker, moete) -> str:
    return login(bruker).get(reverse("bti:teammoete-detail", args=[moete.pk])).content.decode()


def put_up(verden, moete, sak=None):
    """Jonas takes Nora's case up."""
    url = reverse("bti:sak-team", args=[(sak or verden.nora_sak).pk])
    return login(verden.jonas).post(url, {"moete": str(moete.pk), "gjoer": "opp"})


def points() -> list[Fagteampunkt]:
    with as_owner():
        return list(Fagteampunkt.objects.order_by("nummer"))


class TestMeetings:
    def test_the_team_agrees_once_on_the_day_that_the_rhythm_gives(self, verden, team):
        f.FagteammoeteFactory(fagteam=team, dato=i_dag(-25), held_at=naa(), held_by=verden.amina)
        url = reverse("bti:team-moete-new", args=[team.pk])
        amina = login(verden.amina)
        foreslaatt = i_dag(-25) + timedelta(weeks=6)  # the day three weeks after the last one has gone by
        assert amina.get(url).context["form"].initial["dato"] == foreslaatt
        response = send(amina, url, times=2, dato=foreslaatt.isoformat())
        with as_owner():
            moete = Fagteammoete.objects.get(held_at=None)
        assert response.url == reverse("bti:teammoete-detail", args=[moete.pk])
        for feil in (i_dag(-1), i_dag(900), "tull"):
            assert send(amina, url, dato=str(feil)).status_code == 422

    def test_only_those_who_sit_there_know_of_its_meetings(self, verden, team, moete):
        punkt = f.FagteampunktFactory(moete=moete)
        se, ny = (
            reverse("bti:teammoete-detail", args=[moete.pk]),
            reverse("bti:team-moete-new", args=[team.pk]),
        )
        av = reverse("bti:teampunkt-ta-av", args=[punkt.pk])
        nye = {"siri": 302, "ragna": 302}  # they know of the team, and agree on nothing
        andre = {"siri": 404, "ragna": 404, "erik": 404, "kari": 403, "berit": 403}
        for navn, svar in ({"amina": 200} | andre).items():
            client = login(getattr(verden, navn))
            assert (client.get(se).status_code, client.get(ny).status_code) == (svar, nye.get(navn, svar)), (
                navn
            )
            if svar != 200:
                assert client.post(av).status_code == svar
        assert len(points()) == 1
        for hvem in (verden.siri, verden.ragna, verden.erik):
            with acting_as(hvem.pk):
                assert not Fagteammoete.objects.exists()
                with pytest.raises(PermissionDenied):
                    tilgang.plan_moete(noekkel=uuid.uuid4(), fagteam_id=team.pk, dato=i_dag(1))
                with pytest.raises(PermissionDenied):
                    tilgang.write_moete(moete.pk, versjon=1, dato=i_dag(), notat="x", holdt=False)
                with pytest.raises(PermissionDenied):
                    tilgang.remove_punkt(punkt.pk)

    def test_the_agenda_is_filled_ordered_and_emptied(self, verden, team, moete):
        spurt = f.DroeftingFactory(
            fagteam=team, asked_by=verden.siri, spoersmaal="Hva gjør vi i friminuttene?"
        )
        annet = f.DroeftingFactory(fagteam__kommune=verden.solvik, asked_by=verden.siri)
        url, amina = reverse("bti:teammoete-punkt", args=[moete.pk]), login(verden.amina)
        assert "Hva gjør vi i friminuttene?" in amina.get(url).content.decode()
        assert send(amina, url, times=2, hva="emne", emne="Overganger").status_code == 302
        assert send(amina, url, hva=str(spurt.pk)).status_code == 302
        for feil in ({"hva": "emne"}, {}, {"hva": str(annet.pk)}, {"hva": str(spurt.pk)}):
            assert send(amina, url, **feil).status_code == 422
        first, second = points()
        assert (first.emne, second.droefting_id) == ("Overganger", spurt.pk)
        flytt = reverse("bti:teampunkt-flytt", args=[second.pk])
        amina.post(flytt, {"vei": "opp"})
        amina.post(flytt, {"vei": "opp"})  # the first stays the first
        assert [p.pk for p in points()] == [second.pk, first.pk]
        amina.post(reverse("bti:teampunkt-ta-av", args=[first.pk]))
        assert [p.pk for p in points()] == [second.pk]
        with acting_as(verden.amina.pk), pytest.raises(PermissionDenied):
            tilgang.add_punkt(noekkel=uuid.uuid4(), moete_id=moete.pk, droefting_id=annet.pk, emne="")

    def test_a_note_names_nobody_and_two_who_write_see_both(self, verden, team, moete):
        url, amina, jonas = (
            reverse("bti:teammoete-detail", args=[moete.pk]),
            login(verden.amina),
            login(verden.jonas),
        )
        felter = {"dato": i_dag().isoformat(), "versjon": "1"}
        html = send(amina, url, **felter, notat="Vi snakket om Per i 7B.").content.decode()
        assert "<strong>Per</strong>" in html
        assert "<strong>7B</strong>" in html
        assert send(amina, url, **felter, notat="Vi prøver faste voksne ute.").status_code == 302
        html = send(jonas, url, **felter, notat="Noe helt annet.").content.decode()
        assert "Vi prøver faste voksne ute." in html
        f.FagteammoeteFactory(fagteam=team, dato=i_dag(20))
        taken = send(amina, url, versjon="2", dato=i_dag(20).isoformat(), notat="")
        assert "Teamet har et annet møte den dagen" in taken.content.decode()
        assert send(amina, url, versjon="2", dato=i_dag(2).isoformat(), holdt="on").status_code == 422
        assert (
            send(amina, url, **felter | {"versjon": "2"}, notat="Slik ble det.", holdt="on").status_code
            == 302
        )
        assert "Slik ble det." in jonas.get(url).content.decode()
        jonas.post(url, felter | {"versjon": "3", "notat": "Endret"})
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            tilgang.write_moete(moete.pk, versjon=3, dato=i_dag(), notat="Endret", holdt=False)
        assert "Endret" not in page(verden.jonas, moete)


class TestCases:
    def test_without_consent_it_is_refused_and_the_services_are_named(self, verden, moete):
        html = put_up(verden, moete).content.decode()
        assert "Saken er ikke satt opp" in html
        assert "<li>PPT Solvik</li>" in html
        assert points() == []
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            tilgang.add_sak(noekkel=uuid.uuid4(), moete_id=moete.pk, sak_id=verden.nora_sak.pk)

    def test_one_parents_yes_is_not_the_familys(self, verden, moete):
        give_consent(verden, verden.kari)
        assert put_up(verden, moete).status_code == 422

    def test_with_consent_those_who_see_the_case_read_it_and_nobody_else(self, verden, moete):
        give_consent(verden, verden.kari, verden.tom)
        assert put_up(verden, moete).status_code == 302
        assert put_up(verden, moete).status_code == 302
        assert len(points()) == 1
        for navn in ("jonas", "amina"):
            html = page(getattr(verden, navn), moete)
            assert "Saken om Nora" in html
            assert "du ikke ser" not in html
        html = page(verden.lise, moete)
        assert "1 sak du ikke ser." in html
        assert "Nora" not in html
        with acting_as(verden.lise.pk):
            assert not Fagteampunkt.objects.exists()
            assert tilgang.count_skjulte(moete.pk) == 1
        with acting_as(verden.siri.pk):
            assert tilgang.count_skjulte(moete.pk) == 0  # not in the team

    def test_taking_it_up_lets_nobody_in(self, verden, moete):
        give_consent(verden, verden.kari, verden.tom)
        put_up(verden, moete)
        assert (
            login(verden.lise).get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 404
        )

    def test_what_is_withdrawn_is_gone_the_same_second(self, verden, moete):
        give_consent(verden, verden.kari, verden.tom)
        put_up(verden, moete)
        with as_owner():
            Samtykke.objects.filter(giver=verden.tom).update(withdrawn_at=naa(), withdrawn_by=verden.tom)
        for navn in ("jonas", "amina", "lise"):  # neither those who still see the case nor as a number
            html = page(getattr(verden, navn), moete)
            assert "Nora" not in html
            assert "du ikke ser" not in html
        html = login(verden.jonas).get(reverse("bti:sak-team", args=[verden.nora_sak.pk])).content.decode()
        assert "Den vises ikke for teamet nå. Familien har ikke sagt ja til:" in html

    def test_a_new_member_from_elsewhere_hides_it_until_the_family_has_said_yes(self, verden, team, moete):
        give_consent(verden, verden.kari, verden.tom)
        put_up(verden, moete)
        ny = f.AnsettelseFactory(tjeneste=verden.nav).bruker
        f.FagteammedlemFactory(fagteam=team, bruker=ny, tjeneste=verden.nav)
        assert "Nora" not in page(verden.amina, moete)

    @pytest.mark.parametrize("hvorfor", ["familie", "sperret"])
    def test_a_team_with_somebody_who_is_to_be_kept_out_does_not_take_it_up(
        self, verden, team, moete, hvorfor
    ):
        give_consent(verden, verden.kari, verden.tom)
        if hvorfor == "sperret":
            f.SperringFactory(sak=verden.nora_sak, bruker=verden.lise, blocked_by=verden.jonas)
        else:
            f.AnsettelseFactory(bruker=verden.tom, tjeneste=verden.skole)
            f.FagteammedlemFactory(fagteam=team, bruker=verden.tom, tjeneste=verden.skole)
        html = put_up(verden, moete).content.decode()
        assert "er i familien, eller er sperret fra saken" in html
        assert "Lise" not in html
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            tilgang.add_sak(noekkel=uuid.uuid4(), moete_id=moete.pk, sak_id=verden.nora_sak.pk)

    def test_only_who_leads_the_case_takes_it_up_and_off(self, verden, moete):
        give_consent(verden, verden.kari, verden.tom)
        url = reverse("bti:sak-team", args=[verden.nora_sak.pk])
        for navn, svar in {
            "amina": 403,
            "kari": 403,
            "lise": 404,
            "siri": 404,
            "ragna": 404,
            "erik": 404,
        }.items():
            client = login(getattr(verden, navn))
            assert client.get(url).status_code == svar, navn
            assert client.post(url, {"moete": str(moete.pk), "gjoer": "opp"}).status_code == svar
        put_up(verden, moete)
        for hvem in (verden.amina, verden.lise, verden.siri, verden.kari):
            with acting_as(hvem.pk):
                with pytest.raises(PermissionDenied):
                    tilgang.add_sak(noekkel=uuid.uuid4(), moete_id=moete.pk, sak_id=verden.nora_sak.pk)
                with pytest.raises(PermissionDenied):
                    tilgang.remove_sak(moete_id=moete.pk, sak_id=verden.nora_sak.pk)
                with pytest.raises(ProgrammingError, match="leder ikke saken"), transaction.atomic():
                    tilgang.list_moeter_for(verden.nora_sak.pk)
        punkt = points()[0]
        login(verden.amina).post(reverse("bti:teampunkt-ta-av", args=[punkt.pk]))
        assert len(points()) == 1  # a case goes off by its own people alone
        login(verden.jonas).post(url, {"moete": str(moete.pk), "gjoer": "av"})
        assert points() == []

    def test_another_municipalitys_team_takes_up_nothing(self, verden):
        give_consent(verden, verden.kari, verden.tom)
        langt = f.FagteammoeteFactory(fagteam__kommune=verden.fjellvik)
        f.FagteammedlemFactory(fagteam=langt.fagteam, bruker=verden.jonas, tjeneste=verden.skole)
        html = login(verden.jonas).get(reverse("bti:sak-team", args=[verden.nora_sak.pk])).content.decode()
        assert "Ingen møter er avtalt" in html
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            tilgang.add_sak(noekkel=uuid.uuid4(), moete_id=langt.pk, sak_id=verden.nora_sak.pk)

    def test_a_hidden_case_is_neither_moved_nor_passed_by(self, verden, moete):
        give_consent(verden, verden.kari, verden.tom)
        a = f.FagteampunktFactory(moete=moete, nummer=1, emne="Først")
        put_up(verden, moete)
        b = f.FagteampunktFactory(moete=moete, nummer=3, emne="Sist")
        sak = next(p for p in points() if p.sak_id)
        lise = login(verden.lise)
        assert lise.post(reverse("bti:teampunkt-flytt", args=[sak.pk]), {"vei": "opp"}).status_code == 404
        with acting_as(verden.lise.pk), pytest.raises(PermissionDenied):
            tilgang.move_punkt(sak.pk, opp=True)
        lise.post(reverse("bti:teampunkt-flytt", args=[b.pk]), {"vei": "opp"})
        assert [p.pk for p in points()] == [b.pk, sak.pk, a.pk]

    def test_the_family_reads_that_it_was_taken_up(self, verden, moete):
        give_consent(verden, verden.kari, verden.tom)
        put_up(verden, moete)
        html = (
            login(verden.kari)
            .get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk]))
            .content.decode()
        )
        assert "Jonas Berge satte opp saken på et møte i et team." in html
        with as_owner():
            assert Hendelse.objects.filter(handling="sak.tatt_opp_i_team", sak_id=verden.nora_sak.pk).exists()

    def test_sql_writes_none(self, verden, moete):
        for sql in (
            "INSERT INTO bti_fagteampunkt (id) VALUES (gen_random_uuid())",
            "DELETE FROM bti_fagteammoete",
        ):
            refused = pytest.raises(ProgrammingError, match="permission denied")
            with acting_as(verden.jonas.pk), connection.cursor() as cursor, refused, transaction.atomic():
                cursor.execute(sql)
