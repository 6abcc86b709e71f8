"""The baton: offered by whoever holds it, kept until the next one says yes, and never with nobody."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from bti.models import Deltaker, SakUserObjectPermission, Stedfortreder
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.tilgang.tillatelser import ROLLETILLATELSER
from bti.varsling.models import Slag, Utboks
from stafettlogg.feil import (
    ErTilbudt,
    KanIkkeFaaPinnen,
    VekslingErBesvart,
    VekslingErTrukket,
)
from stafettlogg.models import Innlegg, Stafettveksling
from stafettlogg.services import take_back_stafett
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import Verden, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.deling import login, send
from tests.samtykke.hjelp import told
from tests.stafettlogg.stafetten import (
    BESKJED,
    GRUNN,
    all_rows,
    answer,
    fresh,
    gi_url,
    hjem_url,
    holder,
    kollega,  # noqa: F401
    offer,
    read,
    roller,
    seen_by,
    svar_url,
    verbs,
    waits,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kollega")]
UKJENT = "00000000-0000-4000-8000-000000000000"


def sak_url(verden: Verden) -> str:
    return reverse("stafettlogg:sak", args=[verden.nora_sak.pk])


def let_siri_in(verden: Verden) -> None:
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.siri, rolle="fagperson", tjeneste=verden.skole)
    grant_from_roles()


class TestOffering:
    def test_the_holder_asks_and_holds_it_until_the_answer(self, verden):
        side = send(
            verden.jonas,
            gi_url(verden),
            til=str(verden.lise.pk),
            svarfrist=i_dag(5).isoformat(),
            beskjed=BESKJED,
        )
        assert side.status_code == 302
        (en,) = all_rows()
        assert (en.fra_id, en.til_id, en.beskjed, en.svar) == (verden.jonas.pk, verden.lise.pk, BESKJED, "")
        assert holder(verden) == verden.jonas.navn
        assert told(Slag.STAFETT_TILBUDT) == {verden.lise.pk}
        with as_owner():
            assert (
                Hendelse.objects.filter(handling="stafettveksling.tilbudt", sak_id=verden.nora_sak.pk).count()
                == 1
            )
        page = read(verden.jonas, gi_url(verden))
        assert "Lise Dahl er spurt" in page
        assert BESKJED in page
        assert "Lise Dahl er spurt om å ta over stafettpinnen" in read(verden.jonas, sak_url(verden))

    def test_who_is_asked_meets_it_at_home_and_in_the_case(self, verden):
        en = offer(verden, verden.lise)
        assert "Svar på om du tar over stafettpinnen" in read(verden.lise, hjem_url())
        assert "Du er spurt om å ta over stafettpinnen." in read(verden.lise, sak_url(verden))
        page = read(verden.lise, svar_url(en))
        assert BESKJED in page
        assert "Jonas Berge spør om du vil ta over stafettpinnen." in page

    def test_a_second_click_asks_once(self, verden):
        data = {"til": str(verden.lise.pk), "svarfrist": i_dag(5).isoformat(), "beskjed": ""}
        send(verden.jonas, gi_url(verden), times=2, **data)
        assert len(all_rows()) == 1

    def test_one_at_a_time(self, verden):
        let_siri_in(verden)
        offer(verden, verden.lise)
        with pytest.raises(ErTilbudt):
            offer(verden, verden.siri)
        assert [one.til_id for one in all_rows()] == [verden.lise.pk]

    def test_when_the_day_has_passed_another_is_asked_and_the_first_is_taken_back(self, verden):
        let_siri_in(verden)
        en = offer(verden, verden.lise)
        with as_owner():
            Stafettveksling.objects.update(svarfrist=i_dag(-1))
        assert "Lise Dahl har ikke svart om stafettpinnen" in read(verden.jonas, hjem_url())
        ny = offer(verden, verden.siri)
        assert fresh(en.pk).withdrawn_by_id == verden.jonas.pk
        assert waits(ny, verden.siri)
        with pytest.raises(VekslingErTrukket):
            answer(en, verden.lise)

    def test_colleagues_of_the_service_that_has_the_case_are_offered(self, verden):
        valg = login(verden.jonas).get(gi_url(verden)).context["form"].fields["til"].choices
        assert {pk for pk, _ in valg} == {str(verden.lise.pk)}

    def test_without_a_colleague_the_page_says_to_invite_one(self, verden):
        with as_owner():
            Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.lise).delete()
        page = read(verden.jonas, gi_url(verden))
        assert "Ingen andre fra Solvik skole er med i saken." in page
        assert reverse("bti:deltaker-new", args=[verden.nora_sak.pk]) in page
        assert "Send spørsmålet" not in page

    @pytest.mark.parametrize("hvem", ["kari", "amina", "erik", "siri", "jonas"])
    def test_the_database_lets_nobody_else_be_asked(self, verden, hvem):
        """A parent, another service that the family lets in, somebody outside the case, and oneself."""
        with pytest.raises(KanIkkeFaaPinnen):
            offer(verden, getattr(verden, hvem))
        assert all_rows() == []

    @pytest.mark.parametrize("hvem", ["lise", "amina", "kari"])
    def test_only_the_holder_offers_and_takes_back(self, verden, hvem):
        bruker = getattr(verden, hvem)
        assert login(bruker).get(gi_url(verden)).status_code == 403
        with pytest.raises(PermissionDenied):
            offer(verden, verden.lise, by=bruker)
        en = offer(verden, verden.lise)
        with pytest.raises(PermissionDenied), acting_as(bruker.pk):
            take_back_stafett(verden.nora_sak, en.pk)
        assert waits(en, verden.lise)

    @pytest.mark.parametrize("hvem", ["lise", "amina", "kari", "siri"])
    def test_only_the_holder_is_told_who_may_be_asked(self, verden, hvem):
        with acting_as(getattr(verden, hvem).pk), connection.cursor() as cursor:
            cursor.execute("SELECT stafettveksling_kan_spoerres(%s)", [verden.nora_sak.pk])
            assert cursor.fetchall() == []

    @pytest.mark.parametrize(
        ("felter", "ord_"),
        [
            ({"til": ""}, "Velg hvem du vil spørre."),
            ({"til": UKJENT}, "Den du valgte, kan ikke få stafettpinnen. Velg en annen."),
            ({"svarfrist": ""}, "Velg den siste dagen for svar."),
            ({"svarfrist": "31.02.2027"}, "Skriv den siste dagen for svar"),
            ({"svarfrist": "2020-01-01"}, "Svar innen må være i dag eller senere."),
            ({"svarfrist": "om lenge"}, "Skriv den siste dagen for svar"),
            ({"beskjed": "x" * 1001}, "1000"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_written_stands(self, verden, felter, ord_):
        data = {"til": str(verden.lise.pk), "svarfrist": i_dag(5).isoformat(), "beskjed": BESKJED} | felter
        side = send(verden.jonas, gi_url(verden), **data)
        assert side.status_code == 422
        page = side.content.decode()
        assert ord_ in page
        assert data["beskjed"] in page
        assert all_rows() == []

    def test_a_day_far_away_is_refused(self, verden):
        data = {"til": str(verden.lise.pk), "svarfrist": i_dag(61).isoformat(), "beskjed": ""}
        side = send(verden.jonas, gi_url(verden), **data)
        assert "mer enn to måneder fram" in side.content.decode()

    def test_it_is_taken_back(self, verden):
        en = offer(verden, verden.lise)
        side = login(verden.jonas).post(gi_url(verden), {"trekk": str(en.pk)}, follow=True)
        assert "Spørsmålet er trukket." in side.content.decode()
        assert not waits(en, verden.lise)
        assert "Du trenger ikke svare på dette lenger." in read(verden.lise, svar_url(en))

    @pytest.mark.parametrize("trekk", ["", "tull"])
    def test_a_page_that_takes_back_nothing_says_so(self, verden, trekk):
        en = offer(verden, verden.lise)
        side = login(verden.jonas).post(gi_url(verden), {"trekk": trekk}, follow=True)
        assert "Det var ikke noe spørsmål å trekke." in side.content.decode()
        assert waits(en, verden.lise)

    def test_what_is_no_offer_of_ones_own_is_refused(self, verden):
        en = offer(verden, verden.lise)
        assert login(verden.jonas).post(gi_url(verden), {"trekk": UKJENT}).status_code == 403
        assert waits(en, verden.lise)


class TestAnswering:
    def test_a_yes_moves_the_baton_and_what_goes_with_it(self, verden):
        en = offer(verden, verden.lise)
        side = send(verden.lise, svar_url(en), svar="ja")
        assert side.status_code == 302
        assert holder(verden) == verden.lise.navn
        assert roller(verden) == {
            verden.lise.navn: "stafettholder",
            verden.jonas.navn: "fagperson",
            verden.amina.navn: "fagperson",
        }
        assert "change_sak" in verbs(verden.lise, verden)
        assert "change_sak" not in verbs(verden.jonas, verden)
        assert "add_innlegg" in verbs(verden.jonas, verden)
        with as_owner():
            har = SakUserObjectPermission.objects.filter(content_object=verden.nora_sak, user=verden.jonas)
            assert {one.permission.codename for one in har.select_related("permission")} == {
                one.codename for one in ROLLETILLATELSER["fagperson"]
            }

    def test_the_others_are_told_once_and_read_it_in_the_log(self, verden):
        answer(offer(verden, verden.lise), verden.lise)
        assert told(Slag.STAFETT_BYTTET) == {verden.jonas.pk, verden.amina.pk, verden.kari.pk, verden.tom.pk}
        with as_owner():
            assert not Utboks.objects.filter(slag=Slag.INNLEGG).exists()
            (innlegg,) = Innlegg.objects.filter(sak=verden.nora_sak, tekst__contains="stafettpinnen")
        assert innlegg.tekst == "Lise Dahl har tatt over stafettpinnen etter Jonas Berge."
        assert BESKJED not in innlegg.tekst
        side = read(verden.kari, reverse("familie:sak", args=[verden.nora_sak.pk]))
        assert innlegg.tekst in side
        assert "Lise Dahl passer på" in side

    def test_a_double_click_is_one_answer(self, verden):
        en = offer(verden, verden.lise)
        answer(en, verden.lise)
        answer(en, verden.lise)
        with as_owner():
            assert Innlegg.objects.filter(tekst__contains="stafettpinnen").count() == 1
            assert Hendelse.objects.filter(handling="stafettveksling.byttet").count() == 1

    def test_a_no_has_its_reason_and_the_holder_is_told(self, verden):
        en = offer(verden, verden.lise)
        side = send(verden.lise, svar_url(en), svar="nei", grunn="")
        assert side.status_code == 422
        assert "Skriv hvorfor du ikke kan." in side.content.decode()
        assert send(verden.lise, svar_url(en), svar="nei", grunn=GRUNN).status_code == 302
        assert holder(verden) == verden.jonas.navn
        assert told(Slag.STAFETT_IKKE_TATT) == {verden.jonas.pk}
        assert told(Slag.STAFETT_BYTTET) == set()
        assert GRUNN in read(verden.jonas, gi_url(verden))
        assert "Send spørsmålet" in read(verden.jonas, gi_url(verden))

    def test_a_yes_keeps_no_reason(self, verden):
        en = offer(verden, verden.lise)
        send(verden.lise, svar_url(en), svar="ja", grunn=GRUNN)
        assert fresh(en.pk).grunn == ""

    def test_the_database_takes_no_no_without_a_reason(self, verden):
        en = offer(verden, verden.lise)
        with pytest.raises(PermissionDenied):
            answer(en, verden.lise, "nei", "  ")

    @pytest.mark.parametrize("hvem", ["jonas", "amina", "kari", "siri"])
    def test_nobody_answers_for_another(self, verden, hvem):
        en = offer(verden, verden.lise)
        with pytest.raises((PermissionDenied, SakTapt)):
            answer(en, getattr(verden, hvem))
        assert login(getattr(verden, hvem)).get(svar_url(en)).status_code in (403, 404)
        assert holder(verden) == verden.jonas.navn

    def test_what_was_written_is_for_the_two(self, verden):
        answer(offer(verden, verden.lise), verden.lise, "nei", GRUNN)
        sees = {
            hvem: seen_by(getattr(verden, hvem))
            for hvem in ("jonas", "lise", "amina", "kari", "tom", "siri", "berit")
        }
        assert sees == {"jonas": 1, "lise": 1, "amina": 0, "kari": 0, "tom": 0, "siri": 0, "berit": 0}

    def test_of_two_answers_the_first_counts(self, verden):
        en = offer(verden, verden.lise)
        token = token_in(login(verden.lise).get(svar_url(en)))
        answer(en, verden.lise, "nei", GRUNN)
        with pytest.raises(VekslingErBesvart):
            answer(en, verden.lise)
        side = login(verden.lise).post(svar_url(en), {"svar": "ja", "skjema_token": token}, follow=True)
        assert "Du har alt svart på dette. Det første svaret gjelder." in side.content.decode()
        assert holder(verden) == verden.jonas.navn

    def test_it_goes_back_the_same_way(self, verden):
        answer(offer(verden, verden.lise), verden.lise)
        answer(offer(verden, verden.jonas, by=verden.lise), verden.jonas)
        assert holder(verden) == verden.jonas.navn
        assert "change_sak" not in verbs(verden.lise, verden)
        with as_owner():
            assert Innlegg.objects.filter(tekst__contains="stafettpinnen").count() == 2

    def test_who_stands_in_for_either_does_what_that_one_may(self, verden):
        """Siri stands in for Jonas, who gives the baton away: from then on she may do what a colleague may."""
        with as_owner():
            Stedfortreder.objects.all().delete()
        with acting_as(verden.jonas.pk), connection.cursor() as cursor:
            cursor.execute(
                "SELECT tilgang_sett_stedfortreder(%s, %s, %s, %s, %s, %s)",
                [uuid.uuid4(), verden.jonas.pk, verden.siri.pk, verden.skole.pk, i_dag(), i_dag(9)],
            )
        assert "change_sak" in verbs(verden.siri, verden)
        answer(offer(verden, verden.lise), verden.lise)
        assert roller(verden)[f"vikar: {verden.siri.navn}"] == "fagperson"
        assert "change_sak" not in verbs(verden.siri, verden)
        assert "add_innlegg" in verbs(verden.siri, verden)


@pytest.mark.parametrize("sql", ["UPDATE stafettlogg_stafettveksling SET svar = 'ja', answered_at = now()",
                                 "DELETE FROM stafettlogg_stafettveksling"])  # fmt: skip
def test_nobody_writes_the_rows_past_the_functions(verden, sql):
    offer(verden, verden.lise)
    refused = pytest.raises(DatabaseError, match="permission denied")
    with acting_as(verden.jonas.pk), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
