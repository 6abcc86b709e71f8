"""Where a takeover ends: who may get a case, to which words everybody said yes, and who is told what afterwards."""

import json
import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from bti.models import (
    Adressesperre,
    Bruker,
    Deltaker,
    Familierelasjon,
    Hovedperson,
    Rolle,
    Tjeneste,
    Verifisering,
)
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.utskrift.deler import Leser
from bti.utskrift.jobb import make_utskrift
from bti.varsling.models import Slag, Utboks
from samtykke.models import Deltakelseskvittering, Samtykke, Samtykkekrav, Samtykkeslag, Slutt
from samtykke.services import decline_samtykke, grant_samtykke, narrow_samtykke
from stafettlogg.feil import KanIkkeFaaPinnen, VekslingErBorte
from stafettlogg.models import Stafettveksling
from tests import factories as f
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.familie.test_skjult_sted import read_everything
from tests.samtykke.ansvaret import all_yes, ansvar_url, ask, asked, fields, responsible, say_yes, take_over
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import say_yes as say_yes_to_innsyn
from tests.samtykke.hjelp import told
from tests.samtykke.natt import watch
from tests.samtykke.test_ansvar_angrep import innsyn_of
from tests.stafettlogg.stafetten import answer, holder, kollega, offer, read  # noqa: F401
from tests.stafettlogg.test_stafett_flere import give, make_saker
from tests.utskrift.bestilling import fetch, order
from tests.utskrift.lesing import read_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kollega")]
SKOLEN, PPT = "Uglemyra skole", "Hjelpetunet i Storgata"
HELE = ["logg", "helse", "opplaering"]


def ask_in_sql(verden: Verden, **changes) -> int:
    """Ask as the stafettholder does, past the form."""
    said = {"omraader": HELE, "fornye": False, "skrive": True, "fra": None, "hvorfor": "nytt"} | changes
    with acting_as(verden.jonas.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT samtykke_be_om(%s, %s, %s, %s, %s, %s, 'ansvar', %s, %s, 'ikke_spurt', '', %s)",
            [verden.nora_sak.pk, verden.ppt.pk, said["hvorfor"], ["skole"], i_dag(60), said["fra"],
             said["skrive"], said["omraader"], said["fornye"]],
        )  # fmt: skip
        return cursor.fetchone()[0]


def living(verden: Verden, hvem: Bruker) -> list[Samtykke]:
    with as_owner():
        return list(Samtykke.objects.filter(giver=hvem, slag=Samtykkeslag.ANSVAR, withdrawn_at=None))


def make_family(verden: Verden, hvem: Bruker, sak=None) -> None:
    with as_owner():
        f.FamilierelasjonFactory(hovedperson=(sak or verden.nora_sak).hovedperson, bruker=hvem)


