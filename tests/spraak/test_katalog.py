"""The tool that gathers sentences, and the catalogues as they are committed."""

from pathlib import Path

import polib
import pytest

from bti.drift import spraak
from bti.drift.spraak import Melding, faults_in, find_mangler, gather_meldinger, meldinger_in, merge_katalog

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
TITTEL = _("Lagre " "målet")
def write(n):
    return ngettext("%(n)d dag", "%(n)d dager", n) + pgettext("ark", "Side")
"""
MAL = """
{% load i18n %}
      <h1>{% translate "Hva \u00absiden\u00bb er" %}</h1>
  {% blocktranslate trimmed with navn=sak.navn %}
        Planen for {{ navn }},
      100 % ferdig
  {% endblocktranslate %}
{% include "knapp.html" with tekst=_("Send") only %}
    {% blocktranslate count antall=n %}Ett tiltak{% plural %}{{ antall }} tiltak{% endblocktranslate %}
{% translate "Side" context "ark" %}
"""


@pytest.fixture
def prosjekt(tmp_path: Path) -> Path:
    for name in ("bti", "samtykke", "tiltak", "stafettlogg", "templates"):
        (tmp_path / name).mkdir()
    (tmp_path / "bti" / "ting.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "templates" / "side.html").write_text(MAL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("spraakkode", spraak.MAALFORMER)
def test_catalogue_is_whole(spraakkode):
    assert find_mangler(spraakkode, meldinger_in(spraakkode, gather_meldinger(spraak.ROT))) == [], (
        "Skriv ./stafett spraak og oversett det som mangler."
    )


def test_gather_from_python_and_templates(prosjekt):
    assert [melding.noekkel for melding in gather_meldinger(prosjekt)] == [
        ("", "Lagre målet", ""),
        ("", "%(n)d dag", "%(n)d dager"),
        ("ark", "Side", ""),
        ("", "Hva «siden» er", ""),
        ("", "Planen for %(navn)s, 100 %% ferdig", ""),
        ("", "Send", ""),
        ("", "Ett tiltak", "%(antall)s tiltak"),
    ]


def test_gather_notes_every_file_of_a_sentence(prosjekt):
    side = next(melding for melding in gather_meldinger(prosjekt) if melding.tekst == "Side")

    assert side.filer == ["bti/ting.py", "templates/side.html"]


def test_merge_keeps_what_is_translated_and_drops_what_is_gone():
    former = _katalog(("Lagre", "Lagra"), ("Bort", "Vekk"))

    merged = merge_katalog(
        former, [Melding("", "Lagre", "", ["a.py"]), Melding("", "Ny setning", "", ["a.py"])]
    )

    assert [(entry.msgid, entry.msgstr) for entry in merged] == [("Lagre", "Lagra"), ("Ny setning", "")]


def test_merge_brings_a_reworded_translation_as_doubtful():
    former = _katalog(("Du kan lese loggen nå.", "Du kan lese loggen no."))

    merged = merge_katalog(former, [Melding("", "Du kan lese hele loggen nå.", "", ["a.py"])])

    assert merged[0].msgstr == "Du kan lese loggen no."
    assert merged[0].fuzzy


@pytest.mark.parametrize(
    ("tekst", "oversatt", "fault"),
    [
        ("Lagre", "Lagra", None),
        ("Lagre", "", "ikke oversatt"),
        ("Hei, %(navn)s", "Hei, %(namn)s", "noe annet"),
        ("Hei, {navn}", "Hei", "ikke inn det samme"),
        ("Hei, {navn}", "Hei, {navn", "noe annet"),
    ],
)
def test_fault_in_translation(tekst, oversatt, fault):
    found = faults_in(_katalog((tekst, oversatt)), [Melding("", tekst, "", ["a.py"])])

    assert [fault in line for line in found] == ([True] if fault else [])


def test_fault_in_doubtful_missing_and_forgotten_sentences():
    katalog = _katalog(("Lagre", "Lagra"), ("Bort", "Vekk"))
    katalog[0].flags.append("fuzzy")

    found = faults_in(katalog, [Melding("", "Lagre", "", ["a.py"]), Melding("", "Ny", "", ["b.py"])])

    assert found == [
        "finnes ikke i koden lenger: 'Bort'",
        "er usikker (fuzzy): 'Lagre' (a.py)",
        "mangler i katalogen: 'Ny' (b.py)",
    ]


def test_fault_in_plural_with_one_form():
    katalog = _katalog(("Ett tiltak", ""))
    katalog[0].msgid_plural, katalog[0].msgstr_plural = "%(n)s tiltak", {0: "Eitt tiltak", 1: ""}

    assert len(faults_in(katalog, [Melding("", "Ett tiltak", "%(n)s tiltak", ["a.py"])])) == 1


def test_compiled_catalogue_that_lags_behind_is_a_fault(prosjekt, monkeypatch):
    monkeypatch.setattr(spraak, "ROT", prosjekt)
    meldinger = [Melding("", "Lagre", "", ["a.py"])]
    spraak.write_katalog(_katalog(("Lagre", "Lagra")), "nn")
    assert find_mangler("nn", meldinger) == []

    _katalog(("Lagre", "Gøym")).save(str(spraak.po_file("nn")))

    assert find_mangler("nn", meldinger) == [
        "locale/nn/LC_MESSAGES/django.mo er ikke laget av django.po ved siden av"
    ]


def test_command_writes_catalogues_and_tells_what_is_left(prosjekt, monkeypatch, capsys):
    monkeypatch.setattr(spraak, "ROT", prosjekt)

    assert spraak.main([]) == 1  # all is gathered, nothing is translated
    assert "er ikke oversatt: 'Lagre målet' (bti/ting.py)" in capsys.readouterr().out
    assert next(iter(spraak.read_katalog("nn"))).msgid == "Lagre målet"
    assert not {entry.msgid for entry in spraak.read_katalog("nb")} & {"Lagre målet", "Send"}


def _katalog(*pairs: tuple[str, str]) -> polib.POFile:
    katalog = polib.POFile(wrapwidth=110)
    katalog.metadata = {"Language": "nn", **spraak.HODE}
    katalog.extend(polib.POEntry(msgid=tekst, msgstr=oversatt) for tekst, oversatt in pairs)
    return katalog
