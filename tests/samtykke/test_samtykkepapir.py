"""Consent as a PDF: the giver's language beside Norwegian, shaped right, tagged, and each piece in its own language."""

from io import BytesIO

import pikepdf
import pytest

from bti.lesespraak import LESESPRAAK
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.utskrift import jobb, motor
from samtykke import papir
from samtykke.katalog import load_samtykketekst, read_samtykketekst
from samtykke.models import Samtykketekst
from tests import factories as f
from tests.samtykke.arket import ark_url, fetch_papir, papir_url
from tests.samtykke.hjelp import answer_fields, ask, say_yes, svar_url
from tests.samtykke.test_lesespraak import choose
from tests.utskrift.lesing import list_fonts, list_problems, read_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts(verden, eier):
    with eier():
        load_samtykketekst(verden.solvik)


def fetch(client, verden, spraak: str):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, spraak)
    return fetch_papir(client, krav)


def pieces(raw: bytes) -> list[tuple[str, str, str]]:
    """Every element that has a language of its own: its role, the language, and the words a reader hears."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        return [
            (str(e.S), str(e.Lang), str(e.ActualText)) for e in _walk(pdf.Root.StructTreeRoot) if "/Lang" in e
        ]


def _walk(element):
    yield element
    barn = element.get("/K", pikepdf.Array())
    for barnet in barn if isinstance(barn, pikepdf.Array) else [barn]:
        if isinstance(barnet, pikepdf.Dictionary):
            yield from _walk(barnet)


@pytest.mark.parametrize(("spraak", "skrift"), [("ar", "Noto"), ("ps", "Noto"), ("prs", "Noto"), ("ti", "Noto"),
                                                ("pl", "Inter"), ("uk", "Inter"), ("se", "Inter")])  # fmt: skip
def test_paper_stands_in_both_languages(client, verden, spraak, skrift, tmp_path):
    response = fetch(client, verden, spraak)

    assert response["Content-Type"] == "application/pdf"
    assert "Nora" not in response["Content-Disposition"]
    assert list_problems(response.content, tmp_path) == []
    fonter = list_fonts(response.content)
    assert all(fonter.values())
    assert {navn.replace("-", " ").split()[0] for navn in fonter} == {"Inter", skrift}
    assert "Ja, jeg samtykker" not in read_text(response.content)
    assert "Det får ingen følger" in read_text(response.content)
    said = pieces(response.content)
    assert {(rolle, lang) for rolle, lang, _ in said} == {("/P", spraak)}
    words = [tekst for *_, tekst in said]
    tekst = read_samtykketekst(spraak)
    for line in tekst.rettigheter.splitlines():
        assert line in words
    assert tekst.ord["ikke_sikret"] in words


@pytest.mark.parametrize("spraak", [one for one in LESESPRAAK if one not in ("nb", "nn")])
def test_no_letter_is_without_a_picture(client, verden, spraak):
    """A letter that no font has becomes glyph 0, a box: every font in the paper must know what it draws."""
    raw = fetch(client, verden, spraak).content

    with pikepdf.open(BytesIO(raw)) as pdf:
        drawn = [
            bytes(bit)[i : i + 2]
            for page in pdf.pages
            for op in pikepdf.parse_content_stream(page)
            if str(op.operator) == "TJ"
            for bit in op.operands[0]
            if isinstance(bit, pikepdf.String)
            for i in range(0, len(bytes(bit)), 2)
        ]
    assert drawn
    assert b"\0\0" not in drawn


def test_paper_in_norwegian_has_one_column_and_one_language(client, verden):
    raw = fetch(client, verden, "nb").content

    assert pieces(raw) == []
    assert "Hvis du sier nei" in read_text(raw)


def test_paper_of_a_yes_is_what_was_read_then(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "pl")
    client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))))
    with eier():
        for spraak in ("pl", "nb"):
            f.SamtykketekstFactory(kommune=verden.solvik, spraak=spraak, versjon=9, rettigheter="Nytt.")
    choose(client, "ar")
    raw = fetch_papir(client, krav).content

    assert {lang for _, lang, _ in pieces(raw)} == {"pl"}
    assert "Du sa ja" in read_text(raw)
    assert "Nytt." not in read_text(raw)


def test_print_out_is_on_record_and_has_a_limit(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    assert fetch_papir(client, krav).status_code == 200
    with acting_as(verden.kari.pk):
        assert Hendelse.objects.filter(handling="samtykke.skrevet_ut").count() == 1


def test_too_many_in_an_hour_are_said_no_to(client, verden, monkeypatch):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    monkeypatch.setattr(papir, "FLEST_I_TIMEN", 0)
    page = client.post(papir_url(krav), follow=True)
    assert "skrevet ut mange ganger" in page.content.decode()


def test_machine_without_pango_says_so(client, verden, monkeypatch):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)

    def broken(*args, **kwargs):
        raise motor.UtskriftUtilgjengelig

    monkeypatch.setattr(jobb, "html_to_pdf", broken)
    page = client.post(papir_url(krav), follow=True)
    ark_id = page.context["ark"].pk
    assert not jobb.make_utskrift(ark_id)
    html = client.get(ark_url(ark_id)).content.decode()
    assert "Arket ble ikke laget." in html
    assert papir_url(krav) in html  # to try again


def test_municipality_without_texts_has_nothing_to_print(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    with eier():
        Samtykketekst.objects.all().delete()
    assert "ingen tekst å skrive ut" in client.post(papir_url(krav), follow=True).content.decode()


@pytest.mark.parametrize(
    ("navn", "status"),
    [("kari", 302), ("tom", 403), ("jonas", 403), ("amina", 404), ("siri", 404), ("erik", 404)],
)
def test_who_may_print_karis_question(client, verden, navn, status):
    krav = ask(verden)[verden.kari]
    say_yes(verden, verden.kari, krav)
    client.force_login(getattr(verden, navn))
    assert client.post(papir_url(krav)).status_code == status