class TestWhoMayGetIt:
    def test_a_service_outside_the_municipality_is_not_asked_about(self, verden):
        with as_owner():
            Tjeneste.objects.filter(pk=verden.ppt.pk).update(is_ekstern=True)
        assert verden.ppt.navn not in read(verden.jonas, ansvar_url(verden))
        with pytest.raises(DatabaseError), transaction.atomic():
            ask_in_sql(verden)

    def test_one_that_has_become_so_since_takes_nothing_over(self, verden):
        all_yes(verden)
        en = offer(verden, verden.amina)
        with as_owner():
            Tjeneste.objects.filter(pk=verden.ppt.pk).update(is_ekstern=True)
        with pytest.raises(VekslingErBorte):
            answer(en, verden.amina)
        assert responsible(verden) == verden.skole.navn

    @pytest.mark.parametrize("hvem", ["lise", "amina"])
    def test_one_of_the_childs_own_is_not_offered_it_and_takes_nothing(self, verden, hvem):
        all_yes(verden)
        bruker = getattr(verden, hvem)
        en = offer(verden, bruker)
        make_family(verden, bruker)
        with pytest.raises((VekslingErBorte, SakTapt)):
            answer(en, bruker)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, bruker)
        assert (holder(verden), responsible(verden)) == (verden.jonas.navn, verden.skole.navn)

    def test_nor_with_many_at_once_when_they_are_in_the_case_already(self, verden):
        (sak,) = make_saker(verden, 1)
        with as_owner():
            f.DeltakerFactory(sak=sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
            grant_from_roles()
        make_family(verden, verden.lise, sak)
        svar = give(verden, [sak])
        assert svar.status_code == 422
        assert f"Den du valgte, kan ikke ta over for {sak.hovedperson.navn}." in svar.content.decode()

    def test_a_colleague_who_was_in_the_case_before_gets_it_again(self, verden):
        (sak,) = make_saker(verden, 1)
        with as_owner():
            f.DeltakerFactory(
                sak=sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole,
                gyldig_fra=i_dag(-9), gyldig_til=i_dag(-3),
            )  # fmt: skip
        assert give(verden, [sak]).status_code == 302
        with as_owner():
            assert Stafettveksling.objects.get().til_id == verden.lise.pk
            assert Deltaker.objects.get(sak=sak, bruker=verden.lise).gyldig_til is None


class TestTheSameWords:
    def test_until_the_other_has_answered_nobody_takes_over(self, verden):
        ask(verden)
        say_yes(verden, verden.kari)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)

    def test_put_in_others_everybody_answers_them(self, verden):
        ask(verden)
        say_yes(verden, verden.kari)
        svar = send(
            verden.jonas,
            ansvar_url(verden),
            **fields(verden, hvorfor="En helt annen grunn."),
            erstatt_spurt="1",
            erstatt="on",
        )
        assert svar.status_code == 302
        assert living(verden, verden.kari) == []
        krav = asked(verden)
        assert {en.hvorfor for en in krav.values()} == {"En helt annen grunn."}
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.ANSVAR_SPURT, mottaker=verden.kari).count() == 2
        say_yes(verden, verden.tom)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)
        say_yes(verden, verden.kari)
        take_over(verden)
        assert responsible(verden) == verden.ppt.navn

    def test_asked_in_the_same_words_a_yes_stands(self, verden):
        ask(verden)
        (ja,) = say_yes(verden, verden.kari)
        svar = send(verden.jonas, ansvar_url(verden), **fields(verden), erstatt_spurt="1", erstatt="on")
        assert svar.status_code in {302, 422}
        assert [en.pk for en in living(verden, verden.kari)] == [ja.pk]

    @pytest.mark.parametrize(
        "changes",
        [
            {"fornye": True},
            {"omraader": ["logg"]},
            {"omraader": ["logg", "helse"]},
            {"skrive": False},
            {"fra": date(2099, 1, 1)},
        ],
    )
    def test_less_than_the_whole_case_is_not_asked_for(self, verden, changes):
        with pytest.raises(DatabaseError), transaction.atomic():
            ask_in_sql(verden, **changes)
        with as_owner():
            assert not Samtykkekrav.objects.filter(slag=Samtykkeslag.ANSVAR).exists()

    def test_a_no_that_stands_beside_a_yes_holds_it_back(self, verden):
        """No page makes this state; the database does not count on that."""
        all_yes(verden)
        krav = asked(verden)[verden.tom]
        with as_owner():
            Samtykkekrav.objects.filter(pk=krav.pk).update(fornyes=True)
        with acting_as(verden.tom.pk):
            decline_samtykke(krav, by=verden.tom.pk)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)


class TestASmallerYes:
    def test_whoever_makes_it_smaller_takes_back_the_takeover_and_is_told_so_first(self, verden):
        all_yes(verden)
        innsyn = innsyn_of(verden, verden.kari)
        adresse = reverse("familie:samtykke-snevre", args=[innsyn.pk])
        setning = f"Du har også sagt ja til at {verden.ppt.navn} tar over ansvaret. Det faller bort samtidig."
        assert setning in read(verden.kari, adresse)
        assert setning in read(verden.kari, reverse("familie:samtykke-trekk", args=[innsyn.pk]))
        with acting_as(verden.kari.pk):
            narrow_samtykke(
                innsyn, temaer=innsyn.temaer[:1], til=innsyn.gyldig_til, kan_skrive=True, by=verden.kari.pk
            )
        assert living(verden, verden.kari) == []
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)
        mindre = read(verden.kari, reverse("familie:samtykke-trekk", args=[innsyn_living(verden).pk]))
        assert "Det faller bort samtidig." not in mindre

    def test_a_renewal_that_gives_less_ends_it_too(self, verden):
        all_yes(verden)
        with as_owner():
            krav = Samtykkekrav.objects.select_related("sak__tjeneste", "tjeneste").get(
                giver=verden.kari, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN
            )
            Samtykkekrav.objects.filter(pk=krav.pk).update(fornyes=True)
        ja = innsyn_of(verden, verden.kari)
        with acting_as(verden.kari.pk):
            grant_samtykke(
                krav, temaer=ja.temaer[:1], til=krav.foreslaatt_til, tekst=ja.tekst, by=verden.kari.pk
            )
        assert living(verden, verden.kari) == []

    def test_a_renewal_of_the_same_leaves_it(self, verden):
        all_yes(verden)
        with as_owner():
            krav = Samtykkekrav.objects.select_related("sak__tjeneste", "tjeneste").get(
                giver=verden.kari, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN
            )
            Samtykkekrav.objects.filter(pk=krav.pk).update(fornyes=True)
        ja = innsyn_of(verden, verden.kari)
        with acting_as(verden.kari.pk):
            grant_samtykke(krav, temaer=ja.temaer, til=krav.foreslaatt_til, tekst=ja.tekst, by=verden.kari.pk)
        assert len(living(verden, verden.kari)) == 1

    def test_what_runs_out_takes_it_with_it(self, verden):
        all_yes(verden)
        with as_owner():
            Samtykke.objects.filter(slag=Samtykkeslag.INNSYN, giver=verden.kari, tjeneste=verden.ppt).update(
                gyldig_fra=i_dag(-9), gyldig_til=i_dag(-1)
            )
        watch()
        assert living(verden, verden.kari) == []
        with as_owner():
            assert Samtykke.objects.get(slag=Samtykkeslag.ANSVAR, giver=verden.kari).slutt == Slutt.BORTFALT
            krav = Samtykkekrav.objects.get(giver=verden.kari, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN)
        say_yes_to_innsyn(verden, verden.kari, krav)
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, verden.amina)


