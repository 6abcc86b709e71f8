"""Everybody has said yes, and nobody of the service takes part: it is said as it is, and the holder is led on."""

import pytest
from django.urls import reverse

from bti.models import Rolle
from bti.tilgang.aktoer import acting_as
from bti.varsling import jobb
from bti.varsling.models import Slag
from samtykke.models import Samtykke
from samtykke.services import ask_for_call, withdraw_samtykke
from tests import factories as f
from tests.eier import as_owner
from tests.samtykke.hjelp import ask, say_yes, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def nils(verden):
    """Works in NAV, and is in no case."""
    nils = f.BrukerFactory(navn="Nils Ny")
    f.AnsettelseFactory(bruker=nils, tjeneste=verden.nav)
    return nils


@pytest.fixture
def full(verden, nils):
    """Both parents have said yes to NAV; the notices have been delivered."""
    krav = ask(verden, tjeneste=verden.nav)
    for bruker in (verden.kari, verden.tom):
        say_yes(verden, bruker, krav[bruker])
    jobb.empty_utboks()
    return krav


def page(client, bruker, url: str) -> str:
    client.force_login(bruker)
    return client.get(url).content.decode()


def invite_url(verden) -> str:
    return f"{reverse('bti:deltaker-new', args=[verden.nora_sak.pk])}?tjeneste={verden.nav.pk}"


def join(verden, bruker) -> None:
    with as_owner():
        f.DeltakerFactory(sak=verden.nora_sak, bruker=bruker, rolle=Rolle.FAGPERSON, tjeneste=verden.nav)


def test_the_last_yes_gives_the_holder_one_notice_that_leads_to_the_invitation(client, verden, full):
    assert told(Slag.INNSYN) == set()
    assert told(Slag.INVITER_NAA) == {verden.jonas.pk}
    html = page(client, verden.jonas, reverse("varsling:list"))
    assert html.count("Alle har sagt ja i saken om Nora. Inviter en fra NAV Solvik nå.") == 1
    with acting_as(verden.jonas.pk):
        varsel = verden.jonas.varsler.get(slag=Slag.INVITER_NAA)
    response = client.get(reverse("varsling:read", args=[varsel.pk]))
    assert response.url == invite_url(verden)
    assert "Nils Ny" in client.get(response.url).content.decode()


def test_the_task_waits_until_somebody_of_the_service_takes_part(client, verden, full, nils):
    html = page(client, verden.jonas, "/")
    assert "Inviter en fra NAV Solvik. Alle har sagt ja." in html
    assert f'href="{invite_url(verden)}"' in html
    assert "Inviter en fra NAV" not in page(client, verden.siri, "/")
    join(verden, nils)
    assert "Inviter en fra NAV" not in page(client, verden.jonas, "/").partition("Nytt siden sist")[0]


@pytest.mark.parametrize(
    ("hvem", "navn", "foer", "etter"),
    [
        ("kari", "familie:samtykke", "Alle har sagt ja til NAV Solvik.", "NAV Solvik kan se saken nå."),
        ("jonas", "samtykke:list", "Kan inviteres nå", "Ser saken</span>"),
        ("jonas", "stafettlogg:sak", "Ingen fra tjenesten er med ennå.", "Alle har sagt ja, til"),
    ],
)
def test_pages_say_who_is_there(client, verden, full, nils, hvem, navn, foer, etter):
    url = reverse(navn, args=[verden.nora_sak.pk])
    html = page(client, getattr(verden, hvem), url)
    assert foer in html
    assert "kan se saken nå" not in html
    join(verden, nils)
    html = page(client, getattr(verden, hvem), url)
    assert foer not in html
    assert etter in html


def test_who_is_invited_with_full_consent_is_not_said_to_see_nothing(client, verden, full):
    html = page(client, verden.jonas, invite_url(verden))
    assert "Nils Ny" in html
    assert "Krever samtykke" not in html


def test_the_next_step_is_not_to_ask_again(client, verden, nils):
    url = reverse("bti:sak-neste", args=[verden.nora_sak.pk])
    before = page(client, verden.jonas, url)
    krav = ask(verden, tjeneste=verden.nav)
    asked = page(client, verden.jonas, url)
    for bruker in (verden.kari, verden.tom):
        say_yes(verden, bruker, krav[bruker])
    done = page(client, verden.jonas, url)
    buttons = [html.partition('<div class="knapperad">')[2] for html in (before, asked, done)]
    assert ["Be om samtykke" in b.partition("</div>")[0] for b in buttons] == [True, False, False]
    assert "Venter på svar" in asked
    assert f'href="{invite_url(verden)}"' in buttons[2]


def test_a_parent_who_wants_to_be_rung_waits_on_the_home_page_until_answered(client, verden):
    krav = ask(verden)
    with acting_as(verden.kari.pk):
        ask_for_call(krav[verden.kari], by=verden.kari.pk)
    jobb.empty_utboks()
    ring = "Ring Kari Nordlie, som er usikker på samtykket"
    assert ring in page(client, verden.jonas, "/")
    assert ring not in page(client, verden.amina, "/")
    say_yes(verden, verden.kari, krav[verden.kari])
    assert ring not in page(client, verden.jonas, "/")


def test_a_withdrawal_waits_until_it_has_been_looked_at(client, verden, full):
    samtykke = say_no_longer(verden, verden.kari)
    text = "Et samtykke er trukket. Se over saken."
    html = page(client, verden.jonas, "/")
    assert text in html
    assert "Inviter en fra NAV Solvik. Alle" not in html
    with acting_as(verden.jonas.pk):
        varsel = verden.jonas.varsler.get(objekt_id=samtykke.pk)
    assert client.get(reverse("varsling:read", args=[varsel.pk])).status_code == 302
    assert text not in page(client, verden.jonas, "/")


def say_no_longer(verden, bruker) -> Samtykke:
    with acting_as(bruker.pk):
        samtykke = Samtykke.objects.select_related("sak").get(giver=bruker)
        withdraw_samtykke(samtykke, by=bruker.pk)
    jobb.empty_utboks()
    return samtykke


def test_the_others_read_that_the_service_no_longer_sees(client, verden, full, nils):
    join(verden, nils)
    say_no_longer(verden, verden.kari)
    tom = page(client, verden.tom, reverse("familie:samtykke", args=[verden.nora_sak.pk]))
    assert "NAV Solvik ser ikke saken lenger." in tom
    assert "ser ingenting ennå" not in tom
    kari = page(client, verden.kari, reverse("familie:samtykke", args=[verden.nora_sak.pk]))
    assert "Du har trukket samtykket." in kari
    assert "Det du trakk" not in kari
    jonas = page(client, verden.jonas, reverse("stafettlogg:sak", args=[verden.nora_sak.pk]))
    assert "Tjenesten ser ikke saken lenger." in jonas


def test_a_service_that_never_was_in_has_lost_nothing(client, verden):
    krav = ask(verden, tjeneste=verden.nav)
    say_yes(verden, verden.kari, krav[verden.kari])
    say_no_longer(verden, verden.kari)
    say_yes(verden, verden.tom, krav[verden.tom])
    tom = page(client, verden.tom, reverse("familie:samtykke", args=[verden.nora_sak.pk]))
    assert "ser ingenting ennå" in tom
