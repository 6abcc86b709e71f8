"""When those who are asked do not answer alike: the pages say what Stafett does, and Stafett does it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from bti.models import Bruker, Hovedperson, Rolle
from bti.tilgang.aktoer import acting_as
from samtykke.feil import IkkeDinAaSvare
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.queries import current_tekst
from samtykke.services import decline_samtykke, grant_samtykke, withdraw_samtykke
from samtykke.uenighet import UENIGHETER
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.hjelp import ask, both_say_yes, say_yes, sees_case

pytestmark = pytest.mark.django_db
NOEYTRALT = {
    "samtykke:list": "Ikke alle har sagt ja. Det er i orden.",
    "familie:samtykke": "Vi venter til alle har sagt ja. Det er i orden å trenge tid, og det er i orden å si nei.",
}


def page(bruker: Bruker, verden: Verden, navn: str) -> str:
    client = Client()
    client.force_login(bruker)
    return client.get(reverse(navn, args=[verden.nora_sak.pk])).content.decode()


def say_no(bruker: Bruker, krav: Samtykkekrav) -> None:
    with acting_as(bruker.pk):
        decline_samtykke(Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk), by=bruker.pk)


class TestThePages:
    @pytest.mark.parametrize("spraak", ["nb", "nn"])
    def test_whoever_comes_reads_what_stafett_does_what_one_can_do_and_the_law(self, client, spraak):
        client.cookies["django_language"] = spraak
        oversikt = client.get(reverse("samtykke:uenig")).content.decode()
        for side in UENIGHETER:
            html = client.get(reverse(side.adresse)).content.decode()
            with translation.override(spraak):
                sagt = [str(one) for one in (side.tittel, side.ingress, *side.stafett, *side.dere, side.lov)]
                assert str(side.tittel) in oversikt
            assert [one for one in sagt if one not in html] == []
            assert reverse(side.adresse) in oversikt
            assert [en for en in UENIGHETER if reverse(en.adresse) not in html and en is not side] == []

    def test_each_has_words_of_its_own_in_nynorsk(self):
        with translation.override("nn"):
            nynorsk = {str(side.tittel) for side in UENIGHETER}
        with translation.override("nb"):
            assert nynorsk & {str(side.tittel) for side in UENIGHETER} == set()

    @pytest.mark.parametrize("navn", ["jonas", "kari", "berit"])
    def test_who_is_logged_in_reads_them_in_their_own_frame(self, client, verden, navn):
        client.force_login(getattr(verden, navn))
        assert client.get(reverse("samtykke:uenig")).status_code == 200
        assert client.post(reverse("samtykke:uenig")).status_code == 405


class TestOneYesAndOneNo:
    def test_the_service_sees_nothing_and_the_work_goes_on(self, verden):
        krav = ask(verden)
        say_yes(verden, verden.kari, krav[verden.kari])
        say_no(verden.tom, krav[verden.tom])
        assert not sees_case(verden.amina, verden.nora_sak)
        client = Client()
        client.force_login(verden.jonas)
        where = reverse("stafettlogg:innlegg-new", args=[verden.nora_sak.pk])
        token = client.get(where).context["form"].initial["skjema_token"]
        data = {"skjema_token": token, "tekst": "Vi leste sammen.", "innleggstype": "notat"}
        assert client.post(where, data).status_code == 302
        with as_owner():
            assert Innlegg.objects.filter(tekst="Vi leste sammen.").exists()

    def test_staff_and_family_read_it_neutrally_and_are_led_to_the_page(self, verden):
        krav = ask(verden)
        say_yes(verden, verden.kari, krav[verden.kari])
        say_no(verden.tom, krav[verden.tom])
        for bruker, navn in ((verden.jonas, "samtykke:list"), (verden.kari, "familie:samtykke")):
            html = page(bruker, verden, navn)
            assert NOEYTRALT[navn] in html
            assert reverse("samtykke:uenig") in html
        assert (
            "Tom"
            not in page(verden.kari, verden, "familie:samtykke")
            .partition(NOEYTRALT["familie:samtykke"])[2]
            .partition("</div>")[0]
        )

    def test_nothing_is_said_while_nobody_has_answered_or_when_all_have_said_yes(self, verden):
        ask(verden)
        for bruker, navn in ((verden.jonas, "samtykke:list"), (verden.kari, "familie:samtykke")):
            assert NOEYTRALT[navn] not in page(bruker, verden, navn)
        both_say_yes(verden)
        for bruker, navn in ((verden.jonas, "samtykke:list"), (verden.kari, "familie:samtykke")):
            assert NOEYTRALT[navn] not in page(bruker, verden, navn)

    def test_who_said_no_says_yes_later_and_it_is_over(self, verden):
        krav = ask(verden)
        say_yes(verden, verden.kari, krav[verden.kari])
        say_no(verden.tom, krav[verden.tom])
        say_yes(verden, verden.tom, krav[verden.tom])
        assert sees_case(verden.amina, verden.nora_sak)
        assert NOEYTRALT["samtykke:list"] not in page(verden.jonas, verden, "samtykke:list")


class TestTheYoungPersonAndTheParents:
    @pytest.fixture
    def nora(self, verden) -> Bruker:
        """Sixteen, with a login: her yes is needed beside her parents'."""
        nora = f.BrukerFactory(navn="Nora Nordlie")
        with as_owner():
            Hovedperson.objects.filter(pk=verden.nora_sak.hovedperson_id).update(
                bruker=nora, foedselsdato=i_dag(-16 * 366)
            )
        f.DeltakerFactory(sak=verden.nora_sak, bruker=nora, rolle=Rolle.UNGDOM)
        grant_from_roles()
        return nora

    def krav_of(self, bruker: Bruker) -> Samtykkekrav:
        with acting_as(bruker.pk):
            return Samtykkekrav.objects.select_related("sak", "tjeneste").get(giver=bruker)

    def yes(self, verden: Verden, bruker: Bruker) -> None:
        krav = self.krav_of(bruker)
        with acting_as(bruker.pk):
            grant_samtykke(
                krav, temaer=["skole"], til=timezone.localdate() + timedelta(days=9),
                tekst=current_tekst(verden.solvik.pk), by=bruker.pk,
            )  # fmt: skip

    @pytest.mark.parametrize("nei", ["nora", "tom"])
    def test_the_no_of_either_keeps_the_service_out(self, verden, nora, nei):
        ask(verden)
        alle = {"kari": verden.kari, "tom": verden.tom, "nora": nora}
        for navn, bruker in alle.items():
            if navn != nei:
                self.yes(verden, bruker)
        say_no(alle[nei], self.krav_of(alle[nei]))
        assert not sees_case(verden.amina, verden.nora_sak)
        assert NOEYTRALT["familie:samtykke"] in page(nora, verden, "familie:samtykke")
        assert NOEYTRALT["samtykke:list"] in page(verden.jonas, verden, "samtykke:list")

    def test_nobody_answers_for_the_young_person(self, verden, nora):
        ask(verden)
        krav = self.krav_of(nora)
        client = Client()
        client.force_login(verden.kari)
        assert client.get(reverse("familie:samtykke-svar", args=[krav.pk])).status_code == 403
        refused = pytest.raises(DatabaseError)
        with refused, acting_as(verden.kari.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT samtykke_si_nei(%s)", [krav.pk])


class TestWithdrawnForAnother:
    def test_only_who_gave_it_withdraws_and_ones_own_bites_at_once(self, verden):
        karis = both_say_yes(verden)
        client = Client()
        client.force_login(verden.tom)
        trekk = reverse("familie:samtykke-trekk", args=[karis.pk])
        assert client.get(trekk).status_code == 403
        assert client.post(trekk).status_code == 403
        assert sees_case(verden.amina, verden.nora_sak)
        with acting_as(verden.tom.pk):
            toms = Samtykke.objects.select_related("sak", "tjeneste", "krav").get(giver=verden.tom)
            withdraw_samtykke(toms, by=verden.tom.pk)
        assert not sees_case(verden.amina, verden.nora_sak)
        with as_owner():
            assert Samtykke.objects.get(pk=karis.pk).withdrawn_at is None
        assert NOEYTRALT["familie:samtykke"] in page(verden.kari, verden, "familie:samtykke")

    def test_the_service_refuses_it_too(self, verden):
        karis = both_say_yes(verden)
        with pytest.raises(IkkeDinAaSvare), acting_as(verden.tom.pk):
            withdraw_samtykke(karis, by=verden.tom.pk)
