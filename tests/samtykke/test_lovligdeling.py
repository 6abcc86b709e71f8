"""Shared without consent: written by the stafettholder, judged by a head, read by the family when it is safe, and never before."""

import json
import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from bti.models import Bruker, KommuneInnstilling, Kommunerolletype, Rolle, Sak, Saksstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Utboks, Varsel
from samtykke.feil import AltRettet, VurdertAvAndre
from samtykke.models import Delingsvurdering, Lovligdeling
from samtykke.services.deling import Deling, assess_deling, write_deling
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import Verden, give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.trygg.hjelp import let_go, make_parent, sql, write

pytestmark = pytest.mark.django_db
STED = "Barnevernvakten i Solvik"
HVORFOR = "Det hastet."


def fields(**endret: Any) -> dict[str, Any]:
    return {
        "til": "barnevern", "mottaker": STED, "opplysninger": ["hvem", "fare"], "delt_dato": i_dag().isoformat(),
        "hjemmel": "opplysningsplikt", "annen_lov": "", "bestemt_av": "Jonas Lie, lærer", "begrunnelse": HVORFOR,
    } | endret  # fmt: skip


def a_deling(**endret: Any) -> Deling:
    felter: dict[str, Any] = {
        "til": "politi", "mottaker": STED, "opplysninger": ["fare"], "delt_dato": i_dag(), "hjemmel": "noedrett",
        "lovhenvisning": "Straffeloven § 17", "lovtekst": "", "bestemt_av": "Jonas Lie", "begrunnelse": HVORFOR,
    }  # fmt: skip
    return Deling(**felter | endret)


def login(bruker: Bruker) -> Client:
    client = Client()
    client.force_login(bruker)
    return client


def url(verden: Verden, navn: str = "samtykke:deling-list", *args: Any) -> str:
    return reverse(navn, args=[verden.nora_sak.pk, *args])


def send(bruker: Bruker, where: str, times: int = 1, **data: Any):
    client = login(bruker)
    data["skjema_token"] = token_in(client.get(where))
    return [client.post(where, data) for _ in range(times)][-1]


def all_rows() -> list[Lovligdeling]:
    with as_owner():
        return list(Lovligdeling.objects.order_by("registered_at"))


def make(verden: Verden, **felter: Any) -> Lovligdeling:
    return f.LovligdelingFactory(sak=verden.nora_sak, registered_by=verden.jonas, mottaker=STED, **felter)


def assess(deling: Lovligdeling, by: Bruker, *, ja: bool, antall: int = 0, begrunnelse: str = "Trygt nå.") -> None:
    with acting_as(by.pk):
        assess_deling(deling.pk, antall=antall, familien_ser=ja, begrunnelse=begrunnelse)


def seen_by(bruker: Bruker) -> set[uuid.UUID]:
    with acting_as(bruker.pk):
        return set(Lovligdeling.objects.values_list("pk", flat=True))


def reads(bruker: Bruker, verden: Verden) -> bool:
    """Whether the receiver's name stands on the page that is the person's own."""
    navn = "familie:deling-list" if bruker in (verden.kari, verden.tom) else "samtykke:deling-list"
    svar = login(bruker).get(url(verden, navn))
    assert svar.status_code == 200
    return STED in svar.content.decode()


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
        for lov in ("Barnevernsloven § 13-2", "Straffeloven § 196", "Forvaltningsloven § 13 b", "Straffeloven § 17"):
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
        egne = [{"kode": "egen", "navn": "Egen regel", "lov": "Helsepersonelloven § 33", "tekst": "Meld fra."}]
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="lovligdeling_hjemler", verdi=egne)
        html = login(verden.jonas).get(url(verden, "samtykke:deling-new")).content.decode()
        assert "Helsepersonelloven § 33. Meld fra." in html
        assert "Straffeloven § 196" not in html
        with as_owner():
            KommuneInnstilling.objects.all().delete()

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
            write_deling(verden.nora_sak, a_deling(), noekkel=uuid.uuid4())  # its row was read while it was open

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

    def test_a_head_who_works_with_the_case_reads_it_and_who_wrote_it_when_the_baton_is_anothers(self, verden):
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
    def test_the_list_takes_as_many_statements_however_long(self, verden, antall, django_assert_max_num_queries):
        for _ in range(antall):
            make(verden)
        client = login(verden.jonas)
        client.get(url(verden))
        with django_assert_max_num_queries(12):
            client.get(url(verden))


