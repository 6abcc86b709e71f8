"""After something is saved, the next page says so at its top, aloud, and leads to it: the same way everywhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Innlegg
from tiltak.models import Maal, Tiltak

pytestmark = pytest.mark.django_db


def receipt_on(client, response) -> str:
    """What stands in the status line of the page that follows."""
    assert "#" not in response.url, "a fragment would scroll the receipt out of sight"
    html = client.get(response.url).content.decode()
    found = re.search(
        r'<div class="meldinger-fra-systemet" role="status">(.*?)</div>\s*</div>', html, re.DOTALL
    )
    return re.sub(r"\s+", " ", found[1]).strip() if found else ""


def leads_to(receipt: str, anker: str, client, verden) -> bool:
    """Whether the receipt's link finds a place on the page of the case."""
    page = client.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()
    return f'href="#{anker}"' in receipt and f'id="{anker}"' in page


def newest(modell, verden):
    with acting_as(verden.jonas.pk):
        return modell.objects.latest("created_at")


def test_an_entry(verden, jonas, fill_in):
    url = reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])
    receipt = receipt_on(jonas, fill_in(url, tekst="Hun lo i gymtimen.", innleggstype="notat"))
    assert "Innlegget er lagret i loggen." in receipt
    assert leads_to(receipt, f"innlegg-{newest(Innlegg, verden).pk}", jonas, verden)


def test_a_correction(verden, jonas, fill_in, innlegg):
    url = reverse("stafettlogg:innlegg-rett", args=[innlegg.pk])
    receipt = receipt_on(jonas, fill_in(url, tekst="Fast plass ved døren."))
    assert "Rettelsen er lagret i loggen." in receipt
    with acting_as(verden.jonas.pk):
        rettelse = Innlegg.objects.get(retter=innlegg)
    assert leads_to(receipt, f"innlegg-{rettelse.pk}", jonas, verden)


def test_a_goal(verden, jonas, fill_in):
    receipt = receipt_on(
        jonas, fill_in(reverse("tiltak:maal-new", args=[verden.sak.pk]), tekst="Gå glad hjem.")
    )
    assert "Målet er lagret." in receipt
    assert leads_to(receipt, f"maal-{newest(Maal, verden).pk}", jonas, verden)


def test_a_changed_goal(verden, jonas, fill_in, maal):
    receipt = receipt_on(
        jonas, fill_in(reverse("tiltak:maal-edit", args=[maal.pk]), tekst="Gå glad.", versjon=1)
    )
    assert "Målet er lagret." in receipt


def test_a_measure(verden, jonas, fill_in):
    i_dag = timezone.localdate()
    data = {
        "navn": "Leksehjelp", "ansvarlig": str(verden.jonas.pk), "arena": "hjem", "starter": i_dag.isoformat(),
        "evalueres": (i_dag + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    receipt = receipt_on(jonas, fill_in(reverse("tiltak:new", args=[verden.sak.pk]), **data))
    assert "Tiltaket er lagret." in receipt
    assert leads_to(receipt, f"tiltak-{newest(Tiltak, verden).pk}", jonas, verden)


def test_an_evaluation(verden, jonas, fill_in, tiltak):
    url = reverse("tiltak:evaluate", args=[tiltak.pk])
    receipt = receipt_on(jonas, fill_in(url, grad="hjalp", videre="avslutt"))
    assert "Evalueringen er lagret." in receipt
    assert leads_to(receipt, f"tiltak-{tiltak.pk}", jonas, verden)


def test_nothing_saved_says_nothing(verden, jonas, fill_in):
    response = fill_in(reverse("tiltak:maal-new", args=[verden.sak.pk]), tekst="")
    assert "meldinger-fra-systemet" not in response.content.decode()
    assert "er lagret." not in jonas.get(reverse("stafettlogg:sak", args=[verden.sak.pk])).content.decode()


def test_what_the_browser_keeps_of_a_receipt_tells_nothing(client, jonas, verden, fill_in):
    """It may name a person or a service, so it is sealed, with the key of this one session."""
    url = reverse("stafettlogg:innlegg-new", args=[verden.sak.pk])
    fill_in(url, tekst="Hun lo i gymtimen.", innleggstype="notat")
    cookie = jonas.cookies["messages"].value

    assert "Innlegget" not in cookie
    with pytest.raises(signing.BadSignature):
        signing.get_cookie_signer(salt=CookieStorage.key_salt).unsign_object(cookie)
    other = Client()
    other.force_login(verden.tom)
    other.cookies["messages"] = cookie
    assert "Innlegget er lagret" not in other.get("/saker/").content.decode()
    assert other.cookies["messages"].value == "", "what does not open is thrown away"
    assert "Innlegget er lagret" in jonas.get("/saker/").content.decode()
