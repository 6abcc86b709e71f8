"""A service that the family let in reads the answers about itself, and who else is in: not who said no to a third."""

import pytest
from django.db import connection
from django.urls import reverse

from bti.models import Deltaker, Rolle
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser
from bti.utskrift.jobb import make_utskrift
from samtykke.models import Samtykke, Samtykkekrav, SvarPaaVegne
from samtykke.services import decline_samtykke, withdraw_samtykke
from tests import factories as f
from tests.bti.noedhjelp import open_as
from tests.eier import as_owner
from tests.samtykke.hjelp import ask, both_say_yes, say_yes, sees_case
from tests.utskrift.bestilling import fetch, order
from tests.utskrift.lesing import read_text

pytestmark = pytest.mark.django_db

BESKJED = "Hva familien har svart om andre tjenester, ser du ikke."


@pytest.fixture
def sagt_nei(verden):
    """PPT is in. About NAV the mother has said yes, and the father no."""
    both_say_yes(verden)
    krav = ask(verden, tjeneste=verden.nav)
    say_yes(verden, verden.kari, krav[verden.kari])
    with acting_as(verden.tom.pk):
        decline_samtykke(Samtykkekrav.objects.get(pk=krav[verden.tom].pk), by=verden.tom.pk)
    return krav


def page(client, verden, bruker) -> str:
    client.force_login(bruker)
    answer = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def read(bruker) -> tuple[set, set, set]:
    """The services whose questions, yes's and recorded no's exist for one."""
    with acting_as(bruker.pk):
        nei = Hendelse.objects.filter(handling="samtykke.nei").values_list("objekt_id", flat=True)
        return (
            set(Samtykkekrav.objects.values_list("tjeneste__navn", flat=True)),
            set(Samtykke.objects.values_list("tjeneste__navn", flat=True)),
            set(nei),
        )


PPT, NAV = "PPT Solvik", "NAV Solvik"


def test_a_no_to_a_third_service_does_not_exist_for_another(client, verden, sagt_nei):
    assert sees_case(verden.amina, verden.nora_sak)
    assert read(verden.amina) == ({PPT}, {PPT}, set())
    with as_owner():  # somebody of the third is invited, and sees nothing
        veileder = f.BrukerFactory(navn="Nils Nav")
        f.AnsettelseFactory(bruker=veileder, tjeneste=verden.nav)
        f.DeltakerFactory(sak=verden.nora_sak, bruker=veileder, rolle=Rolle.FAGPERSON, tjeneste=verden.nav)
    html = page(client, verden, verden.amina)
    assert BESKJED in html
    assert PPT in html
    assert "Ingen fra PPT Solvik er med" not in html
    assert NAV not in html
    assert f"{verden.tom.navn} sa nei" not in html


@pytest.mark.parametrize("navn", ["jonas", "vera", "kari", "tom"])
def test_the_service_that_has_the_case_and_the_family_read_it(verden, sagt_nei, navn):
    with as_owner():
        laerer = f.BrukerFactory(navn="Vera Vik")
        f.AnsettelseFactory(bruker=laerer, tjeneste=verden.skole)
        f.DeltakerFactory(sak=verden.nora_sak, bruker=laerer, rolle=Rolle.FAGPERSON, tjeneste=verden.skole)
    bruker = laerer if navn == "vera" else getattr(verden, navn)
    assert read(bruker) == ({PPT, NAV}, {PPT, NAV}, {sagt_nei[verden.tom].pk})


def test_the_page_of_the_school_says_it(client, verden, sagt_nei):
    html = page(client, verden, verden.jonas)
    assert NAV in html
    assert f"{verden.tom.navn} sa nei" in html
    assert BESKJED not in html


def test_whoever_holds_the_baton_reads_it_from_another_service(verden, sagt_nei):
    with as_owner():
        rader = Deltaker.objects.filter(sak=verden.nora_sak)
        rader.filter(bruker=verden.jonas).update(rolle=Rolle.FAGPERSON)
        rader.filter(bruker=verden.amina).update(rolle=Rolle.STAFETTHOLDER)
    assert read(verden.amina)[0] == {PPT, NAV}


