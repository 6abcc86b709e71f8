"""A document may not reach out of itself: no connection, no file, whatever somebody manages to put into it."""

import socket

import pikepdf
import pytest

from bti.utskrift.motor import UlovligHenting, html_to_pdf
from tests.utskrift.lesing import read_text

HEMMELIG = "KANARIFUGL-7431"
NETT = "http://127.0.0.1:9/omvei?til=file:///etc/passwd"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'

SPOER = {
    "picture": '<img src="ADR" alt="x">',
    "picture in upper case": '<IMG SRC="ADR" alt="x">',
    "object": '<object data="ADR" type="image/png"></object>',
    "embed": '<embed src="ADR" type="image/svg+xml">',
    "style sheet": '<link rel="stylesheet" href="ADR">',
    "import": "<style>@import url('ADR');</style>",
    "font": "<style>@font-face{font-family:X;src:url('ADR')} p{font-family:X}</style><p>x</p>",
    "background": "<p style=\"background:url('ADR')\">x</p>",
    "list bullet": "<ul><li style=\"list-style-image:url('ADR')\">x</li></ul>",
    "generated content": "<style>p::before{content:url('ADR')}</style><p>x</p>",
    "page background": "<style>@page{background:url('ADR')}</style>",
    "border picture": "<p style=\"border:1px solid;border-image:url('ADR') 1\">x</p>",
    "attachment": '<link rel="attachment" href="ADR">',
    "attachment link": '<a rel="attachment" href="ADR">x</a>',
    "picture in svg": SVG.format('<image href="ADR" width="9" height="9"/>'),
    "old link in svg": SVG.format('<image xlink:href="ADR" width="9" height="9"/>'),
}
TIER = {
    "frame": '<iframe src="ADR"></iframe>',
    "refresh": '<meta http-equiv="refresh" content="0;url=ADR">',
    "script": '<script src="ADR"></script>',
    "base": '<base href="ADR"><p>x</p>',
    "icon": '<link rel="icon" href="ADR">',
    "use in svg": SVG.format('<use href="ADR#a"/>'),
    "import in svg": SVG.format("<style>@import url('ADR');</style><rect width='9' height='9'/>"),
    "video": '<video src="ADR"></video>',
}


@pytest.fixture
def forbindelser(monkeypatch) -> list[object]:
    """Every attempt to look up a name or to open a connection; each is stopped."""
    forsoek: list[object] = []

    def stop(*args: object, **_kwargs: object) -> None:
        forsoek.append(args)
        raise OSError("stoppet av testen")

    monkeypatch.setattr(socket.socket, "connect", stop)
    monkeypatch.setattr(socket, "create_connection", stop)
    monkeypatch.setattr(socket, "getaddrinfo", stop)
    return forsoek


@pytest.fixture
def adresser(tmp_path) -> list[str]:
    fil = tmp_path / "hemmelig.txt"
    fil.write_text(HEMMELIG)
    return [
        NETT,
        "https://ond.invalid/x",
        "file:///etc/passwd",
        fil.as_uri(),
        "ftp://ond.invalid/x",
        "data:text/plain,x",
    ]


@pytest.mark.parametrize("kode", SPOER.values(), ids=SPOER.keys())
def test_what_asks_is_not_delivered(kode, adresser, forbindelser):
    for adresse in adresser:
        with pytest.raises(UlovligHenting):
            draw(kode.replace("ADR", adresse))
    assert forbindelser == []


@pytest.mark.parametrize("kode", TIER.values(), ids=TIER.keys())
def test_what_does_not_ask_brings_nothing_in(kode, adresser, forbindelser, tmp_path):
    for adresse in adresser:
        pdf = draw(kode.replace("ADR", adresse))
        assert HEMMELIG not in read_text(pdf)
        (tmp_path / "ut.pdf").write_bytes(pdf)
        with pikepdf.open(tmp_path / "ut.pdf") as dokument:
            assert list(dokument.attachments) == []
    assert forbindelser == []


def test_relative_addresses_lead_nowhere(forbindelser):
    assert HEMMELIG not in read_text(
        draw('<img src="../../etc/passwd" alt="x"><link rel="stylesheet" href="//ond/x">')
    )
    assert forbindelser == []


def test_base_address_makes_no_picture_reachable(forbindelser):
    with pytest.raises(UlovligHenting):
        draw('<base href="file:///etc/"><img src="passwd" alt="x">')
    assert forbindelser == []


def test_refusal_is_an_ordinary_error():
    """WeasyPrint's own fatal error is a BaseException, which would end the worker."""
    assert issubclass(UlovligHenting, Exception)


def draw(kode: str) -> bytes:
    html = f'<html lang="nb"><head><title>x</title></head><body>{kode}<p>tekst</p></body></html>'
    return html_to_pdf(html, tittel="x", spraak="nb")
