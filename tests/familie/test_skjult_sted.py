"""Nothing that locates is shown to the other household: every page of the family, words of its own for a place."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Adressesperre, Familierelasjon, Hovedperson, Rolle, Tjeneste, Verifisering
from bti.tilgang.aktoer import acting_as
from bti.tilgang.sted import hides_sted
from bti.utskrift.deler import Leser
from bti.utskrift.jobb import make_utskrift
from bti.varsling.models import Slag
from tests import factories as f
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.samtykke.hjelp import ask, say_yes
from tests.utskrift.bestilling import fetch, order
from tests.utskrift.lesing import read_text

pytestmark = pytest.mark.django_db

SKOLEN, PPT, ROMMET, NUMMER = "Uglemyra skole", "Hjelpetunet i Storgata", "Rom Kråkebolle", "97001122"
STEDER = (SKOLEN, PPT, ROMMET, NUMMER)
LENKE = re.compile(r'href="(/[^"#]*)')


@pytest.fixture
def saken(verden):
    """Nora's case, whose address is protected: she lives with Kari. Both are confirmed, and PPT is with them."""
    with as_owner():
        Hovedperson.objects.filter(sak=verden.nora_sak).update(adressesperre=Adressesperre.FORTROLIG)
        Familierelasjon.objects.filter(hovedperson__sak=verden.nora_sak).update(
            verifisering=Verifisering.TO_PERSONER, barnet_bor_her=False,
            registered_by=verden.jonas, confirmed_by=verden.siri, confirmed_at=timezone.now(),
        )  # fmt: skip
        Familierelasjon.objects.filter(bruker=verden.kari).update(barnet_bor_her=True)
        Tjeneste.objects.filter(pk=verden.skole.pk).update(navn=SKOLEN, telefon=NUMMER)
        Tjeneste.objects.filter(pk=verden.ppt.pk).update(navn=PPT, telefon="97001123")
    give_consent(verden, verden.kari, verden.tom)
    moete = f.MoeteFactory(sak=verden.nora_sak, sted=ROMMET, called_by=verden.jonas)
    for bruker in (verden.kari, verden.tom):
        f.MoetedeltakerFactory(moete=moete, bruker=bruker)
    f.TiltakFactory(sak=verden.nora_sak, ansvarlig=verden.amina)
    delt = f.LovligdelingFactory(sak=verden.nora_sak, mottaker=PPT)
    f.DelingsvurderingFactory(deling=delt, familien_ser=True)
    return verden.nora_sak


def read_everything(client, bruker) -> dict[str, str]:
    """Follow every link that the person finds, from the front page on; return each page with its text."""
    client.force_login(bruker)
    waiting, pages = ["/familie/", "/varsler/"], {}
    while waiting:
        adresse = waiting.pop()
        if adresse in pages or adresse.startswith(("/logg-ut", "/static/")):
            continue
        answer = client.get(adresse, follow=True)
        html = answer.content.decode(errors="replace") if "html" in answer["Content-Type"] else ""
        pages[adresse] = html
        waiting += LENKE.findall(html)
    return pages


def told(pages: dict[str, str]) -> list[tuple[str, str]]:
    return [(adresse, sted) for adresse, html in pages.items() for sted in STEDER if sted in html]


def somebody_reads(client, verden) -> None:
    """The list of who has looked gets lines of the school's and PPT's people."""
    for bruker in (verden.jonas, verden.amina):
        client.force_login(bruker)
        assert client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 200


def test_the_household_reads_every_place(client, verden, saken):
    """Otherwise the test below would prove nothing: each of these words stands on a page of the family's."""
    somebody_reads(client, verden)
    pages = read_everything(client, verden.kari)
    assert {sted for _side, sted in told(pages)} == set(STEDER)
    assert len(pages) > 12