def innsyn_living(verden: Verden) -> Samtykke:
    with as_owner():
        return Samtykke.objects.get(
            giver=verden.kari, tjeneste=verden.ppt, slag=Samtykkeslag.INNSYN, withdrawn_at=None
        )


class TestAfterwards:
    def test_the_other_household_reads_no_place_in_what_is_written_of_it(self, client, verden):
        with as_owner():
            Hovedperson.objects.filter(sak=verden.nora_sak).update(adressesperre=Adressesperre.FORTROLIG)
            Familierelasjon.objects.filter(hovedperson__sak=verden.nora_sak).update(
                verifisering=Verifisering.TO_PERSONER, barnet_bor_her=False,
                registered_by=verden.jonas, confirmed_by=verden.siri, confirmed_at=timezone.now(),
            )  # fmt: skip
            Familierelasjon.objects.filter(bruker=verden.kari).update(barnet_bor_her=True)
            Tjeneste.objects.filter(pk=verden.skole.pk).update(navn=SKOLEN)
            Tjeneste.objects.filter(pk=verden.ppt.pk).update(navn=PPT)
        all_yes(verden)
        take_over(verden)
        pages = read_everything(client, verden.tom)
        assert [adresse for adresse, html in pages.items() if SKOLEN in html or PPT in html] == []
        assert any("En annen tjeneste har nå ansvaret for saken." in html for html in pages.values())
        assert any(PPT in html for html in read_everything(client, verden.kari).values())
        funnet = login(verden.tom).post(
            reverse("familie:historie", args=[verden.nora_sak.pk]), {"soek": "Hjelpetunet"}
        )
        assert "Ingen treff på" in funnet.content.decode()
        papir = order(verden, verden.amina, deler=("logg", "historie"), leser=Leser.FAMILIEN)
        assert make_utskrift(papir)
        tekst = " ".join(read_text(bytes(fetch(verden.amina, papir).fil)).split())
        assert "En annen tjeneste har nå ansvaret for saken." in tekst
        assert SKOLEN not in tekst
        assert PPT not in tekst

    def test_the_heads_of_the_new_service_are_told_what_waits_for_them(self, verden):
        with as_owner():
            leder = f.BrukerFactory(navn="Pål Prøve")
            f.AnsettelseFactory(bruker=leder, tjeneste=verden.ppt, is_leder=True)
        deling = uuid.uuid4()
        said = {"id": str(deling), "sak": str(verden.nora_sak.pk), "til": "barnevern", "mottaker": "Barnevernet",
                "opplysninger": ["fare"], "delt_dato": i_dag().isoformat(), "hjemmel": "noedrett", "lovhenvisning": "x",
                "lovtekst": "", "bestemt_av": "Jonas", "begrunnelse": "Fare."}  # fmt: skip
        with acting_as(verden.jonas.pk), connection.cursor() as cursor:
            cursor.execute("SELECT lovligdeling_skriv(%s)", [json.dumps(said)])
        assert told(Slag.LOVLIGDELING) == {verden.siri.pk}
        all_yes(verden)
        take_over(verden)
        assert told(Slag.LOVLIGDELING) == {verden.siri.pk, leder.pk}

    def test_who_stood_in_at_the_former_service_gets_a_receipt_too(self, verden):
        with as_owner():
            vera = f.BrukerFactory(navn="Vera Prøve")
            f.AnsettelseFactory(bruker=vera, tjeneste=verden.skole)
            jonas = Deltaker.objects.get(sak=verden.nora_sak, bruker=verden.jonas)
            f.StedfortrederFactory(bruker=verden.jonas, vikar=vera, tjeneste=verden.skole)
            f.DeltakerFactory(
                sak=verden.nora_sak, bruker=vera, rolle=jonas.rolle, tjeneste=verden.skole,
                stedfortreder_for=jonas, gyldig_til=i_dag(9),
            )  # fmt: skip
            grant_from_roles()
        all_yes(verden)
        take_over(verden)
        with as_owner():
            fikk = set(Deltakelseskvittering.objects.values_list("bruker", flat=True))
        assert fikk == {verden.jonas.pk, verden.lise.pk, vera.pk}
        assert vera.pk in told(Slag.ANSVAR_OVERTATT)

    def test_what_the_former_holder_and_a_colleague_wrote_each_other_is_theirs(self, verden):
        answer(offer(verden, verden.lise), verden.lise, "nei", "Jeg orker ikke mor.")
        with acting_as(verden.jonas.pk):
            assert Stafettveksling.objects.get().grunn == "Jeg orker ikke mor."
        all_yes(verden)
        take_over(verden)
        with acting_as(verden.amina.pk):
            assert list(Stafettveksling.objects.values_list("til", flat=True)) == [verden.amina.pk]

    def test_a_service_that_gives_the_case_back_is_out_and_the_parents_are_told(self, verden):
        all_yes(verden)
        take_over(verden)
        with as_owner():
            Utboks.objects.filter(slag=Slag.TJENESTE_UTE).delete()
        for slag in (Samtykkeslag.INNSYN, Samtykkeslag.ANSVAR):
            ask_and_answer(verden, slag)
        answer(offer(verden, verden.jonas, by=verden.amina), verden.jonas)
        assert responsible(verden) == verden.skole.navn
        assert {verden.kari.pk, verden.tom.pk} <= told(Slag.TJENESTE_UTE)


