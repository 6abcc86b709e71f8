"""The page of a case: what it shows, to whom, and how many statements it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.models import Rolle, Stegstatus
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from stafettlogg.services import correct_innlegg
from tests import factories as f
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import naa
from tiltak.services import evaluate_tiltak

pytestmark = pytest.mark.django_db


def url(verden) -> str:
    return reverse("stafettlogg:sak", args=[verden.sak.pk])


def count_statements(client, address) -> int:
    """Statements of the request itself; savepoints are the test's own transaction."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return sum("SAVEPOINT" not in q["sql"] for q in queries.captured_queries)


@pytest.mark.parametrize(("antall", "deltakere"), [(5, 3), (200, 30)])
def test_statements_do_not_grow_with_rows_and_people(verden, jonas, antall, deltakere, maal, tiltak, moete):
    for n in range(deltakere):
        kollega = f.BrukerFactory(navn=f"Kollega {n}")
        f.AnsettelseFactory(bruker=kollega, tjeneste=verden.skole)
        f.DeltakerFactory(sak=verden.sak, bruker=kollega, rolle=Rolle.FAGPERSON)
        f.InnleggFactory(sak=verden.sak, created_by=kollega)
        f.MeldingFactory(sak=verden.sak, sent_by=kollega)
    for n in range(antall):
        f.InnleggFactory(sak=verden.sak, tekst=f"Innlegg nummer {n}")
        if n < 20:
            f.TiltakFactory(sak=verden.sak, maal=maal, ansvarlig=verden.jonas)
            f.EvalueringFactory(sak=verden.sak, tiltak=tiltak, barnets_ord="Fint.", evaluated_by=verden.jonas)
            f.MoeteFactory(sak=verden.sak, starter_at=naa(days=n + 1))
    grant_from_roles()
    jonas.get(url(verden))  # the first request checks the connection and renews the session
    assert count_statements(jonas, url(verden)) <= 12


def test_home_costs_few_statements(verden, jonas, tiltak, moete):
    for n in range(12):
        f.TiltakFactory(sak=verden.sak, maal=None, ansvarlig=verden.jonas)
        f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
        f.VarselFactory(mottaker=verden.jonas, sak=verden.sak, noekkel=f"x{n}")
    jonas.get(reverse("stafettlogg:hjem"))
    assert count_statements(jonas, reverse("stafettlogg:hjem")) <= 11


def test_what_stands_on_the_page(verden, jonas, tiltak, moete, innlegg):
    with acting_as(verden.jonas.pk):
        evaluate_tiltak(
            tiltak,
            grad="hjalp",
            ord="Vi ser fremgang.",
            barnets_ord="Jeg vil lese for katten.",
            evalueres=tiltak.evalueres,
            by=verden.jonas.pk,
        )
    html = jonas.get(url(verden)).content.decode()
    for text in (
        "Nora Nordlie", "født 04.03.2016", "Jonas Berge", "Innsats i egen tjeneste", "Jeg vil lese for katten.",
        "Gå glad til skolen.", "Leksehjelp", "det hjalp", "Møterom 2", "Kari Nordlie", "mor", "har ikke svart",
        "Fast plass ved vinduet.", "Ser ikke saken nå.",
    ):  # fmt: skip
        assert text in html, text
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]
    assert "Nora" not in title
    assert html.index("Jeg vil lese for katten.") < html.index("Mål og tiltak") < html.index('id="logg"')


def test_consent_is_summed_up_per_service(verden, jonas):
    give_consent(verden, verden.kari)
    assert "1 av 2 har sagt ja. Tjenesten ser ingenting ennå." in jonas.get(url(verden)).content.decode()


def test_full_consent_names_its_last_day(verden, jonas):
    give_consent(verden, verden.kari, verden.tom)
    html = jonas.get(url(verden)).content.decode()
    assert "Alle har sagt ja, til" in html
    assert "Ser hele saken, med familiens samtykke." in html


def test_buttons_follow_the_role(verden, jonas, amina):
    moete_url = reverse("stafettlogg:moete-new", args=[verden.sak.pk])
    innlegg_url = reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])
    holder, adviser = (c.get(url(verden)).content.decode() for c in (jonas, amina))
    assert moete_url in holder
    assert moete_url not in adviser
    assert innlegg_url in holder
    assert innlegg_url in adviser


def test_a_closed_case_offers_no_writing(verden, jonas, eier):
    with eier():
        type(verden.sak).objects.filter(pk=verden.sak.pk).update(status="lukket")
    html = jonas.get(url(verden)).content.decode()
    assert "Saken er avsluttet" in html
    assert reverse("stafettlogg:innlegg-new", args=[verden.sak.pk]) not in html
    assert reverse("tiltak:new", args=[verden.sak.pk]) not in html