def test_the_other_household_reads_none(client, verden, saken):
    somebody_reads(client, verden)
    pages = read_everything(client, verden.tom)
    assert told(pages) == []
    assert len(pages) > 12
    alt = "".join(pages.values())
    assert "Spør stafettholderen hvor." in alt
    assert "Pedagogisk-psykologisk tjeneste" in alt
    assert "Vi viser ikke hvor tjenestene er." in alt


def test_who_is_asked_reads_the_kind_of_service_and_answers(client, verden, saken):
    krav = ask(verden, tjeneste=verden.nav)[verden.tom]
    with as_owner():
        Tjeneste.objects.filter(pk=verden.nav.pk).update(navn=PPT)
    client.force_login(verden.tom)
    page = client.get(reverse("familie:samtykke-svar", args=[krav.pk])).content.decode()
    assert "NAV" in page
    assert PPT not in page
    say_yes(verden, verden.tom, krav)


def test_a_notice_names_no_service(client, verden, saken):
    """What has happened is said without it."""
    for bruker in (verden.kari, verden.tom):
        f.VarselFactory(mottaker=bruker, sak=saken, objekt_id=verden.ppt.pk, slag=Slag.SAMTYKKE_TRUKKET)
    client.force_login(verden.kari)
    assert PPT in client.get("/varsler/").content.decode()
    client.force_login(verden.tom)
    page = client.get("/varsler/").content.decode()
    assert "samtykke" in page
    assert PPT not in page


@pytest.mark.parametrize("vet", [True, False, None])
def test_only_who_the_child_lives_with_is_told(client, verden, saken, vet):
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.tom).update(barnet_bor_her=vet)
    client.force_login(verden.tom)
    page = client.get("/familie/").content.decode()
    assert (ROMMET in page) is (vet is True)


def test_one_who_lived_with_the_child_is_told_no_more(client, verden, saken):
    """Tom's time with Nora is over, and her case with it: what he reads in another case does not tell where she is."""
    i_gaar = timezone.localdate() - timedelta(days=1)
    f.FamilierelasjonFactory(
        hovedperson=verden.ola_sak.hovedperson, bruker=verden.tom, registered_by=verden.siri
    )  # fmt: skip
    f.DeltakerFactory(sak=verden.ola_sak, bruker=verden.tom, rolle=Rolle.FORESATT)
    grant_from_roles()
    moete = f.MoeteFactory(sak=verden.ola_sak, sted=ROMMET, called_by=verden.siri)
    f.MoetedeltakerFactory(moete=moete, bruker=verden.tom)
    client.force_login(verden.tom)
    adresse = reverse("familie:sak", args=[verden.ola_sak.pk])
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.tom, hovedperson=saken.hovedperson).update(
            barnet_bor_her=True
        )
    assert ROMMET in client.get(adresse, follow=True).content.decode()
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.tom, hovedperson=saken.hovedperson).update(
            gyldig_til=i_gaar
        )
    assert ROMMET not in client.get(adresse, follow=True).content.decode()


def test_when_one_is_blocked_the_rest_is_kept_from_whoever_may_tell(client, verden, saken):
    """A grandfather is blocked for the child's safety; Tom, with whom she does not live, is told no place."""
    with as_owner():
        Hovedperson.objects.filter(sak=saken).update(adressesperre=Adressesperre.INGEN)
    client.force_login(verden.tom)
    assert ROMMET in client.get("/familie/").content.decode()
    bestefar = f.BrukerFactory()
    f.FamilierelasjonFactory(hovedperson=saken.hovedperson, bruker=bestefar, registered_by=verden.jonas)
    f.SperringFactory(sak=saken, bruker=bestefar, grunn="fare")
    assert ROMMET not in client.get("/familie/").content.decode()


def test_who_closed_their_own_access_hides_nothing_from_others(verden, saken):
    with as_owner():
        Hovedperson.objects.filter(sak=saken).update(adressesperre=Adressesperre.INGEN)
    f.SperringFactory(sak=saken, bruker=verden.tom, blocked_by=verden.tom, grunn="egen")
    with acting_as(verden.jonas.pk):
        assert not hides_sted(saken.pk)


