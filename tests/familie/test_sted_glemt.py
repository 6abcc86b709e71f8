"""Where the child is, in the places that are easily forgotten: a printed sheet, one who works here, a crisis centre."""

import re
from typing import Any

import pytest
from django.urls import reverse

from bti.models import Deltaker, Familierelasjon, Hovedperson, Rolle, Sak, Tjeneste
from bti.tilgang.aktoer import acting_as
from bti.tilgang.kall import fetch
from bti.varsling.models import Slag
from tests import factories as f
from tests.cast import grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.samtykke.hjelp import ask

pytestmark = pytest.mark.django_db
ORD = "Kråkevik"


def protect(verden: Any) -> None:
    """Nora lives with Kari, at an address that is protected."""
    with as_owner():
        Hovedperson.objects.filter(sak=verden.nora_sak).update(adressesperre="fortrolig")
        Familierelasjon.objects.filter(hovedperson__sak=verden.nora_sak).update(
            verifisering="to_personer", confirmed_at=naa(), confirmed_by=verden.siri
        )
        Familierelasjon.objects.filter(bruker=verden.tom).update(barnet_bor_her=False)


def test_the_sheet_that_is_printed_for_a_giver_has_no_place(client, verden):
    protect(verden)
    krav = ask(verden)[verden.tom]
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:svarark", args=[krav.pk])).content.decode()
    sheet = re.search(r"<main.*</main>", html, re.DOTALL)
    assert sheet
    assert "Solvik" not in sheet[0]
    assert "Skole" in sheet[0]


@pytest.fixture
def far_paa_jobb(verden: Any) -> Any:
    """Tom works at the school's neighbour, and holds the baton in another child's case there."""
    protect(verden)
    f.AnsettelseFactory(bruker=verden.tom, tjeneste=verden.skole)
    with as_owner():
        Deltaker.objects.filter(sak=verden.ola_sak, rolle=Rolle.STAFETTHOLDER).update(bruker=verden.tom)
    grant_from_roles()
    return verden


def test_one_who_works_here_reads_places_at_work_and_none_at_home(client, far_paa_jobb):
    v = far_paa_jobb
    moete = f.MoeteFactory(sak=v.ola_sak, sted=f"{ORD} rådhus")
    client.force_login(v.tom)
    form = client.get(reverse("stafettlogg:moete-flytt", args=[moete.pk])).context["form"]
    assert form.initial["sted"] == f"{ORD} rådhus"  # what stands in the form is what is saved
    assert "Solvik skole" in client.get(reverse("stafettlogg:sak", args=[v.ola_sak.pk])).content.decode()

    hjemme = f.MoeteFactory(sak=v.nora_sak, sted=f"{ORD} kirke")
    f.VarselFactory(mottaker=v.tom, sak=v.nora_sak, slag=Slag.SAMTYKKE_SPURT, objekt_id=v.ppt.pk)
    for navn, *args in (("familie:hjem",), ("familie:moete", hjemme.pk), ("varsling:list",)):
        html = client.get(reverse(navn, args=args)).content.decode()
        main = re.search(r"<main.*</main>", html, re.DOTALL)
        assert main
        assert not re.search(f"{ORD}|Solvik", main[0]), navn


@pytest.mark.parametrize("navn", ["stafettlogg:hjem", "bti:sak-list"])
def test_at_work_ones_own_childs_case_tells_no_place(client, far_paa_jobb, navn):
    """The list of cases is one's work: one's child is not in it with a school's name."""
    v = far_paa_jobb
    with as_owner():
        Tjeneste.objects.filter(pk=v.nav.pk).update(navn=f"{ORD} skole")
        Sak.objects.filter(pk=v.nora_sak.pk).update(tjeneste=v.nav)
    f.MoetedeltakerFactory(
        moete=f.MoeteFactory(sak=v.nora_sak, sted=f"{ORD} kirke", starter_at=naa(days=1)), bruker=v.tom
    )
    client.force_login(v.tom)
    assert ORD not in client.get(reverse(navn)).content.decode()


def test_a_crisis_centre_is_not_called_one(client, verden):
    protect(verden)
    with as_owner():
        Tjeneste.objects.filter(pk=verden.ppt.pk).update(navn="Trygg havn", tjenestetype="krisesenter")
    krav = ask(verden)[verden.tom]
    client.force_login(verden.tom)
    html = client.get(reverse("familie:samtykke-svar", args=[krav.pk])).content.decode()
    assert "Kan Annen tjeneste få være med" in html
    assert not re.search("krisesenter|trygg havn", html, re.IGNORECASE)


def test_the_holder_reads_from_whom_it_is_hidden_by_role_alone(client, verden):
    protect(verden)
    url = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    client.force_login(verden.jonas)
    found = re.search(r"Stedet er skjult for: ([^<.]*)\.", client.get(url).content.decode())
    assert found
    assert found[1] == "far"
    with as_owner():
        Hovedperson.objects.filter(sak=verden.nora_sak).update(adressesperre="ingen")
    assert "Stedet er skjult for" not in client.get(url).content.decode()


@pytest.mark.parametrize("navn", ["kari", "tom", "pia", "siri"])
def test_nobody_else_learns_from_whom(verden, navn):
    protect(verden)
    with acting_as(getattr(verden, navn).pk):
        assert fetch("SELECT * FROM tilgang_sted_skjult_for(%s)", verden.nora_sak.pk) == []
