"""Blocks, deputies, the young person's own way in, and shielding, called as the app could: each refuses for itself."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from bti.models import Deltaker, Hovedperson, Rolle, Sak, Skjerming, Sperring, Stedfortreder
from bti.revisjon.models import Hendelse
from bti.revisjon.services import record
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Varsel
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.tilgang.tilfeller import fyller

pytestmark = pytest.mark.django_db

SPERR = "SELECT tilgang_sperr(%(id)s, %(sak)s, %(bruker)s, %(grunn)s)"
OPPHEV = "SELECT tilgang_opphev_sperring(%(id)s)"
STENG = "SELECT tilgang_steng_meg(%(sak)s)"
AAPNE_IGJEN = "SELECT tilgang_aapne_igjen(%(sak)s, %(bruker)s)"
VIKAR = "SELECT tilgang_sett_stedfortreder(%(id)s, %(bruker)s, %(vikar)s, %(tjeneste)s, %(fra)s, %(til)s)"
AVSLUTT = "SELECT tilgang_avslutt_stedfortreder(%(id)s)"
UNGDOM = "SELECT tilgang_inviter_ungdom(%(sak)s, %(bruker)s, %(tidlig)s)"
OVERTA = "SELECT tilgang_ungdom_overtar(%(sak)s, %(stenger)s)"
SKJERM = "SELECT tilgang_skjerm(%(sak)s, %(objekt)s, %(brukere)s, 'fare')"


def call(som: Any, sql: str, /, **values: Any) -> Any:
    with acting_as(som.pk if som else None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, {"id": uuid.uuid4(), **values})
        return cursor.fetchone()[0]


def refused(som: Any, sql: str, match: str, /, **values: Any) -> None:
    with pytest.raises(DatabaseError, match=match):
        call(som, sql, **values)


def sees(bruker: Any, sak: Sak) -> bool:
    with acting_as(bruker.pk):
        return Sak.objects.filter(pk=sak.pk).exists()


class TestBlocks:
    def block(self, verden, som, hvem, *, grunn: str = "familien", **other: Any) -> uuid.UUID:
        values = {"id": uuid.uuid4(), "sak": verden.nora_sak.pk, "bruker": hvem.pk, "grunn": grunn} | other
        call(som, SPERR, **values)
        return values["id"]

    @pytest.mark.parametrize("navn", ["jonas", "siri"])
    def test_the_holder_and_the_head_of_the_unit_block(self, verden, navn):
        self.block(verden, getattr(verden, navn), verden.tom)
        assert not sees(verden.tom, verden.nora_sak)
        assert sees(verden.kari, verden.nora_sak)

    @pytest.mark.parametrize(
        "navn", ["lise", "amina", "kari", "tom", "pia", "berit", "adm", "erik", "fremmed", None]
    )
    def test_nobody_else_does(self, verden, navn):
        give_consent(verden, verden.kari, verden.tom)
        som = getattr(verden, navn) if navn else None
        why = "bare stafettholderen eller lederen" if som else "ingen aktør"
        refused(som, SPERR, why, sak=verden.nora_sak.pk, bruker=verden.tom.pk, grunn="familien")

    def test_the_holder_is_not_blocked_while_they_hold_the_baton(self, verden):
        with pytest.raises(DatabaseError, match="gi pinnen videre"):
            self.block(verden, verden.siri, verden.jonas)

    def test_a_block_is_not_made_to_look_like_ones_own_closing(self, verden):
        with pytest.raises(DatabaseError, match="sperrer seg selv"):
            self.block(verden, verden.jonas, verden.tom, grunn="egen")

    def test_who_is_blocked_is_not_asked_in_anew(self, verden):
        self.block(verden, verden.jonas, verden.lise)
        sql = "SELECT tilgang_inviter_fagperson(%(id)s, %(sak)s, %(bruker)s, %(tjeneste)s)"
        refused(
            verden.jonas, sql, "sperret fra saken",
            sak=verden.nora_sak.pk, bruker=verden.lise.pk, tjeneste=verden.skole.pk,
        )  # fmt: skip

    def test_the_head_alone_lifts(self, verden):
        sperring = self.block(verden, verden.jonas, verden.tom)
        for navn in ("jonas", "tom", "kari", "lise", "berit", "erik"):
            refused(getattr(verden, navn), OPPHEV, "bare lederen av enheten", id=sperring)
        assert call(verden.siri, OPPHEV, id=sperring) == verden.nora_sak.pk
        assert sees(verden.tom, verden.nora_sak)

    def test_the_head_does_not_lift_their_own(self, verden):
        """Siri is a colleague in Nora's case, and shut out of it."""
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.siri, rolle=Rolle.FAGPERSON)
        sperring = self.block(verden, verden.jonas, verden.siri, grunn="inhabil")
        refused(verden.siri, OPPHEV, "bare lederen av enheten", id=sperring)
        assert not sees(verden.siri, verden.nora_sak)

    def test_who_changes_access_sees_it_in_the_next_statement(self, verden):
        with acting_as(verden.kari.pk), connection.cursor() as cursor:
            assert Sak.objects.exists()
            cursor.execute(STENG, {"sak": verden.nora_sak.pk})
            assert not Sak.objects.exists()


