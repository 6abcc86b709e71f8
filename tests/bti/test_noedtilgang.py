"""Break-glass: who may, with what, for how long, who is told; and that it is no way to search."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from bti.models import Noedtilgang, SakUserObjectPermission, Sperring
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.kall import call
from bti.tilgang.noedtilgang import NyNoedtilgang, open_noedtilgang
from bti.tilgang.tillatelser import NOEDROLLE, ROLLETILLATELSER
from tests import factories as f
from tests.bti.noedhjelp import NY, TEKST, ask, log_in, make_ansatt, make_ombud, open_as, told
from tests.eier import as_owner
from tests.sidetekst import without_tokens

pytestmark = pytest.mark.django_db

INGEN = "Ingen sak ble åpnet"


@pytest.fixture
def nina(verden):
    return make_ansatt(verden)


@pytest.fixture
def sjef(verden):
    """Nina's own head."""
    return make_ansatt(verden, "Nils Navleder", is_leder=True)


@pytest.fixture
def ombud(verden):
    return make_ombud(verden)


def sak_url(verden) -> str:
    return reverse("stafettlogg:sak", args=[verden.nora_sak.pk])


def test_the_case_opens_to_read_and_nothing_more(client, verden, nina):
    open_as(client, nina)

    html = client.get(sak_url(verden)).content.decode()
    assert "Nora Nordlie" in html
    assert "Skriv i loggen" not in html
    assert client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).status_code == 200
    refused = (
        "stafettlogg:innlegg-new",
        "stafettlogg:melding-new",
        "tiltak:new",
        "bti:deltaker-new",
        "utskrift:new",
    )
    assert {client.get(reverse(name, args=[verden.nora_sak.pk])).status_code for name in refused} == {403}
    done = {"created_by": verden.jonas, "ferdig_by": verden.jonas, "ferdig_at": timezone.now()}
    skjema = f.SkjemautfyllingFactory(sak=verden.nora_sak, **done)
    side = client.get(reverse("bti:utfylling", args=[skjema.pk]))
    assert (side.status_code, "Hent som PDF" in side.content.decode()) == (200, False)
    assert client.get(reverse("bti:utfylling-papir", args=[skjema.pk])).status_code == 403
    assert {p.codename for p in ROLLETILLATELSER[NOEDROLLE]} == {
        "view_sak",
        "view_samtykke",
        "view_moete",
        "view_innsyn",
    }


def test_it_is_found_by_the_quiet_link(client, verden, nina):
    client.force_login(nina)

    assert f'href="{reverse(NY)}"' in client.get(reverse("stafettlogg:hjem")).content.decode()
    assert f'href="{reverse(NY)}"' in client.get(reverse("stafettlogg:soek")).content.decode()


def test_every_page_says_how_long_and_lets_one_end_it(client, verden, nina):
    noed = open_as(client, nina)

    for url in (sak_url(verden), reverse("stafettlogg:hjem"), reverse("varsling:list"), "/finnes-ikke/"):
        html = client.get(url).content.decode()
        assert "60 minutter igjen" in html, url
        assert "Avslutt nå" in html, url
    client.post(reverse("bti:noedtilgang-end", args=[noed.pk]))
    assert client.get(sak_url(verden)).status_code == 404
    assert "minutter igjen" not in client.get(reverse("stafettlogg:hjem")).content.decode()


def test_only_ones_own_can_be_ended(client, verden, nina):
    noed = open_as(client, nina)
    client.force_login(verden.lise)

    client.post(reverse("bti:noedtilgang-end", args=[noed.pk]))

    with as_owner():
        assert Noedtilgang.objects.get().ended_at is None
    with acting_as(verden.lise.pk), pytest.raises(PermissionDenied, match="bare den som åpnet"):
        call("SELECT tilgang_avslutt_noedtilgang(%s)", noed.pk)


def test_it_ends_by_itself(client, verden, nina):
    noed = open_as(client, nina)
    assert noed.expires_at - noed.opened_at == timedelta(minutes=60)

    with as_owner():
        Noedtilgang.objects.update(
            opened_at=timezone.now() - timedelta(minutes=61), expires_at=timezone.now() - timedelta(seconds=1)
        )

    assert client.get(sak_url(verden)).status_code == 404