def ask_and_answer(verden: Verden, slag: str) -> None:
    """PPT, which has the case, asks about the school, and both parents say yes."""
    with acting_as(verden.amina.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT samtykke_be_om(%s, %s, 'igjen', %s, %s, NULL, %s, true, %s, 'ikke_spurt', '', false)",
            [verden.nora_sak.pk, verden.skole.pk, ["skole"], i_dag(60), slag, HELE],
        )
    for giver in (verden.kari, verden.tom):
        with as_owner():
            krav = Samtykkekrav.objects.get(giver=giver, tjeneste=verden.skole, slag=slag)
        say_yes_to_innsyn(verden, giver, krav)


class TestWhatIsSaidBefore:
    def test_who_gives_the_case_away_reads_it_first(self, verden):
        where = reverse("stafettlogg:stafett-gi", args=[verden.nora_sak.pk])
        setning = f"Svarer en derfra ja, har {verden.ppt.navn} saken fra da."
        assert setning not in read(verden.jonas, where)
        all_yes(verden)
        html = read(verden.jonas, where)
        assert setning in html
        assert ansvar_url(verden) not in html

    def test_the_family_reads_unfolded_that_it_is_not_undone(self, verden):
        krav = ask(verden)[verden.kari]
        html = read(verden.kari, reverse("familie:samtykke-svar", args=[krav.pk]))
        assert "De kan ta over til og med" in html
        assert "Samtykket gjelder til og med" not in html
        foer = html[: html.index("kan du ikke trekke dette svaret")]
        assert foer.rindex('<details class="ds-details" open>') > foer.rfind("</details>")

    def test_the_coordinator_reads_nothing_past_of_the_service_that_has_the_case(self, verden):
        all_yes(verden)
        with as_owner():
            Samtykke.objects.filter(slag=Samtykkeslag.INNSYN, giver=verden.kari, tjeneste=verden.ppt).update(
                gyldig_til=i_dag(1)
            )
        linjer = "SELECT tjenestetype FROM samtykke_linjer()"
        with acting_as(verden.siri.pk), connection.cursor() as cursor:
            cursor.execute(linjer)
            assert (verden.ppt.tjenestetype,) in cursor.fetchall()
        take_over(verden)
        with as_owner():
            Samtykke.objects.filter(slag=Samtykkeslag.INNSYN, tjeneste=verden.ppt).update(slutt=Slutt.TRUKKET)
            f.AnsettelseFactory(bruker=verden.siri, tjeneste=verden.ppt, is_leder=True)
        with acting_as(verden.siri.pk), connection.cursor() as cursor:
            cursor.execute(linjer)
            assert (verden.ppt.tjenestetype,) not in cursor.fetchall()
