"""Shared without consent: written by the stafettholder, and read by the family when a head has said that it is safe."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from bti.models import Rolle, Sak, Saksstatus
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Utboks, Varsel
from samtykke.feil import AltRettet
from samtykke.services.deling import write_deling
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import (
    HVORFOR,
    STED,
    a_deling,
    all_rows,
    assess,
    fields,
    login,
    make,
    reads,
    seen_by,
    send,
    url,
)
from tests.trygg.hjelp import sql

pytestmark = pytest.mark.django_db


class TestWriting:
    def test_the_holder_writes_it_down_once_and_the_head_is_told(self, verden):
        svar = send(verden.jonas, url(verden, "samtykke:deling-new"), times=2, **fields())
        assert svar.status_code == 302
        (rad,) = all_rows()
        assert (rad.til, rad.mottaker, rad.opplysninger) == ("barnevern", STED, ["hvem", "fare"])
        assert (rad.hjemmel, rad.lovhenvisning) == ("opplysningsplikt", "Barnevernsloven § 13-2")
        assert "taushetsplikten" in rad.lovtekst
        assert rad.registered_by_id == verden.jonas.pk
        with as_owner():
            told = list(Utboks.objects.filter(slag="lovligdeling").values_list("mottaker_id", "sak_id"))
        assert told == [(verden.siri.pk, None)]

    def test_the_page_asks_for_kinds_of_information_and_never_for_the_information(self, verden):
        html = login(verden.jonas).get(url(verden, "samtykke:deling-new")).content.decode()
        assert "Selve opplysningene skal ikke stå her." in html
        for lov in (
            "Barnevernsloven § 13-2",
            "Straffeloven § 196",
            "Forvaltningsloven § 13 b",
            "Straffeloven § 17",
        ):
            assert lov in html

    @pytest.mark.parametrize(
        ("endret", "setning"),
        [
            ({"til": ""}, "Velg hvem som fikk opplysningene."),
            ({"til": "naboen"}, "Velg hvem som fikk opplysningene."),
            ({"mottaker": ""}, "Skriv hva tjenesten eller organet heter."),
            ({"opplysninger": []}, "Velg hva slags opplysninger det var."),
            ({"opplysninger": ["alt"]}, "Velg hva slags opplysninger det var."),
            ({"delt_dato": "0026-01-01"}, "Datoen er for langt tilbake."),
            ({"hjemmel": "grunnloven"}, "Velg hvilken lov det var."),
            ({"hjemmel": "annen"}, "Skriv hvilken lov og paragraf det var."),
            ({"bestemt_av": ""}, "Skriv hvem som bestemte det."),
            ({"begrunnelse": ""}, "Skriv hvorfor det måtte deles."),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_lost(self, verden, endret, setning):
        where = url(verden, "samtykke:deling-new")
        svar = send(verden.jonas, where, **fields(bestemt_av="Jonas Lie, lærer") | endret)
        html = svar.content.decode()
        assert svar.status_code == 422
        assert setning in html
        assert endret.keys() & {"begrunnelse"} or HVORFOR in html
        assert all_rows() == []

    def test_a_day_to_come_is_refused_by_page_and_database(self, verden):
        morgen = i_dag(1)
        svar = send(verden.jonas, url(verden, "samtykke:deling-new"), **fields(delt_dato=morgen.isoformat()))
        assert "Datoen kan ikke være fram i tid." in svar.content.decode()
        with pytest.raises(PermissionDenied), acting_as(verden.jonas.pk):
            write_deling(verden.nora_sak, a_deling(delt_dato=morgen), noekkel=uuid.uuid4())

    def test_another_law_is_said_in_words(self, verden):
        send(
            verden.jonas,
            url(verden, "samtykke:deling-new"),
            **fields(hjemmel="annen", annen_lov="Politiloven § 27"),
        )
        (rad,) = all_rows()
        assert (rad.hjemmel, rad.lovhenvisning, rad.lovtekst) == ("annen", "Politiloven § 27", "")

    def test_the_laws_are_the_municipalitys_own_list(self, verden):
        egne = [
            {"kode": "egen", "navn": "Egen regel", "lov": "Helsepersonelloven § 33", "tekst": "Meld fra."}
        ]
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="lovligdeling_hjemler", verdi=egne)
        html = login(verden.jonas).get(url(verden, "samtykke:deling-new")).content.decode()
        assert "Helsepersonelloven § 33. Meld fra." in html
        assert "Straffeloven § 196" not in html

    def test_a_closed_case_takes_no_more_and_the_words_are_kept(self, verden):
        where = url(verden, "samtykke:deling-new")
        client = login(verden.jonas)
        token = token_in(client.get(where))
        with as_owner():
            Sak.objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)
        svar = client.post(where, fields(skjema_token=token))
        assert svar.status_code == 422
        assert "Saken er avsluttet." in svar.content.decode()
        assert all_rows() == []

    def test_the_database_too_refuses_a_closed_case(self, verden):
        with as_owner():
            Sak.objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)
        with pytest.raises(PermissionDenied, match="avsluttet"), acting_as(verden.jonas.pk):
            write_deling(
                verden.nora_sak, a_deling(), noekkel=uuid.uuid4()
            )  # its row was read while it was open

    @pytest.mark.parametrize("navn", ["amina", "siri", "kari", "lise"])
    def test_nobody_else_writes(self, verden, navn):
        give_consent(verden, verden.kari, verden.tom)
        with pytest.raises(PermissionDenied), acting_as(getattr(verden, navn).pk):
            write_deling(verden.nora_sak, a_deling(), noekkel=uuid.uuid4())
        assert all_rows() == []

    def test_sql_writes_and_changes_no_row_by_itself(self, verden):
        deling = make(verden)
        for setning in (
            f"UPDATE samtykke_lovligdeling SET mottaker = 'x' WHERE id = '{deling.pk}'",
            f"DELETE FROM samtykke_lovligdeling WHERE id = '{deling.pk}'",
            "SELECT begrunnelse FROM samtykke_delingsvurdering",
        ):
            with pytest.raises(DatabaseError), acting_as(verden.jonas.pk), transaction.atomic():
                sql(setning)

    def test_it_is_put_right_by_one_on_top_and_both_stand(self, verden):
        feil = make(verden)
        where = url(verden, "samtykke:deling-rett", feil.pk)
        html = login(verden.jonas).get(where).content.decode()
        assert STED in html
        assert "Den du retter, blir stående." in html
        assert send(verden.jonas, where, **fields(mottaker="Politiet i Solvik")).status_code == 302
        _, ny = all_rows()
        assert (ny.retter_id, ny.mottaker) == (feil.pk, "Politiet i Solvik")
        html = login(verden.jonas).get(url(verden)).content.decode()
        assert STED in html
        assert "Politiet i Solvik" in html
        assert "Denne er rettet." in html

    def test_of_two_who_put_the_same_right_the_first_counts_and_the_other_keeps_the_words(self, verden):
        feil = make(verden)
        where = url(verden, "samtykke:deling-rett", feil.pk)
        client = login(verden.jonas)
        token = token_in(client.get(where))
        with acting_as(verden.jonas.pk):
            write_deling(verden.nora_sak, a_deling(), noekkel=uuid.uuid4(), retter_id=feil.pk)
        svar = client.post(where, fields(skjema_token=token, begrunnelse="Nye ord."))
        assert svar.status_code == 422
        assert "Noen har rettet denne nettopp." in svar.content.decode()
        assert "Nye ord." in svar.content.decode()
        assert len(all_rows()) == 2
        with pytest.raises(AltRettet), acting_as(verden.jonas.pk):
            write_deling(verden.nora_sak, a_deling(), noekkel=uuid.uuid4(), retter_id=feil.pk)

    def test_one_in_another_case_is_not_put_right_from_here(self, verden):
        annen = f.LovligdelingFactory(sak=verden.ola_sak, registered_by=verden.siri)
        assert login(verden.jonas).get(url(verden, "samtykke:deling-rett", annen.pk)).status_code == 404
        with pytest.raises(PermissionDenied, match="finnes ikke"), acting_as(verden.jonas.pk):
            write_deling(verden.nora_sak, a_deling(), noekkel=uuid.uuid4(), retter_id=annen.pk)


class TestWhoReads:
    def test_before_it_is_judged_the_holder_alone_reads_it(self, verden):
        give_consent(verden, verden.kari, verden.tom)
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON)
        grant_from_roles()
        make(verden)
        assert [reads(b, verden) for b in (verden.jonas, verden.amina, verden.lise, verden.kari)] == [
            True, False, False, False,
        ]  # fmt: skip

    def test_a_head_who_works_with_the_case_reads_it_and_who_wrote_it_when_the_baton_is_anothers(
        self, verden
    ):
        for bruker in (verden.siri, verden.lise):
            f.DeltakerFactory(sak=verden.nora_sak, bruker=bruker, rolle=Rolle.FAGPERSON)
        grant_from_roles()
        f.LovligdelingFactory(sak=verden.nora_sak, registered_by=verden.lise, mottaker=STED)
        assert reads(verden.siri, verden)
        assert reads(verden.lise, verden)

    def test_who_has_broken_the_glass_reads_none_that_is_hidden(self, verden):
        make(verden)
        f.NoedtilgangFactory(sak=verden.nora_sak, bruker=verden.lise, tjeneste=verden.skole)
        grant_from_roles()
        with as_owner():
            sql("SELECT tilgang_gi_verb(%s, %s)", verden.nora_sak.pk, verden.lise.pk)
        assert seen_by(verden.lise) == set()

    def test_a_holder_who_is_the_childs_own_neither_writes_nor_reads(self, verden):
        make(verden)
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson, bruker=verden.jonas, registered_by=verden.siri
        )
        assert seen_by(verden.jonas) == set()
        with pytest.raises(PermissionDenied), acting_as(verden.jonas.pk):
            write_deling(verden.nora_sak, a_deling(), noekkel=uuid.uuid4())

    def test_shown_it_is_read_by_all_in_the_case_and_the_family_is_told(self, verden):
        give_consent(verden, verden.kari, verden.tom)
        deling = make(verden)
        assess(deling, verden.siri, ja=True)
        assert all(reads(b, verden) for b in (verden.jonas, verden.amina, verden.kari, verden.tom))
        empty_utboks()
        with as_owner():
            told = Varsel.objects.filter(slag="lovligdeling", sak=verden.nora_sak)
            assert {one.mottaker_id for one in told} == {verden.kari.pk, verden.tom.pk}
        html = login(verden.kari).get(url(verden, "familie:deling-list")).content.decode()
        assert "Barnevernsloven § 13-2" in html
        assert deling.begrunnelse in html
        assert "Trygt nå." not in html  # why it was judged safe is the staff's

    def test_another_family_reads_nothing(self, verden):
        assess(make(verden), verden.siri, ja=True)
        assert seen_by(verden.pia) == set()
        assert login(verden.pia).get(url(verden, "familie:deling-list")).status_code == 404

    def test_it_opens_the_case_for_nobody(self, verden):
        """Amina's service is the one that got it: she still waits for the family's yes."""
        assess(make(verden, til="tjeneste"), verden.siri, ja=True)
        with acting_as(verden.amina.pk):
            assert not Sak.objects.filter(pk=verden.nora_sak.pk).exists()

    def test_a_correction_that_is_hidden_leaves_no_mark_on_what_is_shown(self, verden):
        deling = make(verden)
        assess(deling, verden.siri, ja=True)
        foer = login(verden.kari).get(url(verden, "familie:deling-list")).content.decode()
        make(verden, retter=deling, begrunnelse="Rettet.")
        etter = login(verden.kari).get(url(verden, "familie:deling-list")).content.decode()
        assert "Denne er rettet." not in etter
        assert ("Rettet." in foer, "Rettet." in etter) == (False, False)

    def test_staff_and_family_have_a_page_each(self, verden):
        assert login(verden.kari).get(url(verden)).status_code == 403
        assert login(verden.jonas).get(url(verden, "familie:deling-list")).status_code == 403

    @pytest.mark.parametrize("antall", [1, 9])
    def test_the_list_takes_as_many_statements_however_long(
        self, verden, antall, django_assert_max_num_queries
    ):
        for _ in range(antall):
            make(verden)
        client = login(verden.jonas)
        client.get(url(verden))
        with django_assert_max_num_queries(12):
            client.get(url(verden))
