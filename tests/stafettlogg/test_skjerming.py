"""An entry that some in the case do not see: for them it does not exist, on no page, in no notice, on no paper."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from bti.feil import KanIkkeSkjermes
from bti.models import Kladd, Sak, Skjerming
from bti.tilgang.aktoer import Formaal, acting_as, acting_for
from bti.varsling.models import Slag, Utboks, Varsel
from stafettlogg.feil import StaarIMoetet
from stafettlogg.models import Innlegg
from stafettlogg.services import add_innlegg, correct_innlegg, shield_innlegg
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.sidetekst import without_tokens
from tests.stafettlogg.conftest import token_in
from tests.stafettlogg.skjuling import HEMMELIG, skjul, write

pytestmark = pytest.mark.django_db

# A minute may turn between two readings, and «kl. 10.05» becomes «Første gang …, siste gang …».
EGNE = re.compile(r"\b\d+ gang(er)?\b|(Første gang )?\bkl\. \d\d\.\d\d|datetime=\"[^\"]*\"|, siste gang")
FAMILIESIDER = ["familie:sak", "familie:samtykke", "familie:melding-new", "familie:hvem-har-sett"]


def tell() -> None:
    """Let the worker deliver what waits."""
    with acting_for(Formaal.UTBOKS), connection.cursor() as cursor:
        cursor.execute("SELECT varsling_fortell(100)")


def told(bruker, innlegg) -> bool:
    with as_owner():
        return Varsel.objects.filter(mottaker=bruker, objekt_id=innlegg.pk).exists()


def seen_by(bruker) -> set[str]:
    with acting_as(bruker.pk):
        return set(Innlegg.objects.values_list("tekst", flat=True))


@pytest.fixture
def url(verden) -> str:
    return reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])


class TestWrittenHidden:
    """Chosen in the form for a new entry."""

    def send(self, fill_in, url, *hidden_from, **other):
        data = {"tekst": HEMMELIG, "innleggstype": "notat", "skjul_grunn": "barnet_ber"} | other
        return fill_in(url, skjul_for=[str(bruker.pk) for bruker in hidden_from], **data)

    def test_one_of_the_family_does_not_see_it_and_the_others_do(self, verden, fill_in, url):
        assert self.send(fill_in, url, verden.tom).status_code == 302
        assert seen_by(verden.tom) == set()
        assert seen_by(verden.kari) == seen_by(verden.jonas) == {HEMMELIG}

    def test_the_page_offers_everybody_but_the_writer_and_the_holder(self, verden, url, jonas, amina):
        f.FamilierelasjonFactory(
            hovedperson=verden.sak.hovedperson, bruker=verden.fremmed, verifisering="ingen",
            relasjon="annen", har_foreldreansvar=False, registered_by=verden.jonas,
        )  # fmt: skip
        page = jonas.get(url).content.decode()
        for bruker in (verden.kari, verden.tom, verden.amina, verden.fremmed):
            assert f'value="{bruker.pk}"' in page, bruker
        assert f'value="{verden.jonas.pk}"' not in page
        assert "Ikke bekreftet foresatt" in page
        assert "Per Fremmed" not in page
        hers = amina.get(url).content.decode()
        assert f'value="{verden.kari.pk}"' in hers
        assert f'value="{verden.amina.pk}"' not in hers
        assert f'value="{verden.jonas.pk}"' not in hers

    def test_a_parent_who_is_not_let_in_yet_never_gets_to_see_it(self, verden, fill_in, url):
        f.FamilierelasjonFactory(
            hovedperson=verden.sak.hovedperson, bruker=verden.fremmed, registered_by=verden.jonas
        )
        self.send(fill_in, url, verden.fremmed)
        f.DeltakerFactory(sak=verden.sak, bruker=verden.fremmed, rolle="foresatt")
        with acting_as(verden.fremmed.pk):
            assert Sak.objects.filter(pk=verden.sak.pk).exists()
        assert seen_by(verden.fremmed) == set()

    @pytest.mark.parametrize(
        ("data", "setning"),
        [
            ({"skjul_grunn": ""}, "Velg hvorfor de ikke skal se det."),
            ({"skjul_for": []}, "Kryss av for hvem som ikke skal se det."),
            ({"skjul_for": ["x"]}, "Personen er ikke med i saken lenger."),
            ({"skjul_grunn": "tull"}, "Velg en grunn i listen."),
        ],
    )
    def test_half_an_answer_writes_nothing(self, verden, fill_in, url, data, setning):
        sent = {
            "tekst": HEMMELIG,
            "innleggstype": "notat",
            "skjul_grunn": "fare",
            "skjul_for": [str(verden.tom.pk)],
        }
        response = fill_in(url, **(sent | data))
        assert response.status_code == 422
        assert setning in response.content.decode()
        assert '<details class="ds-details" open>' in response.content.decode()
        assert seen_by(verden.jonas) == set()

    @pytest.mark.parametrize("navn", ["jonas", "pia", "siri"])
    def test_nobody_else_can_be_chosen(self, verden, fill_in, url, navn):
        assert self.send(fill_in, url, getattr(verden, navn)).status_code == 422
        assert seen_by(verden.jonas) == set()

    def test_the_draft_remembers_from_whom(self, verden, url, jonas):
        token = token_in(jonas.get(url))
        jonas.post(
            reverse("bti:kladd-save"),
            {
                "skjema_token": token,
                "tekst": HEMMELIG,
                "skjul_for": [str(verden.tom.pk)],
                "skjul_grunn": "fare",
            },
        )
        page = jonas.get(url).content.decode()
        assert '<details class="ds-details" open>' in page
        assert f'value="{verden.tom.pk}" aria-describedby' in page or "checked" in page
        with acting_as(verden.jonas.pk):
            assert Kladd.objects.get().felter["skjul_for"] == [str(verden.tom.pk)]

    def test_a_double_click_hides_once_and_records_once(self, verden, fill_in, url, eier):
        from bti.revisjon.models import Hendelse

        self.send(fill_in, url, verden.tom, times=2)
        with eier():
            assert Skjerming.objects.count() == Innlegg.objects.count() == 1
            assert Hendelse.objects.filter(handling="skjerming.satt").count() == 1

    def test_what_cannot_be_hidden_is_not_left_standing_in_the_open(self, verden):
        with acting_as(verden.jonas.pk), pytest.raises(KanIkkeSkjermes):
            add_innlegg(verden.sak, tekst=HEMMELIG, skjul=skjul(verden.tom, verden.pia), by=verden.jonas.pk)
        assert seen_by(verden.jonas) == seen_by(verden.kari) == set()
        with as_owner():
            assert not Utboks.objects.exists()


class TestNothingShows:
    """Everything that could tell the one it is hidden from that there is something."""

    @pytest.fixture(autouse=True)
    def something_to_see(self, verden):
        with acting_as(verden.jonas.pk):
            add_innlegg(verden.sak, tekst="Fast plass ved vinduet.", by=verden.jonas.pk)
        tell()

    def pages(self, login, verden, bruker) -> dict[str, str]:
        """Every page of a parent about the case, without random tokens."""
        client = login(bruker)
        urls = [reverse(name, args=[verden.sak.pk]) for name in FAMILIESIDER]
        urls += [reverse("familie:hjem"), reverse("varsling:list"), f"{urls[0]}?side=2"]
        first_read = {url: client.get(url) for url in urls}
        assert {one.status_code for one in first_read.values()} == {200}
        # One's own reads are on record, so «hvem har sett» counts them and says when.
        return {url: EGNE.sub("", without_tokens(client.get(url).content.decode())) for url in urls}

    def test_every_page_is_the_same_before_and_after(self, verden, login):
        before = self.pages(login, verden, verden.tom)
        innlegg = write(verden, verden.tom)
        with acting_as(verden.jonas.pk):
            rettelse = correct_innlegg(innlegg, tekst="Ny ordlyd.", by=verden.jonas.pk)
        tell()
        assert self.pages(login, verden, verden.tom) == before
        assert not told(verden.tom, innlegg)
        assert not told(verden.tom, rettelse)
        assert told(verden.kari, innlegg)
        assert (
            HEMMELIG in login(verden.kari).get(reverse("familie:sak", args=[verden.sak.pk])).content.decode()
        )

    def test_the_others_in_the_family_do_not_see_that_it_is_hidden(self, verden, login):
        write(verden, verden.tom)
        for html in self.pages(login, verden, verden.kari).values():
            assert "kjul" not in html
        with acting_as(verden.kari.pk):
            assert not Skjerming.objects.exists()

    def test_the_date_of_the_last_change_stands(self, verden):
        with as_owner():
            before = Sak.objects.get(pk=verden.sak.pk).sist_endret
        innlegg = write(verden, verden.tom)
        with acting_as(verden.jonas.pk):
            correct_innlegg(innlegg, tekst="Ny ordlyd.", by=verden.jonas.pk)
        with as_owner():
            assert Sak.objects.get(pk=verden.sak.pk).sist_endret == before
        with acting_as(verden.jonas.pk):
            add_innlegg(verden.sak, tekst="Åpent.", by=verden.jonas.pk)
        with as_owner():
            assert Sak.objects.get(pk=verden.sak.pk).sist_endret > before

    def test_its_address_is_that_of_nothing(self, verden, login):
        give_consent(verden, verden.kari, verden.tom)
        innlegg = write(verden, verden.amina)
        amina = login(verden.amina)
        for name in ("innlegg-rett", "innlegg-skjul"):
            assert amina.get(reverse(f"stafettlogg:{name}", args=[innlegg.pk])).status_code == 404
        page = amina.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        assert HEMMELIG not in page
        assert str(innlegg.pk) not in page
        soek = amina.post(reverse("stafettlogg:soek"), {"q": "hytteturen"}).content.decode()
        assert str(innlegg.pk) not in soek
        assert "Nora Nordlie" not in soek

    def test_a_notice_that_waited_is_not_delivered_once_it_is_hidden(self, verden):
        with acting_as(verden.jonas.pk):
            innlegg = add_innlegg(verden.sak, tekst=HEMMELIG, by=verden.jonas.pk)
            shield_innlegg(innlegg, skjul=skjul(verden.tom))
        tell()
        assert not told(verden.tom, innlegg)
        assert told(verden.kari, innlegg)
        with as_owner():
            assert Utboks.objects.get(mottaker=verden.tom, objekt_id=innlegg.pk).status == "stanset"

    def test_a_mail_that_waited_is_not_sent_once_it_is_hidden(self, verden):
        with acting_as(verden.jonas.pk):
            innlegg = add_innlegg(verden.sak, tekst=HEMMELIG, by=verden.jonas.pk)
        with as_owner():
            Utboks.objects.exclude(objekt_id=innlegg.pk).delete()
            Varsel.objects.all().delete()
        tell()
        with acting_as(verden.jonas.pk):
            shield_innlegg(innlegg, skjul=skjul(verden.tom))
        with acting_for(Formaal.UTBOKS), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM varsling_claim_epost(gen_random_uuid(), interval '0')")
            cursor.execute("SELECT count(*) FROM varsling_claim_epost(gen_random_uuid(), interval '0')")
        with as_owner():
            status = dict(Utboks.objects.filter(objekt_id=innlegg.pk).values_list("mottaker__navn", "status"))
        assert status["Tom Nordlie"] == "stanset"
        assert status["Kari Nordlie"] == "sender"

    def test_a_notice_that_was_told_is_gone_with_it(self, verden, login):
        with acting_as(verden.jonas.pk):
            innlegg = add_innlegg(verden.sak, tekst=HEMMELIG, by=verden.jonas.pk)
        tell()
        tom = login(verden.tom)
        many = tom.get(reverse("varsling:list")).content.decode().count("Noe nytt er skrevet om Nora.")
        with acting_as(verden.jonas.pk):
            shield_innlegg(innlegg, skjul=skjul(verden.tom))
        html = tom.get(reverse("varsling:list")).content.decode()
        assert html.count("Noe nytt er skrevet om Nora.") == many - 1
        assert Slag.INNLEGG == "innlegg"


class TestHiddenLater:
    """On an entry that stands in the log."""

    @pytest.fixture
    def innlegg(self, verden):
        with acting_as(verden.jonas.pk):
            return add_innlegg(verden.sak, tekst=HEMMELIG, by=verden.jonas.pk)

    def url(self, innlegg) -> str:
        return reverse("stafettlogg:innlegg-skjul", args=[innlegg.pk])

    def test_two_steps_from_the_log(self, verden, jonas, innlegg):
        page = jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        assert f'href="{self.url(innlegg)}">Skjul for noen</a>' in page
        answer = jonas.post(
            self.url(innlegg), {"skjul_for": [str(verden.tom.pk)], "skjul_grunn": "fare"}, follow=True
        )
        assert "Innlegget er skjult." in answer.content.decode()
        assert "Skjules for: Tom Nordlie" in answer.content.decode()
        assert seen_by(verden.tom) == set()
        again = jonas.get(self.url(innlegg)).content.decode()
        assert "Tom Nordlie: det kan sette noen i fare (forvaltningsloven § 19)." in again
        assert f'value="{verden.tom.pk}"' not in again

    def test_a_correction_is_hidden_with_what_it_corrects(self, verden, jonas, innlegg):
        with acting_as(verden.jonas.pk):
            rettelse = correct_innlegg(innlegg, tekst="Ny ordlyd.", by=verden.jonas.pk)
        jonas.post(self.url(rettelse), {"skjul_for": [str(verden.tom.pk)], "skjul_grunn": "andre"})
        assert seen_by(verden.tom) == set()
        with acting_as(verden.jonas.pk):
            correct_innlegg(rettelse, tekst="Enda en.", by=verden.jonas.pk)
        assert seen_by(verden.tom) == set()
        assert len(seen_by(verden.kari)) == 3

    def test_nothing_chosen_hides_nothing(self, verden, jonas, innlegg):
        answer = jonas.post(self.url(innlegg), {})
        assert answer.status_code == 422
        assert "Kryss av for hvem som ikke skal se det." in answer.content.decode()
        assert "Velg hvorfor de ikke skal se det." in answer.content.decode()
        assert seen_by(verden.tom) == {HEMMELIG}

    def test_a_colleague_who_did_not_write_it_may_not(self, verden, login, innlegg):
        give_consent(verden, verden.kari, verden.tom)
        data = {"skjul_for": [str(verden.tom.pk)], "skjul_grunn": "fare"}
        amina = login(verden.amina)
        assert (
            amina.get(self.url(innlegg)).status_code == amina.post(self.url(innlegg), data).status_code == 403
        )
        page = amina.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        assert "Skjul for noen" not in page
        with acting_as(verden.amina.pk), pytest.raises(PermissionDenied):
            shield_innlegg(innlegg, skjul=skjul(verden.tom))
        assert seen_by(verden.tom) == {HEMMELIG}

    @pytest.mark.parametrize(("navn", "status"), [("kari", 403), ("siri", 404), ("pia", 404), ("erik", 404)])
    def test_who_else_may_not(self, verden, login, innlegg, navn, status):
        client = login(getattr(verden, navn))
        assert (
            client.get(self.url(innlegg)).status_code == client.post(self.url(innlegg)).status_code == status
        )

    def test_the_author_of_another_service_may(self, verden, amina):
        innlegg = write(verden, verden.kari, som=verden.amina)
        amina.post(self.url(innlegg), {"skjul_for": [str(verden.tom.pk)], "skjul_grunn": "fare"})
        assert seen_by(verden.tom) == seen_by(verden.kari) == set()
        assert seen_by(verden.jonas) == {HEMMELIG}

    def test_the_minutes_of_a_meeting_stand_with_the_meeting(self, verden, jonas):
        moete = f.MoeteFactory(
            sak=verden.sak,
            status="holdt",
            referat="Vi ble enige.",
            beslutning="fortsett",
            held_at=naa(),
            held_by=verden.jonas,
        )
        innlegg = f.InnleggFactory(
            sak=verden.sak,
            innleggstype="referat",
            tekst="Vi ble enige.\n\nBeslutning",
            created_by=verden.jonas,
        )
        answer = jonas.post(self.url(innlegg), {"skjul_for": [str(verden.tom.pk)], "skjul_grunn": "fare"})
        assert answer.status_code == 422
        assert "Dette er referatet fra et møte." in answer.content.decode()
        with acting_as(verden.jonas.pk), pytest.raises(StaarIMoetet):
            shield_innlegg(innlegg, skjul=skjul(verden.tom))
        assert moete.pk
        assert seen_by(verden.tom) == {innlegg.tekst}