class TestOnesOwnClosing:
    def test_the_family_closes_and_the_holder_opens(self, verden):
        call(verden.kari, STENG, sak=verden.nora_sak.pk)
        assert not sees(verden.kari, verden.nora_sak)
        refused(
            verden.kari, AAPNE_IGJEN, "bare stafettholderen", sak=verden.nora_sak.pk, bruker=verden.kari.pk
        )
        refused(verden.jonas, AAPNE_IGJEN, "har ikke stengt", sak=verden.nora_sak.pk, bruker=verden.tom.pk)
        call(verden.jonas, AAPNE_IGJEN, sak=verden.nora_sak.pk, bruker=verden.kari.pk)
        assert sees(verden.kari, verden.nora_sak)

    def test_staff_and_strangers_do_not_close(self, verden):
        for navn in ("jonas", "siri", "pia", "fremmed"):
            refused(getattr(verden, navn), STENG, "bare familien", sak=verden.nora_sak.pk)

    def test_what_others_have_decided_is_not_opened_as_ones_own(self, verden):
        """A parent closes; the leader blocks them; the holder can no longer open."""
        call(verden.kari, STENG, sak=verden.nora_sak.pk)
        call(verden.siri, SPERR, sak=verden.nora_sak.pk, bruker=verden.kari.pk, grunn="rettslig")
        refused(verden.jonas, AAPNE_IGJEN, "har ikke stengt", sak=verden.nora_sak.pk, bruker=verden.kari.pk)
        with as_owner():
            assert Sperring.objects.get(bruker=verden.kari).grunn == "rettslig"


