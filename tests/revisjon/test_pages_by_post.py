"""A page is a read, however it was asked for; an answer that leads on is not. A hit in the log is a read too."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from stafettlogg.services import add_innlegg, call_moete
from tests import factories as f
from tests.cast import make_sak
from tests.eier import as_owner
from tiltak.services import set_maal, start_tiltak

pytestmark = pytest.mark.django_db

SIDER = {
    "stafettlogg:melding-new": ("sak", "melding.lest"),
    "stafettlogg:innlegg-rett": ("innlegg", "innlegg.lest"),
    "stafettlogg:moete-hold": ("moete", "moete.lest"),
    "stafettlogg:moete-flytt": ("moete", "moete.lest"),
    "tiltak:new": ("sak", "maal.lest"),
    "tiltak:maal-edit": ("maal", "maal.lest"),
    "tiltak:edit": ("tiltak", "tiltak.lest"),
    "tiltak:evaluate": ("tiltak", "tiltak.lest"),
    "samtykke:request": ("sak", "samtykke.lest"),
    "bti:foresatt-new": ("sak", "deltaker.lest"),
    "utskrift:new": ("sak", "sak.lest"),
}
VISER_INTET = ["stafettlogg:innlegg-new", "stafettlogg:moete-new", "tiltak:maal-new", "bti:deltaker-new"]


@pytest.fixture
def rader(verden):
    """One row of each kind in Nora's case, all made by Jonas."""
    sak, jonas = verden.nora_sak, verden.jonas.pk
    i_dag = timezone.localdate()
    with acting_as(jonas):
        return {
            "sak": sak,
            "innlegg": add_innlegg(sak, tekst="Nora leser mer nå.", innleggstype="notat", by=jonas),
            "maal": set_maal(sak, tekst="Nora leser høyt.", by=jonas),
            "tiltak": start_tiltak(
                sak, tittel="Lesestund", hva="", arena="tjeneste", ansvarlig_id=jonas, starter=i_dag,
                evalueres=i_dag + timedelta(weeks=6), maal_id=None, by=jonas,
            ),
            "moete": call_moete(
                sak, moetetype="evaluering", starter_at=timezone.now() + timedelta(days=3), sted="Rom 2",
                hensikt="Vi ser på lesingen.", innkalte=[jonas], by=jonas,
            ),
        }  # fmt: skip


@pytest.fixture
def jonas(client, verden):
    client.force_login(verden.jonas)
    return client


def read_hendelser(sak, *, after=0):
    """The events of a case after a number, in order, and the number of the last."""
    with as_owner():
        rows = list(
            Hendelse.objects.filter(sak_id=sak.pk, nr__gt=after)
            .order_by("nr")
            .values_list("handling", "nr", "objekt_id")
        )
    return [(handling, objekt_id) for handling, _nr, objekt_id in rows], rows[-1][1] if rows else after


def make_barn(verden, nr):
    """One more case where Jonas is the stafettholder."""
    return make_sak(
        kommune=verden.solvik, tjeneste=verden.skole, nivaa=verden.nivaaer[1], holder=verden.jonas,
        barn=f"Barn {nr}", foresatte={},
    )  # fmt: skip


def require_whole_chains():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM revisjon_feil()")
        assert cursor.fetchall() == []


@pytest.mark.parametrize("navn", SIDER)
def test_a_refused_form_is_as_much_a_read_as_the_page(jonas, rader, navn):
    rad, handling = SIDER[navn]
    url = reverse(navn, args=[rader[rad].pk])
    _, before = read_hendelser(rader["sak"])

    assert jonas.get(url).status_code == 200
    opened, after = read_hendelser(rader["sak"], after=before)
    response = jonas.post(url, {"utfyllt": "nei"})
    posted, _ = read_hendelser(rader["sak"], after=after)

    assert response.status_code == 422
    assert opened == posted == [(handling, rader[rad].pk)]
    require_whole_chains()


@pytest.mark.parametrize("navn", VISER_INTET)
def test_an_empty_form_is_no_read(jonas, rader, navn):
    """It shows no more of the case than the list of one's own cases does, and who takes part."""
    _, before = read_hendelser(rader["sak"])
    html = jonas.get(reverse(navn, args=[rader["sak"].pk])).content.decode()
    html += jonas.post(reverse(navn, args=[rader["sak"].pk]), {"utfyllt": "nei"}).content.decode()

    assert read_hendelser(rader["sak"], after=before)[0] == []
    for tekst in ("Nora leser", "Lesestund", "Vi ser på lesingen", "Trivsel og lesing"):
        assert tekst not in html


def test_an_answer_that_leads_on_records_its_write_alone(jonas, rader):
    url = reverse("stafettlogg:melding-new", args=[rader["sak"].pk])
    token = re.search(r'name="skjema_token" value="([^"]+)"', jonas.get(url).content.decode())[1]
    _, before = read_hendelser(rader["sak"])

    assert jonas.post(url, {"tekst": "Vi sees.", "skjema_token": token}).status_code == 302
    assert [one for one, _ in read_hendelser(rader["sak"], after=before)[0]] == ["melding.sendt"]


def test_the_family_sees_that_an_excerpt_was_shown(jonas, rader, verden, client):
    jonas.post(reverse("stafettlogg:soek"), {"q": "leser"})
    client.force_login(verden.kari)
    html = client.get(reverse("familie:hvem-har-sett", args=[rader["sak"].pk])).content.decode()

    assert "Jonas Berge så et utdrag av loggen i et søk." in html
    require_whole_chains()


@pytest.mark.parametrize("q", ["Nora", "4.3.2016", "finnes ikke"])
def test_a_name_in_ones_own_list_is_no_read_of_the_case(jonas, rader, q):
    """The name stands in the list of one's cases too. The log says «Nora», so it is asked without a log."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM stafettlogg_innlegg")
    _, before = read_hendelser(rader["sak"])
    jonas.post(reverse("stafettlogg:soek"), {"q": q})

    assert read_hendelser(rader["sak"], after=before)[0] == []


def test_a_search_over_many_cases_leaves_one_event_in_each(jonas, verden):
    saker = [verden.nora_sak, *(make_barn(verden, n) for n in range(4))]
    for sak in saker:
        f.InnleggFactory(sak=sak, tekst="Vedtaket er sendt.")
        f.InnleggFactory(sak=sak, tekst="Vedtaket er lest.")
    for _press in range(2):
        assert jonas.post(reverse("stafettlogg:soek"), {"q": "vedtaket"}).status_code == 200

    for sak in saker:
        assert read_hendelser(sak)[0] == [("sak.sett_i_soek", None)] * 2
    require_whole_chains()
