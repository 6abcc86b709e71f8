"""A case that a meeting ends: who takes part is told so, and no page goes on as if it went on."""

import re
from html import unescape

import pytest
from django.urls import reverse

from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Utboks
from bti.varsling.tekster import TEKSTER
from stafettlogg.services import call_moete
from tests import factories as f
from tests.cast import make_sak
from tests.eier import as_owner
from tests.factories.hus import naa

pytestmark = pytest.mark.django_db
GAAR_VIDERE = (
    "følger opp Nora",
    "holder i stafettpinnen. Det betyr",
    "er i gang",
    "I gang",
    "Vi ser om det hjelper innen",
    "passer på at det dere er enige om",
    "Saken er på nivå",
)


@pytest.fixture
def coming(verden):
    """A meeting in a week, that Kari is asked to; and one that has been, without minutes."""
    with acting_as(verden.jonas.pk):
        one, _been = (
            call_moete(
                verden.sak, moetetype="evaluering", starter_at=naa(days=days), sted="Rom 4",
                innkalte=[verden.kari.pk], by=verden.jonas.pk,
            )
            for days in (7, -7)
        )  # fmt: skip
    return one


@pytest.fixture
def end_sak(verden, tiltak, fill_in):
    moete = f.MoeteFactory(sak=verden.sak, starter_at=naa())
    url = reverse("stafettlogg:moete-hold", args=[moete.pk])

    def end() -> None:
        svar = fill_in(
            url, referat="Vi er ferdige.", til_stede=[str(verden.jonas.pk)], beslutning="avslutt",
            begrunnelse="Målet er nådd.", versjon=moete.versjon,
        )  # fmt: skip
        assert svar.status_code == 302

    return end


def read(client, navn: str, *args) -> str:
    return " ".join(unescape(client.get(reverse(navn, args=args)).content.decode()).split())


def told(verden, slag: Slag) -> list:
    with as_owner():
        return list(
            Utboks.objects.filter(slag=slag, mottaker=verden.kari).values_list("objekt_id", flat=True)
        )


def test_the_family_is_told_and_no_page_goes_on(verden, login, end_sak):
    kari = login(verden.kari)
    pages = (("familie:hjem",), ("familie:sak", verden.sak.pk))
    before = " ".join(read(kari, *page) for page in pages)
    assert [words for words in GAAR_VIDERE if words not in before] == []
    end_sak()
    assert len(told(verden, Slag.AVSLUTTET)) == 1
    assert "er avsluttet" in str(TEKSTER[Slag.AVSLUTTET].familie)
    assert told(verden, Slag.INNLEGG) == []
    for page in pages:
        html = read(kari, *page)
        assert "Saken er avsluttet." in html
        assert [words for words in (*GAAR_VIDERE, "avtalt noe møte") if words in html] == [], page


def test_a_case_that_has_ended_stands_below_the_one_that_goes_on(verden, login, end_sak):
    """What waits for an answer is not hidden under what is over, also when the two are about one child."""
    ny = make_sak(
        kommune=verden.solvik, tjeneste=verden.skole, nivaa=verden.nivaaer[1], holder=verden.jonas,
        barn=f"{verden.sak.hovedperson.navn} Å", foresatte={verden.kari: "mor"},
    )  # fmt: skip

    def cards() -> list[str]:
        return re.findall(r'id="barn-([0-9a-f-]{36})"', read(login(verden.kari), "familie:hjem"))

    assert cards() == [str(verden.sak.pk), str(ny.pk)]
    end_sak()
    assert cards() == [str(ny.pk), str(verden.sak.pk)]


def test_who_was_asked_to_a_meeting_is_told_that_it_is_called_off(verden, login, coming, end_sak):
    end_sak()
    assert told(verden, Slag.MOETE_ENDRET) == [coming.pk]
    assert "Møtet er avlyst. Du trenger ikke komme." in read(login(verden.kari), "familie:moete", coming.pk)


def test_who_decides_is_told_before_that_meetings_are_called_off(verden, jonas):
    moete = f.MoeteFactory(sak=verden.sak, starter_at=naa())
    assert "Møter som er avtalt, blir avlyst." in read(jonas, "stafettlogg:moete-hold", moete.pk)


def test_the_history_of_levels_says_that_it_ended(verden, login, jonas, end_sak):
    end_sak()
    for client, page in ((jonas, "stafettlogg:sak"), (login(verden.kari), "familie:sak")):
        table = read(client, page, verden.sak.pk).partition("nivaatabell")[2].partition("</table>")[0]
        assert "Saken ble avsluttet på nivå 1" in table
        assert "Fortsatt nivå" not in table
