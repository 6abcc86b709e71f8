"""A parent withdraws while the adviser is at work: nothing of the case is handed over by what began after the commit.

500 tries in the test command; STAFETT_KAPPLOEP=20 makes ten thousand of them (./stafett check --nightly)."""

# ruff: noqa: E501 (SQL words)

import re
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from bti.models import Kladd
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as, sign_aktoer
from bti.utskrift import jobb
from bti.utskrift.deler import Leser, Valg, list_deler
from bti.utskrift.models import Utskrift
from bti.utskrift.services import order_utskrift
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Utboks, Varsel
from stafettlogg.models import Innlegg
from stafettlogg.services import add_innlegg
from tests.eier import as_owner
from tests.stafettlogg.conftest import token_in
from tests.tilgang.innhold import KANARI
from tests.tilgang.kapploep.innsmett import Loep

SIDER = (
    ("stafettlogg:sak", 45), ("bti:sak-deltakere", 25), ("samtykke:list", 20),
)  # fmt: skip


def count_reads(verden) -> int:
    with as_owner():
        return Hendelse.objects.filter(aktoer_id=verden.amina.pk, sak_id=verden.nora_sak.pk).count()


def is_told(response) -> bool:
    """Whether the answer holds anything of the case: its text, or the child's name."""
    body = response.content.decode()
    return KANARI in body or "Nora" in body


@pytest.mark.parametrize(("adresse", "antall"), SIDER)
def test_a_page_of_the_case(loep: Loep, amina, verden, adresse, antall):
    """Shown only by a transaction that began while the consent lived; and then it is on record who read."""
    url = reverse(adresse, args=[verden.nora_sak.pk])
    for place in loep.places(lambda: amina.get(url), antall):
        before = count_reads(verden)
        with loep.at(place) as inn:
            response = amina.get(url)
        if inn.er_trukket_ved["tilgang_aapne"]:
            assert (response.status_code, is_told(response)) == (404, False), inn.foer
        if is_told(response):
            assert response.status_code == 200
            assert not inn.er_trukket_ved["tilgang_aapne"], inn.foer
        assert amina.get(url).status_code == 404  # whatever came of that one, the next is too late
        if adresse == "stafettlogg:sak":
            assert count_reads(verden) == before + (response.status_code == 200)


def test_lists_and_counts(loep: Loep, amina, verden):
    url = reverse("stafettlogg:hjem")
    for place in loep.places(lambda: amina.get(url), 50):
        with loep.at(place) as inn:
            response = amina.get(url)
        if inn.er_trukket_ved["tilgang_aapne"]:
            assert not is_told(response), inn.foer
        assert not is_told(amina.get(url))


def test_a_search(loep: Loep, amina, verden):
    url = reverse("stafettlogg:soek")

    def search():
        return amina.post(url, {"q": "KANARIFUGL", "tekst": "KANARIFUGL", "soek": "KANARIFUGL"})

    assert search().status_code == 200
    for place in loep.places(search, 50):
        with loep.at(place) as inn:
            response = search()
        hits = response.content.decode().count(str(verden.nora_sak.pk))
        if inn.er_trukket_ved["tilgang_aapne"]:
            assert hits == 0, inn.foer
        assert str(verden.nora_sak.pk) not in search().content.decode()


def test_an_entry_that_is_being_written(loep: Loep, amina, verden):
    """Written before the withdrawal and recorded, or not at all; what was written in vain is the writer's own draft."""
    url = reverse("stafettlogg:innlegg-new", args=[verden.nora_sak.pk])

    def write(tekst):
        return amina.post(url, {"tekst": tekst, "innleggstype": "notat", "skjema_token": token})

    token = token_in(amina.get(url))
    places = loep.places(lambda: write(f"Fra {uuid4()}"), 75)
    for place in places:
        tekst = f"Fra {uuid4()}"
        token = token_in(amina.get(url))
        with loep.at(place) as inn:
            response = write(tekst)
        with as_owner():
            innlegg = Innlegg.objects.filter(tekst=tekst).first()
            kladd = Kladd.objects.filter(bruker=verden.amina, felter__tekst=[tekst]).exists()
            recorded = (
                Hendelse.objects.filter(objekt_id=innlegg.pk, handling="innlegg.skrevet").count()
                if innlegg
                else 0
            )
            order = list(
                Hendelse.objects.filter(sak_id=verden.nora_sak.pk, handling__in=["innlegg.skrevet", "samtykke.trukket"])
                .order_by("-nr").values_list("handling", flat=True)[:2]
            )  # fmt: skip
        assert (innlegg is not None) == (response.status_code == 302), inn.foer
        if inn.er_trukket_ved.get("INSERT INTO stafettlogg_innlegg", True):
            assert innlegg is None, inn.foer
            assert (response.status_code, kladd) == (404, True), inn.foer
        if innlegg:
            assert recorded == 1
            assert order == ["samtykke.trukket", "innlegg.skrevet"], (
                "the entry stands before the withdrawal in the record"
            )


def order(verden) -> UUID:
    valg = Valg(deler=tuple(del_.noekkel for del_ in list_deler()), leser=Leser.FAMILIEN)
    with acting_as(verden.amina.pk):
        return order_utskrift(verden.sak, valg=valg, noekkel=uuid4(), by=verden.amina.pk).pk


