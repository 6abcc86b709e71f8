"""An entry with themes: read by the services that the family has said yes to all of them for, told to nobody else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bti.revisjon.models import Hendelse
from bti.skjema import AltSendt
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks, Varsel
from samtykke.models import Samtykke, Tema
from samtykke.temaer import people_outside
from stafettlogg.feil import TemaUtenfor
from stafettlogg.models import Innlegg
from stafettlogg.services import add_innlegg, correct_innlegg
from tests.cast import give_consent
from tests.eier import as_owner
from tests.stafettlogg.test_skjerming import tell
from tests.tilgang.tilfeller import breaks_glass

pytestmark = pytest.mark.django_db

OM_HELSE = "Nora har vondt i magen om morgenen."


@pytest.fixture
def url(verden) -> str:
    return reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])


@pytest.fixture
def ppt_er_med(verden):
    """Both parents have said yes to PPT: for school and learning."""
    give_consent(verden, verden.kari, verden.tom)


def queued(innlegg) -> set:
    with as_owner():
        return set(
            Utboks.objects.filter(slag=Slag.INNLEGG, objekt_id=innlegg.pk).values_list(
                "mottaker_id", flat=True
            )
        )


def write(verden, *temaer, som=None) -> Innlegg:
    som = som or verden.jonas
    with acting_as(som.pk):
        return add_innlegg(verden.sak, tekst=OM_HELSE, temaer=temaer, by=som.pk)


class TestWritten:
    def test_the_form_keeps_the_themes_and_both_pages_show_them(
        self, verden, ppt_er_med, fill_in, url, jonas, login
    ):
        sent = fill_in(url, tekst=OM_HELSE, innleggstype="notat", temaer=["helse"])
        assert sent.status_code == 302
        with as_owner():
            assert Innlegg.objects.get(tekst=OM_HELSE).temaer == ["helse"]
        page = jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
        assert f"Handler om: helse. Leses ikke av: {verden.ppt.navn}." in page
        page = login(verden.kari).get(reverse("familie:sak", args=[verden.sak.pk])).content.decode()
        assert "Handler om: helse." in page

    def test_the_form_says_who_has_a_yes_to_what(self, verden, ppt_er_med, jonas, url):
        page = jonas.get(url).content.decode()
        assert "Bare noen av tjenestene skal lese det" in page
        both = "hvordan barnet har det på skolen eller i barnehagen, læring og utvikling"
        assert f"<strong>{verden.ppt.navn}:</strong> {both}" in page

    def test_with_nobody_else_in_the_case_the_form_does_not_ask(self, jonas, url):
        assert "Bare noen av tjenestene skal lese det" not in jonas.get(url).content.decode()

    def test_an_unknown_theme_is_refused_and_the_text_kept(self, verden, ppt_er_med, fill_in, url):
        page = fill_in(url, tekst=OM_HELSE, innleggstype="notat", temaer=["vaeret"])
        assert page.status_code == 422
        assert "Velg temaer i listen." in page.content.decode()
        assert OM_HELSE in page.content.decode()

    def test_the_same_form_with_other_themes_is_not_taken_for_a_double_click(self, verden, ppt_er_med):
        noekkel = uuid4()
        with acting_as(verden.jonas.pk):
            first = add_innlegg(
                verden.sak, tekst=OM_HELSE, temaer=["helse"], noekkel=noekkel, by=verden.jonas.pk
            )
            again = add_innlegg(
                verden.sak, tekst=OM_HELSE, temaer=["helse"], noekkel=noekkel, by=verden.jonas.pk
            )
            assert first == again
            with pytest.raises(AltSendt):
                add_innlegg(verden.sak, tekst=OM_HELSE, noekkel=noekkel, by=verden.jonas.pk)

    def test_a_correction_is_about_the_same(self, verden, ppt_er_med):
        first = write(verden, "helse")
        with acting_as(verden.jonas.pk):
            second = correct_innlegg(first, tekst="Nora har vondt i hodet.", by=verden.jonas.pk)
        assert second.temaer == ["helse"]

    def test_the_record_names_the_themes(self, verden, ppt_er_med):
        innlegg = write(verden, "helse", "familie")
        with as_owner():
            rad = Hendelse.objects.get(handling="innlegg.skrevet", objekt_id=innlegg.pk)
        assert rad.detaljer["temaer"] == "helse,familie"


class TestTold:
    def test_the_service_outside_is_not_told_and_the_date_of_the_case_stands(self, verden, ppt_er_med):
        with as_owner():
            verden.sak.refresh_from_db()
            before = verden.sak.sist_endret
        innlegg = write(verden, "helse")
        told = queued(innlegg)
        assert {verden.kari.pk, verden.tom.pk} <= told
        assert verden.amina.pk not in told
        with as_owner():
            verden.sak.refresh_from_db()
        assert verden.sak.sist_endret == before

    def test_what_the_service_has_a_yes_to_is_told(self, verden, ppt_er_med):
        assert verden.amina.pk in queued(write(verden, "skole"))

    def test_a_theme_more_is_outside(self, verden, ppt_er_med):
        assert verden.amina.pk not in queued(write(verden, "skole", "helse"))


class TestHidden:
    """For the service it does not exist: on no page, in no search, in no notice, not in the record."""

    @pytest.fixture
    def om_helse(self, verden, ppt_er_med) -> Innlegg:
        return write(verden, "helse")

    def seen_by(self, bruker) -> bool:
        with acting_as(bruker.pk):
            return Innlegg.objects.filter(tekst=OM_HELSE).exists()

    def test_the_service_does_not_see_it_and_the_others_do(self, verden, om_helse):
        assert not self.seen_by(verden.amina)
        assert all(self.seen_by(one) for one in (verden.jonas, verden.kari, verden.tom))

    def test_nor_does_it_see_what_corrects_it(self, verden, om_helse):
        with acting_as(verden.jonas.pk):
            correct_innlegg(om_helse, tekst="Nora har vondt i hodet.", by=verden.jonas.pk)
        with acting_as(verden.amina.pk):
            assert not Innlegg.objects.filter(tekst__contains="hodet").exists()

    def test_a_correction_by_sql_is_about_the_same(self, verden, om_helse):
        with acting_as(verden.jonas.pk):
            retter = Innlegg.objects.create(
                sak=verden.sak, tekst="Rettet.", retter=om_helse, temaer=[], created_by_id=verden.jonas.pk
            )
        with acting_as(verden.amina.pk):
            assert not Innlegg.objects.filter(pk=retter.pk).exists()

    def test_no_page_of_the_service_has_a_word_of_it(self, verden, om_helse, login):
        client = login(verden.amina)
        for url in (
            reverse("stafettlogg:sak", args=[verden.sak.pk]),
            reverse("stafettlogg:soek") + "?q=magen",
        ):
            page = client.get(url)
            assert page.status_code == 200
            assert "vondt i magen" not in page.content.decode()

    def test_the_record_of_it_does_not_exist_either(self, verden, om_helse):
        with acting_as(verden.amina.pk):
            assert not Hendelse.objects.filter(objekt_id=om_helse.pk).exists()

    def test_a_yes_to_the_theme_opens_it_and_the_loss_of_it_closes_it(self, verden, om_helse):
        with as_owner():
            Samtykke.objects.update(temaer=[Tema.SKOLE, Tema.HELSE])
        assert self.seen_by(verden.amina)
        with as_owner():
            Samtykke.objects.filter(giver=verden.tom).update(temaer=[Tema.SKOLE])
        assert not self.seen_by(verden.amina)

    def test_a_notice_that_waits_is_not_told(self, verden, ppt_er_med):
        with as_owner():
            Samtykke.objects.update(temaer=[Tema.HELSE])
        innlegg = write(verden, "helse")
        assert verden.amina.pk in queued(innlegg)
        with as_owner():
            Samtykke.objects.filter(giver=verden.kari).update(temaer=[Tema.SKOLE])
        tell()
        with as_owner():
            assert Varsel.objects.filter(mottaker=verden.kari, objekt_id=innlegg.pk).exists()
            assert not Varsel.objects.filter(mottaker=verden.amina, objekt_id=innlegg.pk).exists()

    def test_who_broke_the_glass_reads_it(self, verden, om_helse):
        breaks_glass("amina")(verden)
        assert self.seen_by(verden.amina)


class TestService:
    def test_a_service_does_not_write_what_it_may_not_read(self, verden, ppt_er_med):
        with pytest.raises(TemaUtenfor):
            write(verden, "helse", som=verden.amina)

    def test_and_its_form_offers_only_its_own(self, verden, amina, url):
        page = amina.get(url).content.decode()
        assert 'value="skole"' in page
        assert 'value="helse"' not in page

    def test_and_is_told_so_in_words_with_the_text_kept(self, verden, amina, fill_in, url):
        page = fill_in(url, client=amina, tekst=OM_HELSE, innleggstype="notat", temaer=["helse"])
        assert page.status_code == 422
        assert "Familien har ikke sagt ja til at dere snakker om et av temaene." in page.content.decode()
        assert OM_HELSE in page.content.decode()

    def test_one_who_takes_a_theme_away_takes_it_away_for_all(self, verden, ppt_er_med):
        with as_owner():
            Samtykke.objects.filter(giver=verden.tom).update(temaer=[Tema.SKOLE])
        with acting_as(verden.jonas.pk):
            assert people_outside(verden.sak, ["skole"]) == []
            assert verden.amina.pk in people_outside(verden.sak, ["helse", "skole"])

    def test_a_question_without_an_answer_shares_nothing(self, verden):
        give_consent(verden, verden.kari)
        with acting_as(verden.jonas.pk):
            assert people_outside(verden.sak, ["skole"]) == [verden.amina.pk]
