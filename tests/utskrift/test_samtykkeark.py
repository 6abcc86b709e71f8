"""A giver's own sheet about consent, by the way of every print-out: theirs alone, and nothing else for the family."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from bti import dytt
from bti.models import Familierelasjon, Sak
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.tillatelser import ROLLETILLATELSER, Permission
from bti.utskrift import jobb
from bti.utskrift.models import Utskrift
from bti.utskrift.services import MAKS_UFERDIGE, ForMange
from bti.varsling.models import Utboks
from samtykke.services import withdraw_samtykke
from tests import factories as f
from tests.cast import grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.samtykke.arket import ark_url, fetch_papir, fil_url, find, order, papir_url
from tests.samtykke.hjelp import ask, say_yes
from tests.utskrift.bestilling import order as order_summary
from tests.utskrift.lesing import read_text

pytestmark = pytest.mark.django_db
ALLE_ANDRE = ["tom", "jonas", "amina", "siri", "lise", "berit", "adm", "erik", "pia", "fremmed"]


@pytest.fixture
def krav(verden):
    """Kari's own question."""
    return ask(verden)[verden.kari]


@pytest.fixture
def kari(client, verden):
    client.force_login(verden.kari)
    return client


def insert(bruker, sak_id, om_id) -> None:
    """Put an order in the table as this person, past every view and service."""
    with acting_as(bruker.pk), transaction.atomic():
        Utskrift.objects.create(
            sak_id=sak_id, om_id=om_id, ordered_by_id=bruker.pk, ordered_at=naa(), valg={}
        )


def block(verden, relasjon: str = "kari") -> None:
    with as_owner():
        Familierelasjon.objects.filter(
            hovedperson=verden.nora_sak.hovedperson, bruker=getattr(verden, relasjon)
        ).update(blocked_at=timezone.now(), blocked_by=verden.siri)


