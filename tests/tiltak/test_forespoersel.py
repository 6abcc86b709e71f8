"""Somebody in the case is asked to take over a measure without an owner: asked, answered, taken back, lapsed."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from bti.feil import SakErLukket
from bti.models import Bruker, Deltaker, Rolle, Sak, Saksstatus
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Slag, Utboks, Varsel
from samtykke.models import Samtykke
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import Verden, give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag, naa
from tests.samtykke.deling import login
from tests.samtykke.hjelp import told
from tests.samtykke.natt import watch
from tiltak.feil import AltBesvart, ErSpurt, HarAnsvarlig, KanIkkeTa, TiltaketErEndret
from tiltak.models import Tiltak, Tiltaksforespoersel, Tiltakstatus
from tiltak.services import answer_forespoersel, ask_to_take, change_tiltak, evaluate_tiltak, take_back

GRUNN = "Jeg har ikke tid før jul."
pytestmark = pytest.mark.django_db


def spoer_url(verden: Verden) -> str:
    return reverse("tiltak:spoer", args=[verden.nora_sak.pk])


def svar_url(en: Tiltaksforespoersel, side: str = "tiltak:svar") -> str:
    return reverse(side, args=[en.pk])


def read(bruker: Bruker, where: str) -> str:
    return login(bruker).get(where).content.decode()


def sak_url(verden: Verden) -> str:
    return reverse("stafettlogg:sak", args=[verden.nora_sak.pk])


def fresh(pk: uuid.UUID) -> Tiltaksforespoersel:
    with as_owner():
        return Tiltaksforespoersel.objects.select_related("sak", "tiltak").get(pk=pk)


def all_rows() -> list[Tiltaksforespoersel]:
    with as_owner():
        return list(Tiltaksforespoersel.objects.order_by("asked_at"))


def ansvarlig(tiltak: Tiltak) -> uuid.UUID:
    with as_owner():
        return Tiltak.objects.get(pk=tiltak.pk).ansvarlig_id


def ask(verden: Verden, tiltak: Tiltak, hvem: Bruker, svarfrist: date | None = None) -> Tiltaksforespoersel:
    noekkel = uuid.uuid4()
    with acting_as(verden.jonas.pk):
        ask_to_take(
            verden.nora_sak, valg=[(tiltak.pk, hvem.pk)], svarfrist=svarfrist or i_dag(7), noekkel=noekkel
        )
    return fresh(uuid.uuid5(noekkel, str(tiltak.pk)))


def answer(en: Tiltaksforespoersel, hvem: Bruker, svar: str = "ja", grunn: str = "") -> None:
    with acting_as(hvem.pk):
        answer_forespoersel(en, svar=svar, grunn=grunn, versjon=en.tiltak.versjon)


def waits(en: Tiltaksforespoersel, hvem: Bruker) -> bool:
    """Whether PostgreSQL says to a person that the question waits."""
    with acting_as(hvem.pk), connection.cursor() as cursor:
        cursor.execute("SELECT tiltaksforespoersler_som_staar()")
        return en.pk in cursor.fetchone()[0]


def seen_by(hvem: Bruker) -> int:
    with acting_as(hvem.pk):
        return Tiltaksforespoersel.objects.count()


def make_tiltak(verden: Verden, **felter: Any) -> Tiltak:
    """One of somebody who is not in the case."""
    return f.TiltakFactory(**{"sak": verden.nora_sak, "maal": None, "ansvarlig": verden.erik} | felter)


def let_lise_in(verden: Verden) -> None:
    f.DeltakerFactory(
        sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.FAGPERSON, tjeneste=verden.skole
    )
    grant_from_roles()


def withdraw() -> None:
    with as_owner():
        Samtykke.objects.update(withdrawn_at=naa(), withdrawn_by_id=Samtykke.objects.first().giver_id, slutt="trukket")


@pytest.fixture
def tiltak(verden) -> Tiltak:
    """Lise and, by the family's yes, Amina are in the case; nobody has the measure."""
    let_lise_in(verden)
    give_consent(verden, verden.kari, verden.tom)
    return make_tiltak(verden)


