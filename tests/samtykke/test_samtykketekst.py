"""The consent texts: fourteen languages, published once, kept for ever; a malformed file is named."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from samtykke import katalog
from samtykke.katalog import SPRAAK, FeilITekst, load_samtykketekst, read_samtykketekst
from samtykke.models import Kvalitet, Samtykketekst
from samtykke.queries import current_tekst
from tests import factories as f

MAPPE = katalog.settings.BASE_DIR / "fixtures" / "katalog" / "samtykke"


@pytest.mark.django_db
def test_texts_are_published_once_and_again_when_their_words_change(verden, eier, monkeypatch):
    with eier():
        assert load_samtykketekst(verden.fjellvik) == len(SPRAAK) == 14
        assert load_samtykketekst(verden.fjellvik) == 0
        real = read_samtykketekst
        monkeypatch.setattr(
            katalog, "read_samtykketekst", lambda s: replace(real(s), innledning="Nye ord om {tjeneste}.")
        )
        assert load_samtykketekst(verden.fjellvik) == 14
    texts = Samtykketekst.objects.filter(kommune=verden.fjellvik, spraak="nb").order_by("versjon")
    assert texts.count() == 3  # the cast's own text, and two from the files
    assert texts.last().innledning == "Nye ord om {tjeneste}."


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"kvalitet": "ikke_sikret"}, {"gjennomgaatt_av": "Prøve Tolk"}])
def test_who_stands_for_a_text_is_part_of_its_version(verden, eier, monkeypatch, change):
    with eier():
        load_samtykketekst(verden.solvik)
        real = read_samtykketekst
        monkeypatch.setattr(katalog, "read_samtykketekst", lambda s: replace(real(s), **change))
        assert load_samtykketekst(verden.solvik) > 0


@pytest.mark.django_db
def test_reader_gets_own_language_and_bokmaal_when_there_is_none(verden, eier):
    with eier():
        load_samtykketekst(verden.solvik)
    with translation.override("nn"):
        assert "avgjer" in current_tekst(verden.solvik.pk).innledning
    with eier():
        Samtykketekst.objects.filter(spraak="nn").delete()
    with translation.override("nn"):
        assert current_tekst(verden.solvik.pk).spraak == "nb"


@pytest.mark.django_db
def test_nothing_is_assured_by_nobody(verden, eier):
    with (
        eier(),
        pytest.raises(IntegrityError, match="samtykketekst_assured_by_somebody"),
        transaction.atomic(),
    ):
        f.SamtykketekstFactory(kommune=verden.solvik, versjon=5, kvalitet=Kvalitet.SIKRET)


def _write(folder, spraak, **changes):
    words = json.loads((MAPPE / f"{spraak}.json").read_text(encoding="utf-8")) | changes
    (folder / f"{spraak}.json").write_text(json.dumps(words), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"hva_skjer_ved_nei": " "}, "hva_skjer_ved_nei mangler"),
        ({"innledning": ["To", "linjer"]}, "innledning mangler"),
        ({"temaer": {"skole": "szkoła"}}, "temaer.laering mangler"),
        ({"ord": {"ja": "tak"}}, r"ord\.\w+ mangler"),
        ({"ord": 7}, "filen kan ikke leses"),
        ({"innledning": "Dla {sluzba}."}, "innledning har andre plassholdere enn bokmål"),
        ({"oversatt_av": ""}, "oversatt_av mangler"),
        ({"kvalitet": "kanskje"}, "kvalitet må være"),
        ({"kvalitet": "sikret"}, "gjennomgaatt_av og gjennomgaatt_dato mangler"),
        ({"gjennomgaatt_dato": "i går"}, "filen kan ikke leses"),
    ],
)
def test_fault_in_a_file_is_named(tmp_path, change, says):
    _write(tmp_path, "nb")
    _write(tmp_path, "pl", **change)
    with pytest.raises(FeilITekst, match=rf"pl\.json: {says}"):
        read_samtykketekst("pl", tmp_path)


def test_file_that_is_not_json_or_not_there_is_named(tmp_path):
    with pytest.raises(FeilITekst, match=r"nb\.json: filen finnes ikke"):
        read_samtykketekst("nb", tmp_path)
    (tmp_path / "nb.json").write_text("{", encoding="utf-8")
    with pytest.raises(FeilITekst, match=r"nb\.json: filen kan ikke leses"):
        read_samtykketekst("nb", tmp_path)


@pytest.mark.django_db
def test_command_says_which_file_and_loads_nothing(verden, eier, monkeypatch):
    def broken(spraak):
        raise FeilITekst("ar.json: innledning mangler")

    monkeypatch.setattr(katalog, "read_samtykketekst", broken)
    with eier(), pytest.raises(CommandError, match=r"ar\.json: innledning mangler"):
        call_command("load_katalog", verden.solvik.kommunenummer)