def test_whoever_breaks_the_glass_reads_it_and_is_told_nothing_else(client, verden):
    """Also one who is named in the case for a service that is not in."""
    krav = ask(verden, tjeneste=verden.nav)
    with acting_as(verden.tom.pk):
        decline_samtykke(Samtykkekrav.objects.get(pk=krav[verden.tom].pk), by=verden.tom.pk)
    open_as(client, verden.amina)
    html = page(client, verden, verden.amina)
    assert BESKJED not in html
    assert f"{verden.tom.navn} sa nei" in html


def test_a_service_that_is_in_is_named_to_the_others_until_it_is_out(client, verden):
    both_say_yes(verden)
    krav = ask(verden, tjeneste=verden.nav)
    mors = say_yes(verden, verden.kari, krav[verden.kari])
    assert NAV not in page(client, verden, verden.amina)  # one of two has said yes
    say_yes(verden, verden.tom, krav[verden.tom])
    assert f"Disse ser også saken nå: {NAV}." in page(client, verden, verden.amina)
    assert read(verden.amina) == ({PPT}, {PPT}, set())
    with acting_as(verden.kari.pk):
        withdraw_samtykke(Samtykke.objects.get(pk=mors.pk), by=verden.kari.pk)
    html = page(client, verden, verden.amina)
    assert NAV not in html
    assert "trakk samtykket" not in html


def test_a_no_to_a_renewal_is_no_thirds_to_know(client, verden):
    """NAV stays in on the former yes; the school is told so, and PPT that NAV is in."""
    both_say_yes(verden)
    krav = ask(verden, tjeneste=verden.nav)
    for bruker in (verden.kari, verden.tom):
        say_yes(verden, bruker, krav[bruker])
    spurt = ask(verden, tjeneste=verden.nav, fornye=True)
    with acting_as(verden.tom.pk):
        decline_samtykke(Samtykkekrav.objects.get(pk=spurt[verden.tom].pk), by=verden.tom.pk)
    html = page(client, verden, verden.amina)
    assert f"Disse ser også saken nå: {NAV}." in html
    assert f"{verden.tom.navn} sa nei" not in html
    saken = reverse("stafettlogg:sak", args=[verden.nora_sak.pk])
    assert "sagt nei" not in client.get(saken).content.decode()
    client.force_login(verden.jonas)
    html = client.get(saken).content.decode()
    assert "En har sagt nei til å fornye. Tjenesten ser saken til" in html
    assert "En har sagt nei. Tjenesten ser ingenting." not in html


def test_a_no_before_all_said_yes_stays_unread(client, verden, sagt_nei):
    """The father says yes after all: NAV is in, and that he once said no is still not PPT's to know."""
    say_yes(verden, verden.tom, sagt_nei[verden.tom])
    assert read(verden.amina) == ({PPT}, {PPT}, set())
    assert f"{verden.tom.navn} sa nei" not in page(client, verden, verden.amina)
    assert read(verden.jonas)[2] == {sagt_nei[verden.tom].pk}


def test_who_must_say_yes_to_a_third_is_not_told_by_the_table(verden, sagt_nei):
    with acting_as(verden.amina.pk), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tjeneste_id FROM samtykke_matrise(%s)", [verden.nora_sak.pk])
        assert {rad[0] for rad in cursor.fetchall()} <= {verden.ppt.pk, None}


def test_a_paper_to_the_services_names_who_is_in_and_nobodys_answer(verden, sagt_nei):
    for leser, nei in ((Leser.TJENESTENE, False), (Leser.FAMILIEN, True)):
        utskrift_id = order(verden, verden.jonas, leser=leser, deler=("samtykker",))
        assert make_utskrift(utskrift_id)
        text = " ".join(read_text(bytes(fetch(verden.jonas, utskrift_id).fil)).split())
        assert PPT in text
        assert (NAV in text) is nei
        assert ("Nei " in text) is nei


def test_an_answer_written_in_about_a_third_service_does_not_exist(verden, sagt_nei):
    with as_owner():
        f.SvarPaaVegneFactory(krav=sagt_nei[verden.tom], svar="nei")
    with acting_as(verden.amina.pk):
        assert not SvarPaaVegne.objects.exists()
    with acting_as(verden.jonas.pk):
        assert SvarPaaVegne.objects.exists()
