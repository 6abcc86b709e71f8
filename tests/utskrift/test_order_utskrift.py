"""Ordering a summary, following it, and fetching it: through HTTP, as the people themselves."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from bti.revisjon.models import Hendelse
from bti.utskrift import jobb
from bti.utskrift.models import Utskrift
from samtykke.models import Samtykke
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.tiltak.spurt import let_lise_in
from tests.utskrift.bestilling import fetch, order

VALG = {"leser": "arkivet", "deler": ["logg", "tiltak"], "fra": "2026-01-01", "til": "", "underskrift": "on"}


def new_url(saken) -> str:
    return reverse("utskrift:new", kwargs={"sak_id": saken.sak.pk})


def detail_url(utskrift_id) -> str:
    return reverse("utskrift:detail", kwargs={"utskrift_id": utskrift_id})


def fil_url(utskrift_id) -> str:
    return reverse("utskrift:fil", kwargs={"utskrift_id": utskrift_id})


def read_token(response) -> str:
    return re.search(r'name="skjema_token" value="([^"]+)"', response.content.decode())[1]


def list_orders() -> list[Utskrift]:
    with as_owner():
        return list(Utskrift.objects.defer("fil"))


@pytest.fixture
def jonas(client, saken):
    client.force_login(saken.jonas)
    return client


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("jonas", 200),
        ("amina", 200),
        ("kari", 403),
        ("tom", 403),
        ("siri", 404),
        ("lise", 404),
        ("berit", 404),
        ("adm", 404),
        ("erik", 404),
        ("pia", 404),
        ("fremmed", 404),
    ],
)
def test_who_may_order(client, saken, hvem, status):
    client.force_login(getattr(saken, hvem))
    assert client.get(new_url(saken)).status_code == status
    assert client.post(new_url(saken), VALG).status_code == (302 if status == 200 else status)
    assert len(list_orders()) == (status == 200)


@pytest.mark.parametrize(
    "hvem", ["amina", "kari", "tom", "siri", "lise", "berit", "adm", "erik", "pia", "fremmed"]
)
def test_nobody_else_sees_or_fetches_it(client, saken, hvem):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    client.force_login(getattr(saken, hvem))
    assert client.get(detail_url(utskrift_id)).status_code == 404
    assert client.get(fil_url(utskrift_id)).status_code == 404


def test_a_colleague_who_reads_as_much_does_not_see_it(client, saken):
    """What it was made from is theirs to read too: only that it is another's keeps them out."""
    let_lise_in(saken)
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    client.force_login(saken.lise)
    assert client.get(new_url(saken)).status_code == 200
    assert client.get(detail_url(utskrift_id)).status_code == 404
    assert client.get(fil_url(utskrift_id)).status_code == 404


def test_nobody_at_all_is_asked_to_log_in(client, saken):
    utskrift_id = order(saken, saken.jonas)
    for url in (new_url(saken), detail_url(utskrift_id), fil_url(utskrift_id)):
        assert client.get(url).status_code == 302


def test_unknown_case_and_order_answer_alike(jonas):
    for navn, nr in (("new", "sak_id"), ("detail", "utskrift_id"), ("fil", "utskrift_id")):
        assert jonas.get(reverse(f"utskrift:{navn}", kwargs={nr: uuid4()})).status_code == 404


def test_order_keeps_the_choices(jonas, saken):
    response = jonas.post(new_url(saken), VALG)
    (utskrift,) = list_orders()
    assert response.url == detail_url(utskrift.pk)
    assert (utskrift.ordered_by_id, utskrift.sak_id, utskrift.status) == (
        saken.jonas.pk,
        saken.sak.pk,
        "bestilt",
    )
    assert utskrift.valg == {
        "leser": "arkivet",
        "deler": ["logg", "tiltak"],
        "fra": "2026-01-01",
        "til": None,
        "underskrift": True,
    }


def test_everything_but_the_reply_slip_and_the_short_history_is_chosen_from_the_start(jonas, saken):
    side = jonas.get(new_url(saken)).content.decode()
    bokser = re.findall(r'<input type="checkbox" name="deler"[^>]*>', side)
    assert len(bokser) == 11
    assert [boks for boks in bokser if "checked" not in boks] == [
        boks for boks in bokser if "svarslipp" in boks or "historie" in boks
    ]


def test_double_click_is_one_order(jonas, saken):
    data = VALG | {"skjema_token": read_token(jonas.get(new_url(saken)))}
    foerste, andre = jonas.post(new_url(saken), data), jonas.post(new_url(saken), data)
    assert foerste.url == andre.url
    assert len(list_orders()) == 1


@pytest.mark.parametrize(
    ("endring", "feil"),
    [
        ({"leser": ""}, "Velg hvem utskriften er til."),
        ({"leser": "naboen"}, "Velg hvem utskriften er til."),
        ({"deler": ["finnes_ikke"]}, "Velg det som skal være med, fra listen."),
        ({"fra": "2026-05-02", "til": "2026-05-01"}, "Til-datoen er før fra-datoen."),
        ({"fra": "i går"}, "Skriv fra-datoen med dag, måned og år."),
    ],
)
def test_bad_input_is_told_and_nothing_is_ordered(jonas, saken, endring, feil):
    response = jonas.post(new_url(saken), VALG | endring)
    assert response.status_code == 422
    assert feil in response.content.decode()
    assert list_orders() == []


