"""The frame round every page, the error pages, and the dates people read."""

import hashlib
import re
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.template import loader
from django.utils import translation

from bti.templatetags import stafett
from tests.komponenter.nettleser import ROT
from tests.komponenter.sider import make_request, render_template

UTC_TID = datetime(2026, 11, 21, 13, 30, tzinfo=ZoneInfo("UTC"))


def test_dates_are_norwegian_and_in_oslo_time():
    assert stafett.tidspunkt(UTC_TID) == "21. november 2026 kl. 14.30"
    assert stafett.dato(date(2026, 3, 1)) == "1. mars 2026"
    assert stafett.dato_kort(date(2026, 3, 1)) == "01.03.2026"
    assert stafett.klokke(time(9, 5)) == "kl. 09.05"
    assert stafett.uke(date(2026, 11, 21)) == "uke 47"
    assert [
        f(None) for f in (stafett.tidspunkt, stafett.dato, stafett.dato_kort, stafett.klokke, stafett.uke)
    ] == [""] * 5


def test_the_page_says_which_language_it_is_in():
    with translation.override("nn"):
        assert '<html lang="nn"' in render_template("404.html")
    assert '<html lang="nb"' in render_template("404.html")


def test_the_menu_follows_what_kind_of_person_it_is():
    logged_out = render_template("base.html", aktoer=None)
    assert "Logg ut" not in logged_out
    assert "Tiltakstrapp" not in logged_out
    everything = render_template("base.html")
    for word in ("Saker", "Tiltakstrapp", "Oversikt", "Familien min", "uleste", "Jonas Berge"):
        assert word in everything
    assert "Oversikt" not in render_template("familie/base.html")


def test_wrong_hidden_and_unknown_get_the_same_page():
    page = render_template("404.html")
    assert "Enten finnes den ikke, eller så har du ikke tilgang til den." in page


def test_htmx_gets_the_message_without_the_frame():
    request = make_request()
    request.htmx = True
    fragment = loader.render_to_string("403.html", {}, request)
    assert "stafettholderen" in fragment
    assert "<html" not in fragment


def test_the_500_page_needs_no_request_and_no_database():
    page = loader.render_to_string("500.html", {"referanse": "4f2a91c0"})
    assert "4f2a91c0" in page


def test_the_demo_lets_one_log_in_as_anybody_and_a_bare_system_says_so():
    person = {"subject": "kari", "navn": "Kari Nordlie", "rolle": "Mor", "hva": ""}
    page = render_template(
        "innlogging/velg.html", {"rolleliste": [person], "neste": "/varsler/"}, aktoer=None
    )
    assert 'name="subject" value="kari"' in page
    assert 'name="neste" value="/varsler/"' in page
    assert "Innlogging er ikke satt opp" in render_template("innlogging/velg.html", aktoer=None)


def test_a_draft_that_is_fetched_again_says_from_when():
    from bti.views_komponenter import Proeveskjema

    form = Proeveskjema()
    form.kladd = type("Kladd", (), {"saved_at": UTC_TID})()
    assert "Du begynte på dette 21. november 2026 kl. 14.30." in str(form)


def is_screen(path: Path) -> bool:
    """What WeasyPrint and mail draw meets no browser and no policy, unless it stands in one of our frames."""
    framed = re.search(r'{% extends "(familie/)?base.html"', path.read_text(encoding="utf-8"))
    return bool(framed) or not {"utskrift", "varsling"} & set(path.parts)


TEMPLATES = sorted(path for path in (ROT / "templates").rglob("*.html") if is_screen(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROT)))
def test_no_template_breaks_the_content_policy(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


def test_no_script_writes_to_the_browser():
    for path in (ROT / "static" / "js").glob("*.js"):
        assert not re.search(
            r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML", path.read_text()
        ), path


def test_vendored_files_are_the_ones_we_wrote_down():
    lines = (ROT / "static/vendor/VERSJONER.md").read_text(encoding="utf-8").splitlines()
    rows = [re.match(r"\| `([^`]+)`.*`([0-9a-f]{64})` \|$", line) for line in lines]
    sums = {row[1]: row[2] for row in rows if row}
    assert len(sums) >= 4
    for name, wanted in sums.items():
        assert hashlib.sha256((ROT / "static/vendor" / name).read_bytes()).hexdigest() == wanted, name
