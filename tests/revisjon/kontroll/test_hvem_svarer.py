"""The weekly control: who judges a pick, how it is answered, and that no child is named."""

# ruff: noqa: E501 (SQL and long rows on one line)

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from bti.models import Kommunerolle, Kommunerolletype
from bti.revisjon.jobb import control_weeks
from bti.revisjon.kontrollord import FOR_LEDER, FOR_OMBUD, RAAD
from bti.revisjon.models import Hendelse, Kontrollgrunn, Loggkontroll
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Varsel
from tests import factories as f
from tests.eier import as_owner
from tests.revisjon.kontrollverden import TIRSDAG, at, ombud

pytestmark = pytest.mark.django_db


@pytest.fixture
def valgt(verden, les):
    """Jonas has read at night."""
    les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
    control_weeks()
    with as_owner():
        return Loggkontroll.objects.get()


def who_sees(client, kontroll, *brukere) -> set[str]:
    """Return who finds it in the list and opens it; the two agree, and raw SQL with them."""
    found = set()
    for bruker in brukere:
        client.force_login(bruker)
        liste = client.get(reverse("revisjon:kontroll-list"))
        side = client.get(reverse("revisjon:kontroll-detail", args=[kontroll.pk]))
        with acting_as(bruker.pk):
            raw = Loggkontroll.objects.filter(pk=kontroll.pk).exists()
        listed = liste.status_code == 200 and kontroll.leser_navn in liste.content.decode()
        assert listed == (side.status_code == 200) == raw, bruker.navn
        assert side.status_code in (200, 403, 404)
        if listed:
            found.add(bruker.navn)
    return found


class TestWhoJudges:
    def test_the_head_of_the_readers_unit_and_the_ombud_sees(self, verden, valgt, client):
        ppt_leder = f.BrukerFactory(navn="Per Leder")
        f.AnsettelseFactory(bruker=ppt_leder, tjeneste=verden.ppt, tittel="leder", is_leder=True)
        egen, annen = ombud(verden, verden.solvik), ombud(verden, verden.fjellvik, "Frode Ombud")
        everybody = [
            verden.siri, egen, annen, ppt_leder, verden.jonas, verden.lise, verden.berit, verden.adm, verden.kari,
            verden.erik, verden.fremmed,
        ]  # fmt: skip
        assert valgt.kontrolloer_id == verden.siri.pk
        assert who_sees(client, valgt, *everybody) == {"Siri Holm", "Unni Ombud"}

    def test_a_head_who_reads_is_judged_by_the_ombud(self, verden, les):
        unni = ombud(verden, verden.solvik)
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() == unni.pk

    def test_two_heads_of_one_unit_do_not_judge_each_other(self, verden, les):
        f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.skole, tittel="inspektør", is_leder=True)
        unni = ombud(verden, verden.solvik)
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() == unni.pk

    def test_without_an_ombud_by_the_municipalitys_leder(self, verden, les):
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() == verden.berit.pk

    def test_an_ombud_does_not_see_what_they_have_read_themselves(self, verden, les, client):
        f.KommunerolleFactory(
            bruker=verden.jonas, kommune=verden.solvik, rolle=Kommunerolletype.PERSONVERNOMBUD
        )
        les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
        assert given_to() == verden.siri.pk
        client.force_login(verden.jonas)
        assert "Jonas Berge" not in main(client.get(reverse("revisjon:kontroll-list")))

    def test_a_head_who_is_of_the_family_does_not_judge(self, verden, les):
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson,
            bruker=verden.siri,
            registered_by=verden.jonas,
            relasjon="annen",
        )
        les(verden.jonas, verden.nora_sak, at(TIRSDAG, "22.30"))
        assert given_to() == verden.berit.pk

    def test_who_leaves_the_office_sees_it_no_more_and_the_next_one_does(self, verden, valgt, client):
        with as_owner():
            verden.siri.ansettelser.update(is_leder=False)
        assert who_sees(client, valgt, verden.siri) == set()
        f.AnsettelseFactory(bruker=verden.lise, tjeneste=verden.skole, tittel="rektor", is_leder=True)
        control_weeks()
        assert who_sees(client, valgt, verden.siri, verden.lise) == {"Lise Dahl"}

    def test_what_nobody_can_judge_waits_for_somebody(self, verden, les):
        with as_owner():
            Kommunerolle.objects.all().delete()
        les(verden.siri, verden.ola_sak, at(TIRSDAG, "22.30"))
        assert given_to() is None
        unni = ombud(verden, verden.solvik)
        assert given_to() == unni.pk