def test_sixth_order_is_asked_to_wait(jonas, saken):
    for _i in range(5):
        order(saken, saken.jonas)
    response = jonas.post(new_url(saken), VALG)
    assert response.status_code == 422
    assert "Du venter på fem utskrifter allerede" in response.content.decode()


def test_withdrawn_between_opening_and_ordering(client, saken):
    client.force_login(saken.amina)
    data = VALG | {"skjema_token": read_token(client.get(new_url(saken)))}
    withdraw(saken)
    assert client.post(new_url(saken), data).status_code == 404
    assert list_orders() == []


def test_progress_is_shown_and_polled(jonas, saken):
    utskrift_id = order(saken, saken.jonas)
    with as_owner():
        Utskrift.objects.update(status="paagaar", fremdrift=40, steg_tekst="Logg")
    side = jonas.get(detail_url(utskrift_id)).content.decode()
    assert 'value="40"' in side
    assert 'hx-trigger="every 1s"' in side
    assert f'href="{detail_url(utskrift_id)}"' in side  # the way for those without JavaScript
    del_ = jonas.get(detail_url(utskrift_id), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in del_
    assert "Logg …" in del_


def test_polling_is_no_read_of_the_case(jonas, saken):
    utskrift_id = order(saken, saken.jonas)
    with as_owner():
        foer = Hendelse.objects.count()
    for _i in range(3):
        jonas.get(detail_url(utskrift_id), headers={"HX-Request": "true"})
    with as_owner():
        assert Hendelse.objects.count() == foer


def test_polling_ends_when_the_file_is_there(jonas, saken):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    side = jonas.get(detail_url(utskrift_id)).content.decode()
    assert "hx-trigger" not in side
    assert f'href="{fil_url(utskrift_id)}"' in side
    assert "Filen blir slettet" in side


def test_page_names_no_child_and_reads_no_file(jonas, saken, django_assert_max_num_queries):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    with django_assert_max_num_queries(12) as maalt:
        side = jonas.get(detail_url(utskrift_id)).content.decode()
    assert "Nora" not in side
    assert not [q for q in maalt if '"utskrift_utskrift"."fil"' in q["sql"]]


def test_file_is_handed_over_as_an_attachment(jonas, saken):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    response = jonas.get(fil_url(utskrift_id))
    assert response.content == bytes(fetch(saken.jonas, utskrift_id).fil)
    assert response.headers["Content-Type"] == "application/pdf"
    assert re.fullmatch(
        r'attachment; filename="saksoppsummering-\d{4}-\d\d-\d\d\.pdf"',
        response.headers["Content-Disposition"],
    )
    assert "no-store" in response.headers["Cache-Control"]
    with as_owner():
        assert Hendelse.objects.filter(handling="utskrift.hentet", objekt_id=utskrift_id).count() == 1


def test_a_file_made_after_midnight_is_named_by_the_day_it_is_here(jonas, saken):
    """In summer the clock of the computers still has yesterday at one in the night."""
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    with as_owner():
        Utskrift.objects.update(ready_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    assert "saksoppsummering-2026-07-02.pdf" in jonas.get(fil_url(utskrift_id)).headers["Content-Disposition"]


def test_file_is_refused_after_withdrawal(client, saken):
    utskrift_id = order(saken, saken.amina)
    jobb.make_utskrift(utskrift_id)
    client.force_login(saken.amina)
    assert client.get(fil_url(utskrift_id)).status_code == 200
    withdraw(saken)
    assert client.get(fil_url(utskrift_id)).status_code == 404
    assert client.get(detail_url(utskrift_id)).status_code == 404


@pytest.mark.parametrize("felter", [{"status": "bestilt"}, {"status": "feilet", "feil": "feil"}])
def test_there_is_no_file_to_hand_over(jonas, saken, felter):
    utskrift_id = order(saken, saken.jonas)
    with as_owner():
        Utskrift.objects.update(**felter)
        foer = Hendelse.objects.count()
    assert jonas.get(fil_url(utskrift_id)).url == detail_url(utskrift_id)
    with as_owner():
        assert Hendelse.objects.count() == foer


def test_file_over_time_is_refused_before_the_sweep(jonas, saken):
    utskrift_id = order(saken, saken.jonas)
    jobb.make_utskrift(utskrift_id)
    with as_owner():
        Utskrift.objects.update(expires_at=naa(seconds=-1))
    assert jonas.get(fil_url(utskrift_id)).status_code == 302
    assert "Filen er slettet." in jonas.get(detail_url(utskrift_id)).content.decode()


@pytest.mark.parametrize(
    ("feil", "ventet"),
    [
        ("avbrutt", "avbrutt flere ganger"),
        ("for_stor", "et kortere tidsrom"),
        ("utilgjengelig", "mangler noe"),
        ("feil", "gikk galt hos oss"),
    ],
)
def test_failure_is_explained_with_a_way_on(jonas, saken, feil, ventet):
    utskrift_id = order(saken, saken.jonas)
    with as_owner():
        Utskrift.objects.update(status="feilet", feil=feil)
    side = jonas.get(detail_url(utskrift_id)).content.decode()
    assert ventet in side
    assert f'href="{new_url(saken)}"' in side


def withdraw(saken) -> None:
    with as_owner():
        Samtykke.objects.filter(giver=saken.kari).update(withdrawn_at=naa(), withdrawn_by=saken.kari)


def test_an_empty_choice_is_asked_about(jonas, saken):
    response = jonas.post(new_url(saken), {"leser": "familien"})
    assert response.status_code == 422
    assert "Velg minst én ting som skal være med." in response.content.decode()
    assert list_orders() == []