def test_a_correction_and_what_it_corrects_are_both_shown(verden, jonas, innlegg):
    with acting_as(verden.jonas.pk):
        ny = correct_innlegg(innlegg, tekst="Fast plass ved døra.", by=verden.jonas.pk)
    html = jonas.get(url(verden)).content.decode()
    assert "Fast plass ved vinduet." in html
    assert f'href="#innlegg-{ny.pk}"' in html
    assert f'href="#innlegg-{innlegg.pk}"' in html


def test_text_is_shown_as_text(verden, jonas):
    f.InnleggFactory(sak=verden.sak, tekst="<script>alert(1)</script> & {{ mer }}")
    html = jonas.get(url(verden)).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ mer }}" in html


def test_more_than_two_hundred_entries_turn_the_page(verden, jonas):
    for n in range(205):
        f.InnleggFactory(sak=verden.sak, tekst=f"Nummer {n:03}.")
    with_many = jonas.get(url(verden)).content.decode()
    assert with_many.count('class="tidslinje__en"') == 200
    assert "Nummer 204." in with_many
    eldre = re.search(r'href="([^"]+)"[^>]*>Vis eldre', with_many)[1].replace("&amp;", "&")
    second = jonas.get(eldre).content.decode()
    assert second.count('class="tidslinje__en"') == 5
    assert "Nummer 004." in second
    assert "Vis eldre" not in second


def test_reading_is_recorded(verden, jonas, eier):
    jonas.get(url(verden))
    with eier():
        lest = Hendelse.objects.get(handling="sak.lest", sak_id=verden.sak.pk)
    assert lest.aktoer_id == verden.jonas.pk


def test_a_step_is_ticked_and_unticked(verden, jonas):
    steg = verden.nivaaer[1].steg.get()
    address = reverse("stafettlogg:steg", args=[verden.sak.pk])
    assert jonas.post(address, {"gjort": str(steg.pk)}).status_code == 302
    with acting_as(verden.jonas.pk):
        assert Stegstatus.objects.get(sak=verden.sak).done_by_id == verden.jonas.pk
    assert "Gjort:" in jonas.get(url(verden)).content.decode()
    jonas.post(address, {"angre": str(steg.pk)})
    with acting_as(verden.jonas.pk):
        assert Stegstatus.objects.get(sak=verden.sak).done_at is None


@pytest.mark.parametrize("value", ["", "tull", "00000000-0000-4000-8000-000000000000"])
def test_a_step_of_no_guide_is_not_found(verden, jonas, value):
    assert jonas.post(reverse("stafettlogg:steg", args=[verden.sak.pk]), {"gjort": value}).status_code == 404


def test_a_step_of_another_guide_is_not_found(verden, jonas):
    other = f.StegFactory()
    assert (
        jonas.post(reverse("stafettlogg:steg", args=[verden.sak.pk]), {"gjort": str(other.pk)}).status_code
        == 404
    )


def test_a_meeting_without_minutes_is_pointed_at(verden, jonas):
    f.MoeteFactory(sak=verden.sak, starter_at=naa() - timedelta(days=2), called_by=verden.jonas)
    assert "mangler referat" in jonas.get(url(verden)).content.decode()


def test_why_the_case_is_on_its_level_can_be_read(verden, jonas, login):
    with as_owner():
        f.NivaaendringFactory(
            sak=verden.sak,
            til_nivaa=verden.nivaaer[2],
            begrunnelse="Vi trenger flere råd.",
            decided_by=verden.jonas,
        )
    html = jonas.get(url(verden)).content.decode()
    assert "Nivåer i saken" in html
    assert "Vi trenger flere råd." in html
    plan = login(verden.kari).get(reverse("familie:sak", args=[verden.sak.pk])).content.decode()
    assert "Hvorfor er saken på dette nivået?" in plan
    assert "Vi trenger flere råd." in plan


def test_a_step_that_is_not_done_does_not_read_as_done(verden, jonas):
    html = jonas.get(url(verden)).content.decode()
    assert re.search(r'name="gjort"[^>]*>Merk som gjort<', html)


def test_where_a_measure_is_done_is_told_as_it_was_chosen(verden, login, tiltak):
    plan = login(verden.kari).get(reverse("familie:sak", args=[verden.sak.pk])).content.decode()
    assert "<dd>På skolen, i barnehagen eller en annen tjeneste" in plan


def test_the_adviser_reads_which_themes_the_parents_said_yes_to(verden, amina):
    html = amina.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
    assert "Dere kan snakke sammen om:" in html
    skriv = amina.get(reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])).content.decode()
    themes = "Familien har sagt ja til at dere snakker om:"
    assert themes in skriv
    assert "hvordan barnet har det på skolen" in skriv.partition(themes)[2]


def test_the_teacher_is_told_of_no_themes_on_the_form(verden, jonas):
    skriv = jonas.get(reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])).content.decode()
    assert "Familien har sagt ja til at dere snakker om:" not in skriv
