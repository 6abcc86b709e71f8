"""Somebody stands in while another is away: in the other's cases, for as long as it lasts, and no longer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from bti.models import Deltaker, Sak, Stedfortreder
from bti.queries import deltaker_ider, deltakere_in
from bti.revisjon.models import Hendelse
from bti.tilgang.adgang import list_fravaer, list_kolleger
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.varsling.models import Slag, Utboks, Varsel
from stafettlogg.services import add_innlegg
from tests import factories as f
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.stafettlogg.conftest import token_in

pytestmark = pytest.mark.django_db

NY = "/vikar/ny/"


def sees(bruker) -> bool:
    with acting_as(bruker.pk):
        return Sak.objects.exists()


@pytest.fixture
def send(client, verden):
    """Open the form as somebody, fill it in and send it."""

    def fill_in(som, *, times: int = 1, **data):
        client.force_login(som)
        data = {"fra": i_dag(), "til": i_dag(5), "skjema_token": token_in(client.get(NY))} | data
        data = {name: value.pk if hasattr(value, "pk") else value for name, value in data.items()}
        for _ in range(times):
            response = client.post(NY, data)
        return response

    return fill_in


@pytest.fixture
def vikar(verden, send):
    """Lise stands in for Jonas from today and five days on."""
    assert send(verden.jonas, vikar=verden.lise).status_code == 302
    with as_owner():
        return Stedfortreder.objects.get()


class TestSet:
    def test_one_says_it_of_oneself(self, verden, vikar, eier):
        assert sees(verden.lise)
        with eier():
            told = set(Utboks.objects.filter(slag=Slag.VIKAR).values_list("mottaker_id", flat=True))
            assert (vikar.bruker_id, vikar.vikar_id, vikar.tjeneste_id) == (
                verden.jonas.pk, verden.lise.pk, verden.skole.pk,
            )  # fmt: skip
            assert Hendelse.objects.filter(handling="stedfortreder.satt").count() == 1
        assert told == {verden.lise.pk}

    def test_the_head_says_it_of_somebody_who_is_ill(self, verden, send, eier):
        assert send(verden.siri, bruker=verden.jonas, vikar=verden.lise).status_code == 302
        assert sees(verden.lise)
        with eier():
            told = set(Utboks.objects.filter(slag=Slag.VIKAR).values_list("mottaker_id", flat=True))
        assert told == {verden.lise.pk, verden.jonas.pk}

    def test_nobody_else_says_it_of_another(self, verden, send, eier):
        send(verden.lise, bruker=verden.jonas, vikar=verden.siri)
        with eier():
            assert Stedfortreder.objects.get().bruker_id == verden.lise.pk

    def test_a_double_click_sets_once(self, verden, send, eier):
        assert send(verden.jonas, vikar=verden.lise, times=2).status_code == 302
        with eier():
            assert Stedfortreder.objects.count() == 1

    def test_back_and_another_deputy_is_not_said_to_be_set(self, client, verden, eier):
        client.force_login(verden.jonas)
        data = {"skjema_token": token_in(client.get(NY))} | {"fra": i_dag(), "til": i_dag(5)}
        assert client.post(NY, data | {"vikar": verden.lise.pk}).status_code == 302

        second = client.post(NY, data | {"vikar": verden.siri.pk})

        assert second.status_code == 422
        assert "alt sendt" in second.content.decode()
        with eier():
            assert set(Stedfortreder.objects.values_list("vikar_id", flat=True)) == {verden.lise.pk}
            assert client.post(NY, data | {"vikar": verden.lise.pk}).status_code == 302

    def test_the_same_one_twice_is_answered_in_words(self, verden, send, vikar, eier):
        """Or ending the one would leave the other, and the cases with it."""
        response = send(verden.jonas, vikar=verden.lise, fra=i_dag(2), til=i_dag(5))
        assert response.status_code == 422
        assert "Denne personen er vikar i hele denne tiden fra før." in response.content.decode()
        assert send(verden.siri, bruker=verden.jonas, vikar=verden.lise).status_code == 422
        assert send(verden.jonas, vikar=verden.siri).status_code == 302
        assert send(verden.jonas, vikar=verden.lise, fra=i_dag(4), til=i_dag(9)).status_code == 302
        with eier():
            assert Stedfortreder.objects.count() == 3

    def test_colleagues_of_the_unit_are_offered_and_nobody_else(self, client, verden):
        client.force_login(verden.jonas)
        page = client.get(NY).content.decode()
        for bruker in (verden.lise, verden.siri):
            assert f'value="{bruker.pk}"' in page
        for bruker in (verden.jonas, verden.amina, verden.erik, verden.kari):
            assert f'value="{bruker.pk}"' not in page
        assert 'name="bruker"' not in page
        searched = client.get(NY, {"navn": "dahl"}).content.decode()
        assert "Lise Dahl" in searched
        assert "Siri Holm" not in searched

    @pytest.mark.parametrize(
        ("data", "setning"),
        [
            ({"vikar": ""}, "Velg hvem som er vikar."),
            ({"til": ""}, "Til og med"),
            ({"fra": i_dag(-1)}, "Fra-datoen har vært."),
            ({"fra": i_dag(4), "til": i_dag(3)}, "Til-datoen er før fra-datoen."),
            ({"til": i_dag(366)}, "Fraværet kan vare høyst 366 dager."),
        ],
    )
    def test_bad_input_is_answered_in_words(self, verden, send, eier, data, setning):
        response = send(verden.jonas, **({"vikar": verden.lise} | data))
        assert response.status_code == 422
        assert setning in response.content.decode()
        with eier():
            assert not Stedfortreder.objects.exists()

    def test_the_head_is_no_deputy_for_the_one_themself(self, verden, send):
        response = send(verden.siri, bruker=verden.jonas, vikar=verden.jonas)
        assert "Vikaren må være en annen enn den som er borte." in response.content.decode()

    @pytest.mark.parametrize("navn", ["kari", "berit", "adm", "fremmed"])
    def test_others_have_no_such_page(self, client, verden, navn):
        client.force_login(getattr(verden, navn))
        assert client.get(NY).status_code == client.get("/vikar/").status_code == 403
        with acting_as(getattr(verden, navn).pk), pytest.raises(PermissionDenied):
            list_kolleger(tjeneste_id=verden.skole.pk, navn="", antall=5)

    def test_another_unit_is_not_ones_own(self, client, verden):
        client.force_login(verden.jonas)
        assert client.get(NY, {"tjeneste": str(verden.ppt.pk)}).status_code == 404
        with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
            list_kolleger(tjeneste_id=verden.ppt.pk, navn="", antall=5)


class TestWhileItLasts:
    def test_the_deputy_does_the_work(self, client, verden, vikar):
        client.force_login(verden.lise)
        home = client.get(reverse("stafettlogg:hjem")).content.decode()
        assert "Du er vikar for Jonas Berge til og med" in home
        assert "Nora Nordlie" in home
        assert client.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).status_code == 200
        assert client.get(reverse("stafettlogg:moete-new", args=[verden.sak.pk])).status_code == 200

    def test_the_one_who_is_away_keeps_the_baton_everywhere(self, client, verden, vikar):
        client.force_login(verden.kari)
        plan = client.get(reverse("familie:sak", args=[verden.sak.pk])).content.decode()
        assert "Jonas Berge på Solvik skole holder i stafettpinnen." in plan
        assert "Lise Dahl er vikar for Jonas Berge nå." in plan
        assert plan.count("(holder i stafettpinnen)") == 1
        assert "(vikar for Jonas Berge)" in plan
        assert "Vikar nå: Lise Dahl." in client.get(reverse("familie:hjem")).content.decode()
        client.force_login(verden.lise)
        sak = client.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        assert sak.count("· stafettholder") == 1
        assert "<strong>Lise Dahl</strong>, Solvik skole, vikar for Jonas Berge" in sak
        med = client.get(reverse("bti:sak-deltakere", args=[verden.sak.pk])).content.decode()
        assert "Vikar for Jonas Berge" in med
        assert med.count("Stafettholder") == 1
        saker = client.get(reverse("bti:sak-list")).content.decode()
        assert "Jonas Berge" in saker

    def test_notices_reach_the_deputy_once(self, verden, vikar, eier):
        with acting_as(verden.jonas.pk):
            innlegg = add_innlegg(verden.sak, tekst="Nytt.", by=verden.jonas.pk)
            assert verden.lise.pk in deltaker_ider(verden.sak.pk)
        with acting_for(Formaal.UTBOKS), connection.cursor() as cursor:
            cursor.execute("SELECT varsling_fortell(100)")
        with eier():
            assert Varsel.objects.filter(mottaker=verden.lise, objekt_id=innlegg.pk).count() == 1

    def test_a_case_that_comes_while_it_lasts_is_theirs_too(self, verden, vikar):
        with as_owner():
            before = Deltaker.objects.filter(bruker=verden.lise).count()
        with acting_as(verden.siri.pk), connection.cursor() as cursor:
            cursor.execute(
                "SELECT tilgang_inviter_fagperson(gen_random_uuid(), %s, %s, %s)",
                [verden.ola_sak.pk, verden.jonas.pk, verden.skole.pk],
            )
        with as_owner():
            assert Deltaker.objects.filter(bruker=verden.lise).count() == before + 1

    def test_one_who_takes_part_already_is_named_once_in_a_form(self, client, verden, send):
        f.DeltakerFactory(sak=verden.sak, bruker=verden.lise, rolle="fagperson", tjeneste=verden.skole)
        grant_from_roles()
        send(verden.jonas, vikar=verden.lise)
        client.force_login(verden.lise)
        for name in ("stafettlogg:moete-new", "tiltak:new"):
            page = client.get(reverse(name, args=[verden.sak.pk])).content.decode()
            assert page.count(f'value="{verden.lise.pk}"') == 1, name
        assert client.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).status_code == 200

    def test_a_parent_of_the_child_is_no_deputy_in_the_case(self, verden, send, eier):
        f.AnsettelseFactory(bruker=verden.kari, tjeneste=verden.skole)
        send(verden.jonas, vikar=verden.kari)
        with eier():
            assert Deltaker.objects.get(bruker=verden.kari).rolle == "foresatt"
            assert Stedfortreder.objects.get().vikar_id == verden.kari.pk

    def test_a_relative_who_does_not_take_part_is_no_deputy_in_the_case(self, verden, send, eier):
        """Lise is registered as Nora's aunt, and nobody has let her in."""
        f.FamilierelasjonFactory(
            hovedperson=verden.sak.hovedperson,
            bruker=verden.lise,
            relasjon="annen",
            registered_by=verden.jonas,
        )
        send(verden.jonas, vikar=verden.lise)
        with eier():
            assert Stedfortreder.objects.get().vikar_id == verden.lise.pk
            assert not Deltaker.objects.filter(bruker=verden.lise).exists()

    def test_the_young_person_is_no_deputy_in_the_case(self, verden, send, eier):
        """Of age, and at work in the unit: no relation says that the case is about her, her part does."""
        f.DeltakerFactory(sak=verden.sak, bruker=verden.lise, rolle="ungdom", tjeneste=None)
        send(verden.jonas, vikar=verden.lise)
        with eier():
            assert Stedfortreder.objects.get().vikar_id == verden.lise.pk
            assert Deltaker.objects.get(bruker=verden.lise).rolle == "ungdom"

    def test_a_shielded_entry_is_no_wider_for_a_deputy_than_chosen(self, verden, vikar):
        from bti.services import Skjul
        from stafettlogg.models import Innlegg

        with acting_as(verden.jonas.pk):
            add_innlegg(
                verden.sak,
                tekst="Ikke for Lise.",
                skjul=Skjul(frozenset([verden.lise.pk]), "andre"),
                by=verden.jonas.pk,
            )
        with acting_as(verden.lise.pk):
            assert not Innlegg.objects.filter(tekst="Ikke for Lise.").exists()


