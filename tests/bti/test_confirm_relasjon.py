"""The second employee: what they see, that they may say no, and that nobody under age is registered by hand."""

from datetime import date

import pytest
from django.urls import reverse

from bti.identitetsnummer import is_younger
from bti.models import Deltaker, Familierelasjon, KommuneInnstilling, Sak, SakUserObjectPermission
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling import jobb
from samtykke.models import Samtykkekrav
from tests.bti.conftest import UKJENT, token_in
from tests.cast import give_consent
from tests.samtykke.hjelp import ask, say_yes

pytestmark = pytest.mark.django_db
MONA = "11829030189"  # 11 February 1990
GRUNN = "Dette er tanten. Moren har et annet nummer."


@pytest.fixture
def legg_inn(verden, post_form):
    """Enter Mona as a parent of Nora by hand."""

    def enter(**other):
        data = {
            "navn": "Mona Ny",
            "relasjon": "verge",
            "foedselsnummer": MONA,
            "epost": "",
            "mobil": "",
            "har_foreldreansvar": "on",
        }
        return post_form(reverse("bti:foresatt-new", args=[verden.nora_sak.pk]), **(data | other))

    return enter


@pytest.fixture
def mona(legg_inn, eier) -> Familierelasjon:
    assert legg_inn().status_code == 302
    with eier():
        return Familierelasjon.objects.select_related("bruker").get(bruker__navn="Mona Ny")


@pytest.fixture
def avvis(client, verden, mona, post_form):
    """Decline as the head of the school, through the page."""

    def decline(grunn: str = GRUNN):
        client.force_login(verden.siri)
        return post_form(reverse("bti:relasjon-decline", args=[mona.pk]), client, grunn=grunn)

    return decline


def notices(client, bruker) -> str:
    jobb.empty_utboks()
    client.force_login(bruker)
    return client.get(reverse("varsling:list")).content.decode()


def test_somebody_under_age_is_not_registered_by_hand(legg_inn, eier):
    response = legg_inn(foedselsnummer=UKJENT)

    assert response.status_code == 422
    page = response.content.decode()
    assert "Fødselsnummeret er til en som er under 18 år. En foresatt må være fylt 18 år." in page
    assert "Mona Ny" in page, "what was typed is still there"
    with eier():
        assert not Familierelasjon.objects.filter(bruker__navn="Mona Ny").exists()


def test_the_age_is_the_municipalitys(verden, legg_inn, eier):
    with eier():
        KommuneInnstilling.objects.create(kommune=verden.solvik, noekkel="foresatt_fra_alder", verdi=5)

    assert legg_inn(foedselsnummer=UKJENT).status_code == 302


@pytest.mark.parametrize(
    ("dag", "is_under"), [(date(2026, 3, 13), True), (date(2026, 3, 14), False), (date(2026, 3, 15), False)]
)
def test_one_is_of_age_from_the_day(dag, is_under):
    assert is_younger(date(2008, 3, 14), 18, dag=dag) is is_under
    assert not is_younger(None, 18, dag=dag)


def test_the_leader_sees_what_it_takes_to_judge(client, verden, mona):
    client.force_login(verden.siri)
    page = client.get(reverse("bti:relasjoner")).content.decode()

    for word in ("Mona Ny", "11. februar 1990", "4. mars 2016", "verge til Nora Nordlie", "Jonas Berge"):
        assert word in page, word
    assert MONA not in page
    assert MONA[6:] not in page


def test_declining_asks_why(client, verden, mona, avvis, eier):
    response = avvis("   ")

    assert response.status_code == 422
    assert "Skriv hvorfor" in response.content.decode()
    with eier():
        mona.refresh_from_db()
    assert mona.verifisering == "ingen"