class TestJudging:
    def page(self, deling: Lovligdeling) -> str:
        return reverse("samtykke:deling-vurder", args=[deling.pk])

    def test_the_head_reads_what_was_shared_and_says_no_and_then_yes(self, verden):
        deling = make(verden)
        html = login(verden.siri).get(reverse("samtykke:deling-vurderinger")).content.decode()
        assert "Saken om Nora" in html
        html = login(verden.siri).get(self.page(deling)).content.decode()
        assert STED in html
        assert "Er du i tvil, svar nei." in html
        svar = send(verden.siri, self.page(deling), familien_ser="nei", begrunnelse="Faren bor der.", antall="0")
        assert svar.status_code == 302
        assert not reads(verden.kari, verden)
        html = login(verden.jonas).get(url(verden)).content.decode()
        assert "Faren bor der." in html
        assert "Familien ser det ikke" in html
        send(verden.siri, self.page(deling), familien_ser="ja", begrunnelse="Trygt nå.", antall="1")
        assert reads(verden.kari, verden)
        with as_owner():
            svarene = Delingsvurdering.objects.order_by("nummer").values_list("familien_ser", flat=True)
            assert list(svarene) == [False, True]

    def test_what_is_missing_is_said(self, verden):
        deling = make(verden)
        html = send(verden.siri, self.page(deling), antall="0").content.decode()
        assert "Velg om familien kan se det." in html
        assert "Skriv hvorfor." in html
        with pytest.raises(PermissionDenied, match="grunnen mangler"):
            assess(deling, verden.siri, ja=True, begrunnelse="  ")

    def test_what_has_been_shown_stays_shown(self, verden):
        deling = make(verden)
        assess(deling, verden.siri, ja=True)
        assert "Lagre vurderingen" not in login(verden.siri).get(self.page(deling)).content.decode()
        with pytest.raises(VurdertAvAndre):
            assess(deling, verden.siri, ja=False, antall=1)
        assert reads(verden.kari, verden)

    def test_of_two_heads_the_first_counts_and_the_other_is_told(self, verden):
        hedda = f.AnsettelseFactory(tjeneste=verden.skole, is_leder=True, bruker__navn="Hedda Rud").bruker
        deling = make(verden)
        client = login(verden.siri)
        token = token_in(client.get(self.page(deling)))
        assess(deling, hedda, ja=False, begrunnelse="Faren er ikke over.")
        svar = client.post(
            self.page(deling),
            {"skjema_token": token, "familien_ser": "ja", "begrunnelse": "Ring dem.", "antall": "0"},
            follow=True,
        )
        html = svar.content.decode()
        assert "Noen har vurdert denne etter at du åpnet siden." in html
        assert "Faren er ikke over." in html
        assert "Ring dem." in html  # the draft
        assert not reads(verden.kari, verden)

    def test_the_second_click_of_two_is_no_second_answer(self, verden):
        deling = make(verden)
        svar = send(verden.siri, self.page(deling), 2, familien_ser="nei", begrunnelse="Vent.", antall="0")
        assert svar.status_code == 302
        with as_owner():
            assert Delingsvurdering.objects.count() == 1

    @pytest.mark.parametrize("antall", ["", "x", "99999999999999", "-1"])
    def test_a_page_without_its_number_is_an_old_page(self, verden, antall):
        deling = make(verden)
        svar = send(verden.siri, self.page(deling), familien_ser="ja", begrunnelse="Ja.", antall=antall)
        assert svar.status_code == 302
        assert not reads(verden.kari, verden)

    @pytest.mark.parametrize("navn", ["jonas", "lise", "kari", "berit", "adm", "amina"])
    def test_nobody_else_judges(self, verden, navn):
        deling = make(verden)
        with pytest.raises(PermissionDenied):
            assess(deling, getattr(verden, navn), ja=True)
        assert login(getattr(verden, navn)).get(self.page(deling)).status_code == 403

    def test_the_head_of_another_unit_knows_of_nothing(self, verden):
        annen = f.AnsettelseFactory(tjeneste=verden.ppt, is_leder=True).bruker
        deling = make(verden)
        assert login(annen).get(self.page(deling)).status_code == 404
        with pytest.raises(PermissionDenied):
            assess(deling, annen, ja=True)

    def test_a_head_who_wrote_it_does_not_judge_it_alone_and_the_ombud_does(self, verden):
        ombud = f.KommunerolleFactory(kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD).bruker
        deling = f.LovligdelingFactory(sak=verden.nora_sak, registered_by=verden.siri, mottaker=STED)
        with pytest.raises(PermissionDenied):
            assess(deling, verden.siri, ja=True)
        assess(deling, ombud, ja=True)
        assert reads(verden.kari, verden)

    def test_the_ombud_does_not_judge_while_there_is_a_head(self, verden):
        ombud = f.KommunerolleFactory(kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD).bruker
        with pytest.raises(PermissionDenied):
            assess(make(verden), ombud, ja=True)

    def test_a_head_who_is_the_childs_own_or_blocked_never_learns_of_it(self, verden):
        mor = f.AnsettelseFactory(tjeneste=verden.skole, is_leder=True).bruker
        make_parent(verden, mor)
        sperret = f.AnsettelseFactory(tjeneste=verden.skole, is_leder=True).bruker
        f.SperringFactory(sak=verden.nora_sak, bruker=sperret)
        send(verden.jonas, url(verden, "samtykke:deling-new"), **fields())
        (deling,) = all_rows()
        with as_owner():
            told = set(Utboks.objects.filter(slag="lovligdeling").values_list("mottaker_id", flat=True))
        assert told == {verden.siri.pk}
        for bruker in (mor, sperret):
            assert STED not in login(bruker).get(reverse("samtykke:deling-vurderinger")).content.decode()
            with pytest.raises(PermissionDenied):
                assess(deling, bruker, ja=True)