class TestItEnds:
    def end(self, vikar) -> str:
        return reverse("bti:stedfortreder-avslutt", args=[vikar.pk])

    @pytest.mark.parametrize("navn", ["jonas", "lise", "siri"])
    def test_either_of_the_two_or_the_head_ends_it(self, client, verden, vikar, eier, navn):
        client.force_login(getattr(verden, navn))
        assert "blir borte for Lise Dahl med en gang" in client.get(self.end(vikar)).content.decode()
        assert "Vikariatet er avsluttet." in client.post(self.end(vikar), follow=True).content.decode()
        assert not sees(verden.lise)
        with acting_as(verden.jonas.pk):
            assert verden.lise.pk not in {d.bruker_id for d in deltakere_in(verden.sak)}
            assert verden.lise.pk not in deltaker_ider(verden.sak.pk)
            assert list_fravaer() == []
        with eier():
            told = set(
                Utboks.objects.filter(noekkel__endswith=":avsluttet").values_list("mottaker_id", flat=True)
            )
        assert told == {verden.jonas.pk, verden.lise.pk} - {getattr(verden, navn).pk}
        assert client.post(self.end(vikar)).status_code == 404

    @pytest.mark.parametrize(("navn", "status"), [("amina", 404), ("erik", 404), ("kari", 403)])
    def test_nobody_else_does(self, client, verden, vikar, navn, status):
        client.force_login(getattr(verden, navn))
        assert client.get(self.end(vikar)).status_code == client.post(self.end(vikar)).status_code == status
        assert sees(verden.lise)

    def test_after_the_last_day_it_is_over_by_itself(self, client, verden, vikar, eier):
        with eier():
            Stedfortreder.objects.update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1))
            Deltaker.objects.filter(bruker=verden.lise).update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1))
        client.force_login(verden.lise)
        assert client.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).status_code == 404
        assert "Du er vikar for" not in client.get(reverse("stafettlogg:hjem")).content.decode()

    def test_before_the_first_day_it_has_not_begun(self, client, verden, send):
        send(verden.jonas, vikar=verden.lise, fra=i_dag(2), til=i_dag(4))
        assert not sees(verden.lise)
        page = client.get("/vikar/").content.decode()
        assert "Lise Dahl" in page
        assert "Kommer" in page

    def test_one_of_two_absences_ends_and_the_other_stands(self, client, verden, vikar, send, eier):
        send(verden.jonas, vikar=verden.lise, fra=i_dag(), til=i_dag(20))
        client.force_login(verden.jonas)
        client.post(self.end(vikar))
        assert sees(verden.lise)
        with eier():
            assert Deltaker.objects.get(bruker=verden.lise).gyldig_til == i_dag(20)

    def test_a_deputy_of_another_service_waits_for_the_consent_too(self, client, verden, send):
        bjarne = f.BrukerFactory(navn="Bjarne Lund")
        f.AnsettelseFactory(bruker=bjarne, tjeneste=verden.ppt)
        send(verden.amina, vikar=bjarne)
        assert not sees(bjarne)
        give_consent(verden, verden.kari, verden.tom)
        assert sees(bjarne)