class TestTheWay:
    def test_ordered_waited_for_and_fetched(self, kari, verden, krav, monkeypatch):
        sent = []
        monkeypatch.setattr(dytt, "_dytter", type("D", (), {"add": lambda self, *args: sent.append(args)})())
        page = kari.post(papir_url(krav), follow=True)
        html = page.content.decode()
        ark_id = page.context["ark"].pk
        assert "Vi lager arket." in html
        assert f'hx-get="{ark_url(ark_id)}"' in html
        assert f'href="{ark_url(ark_id)}"' in html, "without JavaScript one asks by a link"
        assert kari.get(fil_url(ark_id)).url == ark_url(ark_id)
        assert jobb.make_utskrift(ark_id)
        polled = kari.get(ark_url(ark_id), headers={"HX-Request": "true"}).content.decode()
        assert "Arket er klart." in polled
        assert "<html" not in polled
        assert "hx-get" not in polled
        raw = kari.get(fil_url(ark_id))
        assert raw["Content-Type"] == "application/pdf"
        assert raw["Cache-Control"] == "no-store, private"
        assert "Nora" not in raw["Content-Disposition"]
        assert "Hvis du sier nei" in read_text(raw.content)

    def test_a_double_click_is_one_order(self, kari, krav):
        kari.post(papir_url(krav))
        kari.post(papir_url(krav))
        with as_owner():
            assert Utskrift.objects.count() == 1

    def test_at_most_five_wait(self, verden):
        asked = [
            f.SamtykkekravFactory(sak=verden.nora_sak, giver=verden.kari, tjeneste=f.TjenesteFactory())
            for _nr in range(MAKS_UFERDIGE + 1)
        ]
        for one in asked[:-1]:
            order(one, verden.kari)
        with pytest.raises(ForMange):
            order(asked[-1], verden.kari)

    def test_fetching_is_on_record_and_the_page_that_waits_is_not(self, kari, verden, krav):
        ark_id = order(krav, verden.kari)
        kari.get(ark_url(ark_id))
        kari.get(fil_url(ark_id))
        with as_owner():
            assert not Hendelse.objects.filter(handling="samtykke.skrevet_ut").exists()
        jobb.make_utskrift(ark_id)
        kari.get(fil_url(ark_id))
        with as_owner():
            assert (
                Hendelse.objects.filter(handling="samtykke.skrevet_ut", aktoer_id=verden.kari.pk).count() == 1
            )

    def test_nobody_is_sent_a_notice_about_their_own_sheet(self, verden, krav):
        ark_id = order(krav, verden.kari)
        with as_owner():
            before = Utboks.objects.count()
        assert jobb.make_utskrift(ark_id)
        with as_owner():
            assert Utboks.objects.count() == before

    def test_file_lasts_as_long_as_the_others(self, kari, verden, krav):
        ark_id = order(krav, verden.kari)
        jobb.make_utskrift(ark_id)
        ark = find(verden.kari, ark_id)
        assert ark.expires_at - ark.ready_at == jobb.LEVETID
        with as_owner():
            Utskrift.objects.update(expires_at=naa(minutes=-1))
        assert kari.get(fil_url(ark_id)).status_code == 302, "the clock decides and not the sweeper"
        assert "Arket er slettet." in kari.get(ark_url(ark_id)).content.decode()
        jobb.empty_expired()
        with as_owner():
            assert Utskrift.objects.get(pk=ark_id).fil is None

    def test_a_yes_that_is_taken_back_takes_the_sheet_that_says_yes(self, kari, verden, krav):
        samtykke = say_yes(verden, verden.kari, krav)
        ark_id = order(krav, verden.kari)
        jobb.make_utskrift(ark_id)
        assert kari.get(fil_url(ark_id)).status_code == 200
        with acting_as(verden.kari.pk):
            withdraw_samtykke(samtykke, by=verden.kari.pk)
        assert kari.get(fil_url(ark_id)).status_code == 302
        with as_owner():
            assert Utskrift.objects.get(pk=ark_id).fil is None

    def test_a_yes_that_is_taken_back_while_the_sheet_is_made_leaves_no_sheet(
        self, kari, verden, krav, monkeypatch
    ):
        """The withdrawal waits for no worker: what was drawn before it is nobody's."""
        samtykke, draw = say_yes(verden, verden.kari, krav), jobb.html_to_pdf

        def draw_late(*args, **kwargs):
            with acting_as(verden.kari.pk):
                withdraw_samtykke(samtykke, by=verden.kari.pk)
            return draw(*args, **kwargs)

        monkeypatch.setattr(jobb, "html_to_pdf", draw_late)
        ark_id = order(krav, verden.kari)
        assert not jobb.make_utskrift(ark_id)
        assert kari.get(fil_url(ark_id)).status_code == 404
        with as_owner():
            assert Utskrift.objects.get(pk=ark_id).fil is None

    def test_a_question_that_is_answered_keeps_its_sheet(self, kari, verden, krav):
        ark_id = order(krav, verden.kari)
        assert jobb.make_utskrift(ark_id)
        say_yes(verden, verden.kari, krav)
        assert kari.get(fil_url(ark_id)).status_code == 200


