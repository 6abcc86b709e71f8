"""Every word a person meets can be said in nynorsk: nothing is written outside the translation functions."""

import fnmatch

import pytest
from django.apps import apps
from django.db.models import Choices
from django.utils.functional import Promise

from bti.drift.spraak import ROT, source_files
from tests.spraak.tekster import (
    python_files,
    templates,
    translated_at_import,
    unmarked_in_python,
    unmarked_in_template,
)

# Who reads these words is not using the pages.
FOR_DRIFTEREN = {
    "*/management/commands/*": "said in the terminal",
    "bti/management/eierkommando.py": "as above",
    "bti/katalog/*": "faults of a file, named with the file's own words, by load_katalog and the import",
    "tiltak/katalog/*": "said in the terminal, by load_katalog",
    "bti/lesespraak.py": "names of languages, each in itself",
    "samtykke/katalog.py": "faults of a file, said in the terminal by load_katalog",
    "bti/kommuner.py": "said in the terminal, by create_kommune",
    "bti/settings/*": "said when the server does not start",
    "bti/tilgang/*": "said when the server does not start, or by the database",
    "bti/revisjon/jobb.py": "said to who keeps the server, when the anchor is late",
    "bti/revisjon/kontroll.py": "said in the terminal, by verify_revisjon",
    "*/feil.py": "what an error is called in the log; views say it in their own words",
    "bti/skjema/konflikt.py": "as above",
    "bti/gjenkjenningsord.py": "nobody reads it: words that are looked for in a text",
    "bti/innstillinger.py": "names of settings, for the one who sets Stafett up",
}
# The name of the product, of a language in itself, made-up people, and keys that nobody reads.
IKKE_TEKST = {
    "A-ZÆØÅ",  # letters, in bti/gjenkjenning.py
    "a-zæøå",
    "Når",
    "Stafett",
    "Bokmål",
    "Jonas Berge",
    "Nora Nordlie Ola Strand",
    " dager før ",
    " dager før, versjon ",
    "Nivå ",  # bti.stafettord looks for it in the catalogue
}


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROT)))
def test_template_has_no_word_outside_translation(path):
    found = [text.strip(" 0:–-") for text in unmarked_in_template(path.read_text(encoding="utf-8"))]

    assert [text for text in found if text and text not in IKKE_TEKST] == []


def test_python_has_no_word_outside_translation():
    found = {
        str(path.relative_to(ROT)): unmarked_in_python(path.read_text(encoding="utf-8"))
        for path in python_files()
        if not any(fnmatch.fnmatch(str(path.relative_to(ROT)), pattern) for pattern in FOR_DRIFTEREN)
    }
    assert {name: left for name, words in found.items() if (left := set(words) - IKKE_TEKST)} == {}


@pytest.mark.parametrize("pattern", FOR_DRIFTEREN)
def test_exception_is_still_needed(pattern):
    paths = [path for path in python_files() if fnmatch.fnmatch(str(path.relative_to(ROT)), pattern)]

    assert any(unmarked_in_python(path.read_text(encoding="utf-8")) for path in paths)


def test_no_sentence_is_translated_when_the_module_is_read():
    found = {
        str(path.relative_to(ROT)): translated_at_import(path.read_text(encoding="utf-8"))
        for path in source_files(ROT)
        if path.suffix == ".py"
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_every_choice_has_a_label_that_follows_the_reader():
    modules = {model.__module__ for model in apps.get_models() if model.__module__.split(".")[0] in OWN_APPS}
    kinds = [kind for kind in _all_choices(Choices) if kind.__module__ in modules]
    fixed = [str(member) for kind in kinds for member in kind if not isinstance(member._label_, Promise)]

    assert len(kinds) > 20
    assert fixed == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "Lagre" %} {{ navn }}', []),
        ("{% blocktranslate %}Hei, {{ navn }}{% endblocktranslate %}", []),
        ("<p>Hei</p>", ["Hei"]),
        ('<img alt="Et barn">', ["Et barn"]),
        ('<img alt="{% translate "Et barn" %}" class="stor rund">', []),
        ("<!-- en merknad --><script>var navn;</script>", []),
        ("{% comment %}Hei{% endcomment %}", []),
    ],
)
def test_unmarked_in_template(source, found):
    assert unmarked_in_template(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = _("Lagre målet")', []),
        ('x = "Lagre målet"', ["Lagre målet"]),
        ('x = forms.CharField(label="Navn")', ["Navn"]),
        ('x = models.CharField("målform")', []),
        ('"""Et ord på norsk: målform."""', []),
        ('x = ngettext("én dag", "flere dager", n)', []),
        ('x = f"Du har {n} møter"', ["Du har ", " møter"]),
    ],
)
def test_unmarked_in_python(source, found):
    assert unmarked_in_python(source) == found


def test_translated_at_import():
    source = (
        "from django.utils.translation import gettext as _\nA = _('Nei')\ndef write():\n    return _('Ja')\n"
    )

    assert translated_at_import(source) == ["_('Nei')"]


OWN_APPS = {"bti", "samtykke", "tiltak", "stafettlogg"}


def _all_choices(kind: type) -> list[type]:
    return [one for child in kind.__subclasses__() for one in (child, *_all_choices(child))]
