"""Texts that are Stafett's own but lie in files: consent, guide and staircase, in both languages and easy to read."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from django.conf import settings

from bti.drift.spraak import placeholders
from bti.models import Kommune, Steg
from bti.skjemamaler.lasting import read_skjemaer
from samtykke.katalog import AVSNITT, read_samtykketekst
from tests.eier import as_owner
from tests.spraak.lesbarhet import measure, sentences, words
from tests.spraak.ordlister import read_ordliste, used_words
from tiltak.katalog import load_katalog, read_katalog
from tiltak.models import Trinn

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"
SPRAAK = ("nb", "nn")
IKKE_TEKST = {
    "kilde", "lenke", "noekkel", "revideres_innen", "fra", "sikkerhet", "slag", "krav", "skjema_noekkel",
    "gjelder", "felttype",
}  # fmt: skip
SAMLINGER = ("elverum", "nordre_land")


@pytest.mark.parametrize("spraak", SPRAAK)
def test_consent_text_is_easy(spraak):
    found = sentences(_samtykketekst(spraak).values())

    assert measure(found).lix <= 35
    assert measure(found).ord_per_setning <= 15
    assert max(len(words(sentence)) for sentence in found) <= 25


def test_consent_text_is_the_same_in_both():
    nb, nn = (_samtykketekst(spraak) for spraak in SPRAAK)

    assert nb.keys() == nn.keys()
    assert all(placeholders(nb[key]) == placeholders(nn[key]) for key in nb)
    assert all(nb[key] != nn[key] for key in AVSNITT)
    assert not used_words(" ".join(nn.values())) & read_ordliste("bokmaal")


@pytest.mark.parametrize("spraak", SPRAAK)
@pytest.mark.parametrize("samling", SAMLINGER)
def test_guide_is_easy(samling, spraak):
    """Staff may have 45; the guide is read in a hurry."""
    for nivaa in read_katalog(MAPPE, samling, spraak).veileder.nivaaer:
        found = sentences(_texts(_without_codes(asdict(nivaa))))

        assert measure(found).lix <= 35
        assert max(len(words(sentence)) for sentence in found) <= 30


@pytest.mark.parametrize("stamme", ["veileder", "veileder_elverum", "veileder_nordre_land", "skjemaer"])
def test_guide_is_the_same_in_both(stamme):
    nb, nn = (
        json.loads((MAPPE / f"{stamme}{ending}.json").read_text(encoding="utf-8")) for ending in ("", "_nn")
    )

    assert _shape(nb) == _shape(nn)
    texts = _texts(_without_codes(nn))
    assert {text: left for text in texts if (left := used_words(text) & read_ordliste("bokmaal"))} == {}


@pytest.mark.parametrize("spraak", SPRAAK)
def test_the_ready_forms_are_easy(spraak):
    """The family reads questions and answers."""
    found = sentences(text for one in read_skjemaer(spraak) for text in _texts(one))

    assert measure(found).lix <= 35
    assert max(len(words(sentence)) for sentence in found) <= 25


@pytest.mark.parametrize(
    ("samling", "steg"),
    [("elverum", [4, 5, 5, 3]), ("nordre_land", [4, 4, 4, 4])],
)
def test_each_municipality_has_its_own_steps_with_where_they_come_from(samling, steg):
    guide = read_katalog(MAPPE, samling).veileder

    assert [len(one.steg) for one in guide.nivaaer] == steg
    assert all(one.kilde for one in guide.nivaaer)
    named = [one for nivaa in guide.nivaaer for one in nivaa.steg if one.sikkerhet != "vaar"]
    assert len(named) > 8
    assert all(one.kilde for one in named)
    assert {one.slag for nivaa in guide.nivaaer for one in nivaa.vilkaar if one.krav == "kreves"} == {
        "samtykke"
    }


def test_staircase_is_the_same_in_both():
    nb, nn = (read_katalog(MAPPE, "elverum", spraak).trinn for spraak in SPRAAK)

    assert [(one.nummer, one.forebyggingsnivaa) for one in nb] == [
        (one.nummer, one.forebyggingsnivaa) for one in nn
    ]
    assert not used_words(" ".join(f"{one.navn} {one.beskrivelse}" for one in nn)) & read_ordliste("bokmaal")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("maalform", "steg", "trinn"),
    [("nb", "Sett ord på undringen", "Styrke hverdagen"), ("nn", "Set ord på undringa", "Styrkje kvardagen")],
)
def test_municipality_gets_its_own_language(maalform, steg, trinn):
    with as_owner():
        kommune = Kommune.objects.create(navn="Solvik", kommunenummer="9901", maalform=maalform)
        load_katalog(kommune=kommune, mappe=MAPPE)

        assert Steg.objects.filter(nivaa__veileder__kommune=kommune, navn=steg).count() == 1
        assert Trinn.objects.get(kommune=kommune, nummer=2).navn == trinn


@pytest.mark.django_db
def test_folder_without_nynorsk_gives_what_it_has(tmp_path: Path):
    for path in MAPPE.iterdir():
        if path.is_file() and not re.search(r"_nn\.", path.name):
            (tmp_path / path.name).write_bytes(path.read_bytes())

    assert read_katalog(tmp_path, "elverum", "nn") == read_katalog(MAPPE, "elverum", "nb")


def _samtykketekst(spraak: str) -> dict[str, str]:
    tekst = read_samtykketekst(spraak)
    return {name: getattr(tekst, name) for name in AVSNITT} | tekst.ord


def _texts(part: object) -> Iterator[str]:
    """Yield what is read, from any depth."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name not in IKKE_TEKST:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
    elif isinstance(part, str):
        yield part


def _without_codes(part: object) -> object:
    """Leave out when a condition holds: a code that has the name of a text."""
    if isinstance(part, dict):
        leave = {"naar"} if "setning" in part else {"bygger_paa"}
        return {key: _without_codes(value) for key, value in part.items() if key not in leave}
    return [_without_codes(one) for one in part] if isinstance(part, list | tuple) else part


def _shape(part: object, name: str = "") -> object:
    """Return all but the words: keys, numbers, links, and how many of everything."""
    if isinstance(part, dict):
        return {key: _shape(value, key) for key, value in part.items()}
    if isinstance(part, list):
        return [_shape(value, name) for value in part]
    if isinstance(part, str) and name not in IKKE_TEKST - {"kilde"}:
        return bool(part)
    return part