class TestAsking:
    def test_the_stafettholder_asks_about_two_in_one_form(self, verden, tiltak):
        hjemme = make_tiltak(verden, tittel="Les sammen", arena="hjem")
        client = login(verden.jonas)
        assert spoer_url(verden) in client.get(sak_url(verden)).content.decode()
        side = client.get(spoer_url(verden))
        data = {
            "skjema_token": token_in(side), f"hvem_{tiltak.pk.hex}": verden.lise.pk,
            f"hvem_{hjemme.pk.hex}": verden.kari.pk, "svarfrist": i_dag(5).isoformat(),
        }  # fmt: skip
        svar = client.post(spoer_url(verden), data, follow=True).content.decode()
        assert "Spørsmålene om 2 tiltak er sendt." in svar
        assert svar.count("Venter på svar fra") == 2
        assert {(en.bruker_id, en.svarfrist) for en in all_rows()} == {
            (verden.lise.pk, i_dag(5)), (verden.kari.pk, i_dag(5)),
        }  # fmt: skip
        assert told(Slag.TILTAK_SPURT) == {verden.lise.pk, verden.kari.pk}

    def test_a_second_click_asks_nobody_twice(self, verden, tiltak):
        client = login(verden.jonas)
        data = {
            "skjema_token": token_in(client.get(spoer_url(verden))), f"hvem_{tiltak.pk.hex}": verden.lise.pk,
            "svarfrist": i_dag(5).isoformat(),
        }  # fmt: skip
        client.post(spoer_url(verden), data)
        client.post(spoer_url(verden), data)
        assert len(all_rows()) == 1

    def test_the_family_is_offered_what_is_done_at_home_alone(self, verden, tiltak):
        hjemme = make_tiltak(verden, tittel="Les sammen", arena="hjem")
        form = login(verden.jonas).get(spoer_url(verden)).context["form"]
        offered = {pk: {str(k) for k, _ in form.fields[f"hvem_{pk.hex}"].choices if k} for pk in (tiltak.pk, hjemme.pk)}
        ansatte = {str(verden.lise.pk), str(verden.amina.pk)}
        assert offered[tiltak.pk] == ansatte
        assert offered[hjemme.pk] == ansatte | {str(verden.kari.pk), str(verden.tom.pk)}

    @pytest.mark.parametrize("hvem", ["kari", "erik", "siri", "jonas"])
    def test_the_database_lets_nobody_else_be_asked(self, verden, tiltak, hvem):
        """A parent about what is done at school, somebody outside the case, and oneself."""
        with pytest.raises(KanIkkeTa):
            ask(verden, tiltak, getattr(verden, hvem))
        assert all_rows() == []

    def test_who_only_reads_is_not_asked(self, verden, tiltak):
        with as_owner():
            Samtykke.objects.update(kan_skrive=False)
        with pytest.raises(KanIkkeTa):
            ask(verden, tiltak, verden.amina)

    @pytest.mark.parametrize("hvem", ["lise", "kari", "amina"])
    def test_only_the_stafettholder_asks_and_takes_back(self, verden, tiltak, hvem):
        bruker = getattr(verden, hvem)
        assert login(bruker).get(spoer_url(verden)).status_code == 403
        with pytest.raises(PermissionDenied), acting_as(bruker.pk):
            ask_to_take(
                verden.nora_sak, valg=[(tiltak.pk, verden.tom.pk)], svarfrist=i_dag(3), noekkel=uuid.uuid4()
            )
        en = ask(verden, tiltak, verden.lise)
        with pytest.raises(PermissionDenied), acting_as(bruker.pk):
            take_back(verden.nora_sak, en.pk)
        assert fresh(en.pk).withdrawn_at is None

    def test_a_measure_with_an_owner_is_not_asked_about(self, verden, tiltak):
        with pytest.raises(HarAnsvarlig):
            ask(verden, make_tiltak(verden, ansvarlig=verden.amina), verden.lise)

    def test_one_at_a_time(self, verden, tiltak):
        ask(verden, tiltak, verden.lise)
        with pytest.raises(ErSpurt):
            ask(verden, tiltak, verden.amina)

    def test_the_day_is_the_one_by_which_it_must_have_an_owner(self, verden, tiltak):
        with as_owner():
            Tiltak.objects.filter(pk=tiltak.pk).update(ansvarlig=verden.amina)
        withdraw()
        with as_owner():
            Samtykke.objects.update(granted_at=naa(days=-9), withdrawn_at=naa(days=-3))
        form = login(verden.jonas).get(spoer_url(verden)).context["form"]
        assert form.initial["svarfrist"] == i_dag(4)
        assert "om 4 dager" in read(verden.jonas, reverse("stafettlogg:hjem"))

    @pytest.mark.parametrize(("dager", "ord_"), [(-1, "i dag eller senere"), (61, "mer enn to måneder")])
    def test_a_day_that_cannot_be(self, verden, tiltak, dager, ord_):
        client = login(verden.jonas)
        data = {
            "skjema_token": token_in(client.get(spoer_url(verden))), f"hvem_{tiltak.pk.hex}": verden.lise.pk,
            "svarfrist": i_dag(dager).isoformat(),
        }  # fmt: skip
        svar = client.post(spoer_url(verden), data)
        assert (svar.status_code, ord_ in svar.content.decode()) == (422, True)
        with pytest.raises(PermissionDenied):
            ask(verden, tiltak, verden.lise, i_dag(dager))

    def test_nobody_chosen_says_so(self, verden, tiltak):
        client = login(verden.jonas)
        data = {"skjema_token": token_in(client.get(spoer_url(verden))), "svarfrist": i_dag(3).isoformat()}
        assert "Velg minst én du vil spørre." in client.post(spoer_url(verden), data).content.decode()


