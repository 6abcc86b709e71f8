"""Searching the guide: what is typed is posted, every word must be found, the name of a step weighs most."""

import re

import pytest
from django.urls import reverse

from tests import factories as f
from tests.eier import as_owner

pytestmark = pytest.mark.django_db
URL = "/veileder/sok/"


@pytest.fixture
def guide(verden):
    """Three steps with known words."""
    with as_owner():
        verden.nivaaer[1].steg.all().delete()
    moete = f.StegFactory(nivaa=verden.nivaaer[1], nummer=1, navn="Møte med foreldre", hva="Snakk om skolen.")
    plan = f.StegFactory(nivaa=verden.nivaaer[1], nummer=2, navn="Lag plan", hva="Ta med foreldre til møte.")
    f.VerktoeyFactory(steg=plan, navn="Sjekkliste", beskrivelse="Tolk er bestilt.")
    return {"moete": moete, "plan": plan, "serie": verden.veileder.serie}


def found(client, q: str, serie: object) -> list[str]:
    response = client.post(URL, {"q": q, "serie": serie})
    assert response.status_code == 200
    return re.findall(r'href="/veileder/steg/([^/]+)/"', response.content.decode())


def test_the_name_of_a_step_goes_first(client, guide):
    assert found(client, "foreldre", guide["serie"])[:2] == [
        str(guide["moete"].varig),
        str(guide["plan"].varig),
    ]


@pytest.mark.parametrize("q", ["tolk", "TOLK sjekkliste", "foreldrene plan"])
def test_tools_and_other_forms_of_a_word_are_found(client, guide, q):
    assert found(client, q, guide["serie"]) == [str(guide["plan"].varig)]


@pytest.mark.parametrize(
    ("q", "svar"),
    [
        ("romskip", "Vi fant ingen steg"),
        ("foreldre romskip", "Vi fant ingen steg"),
        ("", "Skriv ett eller flere ord"),
    ],
)
def test_nothing_found_says_what_to_do(client, guide, q, svar):
    response = client.post(URL, {"q": q, "serie": guide["serie"]})

    assert svar in response.content.decode()


def test_a_search_is_never_in_an_address(client, guide):
    page = client.get(URL, {"q": "foreldre", "serie": guide["serie"]}).content.decode()

    assert "Skriv ett eller flere ord" in page
    assert 'id="veiledersoek" name="q" type="search" maxlength="100" value=""' in page
    assert client.post(URL, {"q": "x", "serie": "ikke-en-serie"}).status_code == 404
    assert client.get(URL, {"serie": "ikke-en-serie"}).url == reverse("bti:veileder")


@pytest.mark.parametrize("hvem", [None, "jonas"])
def test_another_language_leads_back_to_the_search_in_the_same_guide(client, verden, guide, hvem):
    """The buttons for language lead to the address of the page that they stand on."""
    if hvem:
        client.force_login(getattr(verden, hvem))
    page = client.get(f"/veileder/{guide['serie']}/").content.decode()
    action = re.search(r'class="veiledersoek" method="post" action="([^"]+)"', page)[1]
    page = client.post(action, {"q": "foreldre", "serie": guide["serie"]}).content.decode()
    neste = re.search(r'name="next" value="([^"]+)"', page)[1]
    assert "foreldre" not in neste

    response = client.post("/spraak/", {"language": "nn", "next": neste}, follow=True)

    assert response.status_code == 200
    assert f'value="{guide["serie"]}"' in response.content.decode()


def test_the_address_alone_leads_to_the_guide(client, guide):
    assert client.get(URL).url == "/veileder/"


@pytest.mark.parametrize("q", ["foreldre\0", "x" * 101, "ord " * 2500])
def test_what_cannot_be_searched_for_is_told(client, guide, q):
    response = client.post(URL, {"q": q, "serie": guide["serie"]})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Skriv noen få ord, høyst 100 tegn til sammen." in page
    assert "/veileder/steg/" not in page
    assert f'name="q" type="search" maxlength="100" value="{q.replace(chr(0), "")[:100]}"' in page


def test_what_is_typed_is_shown_as_text(client, guide):
    page = client.post(URL, {"q": '"><script>alert(1)</script>', "serie": guide["serie"]}).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
