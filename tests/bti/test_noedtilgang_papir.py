"""Break-glass, and a parent who has chosen paper: whoever can give it to them by hand is told to."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.models import Deltaker, Familierelasjon, Rolle
from bti.varsling.models import Utboks, Utboksstatus, Varsel
from tests import factories as f
from tests.bti.noedhjelp import make_ansatt, open_as, told
from tests.cast import give_consent
from tests.eier import as_owner

pytestmark = pytest.mark.django_db
PAPIR = "noedtilgang_papir"


@pytest.fixture
def tom_paa_papir(verden):
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.tom).update(kanal="papir")


def test_the_stafettholder_is_told_to_give_it_by_hand(client, verden, tom_paa_papir):
    open_as(client, make_ansatt(verden))
    told(verden.tom)  # the round that finds that it is not told by app
    assert told(verden.jonas, verden.siri, verden.kari, verden.tom, slag=PAPIR) == {verden.jonas.navn}
    assert told(verden.kari, verden.tom) == {verden.kari.navn}
    client.force_login(verden.jonas)
    assert "En i familien har valgt papir" in client.get(reverse("varsling:list")).content.decode()
    with as_owner():
        varsel = Varsel.objects.get(slag=PAPIR)
    page = client.get(reverse("varsling:read", args=[varsel.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("bti:hvem-har-sett", args=[verden.nora_sak.pk])


def test_not_before_the_family_would_have_been_told(client, verden, tom_paa_papir):
    """The moment was put off, for safety: nobody is asked to tell before it."""
    open_as(client, make_ansatt(verden), utsett="on", utsatt_grunn="Far kan bli farlig.")
    for _runde in range(2):
        assert told(verden.jonas, slag=PAPIR) == set()
    with as_owner():
        utsatt = Utboks.objects.filter(slag="noedtilgang", mottaker=verden.tom)
        assert [one.status for one in utsatt] == [Utboksstatus.VENTER]
        utsatt.update(send_etter=timezone.now() - timedelta(minutes=1))
    told(verden.jonas, slag=PAPIR)
    assert told(verden.jonas, slag=PAPIR) == {verden.jonas.navn}


def test_while_it_is_held_back_nobody_gives_it(client, verden, tom_paa_papir):
    f.TilbakeholdFactory(sak=verden.nora_sak, ansvarlig=verden.siri)
    open_as(client, make_ansatt(verden))
    for _runde in range(2):
        assert told(verden.jonas, slag=PAPIR) == set()
    with as_owner():
        assert Utboks.objects.get(slag="noedtilgang", mottaker=verden.tom).status == Utboksstatus.HOLDT


def test_without_a_stafettholder_those_who_judge_are_told(client, verden, tom_paa_papir):
    give_consent(verden, verden.kari, verden.tom)
    open_as(client, make_ansatt(verden))
    with as_owner():
        Deltaker.objects.filter(sak=verden.nora_sak, rolle=Rolle.STAFETTHOLDER).delete()
    told(verden.siri, slag=PAPIR)
    assert told(verden.siri, verden.amina, slag=PAPIR) == {verden.siri.navn}


def test_nobody_is_told_of_a_parent_who_sees_the_case_no_more(client, verden, tom_paa_papir):
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.tom).update(
            blocked_at=timezone.now(), blocked_by=verden.siri
        )
    open_as(client, make_ansatt(verden))
    for _runde in range(2):
        assert told(verden.jonas, slag=PAPIR) == set()


def test_a_stafettholder_of_the_childs_own_is_not_told_before_the_family(client, verden):
    """Put off for safety, it is put off for whoever holds the baton too, when they turn out to be family."""
    with as_owner():
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson, bruker=verden.jonas, relasjon="nettverk",
            har_foreldreansvar=False, registered_by=verden.siri,
        )  # fmt: skip
    open_as(client, make_ansatt(verden), utsett="on", utsatt_grunn="Far kan bli farlig.")
    assert told(verden.jonas) == set()
