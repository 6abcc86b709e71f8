"""Templates keep the content policy, lead somewhere, carry their tokens, are translated, and name nobody in a title."""

# ruff: noqa: E501 (bad examples are written on one line)

import re

import pytest

from tests.husregler.kode import ROT, adresser, maler

_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
_TRANSLATED = re.compile(r"\{%\s*blocktranslate.*?%\}.*?\{%\s*endblocktranslate\s*%\}", re.DOTALL)
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# An element's tag, with template tags inside its attributes.
_ELEMENT = re.compile(
    r"<(?P<name>/?[a-zA-Z][\w-]*)(?P<attributes>(?:\{%.*?%\}|\{\{.*?\}\}|\"[^\"]*\"|'[^']*'|[^<>\"'])*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(?<![\w-])([a-zA-Z][\w:-]*)\s*=\s*("[^"]*"|'[^']*')""")
_WORD = re.compile(r"[A-Za-zÆØÅæøåÉé]{2,}")


def without_comments(text: str) -> str:
    return _COMMENT.sub("", text)


def find_inline(text: str) -> list[str]:
    """Return script, style and event handlers that stand in the page: the content policy refuses them."""
    text = without_comments(text)
    faults = []
    for match in _ELEMENT.finditer(text):
        name, attributes = match["name"].lower(), match["attributes"]
        if name == "style" or (name == "script" and "src=" not in attributes):
            faults.append(f"<{name}>")
        for attribute, _value in _ATTRIBUTE.findall(_outside_values(attributes)):
            if attribute.lower() == "style" or attribute.lower().startswith("on"):
                faults.append(attribute)
        if re.search(r"javascript:", attributes, re.IGNORECASE):
            faults.append("javascript:")
        if re.search(r"\bhx-on[:=]|hx-vals=.js:|hx-eval", attributes):
            faults.append("hx-on")
    return faults


def _outside_values(attributes: str) -> str:
    """Return the attributes with template tags taken out, so that a word in one is not taken for an attribute."""
    return _TAG.sub("", attributes)


def test_no_script_or_style_in_a_page():
    assert {name: faults for name, text in maler().items() if (faults := find_inline(text))} == {}


@pytest.mark.parametrize(
    "bad",
    [
        "<script>x()</script>", "<style>p{}</style>", '<p style="color:red">', "<p onclick='x()'>", '<a href="javascript:x()">',
        '<p {% if a %}class="b"{% endif %} style="x">', '<button hx-on:click="x()">',
    ],
)  # fmt: skip
def test_inline_code_is_found(bad):
    assert find_inline(bad)


@pytest.mark.parametrize(
    "good",
    [
        '<script src="{% static "js/a.js" %}" defer></script>',
        '<p class="style">',
        "{# <style> #}",
        '<p data-on="x">',
        "<p>on = ja</p>",
    ],
)
def test_what_is_not_inline_is_not_found(good):
    assert find_inline(good) == []


_URL = re.compile(r"""\{%\s*url\s+["']([^"']+)["']""")


def find_dead_links(text: str, known: set[str]) -> list[str]:
    """Return names in ``{% url %}`` that no address has. One that is optional (``as``) counts too: it shall come."""
    return [name for name in _URL.findall(without_comments(text)) if name not in known]


def test_every_address_in_a_template_exists():
    known = {a.navn for a in adresser()}
    assert {name: dead for name, text in maler().items() if (dead := find_dead_links(text, known))} == {}


def test_a_dead_link_is_found():
    assert find_dead_links('<a href="{% url "bti:finnes-ikke" %}">{% url \'livez\' as x %}', {"livez"}) == [
        "bti:finnes-ikke"
    ]


_FORM = re.compile(
    r"<form\b(?P<attributes>(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*)>(?P<body>.*?)</form>", re.DOTALL | re.IGNORECASE
)


def find_tokenless(text: str) -> list[str]:
    """Return forms that post without a token of their own."""
    return [
        match["attributes"].strip()
        for match in _FORM.finditer(without_comments(text))
        if re.search(r"""method=["']post""", match["attributes"], re.IGNORECASE)
        and "csrf" not in match["body"]
    ]


def find_get_search(text: str) -> list[str]:
    """Return forms that put what is typed into the address: a search is posted."""
    return [
        match["attributes"].strip()
        for match in _FORM.finditer(without_comments(text))
        if not re.search(r"""method=["']post""", match["attributes"], re.IGNORECASE)
        and re.search(r"""<input(?![^>]*type=["'](?:hidden|radio|checkbox))|<textarea""", match["body"])
    ]


def test_every_form_carries_its_token():
    assert {name: bad for name, text in maler().items() if (bad := find_tokenless(text))} == {}


def test_what_is_typed_does_not_go_into_an_address():
    assert {name: bad for name, text in maler().items() if (bad := find_get_search(text))} == {}


def test_a_form_without_its_token_is_found():
    assert find_tokenless('<form method="post" action="{% url "x" %}"><button></form>') == [
        'method="post" action="{% url "x" %}"'
    ]
    assert find_tokenless('<form method="post">{% csrf_token %}</form><form method="get"></form>') == []
    assert find_get_search('<form method="get"><input type="search" name="q"></form>') == ['method="get"']


_TITLE = re.compile(r"\{%\s*block tittel\s*%\}(.*?)\{%\s*endblock", re.DOTALL)
# What may stand in a title beside words: the kind of thing, never whose.
I_TITTEL = {"nivaa.nummer", "tittel"}


BITER = re.compile(
    r"{% block \w+ %}|{% endblock\b|\bas (?P<satt>\w+) %}"
    r"|komponenter/knapp\.html\" with tekst=_\(\"(?:Avbryt|Behold)[^)]*\) url=(?P<vei>\w+)"
)


def find_regrets_that_send(text: str) -> list[str]:
    """A way back that was set in another block is empty here, and a button without one sends the form."""
    known: list[set[str]] = [set()]
    lost = []
    for bit in BITER.finditer(text):
        if bit["satt"]:
            known[-1].add(bit["satt"])
        elif bit["vei"]:
            lost += (
                [bit["vei"]] if "{% block" in text and not any(bit["vei"] in names for names in known) else []
            )
        elif bit[0].startswith("{% endblock"):
            known.pop()
        else:
            known.append(set())
    return lost


def test_to_regret_never_sends():
    assert {name: bad for name, text in maler().items() if (bad := find_regrets_that_send(text))} == {}


def test_a_way_back_from_another_block_is_found():
    knapp = '{% include "komponenter/knapp.html" with tekst=_("Avbryt") url=tilbake only %}'
    way = '{% url "x" as tilbake %}'
    assert find_regrets_that_send(
        f"{{% block a %}}{way}{{% endblock %}}{{% block b %}}{knapp}{{% endblock %}}"
    ) == ["tilbake"]
    assert (
        find_regrets_that_send(f"{{% block b %}}{way}{{% block c %}}{knapp}{{% endblock %}}{{% endblock %}}")
        == []
    )


def find_named_titles(text: str) -> list[str]:
    """Return variables in the title of a page: titles stand in histories and on projectors."""
    faults = []
    for title in _TITLE.findall(without_comments(text)):
        faults += [v for v in re.findall(r"\{\{\s*([\w.]+)", title) if v not in I_TITTEL]
        faults += re.findall(r"blocktranslate[^%]*\bwith ([^%]+)%\}", title)
    return faults


def test_no_title_names_anybody():
    assert {name: bad for name, text in maler().items() if (bad := find_named_titles(text))} == {}


def test_every_page_has_a_title_of_its_own():
    pages = [
        name for name, text in maler().items()
        if re.search(r"""\{%\s*extends\s+["'](?:familie/)?base\.html""", text) and not _TITLE.search(text)
    ]  # fmt: skip
    assert pages == []


def test_a_name_in_a_title_is_found():
    assert find_named_titles("{% block tittel %}{{ sak.hovedperson.navn }}{% endblock %}") == [
        "sak.hovedperson.navn"
    ]
    assert find_named_titles(
        "{% block tittel %}{% blocktranslate with n=barn.navn %}Om {{ n }}{% endblocktranslate %}{% endblock %}"
    )
    assert find_named_titles('{% block tittel %}{% translate "Saker" %}{% endblock %}') == []


# Blocks that fill an attribute, not the page.
_ATTRIBUTE_BLOCK = re.compile(
    r"\{%\s*block (?:kroppsattributter|kroppsklasse|sideklasse|fargevalg)\s*%\}.*?\{%\s*endblock\s*%\}",
    re.DOTALL,
)
# The gallery's people and texts are made up, and only the demo shows it.
OPPDIKTET = ("komponenter/galleri.html", "komponenter/galleri_familie.html")
_LESES = ("placeholder", "aria-label", "title", "alt", "aria-description", "data-label", "hx-confirm")
# Words that are the same in every language of the interface, or stand for nothing that is read.
UOVERSATT = {"Stafett", "Nynorsk", "Bokmål", "kl", "px"}


def find_untranslated(text: str) -> list[str]:
    """Return words that a person reads and that no translation sees."""
    text = _ATTRIBUTE_BLOCK.sub(" ", _TRANSLATED.sub(" ", without_comments(text)))
    # Words given to a component as a literal instead of _("…").
    literal = re.findall(r"""\b(?:tekst|tittel|overskrift|lenketekst|knapp|hjelp|etikett|avbryt)=["']([^"']+)["']""",
                         " ".join(re.findall(r"\{%\s*include.*?%\}", text, re.DOTALL)))  # fmt: skip
    in_attributes = [
        value.strip("\"'")
        for match in _ELEMENT.finditer(text)
        for name, value in _ATTRIBUTE.findall(_keep_quotes(match["attributes"]))
        if name.lower() in _LESES
    ]
    body = re.sub(
        r"<!doctype html>|<(script|style|svg)\b.*?</\1>", " ", text, flags=re.DOTALL | re.IGNORECASE
    )
    nodes = _TAG.sub(" ", _ELEMENT.sub(" ", body))
    words = _WORD.findall(nodes) + [
        w for value in (*in_attributes, *literal) for w in _WORD.findall(_TAG.sub(" ", value))
    ]
    return [word for word in words if word not in UOVERSATT]


def _keep_quotes(attributes: str) -> str:
    """Return attributes with template tags made empty, so that a quote inside one does not end the value."""
    return _TAG.sub("", attributes)


def test_every_word_is_translated():
    pages = {name: text for name, text in maler().items() if name not in OPPDIKTET}
    assert {name: words for name, text in pages.items() if (words := find_untranslated(text))} == {}


@pytest.mark.parametrize(
    "bad",
    [
        "<p>Hei</p>", "<h1>{{ navn }} har sagt ja</h1>", '<input placeholder="Skriv her">', '<td data-label="Navn">',
        '{% include "komponenter/knapp.html" with tekst="Lagre" only %}', '{% translate "Ja" %} takk',
        '<a {% if a %}class="b"{% endif %} aria-label="Lukk">',
    ],
)  # fmt: skip
def test_untranslated_words_are_found(bad):
    assert find_untranslated(bad)


@pytest.mark.parametrize(
    "good",
    [
        '<p class="ds-heading">{% translate "Hei" %}</p>', "{% blocktranslate trimmed with navn=x %}Hei {{ navn }}{% endblocktranslate %}",
        '{% include "komponenter/knapp.html" with tekst=_("Lagre") variant="secondary" only %}', "<p>{{ tekst }} · –</p>",
        '<input placeholder="{% translate "Skriv her" %}" name="hva">', "{% if a == 'skole' %}{% endif %}", "{# kommentar #}",
    ],
)  # fmt: skip
def test_translated_words_are_not(good):
    assert find_untranslated(good) == []


_INCLUDES = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"'#]+)""")


def test_every_template_that_is_named_exists():
    missing = {
        (name, used)
        for name, text in maler().items()
        for used in _INCLUDES.findall(without_comments(text))
        if not (ROT / "templates" / used).is_file()
    }
    assert missing == set()


def test_no_address_of_others_is_fetched():
    """No script, style, picture or font from another server."""
    outside = {
        name: found for name, text in maler().items()
        if (found := re.findall(r"""(?:src|<link[^>]*href)=["'](?:https?:)?//[^"']+""", without_comments(text)))
    }  # fmt: skip
    assert outside == {}


@pytest.mark.parametrize(
    "folder",
    ["bti", "samtykke", "tiltak", "stafettlogg", "templates", "docs", "static/css", "static/js", "tests"],
)
def test_no_path_of_this_machine_stands_in_the_project(folder):
    marks = ("/wo" + "rk/", "/ro" + "ot/", "/tm" + "p/plan")
    bad = [
        str(file.relative_to(ROT))
        for file in (ROT / folder).rglob("*")
        if file.suffix in {".py", ".md", ".html", ".css", ".js", ".sql", ".json", ".csv", ".toml", ".yml"}
        and any(mark in file.read_text(encoding="utf-8") for mark in marks)
    ]
    assert bad == []