class TestWhose:
    @pytest.mark.parametrize("navn", ALLE_ANDRE)
    def test_nobody_else_sees_fetches_or_orders_it(self, client, verden, krav, navn):
        say_yes(verden, verden.kari, krav)
        ark_id = order(krav, verden.kari)
        jobb.make_utskrift(ark_id)
        bruker = getattr(verden, navn)
        client.force_login(bruker)
        assert find(bruker, ark_id) is None
        assert client.get(ark_url(ark_id)).status_code == 404
        assert client.get(fil_url(ark_id)).status_code == 404
        assert client.post(papir_url(krav)).status_code in (403, 404)
        assert client.get(reverse("utskrift:fil", args=[ark_id])).status_code == 404
        with as_owner():
            assert Utskrift.objects.count() == 1

    @pytest.mark.parametrize("navn", ALLE_ANDRE)
    def test_the_database_takes_no_order_of_anothers_question(self, verden, krav, navn):
        with pytest.raises(DatabaseError, match="row-level security"):
            insert(getattr(verden, navn), verden.nora_sak.pk, krav.pk)

    def test_the_database_takes_ones_own(self, verden, krav):
        insert(verden.kari, verden.nora_sak.pk, krav.pk)
        with as_owner():
            assert Utskrift.objects.get().om_id == krav.pk

    def test_a_question_of_another_case_or_of_none_is_no_way_in(self, verden, krav):
        f.DeltakerFactory(sak=verden.ola_sak, bruker=verden.kari, rolle="foresatt")
        f.FamilierelasjonFactory(hovedperson=verden.ola_sak.hovedperson, bruker=verden.kari, relasjon="annen")
        grant_from_roles()
        for om_id in (uuid4(), None):
            with pytest.raises(DatabaseError, match="row-level security"):
                insert(verden.kari, verden.nora_sak.pk, om_id)
        with pytest.raises(DatabaseError, match="row-level security"):
            insert(verden.kari, verden.ola_sak.pk, krav.pk)

    def test_the_family_orders_no_other_print_out(self, kari, verden, saken):
        assert kari.get(reverse("utskrift:new", args=[verden.nora_sak.pk])).status_code == 403
        with pytest.raises(DatabaseError, match="row-level security"):
            order_summary(saken, saken.kari)
        for rolle, verbs in ROLLETILLATELSER.items():
            assert not {Permission.PRINT_SAMTYKKE, Permission.ORDER_UTSKRIFT} <= verbs, rolle

    def test_the_staffs_page_shows_no_sheet_of_the_family(self, kari, verden, krav):
        ark_id = order(krav, verden.kari)
        assert kari.get(reverse("utskrift:detail", args=[ark_id])).status_code == 404

    def test_an_order_is_not_turned_into_another(self, verden, krav):
        ark_id = order(krav, verden.kari)
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            acting_as(verden.kari.pk),
            transaction.atomic(),
        ):
            Utskrift.objects.filter(pk=ark_id).update(om_id=None)

    def test_nothing_is_made_for_who_is_out(self, kari, verden, krav):
        """A relation that is blocked while the order waits: no file, and no row to see."""
        ark_id = order(krav, verden.kari)
        block(verden)
        assert not jobb.make_utskrift(ark_id)
        assert find(verden.kari, ark_id) is None
        assert kari.get(ark_url(ark_id)).status_code == 404
        with as_owner():
            assert Utskrift.objects.get(pk=ark_id).feil == "ingen_tilgang"

    def test_a_file_that_is_ready_is_out_of_sight_with_the_relation(self, kari, verden, krav):
        ark_id = order(krav, verden.kari)
        jobb.make_utskrift(ark_id)
        assert kari.get(fil_url(ark_id)).status_code == 200
        block(verden)
        assert kari.get(fil_url(ark_id)).status_code == 404
        assert kari.post(papir_url(krav)).status_code == 404

    def test_a_closed_case_is_read_and_printed_as_before(self, kari, verden, krav):
        """Who sees a closed case reads their consent in it, and so has it on paper."""
        with as_owner():
            Sak.objects.filter(pk=verden.nora_sak.pk).update(status="lukket")
        assert kari.get(reverse("familie:samtykke", args=[verden.nora_sak.pk])).status_code == 200
        assert fetch_papir(kari, krav).status_code == 200

    def test_who_orders_is_the_one_the_worker_acts_as(self, verden, krav):
        """An order that names another as its owner is not taken."""
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            acting_as(verden.kari.pk),
            transaction.atomic(),
        ):
            Utskrift.objects.create(
                sak_id=verden.nora_sak.pk,
                om_id=krav.pk,
                ordered_by_id=verden.tom.pk,
                ordered_at=naa(),
                valg={},
            )
        with acting_as(None), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM utskrift_utskrift")
            assert cursor.fetchone() == (0,)