class TestDeputies:
    def values(self, verden, **other: Any) -> dict[str, Any]:
        return {
            "id": uuid.uuid4(), "bruker": verden.jonas.pk, "vikar": verden.lise.pk, "tjeneste": verden.skole.pk,
            "fra": i_dag(), "til": i_dag(10),
        } | other  # fmt: skip

    @pytest.mark.parametrize("navn", ["jonas", "siri"])
    def test_the_absent_one_and_the_head_name_a_deputy(self, verden, navn):
        values = self.values(verden)
        call(getattr(verden, navn), VIKAR, **values)
        assert sees(verden.lise, verden.nora_sak)
        for other in ("kari", "amina", "erik"):
            refused(getattr(verden, other), AVSLUTT, "ikke ditt fravær", id=values["id"])
        call(verden.lise, AVSLUTT, id=values["id"])
        assert not sees(verden.lise, verden.nora_sak)

    @pytest.mark.parametrize("navn", ["lise", "amina", "kari", "berit", "adm", "erik", "fremmed"])
    def test_nobody_else_does(self, verden, navn):
        refused(getattr(verden, navn), VIKAR, "bare den det gjelder eller lederen", **self.values(verden))

    @pytest.mark.parametrize("navn", ["amina", "kari", "erik"])
    def test_the_deputy_works_in_the_same_service(self, verden, navn):
        refused(
            verden.jonas, VIKAR, "ansatt i tjenesten", **self.values(verden, vikar=getattr(verden, navn).pk)
        )

    def test_one_is_not_ones_own_deputy(self, verden):
        refused(verden.jonas, VIKAR, "stedfortreder_is_another", **self.values(verden, vikar=verden.jonas.pk))

    @pytest.mark.parametrize(("fra", "til"), [(-1, 5), (5, 4), (-9, -1), (0, 366)])
    def test_the_dates_are_to_come_and_not_for_ever(self, verden, fra, til):
        refused(
            verden.jonas, VIKAR, "datoene holder ikke", **self.values(verden, fra=i_dag(fra), til=i_dag(til))
        )

    def test_the_longest_absence_is_taken(self, verden):
        call(verden.jonas, VIKAR, **self.values(verden, til=i_dag(365)))
        with as_owner():
            assert Stedfortreder.objects.count() == 1

    def test_a_deputy_writes_as_the_absent_one_and_is_still_themself(self, verden):
        call(verden.jonas, VIKAR, **self.values(verden))
        with acting_as(verden.lise.pk), connection.cursor() as cursor:
            cursor.execute("SELECT tilgang_maa(%s, 'change_sak')", [verden.nora_sak.pk])
            assert cursor.fetchone() == (True,)
            assert Deltaker.objects.get(bruker=verden.lise).rolle == Rolle.STAFETTHOLDER

    def test_cases_that_come_while_one_is_away_are_the_deputys_too(self, verden):
        call(verden.lise, VIKAR, **self.values(verden, bruker=verden.lise.pk, vikar=verden.siri.pk))
        assert not sees(verden.siri, verden.nora_sak)
        sql = "SELECT tilgang_inviter_fagperson(%(id)s, %(sak)s, %(bruker)s, %(tjeneste)s)"
        call(verden.jonas, sql, sak=verden.nora_sak.pk, bruker=verden.lise.pk, tjeneste=verden.skole.pk)
        assert sees(verden.siri, verden.nora_sak)


class TestTheYoungPerson:
    def ask_in(self, verden, som: Any, hvem: Any, *, aar: int, dager: int = 0, tidlig: bool = False) -> None:
        self.turn(verden, fyller(aar, dager=dager))
        call(som, UNGDOM, sak=verden.nora_sak.pk, bruker=hvem.pk, tidlig=tidlig)

    def turn(self, verden, foedt: date) -> None:
        with as_owner():
            Hovedperson.objects.filter(sak=verden.nora_sak).update(foedselsdato=foedt)

    @pytest.mark.parametrize(("aar", "tidlig"), [(15, False), (15, True), (12, True), (17, False)])
    def test_the_holder_asks_the_young_person_in(self, verden, aar, tidlig):
        self.ask_in(verden, verden.jonas, verden.fremmed, aar=aar, tidlig=tidlig)
        assert sees(verden.fremmed, verden.nora_sak)

    @pytest.mark.parametrize(("aar", "dager", "tidlig"), [(15, 1, False), (12, 1, True), (12, 0, False)])
    def test_nobody_asks_a_younger_one_in(self, verden, aar, dager, tidlig):
        with pytest.raises(DatabaseError, match="ikke gammel nok"):
            self.ask_in(verden, verden.jonas, verden.fremmed, aar=aar, dager=dager, tidlig=tidlig)

    @pytest.mark.parametrize("navn", ["siri", "lise", "kari", "amina", "erik", "fremmed"])
    def test_the_holder_alone_asks(self, verden, navn):
        with pytest.raises(DatabaseError, match="bare stafettholderen"):
            self.ask_in(verden, getattr(verden, navn), verden.fremmed, aar=16)

    def test_the_case_is_about_one_young_person(self, verden):
        self.ask_in(verden, verden.jonas, verden.fremmed, aar=16)
        with pytest.raises(DatabaseError, match="gjelder en annen"):
            self.ask_in(verden, verden.jonas, verden.erik, aar=16)
        assert not sees(verden.erik, verden.nora_sak)

    def test_somebody_in_the_case_is_not_made_the_young_person(self, verden):
        with pytest.raises(DatabaseError, match="annen rolle"):
            self.ask_in(verden, verden.jonas, verden.tom, aar=16)

    def test_the_young_person_closes_it_for_the_parents_from_the_age(self, verden):
        self.ask_in(verden, verden.jonas, verden.fremmed, aar=16, dager=1)
        refused(verden.fremmed, OVERTA, "ikke gammel nok", sak=verden.nora_sak.pk, stenger=True)
        self.turn(verden, fyller(16))
        for navn in ("kari", "jonas", "siri"):
            refused(getattr(verden, navn), OVERTA, "bare den unge", sak=verden.nora_sak.pk, stenger=True)
        call(verden.fremmed, OVERTA, sak=verden.nora_sak.pk, stenger=True)
        assert not sees(verden.kari, verden.nora_sak)
        call(verden.fremmed, OVERTA, sak=verden.nora_sak.pk, stenger=False)
        assert sees(verden.kari, verden.nora_sak)


