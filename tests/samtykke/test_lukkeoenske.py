"""One of the family wants the case closed: asked, answered, taken back; nothing closes by itself."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from bti.feil import SakErLukket
from bti.models import Bruker, Rolle, Sak, Saksstatus
from bti.skjema import AltSendt
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks
from samtykke.feil import LukkeoenskeErBesvart, LukkeoenskeErTrukket
from samtykke.forms_lukking import LENGST
from samtykke.models import Lukkeoenske
from samtykke.services import answer_lukking, ask_lukking, withdraw_lukking
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import Verden, give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import login
from tests.samtykke.hjelp import told

pytestmark = pytest.mark.django_db
HVORFOR = "Vi klarer oss fint nå."
GRUNN = "Takk for at du sa fra. Vi tar det i møtet."


def url(verden: Verden, oenske: Lukkeoenske | None = None) -> str:
    if oenske is None:
        return reverse("familie:lukkeoenske", args=[verden.nora_sak.pk])
    return reverse("samtykke:lukkeoenske", args=[verden.nora_sak.pk, oenske.pk])


def ask(verden: Verden, by: Bruker | None = None) -> Lukkeoenske:
    noekkel = uuid.uuid4()
    with acting_as((by or verden.kari).pk):
        ask_lukking(verden.nora_sak, hvorfor=HVORFOR, noekkel=noekkel)
    return fresh(noekkel)


def fresh(pk: uuid.UUID) -> Lukkeoenske:
    with as_owner():
        return Lukkeoenske.objects.select_related("sak").get(pk=pk)


def all_rows() -> list[Lukkeoenske]:
    with as_owner():
        return list(Lukkeoenske.objects.order_by("requested_at"))


def answer(verden: Verden, oenske: Lukkeoenske, svar: str = "ja", by: Bruker | None = None) -> None:
    with acting_as((by or verden.jonas).pk):
        answer_lukking(oenske, svar=svar, begrunnelse=GRUNN)


def close(verden: Verden) -> None:
    with as_owner():
        Sak.objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)


def read(bruker: Bruker, where: str) -> str:
    return login(bruker).get(where).content.decode()


def draft_of(bruker: Bruker, felt: str) -> list[Any]:
    from bti.models import Kladd

    with as_owner():
        return [one.felter.get(felt) for one in Kladd.objects.filter(bruker=bruker)]


class TestAsking:
    def test_a_parent_asks_and_the_stafettholder_has_it_with_a_date(self, verden):
        client = login(verden.kari)
        assert url(verden) in client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).content.decode()
        side = client.get(url(verden))
        svar = client.post(url(verden), {"skjema_token": token_in(side), "hvorfor": HVORFOR}, follow=True)
        assert "Ønsket ditt er sendt til stafettholderen." in svar.content.decode()
        assert HVORFOR in svar.content.decode()
        (oenske,) = all_rows()
        assert (oenske.requested_by_id, oenske.svarfrist) == (verden.kari.pk, i_dag(14))
        assert told("lukkeoenske") == {verden.jonas.pk}
        hjem = read(verden.jonas, reverse("stafettlogg:hjem"))
        assert "Svar på ønske om at stafettloggen avsluttes" in hjem
        assert url(verden, oenske) in hjem
        assert HVORFOR in read(verden.jonas, url(verden, oenske))

    def test_the_date_is_the_municipalitys_own_and_a_late_answer_is_seen(self, verden):
        f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="lukkeoenske_svarfrist_dager", verdi=5)
        oenske = ask(verden)
        assert oenske.svarfrist == i_dag(5)
        with as_owner():
            Lukkeoenske.objects.update(svarfrist=i_dag(-3))
        assert "forfalt 3 dager" in read(verden.jonas, reverse("stafettlogg:hjem"))

    def test_asked_twice_is_one_wish(self, verden):
        client = login(verden.kari)
        data = {"skjema_token": token_in(client.get(url(verden))), "hvorfor": HVORFOR}
        assert [client.post(url(verden), data).status_code for _ in range(2)] == [302, 302]
        assert len(all_rows()) == 1

    def test_a_second_wish_is_not_made_and_its_words_are_kept(self, verden):
        client = login(verden.kari)
        token = token_in(client.get(url(verden)))
        ask(verden)
        svar = client.post(url(verden), {"skjema_token": token, "hvorfor": "Noe annet."}, follow=True)
        assert "Du har alt sendt et ønske." in svar.content.decode()
        assert [one.hvorfor for one in all_rows()] == [HVORFOR]
        assert draft_of(verden.kari, "hvorfor") == [["Noe annet."]]

    def test_the_words_are_ones_own_choice(self, verden):
        client = login(verden.kari)
        data = {"skjema_token": token_in(client.get(url(verden))), "hvorfor": "  "}
        assert client.post(url(verden), data).status_code == 302
        assert [one.hvorfor for one in all_rows()] == [""]
        assert "Det står ikke hvorfor." in read(verden.jonas, url(verden, all_rows()[0]))

    def test_a_text_that_is_too_long_stays_in_the_form(self, verden):
        client = login(verden.kari)
        lang = "x" * (LENGST + 1)
        svar = client.post(url(verden), {"skjema_token": token_in(client.get(url(verden))), "hvorfor": lang})
        assert svar.status_code == 422
        assert lang in svar.content.decode()
        assert all_rows() == []

    def test_a_closed_case_takes_no_wish_and_the_words_are_kept(self, verden):
        client = login(verden.kari)
        token = token_in(client.get(url(verden)))
        close(verden)
        svar = client.post(url(verden), {"skjema_token": token, "hvorfor": HVORFOR})
        assert svar.status_code == 422
        assert all_rows() == []
        assert draft_of(verden.kari, "hvorfor") == [[HVORFOR]]
        assert "Saken er avsluttet." in read(verden.kari, url(verden))
        with pytest.raises(SakErLukket), acting_as(verden.kari.pk):
            ask_lukking(verden.nora_sak, hvorfor="", noekkel=uuid.uuid4())

    @pytest.mark.parametrize(
        ("hvem", "status"), [("jonas", 403), ("pia", 404), ("amina", 404), ("siri", 404), ("berit", 404)]
    )
    def test_nobody_outside_the_family_asks(self, verden, hvem, status):
        bruker = getattr(verden, hvem)
        assert login(bruker).get(url(verden)).status_code == status
        assert login(bruker).post(url(verden), {"hvorfor": HVORFOR}).status_code == status
        with pytest.raises(PermissionDenied), acting_as(bruker.pk):
            ask_directly(verden)
        assert all_rows() == []


def ask_directly(verden: Verden) -> None:
    from bti.tilgang.kall import call

    call("SELECT lukkeoenske_be(%s, %s, 'x')", uuid.uuid4(), verden.nora_sak.pk)


class TestTakingBack:
    def test_it_is_taken_back_and_the_task_is_gone(self, verden):
        oenske = ask(verden)
        svar = login(verden.kari).post(url(verden), {"trekk": str(oenske.pk)}, follow=True)
        assert "Du har trukket ønsket." in svar.content.decode()
        assert fresh(oenske.pk).withdrawn_by_id == verden.kari.pk
        assert "Svar på ønske" not in read(verden.jonas, reverse("stafettlogg:hjem"))
        assert "Ønsket er trukket tilbake." in read(verden.jonas, url(verden, oenske))
        ask(verden)  # and one may want it again
        assert len(all_rows()) == 2

    def test_a_second_tap_and_a_stale_page_take_back_nothing_else(self, verden):
        oenske = ask(verden)
        client = login(verden.kari)
        client.post(url(verden), {"trekk": str(oenske.pk)})
        ny = ask(verden)
        svar = client.post(url(verden), {"trekk": str(oenske.pk)}, follow=True)
        assert "Det var ikke noe ønske å trekke." in svar.content.decode()
        assert fresh(ny.pk).staar

    def test_after_a_yes_it_can_be_taken_back_still_and_the_stafettholder_is_told(self, verden):
        oenske = ask(verden)
        answer(verden, oenske)
        empty_utboks()
        with acting_as(verden.kari.pk):
            assert withdraw_lukking(oenske)
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT mottaker_id FROM varsling_utboks WHERE noekkel LIKE 'lukkeoenske:%:trukket'"
            )
            assert cursor.fetchall() == [(verden.jonas.pk,)]
        assert "Avslutt saken i et møte" not in read(verden.jonas, reverse("stafettlogg:hjem"))

    def test_neither_a_no_nor_a_closed_case_is_taken_back(self, verden):
        nei = ask(verden)
        answer(verden, nei, "nei")
        ja = ask(verden)
        close(verden)
        with acting_as(verden.kari.pk):
            assert not withdraw_lukking(nei)
            assert not withdraw_lukking(ja)

    @pytest.mark.parametrize("hvem", ["tom", "jonas", "pia"])
    def test_nobody_takes_it_back_for_another(self, verden, hvem):
        oenske = ask(verden)
        with pytest.raises(PermissionDenied), acting_as(getattr(verden, hvem).pk):
            withdraw_lukking(oenske)
        login(verden.tom).post(url(verden), {"trekk": str(oenske.pk)})
        assert fresh(oenske.pk).staar


class TestAnswering:
    @pytest.mark.parametrize(
        ("svar", "sagt"), [("ja", "Stafettholderen har svart ja"), ("nei", "svarte nei")]
    )
    def test_the_answer_and_why_reach_who_asked(self, verden, svar, sagt):
        oenske = ask(verden)
        client = login(verden.jonas)
        data = {"skjema_token": token_in(client.get(url(verden, oenske))), "svar": svar, "begrunnelse": GRUNN}
        assert "Svaret er sendt" in client.post(url(verden, oenske), data, follow=True).content.decode()
        assert told("lukkesvar") == {verden.kari.pk}
        html = read(verden.kari, url(verden))
        assert sagt in html
        assert GRUNN in html
        # After a no one may want it again; after a yes one's wish stands.
        assert ("Jeg ønsker at stafettloggen avsluttes" in html) == (svar == "nei")

    def test_a_yes_closes_nothing(self, verden):
        oenske = ask(verden)
        answer(verden, oenske)
        with as_owner():
            assert Sak.objects.get(pk=verden.nora_sak.pk).status == Saksstatus.AAPEN
        html = read(verden.jonas, url(verden, oenske))
        assert "Slik avslutter du saken" in html
        assert reverse("stafettlogg:moete-new", args=[verden.nora_sak.pk]) in html
        hjem = read(verden.jonas, reverse("stafettlogg:hjem"))
        assert "Avslutt saken i et møte, slik du har svart ja til" in hjem
        close(verden)
        assert "Avslutt saken i et møte" not in read(verden.jonas, reverse("stafettlogg:hjem"))

    @pytest.mark.parametrize(
        ("endret", "setning"),
        [
            ({"begrunnelse": " \n "}, "Skriv hvorfor."),
            ({"svar": ""}, "Velg hva du svarer."),
            ({"svar": "kanskje"}, "Velg hva du svarer."),
            ({"begrunnelse": "x" * (LENGST + 1)}, "x" * (LENGST + 1)),
        ],
    )
    def test_what_is_missing_or_too_long_is_said_and_nothing_is_lost(self, verden, endret, setning):
        oenske = ask(verden)
        client = login(verden.jonas)
        data = {
            "skjema_token": token_in(client.get(url(verden, oenske))),
            "svar": "nei",
            "begrunnelse": GRUNN,
        }
        svar = client.post(url(verden, oenske), data | endret)
        assert svar.status_code == 422
        assert setning in svar.content.decode()
        assert fresh(oenske.pk).venter

    def test_of_two_answers_the_first_counts(self, verden):
        """Jonas and who stands in for him have the page open; the second one's words are kept."""
        oenske, vikar = ask(verden), stand_in(verden)
        sider = {one: login(one) for one in (verden.jonas, vikar)}
        tokens = {one: token_in(client.get(url(verden, oenske))) for one, client in sider.items()}
        svar = []
        for one, hva in ((verden.jonas, "ja"), (vikar, "nei"), (verden.jonas, "ja")):
            data = {"skjema_token": tokens[one], "svar": hva, "begrunnelse": f"{GRUNN} {hva}"}
            svar.append(sider[one].post(url(verden, oenske), data, follow=True).content.decode())
        assert (fresh(oenske.pk).svar, fresh(oenske.pk).answered_by_id) == ("ja", verden.jonas.pk)
        assert "Ønsket er besvart etter at du åpnet siden." in svar[1]
        assert draft_of(vikar, "begrunnelse") == [[f"{GRUNN} nei"]]
        assert "Svaret er sendt" in svar[2]  # the second click of two
        with pytest.raises(LukkeoenskeErBesvart):
            answer(verden, oenske, "nei", by=vikar)

    def test_taken_back_meanwhile_is_said_and_the_words_are_kept(self, verden):
        oenske = ask(verden)
        client = login(verden.jonas)
        data = {
            "skjema_token": token_in(client.get(url(verden, oenske))),
            "svar": "nei",
            "begrunnelse": GRUNN,
        }
        with acting_as(verden.kari.pk):
            withdraw_lukking(oenske)
        svar = client.post(url(verden, oenske), data, follow=True).content.decode()
        assert "Ønsket er trukket tilbake. Du trenger ikke svare." in svar
        assert draft_of(verden.jonas, "begrunnelse") == [[GRUNN]]
        assert fresh(oenske.pk).svar == ""
        with pytest.raises(LukkeoenskeErTrukket):
            answer(verden, oenske)

    def test_a_closed_case_is_not_answered_in(self, verden):
        oenske = ask(verden)
        client = login(verden.jonas)
        data = {
            "skjema_token": token_in(client.get(url(verden, oenske))),
            "svar": "nei",
            "begrunnelse": GRUNN,
        }
        close(verden)
        svar = client.post(url(verden, oenske), data)
        assert svar.status_code == 422
        assert fresh(oenske.pk).venter
        assert "Svar på ønske" not in read(verden.jonas, reverse("stafettlogg:hjem"))

    @pytest.mark.parametrize(
        ("hvem", "status"),
        [("kari", 403), ("tom", 403), ("siri", 404), ("amina", 404), ("pia", 404), ("erik", 404)],
    )
    def test_nobody_else_answers(self, verden, hvem, status):
        oenske, bruker = ask(verden), getattr(verden, hvem)
        assert login(bruker).get(url(verden, oenske)).status_code == status
        with pytest.raises(PermissionDenied), acting_as(bruker.pk):
            answer_directly(oenske)
        assert fresh(oenske.pk).venter

    def test_another_familys_wish_is_not_found_in_ones_own_case(self, verden):
        andres = f.LukkeoenskeFactory(sak=verden.ola_sak, requested_by=verden.pia)
        borte = f.LukkeoenskeFactory.build().pk
        for pk in (andres.pk, borte):
            side = login(verden.jonas).get(reverse("samtykke:lukkeoenske", args=[verden.nora_sak.pk, pk]))
            assert side.status_code == 404
        with pytest.raises(PermissionDenied), acting_as(verden.jonas.pk):
            answer_directly(andres)

    def test_a_colleague_in_the_case_reads_none(self, verden):
        kollega = f.AnsettelseFactory(tjeneste=verden.skole).bruker
        f.DeltakerFactory(sak=verden.nora_sak, bruker=kollega, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
        grant_from_roles()
        oenske = ask(verden)
        assert login(kollega).get(url(verden, oenske)).status_code == 404
        with acting_as(kollega.pk):
            assert not Lukkeoenske.objects.exists()

    def test_a_holder_who_turns_out_to_be_the_childs_own_does_not_answer(self, verden):
        oenske = ask(verden)
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson,
            bruker=verden.jonas,
            verifisering="ingen",
            registered_by=verden.siri,
        )
        with acting_as(verden.jonas.pk):
            assert not Lukkeoenske.objects.exists()
            with pytest.raises(PermissionDenied):
                answer_directly(oenske)


