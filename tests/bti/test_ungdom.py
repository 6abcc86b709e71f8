"""The young person in their own case: asked in by age, words of their own, and closing it for the parents."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from bti.identitetsnummer import seal_nummer, suggest_foedselsdato
from bti.models import Bruker, Deltaker, Hovedperson, Kontaktopplysning, Rolle, Sak
from bti.revisjon.models import Hendelse
from bti.services import decide_foreldreinnsyn, invite_ungdom
from bti.services.ungdom import turns
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from samtykke.models import Samtykkekrav
from samtykke.services import request_samtykke
from tests import factories as f
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.sidetekst import without_tokens

pytestmark = pytest.mark.django_db

NUMMER = "09901170034"  # made up: month + 80, born 9 October 2011
FOEDT = date(2011, 10, 9)
ANNEN = "25811370013"  # made up, born on another day


def born(verden, foedt: date | None, nummer: str = "") -> None:
    with as_owner():
        Hovedperson.objects.filter(pk=verden.sak.hovedperson_id).update(
            foedselsdato=foedt, foedselsnummer_kryptert=seal_nummer(nummer) if nummer else ""
        )


def aged(aar: int, dager: int = 0) -> date:
    """Born so that they turned ``aar`` so many days ago."""
    idag = timezone.localdate()
    return date.fromordinal(turns(idag, -aar).toordinal() - dager)


@pytest.fixture
def url(verden) -> str:
    return reverse("bti:ungdom-invite", args=[verden.sak.pk])


@pytest.fixture
def jonas(client, verden):
    client.force_login(verden.jonas)
    return client


@pytest.fixture
def nora(verden):
    """Nora at 16, in her own case with a login of her own."""
    born(verden, aged(16), NUMMER)
    with acting_as(verden.jonas.pk):
        sak = Sak.objects.select_related("hovedperson").get(pk=verden.sak.pk)
        bruker_id = invite_ungdom(sak, foedselsnummer=NUMMER)
    with as_owner():
        return Bruker.objects.get(pk=bruker_id)


def test_the_made_up_numbers_are_what_the_tests_say():
    assert suggest_foedselsdato(NUMMER) == FOEDT != suggest_foedselsdato(ANNEN)


class TestAskedIn:
    def test_plainly_from_the_age_with_the_number_of_the_case(self, verden, jonas, url, eier):
        born(verden, aged(15), NUMMER)
        page = jonas.get(url).content.decode()
        assert "Nora er gammel nok til å følge saken selv." in page
        assert 'name="tidlig"' not in page
        assert 'name="foedselsnummer"' not in page
        answer = jonas.post(url, {"epost": "nora@stafett.invalid", "mobil": ""}, follow=True)
        assert "Nora er invitert." in answer.content.decode()
        with eier():
            deltaker = Deltaker.objects.get(rolle=Rolle.UNGDOM)
            kontakt = Kontaktopplysning.objects.get(bruker=deltaker.bruker_id)
            assert (deltaker.sak_id, deltaker.invitert_tidlig) == (verden.sak.pk, False)
            assert kontakt.epost == "nora@stafett.invalid"
            assert Hovedperson.objects.get(pk=verden.sak.hovedperson_id).bruker_id == deltaker.bruker_id
            assert Utboks.objects.filter(mottaker=deltaker.bruker, slag=Slag.INVITERT).exists()
            assert Hendelse.objects.filter(handling="ungdom.invitert", sak_id=verden.sak.pk).exists()
        with acting_as(deltaker.bruker_id):
            assert Sak.objects.get() == verden.sak

    def test_one_day_before_the_age_it_is_a_choice(self, verden, jonas, url, eier):
        born(verden, aged(15, dager=-1), NUMMER)
        page = jonas.get(url).content.decode()
        assert "Fra 15 år kan den unge selv følge saken." in page
        assert "Tåler barnet å lese det alene?" in page
        refused = jonas.post(url, {})
        assert refused.status_code == 422
        assert "Kryss av hvis dere vil invitere tidligere enn vanlig." in refused.content.decode()
        with eier():
            assert not Deltaker.objects.filter(rolle=Rolle.UNGDOM).exists()
        assert jonas.post(url, {"tidlig": "on"}).status_code == 302
        with eier():
            deltaker = Deltaker.objects.get(rolle=Rolle.UNGDOM)
        assert deltaker.invitert_tidlig
        with acting_as(deltaker.bruker_id):
            assert Sak.objects.exists()

    @pytest.mark.parametrize(
        ("foedt", "setning"),
        [
            (aged(12, dager=-1), "for ung til å følge saken selv. Det går an fra 12 år."),
            (None, "Vi vet ikke når Nora er født."),
        ],
    )
    def test_too_young_or_unknown_says_why_not(self, verden, jonas, url, eier, foedt, setning):
        born(verden, foedt, NUMMER)
        assert setning in jonas.get(url).content.decode()
        jonas.post(url, {"tidlig": "on"})
        with eier():
            assert not Deltaker.objects.filter(rolle=Rolle.UNGDOM).exists()
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            invite_ungdom(
                Sak.objects.select_related("hovedperson").get(pk=verden.sak.pk),
                foedselsnummer=NUMMER,
                tidlig=True,
            )

    def test_a_typed_number_must_be_of_one_born_that_day(self, verden, jonas, url, eier):
        born(verden, FOEDT)
        assert 'name="foedselsnummer"' in jonas.get(url).content.decode()
        wrong = jonas.post(url, {"foedselsnummer": ANNEN})
        assert wrong.status_code == 422
        assert "passer ikke med fødselsdatoen i saken" in wrong.content.decode()
        assert jonas.post(url, {"foedselsnummer": ""}).status_code == 422
        with eier():
            assert not Deltaker.objects.filter(rolle=Rolle.UNGDOM).exists()
        assert jonas.post(url, {"foedselsnummer": NUMMER}).status_code == 302

    def test_a_second_time_leads_nowhere(self, verden, jonas, url, nora, eier):
        assert "Nora er invitert og kan logge inn." in jonas.get(url).content.decode()
        jonas.post(url, {})
        with eier():
            assert Deltaker.objects.filter(rolle=Rolle.UNGDOM).count() == 1
        page = jonas.get(reverse("bti:sak-deltakere", args=[verden.sak.pk])).content.decode()
        assert url not in page

    def test_a_closed_case_invites_nobody(self, verden, jonas, url, eier):
        born(verden, aged(15), NUMMER)
        with eier():
            Sak.objects.filter(pk=verden.sak.pk).update(status="lukket")
        assert "Saken er avsluttet." in jonas.get(url).content.decode()
        jonas.post(url, {})
        with eier():
            assert not Deltaker.objects.filter(rolle=Rolle.UNGDOM).exists()

    @pytest.mark.parametrize(
        ("navn", "status"), [("amina", 403), ("kari", 403), ("siri", 404), ("erik", 404)]
    )
    def test_who_may_not(self, client, verden, url, navn, status):
        give_consent(verden, verden.kari, verden.tom)
        born(verden, aged(15), NUMMER)
        client.force_login(getattr(verden, navn))
        assert client.get(url).status_code == client.post(url, {}).status_code == status


class TestTheirOwnPages:
    @pytest.mark.parametrize("name", ["sak", "samtykke", "melding-new", "hvem-har-sett", "foreldreinnsyn"])
    def test_they_open(self, client, verden, nora, name):
        client.force_login(nora)
        html = client.get(reverse(f"familie:{name}", args=[verden.sak.pk])).content.decode()
        assert "barnet ditt" not in html
        assert "Planen for Nora" not in html

    def test_they_are_spoken_to(self, client, verden, nora):
        client.force_login(nora)
        f.MoetedeltakerFactory(moete=(moete := f.MoeteFactory(sak=verden.sak)), bruker=nora)
        assert "Planen din" in client.get(reverse("familie:sak", args=[verden.sak.pk])).content.decode()
        assert "følger deg opp." in client.get(reverse("familie:hjem")).content.decode()
        assert "Møte om deg" in client.get(reverse("familie:moete", args=[moete.pk])).content.decode()
        f.VarselFactory(mottaker=nora, sak=verden.sak, slag=Slag.INNLEGG)
        assert "Noe nytt er skrevet om deg." in client.get(reverse("varsling:list")).content.decode()

    def test_they_are_asked_about_consent_too(self, client, verden, nora):
        with acting_as(verden.jonas.pk):
            sak = Sak.objects.select_related("hovedperson").get(pk=verden.sak.pk)
            request_samtykke(
                sak, tjeneste=verden.ppt, hvorfor="Råd.", temaer=["skole"], til=i_dag(90), by=verden.jonas.pk
            )
        with as_owner():
            krav = Samtykkekrav.objects.get(giver=nora)
        client.force_login(nora)
        html = client.get(reverse("familie:samtykke-svar", args=[krav.pk])).content.decode()
        assert "Kan PPT Solvik få være med og hjelpe deg?" in html


class TestClosingForTheParents:
    def url(self, verden) -> str:
        return reverse("familie:foreldreinnsyn", args=[verden.sak.pk])

    def send(self, client, verden, nora, svar: str):
        client.force_login(nora)
        return client.post(self.url(verden), {"foreldre": svar}, follow=True)

    def parents_see(self, verden) -> list[bool]:
        seen = []
        for bruker in (verden.kari, verden.tom):
            with acting_as(bruker.pk):
                seen.append(Sak.objects.exists())
        return seen

    def test_two_taps_and_the_parents_are_out(self, client, verden, nora, eier):
        client.force_login(nora)
        home = client.get(reverse("familie:hjem")).content.decode()
        assert self.url(verden) in home
        page = client.get(self.url(verden)).content.decode()
        for setning in (
            "Hvis du stenger", "Det gjelder begge foreldrene dine.", "Dette endrer det ikke",
            "Det dere har sagt ja til, gjelder fortsatt.", "kan ha rett til å få vite noe etter loven",
        ):  # fmt: skip
            assert setning in page
        assert (
            "Saken er stengt for foreldrene dine nå."
            in self.send(client, verden, nora, "steng").content.decode()
        )
        assert self.parents_see(verden) == [False, False]
        client.force_login(verden.kari)
        assert client.get(reverse("familie:sak", args=[verden.sak.pk])).status_code == 404
        assert "Nora" not in without_tokens(client.get(reverse("familie:hjem")).content.decode())
        with eier():
            told = set(Utboks.objects.filter(slag=Slag.FORELDREINNSYN).values_list("mottaker_id", flat=True))
            assert Hendelse.objects.filter(handling="foreldreinnsyn.stengt", aktoer_id=nora.pk).exists()
        assert told == {verden.jonas.pk}

    def test_and_two_taps_back(self, client, verden, nora, eier):
        self.send(client, verden, nora, "steng")
        page = client.get(self.url(verden)).content.decode()
        assert "Du stengte saken for foreldrene dine" in page
        assert "Foreldrene dine ser saken igjen." in self.send(client, verden, nora, "aapne").content.decode()
        assert self.parents_see(verden) == [True, True]
        with eier():
            told = Utboks.objects.filter(slag=Slag.FORELDREINNSYN).values_list("mottaker__navn", flat=True)
            assert sorted(told) == ["Jonas Berge", "Jonas Berge", "Kari Nordlie", "Tom Nordlie"]

    def test_a_double_tap_tells_once(self, client, verden, nora, eier):
        self.send(client, verden, nora, "steng")
        self.send(client, verden, nora, "steng")
        with eier():
            assert Utboks.objects.filter(slag=Slag.FORELDREINNSYN).count() == 1
            assert Hendelse.objects.filter(handling="foreldreinnsyn.stengt").count() == 1

    def test_consents_stand(self, client, verden, nora):
        give_consent(verden, verden.kari, verden.tom)
        with as_owner():
            krav = f.SamtykkekravFactory(sak=verden.sak, tjeneste=verden.ppt, giver=nora)
            f.SamtykkeFactory(krav=krav, tekst__versjon=300)
        self.send(client, verden, nora, "steng")
        with acting_as(verden.amina.pk):
            assert Sak.objects.exists()

    def test_not_before_the_age(self, client, verden, nora):
        born(verden, aged(16, dager=-1), NUMMER)
        client.force_login(nora)
        assert "Fra du fyller 16 år, kan du stenge for dem." in client.get(self.url(verden)).content.decode()
        assert client.post(self.url(verden), {"foreldre": "steng"}).status_code == 403
        with acting_as(nora.pk), pytest.raises(PermissionDenied):
            decide_foreldreinnsyn(Sak.objects.get(), stenger=True)
        assert self.parents_see(verden) == [True, True]

    def test_nonsense_changes_nothing(self, client, verden, nora):
        assert self.send(client, verden, nora, "tull").status_code == 200
        assert self.parents_see(verden) == [True, True]

    @pytest.mark.parametrize(("navn", "status"), [("kari", 403), ("jonas", 403), ("siri", 404), ("pia", 404)])
    def test_nobody_else_decides(self, client, verden, nora, navn, status):
        client.force_login(getattr(verden, navn))
        assert client.get(self.url(verden)).status_code == status
        assert client.post(self.url(verden), {"foreldre": "steng"}).status_code == status
        assert self.parents_see(verden) == [True, True]

    def test_the_staff_see_why_the_parents_do_not(self, client, verden, nora):
        self.send(client, verden, nora, "steng")
        grant_from_roles()
        client.force_login(verden.jonas)
        page = client.get(reverse("bti:sak-deltakere", args=[verden.sak.pk])).content.decode()
        assert page.count("Den unge har stengt saken for foreldrene.") == 2
        client.get(reverse("varsling:list"))


@pytest.mark.parametrize(
    ("foedt", "aar", "dag"),
    [(date(2012, 2, 29), 15, date(2027, 2, 28)), (date(2012, 2, 29), 16, date(2028, 2, 29))],
)
def test_a_leap_day_turns_as_postgresql_counts(foedt, aar, dag):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date + make_interval(years => %s))::date", [foedt, aar])
        assert cursor.fetchone() == (dag,)
    assert turns(foedt, aar) == dag
