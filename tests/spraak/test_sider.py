"""Whole pages as people meet them: every address, as everybody who may open it, in both languages."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samtykke.katalog import load_samtykketekst
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.spraak.ordlister import read_ordliste, used_words

pytestmark = pytest.mark.django_db

FAERREST = {
    "jonas": 20,
    "siri": 9,
    "kari": 7,
    "amina": 9,
    "berit": 3,
    "adm": 2,
}  # pages that must have been seen
VISTE_ATTRIBUTTER = {"alt", "aria-label", "title", "placeholder", "data-label"}
# The demo's log-in says who the made-up people are. The others are files, health, and the gallery of made-up text.
UTEN_SLUTT = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "use", "wbr"}
UTELATT = {"velg", "fil", "livez", "readyz", "komponenter", "komponenter-familie"}

# What only a machine reads: a key, a forgotten placeholder, an object or a missing value.
_KODE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|%\(\w+\)|\{\w*\}|<\w+|\bNone\b|\bTrue\b|\bFalse\b")


@pytest.fixture
def ider(verden) -> dict[str, object]:
    """One of everything in Nora's case, by the name it has in an address."""
    sak = verden.nora_sak
    give_consent(verden, verden.kari, verden.tom)
    krav = f.SamtykkekravFactory(sak=sak, tjeneste=verden.nav, giver=verden.kari)
    maal = f.MaalFactory(sak=sak)
    tiltak = f.TiltakFactory(sak=sak, maal=maal, ansvarlig=verden.jonas)
    f.EvalueringFactory(tiltak=tiltak)
    moete = f.MoeteFactory(sak=sak)
    for bruker in (verden.jonas, verden.kari, verden.amina):
        f.MoetedeltakerFactory(moete=moete, bruker=bruker)
        f.VarselFactory(mottaker=bruker, sak=sak)
    f.MeldingFactory(sak=sak)
    undring = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    with as_owner():
        load_samtykketekst(verden.solvik)
        samtykke = sak.samtykker.get(giver=verden.kari)
    return {
        "sak_id": sak.pk,
        "krav_id": krav.pk,
        "samtykke_id": samtykke.pk,
        "maal_id": maal.pk,
        "tiltak_id": tiltak.pk,
        "moete_id": moete.pk,
        "innlegg_id": f.InnleggFactory(sak=sak, created_by=verden.jonas).pk,
        "undring_id": undring.pk,
        "utskrift_id": f.UtskriftFactory(sak=sak, ordered_by=verden.jonas).pk,
    }


@pytest.mark.parametrize("spraak", ["nb", "nn"])
def test_page_speaks_its_language(client, verden, ider, spraak):
    wrong = read_ordliste("engelsk") | (read_ordliste("bokmaal") if spraak == "nn" else set())
    data = _words_from_the_database()
    found, seen = [], {}
    for person in FAERREST:
        client.force_login(getattr(verden, person))
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = spraak
        pages = dict(_pages(client, ider))
        seen[person] = len(pages)
        for address, html in pages.items():
            assert f'<html lang="{spraak}"' in html, address
            found += [
                f"{person} {address}: {text}" for text in visible_texts(html) if _is_wrong(text, wrong, data)
            ]

    assert not found, "\n".join(found)
    assert all(seen[person] >= least for person, least in FAERREST.items()), seen


def test_change_of_language_is_remembered(client, verden):
    client.force_login(verden.kari)

    client.post(reverse("set_language"), {"language": "nn", "next": "/familie/"})

    assert "Kva skjer no?" in client.get("/familie/").content.decode()


def test_visible_texts():
    html = '<h1 class="stor" title="Kort">Hei <b>du</b></h1><script>var x = "no"</script><img alt="Et barn">'

    assert list(visible_texts(html)) == ["Kort", "Hei", "du", "Et barn"]


def test_what_is_marked_as_another_language_is_not_the_pages_own():
    html = (
        '<html lang="nn"><p>Eg</p><div lang="nb"><p lang="nb">Jeg<br></p><input title="Nei"></div><p>Ho</p>'
    )

    assert list(visible_texts(html)) == ["Eg", "Ho"]


def visible_texts(html: str) -> Iterator[str]:
    """Yield what is shown or read aloud on a page in its own language: consent is read in others, and marked so."""
    reader = _Leser()
    reader.feed(html)
    return iter(reader.texts)


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.spraak: str | None = None
        self.fremmed: list[str] = []  # the elements that are open in another language

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spraak = dict(attrs).get("lang")
        self.spraak = self.spraak or spraak
        if self.fremmed or (spraak and spraak != self.spraak):
            self.fremmed += [] if tag in UTEN_SLUTT else [tag]
            return
        self.texts += [value for name, value in attrs if name in VISTE_ATTRIBUTTER and value]
        if tag in {"script", "style"}:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.fremmed:
            self.fremmed.pop()
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.inside and not self.fremmed:
            self.texts.append(data.strip())


def _pages(client: Client, ider: dict[str, object]) -> Iterator[tuple[str, str]]:
    for address in _addresses(ider):
        response = client.get(address)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            yield address, response.content.decode()


def _is_wrong(text: str, wrong: set[str], data: list[str]) -> bool:
    return bool(_KODE.search(text) or used_words(_without(text, data)) & wrong)


def _addresses(ider: dict[str, object]) -> list[str]:
    return [
        reverse(name, kwargs={word: ider[word] for word in wanted})
        for name, wanted in _named(get_resolver(), "", set())
        if name.split(":")[-1] not in UTELATT and wanted <= ider.keys()
    ]


def _named(resolver: URLResolver, space: str, outer: set[str]) -> Iterator[tuple[str, set[str]]]:
    for one in resolver.url_patterns:
        wanted = outer | set(one.pattern.regex.groupindex)
        if isinstance(one, URLPattern):
            if one.name:
                yield f"{space}{one.name}", wanted
        else:
            yield from _named(one, f"{space}{one.namespace}:" if one.namespace else space, wanted)


def _words_from_the_database() -> list[str]:
    """Return what people and municipalities have written, the longest first: it stays in their own language."""
    written = set()
    with as_owner():
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    written |= set(model._base_manager.values_list(field.name, flat=True))
    parts = {part.strip() for text in written if text for part in re.split(r"\{\w+\}|\n", text)}
    return sorted((part for part in parts if len(part) > 2), key=len, reverse=True)


def _without(text: str, data: list[str]) -> str:
    if text.endswith("…") and any(part.startswith(text.removesuffix("…").strip()) for part in data):
        return ""
    for part in data:
        if part in text:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", text)
    return text