def given_to():
    control_weeks()
    with as_owner():
        return Loggkontroll.objects.get(grunn="utenfor_tid").kontrolloer_id


def main(response) -> str:
    """The page without its head and menu, where the one who is logged in is named."""
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


def answer(client, kontroll, **felter):
    data = {"avgjoerelse": "forklart", "ord": "Hun skrev referatet ferdig hjemme."} | felter
    url = reverse("revisjon:kontroll-detail", args=[kontroll.pk])
    side = client.get(url)
    token = re.search(r'name="skjema_token" value="([^"]+)"', side.content.decode())
    return client.post(url, data | ({"skjema_token": token[1]} if token else {}))


class TestTheAnswer:
    def test_a_decision_and_words(self, verden, valgt, client):
        client.force_login(verden.siri)
        assert answer(client, valgt).status_code == 302

        with as_owner():
            valgt.refresh_from_db()
            assert (valgt.avgjoerelse, valgt.closed_by_id) == ("forklart", verden.siri.pk)
            hendelse = Hendelse.objects.get(handling="loggkontroll.avgjort")
        assert (hendelse.sak_id, hendelse.aktoer_id, hendelse.objekt_id) == (None, verden.siri.pk, valgt.pk)
        assert valgt.leser_navn in main(client.get(reverse("revisjon:kontroll-avgjort")))
        assert "referatet ferdig hjemme" in main(
            client.get(reverse("revisjon:kontroll-detail", args=[valgt.pk]))
        )
        assert valgt.leser_navn not in main(client.get(reverse("revisjon:kontroll-list")))

    @pytest.mark.parametrize("felter", [{"avgjoerelse": ""}, {"avgjoerelse": "kanskje"}, {"ord": "  "}])
    def test_both_are_needed(self, verden, valgt, client, felter):
        client.force_login(verden.siri)
        assert answer(client, valgt, **felter).status_code == 422
        with as_owner():
            assert Loggkontroll.objects.filter(closed_at=None).exists()

    def test_a_double_click_is_one_answer(self, verden, valgt, client):
        client.force_login(verden.siri)
        url = reverse("revisjon:kontroll-detail", args=[valgt.pk])
        data = {"avgjoerelse": "i_orden", "ord": "Sjekket."}
        assert [client.post(url, data).status_code for _ in range(2)] == [302, 302]

    def test_what_is_decided_stands(self, verden, valgt, client):
        client.force_login(verden.siri)
        answer(client, valgt)
        response = client.post(
            reverse("revisjon:kontroll-detail", args=[valgt.pk]), {"avgjoerelse": "avvik", "ord": "Nei."}
        )
        assert response.status_code == 422
        with as_owner():
            assert Loggkontroll.objects.get().avgjoerelse == "forklart"

    def test_the_ombud_reads_and_does_not_answer(self, verden, valgt, client):
        unni = ombud(verden, verden.solvik)
        client.force_login(unni)
        side = main(client.get(reverse("revisjon:kontroll-detail", args=[valgt.pk])))
        assert "Siri Holm skal svare." in side
        assert "<form" not in side
        assert answer(client, valgt).status_code == 422
        with as_owner():
            assert Loggkontroll.objects.get().closed_at is None

    @pytest.mark.parametrize("navn", ["lise", "jonas", "berit", "kari"])
    def test_nobody_else_closes_it_past_the_page_either(self, verden, valgt, navn):
        with (
            pytest.raises(DatabaseError, match="ikke din"),
            acting_as(getattr(verden, navn).pk),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT revisjon_lukk_kontroll(%s, 'i_orden', 'Fint.')", [valgt.pk])

    @pytest.mark.parametrize(
        "sql",
        ["UPDATE revisjon_loggkontroll SET avgjoerelse = 'i_orden'", "DELETE FROM revisjon_loggkontroll",
         "SELECT revisjon_plukk(now(), now())", "SELECT revisjon_kontroller_uke(current_date)"],
    )  # fmt: skip
    def test_the_app_has_no_other_way(self, verden, valgt, sql):
        refused = pytest.raises(DatabaseError, match=r"permission denied|feil formål")
        with acting_as(verden.siri.pk), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    def test_one_that_is_late_is_shown_to_the_ombud(self, verden, valgt, client):
        unni = ombud(verden, verden.solvik)
        client.force_login(unni)
        assert "Ikke besvart i tide" not in main(client.get(reverse("revisjon:kontroll-list")))
        with as_owner():
            Loggkontroll.objects.update(svarfrist=timezone.localdate() - timedelta(days=1))
        side = main(client.get(reverse("revisjon:kontroll-list")))
        assert "Ikke besvart i tide" in side
        assert "Siri Holm skal svare" in side


class TestNoChildIsNamed:
    @pytest.fixture
    def alle(self, verden):
        """One of each reason, given to Siri."""
        for grunn in Kontrollgrunn:
            f.LoggkontrollFactory(
                kommune=verden.solvik, tjeneste=verden.skole, grunn=grunn, leser_id=verden.jonas.pk,
                leser_navn="Jonas Berge", kontrolloer=verden.siri, kontrolloer_navn="Siri Holm", sak_id=verden.nora_sak.pk,
            )  # fmt: skip

    def test_on_the_pages(self, verden, alle, client):
        unni = ombud(verden, verden.solvik)
        with as_owner():
            ider = list(Loggkontroll.objects.values_list("pk", flat=True))
        for bruker in (verden.siri, unni):
            client.force_login(bruker)
            sider = [client.get(reverse("revisjon:kontroll-list"))]
            sider += [client.get(reverse("revisjon:kontroll-detail", args=[pk])) for pk in ider]
            html = "".join(side.content.decode() for side in sider)
            assert all(side.status_code == 200 for side in sider)
            for ord_ in ("Nora", "Nordlie", "Kari", "Trivsel og lesing", str(verden.nora_sak.pk)):
                assert ord_ not in html, (bruker.navn, ord_)

    def test_the_head_is_not_told_that_a_colleagues_child_has_a_case(self, verden, alle, client):
        """Nor whose relative it is: that would be told by asking who is meant."""
        client.force_login(verden.siri)
        side = main(client.get(reverse("revisjon:kontroll-list")))
        for ord_ in ("etternavn", "foreldrene", "familien", "adresse"):
            assert ord_ not in side
        client.force_login(ombud(verden, verden.solvik))
        side = main(client.get(reverse("revisjon:kontroll-list")))
        assert "En av foreldrene arbeider i samme enhet" in side

    def test_every_reason_has_its_words(self):
        assert set(FOR_OMBUD) == set(FOR_LEDER) == set(Kontrollgrunn)
        assert set(RAAD) < set(Kontrollgrunn)

    def test_the_leader_is_told_once_a_week_and_the_mail_says_nothing(self, verden, valgt, client):
        control_weeks()
        empty_utboks()
        client.force_login(verden.siri)
        side = client.get(reverse("varsling:list")).content.decode()
        assert side.count("Loggkontroll venter på svar.") == 1
        assert [brev.to for brev in mail.outbox] == [["siri@stafett.invalid"]]
        for ord_ in ("Nora", "Nordlie", "Jonas", "Loggkontroll"):
            assert ord_ not in mail.outbox[0].subject + mail.outbox[0].body

    def test_the_notice_leads_there(self, verden, valgt, client):
        empty_utboks()
        client.force_login(verden.siri)
        with acting_as(verden.siri.pk):
            varsel = Varsel.objects.get()
        response = client.get(reverse("varsling:read", args=[varsel.pk]))
        assert response["Location"] == reverse("revisjon:kontroll-list")
