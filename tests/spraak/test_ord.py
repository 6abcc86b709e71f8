"""The words themselves: no English, no officialese, no asterisk, and no bokmål in the nynorsk."""

import importlib
import re
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext

from bti.drift.spraak import DJANGOS_EGNE, ROT
from tests.spraak.ordlister import read_ordliste, used_words
from tests.spraak.tekster import meldinger, nynorsk, python_files, templates

ENGELSK = read_ordliste("engelsk")
BOKMAALSTEKSTER = (
    "katalog/veileder.json",
    "katalog/veileder_elverum.json",
    "katalog/veileder_nordre_land.json",
    "katalog/samtykke/nb.json",
    "katalog/trinn.csv",
    "demo/solvik.json",
)
KANSELLISPRAAK = read_ordliste("kansellispraak")
# Bokmål allows them; docs/ordliste.md has chosen the other form, and one word for one thing.
VALGT_BORT = read_ordliste("bokmaal_a")
# What nynorsk writes otherwise. «de» is left out: bokmål's «they» is nynorsk's «you».
BOKMAAL = read_ordliste("bokmaal")
# Nynorsk allows them; docs/spraak.md has chosen the other form. «henne» is for people, and no sentence is about one.
NYNORSK_VALGT_BORT = read_ordliste("nynorsk_valgt_bort")


@pytest.mark.parametrize("forbidden", [ENGELSK, KANSELLISPRAAK], ids=["engelsk", "kansellispråk"])
def test_interface_has_no_word_of_these(forbidden):
    texts = [melding.tekst for melding in meldinger()] + [melding.flertall for melding in meldinger()]
    texts += [text for _, text in nynorsk()]

    assert [text for text in texts if used_words(text) & forbidden] == []


def test_one_form_is_chosen_for_each_word():
    """«avsluttet», not «lukket»; «tiltakstrappen» and «listen», not the forms in -a."""
    texts = [melding.tekst for melding in meldinger()] + [melding.flertall for melding in meldinger()]
    texts += [(ROT / "fixtures" / sti).read_text("utf-8") for sti in BOKMAALSTEKSTER]

    assert [(text[:80], left) for text in texts if (left := used_words(text) & VALGT_BORT)] == []


# Notices to a family may be held back, and nobody in the case may see it: what stands in Stafett is true all the same.
LOEFTE_OM_VARSEL = re.compile(
    r"(?:\b(?:alle|de|familien|foreldrene|foresatte)\b[^.?]*\b(?:får|fått) beskjed(?! om å)|er sendt til \{)",
    re.IGNORECASE,
)
SANT_LIKEVEL = {
    "Disse får beskjed med en gang:",  # break-glass: the family only «hvis det ikke er farlig for barnet»
    "De har ikke fått beskjed herfra, og får det heller ikke.",
    "De får ikke beskjed herfra. Men de kan merke at saken er borte.",
}


def test_nobody_is_promised_that_a_notice_has_gone_to_the_family():
    texts = [melding.tekst for melding in meldinger()] + [melding.flertall for melding in meldinger()]

    assert {text for text in texts if LOEFTE_OM_VARSEL.search(text)} - SANT_LIKEVEL == set()


def test_no_asterisk_marks_a_required_field():
    assert [melding.tekst for melding in meldinger() if "*" in melding.tekst] == []
    assert [path.name for path in templates() if re.search(r">\s*\*|\*\s*<", path.read_text("utf-8"))] == []


def test_nynorsk_has_no_bokmaal():
    assert {text: left for _, text in nynorsk() if (left := used_words(text) & BOKMAAL)} == {}


def test_nynorsk_has_one_form_for_each_word():
    texts = [text for _, text in nynorsk()]
    texts += [path.read_text("utf-8") for path in sorted((ROT / "fixtures" / "katalog").glob("*_nn.*"))]

    assert {text[:80]: left for text in texts if (left := used_words(text) & NYNORSK_VALGT_BORT)} == {}


def test_bokmaal_is_shown_as_it_stands_in_the_code():
    """None of our sentences is by chance one of Django's English ones, which would be translated to something else."""
    with translation.override("nb"):
        changed = {melding.tekst: gettext(melding.tekst) for melding in meldinger() if not melding.kontekst}

    assert {text: shown for text, shown in changed.items() if text != shown} == {}


def test_nynorsk_is_shown():
    with translation.override("nn"):
        assert gettext("Du kommer") == "Du kjem"
        assert gettext("Du har noe nytt i {kommune}. Logg inn som du pleier.") == (
            "Du har noko nytt i {kommune}. Logg inn som du plar."
        )


@pytest.mark.parametrize("spraak", ["nb", "nn"])
def test_forms_never_answer_in_english(spraak):
    for path in python_files():
        if "forms" in str(path.relative_to(ROT)):
            importlib.import_module(".".join(path.relative_to(ROT).with_suffix("").parts))
    own = [form for form in _subclasses(forms.BaseForm) if form.__module__.split(".")[0] in ROTER]
    with translation.override(spraak):
        answers = {
            str(answer) for form in own for field in form.base_fields.values() for answer in _answers(field)
        }

    assert len(answers) > 40
    assert [answer for answer in answers if used_words(answer) & ENGELSK] == []


def test_djangos_sentences_are_still_djangos():
    """A new Django may word them anew; then ours would no longer be seen."""
    folder = Path(django.__file__).parent / "conf" / "locale" / "nb" / "LC_MESSAGES"
    known = {(entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(folder / "django.po"))}

    assert set(DJANGOS_EGNE) <= known


ROTER = {"bti", "samtykke", "tiltak", "stafettlogg"}


def _subclasses(kind: type) -> list[type]:
    return [one for child in kind.__subclasses__() for one in (child, *_subclasses(child))]


def _answers(field: forms.Field) -> list[object]:
    messages = [getattr(validator, "message", "") for validator in field.validators]
    numbers = {
        "limit_value": 5,
        "show_value": 6,
    }  # a message with a plural form needs the number to choose by
    return [*field.error_messages.values(), *(one % numbers if _is_plural(one) else one for one in messages)]


def _is_plural(message: object) -> bool:
    return hasattr(message, "_translate")
