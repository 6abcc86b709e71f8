"""What people write is text: markup in names, texts and labels is shown as it was written, on every page."""

import pytest

from tests.cast import give_consent
from tests.husregler.kode import adresser
from tests.tilgang.innhold import KANARI, Innhold, make_innhold

pytestmark = pytest.mark.django_db


@pytest.fixture
def innhold(verden) -> Innhold:
    """Nora's case with one of everything in it, all of it markup; PPT is let in."""
    give_consent(verden, verden.kari, verden.tom)
    innhold = make_innhold(verden)
    innhold.write_markup()
    return innhold


@pytest.mark.parametrize("navn", ["jonas", "kari", "siri"])
def test_what_people_write_is_text(client, verden, innhold, navn):
    client.force_login(getattr(verden, navn))
    raw, shown = [], 0
    for adresse in adresser():
        if not getattr(adresse.visning, "permission", None):
            continue
        html = client.get(innhold.url(adresse)).content.decode(errors="replace")
        shown += "&lt;img src=x" in html
        if "<img src=x" in html:
            raw.append(adresse.navn)
    assert raw == []
    assert shown >= {"jonas": 5, "kari": 3, "siri": 1}[navn]


@pytest.mark.parametrize("navn", ["jonas", "siri"])
def test_what_people_search_for_is_text(client, verden, innhold, navn):
    """The hits of a search are marked; the marking does not open the text around it."""
    client.force_login(getattr(verden, navn))
    for q in ("img", "onerror", KANARI, "<script>alert(3)</script>", '"><img src=x>', "&lt;img"):
        html = client.post("/saker/sok/", {"q": q}).content.decode()
        assert "<img src=x" not in html, q
        assert "<script>alert" not in html, q
