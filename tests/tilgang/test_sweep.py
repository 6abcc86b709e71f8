"""Every address, every kind of person, GET and POST: what the table of roles says is what happens, and nothing else.

The answers are not written down here: they follow from the role (tillatelser.py) and from who sees the case (the rule).
"""

from functools import cache
from typing import Any

import pytest

from bti.models import Rolle
from bti.models.deltaker import FAMILIEROLLER
from bti.tilgang.tillatelser import PERSONTILLATELSER, ROLLETILLATELSER, Personslag
from tests.cast import give_consent
from tests.husregler.kode import Adresse, adresser
from tests.tilgang.innhold import KANARI, Innhold, make_innhold

pytestmark = pytest.mark.django_db

UTENFOR = ("siri", "lise", "pia", "berit", "adm", "erik", "fremmed")
INNE = {"jonas": Rolle.STAFETTHOLDER, "amina": Rolle.FAGPERSON, "kari": Rolle.FORESATT, "tom": Rolle.FORESATT}
SLAG: dict[str, set[Personslag]] = {
    "siri": {Personslag.ANSATT, Personslag.ENHETSLEDER},
    "berit": {Personslag.LEDER},
    "adm": {Personslag.KOMMUNEADMINISTRATOR},
    "fremmed": set(),
    **{navn: {Personslag.ANSATT} for navn in ("jonas", "lise", "amina", "erik")},
    **{navn: {Personslag.FAMILIE} for navn in ("kari", "tom", "pia")},
}


@pytest.fixture
def innhold(verden) -> Innhold:
    """Nora's case with one of everything in it; PPT is let in."""
    give_consent(verden, verden.kari, verden.tom)
    return make_innhold(verden)


@cache
def gated() -> tuple[Adresse, ...]:
    return tuple(a for a in adresser() if getattr(a.visning, "permission", None))


def of_sak() -> list[Adresse]:
    return [a for a in gated() if a.visning.permission.is_sak_permission]


def of_person() -> list[Adresse]:
    return [a for a in gated() if not a.visning.permission.is_sak_permission]


def ask(client: Any, innhold: Innhold, adresse: Adresse, method: str) -> Any:
    return getattr(client, method)(innhold.url(adresse))


def answers(client: Any, innhold: Innhold, addresses: list[Adresse]) -> dict[str, int | str]:
    """Return the status of each address asked both ways; a page that says a word of the case is a leak."""
    found: dict[str, int | str] = {}
    for adresse in addresses:
        for method in ("get", "post"):
            response = ask(client, innhold, adresse, method)
            leaks = KANARI in response.content.decode(errors="replace")
            found[f"{method} {adresse.navn}"] = "LEAK" if leaks else response.status_code
    return found


WRONG_METHOD = 405  # answered before anything is looked up: says nothing about the case


@pytest.mark.parametrize("navn", UTENFOR)
def test_a_case_one_does_not_see_does_not_exist(client, verden, innhold, navn):
    """With an id that is right, the answer is the one that a made-up id gets."""
    client.force_login(getattr(verden, navn))

    found = answers(client, innhold, of_sak())
    assert {what: status for what, status in found.items() if status not in (404, WRONG_METHOD)} == {}
    assert found == answers(client, innhold.made_up(), of_sak())


@pytest.mark.parametrize("navn", INNE)
def test_in_the_case_the_role_decides(client, verden, innhold, navn):
    client.force_login(getattr(verden, navn))
    wrong = {}
    for adresse in of_sak():
        allowed = adresse.visning.permission in ROLLETILLATELSER[INNE[navn]] and is_own_side(adresse, navn)
        anothers = innhold.is_anothers(adresse, navn)
        for method in ("get", "post"):
            status = ask(client, innhold, adresse, method).status_code
            refused = status in (403, 404) if anothers else status == 403
            if status != WRONG_METHOD and (refused is (allowed and not anothers) or status >= 500):
                wrong[f"{method} {adresse.navn}"] = status
    assert wrong == {}


def is_own_side(adresse: Adresse, navn: str) -> bool:
    """The family has its pages and the staff theirs; the same permission does not open the other side's."""
    return adresse.navn.startswith("familie:") is (INNE[navn] in FAMILIEROLLER)


@pytest.mark.parametrize("navn", SLAG)
def test_outside_cases_the_kind_of_person_decides(client, verden, innhold, navn):
    client.force_login(getattr(verden, navn))
    wrong = {}
    for adresse in of_person():
        allowed = bool(PERSONTILLATELSER[adresse.visning.permission] & SLAG[navn])
        response = ask(client, innhold, adresse, "get")
        status, leaks = response.status_code, KANARI in response.content.decode(errors="replace")
        wrong_way = status != WRONG_METHOD and (status == 403) is allowed
        if wrong_way or status >= 500 or (leaks and navn in UTENFOR):
            wrong[adresse.navn] = status
    assert wrong == {}


def test_nobody_is_asked_to_log_in(client, innhold):
    found = answers(client, innhold, list(gated()))

    assert set(found.values()) <= {302, WRONG_METHOD}
    assert client.get(f"/sak/{innhold.ider['sak_id']}/")["Location"].startswith("/logg-inn/")


def test_the_canary_is_there_for_those_who_may_see(client, verden, innhold):
    """Otherwise the test above would prove nothing."""
    client.force_login(verden.jonas)
    pages = [
        a.navn for a in of_sak() if KANARI in ask(client, innhold, a, "get").content.decode(errors="replace")
    ]
    assert len(pages) > 5, pages


def test_withdrawal_bites_on_the_next_click(client, verden, innhold):
    client.force_login(verden.amina)
    assert client.get(f"/sak/{verden.nora_sak.pk}/").status_code == 200

    innhold.withdraw()

    found = answers(client, innhold, of_sak())
    assert set(found.values()) <= {404, WRONG_METHOD}


@pytest.mark.parametrize("navn", ["jonas", "kari", "siri"])
def test_what_people_write_is_text(client, verden, innhold, navn):
    """Markup in names, texts and labels is shown as it was written, on every page."""
    innhold.write_markup()
    client.force_login(getattr(verden, navn))
    raw, shown = [], 0
    for adresse in gated():
        html = ask(client, innhold, adresse, "get").content.decode(errors="replace")
        shown += "&lt;img src=x" in html
        if "<img src=x" in html:
            raw.append(adresse.navn)
    assert raw == []
    assert shown >= {"jonas": 5, "kari": 3, "siri": 1}[navn]


@pytest.mark.parametrize("navn", ["jonas", "siri"])
def test_what_people_search_for_is_text(client, verden, innhold, navn):
    """The hits of a search are marked; the marking does not open the text around it."""
    innhold.write_markup()
    client.force_login(getattr(verden, navn))
    for q in ("img", "onerror", KANARI, "<script>alert(3)</script>", '"><img src=x>', "&lt;img"):
        html = client.post("/saker/sok/", {"q": q}).content.decode()
        assert "<img src=x" not in html, q
        assert "<script>alert" not in html, q