def test_the_municipality_sets_how_long(client, verden, nina):
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="noedtilgang_minutter", verdi=20)

    noed = open_as(client, nina)

    assert noed.expires_at - noed.opened_at == timedelta(minutes=20)


@pytest.mark.parametrize("ago", [301, 4000])
def test_an_old_login_is_asked_for_again_and_the_text_is_kept(client, verden, nina, ago):
    log_in(client, nina)
    page = client.get(reverse(NY))
    token = page.content.decode().split('name="skjema_token" value="')[1].split('"')[0]
    log_in(client, nina, ago=ago)

    start = client.get(reverse(NY)).content.decode()
    assert "Logg inn på nytt" in start
    assert 'href="tel:112"' in start
    assert "paa_nytt=1" in start
    response = client.post(reverse(NY), {"navn": "Nora Nordlie", "tekst": TEKST, "skjema_token": token})

    assert response.status_code == 302
    with as_owner():
        assert not Noedtilgang.objects.exists()
    log_in(client, nina)
    assert TEKST in client.get(reverse(NY)).content.decode()


def test_the_demo_login_is_fresh_and_leads_back(client, verden):
    log_in(client, verden.lise, ago=9999)
    again = client.get(reverse(NY)).context["innlogging_url"]
    assert "Logg inn på nytt, så vi vet at det er deg." in client.get(again).content.decode()

    response = client.post(reverse("innlogging:demo"), {"subject": "lise", "neste": reverse(NY)})

    assert response["Location"] == reverse(NY)
    assert "Åpne saken" in client.get(reverse(NY)).content.decode()


def test_the_database_takes_no_stale_or_made_up_word_for_the_login(verden, nina):
    ny = NyNoedtilgang(
        verden.nav.pk, "Nora Nordlie", verden.nora_sak.hovedperson.foedselsdato, "liv_helse", TEKST, ""
    )
    stale = int(timezone.now().timestamp()) - 400
    with acting_as(nina.pk):
        for by, when in ((nina.pk, stale), (verden.lise.pk, stale + 400), (nina.pk, stale + 4000)):
            with pytest.raises(PermissionDenied, match="innloggingen er for gammel"):
                open_noedtilgang(ny, noekkel=verden.nav.pk, logget_inn=when, by=by)


# Nothing is found, and nothing is said: the same words, the same status, and the leader is told.

AVSLAG = {
    "unknown name": {"navn": "Nora Nordlis"},
    "part of the name": {"navn": "Nora"},
    "another day": {"foedselsdato_0": "5"},
    "a pattern": {"navn": "%"},
}


def _refused(client) -> str:
    response = ask(client)
    assert response.status_code == 200
    return without_tokens(response.content.decode())


@pytest.mark.parametrize("what", AVSLAG)
def test_what_is_not_exact_opens_nothing(client, verden, nina, sjef, what):
    log_in(client, nina)

    response = ask(client, **AVSLAG[what])

    assert INGEN in response.content.decode()
    with as_owner():
        assert not Noedtilgang.objects.exists()
        [event] = Hendelse.objects.filter(kjede_id=nina.pk, handling="noedtilgang.forsoek")
    assert "Nora" not in str(event.detaljer)
    assert told(sjef, slag="noedtilgang_forsoek") == {"Nils Navleder"}


def test_names_are_compared_as_people_write_them(client, verden, nina):
    assert open_as(client, nina, navn="  nora   NORDLIE ")


