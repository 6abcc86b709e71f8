"""Back, another text, save: the form's key is taken. Nothing is dropped as if it were saved; a double click is one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Kladd, Undring
from stafettlogg.models import Innlegg, Melding, Moete
from tests import factories as f
from tests.eier import as_owner
from tests.stafettlogg.conftest import token_in
from tiltak.models import Evaluering, Maal, Tiltak

pytestmark = pytest.mark.django_db
SETNING = "Dette skjemaet er alt sendt. Teksten din er ikke lagret ennå."


def dag(dager: int) -> str:
    return (timezone.localdate() + timedelta(days=dager)).isoformat()


@pytest.fixture
def skjema(request, verden):
    """Where a form lies, what is sent, what is changed, and what it makes."""
    navn, sak = request.param, verden.sak
    jonas, kari = str(verden.jonas.pk), str(verden.kari.pk)
    if navn == "evaluering":
        tiltak = request.getfixturevalue("tiltak")
        return (
            reverse("tiltak:evaluate", args=[tiltak.pk]), Evaluering,
            {"grad": "hjalp", "ord": "Bra.", "barnets_ord": "", "videre": "6"}, {"ord": "Veldig bra."},
        )  # fmt: skip
    return {
        "innlegg": (
            reverse("stafettlogg:innlegg-new", args=[sak.pk]), Innlegg,
            {"tekst": "Først.", "innleggstype": "notat"}, {"tekst": "Så noe annet."},
        ),
        "melding": (
            reverse("stafettlogg:melding-new", args=[sak.pk]), Melding,
            {"tekst": "Først."}, {"tekst": "Så noe annet."},
        ),
        "moete": (
            reverse("stafettlogg:moete-new", args=[sak.pk]), Moete,
            {"moetetype": "evaluering", "dato": dag(9), "klokke": "14:30", "sted": "Her", "innkalte": [jonas]},
            {"innkalte": [jonas, kari]},
        ),
        "maal": (
            reverse("tiltak:maal-new", args=[sak.pk]), Maal,
            {"tekst": "Først."}, {"tekst": "Så noe annet."},
        ),
        "tiltak": (
            reverse("tiltak:new", args=[sak.pk]), Tiltak,
            {"navn": "Leksehjelp", "hva": "", "maal": "", "ansvarlig": jonas, "arena": "tjeneste",
             "starter": dag(0), "evalueres": dag(42)},
            {"hva": "To ganger i uka."},
        ),
        "undring": (
            reverse("bti:undring-new"), Undring,
            {"observert": "Stille.", "observert_dato": dag(0), "styrke": "uro", "merkelapp": ""},
            {"observert": "Stille i dag også."},
        ),
    }[navn]  # fmt: skip


SKJEMAER = ["innlegg", "melding", "moete", "maal", "tiltak", "evaluering", "undring"]


def count(modell) -> int:
    with as_owner():
        return modell.objects.count()


@pytest.mark.parametrize("skjema", SKJEMAER, indirect=True)
def test_another_text_under_the_same_key_is_kept_and_saved_the_next_time(verden, jonas, skjema):
    url, modell, data, changed = skjema
    before = count(modell)
    first = data | {"skjema_token": token_in(jonas.get(url))}
    assert [jonas.post(url, first).status_code for _press in range(2)] == [302, 302]
    assert count(modell) == before + 1

    refused = jonas.post(url, first | changed)

    assert refused.status_code == 422
    assert SETNING in refused.content.decode()
    assert count(modell) == before + 1
    with as_owner():
        felter = Kladd.objects.get(bruker=verden.jonas).felter
    assert [felter[name] for name in changed] == [v if isinstance(v, list) else [v] for v in changed.values()]

    assert jonas.post(url, first | changed | {"skjema_token": token_in(refused)}).status_code == 302
    assert (count(modell), count(Kladd)) == (before + 2, 0)


def test_other_minutes_after_the_meeting_is_held_are_not_dropped(verden, jonas, moete):
    url = reverse("stafettlogg:moete-hold", args=[moete.pk])
    data = {
        "skjema_token": token_in(jonas.get(url)), "referat": "Referatet.", "barnets_ord": "", "versjon": moete.versjon,
        "til_stede": [str(verden.jonas.pk)], "beslutning": "fortsett", "begrunnelse": "Det virker.",
        "fra": str(verden.sak.nivaa_id),
    }  # fmt: skip
    assert [jonas.post(url, data).status_code for _press in range(2)] == [302, 302]

    refused = jonas.post(url, data | {"begrunnelse": "Nora trives."})

    assert refused.status_code == 422
    assert "Møtet er allerede holdt eller avlyst." in refused.content.decode()
    assert count(Innlegg) == 1
    with as_owner():
        assert Kladd.objects.get(bruker=verden.jonas).felter["begrunnelse"] == ["Nora trives."]


def edited(jonas, url: str, **data) -> list[int]:
    """Press the button twice, and give no sign that somebody else has been there."""
    data |= {"skjema_token": token_in(jonas.get(url)), "versjon": 1}
    answers = [jonas.post(url, data).status_code for _press in range(2)]
    assert count(Kladd) == 0
    return answers


def test_a_double_click_on_a_changed_goal_is_no_conflict(jonas, maal):
    assert edited(jonas, reverse("tiltak:maal-edit", args=[maal.pk]), tekst="Bedre ord.") == [302, 302]
    with as_owner():
        assert Maal.objects.get(pk=maal.pk).versjon == 2


def test_a_double_click_on_a_changed_measure_is_no_conflict(verden, jonas, tiltak):
    data = {
        "navn": "Leksehjelp", "hva": "Hver dag.", "maal": "", "ansvarlig": str(verden.jonas.pk), "arena": "tjeneste",
        "starter": dag(0), "evalueres": dag(30),
    }  # fmt: skip
    assert edited(jonas, reverse("tiltak:edit", args=[tiltak.pk]), **data) == [302, 302]
    with as_owner():
        assert Tiltak.objects.get(pk=tiltak.pk).versjon == 2


def test_a_double_click_on_a_moved_meeting_is_no_conflict(jonas, moete):
    url = reverse("stafettlogg:moete-flytt", args=[moete.pk])
    assert edited(jonas, url, dato=dag(12), klokke="10:00", sted="Møterom 3", hensikt="") == [302, 302]
    with as_owner():
        assert Moete.objects.get(pk=moete.pk).versjon == 2


def test_a_double_click_on_a_corrected_worry_is_no_conflict(verden, jonas):
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    data = {"observert": "Rettet.", "observert_dato": dag(0), "styrke": "uro", "merkelapp": ""}
    assert edited(jonas, reverse("bti:undring-edit", args=[undring.pk]), **data) == [302, 302]
    with as_owner():
        assert Undring.objects.get(pk=undring.pk).versjon == 2
