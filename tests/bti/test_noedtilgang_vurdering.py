"""The second person: who judges an opening, what they read, and that it is not forgotten."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bti.models import Kladd, Noedtilgang
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.noedtilgang import list_vurderingssaker, review_noedtilgang, tell_familie
from bti.varsling import jobb
from bti.varsling.models import Paaminnelse, Varsel
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.noedhjelp import TEKST, make_ansatt, make_ombud, open_as, told
from tests.eier import as_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina(verden):
    return make_ansatt(verden)


@pytest.fixture
def ombud(verden):
    return make_ombud(verden)


@pytest.fixture
def noed(client, verden, nina, ombud):
    row = open_as(client, nina)
    client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk]))
    client.get(reverse("samtykke:list", args=[verden.nora_sak.pk]))
    return row


def judge(client, bruker, noed, **data):
    client.force_login(bruker)
    url = reverse("bti:noedtilgang-vurder", args=[noed.pk])
    page = client.get(url)
    if page.status_code != 200 or "skjema_token" not in page.content.decode():
        return page
    return client.post(
        url, {"skjema_token": token_in(page), "vurdering": "i_orden", "tekst": "Det var rett."} | data
    )


def test_the_head_reads_why_and_which_pages_and_no_content(client, verden, noed):
    client.force_login(verden.siri)
    assert (
        "Nina Nav åpnet saken om Nora Nordlie" in client.get(reverse("bti:noedtilgang-list")).content.decode()
    )

    html = client.get(reverse("bti:noedtilgang-vurder", args=[noed.pk])).content.decode()

    assert TEKST in html
    assert "Fare for liv eller helse" in html
    assert "så på saken" in html
    assert "så på samtykkene" in html
    assert "Trivsel og lesing" not in html
    assert client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 404


def test_a_judgement_stands_and_ends_what_is_open(client, verden, nina, noed, ombud):
    assert (
        judge(client, verden.siri, noed, vurdering="ikke_i_orden", tekst="Barnet var trygt.").status_code
        == 302
    )

    with as_owner():
        row = Noedtilgang.objects.get()
        assert Hendelse.objects.filter(kjede_id=verden.siri.pk, handling="noedtilgang.vurdert").exists()
    assert (row.vurdering, row.reviewed_by_id, row.vurdering_tekst) == (
        "ikke_i_orden",
        verden.siri.pk,
        "Barnet var trygt.",
    )
    assert row.ended_at is not None
    client.force_login(nina)
    assert client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 404
    assert told(nina, verden.tom, slag="noedtilgang_vurdert") == {"Nina Nav"}
    assert told(nina, verden.tom, ombud, slag="noedtilgang_urett") == {"Vera Vern"}
    client.force_login(nina)
    own = client.get(reverse("bti:noedtilgang-new")).content.decode()
    assert "Det var ikke riktig." in own
    assert "Barnet var trygt." in own
    client.force_login(verden.kari)
    html = client.get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])).content.decode()
    assert "Det er vurdert: Det var ikke riktig." in html
    assert "Barnet var trygt." not in html


def test_it_is_judged_once(client, verden, noed, ombud):
    judge(client, verden.siri, noed)
    judge(client, ombud, noed, vurdering="ikke_i_orden")

    with as_owner():
        assert Noedtilgang.objects.get().vurdering == "i_orden"
    with acting_as(ombud.pk):
        assert not review_noedtilgang(noed.pk, vurdering="ikke_i_orden", tekst="Nei.")


def test_the_words_of_who_was_second_are_kept(client, verden, noed, ombud):
    url = reverse("bti:noedtilgang-vurder", args=[noed.pk])
    client.force_login(ombud)
    data = {
        "skjema_token": token_in(client.get(url)),
        "vurdering": "ikke_i_orden",
        "tekst": "Det hastet ikke.",
    }
    judge(client, verden.siri, noed)
    client.force_login(ombud)

    page = client.post(url, data, follow=True).content.decode()

    assert "Teksten din er lagret som kladd." in page
    with as_owner():
        assert Kladd.objects.get(bruker=ombud).felter["tekst"] == ["Det hastet ikke."]


@pytest.mark.parametrize("navn", ["nina", "jonas", "lise", "kari", "berit", "adm", "erik"])
def test_nobody_else_judges(client, verden, nina, noed, navn):
    person = nina if navn == "nina" else getattr(verden, navn)

    assert judge(client, person, noed).status_code in (302, 403)

    with acting_as(person.pk):
        assert list_vurderingssaker() == []
        with pytest.raises(PermissionDenied):
            review_noedtilgang(noed.pk, vurdering="i_orden", tekst="Ja.")
        with pytest.raises(PermissionDenied):
            tell_familie(noed.pk, forleng=False)
    with as_owner():
        assert Noedtilgang.objects.get().reviewed_at is None


def test_the_head_who_opened_does_not_judge_themself(client, verden, ombud):
    f.AnsettelseFactory(bruker=verden.siri, tjeneste=verden.nav, is_leder=True)
    noed = open_as(client, verden.siri, tjeneste=str(verden.skole.pk))

    with acting_as(verden.siri.pk):
        assert list_vurderingssaker() == []
    assert judge(client, ombud, noed).status_code == 302
    assert told(verden.siri, ombud) == {"Vera Vern"}


def test_a_head_who_is_the_childs_own_neither_judges_nor_reads(client, verden, nina, ombud):
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.siri, registered_by=verden.jonas
    )
    open_as(client, nina, utsett="on", utsatt_grunn="Kan bli farlig.")

    with acting_as(verden.siri.pk):
        assert list_vurderingssaker() == []
    assert "Siri Holm" not in told(verden.siri, ombud)


def test_words_are_needed(client, verden, noed):
    assert judge(client, verden.siri, noed, tekst="").status_code == 422
    assert judge(client, verden.siri, noed, vurdering="").status_code == 422


@pytest.mark.parametrize(
    ("opened", "frist"),
    [("2026-11-23", "2026-11-26"), ("2026-11-25", "2026-11-30"), ("2026-11-27", "2026-12-02"),
     ("2026-11-28", "2026-12-02")],
)  # fmt: skip
def test_three_working_days(opened, frist, eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute("SELECT tilgang_arbeidsdager(%s::date, 3)", [opened])
        assert cursor.fetchone()[0] == date.fromisoformat(frist)


def test_what_is_overdue_is_chased_until_it_is_judged(client, verden, noed, ombud):
    with as_owner():
        planned = Paaminnelse.objects.filter(objekt_id=noed.pk, regel="noedtilgang_vurder")
        assert set(planned.values_list("mottaker__navn", flat=True)) == {"Siri Holm", "Vera Vern"}
        assert planned.count() == 6
        first = planned.order_by("due_at").first()
        planned.filter(forekomst="1").update(due_at=timezone.now() - timedelta(minutes=1))
    assert timezone.localtime(first.due_at).hour == 8
    jobb.sweep_paaminnelser()
    assert told(verden.siri, ombud, slag="noedtilgang_vurder") == {"Siri Holm", "Vera Vern"}

    with as_owner():
        Noedtilgang.objects.update(
            opened_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=8)
        )
    client.force_login(verden.siri)
    assert "forfalt" in client.get(reverse("bti:noedtilgang-list")).content.decode()

    judge(client, verden.siri, noed)
    with as_owner():
        assert not Paaminnelse.objects.filter(objekt_id=noed.pk, status="venter").exists()


@pytest.fixture
def delayed(client, nina, ombud):
    return open_as(client, nina, utsett="on", utsatt_grunn="Far kan bli sint.")


def press(client, bruker, noed, hva: str) -> str:
    client.force_login(bruker)
    url = reverse("bti:noedtilgang-familie", args=[noed.pk])
    return client.post(url, {"hva": hva}, follow=True).content.decode()


def test_who_judges_can_tell_the_family_at_once(client, verden, delayed):
    assert told(verden.kari) == set()
    assert "Far kan bli sint." in press(client, verden.siri, delayed, "noe annet")
    assert told(verden.kari) == set(), "only the button tells: it cannot be taken back"

    press(client, verden.siri, delayed, "fortell")

    assert told(verden.kari, verden.tom) == {"Kari Nordlie", "Tom Nordlie"}


def test_the_delay_can_be_prolonged_once(client, verden, delayed):
    press(client, verden.siri, delayed, "vent")
    with as_owner():
        row = Noedtilgang.objects.get()
    assert row.familie_varsles_at - delayed.familie_varsles_at == timedelta(days=7)
    assert row.prolonged_by_id == verden.siri.pk

    assert "Varselet er utsatt én gang før." in press(client, verden.siri, delayed, "vent")
    with acting_as(verden.siri.pk), pytest.raises(PermissionDenied, match="én gang"):
        tell_familie(delayed.pk, forleng=True)
    with as_owner():
        assert Noedtilgang.objects.get().familie_varsles_at == row.familie_varsles_at
    assert told(verden.kari) == set()


def test_what_has_been_told_is_not_taken_back(client, verden, noed):
    with acting_as(verden.siri.pk):
        assert tell_familie(noed.pk, forleng=True) == "alt_fortalt"


def test_a_notice_leads_to_where_the_reader_may_look(client, verden, nina, noed, ombud):
    jobb.empty_utboks()
    expected = {
        "siri": reverse("bti:noedtilgang-list"),
        "jonas": reverse("bti:hvem-har-sett", args=[verden.nora_sak.pk]),
        "kari": reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk]),
    }
    for navn, target in expected.items():
        client.force_login(getattr(verden, navn))
        with acting_as(getattr(verden, navn).pk):
            varsel = Varsel.objects.get(slag="noedtilgang")
        assert client.get(reverse("varsling:read", args=[varsel.pk]))["Location"] == target