class TestAnswering:
    def test_a_yes_gives_the_measure_and_the_others_see_it(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise)
        client = login(verden.lise)
        hjem = client.get(reverse("stafettlogg:hjem")).content.decode()
        assert f"Svar på om du tar over «{tiltak.tittel}»" in hjem
        assert svar_url(en) in hjem
        side = client.get(svar_url(en))
        data = {"skjema_token": token_in(side), "svar": "ja", "grunn": "x", "versjon": tiltak.versjon}
        svar = client.post(svar_url(en), data, follow=True).content.decode()
        assert "Nå har du ansvaret for tiltaket." in svar
        assert ansvarlig(tiltak) == verden.lise.pk
        assert fresh(en.pk).grunn == ""
        assert told(Slag.TILTAK) == {verden.jonas.pk, verden.kari.pk, verden.tom.pk, verden.amina.pk}
        assert "står stille" not in read(verden.jonas, sak_url(verden))

    def test_a_no_goes_back_to_the_stafettholder_with_its_reason(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise)
        client = login(verden.lise)
        data = {"skjema_token": token_in(client.get(svar_url(en))), "svar": "nei", "grunn": GRUNN, "versjon": 1}
        assert "Takk for svaret." in client.post(svar_url(en), data, follow=True).content.decode()
        assert ansvarlig(tiltak) == verden.erik.pk
        assert told(Slag.TILTAK_LEDIG) == {verden.jonas.pk}
        assert told(Slag.TILTAK) == set()
        assert GRUNN in read(verden.jonas, spoer_url(verden))
        assert ask(verden, tiltak, verden.amina).bruker_id == verden.amina.pk

    def test_why_not_is_the_stafettholders_alone(self, verden, tiltak):
        answer(ask(verden, tiltak, verden.lise), verden.lise, "nei", GRUNN)
        assert {hvem: seen_by(getattr(verden, hvem)) for hvem in ("jonas", "lise", "amina", "kari", "pia")} == {
            "jonas": 1, "lise": 1, "amina": 0, "kari": 0, "pia": 0,
        }  # fmt: skip
        for hvem in (verden.amina, verden.kari):
            assert GRUNN not in read(hvem, sak_url(verden)) + read(hvem, reverse("familie:sak", args=[verden.nora_sak.pk]))

    def test_a_parent_takes_over_what_is_done_at_home(self, verden, tiltak):
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
    def test_nobody_answers_for_another(self, verden, tiltak, hvem):
        en, bruker = ask(verden, tiltak, verden.lise), getattr(verden, hvem)
        for side in ("tiltak:svar", "familie:tiltak-svar"):
            assert login(bruker).get(svar_url(en, side)).status_code in {403, 404}
        with pytest.raises((PermissionDenied, SakTapt)):
            answer(en, bruker)
        assert ansvarlig(tiltak) == verden.erik.pk

    def test_a_measure_that_is_changed_meanwhile_is_read_anew(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise)
        client = login(verden.lise)
        token = token_in(client.get(svar_url(en)))
        with as_owner():
            Tiltak.objects.filter(pk=tiltak.pk).update(tittel="Mye mer", versjon=2)
        data = {"skjema_token": token, "svar": "ja", "versjon": 1}
        svar = client.post(svar_url(en), data)
        assert svar.status_code == 422
        assert "Tiltaket er endret etter at du åpnet siden." in svar.content.decode()
        assert "Mye mer" in svar.content.decode()
        assert ansvarlig(tiltak) == verden.erik.pk
        client.post(svar_url(en), data | {"versjon": 2})
        assert ansvarlig(tiltak) == verden.lise.pk

    def test_of_two_answers_the_first_counts_and_a_second_click_is_one(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise)
        answer(en, verden.lise, "nei", GRUNN)
        answer(en, verden.lise, "nei", GRUNN)
        with pytest.raises(AltBesvart):
            answer(en, verden.lise)
        assert ansvarlig(tiltak) == verden.erik.pk

    def test_an_answer_after_it_was_taken_back_is_told_so(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise)
        client = login(verden.lise)
        token = token_in(client.get(svar_url(en)))
        login(verden.jonas).post(spoer_url(verden), {"trekk": en.pk})
        svar = client.post(svar_url(en), {"skjema_token": token, "svar": "ja", "versjon": 1}, follow=True)
        assert "har trukket spørsmålet" in svar.content.decode()
        assert ansvarlig(tiltak) == verden.erik.pk

    def test_an_old_page_is_refused(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise)
        with pytest.raises(TiltaketErEndret), acting_as(verden.lise.pk):
            answer_forespoersel(en, svar="ja", grunn="", versjon=99)
        with as_owner():
            assert Tiltak.objects.get(pk=tiltak.pk).status == Tiltakstatus.I_GANG

