"""What the municipality says of each right: the coordinator's to change, with the day somebody read it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone, translation

from bti.lovtekster import load_rettigheter, read_rettigheter
from bti.models import Rettighet, Sikkerhet
from bti.stafettord import in_readers_form
from bti.tilgang import samordning as tilgang
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.bti.samordning.test_decide_koordinering import login, send
from tests.eier import as_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def rett(verden) -> Rettighet:
    return f.RettighetFactory(kommune=verden.solvik)


def url(rett: Rettighet) -> str:
    return reverse("bti:rettighet-edit", args=[rett.pk])


def fields(**other: str) -> dict[str, str]:
    return {
        "navn": "Barnekoordinator", "hvem": "Familier her.", "hva": "En person.", "hvordan": "Ring enheten.",
        "lovtekst": "Kommunen skal.", "lovhenvisning": "§ 7-2 a", "lenke": "https://eksempel.invalid/",
        "krever_ja": "on", "lestdato": timezone.localdate().isoformat(), "kilde": "Lovdata", "versjon": "1",
    } | other  # fmt: skip


@pytest.mark.parametrize("hvem", ["ragna", "adm"])
def test_the_words_are_changed_and_the_day_is_shown(verden, rett, hvem):
    client = login(getattr(verden, hvem))
    assert send(client, url(rett), **fields()).status_code == 302
    rett.refresh_from_db()
    assert (rett.hvem, rett.sist_lest, rett.sikkerhet) == (
        "Familier her.",
        timezone.localdate(),
        Sikkerhet.KOMMUNEN,
    )
    liste = client.get(reverse("bti:rettighet-list")).content.decode()
    assert "Sist lest gjennom" in liste
    assert "skrevet eller godkjent av kommunen" in liste.lower()


@pytest.mark.parametrize(
    ("felt", "verdi"),
    [
        ("lestdato", "2999-01-01"), ("lestdato", "i går"), ("lenke", "javascript:alert(1)"), ("lovtekst", ""),
        ("lenke", "http://a.invalid"), ("navn", "x" * 121),
    ],
)  # fmt: skip
def test_bad_input_is_said(verden, rett, felt, verdi):
    assert send(login(verden.ragna), url(rett), **fields(**{felt: verdi})).status_code == 422
    rett.refresh_from_db()
    assert rett.versjon == 1


def test_two_who_change_it_at_once_see_each_other(verden, rett):
    ragna, adm = login(verden.ragna), login(verden.adm)
    assert send(ragna, url(rett), **fields(hvem="Ragnas ord.")).status_code == 302
    svar = send(adm, url(rett), **fields(hvem="Odds ord."))
    assert svar.status_code == 422
    assert "Ragnas ord." in svar.content.decode()
    for nr in ("2147483648", "9" * 5000, "-1", "x"):  # of no version: both texts are shown, and a way on
        html = send(adm, url(rett), **fields(hvem="Odds ord.", versjon=nr)).content.decode()
        for ord_ in ("Ragnas ord.", "Odds ord.", 'name="versjon" value="2"'):
            assert ord_ in html
    assert "Odds ord." in adm.get(url(rett)).content.decode()
    assert "Odds ord." in svar.content.decode()


def test_nobody_else_changes_them_and_nobody_in_another_municipality(verden, rett):
    nabo = f.RettighetFactory(kommune=verden.fjellvik)
    assert login(verden.ragna).get(url(nabo)).status_code == 404
    assert login(verden.jonas).get(url(rett)).status_code == 403
    felter = fields() | {"sist_lest": "2026-01-01", "krever_ja": True}
    for person, rad in [
        (verden.ragna, nabo),
        (verden.jonas, rett),
        (verden.berit, rett),
        (verden.kari, rett),
    ]:
        with acting_as(person.pk), pytest.raises(PermissionDenied):
            tilgang.save_rettighet(rad.pk, versjon=1, felter=felter)
    with as_owner():
        assert set(Rettighet.objects.values_list("versjon", flat=True)) == {1}


def test_the_files_say_the_same_in_both_forms_and_what_is_the_municipalitys_stays(verden):
    nb, nn = read_rettigheter("nb"), read_rettigheter("nn")
    assert [rad["slag"] for rad in nb] == [rad["slag"] for rad in nn]
    assert all(
        one.keys() == other.keys() and one["lenke"] == other["lenke"]
        for one, other in zip(nb, nn, strict=True)
    )
    with as_owner():
        load_rettigheter(verden.solvik)
        Rettighet.objects.filter(slag="koordinator").update(hvem="Vårt eget.", sikkerhet=Sikkerhet.KOMMUNEN)
        Rettighet.objects.filter(slag="barnekoordinator").update(hva="Gammelt.")
        load_rettigheter(verden.solvik)
        assert Rettighet.objects.count() == 4
        assert Rettighet.objects.get(slag="koordinator").hvem == "Vårt eget."
        assert Rettighet.objects.get(slag="barnekoordinator").hva == nb[0]["hva"]
    with translation.override("nn"):
        assert in_readers_form(nb[0]["lovtekst"]) == nn[0]["lovtekst"]


@pytest.mark.parametrize(("spraak", "ordet"), [("nb", "veilederen"), ("nn", "rettleiaren")])
def test_a_law_text_says_whose_guide_it_means(spraak, ordet):
    """In Stafett «veilederen» is the guide to action; the law is explained in another."""
    texts = [text for rett in read_rettigheter(spraak) for text in rett.values() if isinstance(text, str)]
    assert [text for text in texts if ordet in text and "Helsedirektoratet" not in text] == []
    assert any("Helsedirektoratet" in rett["lovhenvisning"] for rett in read_rettigheter(spraak))
