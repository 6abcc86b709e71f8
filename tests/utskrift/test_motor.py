"""What every PDF from the engine must be: tagged, Norwegian, self-contained, and with people's text as text."""

import datetime as dt
import sys
from io import BytesIO

import pikepdf
import pytest

from bti.utskrift import motor
from tests.utskrift.lesing import list_fonts, list_problems, list_roles, list_scopes, read_text

PROEVE = """<html lang="nb"><head><title>Saksoppsummering</title></head>
<body data-topptekst="Solvik kommune" data-bunntekst="Skrevet ut" data-side="Side" data-av="av">
<main><h1>Saksoppsummering</h1><p>Blåbærsyltetøy på Ørlandet. <a href="https://eksempel.invalid/">En lenke</a></p>
<h2>Tiltak</h2><table><thead><tr><th>Tiltak</th><th>Hvor</th></tr></thead>
<tbody><tr><th scope="row">Lesekurs</th><td>Hjemme</td></tr></tbody></table>
<p>Navn: Áile Šåŋ, Łukasz, Андрій</p></main></body></html>"""


@pytest.fixture(scope="module")
def proeve() -> bytes:
    return motor.html_to_pdf(PROEVE, tittel="Saksoppsummering", spraak="nb")


def test_document_passes_the_checkers(proeve, tmp_path):
    assert list_problems(proeve, tmp_path) == []


def test_document_says_its_language_and_title(proeve):
    with pikepdf.open(BytesIO(proeve)) as pdf:
        assert str(pdf.Root.Lang) == "nb"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Saksoppsummering"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Saksoppsummering"
            assert metadata["pdfuaid:part"] == "1"


def test_document_is_tagged(proeve):
    roller = list_roles(proeve)
    assert {"/H1", "/H2", "/P", "/Table", "/THead", "/TR", "/TD", "/Link"} <= set(roller)
    assert list_scopes(proeve) == ["/Column", "/Column", "/Row"]


def test_header_and_footer_are_decoration(proeve):
    with pikepdf.open(BytesIO(proeve)) as pdf:
        merker = [
            str(i.operands[1].get("/Type"))
            for i in pikepdf.parse_content_stream(pdf.pages[0])
            if str(i.operator) == "BDC" and i.operands[0] == pikepdf.Name.Artifact
        ]
    assert len(merker) >= 2
    assert set(merker) == {"/Pagination"}


def test_links_are_printed(proeve):
    with pikepdf.open(BytesIO(proeve)) as pdf:
        flagg = [int(annotasjon.F) for page in pdf.pages for annotasjon in page.get("/Annots", [])]
    assert flagg == [4]


def test_fonts_are_embedded_for_norwegian_sami_polish_and_ukrainian(proeve):
    fonter = list_fonts(proeve)
    assert all(fonter.values())
    assert {navn.replace("-", " ").split()[0] for navn in fonter} == {"Inter"}


def test_text_can_be_searched_for_and_copied(proeve):
    tekst = read_text(proeve)
    for ord_ in ("Blåbærsyltetøy", "Ørlandet", "Áile", "Łukasz", "Андрій", "Side 1 av 1"):
        assert ord_ in tekst.replace("\n", ""), ord_


def test_what_people_write_is_text_not_markup():
    ondsinnet = '<img src="https://ond.invalid/x.png"><script>alert(1)</script><b>fet</b>'
    pdf = motor.render_pdf(
        "utskrift/dokument.html",
        {
            "avsender": ondsinnet,
            "skrevet_ut_av": ondsinnet,
            "skrevet_ut": dt.datetime(2026, 11, 21, 13, 32, tzinfo=dt.UTC),
        },
        tittel="Saksoppsummering",
        spraak="nb",
    )
    tekst = read_text(pdf).replace("\n", "")
    assert tekst.count('<img src="https://ond.invalid/x.png">') == 2
    assert "<script>alert(1)</script><b>fet</b>" in tekst


def test_foot_says_who_and_when():
    pdf = motor.render_pdf(
        "utskrift/dokument.html",
        {
            "avsender": "Solvik kommune",
            "skrevet_ut_av": "Jonas Berge",
            "skrevet_ut": dt.datetime(2026, 11, 21, 13, 32, tzinfo=dt.UTC),
        },
        tittel="Saksoppsummering",
        spraak="nb",
    )
    assert "Skrevet ut av Jonas Berge 21. november 2026 kl. 14.32" in read_text(pdf).replace("\n", "")


def test_missing_system_library_names_the_command(monkeypatch):
    class Mangler:
        def find_spec(self, navn, sti=None, maal=None):
            if navn.partition(".")[0] == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    motor._load_engine.cache_clear()
    for navn in [n for n in sys.modules if n.partition(".")[0] == "weasyprint" or n == "bti.utskrift.henter"]:
        monkeypatch.delitem(sys.modules, navn)
    monkeypatch.setattr(sys, "meta_path", [Mangler(), *sys.meta_path])
    try:
        with pytest.raises(motor.UtskriftUtilgjengelig, match="apt-get install libpangoft2"):
            motor.check_engine()
    finally:
        motor._load_engine.cache_clear()