class TestTheCasePage:
    def test_who_may_see_the_measure_sees_who_is_waited_for(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise, i_dag(7))
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

    def test_the_table_is_written_by_nobody_else(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise)
        for hvem in (verden.jonas, verden.lise, verden.amina):
            with pytest.raises(DatabaseError, match="permission denied"), acting_as(hvem.pk), transaction.atomic():
                Tiltaksforespoersel.objects.filter(pk=en.pk).update(svar="ja")


class TestTheNight:
    def test_a_nudge_goes_the_day_before_and_once(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise, i_dag(1))
        with as_owner():
            Utboks.objects.all().delete()
        watch()
        assert told(Slag.TILTAK_SPURT) == set()  # asked today: there is no news
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-4))
        watch()
        watch()
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.TILTAK_SPURT, mottaker=verden.lise).count() == 1
        assert told(Slag.TILTAK_LEDIG) == set()

    def test_two_days_before_nobody_is_nudged(self, verden, tiltak):
        en = ask(verden, tiltak, verden.lise, i_dag(2))
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-4))
            Utboks.objects.all().delete()
        watch()
        assert told(Slag.TILTAK_SPURT) == set()

    def test_no_answer_by_the_day_comes_back_overdue(self, verden, tiltak):
        with as_owner():
            Tiltak.objects.filter(pk=tiltak.pk).update(ansvarlig=verden.amina)
        withdraw()
        en = ask(verden, tiltak, verden.lise)
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-9), svarfrist=i_dag(-2))
        watch()
        watch()
        with as_owner():
            assert Utboks.objects.filter(slag=Slag.TILTAK_LEDIG, mottaker=verden.jonas).count() == 1
        hjem = read(verden.jonas, reverse("stafettlogg:hjem"))
        assert f"Velg hvem som tar over «{tiltak.tittel}»" in hjem
        assert "forfalt 2 dager" in hjem
        assert "har ikke svart" in read(verden.jonas, spoer_url(verden))
        ny = ask(verden, tiltak, f_kollega(verden))
        assert fresh(en.pk).withdrawn_at is not None
        assert waits(ny, verden.jonas)

    def test_what_has_lapsed_is_nobodys_news(self, verden, tiltak):
        en = ask(verden, tiltak, verden.amina, i_dag(1))
        with as_owner():
            Tiltaksforespoersel.objects.filter(pk=en.pk).update(asked_at=naa(days=-4))
            Utboks.objects.all().delete()
        withdraw()
        watch()
        assert told(Slag.TILTAK_SPURT) == set()