def test_a_block_a_sealed_address_and_no_case_answer_alike(client, verden, nina, sjef, ombud):
    """An attempt cannot tell that a child has a case: not by its words, its status, or what the leader is told."""
    log_in(client, nina)
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="noedtilgang_forsoek_per_doegn", verdi=9)
    unknown = without_tokens(ask(client, navn="Ingen Ukjent").content.decode())
    answers = {}
    sperring = f.SperringFactory(sak=verden.nora_sak, bruker=nina)
    answers["blocked"] = _refused(client)
    with as_owner():
        Sperring.objects.filter(pk=sperring.pk).update(lifted_at=timezone.now(), lifted_by=verden.siri)
    for sperre in ("strengt_fortrolig", "ukjent"):
        with as_owner():
            type(verden.nora_sak.hovedperson).objects.update(adressesperre=sperre)
        answers[sperre] = _refused(client)
    with as_owner():
        type(verden.nora_sak.hovedperson).objects.update(adressesperre="ingen")
        type(verden.nora_sak).objects.update(status="lukket")
    answers["closed"] = _refused(client)

    assert {what for what, html in answers.items() if html != unknown} == set()
    with as_owner():
        assert not Noedtilgang.objects.exists()
        events = Hendelse.objects.filter(kjede_id=nina.pk, handling="noedtilgang.forsoek")
        assert events.count() == 5
        assert len({str(e.detaljer) for e in events}) == 1
        assert not Hendelse.objects.filter(sak_id=verden.nora_sak.pk, aktoer_id=nina.pk).exists()
    assert told(sjef, ombud, verden.siri, verden.jonas, verden.kari, slag="noedtilgang_forsoek") == {
        "Nils Navleder", "Vera Vern",
    }  # fmt: skip


def test_attempts_run_out_in_the_same_words(client, verden, nina, sjef):
    log_in(client, nina)
    pages = {without_tokens(ask(client, navn=f"Ingen {n}").content.decode()) for n in range(3)}
    right = ask(client)  # the right name, one attempt too late

    assert pages == {without_tokens(right.content.decode())}
    with as_owner():
        assert not Noedtilgang.objects.exists()
        assert Hendelse.objects.filter(kjede_id=nina.pk, handling="noedtilgang.stanset").count() == 1


@pytest.mark.parametrize("navn", ["jonas", "kari", "erik", "adm", "berit", "fremmed"])
def test_who_gets_nowhere(client, verden, navn):
    """Who sees the case already needs no emergency; another municipality's people and others have no way."""
    person = getattr(verden, navn)
    log_in(client, person)
    response = client.get(reverse(NY))
    if response.status_code == 200:
        response = ask(client)
        assert INGEN in response.content.decode()
    else:
        assert response.status_code == 403
    with as_owner():
        assert not Noedtilgang.objects.exists()


def test_an_employee_who_is_the_childs_own_gets_nowhere(client, verden):
    f.AnsettelseFactory(bruker=verden.kari, tjeneste=verden.nav)
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.kari, blocked_by=verden.kari, grunn="egen")
    log_in(client, verden.kari)

    assert INGEN in ask(client).content.decode()


def test_all_of_the_childs_open_cases_are_opened(client, verden, nina):
    """Nobody can choose among cases they do not see."""
    hovedperson = f.HovedpersonFactory(
        kommune=verden.solvik, navn="Nora Nordlie", foedselsdato=verden.nora_sak.hovedperson.foedselsdato,
        created_by=verden.amina,
    )  # fmt: skip
    f.SakFactory(
        kommune=verden.solvik, tjeneste=verden.ppt, veileder=verden.veileder, nivaa=verden.nivaaer[1],
        hovedperson=hovedperson, opened_by=verden.amina,
    )  # fmt: skip
    log_in(client, nina)

    assert ask(client).status_code == 302

    with as_owner():
        assert Noedtilgang.objects.filter(bruker=nina).count() == 2
    assert client.get(reverse("stafettlogg:hjem")).content.decode().count("Avslutt nå") == 2


def test_a_double_click_opens_once(client, verden, nina):
    log_in(client, nina)
    page = client.get(reverse(NY))
    data = {
        "navn": "Nora Nordlie", "foedselsdato_0": "4", "foedselsdato_1": "3", "foedselsdato_2": "2016",
        "grunn": "savnet", "tekst": TEKST, "tjeneste": str(verden.nav.pk),
        "skjema_token": page.content.decode().split('name="skjema_token" value="')[1].split('"')[0],
    }  # fmt: skip

    assert [client.post(reverse(NY), data).status_code for _ in range(2)] == [302, 302]
    with as_owner():
        assert Noedtilgang.objects.count() == 1