class TestShielding:
    @pytest.fixture
    def innlegg(self, verden) -> Innlegg:
        """An entry of Jonas', in a case with Amina, Lise and both parents in it; told and recorded."""
        give_consent(verden, verden.kari, verden.tom)
        f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON)
        grant_from_roles()
        innlegg = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.jonas)
        for bruker in (verden.kari, verden.amina):
            f.VarselFactory(mottaker=bruker, sak=verden.nora_sak, objekt_id=innlegg.pk)
        with acting_as(verden.jonas.pk):
            record("innlegg.skrevet", sak_id=verden.nora_sak.pk, objekt=innlegg)
        return innlegg

    def shield(self, verden, som: Any, innlegg: Innlegg, *hvem: Any) -> int:
        ider = [bruker.pk for bruker in hvem]
        return call(som, SKJERM, sak=verden.nora_sak.pk, objekt=innlegg.pk, brukere=ider)

    def traces(self, bruker: Any, innlegg: Innlegg) -> list[int]:
        """How much of the entry there is for a person: itself, its notice, its record."""
        with acting_as(bruker.pk):
            return [
                Innlegg.objects.filter(pk=innlegg.pk).count(),
                Varsel.objects.filter(objekt_id=innlegg.pk).count(),
                Hendelse.objects.filter(objekt_id=innlegg.pk).count(),
            ]

    @pytest.mark.parametrize("navn", ["kari", "amina"])
    def test_it_does_not_exist_for_that_one_person(self, verden, innlegg, navn):
        bruker = getattr(verden, navn)
        assert self.traces(bruker, innlegg) == [1, 1, 1]
        assert self.shield(verden, verden.jonas, innlegg, bruker) == 1
        assert self.traces(bruker, innlegg) == [0, 0, 0]
        for other in {"kari", "amina", "lise", "jonas"} - {navn}:
            assert self.traces(getattr(verden, other), innlegg)[0] == 1

    def test_what_corrects_it_is_shielded_too_before_and_after(self, verden, innlegg):
        first = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.amina, retter=innlegg)
        self.shield(verden, verden.jonas, innlegg, verden.kari)
        second = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.amina, retter=innlegg)
        for one in (first, second):
            assert self.traces(verden.kari, one)[0] == 0
            assert self.traces(verden.tom, one)[0] == 1

    @pytest.mark.parametrize("navn", ["amina", "lise", "kari", "siri", "erik", "fremmed"])
    def test_the_author_and_the_holder_alone_shield(self, verden, innlegg, navn):
        with pytest.raises(DatabaseError, match="bare den som skrev det"):
            self.shield(verden, getattr(verden, navn), innlegg, verden.tom)

    def test_neither_the_author_nor_the_holder_is_shielded_from(self, verden, innlegg):
        by_amina = f.InnleggFactory(sak=verden.nora_sak, created_by=verden.amina)
        assert self.shield(verden, verden.amina, by_amina, verden.jonas, verden.amina) == 0
        assert self.shield(verden, verden.jonas, by_amina, verden.amina) == 0

    def test_who_is_shielded_from_it_does_not_read_that_it_is(self, verden, innlegg):
        self.shield(verden, verden.jonas, innlegg, verden.amina, verden.kari)
        counts = {}
        for navn in ("jonas", "lise", "amina", "kari"):
            with acting_as(getattr(verden, navn).pk):
                counts[navn] = Skjerming.objects.count()
        assert counts == {"jonas": 2, "lise": 2, "amina": 0, "kari": 0}