def f_kollega(verden: Verden) -> Bruker:
    f.DeltakerFactory(
        sak=verden.nora_sak, bruker=verden.siri, rolle=Rolle.FAGPERSON, tjeneste=verden.skole
    )
    grant_from_roles()
    return verden.siri


def end_it(verden: Verden, tiltak: Tiltak) -> None:
    with acting_as(verden.jonas.pk):
        evaluate_tiltak(
            Tiltak.objects.select_related("sak").get(pk=tiltak.pk), grad="hjalp", ord="", barnets_ord="",
            evalueres=None, by=verden.jonas.pk,
        )  # fmt: skip


def give_it_away(verden: Verden, tiltak: Tiltak) -> None:
    with acting_as(verden.jonas.pk):
        row = Tiltak.objects.select_related("sak").get(pk=tiltak.pk)
        change_tiltak(row, versjon=row.versjon, by=verden.jonas.pk, ansvarlig_id=verden.jonas.pk)


def close_the_case(verden: Verden, tiltak: Tiltak) -> None:
    with as_owner():
        Sak.objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)


def lose_consent(verden: Verden, tiltak: Tiltak) -> None:
    withdraw()


def leave(verden: Verden, tiltak: Tiltak) -> None:
    with as_owner():
        Deltaker.objects.filter(bruker=verden.amina).update(gyldig_til=i_dag(-1))


def shut_out(verden: Verden, tiltak: Tiltak) -> None:
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.amina, blocked_by=verden.jonas)


def move_to_reading(verden: Verden, tiltak: Tiltak) -> None:
    with as_owner():
        Samtykke.objects.update(kan_skrive=False)


SLUTT = {
    end_it: HarAnsvarlig, give_it_away: HarAnsvarlig, close_the_case: SakErLukket, lose_consent: SakTapt,
    leave: SakTapt, shut_out: SakTapt, move_to_reading: PermissionDenied,
}  # fmt: skip


class TestLapses:
    @pytest.mark.parametrize("slutt", SLUTT, ids=lambda one: one.__name__)
    def test_it_waits_no_longer_and_takes_no_yes(self, verden, tiltak, slutt):
        en = ask(verden, tiltak, verden.amina)
        assert waits(en, verden.jonas)
        slutt(verden, tiltak)
        foer = ansvarlig(tiltak)
        assert not waits(en, verden.jonas)
        assert not waits(en, verden.amina)
        with pytest.raises(SLUTT[slutt]):
            answer(en, verden.amina)
        assert ansvarlig(tiltak) == foer
        assert "Venter på svar fra" not in read(verden.jonas, sak_url(verden))
        assert "Svar på om du tar over" not in read(verden.amina, reverse("stafettlogg:hjem"))

    @pytest.mark.parametrize("slutt", [lose_consent, leave, shut_out], ids=lambda one: one.__name__)
    def test_who_is_out_sees_nothing_of_it(self, verden, tiltak, slutt):
        en = ask(verden, tiltak, verden.amina)
        slutt(verden, tiltak)
        assert seen_by(verden.amina) == 0
        assert login(verden.amina).get(svar_url(en)).status_code == 404

    def test_when_it_has_lapsed_another_can_be_asked(self, verden, tiltak):
        en = ask(verden, tiltak, verden.amina)
        withdraw()
        assert waits(ask(verden, tiltak, verden.lise), verden.jonas)
        assert fresh(en.pk).withdrawn_at is not None

    def test_a_measure_moved_from_home_to_school_is_no_longer_a_parents(self, verden, tiltak):
        hjemme = make_tiltak(verden, arena="hjem")
        en = ask(verden, hjemme, verden.kari)
        with as_owner():
            Tiltak.objects.filter(pk=hjemme.pk).update(arena="tjeneste")
        assert not waits(en, verden.kari)
        with pytest.raises(HarAnsvarlig):
            answer(en, verden.kari)
