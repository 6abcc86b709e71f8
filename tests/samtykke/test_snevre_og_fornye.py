"""A yes that becomes smaller, and one that is asked for anew while it lives. A withdrawal is never undone."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from samtykke.models import Samtykke, Samtykkekrav, Slutt
from tests.eier import as_owner
from tests.factories.hus import i_dag
from tests.samtykke.hjelp import answer_fields, ask, both_say_yes, say_yes, sees_case, svar_url, told
from tests.samtykke.test_request_samtykke import fields
from tests.samtykke.test_request_samtykke import url as request_url
from tests.samtykke.test_sql_samtykke import call

pytestmark = pytest.mark.django_db
MINDRE = "SELECT samtykke_snevre(gen_random_uuid(), %s, %s, %s, %s)"


def snevre_url(samtykke) -> str:
    return reverse("familie:samtykke-snevre", args=[samtykke.pk])


def liste(client, verden) -> str:
    return client.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).content.decode()


def mine(verden) -> list[Samtykke]:
    with acting_as(verden.kari.pk):
        return list(Samtykke.objects.filter(giver=verden.kari).order_by("granted_at"))


@pytest.fixture
def ja(client, verden):
    """Kari's yes to two themes; Tom's too, so that PPT is in."""
    krav = ask(verden)
    client.force_login(verden.tom)
    client.post(svar_url(krav[verden.tom]), answer_fields(client.get(svar_url(krav[verden.tom]))))
    client.force_login(verden.kari)
    client.post(svar_url(krav[verden.kari]), answer_fields(client.get(svar_url(krav[verden.kari]))))
    [samtykke] = mine(verden)
    return samtykke


class TestNarrowing:
    @pytest.mark.parametrize(
        ("change", "left"),
        [
            ({"temaer": ["skole"]}, (["skole"], True, 100)),
            ({"bare_lese": "on"}, (["skole", "laering"], False, 100)),
            ({"til": i_dag(9).isoformat()}, (["skole", "laering"], True, 9)),
        ],
    )
    def test_the_rest_goes_on(self, client, verden, ja, change, left):
        sent = {"temaer": ["skole", "laering"], "til": i_dag(100).isoformat()} | change
        response = client.post(snevre_url(ja), sent, follow=True)
        assert "gjelder mindre nå" in response.content.decode()
        foer, naa = mine(verden)
        assert (foer.pk, foer.slutt, naa.slutt, naa.tekst_id) == (ja.pk, Slutt.SNEVRET, "", ja.tekst_id)
        assert (naa.temaer, naa.kan_skrive, naa.gyldig_til) == (left[0], left[1], i_dag(left[2]))
        assert sees_case(verden.amina, verden.nora_sak)
        assert told(Slag.SAMTYKKE_SNEVRET) == {verden.jonas.pk}
        with acting_as(verden.kari.pk):
            assert Hendelse.objects.filter(handling="samtykke.snevret").count() == 1

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({}, "Du har ikke tatt bort noe"),
            ({"temaer": []}, "La minst ett tema stå"),
            ({"temaer": ["skole", "helse"]}, "men ikke legge til"),
            ({"til": i_dag(101).isoformat()}, "og ikke lenger"),
            ({"til": i_dag(-1).isoformat()}, "kan ikke gjelde bakover"),
        ],
    )
    def test_what_is_not_smaller_is_said(self, client, verden, ja, change, says):
        sent = {"temaer": ["skole", "laering"], "til": i_dag(100).isoformat()} | change
        response = client.post(snevre_url(ja), sent)
        assert response.status_code == 422
        assert says in response.content.decode()
        assert len(mine(verden)) == 1

    def test_two_phones_make_one_smaller_yes(self, client, verden, ja):
        sent = {"temaer": ["skole"], "til": i_dag(100).isoformat()}
        client.post(snevre_url(ja), sent)
        response = client.post(snevre_url(ja), sent, follow=True)
        assert "endret fra før" in response.content.decode()
        assert len(mine(verden)) == 2

    @pytest.mark.parametrize(
        ("navn", "status"),
        [("tom", 403), ("jonas", 403), ("amina", 403), ("siri", 404), ("erik", 404), ("fremmed", 404)],
    )
    def test_only_the_giver(self, client, verden, ja, navn, status):
        client.force_login(getattr(verden, navn))
        assert client.get(snevre_url(ja)).status_code == status
        with pytest.raises(DatabaseError, match="stafett:"):
            call(getattr(verden, navn), MINDRE, ja.pk, ["skole"], i_dag(9), False)
        assert len(mine(verden)) == 1

    @pytest.mark.parametrize(
        ("temaer", "dager", "skrive"),
        [(["skole", "laering"], 100, True), (["helse"], 9, True), ([], 9, True), (["skole"], 101, True),
         (["skole"], -1, True)],
    )  # fmt: skip
    def test_the_wall_takes_nothing_larger(self, verden, ja, temaer, dager, skrive):
        with pytest.raises(DatabaseError, match="ikke mindre"):
            call(verden.kari, MINDRE, ja.pk, temaer, i_dag(dager), skrive)

    def test_writing_does_not_come_back(self, verden, ja):
        call(verden.kari, MINDRE, ja.pk, ["skole"], i_dag(50), False)
        with pytest.raises(DatabaseError, match="ikke mindre"):
            call(verden.kari, MINDRE, mine(verden)[-1].pk, ["skole"], i_dag(9), True)

    def test_an_old_page_withdraws_what_is_left(self, client, verden, ja):
        """She wants the service out: that it was made smaller on another phone does not keep it in."""
        client.post(snevre_url(ja), {"temaer": ["skole"], "til": i_dag(100).isoformat()})
        client.post(reverse("familie:samtykke-trekk", args=[ja.pk]))
        assert [s.slutt for s in mine(verden)] == [Slutt.SNEVRET, Slutt.TRUKKET]
        assert not sees_case(verden.amina, verden.nora_sak)


@pytest.fixture
def spurt_igjen(client, verden, ja):
    """Jonas asks both to go on, and for health too, while PPT is in."""
    client.force_login(verden.jonas)
    sent = fields(
        verden, temaer=["skole", "helse"], til=i_dag(200).isoformat(), fornye="on", fornye_spurt="1"
    )
    assert client.post(request_url(verden), sent).status_code == 302
    with acting_as(verden.kari.pk):
        krav = Samtykkekrav.objects.select_related("sak").get(giver=verden.kari)
    client.force_login(verden.kari)
    return krav


class TestRenewal:
    def test_everybody_has_said_yes_is_told_and_offered(self, client, verden, ja):
        client.force_login(verden.jonas)
        response = client.post(request_url(verden), fields(verden, hvorfor="En gang til."))
        html = response.content.decode()
        assert response.status_code == 422
        assert "Alle har allerede sagt ja til PPT Solvik." in html
        assert 'name="fornye"' in html
        with acting_as(verden.jonas.pk):
            assert not Samtykkekrav.objects.filter(fornyes=True).exists()

    def test_the_link_fills_in_what_was_asked(self, client, verden, ja):
        client.force_login(verden.jonas)
        page = client.get(request_url(verden) + f"?tjeneste={verden.ppt.pk}&fornye=1")
        assert "Vi ønsker råd om lesing." in page.content.decode()
        assert page.context["form"].initial["fornye"]
        for tull in ("tull", "", str(verden.nav.pk)):
            assert client.get(request_url(verden) + f"?tjeneste={tull}&fornye=1").status_code == 200

    def test_it_cannot_begin_later(self, client, verden, ja):
        client.force_login(verden.jonas)
        sent = fields(verden, fornye="on", fornye_spurt="1", fra=i_dag(3).isoformat())
        response = client.post(request_url(verden), sent)
        assert "En fornyelse gjelder fra dagen familien svarer." in response.content.decode()
        with pytest.raises(DatabaseError, match="perioden begynner ikke da"):
            call(verden.jonas, "SELECT samtykke_be_om(%s, %s, 'x', ARRAY['skole'], %s, %s, 'innsyn', true, '{logg}',"
                 " 'ja', '', true)", verden.nora_sak.pk, verden.ppt.pk, i_dag(9), i_dag(3))  # fmt: skip

    def test_the_old_yes_lives_while_they_think(self, client, verden, ja, spurt_igjen):
        assert spurt_igjen.fornyes
        assert told(Slag.SAMTYKKE_SPURT) == {verden.kari.pk, verden.tom.pk}
        assert sees_case(verden.amina, verden.nora_sak)
        assert "De spør om det kan gjelde videre." in liste(client, verden)
        assert "Du har sagt ja før." in client.get(svar_url(spurt_igjen)).content.decode()

    def test_a_new_yes_takes_its_place(self, client, verden, ja, spurt_igjen):
        page = client.get(svar_url(spurt_igjen))
        for _ in range(2):
            client.post(svar_url(spurt_igjen), answer_fields(page))
        foer, naa = mine(verden)
        assert (foer.slutt, naa.slutt) == (Slutt.ERSTATTET, "")
        assert (naa.temaer, naa.gyldig_til) == (["skole", "helse"], i_dag(200))
        assert sees_case(verden.amina, verden.nora_sak)
        assert "De spør om" not in liste(client, verden)

    def test_a_no_lets_the_old_one_live_its_time_and_can_be_changed(self, client, verden, ja, spurt_igjen):
        response = client.post(svar_url(spurt_igjen), {"svar": "nei"}, follow=True)
        assert "Det du sa ja til før, gjelder til og med" in response.content.decode()
        assert "Du har sagt nei til å fornye." in response.content.decode()
        assert sees_case(verden.amina, verden.nora_sak)
        page = client.get(svar_url(spurt_igjen))
        client.post(svar_url(spurt_igjen), answer_fields(page))
        assert [s.slutt for s in mine(verden)] == [Slutt.ERSTATTET, ""]

    def test_a_withdrawal_is_an_answer_too(self, client, verden, ja, spurt_igjen):
        client.post(reverse("familie:samtykke-trekk", args=[ja.pk]))
        assert not sees_case(verden.amina, verden.nora_sak)
        html = liste(client, verden)
        assert "Vi trenger svar fra deg" not in html
        assert "Jeg vil svare på nytt" in html

    def test_a_yes_that_was_on_its_way_does_not_undo_a_withdrawal(self, client, verden, ja, spurt_igjen):
        """Two phones in the same second, the withdrawal first: it stands, and the yes is said not to count."""
        data = answer_fields(client.get(svar_url(spurt_igjen)))
        client.post(reverse("familie:samtykke-trekk", args=[ja.pk]))
        response = client.post(svar_url(spurt_igjen), data)
        assert response.status_code == 422
        assert "Du har alt trukket samtykket, endret det eller sagt nei." in response.content.decode()
        assert [s.slutt for s in mine(verden)] == [Slutt.TRUKKET]
        assert not sees_case(verden.amina, verden.nora_sak)

    def test_a_withdrawal_that_was_on_its_way_is_not_undone_by_a_yes(self, client, verden, ja, spurt_igjen):
        """The yes first: the withdrawal from the old page ends the new one. Both are on record."""
        client.post(svar_url(spurt_igjen), answer_fields(client.get(svar_url(spurt_igjen))))
        response = client.post(reverse("familie:samtykke-trekk", args=[ja.pk]), follow=True)
        assert "Du har trukket samtykket." in response.content.decode()
        assert [s.slutt for s in mine(verden)] == [Slutt.ERSTATTET, Slutt.TRUKKET]
        assert not sees_case(verden.amina, verden.nora_sak)
        with acting_as(verden.kari.pk):
            handlinger = list(Hendelse.objects.values_list("handling", flat=True))
        assert handlinger.count("samtykke.gitt") == 3
        assert handlinger.count("samtykke.trukket") == 1

    def test_narrowed_while_asked_the_question_waits_still(self, client, verden, ja, spurt_igjen):
        client.post(snevre_url(ja), {"temaer": ["laering"], "til": i_dag(100).isoformat()})
        assert "De spør om det kan gjelde videre." in liste(client, verden)
        data = answer_fields(client.get(svar_url(spurt_igjen)))
        client.post(svar_url(spurt_igjen), data)
        assert [s.slutt for s in mine(verden)] == [Slutt.SNEVRET, Slutt.ERSTATTET, ""]


def test_one_who_has_not_answered_is_asked_and_the_others_are_left_alone(client, verden):
    """Without «fornye» nobody who has said yes is asked again."""
    krav = ask(verden)
    say_yes(verden, verden.kari, krav[verden.kari])
    ask(verden)
    with as_owner():
        assert not Samtykkekrav.objects.filter(fornyes=True).exists()


def test_the_withdrawal_and_a_part_of_it_are_two_taps_from_the_case(client, verden):
    samtykke = both_say_yes(verden)
    client.force_login(verden.kari)
    case = client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).content.decode()
    assert reverse("familie:samtykke-trekk", args=[samtykke.pk]) in case
    assert snevre_url(samtykke) in case
