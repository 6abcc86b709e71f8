"""Consent in fourteen languages: whole, alike, in their own letters, and honest about who has checked them."""

import re
from dataclasses import asdict

import pytest
from django.conf import settings

from samtykke.katalog import AVSNITT, PLASSHOLDERE, SPRAAK, read_samtykketekst
from samtykke.models import Kvalitet, Tema

ROT = settings.BASE_DIR
MAPPE = ROT / "fixtures" / "katalog" / "samtykke"
SIKRET = {"nb", "nn", "en"}
SKRIFT = {  # the letters that most of each text is written with
    "ar": "\u0600-\u06ff", "prs": "\u0600-\u06ff", "ps": "\u0600-\u06ff", "ti": "\u1200-\u137f", "uk": "\u0400-\u04ff",
}  # fmt: skip
# What only this language writes, of those that share its letters: a file saved under a wrong name is found.
KJENNETEGN = {"ps": "ښ", "prs": "می\u200c", "ar": "ة", "uk": "ї", "pl": "ł", "tr": "ı", "se": "đ", "smj": "mån",
              "nn": "ikkje", "nb": "ikke", "en": " the ", "so": "waxa", "sma": "jïh", "ti": "ኩም"}  # fmt: skip


def words_of(spraak: str) -> dict[str, str]:
    tekst = read_samtykketekst(spraak)
    words = {name: getattr(tekst, name) for name in AVSNITT}
    words |= {f"temaer.{key}": word for key, word in tekst.temaer.items()}
    return words | {f"ord.{key}": word for key, word in tekst.ord.items()}


def test_every_language_has_a_file_and_no_other_is_there():
    assert {path.stem for path in MAPPE.iterdir()} == set(SPRAAK)


@pytest.mark.parametrize("spraak", SPRAAK)
def test_language_is_whole_and_like_bokmaal(spraak):
    """Every field, every theme, every word of the page; the same to fill in; as many sentences to each paragraph."""
    there, source = words_of(spraak), words_of("nb")

    assert there.keys() == source.keys()
    assert {key.removeprefix("temaer.") for key in there if key.startswith("temaer.")} == set(Tema.values)
    for key, word in there.items():
        assert set(PLASSHOLDERE.findall(word)) == set(PLASSHOLDERE.findall(source[key])), key
        assert word.count("\n") == source[key].count("\n"), key


@pytest.mark.parametrize("spraak", [one for one in SPRAAK if one != "nb"])
def test_nothing_is_left_in_bokmaal(spraak):
    source = {word for key, word in words_of("nb").items() if len(word.split()) > 4 or key in AVSNITT}

    assert source & set(words_of(spraak).values()) == set()


def test_every_word_a_page_asks_for_is_there():
    files = [*ROT.glob("templates/**/*.html"), *ROT.glob("samtykke/**/*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r"les\.ord\.(\w+)|norsk\.ord\.(\w+)|\.ord\[\"(\w+)\"\]|_dated\(\"(\w+)\"\)", text))

    assert {word for found in asked for word in found if word} - set(read_samtykketekst("nb").ord) == set()


@pytest.mark.parametrize(("spraak", "letters"), SKRIFT.items())
def test_language_stands_in_its_own_letters(spraak, letters):
    text = PLASSHOLDERE.sub("", " ".join(words_of(spraak).values()))
    own, latin = (len(re.findall(f"[{one}]", text)) for one in (letters, "A-Za-z"))

    assert own > 20 * latin


@pytest.mark.parametrize(("spraak", "tegn"), KJENNETEGN.items())
def test_language_is_the_one_it_says(spraak, tegn):
    assert tegn in " ".join(words_of(spraak).values())


@pytest.mark.parametrize("spraak", SPRAAK)
def test_text_says_who_stands_for_it(spraak):
    tekst = asdict(read_samtykketekst(spraak))

    assert tekst["oversatt_av"]
    if spraak in SIKRET:
        assert (tekst["kvalitet"], bool(tekst["gjennomgaatt_av"])) == (Kvalitet.SIKRET, True)
    else:
        assert (tekst["kvalitet"], tekst["gjennomgaatt_av"]) == (Kvalitet.IKKE_SIKRET, "")