def test_declined_is_out_and_the_one_who_registered_is_told_why(client, verden, mona, avvis, eier):
    assert avvis().url == reverse("bti:relasjoner")

    with eier():
        mona.refresh_from_db()
        assert (mona.verifisering, mona.blocked_by_id, mona.avvist_grunn) == ("avvist", verden.siri.pk, GRUNN)
        assert not Deltaker.objects.filter(bruker=mona.bruker).exists()
        assert not SakUserObjectPermission.objects.filter(user=mona.bruker).exists()
        [hendelse] = Hendelse.objects.filter(handling="relasjon.avvist")
        assert hendelse.aktoer_id == verden.siri.pk
        assert GRUNN not in str(hendelse.detaljer)
    with acting_as(mona.bruker_id):
        assert not Sak.objects.exists()
    assert "Lederen har ikke bekreftet en forelder" in notices(client, verden.jonas)
    page = client.get(reverse("bti:sak-deltakere", args=[verden.nora_sak.pk])).content.decode()
    assert GRUNN in page
    assert "Mona Ny" not in page, "a number typed wrong may be a stranger's"


def test_the_notice_leads_to_the_reason(client, verden, mona, avvis):
    avvis()
    notices(client, verden.jonas)
    [varsel] = [
        v for v in client.get(reverse("varsling:list")).context["side"] if v.slag == "relasjon_avvist"
    ]
    page = client.get(reverse("varsling:read", args=[varsel.pk]), follow=True).content.decode()

    assert GRUNN in page


def test_the_reason_is_for_who_can_put_it_right(client, verden, mona, avvis):
    """A leader's words about somebody who is no parent are not for everybody who takes part."""
    avvis()
    give_consent(verden, verden.kari, verden.tom)
    for hvem, reads in (("jonas", True), ("amina", False)):
        client.force_login(getattr(verden, hvem))
        page = client.get(reverse("bti:sak-deltakere", args=[verden.nora_sak.pk]))
        assert page.status_code == 200
        assert (GRUNN in page.content.decode()) is reads


def test_sql_reads_the_reason_for_who_can_put_it_right_alone(verden, avvis):
    give_consent(verden, verden.kari, verden.tom)
    avvis()
    for hvem, antall in ((verden.jonas, 1), (verden.amina, 0), (verden.kari, 0), (verden.tom, 0)):
        with acting_as(hvem.pk):
            assert Familierelasjon.objects.filter(hovedperson=verden.nora_sak.hovedperson).exists()
            assert Familierelasjon.objects.filter(verifisering="avvist").count() == antall, hvem.navn


def test_declining_twice_is_once_and_the_other_words_are_kept(client, verden, mona, avvis, eier):
    client.force_login(verden.siri)
    url = reverse("bti:relasjon-decline", args=[mona.pk])
    token = token_in(client.get(url))
    avvis()
    response = client.post(url, {"skjema_token": token, "grunn": "En gang til"}, follow=True)

    assert "Denne venter ikke på deg." in response.content.decode()
    assert "Teksten din er lagret som kladd." in response.content.decode()
    with eier():
        mona.refresh_from_db()
        assert mona.avvist_grunn == GRUNN


@pytest.mark.parametrize("hvem", ["jonas", "lise", "amina", "erik"])
def test_nobody_else_declines(client, verden, mona, eier, hvem):
    client.force_login(getattr(verden, hvem))
    client.post(reverse("bti:relasjon-decline", args=[mona.pk]), {"grunn": GRUNN})

    with eier():
        mona.refresh_from_db()
        assert mona.verifisering == "ingen"


def test_put_right_and_asked_again(client, verden, mona, avvis, legg_inn, eier):
    avvis()
    client.force_login(verden.jonas)
    assert legg_inn(relasjon="mor").status_code == 302

    with eier():
        mona.refresh_from_db()
        assert (mona.verifisering, mona.relasjon, mona.blocked_at, mona.avvist_grunn) == (
            "ingen",
            "mor",
            None,
            "",
        )
    client.force_login(verden.siri)
    assert "mor til Nora Nordlie" in client.get(reverse("bti:relasjoner")).content.decode()
    client.post(reverse("bti:relasjon-confirm", args=[mona.pk]))
    with acting_as(mona.bruker_id):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()


def test_a_refusal_lets_nobody_in(client, verden, mona, avvis, eier):
    """Both parents have said yes to PPT; Mona was asked too. That she is turned down is no yes."""
    krav = ask(verden)
    for bruker in (verden.kari, verden.tom):
        say_yes(verden, bruker, krav[bruker])
    avvis()
    with acting_as(verden.amina.pk):
        assert not Sak.objects.exists()

    ask(verden)
    with eier():
        assert not Samtykkekrav.objects.filter(giver=mona.bruker).exists()
    with acting_as(verden.amina.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
