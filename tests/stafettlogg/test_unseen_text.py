"""Text that nobody can see is no text, and no sign turns round what others read. What is ordinary stays as it is."""

import pytest
from django.urls import reverse

from bti.skjema.tekst import clean_text, is_visible
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Innlegg, Melding

pytestmark = pytest.mark.django_db

USYNLIG = [
    "\u200b\u2060",
    "\ufeff\u00ad\u200e",
    " \n\u3000\u00a0",
    "\u202e\u2066\u2069",
    "\u3164\u2800",
    "\ufe0f\u200d",
    "\U000e0041",
]
VANLIG = [
    "Nora smilte i dag. Hun sa «hei».",
    "Čáhci, Ŋuorra, Đorvvu ja Ŧ: sámegillii",
    "الأم تحب المدرسة",
    "می‌خواهم",  # with a joiner that keeps two letters apart, as Persian is written
    "שלום\u200f!",
    "👩‍👧‍👦 og 🏳️‍🌈",
    "🇳🇴 1️⃣",
    "ब\u200dक",
]


@pytest.mark.parametrize("tekst", USYNLIG)
def test_what_nobody_sees_is_nothing(tekst):
    assert not is_visible(tekst)
    assert clean_text(tekst) == ""


@pytest.mark.parametrize("tekst", VANLIG)
def test_ordinary_text_is_kept_to_the_letter(tekst):
    assert clean_text(tekst) == tekst


def test_every_sign_that_turns_the_line_is_taken_away():
    turning = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
    assert len(turning) == 9
    assert clean_text("".join(f"a{one}" for one in turning)) == "a" * 9


@pytest.mark.parametrize("tekst", USYNLIG)
@pytest.mark.parametrize(("adresse", "modell"), [("innlegg-new", Innlegg), ("melding-new", Melding)])
def test_an_entry_and_a_message_of_nothing_are_refused(jonas, verden, fill_in, adresse, modell, tekst):
    response = fill_in(
        reverse(f"stafettlogg:{adresse}", args=[verden.sak.pk]), tekst=tekst, innleggstype="notat"
    )

    assert response.status_code == 422
    assert "feilsammendrag" in response.content.decode()
    with acting_as(verden.jonas.pk):
        assert not modell.objects.filter(sak=verden.sak).exists()


def test_a_worry_of_nothing_is_refused(fill_in):
    response = fill_in(
        reverse("bti:undring-new"), observert="\u200b\u2060", observert_dato="2026-01-05", styrke="1"
    )
    assert response.status_code == 422
    assert response.context["form"].errors["observert"] == ["Skriv hva du har sett eller hørt."]


@pytest.mark.parametrize("tekst", VANLIG)
def test_what_is_saved_is_what_was_written(verden, fill_in, tekst):
    fill_in(
        reverse("stafettlogg:innlegg-new", args=[verden.sak.pk]),
        tekst=f"\u202e{tekst}\u2069",
        innleggstype="notat",
    )
    with acting_as(verden.jonas.pk):
        assert Innlegg.objects.get(sak=verden.sak).tekst == tekst
