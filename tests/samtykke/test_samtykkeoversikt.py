"""The table of givers and services, and the texts behind the question."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from bti.tilgang.aktoer import acting_as
from samtykke import katalog
from samtykke.katalog import FeilITekst, load_samtykketekst, read_samtykketekst
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from samtykke.oversikt import Tilstand, samtykkeoversikt
from samtykke.queries import add_months, current_tekst
from samtykke.services import decline_samtykke, withdraw_samtykke
from tests.samtykke.hjelp import ask, both_say_yes, say_yes

pytestmark = pytest.mark.django_db


def states(verden) -> dict[str, Tilstand]:
    with acting_as(verden.jonas.pk):
        [rad] = samtykkeoversikt(verden.nora_sak).rader
        return {celle.relasjon.vist_navn.split()[0]: celle.tilstand for celle in rad.celler}


def test_every_state_has_its_word(verden, eier):
    krav = ask(verden)
    assert states(verden) == {"Kari": Tilstand.VENTER, "Tom": Tilstand.VENTER}
    samtykke = say_yes(verden, verden.kari, krav[verden.kari])
    with acting_as(verden.tom.pk):
        decline_samtykke(krav[verden.tom], by=verden.tom.pk)
    assert states(verden) == {"Kari": Tilstand.JA, "Tom": Tilstand.NEI}
    with acting_as(verden.kari.pk):
        withdraw_samtykke(samtykke, by=verden.kari.pk)
    assert states(verden)["Kari"] == Tilstand.TRUKKET
    ask(verden)
    assert states(verden) == {"Kari": Tilstand.VENTER, "Tom": Tilstand.VENTER}
    say_yes(verden, verden.tom, krav[verden.tom])
    with eier():
        Samtykke.objects.filter(giver=verden.tom).update(
            gyldig_fra=timezone.localdate() - timedelta(days=9),
            gyldig_til=timezone.localdate() - timedelta(days=1),
        )
    assert states(verden)["Tom"] == Tilstand.UTLOEPT


def test_staff_read_who_has_answered_what(client, verden):
    krav = ask(verden)
    say_yes(verden, verden.kari, krav[verden.kari])
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Ser ikke saken" in html
    assert "Mangler ja fra: Tom Nordlie" in html


def test_shared_themes_are_those_everybody_has_said_yes_to(client, verden):
    both_say_yes(verden)
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Dere kan snakke sammen om: hvordan barnet har det på skolen" in html


def test_named_service_that_nobody_was_asked_about_stands_in_the_table(client, verden):
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "PPT Solvik" in html
    assert "Ikke spurt" in html


def test_list_costs_the_same_with_more_services(client, verden, django_assert_max_num_queries):
    ask(verden)
    ask(verden, tjeneste=verden.nav)
    client.force_login(verden.jonas)
    with django_assert_max_num_queries(19):
        client.get(reverse("samtykke:list", args=[verden.nora_sak.pk]))
    with acting_as(verden.jonas.pk):
        assert Samtykkekrav.objects.count() == 4


def test_texts_are_published_once_and_again_when_their_words_change(
    verden, eier, tmp_path, settings, monkeypatch
):
    with eier():
        assert load_samtykketekst(verden.fjellvik) == 2
        assert load_samtykketekst(verden.fjellvik) == 0
        real = katalog.read_samtykketekst
        monkeypatch.setattr(
            katalog, "read_samtykketekst", lambda s: {**real(s), "innledning": "Nye ord om {tjeneste}."}
        )
        assert load_samtykketekst(verden.fjellvik) == 2
    texts = Samtykketekst.objects.filter(kommune=verden.fjellvik, spraak="nb").order_by("versjon")
    assert texts.count() == 3  # the cast's own text, and two from the files
    assert texts.last().innledning == "Nye ord om {tjeneste}."


def test_reader_gets_own_language_and_bokmaal_when_there_is_none(verden, eier):
    with eier():
        load_samtykketekst(verden.solvik)
    with translation.override("nn"):
        assert "avgjer" in current_tekst(verden.solvik.pk).innledning
    with eier():
        Samtykketekst.objects.filter(spraak="nn").delete()
    with translation.override("nn"):
        assert current_tekst(verden.solvik.pk).spraak == "nb"


def test_text_without_a_field_is_named(tmp_path, settings):
    folder = tmp_path / "fixtures" / "katalog"
    folder.mkdir(parents=True)
    words = read_samtykketekst("nb") | {"hva_skjer_ved_nei": " "}
    (folder / "samtykketekst_nb.json").write_text(json.dumps(words), encoding="utf-8")
    settings.BASE_DIR = tmp_path
    with pytest.raises(FeilITekst, match=r"samtykketekst_nb\.json: hva_skjer_ved_nei"):
        read_samtykketekst("nb")


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-11-21", 12, "2027-11-21"),
     ("2026-12-05", 1, "2027-01-05"), ("2026-06-30", 6, "2026-12-30")],
)  # fmt: skip
def test_add_months_counts_as_postgresql(day, months, result):
    from datetime import date

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date + make_interval(months => %s))::date", [day, months])
        assert (
            add_months(date.fromisoformat(day), months) == cursor.fetchone()[0] == date.fromisoformat(result)
        )
