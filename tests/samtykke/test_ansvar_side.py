"""What the pages say around a takeover: what it ends, when it cannot happen, what was read, and who does what next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.lesespraak import LESESPRAAK
from bti.tilgang.aktoer import acting_as
from bti.varsling import jobb
from bti.varsling.models import Slag
from samtykke.katalog import read_samtykketekst
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from samtykke.services import ask_for_call, withdraw_samtykke
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.ansvaret import HVORFOR, all_yes, ansvar_url, ask, liste, put_out, say_yes, take_over
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import svar_url, told
from tests.stafettlogg.stafetten import answer, gi_url, hjem_url, kollega, offer, read  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kollega")]
NOE_OG_ANNET = "Du kan si ja til noe og nei til noe annet."
GI_TIL = "Gi stafettpinnen til en fra PPT Solvik. Alle har sagt ja."


class TestTheQuestion:
    def test_it_says_that_limits_end_and_promises_no_choice_that_is_not_there(self, verden):
        side = read(verden.kari, svar_url(ask(verden)[verden.kari]))
        assert f"Grenser du har satt for {verden.ppt.navn}, gjelder ikke lenger da." in side
        assert NOE_OG_ANNET not in side
        assert "<summary>Rettighetene dine</summary>" in side
        assert "<li>Barnet har rett til å si hva det mener.</li>" in side

    @pytest.mark.parametrize("spraak", LESESPRAAK)
    def test_in_every_language_the_rights_are_those_but_one(self, spraak):
        tekst = read_samtykketekst(spraak)
        alle, disse = tekst.rettigheter.splitlines(), tekst.ord["rettigheter_om_ansvar"].splitlines()
        assert disse == [alle[0], *alle[2:]]

    def test_what_was_read_before_the_words_came_stands_as_it_was_read(self, verden):
        ja, _tom = all_yes(verden)
        with as_owner():
            tekst = Samtykketekst.objects.get(pk=ja.tekst_id)
            ord_ = {key: word for key, word in tekst.ord.items() if key != "rettigheter_om_ansvar"}
            Samtykketekst.objects.filter(pk=tekst.pk).update(ord=ord_, rettigheter=NOE_OG_ANNET)
        assert NOE_OG_ANNET in read(verden.kari, reverse("familie:samtykke-lest", args=[ja.pk]))

    def test_a_service_that_is_out_is_said_to_be_before_and_after_the_answer(self, verden):
        krav = ask(verden)[verden.kari]
        ute = f"{verden.ppt.navn} er ikke med i saken nå."
        assert ute not in read(verden.kari, svar_url(krav))
        put_out(verden)
        for side in (svar_url(krav), reverse("familie:samtykke-svar-flere", args=[verden.nora_sak.pk])):
            assert ute in read(verden.kari, side), side
        assert ute in liste(verden, verden.kari)  # asked, and not answered
        say_yes(verden, verden.kari, verden.tom)
        side = liste(verden, verden.kari)
        assert f"<strong>{ute}</strong> De kan ikke ta over før de er med igjen." in side
        assert "De kan ta over" not in side  # beside that, it would say the opposite
        assert "Alle har sagt ja til at" not in side
        plan = read(verden.kari, reverse("familie:sak", args=[verden.nora_sak.pk]))
        assert f"{verden.ppt.navn} kan ta over ansvaret. De ser ikke saken nå." in plan


class TestAfterwards:
    def test_both_questions_say_that_the_service_took_over(self, verden):
        all_yes(verden)
        take_over(verden)
        side = liste(verden, verden.kari)
        assert side.count("Tatt over") == 2
        assert "Falt bort" not in side
        assert "Spørsmålet gjelder ikke lenger. Du trenger ikke svare." not in side

    def test_what_was_read_can_be_read_again_when_it_is_used_or_taken_back(self, verden):
        _kari, tom = all_yes(verden)
        with acting_as(verden.tom.pk):
            withdraw_samtykke(
                Samtykke.objects.select_related("sak__tjeneste").get(pk=tom.pk), by=verden.tom.pk
            )
        lest = reverse("familie:samtykke-lest", args=[tom.pk])
        assert lest in liste(verden, verden.tom)
        side = read(verden.tom, lest)
        assert f"Dette leste du før du sa ja til at {verden.ppt.navn} tar over" in side
        assert HVORFOR in side
        assert f"{verden.jonas.navn} på {verden.skole.navn} skriver:" in side

    def test_used_answers_too(self, verden):
        ja, _tom = all_yes(verden)
        take_over(verden)
        assert reverse("familie:samtykke-lest", args=[ja.pk]) in liste(verden, verden.kari)

    def test_words_that_came_later_were_not_read(self, verden):
        ja, _tom = all_yes(verden)
        with as_owner():
            Samtykkekrav.objects.filter(pk=ja.krav_id).update(hvorfor="KANARIFUGL", changed_at=naa())
        side = read(verden.kari, reverse("familie:samtykke-lest", args=[ja.pk]))
        assert "KANARIFUGL" not in side
        assert "skriver:" not in side


class TestTheNextStep:
    def test_the_first_yes_and_the_last_one_are_told_apart(self, verden):
        ask(verden)
        say_yes(verden, verden.kari)
        assert told(Slag.ANSVAR_KLART) == set()
        assert told(Slag.ANSVAR_SVAR) == {verden.jonas.pk}
        say_yes(verden, verden.tom)
        assert told(Slag.ANSVAR_KLART) == {verden.jonas.pk}
        jobb.empty_utboks()
        varsler = read(verden.jonas, reverse("varsling:list"))
        assert (
            "Alle har sagt ja til at PPT Solvik tar over for Nora. Gi stafettpinnen til en derfra." in varsler
        )
        with acting_as(verden.jonas.pk):
            varsel = verden.jonas.varsler.get(slag=Slag.ANSVAR_KLART)
        svar = login(verden.jonas).get(reverse("varsling:read", args=[varsel.pk]))
        assert svar.url == gi_url(verden)

    def test_the_front_page_says_whom_the_baton_can_go_to_until_somebody_is_asked(self, verden):
        ask(verden)
        say_yes(verden, verden.kari)
        assert GI_TIL not in read(verden.jonas, hjem_url())
        say_yes(verden, verden.tom)
        side = read(verden.jonas, hjem_url())
        assert GI_TIL in side
        assert gi_url(verden) in side
        spurt = offer(verden, verden.amina)
        assert GI_TIL not in read(verden.jonas, hjem_url())
        answer(spurt, verden.amina, "nei", "Ikke nå.")
        assert GI_TIL in read(verden.jonas, hjem_url())

    def test_a_call_that_is_wished_for_says_what_it_is_about(self, verden):
        krav = ask(verden)[verden.kari]
        with acting_as(verden.kari.pk):
            ask_for_call(krav, by=verden.kari.pk)
        assert told(Slag.ANSVAR_USIKKER) == {verden.jonas.pk}
        assert told(Slag.SAMTYKKE_USIKKER) == set()
        ring = "Ring Kari Nordlie, som er usikker på om en annen tjeneste kan ta over"
        assert ring in read(verden.jonas, hjem_url())
        jobb.empty_utboks()
        varsler = read(verden.jonas, reverse("varsling:list"))
        assert "En i familien til Nora er usikker på om PPT Solvik kan ta over, og vil bli ringt." in varsler

    def test_so_does_one_that_was_wished_for_on_paper(self, verden):
        krav = ask(verden)[verden.kari]
        svar = send(verden.jonas, reverse("samtykke:svar-register", args=[krav.pk]), svar="ring", maate="muntlig",
                    svart_dato=i_dag().isoformat(), hoert_av=verden.jonas.navn, lest_opp="on")  # fmt: skip
        assert svar.status_code == 302, svar.content.decode()
        assert told(Slag.SAMTYKKE_USIKKER) == set()
        ring = "Ring Kari Nordlie, som er usikker på om en annen tjeneste kan ta over"
        assert ring in read(verden.jonas, hjem_url())

    def test_nor_when_the_service_is_out(self, verden):
        all_yes(verden)
        put_out(verden)
        assert GI_TIL not in read(verden.jonas, hjem_url())

    def test_the_family_is_told_that_another_service_has_it(self, verden):
        all_yes(verden)
        take_over(verden)
        assert told(Slag.ANSVAR_BYTTET) >= {verden.kari.pk, verden.tom.pk}
        assert told(Slag.STAFETT_BYTTET) == set()
        jobb.empty_utboks()
        varsler = read(verden.kari, reverse("varsling:list"))
        assert "En annen tjeneste har nå ansvaret for planen for Nora." in varsler

    def test_the_case_says_how_many_have_said_yes(self, verden):
        ask(verden)
        side = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
        egen = f"<strong>{verden.ppt.navn} – ta over ansvaret:</strong>"
        assert f"{egen} 0 av 2 har sagt ja." in read(verden.jonas, side)
        say_yes(verden, verden.kari)
        assert f"{egen} 1 av 2 har sagt ja." in read(verden.jonas, side)


class TestAskingIt:
    def test_the_day_that_is_proposed_is_no_later_than_they_are_with(self, verden):
        with as_owner():
            Samtykke.objects.filter(tjeneste=verden.ppt, giver=verden.tom).update(gyldig_til=i_dag(20))
        page = login(verden.jonas).get(ansvar_url(verden))
        assert page.context["form"].initial["til"] == i_dag(20)
        assert f"{verden.ppt.navn} (med i saken til" in page.content.decode()

    def test_a_question_that_is_out_is_said_first(self, verden):
        assert "Familien ble spurt" not in read(verden.jonas, ansvar_url(verden))
        ask(verden)
        say_yes(verden, verden.kari)
        side = read(verden.jonas, ansvar_url(verden))
        assert f"om {verden.ppt.navn} kan ta over. 1 av 2 har sagt ja." in side

    def test_what_the_child_means_is_said_to_be_needed_when_it_is_not_heard(self, verden):
        side = read(verden.jonas, ansvar_url(verden))
        assert "Må fylles ut når barnet ikke er hørt" in side

    def test_the_page_of_the_baton_leads_on_when_nobody_can_take_over(self, verden):
        with as_owner():
            Samtykke.objects.filter(tjeneste=verden.ppt).update(kan_skrive=False)
        side = read(verden.jonas, gi_url(verden))
        assert "Ingen annen tjeneste er med i saken og kan skrive i den ennå." in side
        assert reverse("samtykke:request", args=[verden.nora_sak.pk]) in side

    def test_the_front_page_asks_no_more_of_the_database_for_it(self, verden):
        client = login(verden.jonas)
        client.get(hjem_url())
        with CaptureQueriesContext(connection) as foer:
            client.get(hjem_url())
        all_yes(verden)
        with CaptureQueriesContext(connection) as etter:
            assert GI_TIL in client.get(hjem_url()).content.decode()
        assert len(etter) <= len(foer)