def answer_directly(oenske: Lukkeoenske) -> None:
    from bti.tilgang.kall import call

    call("SELECT lukkeoenske_svar(%s, 'ja', 'x')", oenske.pk)


def stand_in(verden: Verden) -> Bruker:
    """Lise has Jonas' part while he is away."""
    f.StedfortrederFactory(bruker=verden.jonas, vikar=verden.lise, tjeneste=verden.skole)
    with as_owner():
        hans = verden.nora_sak.deltakere.get(bruker=verden.jonas)
    f.DeltakerFactory(
        sak=verden.nora_sak, bruker=verden.lise, rolle=Rolle.STAFETTHOLDER, tjeneste=verden.skole,
        gyldig_til=i_dag(10), stedfortreder_for=hans,
    )  # fmt: skip
    grant_from_roles()
    return verden.lise


def test_the_key_makes_one_wish_and_no_other(verden):
    noekkel = uuid.uuid4()
    with acting_as(verden.kari.pk):
        ask_lukking(verden.nora_sak, hvorfor=HVORFOR, noekkel=noekkel)
        ask_lukking(verden.nora_sak, hvorfor=HVORFOR, noekkel=noekkel)
        with pytest.raises(AltSendt):
            ask_lukking(verden.nora_sak, hvorfor="Noe annet.", noekkel=noekkel)
    assert len(all_rows()) == 1


def test_the_notice_leads_each_to_their_own_page(verden):
    give_consent(verden, verden.kari, verden.tom)
    oenske = ask(verden)
    answer(verden, oenske)
    empty_utboks()
    for bruker, ord_, hvor in (
        (verden.jonas, "har sendt eller trukket et ønske", url(verden, oenske)),
        (verden.kari, "Du har fått svar på ønsket ditt", url(verden)),
    ):
        client: Client = login(bruker)
        assert ord_ in client.get(reverse("varsling:list")).content.decode()
        with acting_as(bruker.pk):
            from bti.varsling.models import Varsel

            varsel = Varsel.objects.get(slag__startswith="lukke")
        assert client.get(reverse("varsling:read", args=[varsel.pk]))["Location"] == hvor
