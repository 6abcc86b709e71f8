"""Another service takes over a case: asked anew, given by all, and done when one of its people has taken the baton."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from bti.models import Sak
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.varsling.models import Slag, Utboks
from samtykke.feil import AltTattOver
from samtykke.models import Deltakelseskvittering, Samtykke, Samtykkekrav, Samtykkeslag, Slutt
from samtykke.queries import current_tekst
from samtykke.services import decline_samtykke, grant_samtykke, request_samtykke, withdraw_samtykke
from samtykke.tasks import natt
from stafettlogg.feil import KanIkkeFaaPinnen, VekslingErBorte
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.ansvaret import (
    ALLE_TEMAER,
    HVORFOR,
    all_yes,
    ansvar_url,
    ask,
    asked,
    fields,
    liste,
    offered,
    responsible,
    say_yes,
    take_over,
)
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import sees_case, svar_url, told
from tests.samtykke.stor_sak import ja as ja_til_innsyn
from tests.samtykke.stor_sak import make_krav
from tests.stafettlogg.stafetten import answer, gi_url, holder, kollega, offer, read, roller  # noqa: F401
from tests.stafettlogg.stafetten import svar_url as veksling_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kollega")]


class TestAsking:
    def test_every_giver_is_asked_about_all_of_it(self, verden):
        krav = ask(verden)
        assert set(krav) == {verden.kari, verden.tom}
        assert all(set(en.temaer) == ALLE_TEMAER and en.hvorfor == HVORFOR for en in krav.values())
        assert told(Slag.ANSVAR_SPURT) == {verden.kari.pk, verden.tom.pk}
        assert told(Slag.SAMTYKKE_SPURT) == set()
        side = liste(verden, verden.jonas)
        assert f"{verden.ppt.navn} – ta over ansvaret" in side
        assert "Dette svaret åpner ikke saken for noen." in side

    def test_only_a_service_that_writes_in_the_case_can_be_asked_about(self, verden):
        svar = send(verden.jonas, ansvar_url(verden), **fields(verden, tjeneste=str(verden.nav.pk)))
        assert svar.status_code == 422
        assert "Tjenesten kan ikke ta over nå." in svar.content.decode()
        with (
            acting_as(verden.jonas.pk),
            pytest.raises(DatabaseError, match="kan ikke spørres om"),
            transaction.atomic(),
        ):
            request_samtykke(
                verden.nora_sak, tjeneste=verden.nav, hvorfor="x", temaer=["skole"], til=i_dag(9),
                slag=Samtykkeslag.ANSVAR, by=verden.jonas.pk,
            )  # fmt: skip
        with as_owner():
            Samtykke.objects.filter(tjeneste=verden.ppt).update(kan_skrive=False)
        side = read(verden.jonas, ansvar_url(verden))
        assert "Ingen kan ta over ennå" in side
        assert "Send spørsmålet" not in side
        assert ansvar_url(verden) not in read(verden.jonas, gi_url(verden))

    def test_what_is_missing_is_said_and_what_was_written_stays(self, verden):
        svar = send(
            verden.jonas, ansvar_url(verden), **fields(verden, tjeneste="", til=i_dag(-1).isoformat())
        )
        html = svar.content.decode()
        assert svar.status_code == 422
        for setning in ("Velg hvilken tjeneste som skal ta over.", "Velg en dag fra i dag av.", HVORFOR):
            assert setning in html
        assert asked(verden) == {}

    def test_who_does_not_hold_the_baton_asks_nobody(self, verden):
        for bruker in (verden.amina, verden.lise, verden.kari, verden.siri):
            assert login(bruker).get(ansvar_url(verden)).status_code in (403, 404)
            with acting_as(bruker.pk), connection.cursor() as cursor:
                cursor.execute("SELECT samtykke_ansvar_kan_spoerres(%s)", [verden.nora_sak.pk])
                assert cursor.fetchall() == []

    def test_asked_in_other_words_says_so_first(self, verden):
        ask(verden)
        svar = send(verden.jonas, ansvar_url(verden), **fields(verden, hvorfor="Noe annet."))
        assert svar.status_code == 422
        assert "Velg om det nye spørsmålet skal gjelde i stedet." in svar.content.decode()
        assert asked(verden)[verden.kari].hvorfor == HVORFOR
        ask(verden, hvorfor="Noe annet.", erstatt_spurt="1", erstatt="on")
        assert asked(verden)[verden.kari].hvorfor == "Noe annet."

    def test_when_all_have_said_yes_the_next_step_is_named(self, verden):
        all_yes(verden)
        svar = send(verden.jonas, ansvar_url(verden), **fields(verden))
        assert "Gi stafettpinnen videre til en av dem." in svar.content.decode()
        side = liste(verden, verden.jonas)
        assert f"Alle har sagt ja til at {verden.ppt.navn} tar over." in side
        assert gi_url(verden) in side


class TestAnswering:
    def test_the_question_is_put_in_words_of_its_own_and_answered_whole(self, verden):
        krav = ask(verden)[verden.kari]
        client = login(verden.kari)
        page = client.get(svar_url(krav))
        html = page.content.decode()
        assert f"Kan {verden.ppt.navn} ta over ansvaret for saken om Nora?" in html
        assert f"{verden.skole.navn} beholder ansvaret" in html
        assert f"{verden.skole.navn} ser ikke saken lenger" in html
        for felt in ("temaer", "til"):
            assert f'name="{felt}"' not in html
        form = page.context["form"]
        data = {name: form.initial[name] for name in ("tekst", "lest", "avsluttet")}
        side = client.post(svar_url(krav), data | {"svar": "ja"}, follow=True).content.decode()
        assert f"Du har sagt ja til at {verden.ppt.navn} tar over ansvaret." in side
        assert f"1 av 2 har sagt ja til at {verden.ppt.navn} tar over." in side
        with as_owner():
            ja = Samtykke.objects.get(giver=verden.kari, slag=Samtykkeslag.ANSVAR)
        assert set(ja.temaer) == ALLE_TEMAER
        assert ja.gyldig_til == i_dag(60)
        assert told(Slag.ANSVAR_SVAR) == {verden.jonas.pk}
        assert told(Slag.INNSYN) == set()

    def test_a_no_leaves_the_case_where_it_is(self, verden):
        krav = ask(verden)[verden.tom]
        with acting_as(verden.tom.pk):
            decline_samtykke(
                Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk), by=verden.tom.pk
            )
        say_yes(verden, verden.kari)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)
        assert told(Slag.ANSVAR_SVAR) == {verden.jonas.pk}
        assert responsible(verden) == verden.skole.navn

    def test_a_part_of_it_is_no_answer(self, verden):
        krav = ask(verden)[verden.kari]
        with (
            acting_as(verden.kari.pk),
            pytest.raises(DatabaseError, match="ansvaret deles"),
            transaction.atomic(),
        ):
            grant_samtykke(
                Samtykkekrav.objects.select_related("sak", "tjeneste").get(pk=krav.pk), temaer=["skole"],
                til=i_dag(60), tekst=current_tekst(verden.solvik.pk), by=verden.kari.pk,
            )  # fmt: skip
        (ja,) = say_yes(verden, verden.kari)
        side = login(verden.kari).get(reverse("familie:samtykke-snevre", args=[ja.pk]))
        assert side.status_code == 302
        with (
            acting_as(verden.kari.pk),
            pytest.raises(DatabaseError, match="ansvaret deles"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "SELECT samtykke_snevre(gen_random_uuid(), %s, ARRAY['skole'], %s, true)", [ja.pk, i_dag(60)]
            )

    def test_a_yes_opens_the_case_for_nobody(self, verden):
        all_yes(verden)
        with as_owner():
            Samtykke.objects.filter(slag=Samtykkeslag.INNSYN, tjeneste=verden.ppt).update(
                gyldig_til=i_dag(-1), gyldig_fra=i_dag(-9)
            )
        assert not sees_case(verden.amina, verden.nora_sak)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)


class TestTakingOver:
    def test_the_case_goes_with_the_baton(self, verden):
        all_yes(verden)
        page = read(verden.amina, veksling_url(offer(verden, verden.amina)))
        assert f"Familien har sagt ja til at {verden.ppt.navn} tar over ansvaret." in page
        with as_owner():
            Utboks.objects.all().delete()
        en = offered(verden)
        side = send(verden.amina, veksling_url(en), svar="ja")
        assert side.status_code == 302
        assert responsible(verden) == verden.ppt.navn
        assert holder(verden) == verden.amina.navn
        assert roller(verden)[verden.jonas.navn] == "fagperson"
        assert sees_case(verden.amina, verden.nora_sak)
        with as_owner():
            (innlegg,) = Innlegg.objects.filter(tekst__contains="ansvaret for saken")
            assert (
                Hendelse.objects.filter(handling="sak.tjeneste_byttet", sak_id=verden.nora_sak.pk).count()
                == 1
            )
        assert "En annen tjeneste har nå ansvaret for saken." in innlegg.tekst
        assert told(Slag.ANSVAR_BYTTET) >= {verden.kari.pk, verden.tom.pk}

    def test_the_former_service_is_out_and_asked_about_anew(self, verden):
        all_yes(verden)
        take_over(verden)
        for bruker in (verden.jonas, verden.lise):
            assert not sees_case(bruker, verden.nora_sak)
            assert login(bruker).get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 404
        with as_owner():
            kvitteringer = Deltakelseskvittering.objects.filter(tjeneste=verden.skole)
            assert {one.bruker_id for one in kvitteringer} == {verden.jonas.pk, verden.lise.pk}
        assert told(Slag.ANSVAR_OVERTATT) == {verden.jonas.pk, verden.lise.pk}
        assert {verden.kari.pk, verden.tom.pk} <= told(Slag.TJENESTE_UTE)
        spoer = f"{reverse('samtykke:request', args=[verden.nora_sak.pk])}?tjeneste={verden.skole.pk}"
        assert spoer in read(verden.amina, veksling_url(offered(verden)))
        with acting_as(verden.amina.pk):
            sak = Sak.objects.select_related("tjeneste").get(pk=verden.nora_sak.pk)
            request_samtykke(sak, tjeneste=verden.skole, hvorfor="Nora går der.", temaer=["skole"], til=i_dag(90),
                             by=verden.amina.pk)  # fmt: skip
        for bruker in (verden.kari, verden.tom):
            with acting_as(bruker.pk):
                krav = Samtykkekrav.objects.select_related("sak", "tjeneste").get(
                    giver=bruker, tjeneste=verden.skole
                )
                grant_samtykke(
                    krav, temaer=["skole"], til=i_dag(90), tekst=current_tekst(verden.solvik.pk), by=bruker.pk
                )
        assert sees_case(verden.jonas, verden.nora_sak)
        assert spoer not in read(verden.amina, veksling_url(offered(verden)))

    def test_what_was_asked_about_the_new_one_is_done(self, verden):
        ja, _tom = all_yes(verden)
        take_over(verden)
        with as_owner():
            rows = Samtykke.objects.filter(tjeneste=verden.ppt)
            assert {(one.slag, one.slutt) for one in rows} == {
                ("innsyn", Slutt.BRUKT),
                ("ansvar", Slutt.BRUKT),
            }
            assert not Samtykkekrav.objects.filter(tjeneste=verden.ppt, frafalt_at=None).exists()
        side = liste(verden, verden.kari)
        assert "Tatt over" in side
        assert f"{verden.ppt.navn} har tatt over ansvaret for saken." in side
        assert f"{verden.ppt.navn} kan ikke se saken." not in side
        assert f"{verden.ppt.navn} har saken nå, og trenger ikke samtykke." in read(
            verden.amina, reverse("samtykke:list", args=[verden.nora_sak.pk])
        )
        lest = read(verden.kari, reverse("familie:samtykke-lest", args=[ja.pk]))
        assert f"{verden.skole.navn} beholder ansvaret" in lest

    def test_a_yes_that_is_used_is_not_taken_back(self, verden):
        ja, _tom = all_yes(verden)
        take_over(verden)
        with acting_as(verden.kari.pk), pytest.raises(AltTattOver):
            withdraw_samtykke(
                Samtykke.objects.select_related("sak", "tjeneste").get(pk=ja.pk), by=verden.kari.pk
            )
        svar = login(verden.kari).post(reverse("familie:samtykke-trekk", args=[ja.pk]), follow=True)
        html = svar.content.decode()
        assert f"{verden.ppt.navn} har alt tatt over. Snakk med stafettholderen" in html
        assert "Du har trukket samtykket" not in html
        assert responsible(verden) == verden.ppt.navn

    def test_a_yes_taken_back_before_the_answer_keeps_the_case(self, verden):
        ja, _tom = all_yes(verden)
        en = offer(verden, verden.amina)
        svar = login(verden.kari).post(reverse("familie:samtykke-trekk", args=[ja.pk]), follow=True)
        assert f"{verden.skole.navn} beholder ansvaret." in svar.content.decode()
        assert told(Slag.TJENESTE_UTE) == told(Slag.SAMTYKKE_TRUKKET) == set()
        with pytest.raises(VekslingErBorte):
            answer(en, verden.amina)
        assert responsible(verden) == verden.skole.navn
        assert holder(verden) == verden.jonas.navn
        assert sees_case(verden.amina, verden.nora_sak)

    @pytest.mark.parametrize("hva", ["gaatt ut", "ny forelder", "lagt ned", "ikke begynt"])
    def test_what_has_changed_since_the_yes_keeps_the_case(self, verden, hva):
        all_yes(verden)
        en = offer(verden, verden.amina)
        with as_owner():
            ja = Samtykke.objects.filter(giver=verden.tom, slag=Samtykkeslag.ANSVAR)
            match hva:
                case "gaatt ut":
                    ja.update(gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1))
                case "ny forelder":
                    hovedperson = verden.nora_sak.hovedperson
                    ny = f.FamilierelasjonFactory(hovedperson=hovedperson, har_foreldreansvar=True).bruker
                    ja_til_innsyn(make_krav(verden, verden.ppt, ny))  # and to nothing more
                case "lagt ned":
                    verden.ppt.nedlagt_dato = i_dag()
                    verden.ppt.save()
                case "ikke begynt":
                    ja.update(gyldig_fra=i_dag(1))
        with pytest.raises((VekslingErBorte, SakTapt)):
            answer(en, verden.amina)
        assert responsible(verden) == verden.skole.navn
        assert holder(verden) == verden.jonas.navn

    def test_the_night_after_finds_nothing_to_do(self, verden):
        all_yes(verden)
        take_over(verden)
        with as_owner():
            foer = Utboks.objects.count()
        natt()
        with as_owner():
            assert Utboks.objects.count() == foer


class TestOnTheOtherPages:
    def test_the_familys_own_pages_say_what_it_is_about(self, verden):
        ask(verden)
        hjem, sak = reverse("familie:hjem"), reverse("familie:sak", args=[verden.nora_sak.pk])
        for where in (hjem, sak):
            side = read(verden.kari, where)
            assert f"Kan {verden.ppt.navn} ta over ansvaret for saken?" in side
            assert f"Kan {verden.ppt.navn} få være med" not in side
        say_yes(verden, verden.kari)
        for where in (hjem, sak):
            assert f"{verden.ppt.navn} kan ta over ansvaret." in read(verden.kari, where)

    def test_a_question_about_taking_over_says_nothing_of_who_sees_the_case(self, verden):
        """The page of the case tells who sees it, and from that no answer about taking over takes anything: the
        question has a line of its own. Beneath it the history says that the family was asked.
        """
        where = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
        before, _historie = read(verden.jonas, where).split('id="logg"')
        ask(verden)
        after, historie = read(verden.jonas, where).split('id="logg"')
        egen = f"<strong>{verden.ppt.navn} – ta over ansvaret:</strong> 0 av 2 har sagt ja."
        assert egen in after
        assert after.replace(egen, "").count(verden.ppt.navn) == before.count(verden.ppt.navn)
        assert f"Jonas Berge spurte familien om {verden.ppt.navn} kan ta over ansvaret." in historie
        assert "Alle har sagt ja" not in read(verden.jonas, reverse("stafettlogg:hjem"))

    def test_a_measure_that_the_former_service_had_waits_for_another(self, verden):
        with as_owner():
            tiltak = f.TiltakFactory(sak=verden.nora_sak, ansvarlig=verden.lise, tittel="Lesekurs tirsdager")
        all_yes(verden)
        take_over(verden)
        assert told(Slag.NY_ANSVARLIG) == {verden.amina.pk}
        with acting_as(verden.amina.pk), connection.cursor() as cursor:
            cursor.execute("SELECT tiltak_id, frist FROM tiltak_uten_ansvarlig(%s)", [verden.nora_sak.pk])
            assert cursor.fetchall() == [(tiltak.pk, i_dag(7))]
        assert "Lesekurs tirsdager" in read(verden.amina, reverse("stafettlogg:hjem"))