def test_a_block_bites_in_the_middle_of_it(client, verden, nina):
    open_as(client, nina)
    f.SperringFactory(sak=verden.nora_sak, bruker=nina)

    assert client.get(sak_url(verden)).status_code == 404


# Who is told


def test_those_who_must_know_are_told_at_once(client, verden, nina, sjef, ombud):
    open_as(client, nina)

    assert told(sjef, ombud, verden.siri, verden.jonas, verden.kari, verden.tom, verden.lise, verden.pia, nina) == {
        "Nils Navleder", "Vera Vern", "Siri Holm", "Jonas Berge", "Kari Nordlie", "Tom Nordlie",
    }  # fmt: skip


def test_the_family_reads_who_and_the_reason_of_the_list(client, verden, nina):
    open_as(client, nina)
    client.get(sak_url(verden))
    told(verden.kari)
    client.force_login(verden.kari)

    notices = client.get(reverse("varsling:list")).content.decode()
    html = client.get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])).content.decode()

    assert "Noen har lest i saken om Nora fordi det hastet." in notices
    assert "Brukte nødtilgang. Grunnen som ble valgt: fare for liv eller helse." in html
    assert "NAV Solvik" in html
    assert "Nina Nav åpnet saken med nødtilgang." in html
    assert "Det er ikke vurdert ennå." in html
    assert TEKST not in html, "the opener's own words are never the family's"
    with acting_as(verden.kari.pk):
        assert not Noedtilgang.objects.exists()


@pytest.fixture
def delayed(client, nina):
    return open_as(client, nina, utsett="on", utsatt_grunn="Far kan bli sint og dra hjem.")


def seen_by_family(client, verden) -> str:
    client.force_login(verden.kari)
    return client.get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])).content.decode()


def test_a_delay_hides_every_trace_from_the_family_and_from_nobody_else(client, verden, nina, delayed):
    client.get(sak_url(verden))

    assert told(verden.kari, verden.tom, verden.jonas, verden.siri) == {"Jonas Berge", "Siri Holm"}
    assert "Nina" not in seen_by_family(client, verden)
    with acting_as(verden.kari.pk):
        assert not Hendelse.objects.filter(aktoer_id=nina.pk).exists()
        assert not Hendelse.objects.filter(objekt_id=delayed.pk).exists()
    client.force_login(verden.jonas)
    assert "Nina Nav" in client.get(reverse("bti:hvem-har-sett", args=[verden.nora_sak.pk])).content.decode()


def test_a_delay_ends_by_itself_and_then_the_family_reads_it(client, verden, nina, delayed):
    days = (timezone.localdate(delayed.familie_varsles_at) - timezone.localdate()).days
    assert days == 7
    with as_owner(), connection.cursor() as cursor:
        Noedtilgang.objects.update(familie_varsles_at=timezone.now())
        cursor.execute(
            "UPDATE varsling_utboks SET send_etter = now() WHERE noekkel LIKE 'noedtilgang:familie:%'"
        )

    assert told(verden.kari, verden.tom) == {"Kari Nordlie", "Tom Nordlie"}
    assert "Nina Nav" in seen_by_family(client, verden)


def test_a_delay_needs_its_reason(client, verden, nina):
    log_in(client, nina)

    response = ask(client, utsett="on", utsatt_grunn=" ")

    assert response.status_code == 422
    assert "Skriv hvorfor det kan være farlig" in response.content.decode()


def test_the_opener_keeps_no_verbs_when_it_is_over(client, verden, nina):
    """guardian's rows may stay; they give nothing without the part."""
    noed = open_as(client, nina)
    client.post(reverse("bti:noedtilgang-end", args=[noed.pk]))

    with acting_as(nina.pk):
        assert not SakUserObjectPermission.objects.exists()
        assert call("SELECT tilgang_verb(%s)", verden.nora_sak.pk) == []


def test_the_app_writes_no_row_by_itself(verden, nina):
    with acting_as(nina.pk), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        f.NoedtilgangFactory._meta.model.objects.create(
            sak=verden.nora_sak, bruker=nina, tjeneste=verden.nav, grunn="savnet", tekst="x",
            opened_at=timezone.now(), expires_at=timezone.now() + timedelta(hours=9),
        )  # fmt: skip
