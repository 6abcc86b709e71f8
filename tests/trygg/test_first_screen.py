"""The first screen: open to anybody, the numbers are the municipality's, and it leaves no trace."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bti.models import KommuneInnstilling
from bti.revisjon.models import Hendelse
from bti.telefoner import FASTE, telefoner_for
from bti.templatetags.stafett import paragrafer
from tests import factories as f
from tests.eier import as_owner

pytestmark = pytest.mark.django_db
TRYGG = reverse("bti:trygg")


@pytest.fixture
def numre(verden):
    """Solvik has its own numbers; Fjellvik has none."""
    f.TjenesteKommuneFactory(
        tjeneste=f.TjenesteFactory(
            navn="Barnevernet i Solvik", tjenestetype="barnevern", telefon="61 00 00 01"
        ),
        kommune=verden.solvik,
    )
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="nummer_barnevernvakt", verdi="61 00 00 02")
    return verden


def page(client: Client, query: str = "") -> str:
    response = client.get(TRYGG + query)
    assert response.status_code == 200
    return response.content.decode()


def inner(html: str) -> str:
    return html.partition('<main id="innhold"')[2].partition("</main>")[0]


def test_nobody_needs_to_log_in(client, verden):
    html = page(client)

    assert "Ikke snakk med foreldrene om dette nå." in html
    for number in ("112", "113", "116111", "02800"):
        assert f'href="tel:{number}"' in html
    assert "Ingen leder kan stanse deg" in html
    assert "Hvem kan jeg ringe? – Stafett</title>" in html  # titles stand in histories and on projectors


def test_closing_it_leads_back_to_where_one_was(client, verden):
    """Nothing is looked up: the way back is what the address says, for who works here; else the front page."""
    sak, undring = (
        reverse("stafettlogg:sak", args=[verden.sak.pk]),
        reverse("bti:undring-detail", args=[verden.sak.pk]),
    )
    hjem = reverse("stafettlogg:hjem")

    def lukk(query: str) -> str:
        return re.search(r'href="([^"]+)"[^>]*>\s*Lukk siden', inner(page(client, query))).group(1)

    assert lukk(f"?sak={verden.sak.pk}") == hjem
    client.force_login(verden.jonas)
    veier = {
        f"?sak={verden.sak.pk}": sak,
        f"?undring={verden.sak.pk}": undring,
        "": hjem,
        "?sak=../logg-ut": hjem,
        "?undring=x": hjem,
    }
    assert {query: lukk(query) for query in veier} == veier


def test_a_law_stands_on_the_line_of_its_number():
    assert paragrafer("Barnevernsloven § 13-2, straffeloven § 196 <b>") == (
        'Barnevernsloven <span class="ubrutt">§ 13-2</span>, straffeloven <span class="ubrutt">§ 196</span> &lt;b&gt;'
    )


def test_the_numbers_are_those_of_ones_own_municipality(client, numre):
    client.force_login(numre.jonas)
    html = page(client)
    client.force_login(numre.erik)
    hos_andre = page(client)

    assert 'href="tel:61000001"' in html
    assert 'href="tel:61000002"' in html
    assert "Barnevernet i Solvik" in html
    assert "6100000" not in hos_andre
    assert "Finn nummeret på kommunens nettside" in hos_andre


def test_a_municipality_alone_on_its_server_is_shown_to_everybody(client, numre):
    assert "61000001" not in page(client)
    with as_owner():
        type(numre.fjellvik).objects.filter(pk=numre.fjellvik.pk).update(is_active=False)
    assert "61000001" in page(client)


@pytest.mark.parametrize(
    ("noekkel", "verdi", "felt"),
    [
        ("nummer_politi_noed", "110", "politi_noed"),
        ("nummer_politi", "22 00", "politi"),
        ("nummer_medisinsk_noed", "114", "medisinsk_noed"),
        ("nummer_alarmtelefon", "116 117", "alarmtelefon"),
        ("meldeskjema_url", "https://skjema.invalid/meld", "meldeskjema_url"),
        ("trygg_hjemmel", "Den nye loven § 1", "hjemmel"),
    ],
)
def test_each_number_is_a_setting(client, numre, noekkel, verdi, felt):
    f.KommuneInnstillingFactory(kommune=numre.solvik, noekkel=noekkel, verdi=verdi)

    assert str(getattr(telefoner_for(numre.solvik.pk), felt)) == verdi
    assert str(getattr(telefoner_for(numre.fjellvik.pk), felt)) != verdi


def test_a_number_of_ones_own_for_daytime_goes_before_the_units(numre):
    f.KommuneInnstillingFactory(kommune=numre.solvik, noekkel="nummer_barnevern_dagtid", verdi="61 99 99 99")

    assert [one.telefon for one in telefoner_for(numre.solvik.pk).barnevern] == ["61 99 99 99"]


def test_an_address_that_is_no_safe_link_is_not_shown(numre):
    f.KommuneInnstillingFactory(kommune=numre.solvik, noekkel="meldeskjema_url", verdi="javascript:alert(1)")

    assert telefoner_for(numre.solvik.pk).meldeskjema_url == ""


def test_the_numbers_cost_one_statement(numre, django_assert_num_queries):
    with django_assert_num_queries(1):
        telefoner_for(numre.solvik.pk)
    with django_assert_num_queries(1):
        assert telefoner_for(None) == FASTE


def test_it_looks_alike_whatever_it_was_opened_from(client, verden):
    """A case of one's own, another's, and one that does not exist: nothing is looked up, so nothing can differ."""
    client.force_login(verden.jonas)
    ider = (verden.nora_sak.pk, verden.ola_sak.pk, uuid4())

    assert len({inner(page(client, f"?sak={one}")).replace(str(one), "SAK") for one in ider}) == 1
    assert "alert(1)" not in inner(page(client, "?sak=<script>alert(1)</script>"))


def test_opening_it_leaves_no_trace(client, verden):
    client.force_login(verden.jonas)
    client.get(reverse("stafettlogg:hjem"))
    with as_owner():
        foer = Hendelse.objects.count()
    page(client, f"?sak={verden.nora_sak.pk}")

    with as_owner():
        assert Hendelse.objects.count() == foer


def test_it_cannot_be_posted_to(client, verden):
    assert client.post(TRYGG).status_code == 405


@pytest.mark.parametrize("hvem", ["jonas", "siri", "berit", "ragna"])
def test_the_way_out_stands_on_every_staff_page(client, verden, hvem):
    client.force_login(getattr(verden, hvem))

    assert 'class="topp__trygg"' in client.get(reverse("varsling:list")).content.decode()


def test_it_carries_the_case_and_the_worry_along(client, verden):
    undring = f.UndringFactory(tjeneste=verden.skole, created_by=verden.jonas)
    client.force_login(verden.jonas)

    sak = client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).content.decode()
    egen = client.get(reverse("bti:undring-detail", args=[undring.pk])).content.decode()
    assert f'href="{TRYGG}?sak={verden.nora_sak.pk}"' in sak
    assert f'href="{TRYGG}?undring={undring.pk}"' in egen


@pytest.mark.parametrize("hvem", ["kari", "tom", "fremmed"])
def test_family_pages_do_not_have_it(client, verden, hvem):
    client.force_login(getattr(verden, hvem))

    for name in ("familie:hjem", "varsling:list"):
        assert "topp__trygg" not in client.get(reverse(name)).content.decode()


def test_the_settings_are_read_only_here(verden):
    assert not KommuneInnstilling.objects.filter(noekkel__startswith="nummer_").exists()


def test_the_way_to_the_numbers_and_back_keeps_the_case(client, verden):
    """Whoever goes back to see whom to ring and then writes, holds the notices of that case back as the page said."""
    client.force_login(verden.jonas)
    sak = f"?sak={verden.nora_sak.pk}"
    skriv = reverse("bti:skjermet-new")

    for side in (skriv + sak, TRYGG + sak):
        html = client.get(side).content.decode()
        ways = re.findall(rf'href="{TRYGG}([^"]*)"', html)
        assert ways
        assert set(ways) == {sak}, side
    assert f'href="{skriv}{sak}"' in page(client, sak)