def test_the_staff_see_the_place_and_are_asked_not_to_write_it(client, verden, saken):
    client.force_login(verden.jonas)
    for navn in ("stafettlogg:moete-new", "stafettlogg:innlegg-new"):
        page = client.get(reverse(navn, args=[saken.pk])).content.decode()
        assert "Skriv ikke hvor barnet er" in page
    page = client.get(reverse("stafettlogg:sak", args=[saken.pk])).content.decode()
    assert ROMMET in page
    with as_owner():
        Hovedperson.objects.filter(sak=saken).update(adressesperre=Adressesperre.INGEN)
    page = client.get(reverse("stafettlogg:moete-new", args=[saken.pk])).content.decode()
    assert "Skriv ikke hvor barnet er" not in page


def on_paper(verden, leser: Leser) -> str:
    utskrift_id = order(verden, verden.jonas, leser=leser)
    assert make_utskrift(utskrift_id)
    return " ".join(read_text(bytes(fetch(verden.jonas, utskrift_id).fil)).split())


def test_a_paper_to_the_family_names_no_place(verden, saken):
    """It travels; the services' own paper does not go to them."""
    to_the_services = on_paper(verden, Leser.TJENESTENE)
    assert ROMMET in to_the_services
    assert SKOLEN in to_the_services
    to_the_family = on_paper(verden, Leser.FAMILIEN)
    assert [sted for sted in STEDER if sted in to_the_family] == []
    assert "Gi det ikke til familien" in to_the_services
    assert "Gi det ikke til familien" not in to_the_family


def test_a_paper_to_the_services_says_nothing_of_it_when_nobody_must_be_kept_in_the_dark(verden, saken):
    with as_owner():
        Hovedperson.objects.filter(sak=saken).update(adressesperre=Adressesperre.INGEN)
    paper = on_paper(verden, Leser.TJENESTENE)
    assert ROMMET in paper
    assert "Gi det ikke til familien" not in paper


def test_the_plan_that_staff_print_names_no_place(client, verden, saken):
    """It is the family's paper, whoever prints it; where nobody must be kept in the dark it is whole."""
    f.IndividuellplanFactory(sak=saken)
    client.force_login(verden.jonas)
    adresse = reverse("stafettlogg:plan-papir", args=[saken.pk])
    paper = " ".join(read_text(client.get(adresse).content).split())
    assert [sted for sted in STEDER if sted in paper] == []
    assert "Steder og telefonnumre står ikke på dette arket. Spør stafettholderen." in paper
    assert "hvor barnet er" not in paper, (
        "whoever holds it may be the one who must not know that there is something to know"
    )
    with as_owner():
        Hovedperson.objects.filter(sak=saken).update(adressesperre=Adressesperre.INGEN)
    paper = " ".join(read_text(client.get(adresse).content).split())
    assert ROMMET in paper
    assert SKOLEN in paper
    assert "står ikke på dette arket" not in paper


def test_whom_a_head_turned_down_hides_nothing_from_the_others(client, verden, saken):
    """Somebody was written down as a parent by mistake. One who was confirmed, and is blocked since, hides it."""
    with as_owner():
        Hovedperson.objects.filter(sak=saken).update(adressesperre=Adressesperre.INGEN)
        feil = f.FamilierelasjonFactory(
            hovedperson=saken.hovedperson, bruker=f.BrukerFactory(), registered_by=verden.jonas
        )
        relasjon = Familierelasjon.objects.filter(pk=feil.pk)
        relasjon.update(
            verifisering="avvist", blocked_at=timezone.now(), blocked_by=verden.siri, avvist_grunn="x"
        )
    client.force_login(verden.tom)
    assert ROMMET in client.get("/familie/").content.decode()
    with as_owner():
        relasjon.update(verifisering=Verifisering.REGISTER, avvist_grunn="")
    assert ROMMET not in client.get("/familie/").content.decode()