class TestWhileNoticesAreHeldBack:
    def test_what_is_judged_safe_waits_until_they_are_let_go(self, verden):
        """Lise holds back notices; neither Siri nor Jonas learns of it from what they see."""
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON)
        grant_from_roles()
        deling = make(verden)
        hold = write(verden, verden.lise, sak_id=verden.nora_sak.pk)
        assess(deling, verden.siri, ja=True)
        empty_utboks()
        assert not reads(verden.kari, verden)
        assert "Familien kan se det" in login(verden.jonas).get(url(verden)).content.decode()
        with as_owner():
            assert not Varsel.objects.filter(slag="lovligdeling", sak=verden.nora_sak).exists()
        let_go(hold, verden.lise)
        empty_utboks()
        assert reads(verden.kari, verden)
        with as_owner():
            assert Varsel.objects.filter(slag="lovligdeling", mottaker=verden.kari).exists()

    def test_what_is_held_back_later_takes_nothing_away(self, verden):
        deling = make(verden)
        with as_owner():
            f.DelingsvurderingFactory(
                deling=deling, familien_ser=True, assessed_at=naa(days=-1), assessed_by=verden.siri
            )
        write(verden, verden.jonas, sak_id=verden.nora_sak.pk)
        assert reads(verden.kari, verden)


class TestTheRecord:
    def test_it_stands_in_the_chain_of_who_did_it_and_in_no_case(self, verden):
        send(verden.jonas, url(verden, "samtykke:deling-new"), **fields())
        assess(all_rows()[0], verden.siri, ja=False)
        with as_owner():
            hendelser = Hendelse.objects.filter(handling__startswith="lovligdeling.")
            assert {(h.handling, h.sak_id, h.kjede_id) for h in hendelser} == {
                ("lovligdeling.skrevet", None, verden.jonas.pk),
                ("lovligdeling.vurdert", None, verden.siri.pk),
            }

    @pytest.mark.parametrize("navn", ["samtykke:deling-list", "samtykke:deling-rett"])
    def test_a_look_at_it_is_recorded_as_any_look_at_the_case(self, verden, navn):
        args = [make(verden).pk] if navn.endswith("rett") else []
        login(verden.jonas).get(url(verden, navn, *args))
        with as_owner():
            (hendelse,) = Hendelse.objects.filter(sak_id=verden.nora_sak.pk)
        assert (hendelse.handling, hendelse.objekt_type, hendelse.objekt_id) == ("sak.lest", "sak", verden.nora_sak.pk)
        assert json.loads(json.dumps(hendelse.detaljer)) == {}

    def test_what_was_shared_and_when_is_a_day(self, verden):
        make(verden, delt_dato=date(2026, 1, 2))
        assert "2. januar 2026" in login(verden.jonas).get(url(verden)).content.decode()
