"""The history of a case: everything in one order, to each what they may know of it, found again and marked as new."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.models import Deltaker, Nivaaendring, Rolle, Sak
from bti.tilgang.aktoer import acting_as
from bti.tilgang.kall import call
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.services import decline_samtykke, request_samtykke, withdraw_samtykke
from stafettlogg.models import Innlegg, Innleggstype, Lesemerke
from stafettlogg.services import add_innlegg, correct_innlegg
from tests import factories as f
from tests.cast import Verden, give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.stafettlogg.skjuling import HEMMELIG, write
from tiltak.services import evaluate_tiltak

pytestmark = pytest.mark.django_db
SAK, HISTORIE = "stafettlogg:sak", "stafettlogg:historie"
FAMILIESAK, FAMILIEHISTORIE = "familie:sak", "familie:historie"


def where(verden: Verden, navn: str = HISTORIE) -> str:
    return reverse(navn, args=[verden.nora_sak.pk])


def points(html: str) -> list[str]:
    """Each thing that happened, as it reads, in the order of the page."""
    logg = html.split('<ol class="tidslinje"')[1].split("</ol>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", en).split()) for en in logg.split('<li class="tidslinje__en')[1:]
    ]


def ask_for(client, address: str, **valg: str) -> list[str]:
    svar = client.post(address, valg)
    assert svar.status_code == 200
    return points(svar.content.decode())


def sentence(alle: list[str], words: str) -> str:
    """The one thing that holds the words."""
    (one,) = [en for en in alle if words in en]
    return one


@pytest.fixture
def story(verden, maal, tiltak, moete, innlegg) -> Verden:
    """What happens in a case, one of each kind."""
    with acting_as(verden.jonas.pk):
        evaluate_tiltak(tiltak, grad="delvis", ord="Hun leser hver kveld.", barnets_ord="Katten liker det.",
                        evalueres=tiltak.evalueres, by=verden.jonas.pk)  # fmt: skip
    give_consent(verden, verden.kari)
    with as_owner():
        nivaa = verden.nora_sak.veileder.nivaaer.get(nummer=2)
        f.NivaaendringFactory(sak=verden.nora_sak, fra_nivaa=verden.nora_sak.nivaa, til_nivaa=nivaa,
                              begrunnelse="Skolen trenger hjelp av PPT.", decided_by=verden.jonas)  # fmt: skip
        krav = Samtykkekrav.objects.select_related("sak").get(giver=verden.tom, tjeneste=verden.ppt)
    with acting_as(verden.tom.pk):
        decline_samtykke(krav, by=verden.tom.pk)
    return verden


class TestWhatStandsThere:
    def test_every_kind_in_words_the_newest_first(self, story, jonas):
        alle = points(jonas.get(where(story)).content.decode())
        ppt = story.ppt.navn
        said = [
            "Saken ble åpnet.",
            f"Jonas Berge ble med i saken for {story.skole.navn}.",
            "Nytt mål: Gå glad til skolen.",
            "Nytt tiltak: Leksehjelp",
            "Innkalt til evalueringsmøte",
            "Fast plass ved vinduet.",
            "Tiltaket «Leksehjelp» er evaluert: det hjalp litt. Hun leser hver kveld. Katten liker det.",
            f"Kari Nordlie sa ja til at {ppt} er med.",
            "Skolen trenger hjelp av PPT.",
            f"Tom Nordlie sa nei til at {ppt} er med.",
        ]
        for words in said:
            assert sentence(alle, words)
        steder = [alle.index(sentence(alle, words)) for words in said]
        assert steder == sorted(steder, reverse=True)
        assert "Saken gikk fra nivå 1 til nivå 2" in sentence(alle, "Skolen trenger hjelp av PPT.")

    def test_the_page_of_the_case_begins_with_it(self, story, jonas):
        assert points(jonas.get(where(story, SAK)).content.decode()) == points(
            jonas.get(where(story)).content.decode()
        )

    def test_a_parent_reads_what_happened_and_of_the_answers_their_own(self, story, login):
        kari, tom = (
            login(en).get(where(story, FAMILIESAK)).content.decode() for en in (story.kari, story.tom)
        )
        ppt = story.ppt.navn
        for html in (kari, tom):
            assert "er evaluert: det hjalp litt." in html
            assert "Skolen trenger hjelp av PPT." in html
        assert f"Du sa ja til at {ppt} er med." in kari
        assert "sa nei" not in kari.split('<ol class="tidslinje"')[1]
        assert f"Du sa nei til at {ppt} er med." in tom
        assert "sa ja" not in tom.split('<ol class="tidslinje"')[1]

    def test_a_yes_that_was_taken_back_is_told(self, story, jonas, login):
        with as_owner():
            ja = Samtykke.objects.select_related("sak", "krav").get(giver=story.kari, tjeneste=story.ppt)
        with acting_as(story.kari.pk):
            withdraw_samtykke(ja, by=story.kari.pk)
        words = f"trakk samtykket ({story.ppt.navn})."
        assert f"Kari Nordlie {words}" in jonas.get(where(story)).content.decode()
        assert f"Du {words}" in login(story.kari).get(where(story, FAMILIESAK)).content.decode()
        assert words not in login(story.tom).get(where(story, FAMILIESAK)).content.decode()

    def test_another_service_reads_nothing_of_the_answers_about_a_third(self, verden, login):
        give_consent(verden, verden.kari, verden.tom)
        with as_owner():
            f.SamtykkekravFactory(
                sak=verden.nora_sak, tjeneste=verden.nav, giver=verden.kari, requested_by=verden.jonas
            )
        amina = login(verden.amina).get(where(verden)).content.decode().split('<ol class="tidslinje"')[1]
        assert f"spurte familien om {verden.ppt.navn} kan være med." in amina
        assert verden.nav.navn not in amina
        jonas = login(verden.jonas).get(where(verden)).content.decode()
        assert f"spurte familien om {verden.nav.navn} kan være med." in jonas

    def test_all_who_are_asked_at_once_are_one_line(self, verden, jonas):
        with acting_as(verden.jonas.pk):
            request_samtykke(
                verden.nora_sak,
                tjeneste=verden.nav,
                hvorfor="Råd.",
                temaer=["skole"],
                til=i_dag(30),
                by=verden.jonas.pk,
            )
        with as_owner():
            assert Samtykkekrav.objects.filter(tjeneste=verden.nav).count() == 2
        sentence(points(jonas.get(where(verden)).content.decode()), f"spurte familien om {verden.nav.navn}")

    def test_the_place_of_a_meeting_is_not_told(self, story, jonas, login):
        for client, navn in ((jonas, HISTORIE), (login(story.kari), FAMILIEHISTORIE)):
            alle = points(client.get(where(story, navn)).content.decode())
            assert "Møterom 2" not in sentence(alle, "Innkalt til evalueringsmøte")

    def test_a_correction_is_pointed_at_wherever_it_stands(self, verden, jonas, innlegg):
        for n in range(205):
            f.InnleggFactory(sak=verden.nora_sak, tekst=f"Nummer {n:03}.")
        with acting_as(verden.jonas.pk):
            correct_innlegg(innlegg, tekst="Fast plass ved døra.", by=verden.jonas.pk)
        foerste = jonas.get(where(verden)).content.decode()
        assert "Fast plass ved vinduet." not in foerste
        eldre = jonas.get(next_page(foerste)).content.decode()
        assert "Dette er rettet." in sentence(points(eldre), "Fast plass ved vinduet.")


def next_page(html: str) -> str:
    found = re.search(r'href="([^"]+)"[^>]*>Vis eldre', html)
    return found[1].replace("&amp;", "&") if found else ""


class TestWhatIsHidden:
    def test_an_entry_hidden_from_the_father_is_not_there_and_not_found(self, verden, login):
        skjult = write(verden, verden.tom)
        with acting_as(verden.jonas.pk):
            correct_innlegg(skjult, tekst=f"{HEMMELIG} Igjen.", by=verden.jonas.pk)
        for hvem, is_there in ((verden.tom, False), (verden.kari, True)):
            client = login(hvem)
            for navn in (FAMILIESAK, FAMILIEHISTORIE):
                assert (HEMMELIG in client.get(where(verden, navn)).content.decode()) is is_there
            assert bool(ask_for(client, where(verden, FAMILIEHISTORIE), soek="hytteturen")) is is_there

    def test_outsiders_and_the_wrong_kind_of_reader_get_nothing(self, verden, login):
        for hvem in (verden.pia, verden.erik, verden.amina):
            assert login(hvem).get(where(verden)).status_code == 404
        assert login(verden.pia).get(where(verden, FAMILIEHISTORIE)).status_code == 404
        assert login(verden.kari).get(where(verden)).status_code in {403, 404}
        assert login(verden.jonas).get(where(verden, FAMILIEHISTORIE)).status_code in {403, 404}


class TestFinding:
    @pytest.mark.parametrize(
        ("vis", "words", "without"),
        [
            ("skrevet", "Fast plass ved vinduet.", "Nytt mål"),
            ("tiltak", "er evaluert", "Fast plass"),
            ("moeter", "Innkalt til", "Nytt mål"),
            ("nivaa", "Skolen trenger hjelp av PPT.", "sa ja"),
            ("samtykke", "sa ja til", "Innkalt"),
            ("folk", "ble med i saken", "Nytt tiltak"),
        ],
    )
    def test_a_part_of_it(self, story, jonas, login, vis, words, without):
        for client, navn in ((jonas, HISTORIE), (login(story.kari), FAMILIEHISTORIE)):
            alle = ask_for(client, where(story, navn), vis=vis)
            assert any(words in en for en in alle)
            assert not any(without in en for en in alle)

    def test_glimpses_alone_and_transitions_are_a_kind(self, verden, jonas):
        f.InnleggFactory(sak=verden.nora_sak, tekst="Lo høyt.", innleggstype=Innleggstype.LYSGLIMT)
        f.InnleggFactory(sak=verden.nora_sak, tekst="Ny skole i høst.", innleggstype=Innleggstype.OVERGANG)
        (lys,) = ask_for(jonas, where(verden), vis="lysglimt")
        assert "Lo høyt." in lys
        assert "Overgang" in sentence(ask_for(jonas, where(verden), vis="skrevet"), "Ny skole i høst.")

    @pytest.mark.parametrize(
        "soek", ["vinduene", "plassen ved vindu", "vind", "VINDUET", "  vinduet ", "fast plass"]
    )
    def test_words_are_found_by_their_stem_and_by_a_part(self, story, jonas, login, soek):
        for client, navn in ((jonas, HISTORIE), (login(story.kari), FAMILIEHISTORIE)):
            (one,) = ask_for(client, where(story, navn), soek=soek, vis="skrevet")
            assert "Fast plass ved vinduet." in one

    def test_a_measure_is_found_by_what_the_child_said(self, story, jonas):
        (one,) = ask_for(jonas, where(story), soek="katten")
        assert "Katten liker det." in one

    def test_nothing_found_says_so_and_keeps_the_words(self, story, jonas):
        html = jonas.post(where(story), {"soek": "<b>månelys"}).content.decode()
        assert "Ingen treff på «&lt;b&gt;månelys»." in html
        assert 'value="&lt;b&gt;månelys"' in html

    def test_words_are_never_taken_from_an_address(self, story, jonas):
        alt = points(jonas.get(where(story)).content.decode())
        assert points(jonas.get(where(story) + "?soek=månelys").content.decode()) == alt
        assert "soek=" not in jonas.post(where(story), {"soek": "e"}).content.decode()

    @pytest.mark.parametrize(
        "sent",
        [{"vis": "tull"}, {"foer": "tull"}, {"foer": "20260101T000000000000-x"}, {"soek": "\0%' & !:*"}],
    )
    def test_what_cannot_be_read_is_left_out(self, story, jonas, sent):
        assert jonas.get(where(story), sent).status_code == 200
        assert jonas.post(where(story), sent).status_code == 200


class TestPages:
    def test_every_thing_once_however_many_in_the_same_moment(self, verden, jonas):
        now = naa()
        with as_owner():
            for n in range(450):
                en = f.InnleggFactory(sak=verden.nora_sak, tekst=f"Nummer {n:03}.")
                Innlegg.objects.filter(pk=en.pk).update(created_at=now - timedelta(minutes=n // 150))
        found, url, pages = [], where(verden), 0
        while url:
            html = jonas.get(url).content.decode()
            found += re.findall(r"Nummer \d{3}\.", html)
            url, pages = next_page(html), pages + 1
        assert (len(found), len(set(found)), pages) == (450, 450, 3)

    def test_a_search_goes_on_to_the_older_without_an_address(self, verden, jonas):
        for n in range(203):
            f.InnleggFactory(sak=verden.nora_sak, tekst=f"Lesing {n:03}.")
        html = jonas.post(where(verden), {"soek": "lesing"}).content.decode()
        fields = dict(re.findall(r'type="hidden" name="(vis|soek|foer)" value="([^"]*)"', html))
        assert fields["soek"] == "lesing"
        assert len(ask_for(jonas, where(verden), **fields)) == 3

    @pytest.mark.parametrize("hvem", ["jonas", "kari"])
    def test_the_last_page_costs_what_the_first_does(self, verden, login, hvem):
        for n in range(420):
            f.InnleggFactory(sak=verden.nora_sak, tekst=f"Nummer {n:03}.")
        client, navn = login(getattr(verden, hvem)), HISTORIE if hvem == "jonas" else FAMILIEHISTORIE
        url = where(verden, navn)
        client.get(url)
        counts = []
        for _side in range(3):
            with CaptureQueriesContext(connection) as spurt:
                html = client.get(url).content.decode()
            counts.append(len(spurt))
            url = next_page(html)
        assert len(set(counts)) == 1


HENDELSER = [
    (Innlegg, "created_at"),
    (Sak, "opened_at"),
    (Deltaker, "invited_at"),
    (Nivaaendring, "decided_at"),
    (Samtykkekrav, "requested_at"),
]


def let_time_pass(minutter: int = 31) -> None:
    """Everything was so much longer ago. What happened just before a visit is two minutes before it."""
    with as_owner():
        for modell, felt in HENDELSER:
            modell.objects.update(**{felt: F(felt) - timedelta(minutes=minutter + 2)})
        Lesemerke.objects.update(
            sist_her=F("sist_her") - timedelta(minutes=minutter),
            lest_til=F("lest_til") - timedelta(minutes=minutter),
        )


class TestWhatIsNew:
    def write(self, verden, tekst: str, som) -> None:
        with acting_as(som.pk):
            add_innlegg(verden.nora_sak, tekst=tekst, by=som.pk)

    @pytest.mark.parametrize(
        ("leser", "navn"),
        [("lise", SAK), ("lise", HISTORIE), ("kari", FAMILIESAK), ("kari", FAMILIEHISTORIE)],
    )
    def test_what_others_wrote_since_last_time_is_marked_until_one_has_been_away(
        self, verden, login, leser, navn
    ):
        with as_owner():
            f.DeltakerFactory(
                sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole
            )
            grant_from_roles()
        hvem = getattr(verden, leser)
        client = login(hvem)
        self.write(verden, "Gammelt.", verden.jonas)
        assert "siden du var her sist" not in client.get(where(verden, navn)).content.decode()
        let_time_pass()
        self.write(verden, "Nytt fra Jonas.", verden.jonas)
        with as_owner():
            Innlegg.objects.filter(tekst="Nytt fra Jonas.").update(created_at=naa(minutes=-5))
        for _again in range(2):
            html = client.get(where(verden, navn)).content.decode()
            assert "1 ting er ny siden du var her sist." in html
            assert "Ny Notat" in sentence(points(html), "Nytt fra Jonas.")
            assert "Ny Notat" not in sentence(points(html), "Gammelt.")
        let_time_pass()
        assert "siden du var her sist" not in client.get(where(verden, navn)).content.decode()

    def test_ones_own_is_never_new(self, verden, jonas):
        jonas.get(where(verden))
        let_time_pass()
        self.write(verden, "Mitt eget.", verden.jonas)
        assert "siden du var her sist" not in jonas.get(where(verden)).content.decode()

    def test_the_front_page_counts_what_others_wrote_since(self, verden, jonas):
        hjem = reverse("stafettlogg:hjem")
        with as_owner():
            f.DeltakerFactory(
                sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole
            )
            grant_from_roles()
        self.write(verden, "Før jeg noen gang var her.", verden.lise)
        assert "nye innlegg" not in jonas.get(hjem).content.decode()
        jonas.get(where(verden, SAK))
        self.write(verden, "Mitt eget.", verden.jonas)
        for n in range(2):
            self.write(verden, f"Nummer {n}.", verden.lise)
        assert "2 nye innlegg" in jonas.get(hjem).content.decode()
        jonas.get(where(verden, SAK))
        assert "nye innlegg" not in jonas.get(hjem).content.decode()

    def test_nobody_reads_anothers_mark_or_makes_one_in_a_case_they_do_not_see(self, verden, login):
        login(verden.kari).get(where(verden, FAMILIESAK))
        for hvem in (verden.jonas, verden.tom, verden.siri):
            with acting_as(hvem.pk):
                assert not Lesemerke.objects.exists()
        with acting_as(verden.kari.pk):
            assert Lesemerke.objects.get().bruker_id == verden.kari.pk
        with acting_as(verden.pia.pk), pytest.raises(PermissionDenied):
            call("SELECT lesemerke_besoek(%s)", verden.nora_sak.pk)