def test_a_print_out_in_the_worker(loep: Loep, amina, verden, monkeypatch):
    """Withdrawn while it is made: no file comes of it. Withdrawn after: it is emptied, or nobody can fetch it."""
    monkeypatch.setattr(jobb, "render_pdf", lambda *args, **kwargs: b"%PDF-1.7 " + KANARI.encode())
    orders = [order(verden)]
    for place in loep.places(lambda: jobb.make_utskrift(orders[0]), 90):
        utskrift_id = order(verden)
        with loep.at(place) as inn:
            made = jobb.make_utskrift(utskrift_id)
        with as_owner():
            row = Utskrift.objects.get(pk=utskrift_id)
            told = Utboks.objects.filter(noekkel=f"utskrift_klar:{utskrift_id}").exists()
        assert (row.fil is not None) == (row.status == "ferdig"), inn.foer
        assert made == (row.status in {"ferdig", "utloept"}), inn.foer
        if not made:
            assert (row.status, told) in {("feilet", False), ("bestilt", False), ("paagaar", False)}, inn.foer
        delivered = [nr for nr, sql in enumerate(inn.sendt) if "UPDATE" in sql and '"fil"' in sql]
        if place is not None and made and inn.foer != "COMMIT" and delivered:
            assert place >= _start_of_delivery(inn.sendt, delivered[0]), inn.foer
        response = amina.get(reverse("utskrift:fil", args=[utskrift_id]))
        assert response.status_code == 404
        assert b"%PDF" not in response.content


def _start_of_delivery(sent: list[str], delivered: int) -> int:
    """The number of the statement that begins the transaction in which the file is put in its row."""
    return max(
        nr
        for nr, sql in enumerate(sent[:delivered])
        if "set_config('stafett.aktoer'" in sql or "current_setting" in sql
    )


def test_a_notice_that_waits(loep: Loep, amina, verden, settings):
    """Queued while the adviser saw the case; told and mailed only if they still do when it is claimed."""
    settings.EPOST_PAUSE_SEKUNDER = 0

    def write_and_empty():
        with as_owner():
            Utboks.objects.all().delete()
            Varsel.objects.filter(mottaker=verden.amina).delete()
        with acting_as(verden.jonas.pk):
            add_innlegg(verden.nora_sak, tekst="Noe nytt", by=verden.jonas.pk)
        mail.outbox.clear()

    write_and_empty()
    for place in loep.places(empty_utboks, 60):
        write_and_empty()
        with loep.at(place) as inn:
            empty_utboks()
        mailed = any("amina@" in to for one in mail.outbox for to in one.to)
        with as_owner():
            told = Varsel.objects.filter(mottaker=verden.amina, slag="innlegg").exists()
        if inn.er_trukket_ved["varsling_fortell"]:
            assert (told, mailed) == (False, False), inn.foer
        if inn.er_trukket_ved.get("varsling_claim_epost"):
            assert not mailed, inn.foer
        for one in mail.outbox:
            assert "Nora" not in one.body + one.subject
            assert KANARI not in one.body + one.subject
        assert not is_told(amina.get(reverse("varsling:list")))


def test_a_sealed_list_in_hand(loep: Loep, verden):
    """Kept from before: good in the transaction that it was made in, and in no other, however it is carried there."""
    signed = sign_aktoer(str(verden.amina.pk))
    seals = "SELECT set_config('stafett.aktoer', %s, true), set_config('stafett.saker', %s, true)"
    for number in range(85):
        loep.give_back()
        kept = ""
        with acting_as(verden.amina.pk), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM bti_sak")
            assert cursor.fetchone() == (1,)
            cursor.execute("SELECT current_setting('stafett.aktoer'), current_setting('stafett.saker')")
            actor, kept = cursor.fetchone()
            loep.withdraw().result(timeout=30)
            cursor.execute("SELECT tilgang_ser_fortsatt(%s)", [verden.nora_sak.pk])
            assert cursor.fetchone() == (False,)  # who asks anew is told at once, in the same transaction
            cursor.execute("SELECT count(*) FROM bti_sak")
            assert cursor.fetchone() == (0,)
        for name in (actor, signed):
            with acting_as(None), connection.cursor() as cursor:
                cursor.execute(seals, [name, kept])
                cursor.execute("SELECT count(*) FROM stafettlogg_innlegg")
                assert cursor.fetchone() == (0,), number
        loep.say("tall:kapploep", 1)


def test_every_place_of_a_request_was_tried(loep: Loep, amina, verden):
    """The check itself: a page has several places, the withdrawal stood at each, and it changed the answer at the early ones."""
    url = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    for _ in range(2):  # the second time nothing is fetched that is kept
        with loep.at(None) as inn:
            amina.get(url)
    every = len(inn.sendt) + 1
    answers = {}
    for place in loep.places(lambda: amina.get(url), every):
        with loep.at(place) as inn:
            answers[place] = amina.get(url).status_code
        assert inn.foer is not None
    assert set(answers) == set(range(every))
    assert set(answers.values()) == {200, 404}
    assert re.search("4.*2", "".join(str(answers[place]) for place in range(every)))
