"""Somebody in the case is asked to take over a measure without an owner: asked, answered, taken back."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Slag, Utboks, Varsel
from samtykke.models import Samtykke
from tests.bti.conftest import token_in
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.deling import login
from tests.samtykke.hjelp import told
from tests.tiltak.spurt import (
    all_rows,
    ansvarlig,
    answer,
    ask,
    fresh,
    make_tiltak,
    read,
    sak_url,
    seen_by,
    spoer_url,
    svar_url,
    withdraw,
)
from tiltak.feil import AltBesvart, ErSpurt, HarAnsvarlig, KanIkkeTa, TiltaketErEndret
from tiltak.models import Tiltak, Tiltaksforespoersel, Tiltakstatus
from tiltak.services import answer_forespoersel, ask_to_take, take_back

GRUNN = "Jeg har ikke tid før jul."
pytestmark = pytest.mark.django_db


class TestAsking:
    def test_the_stafettholder_asks_about_two_in_one_form(self, verden, ledig):
        hjemme = make_tiltak(verden, tittel="Les sammen", arena="hjem")
        client = login(verden.jonas)
        assert spoer_url(verden) in client.get(sak_url(verden)).content.decode()
        side = client.get(spoer_url(verden))
        data = {
            "skjema_token": token_in(side), f"hvem_{ledig.pk.hex}": verden.lise.pk,
            f"hvem_{hjemme.pk.hex}": verden.kari.pk, "svarfrist": i_dag(5).isoformat(),
        }  # fmt: skip
        svar = client.post(spoer_url(verden), data, follow=True).content.decode()
        assert "Spørsmålene om 2 tiltak er sendt." in svar
        assert svar.count("Venter på svar fra") == 2
        assert {(en.bruker_id, en.svarfrist) for en in all_rows()} == {
            (verden.lise.pk, i_dag(5)), (verden.kari.pk, i_dag(5)),
        }  # fmt: skip
        assert told(Slag.TILTAK_SPURT) == {verden.lise.pk, verden.kari.pk}

    def test_a_second_click_asks_nobody_twice(self, verden, ledig):
        client = login(verden.jonas)
        data = {
            "skjema_token": token_in(client.get(spoer_url(verden))), f"hvem_{ledig.pk.hex}": verden.lise.pk,
            "svarfrist": i_dag(5).isoformat(),
        }  # fmt: skip
        client.post(spoer_url(verden), data)
        client.post(spoer_url(verden), data)
        assert len(all_rows()) == 1

    def test_the_page_costs_the_same_with_more_measures(self, verden, ledig):
        with CaptureQueriesContext(connection) as few:
            read(verden.jonas, spoer_url(verden))
        for nr in range(4):
            make_tiltak(verden, tittel=f"Nummer {nr}", arena="hjem" if nr % 2 else "tjeneste")
        with CaptureQueriesContext(connection) as many:
            assert "Nummer 3" in read(verden.jonas, spoer_url(verden))
        assert len(many) == len(few)

    def test_the_family_is_offered_what_is_done_at_home_alone(self, verden, ledig):
        hjemme = make_tiltak(verden, tittel="Les sammen", arena="hjem")
        form = login(verden.jonas).get(spoer_url(verden)).context["form"]
        offered = {
            pk: {str(k) for k, _ in form.fields[f"hvem_{pk.hex}"].choices if k}
            for pk in (ledig.pk, hjemme.pk)
        }
        ansatte = {str(verden.lise.pk), str(verden.amina.pk)}
        assert offered[ledig.pk] == ansatte
        assert offered[hjemme.pk] == ansatte | {str(verden.kari.pk), str(verden.tom.pk)}

    @pytest.mark.parametrize("hvem", ["kari", "erik", "siri", "jonas"])
    def test_the_database_lets_nobody_else_be_asked(self, verden, ledig, hvem):
        """A parent about what is done at school, somebody outside the case, and oneself."""
        with pytest.raises(KanIkkeTa):
            ask(verden, ledig, getattr(verden, hvem))
        assert all_rows() == []

    def test_who_only_reads_is_not_asked(self, verden, ledig):
        with as_owner():
            Samtykke.objects.update(kan_skrive=False)
        with pytest.raises(KanIkkeTa):
            ask(verden, ledig, verden.amina)

    @pytest.mark.parametrize("hvem", ["lise", "kari", "amina"])
    def test_only_the_stafettholder_asks_and_takes_back(self, verden, ledig, hvem):
        bruker = getattr(verden, hvem)
        assert login(bruker).get(spoer_url(verden)).status_code == 403
        with pytest.raises(PermissionDenied), acting_as(bruker.pk):
            ask_to_take(
                verden.nora_sak, valg=[(ledig.pk, verden.tom.pk)], svarfrist=i_dag(3), noekkel=uuid.uuid4()
            )
        en = ask(verden, ledig, verden.lise)
        with pytest.raises(PermissionDenied), acting_as(bruker.pk):
            take_back(verden.nora_sak, en.pk)
        assert fresh(en.pk).withdrawn_at is None

    def test_a_measure_with_an_owner_is_not_asked_about(self, verden, ledig):
        with pytest.raises(HarAnsvarlig):
            ask(verden, make_tiltak(verden, ansvarlig=verden.amina), verden.lise)

    def test_one_at_a_time(self, verden, ledig):
        ask(verden, ledig, verden.lise)
        with pytest.raises(ErSpurt):
            ask(verden, ledig, verden.amina)

    def test_the_day_is_the_one_by_which_it_must_have_an_owner(self, verden, ledig):
        with as_owner():
            Tiltak.objects.filter(pk=ledig.pk).update(ansvarlig=verden.amina)
        withdraw()
        with as_owner():
            Samtykke.objects.update(granted_at=naa(days=-9), withdrawn_at=naa(days=-3))
        form = login(verden.jonas).get(spoer_url(verden)).context["form"]
        assert form.initial["svarfrist"] == i_dag(4)
        assert "om 4 dager" in read(verden.jonas, reverse("stafettlogg:hjem"))

    @pytest.mark.parametrize(("dager", "ord_"), [(-1, "i dag eller senere"), (61, "mer enn to måneder")])
    def test_a_day_that_cannot_be(self, verden, ledig, dager, ord_):
        client = login(verden.jonas)
        data = {
            "skjema_token": token_in(client.get(spoer_url(verden))), f"hvem_{ledig.pk.hex}": verden.lise.pk,
            "svarfrist": i_dag(dager).isoformat(),
        }  # fmt: skip
        svar = client.post(spoer_url(verden), data)
        assert (svar.status_code, ord_ in svar.content.decode()) == (422, True)
        with pytest.raises(PermissionDenied):
            ask(verden, ledig, verden.lise, i_dag(dager))

    def test_nobody_chosen_says_so(self, verden, ledig):
        client = login(verden.jonas)
        data = {"skjema_token": token_in(client.get(spoer_url(verden))), "svarfrist": i_dag(3).isoformat()}
        assert "Velg minst én du vil spørre." in client.post(spoer_url(verden), data).content.decode()


class TestAnswering:
    def test_a_yes_gives_the_measure_and_the_others_see_it(self, verden, ledig):
        en = ask(verden, ledig, verden.lise)
        client = login(verden.lise)
        hjem = client.get(reverse("stafettlogg:hjem")).content.decode()
        assert f"Svar på om du tar over «{ledig.tittel}»" in hjem
        assert svar_url(en) in hjem
        side = client.get(svar_url(en))
        data = {"skjema_token": token_in(side), "svar": "ja", "grunn": "x", "versjon": ledig.versjon}
        svar = client.post(svar_url(en), data, follow=True).content.decode()
        assert "Nå har du ansvaret for tiltaket." in svar
        assert ansvarlig(ledig) == verden.lise.pk
        assert fresh(en.pk).grunn == ""
        assert told(Slag.TILTAK) == {verden.jonas.pk, verden.kari.pk, verden.tom.pk, verden.amina.pk}
        assert "står stille" not in read(verden.jonas, sak_url(verden))

    def test_a_no_goes_back_to_the_stafettholder_with_its_reason(self, verden, ledig):
        en = ask(verden, ledig, verden.lise)
        client = login(verden.lise)
        data = {
            "skjema_token": token_in(client.get(svar_url(en))),
            "svar": "nei",
            "grunn": GRUNN,
            "versjon": 1,
        }
        assert "Takk for svaret." in client.post(svar_url(en), data, follow=True).content.decode()
        assert ansvarlig(ledig) == verden.erik.pk
        assert told(Slag.TILTAK_LEDIG) == {verden.jonas.pk}
        assert told(Slag.TILTAK) == set()
        assert GRUNN in read(verden.jonas, spoer_url(verden))
        assert ask(verden, ledig, verden.amina).bruker_id == verden.amina.pk

    def test_why_not_is_the_stafettholders_alone(self, verden, ledig):
        answer(ask(verden, ledig, verden.lise), verden.lise, "nei", GRUNN)
        assert {hvem: seen_by(getattr(verden, hvem)) for hvem in ("jonas", "lise", "amina", "kari", "pia")} == {
            "jonas": 1, "lise": 1, "amina": 0, "kari": 0, "pia": 0,
        }  # fmt: skip
        plan = reverse("familie:sak", args=[verden.nora_sak.pk])
        for hvem in (verden.amina, verden.kari):
            assert GRUNN not in read(hvem, sak_url(verden)) + read(hvem, plan)

    def test_a_parent_takes_over_what_is_done_at_home(self, verden, ledig):
        hjemme = make_tiltak(verden, tittel="Les sammen", arena="hjem")
        en = ask(verden, hjemme, verden.kari)
        url = svar_url(en, "familie:tiltak-svar")
        plan = reverse("familie:sak", args=[verden.nora_sak.pk])
        assert url in read(verden.kari, plan)
        assert url not in read(verden.tom, plan)
        with as_owner():
            Utboks.objects.update(send_etter=naa())
        empty_utboks()
        with as_owner():
            varsel = Varsel.objects.get(slag=Slag.TILTAK_SPURT)
        client = login(verden.kari)
        side = client.get(reverse("varsling:read", args=[varsel.pk]), follow=True)
        assert side.request["PATH_INFO"] == url
        data = {"skjema_token": token_in(side), "svar": "ja", "versjon": 1}
        client.post(url, data)
        assert ansvarlig(hjemme) == verden.kari.pk
        assert told(Slag.TILTAK) == {verden.jonas.pk, verden.lise.pk, verden.tom.pk, verden.amina.pk}

    @pytest.mark.parametrize("hvem", ["jonas", "amina", "kari", "pia"])
    def test_nobody_answers_for_another(self, verden, ledig, hvem):
        en, bruker = ask(verden, ledig, verden.lise), getattr(verden, hvem)
        for side in ("tiltak:svar", "familie:tiltak-svar"):
            assert login(bruker).get(svar_url(en, side)).status_code in {403, 404}
        with pytest.raises((PermissionDenied, SakTapt)):
            answer(en, bruker)
        assert ansvarlig(ledig) == verden.erik.pk

    def test_a_measure_that_is_changed_meanwhile_is_read_anew(self, verden, ledig):
        en = ask(verden, ledig, verden.lise)
        client = login(verden.lise)
        token = token_in(client.get(svar_url(en)))
        with as_owner():
            Tiltak.objects.filter(pk=ledig.pk).update(tittel="Mye mer", versjon=2)
        data = {"skjema_token": token, "svar": "ja", "versjon": 1}
        svar = client.post(svar_url(en), data)
        assert svar.status_code == 422
        assert "Tiltaket er endret etter at du åpnet siden." in svar.content.decode()
        assert "Mye mer" in svar.content.decode()
        assert ansvarlig(ledig) == verden.erik.pk
        client.post(svar_url(en), data | {"versjon": 2})
        assert ansvarlig(ledig) == verden.lise.pk

    def test_of_two_answers_the_first_counts_and_a_second_click_is_one(self, verden, ledig):
        en = ask(verden, ledig, verden.lise)
        answer(en, verden.lise, "nei", GRUNN)
        answer(en, verden.lise, "nei", GRUNN)
        with pytest.raises(AltBesvart):
            answer(en, verden.lise)
        assert ansvarlig(ledig) == verden.erik.pk

    def test_an_answer_after_it_was_taken_back_is_told_so(self, verden, ledig):
        en = ask(verden, ledig, verden.lise)
        client = login(verden.lise)
        token = token_in(client.get(svar_url(en)))
        login(verden.jonas).post(spoer_url(verden), {"trekk": en.pk})
        svar = client.post(svar_url(en), {"skjema_token": token, "svar": "ja", "versjon": 1}, follow=True)
        assert "har trukket spørsmålet" in svar.content.decode()
        assert ansvarlig(ledig) == verden.erik.pk

    def test_an_old_page_is_refused(self, verden, ledig):
        en = ask(verden, ledig, verden.lise)
        with pytest.raises(TiltaketErEndret), acting_as(verden.lise.pk):
            answer_forespoersel(en, svar="ja", grunn="", versjon=99)
        with as_owner():
            assert Tiltak.objects.get(pk=ledig.pk).status == Tiltakstatus.I_GANG


class TestTheCasePage:
    def test_who_may_see_the_measure_sees_who_is_waited_for(self, verden, ledig):
        en = ask(verden, ledig, verden.lise, i_dag(7))
        venter = "Venter på svar fra Lise Dahl til "
        for hvem in (verden.jonas, verden.amina, verden.lise):
            assert venter in read(hvem, sak_url(verden))
        assert venter not in read(verden.kari, reverse("familie:sak", args=[verden.nora_sak.pk]))
        assert seen_by(verden.kari) == seen_by(verden.pia) == 0
        hjem = reverse("stafettlogg:hjem")
        assert "Velg hvem som tar over" not in read(verden.jonas, hjem)
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(withdrawn_at=naa(), withdrawn_by=verden.jonas)
        assert venter not in read(verden.amina, sak_url(verden))

    def test_the_table_is_written_by_nobody_else(self, verden, ledig):
        en = ask(verden, ledig, verden.lise)
        for hvem in (verden.jonas, verden.lise, verden.amina):
            with (
                pytest.raises(DatabaseError, match="permission denied"),
                acting_as(hvem.pk),
                transaction.atomic(),
            ):
                Tiltaksforespoersel.objects.filter(pk=en.pk).update(svar="ja")
