"""A child whose address is protected: nothing says where the child is to somebody who is not let in.

Names of services and of the municipality, the place of a meeting, a notice, a mail: each may give the place away.
"""

from dataclasses import replace

import pytest
from django.test import Client

from bti.models import Adressesperre, Hovedperson, Kommune, Tjeneste
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag, Varsel
from stafettlogg.models import Moete
from tests import factories as f
from tests.eier import as_owner
from tests.husregler.kode import Adresse, adresser
from tests.sidetekst import without_tokens
from tests.tilgang.feiing.felt import Felt
from tests.tilgang.feiing.flater import send_mail
from tests.tilgang.feiing.galleri import SAMTYKKET, VED_NAVN, Prinsipal
from tests.tilgang.feiing.runde import NATT, Runde
from tests.tilgang.feiing.svar import INNENFOR, ask, expect, log_in

STED = "Sperrevik"
# Who is kept out by each protection. A father whom two employees have confirmed is let in to a confidential address.
UTE = {
    Adressesperre.INGEN: ("ubekreftet foresatt", "avvist foresatt"),
    Adressesperre.FORTROLIG: ("mor", "ubekreftet foresatt", "avvist foresatt"),
    Adressesperre.STRENGT_FORTROLIG: ("mor", "far", "ubekreftet foresatt", "avvist foresatt"),
    Adressesperre.UKJENT: ("mor", "far", "ubekreftet foresatt", "avvist foresatt"),
}
UTENFRA = ("mor i annen kommune", "lærer i annen kommune", "fremmed", "ingen")
# Who was never near is asked with one protection by day, with all of them at night.
FOR_UTENFRA = tuple(UTE) if NATT else (Adressesperre.STRENGT_FORTROLIG,)
PAR = [(sperre, navn) for sperre, navne in UTE.items() for navn in navne]
PAR += [(sperre, navn) for sperre in FOR_UTENFRA for navn in UTENFRA]
UTGANG = "innlogging:logg-ut"
OFFENTLIG = (
    "bti:veileder",
    "bti:hva-skjer",
    "tiltak:trapp-aapen",
    "bti:trygg",
    "samtykke:uenig",
    "samtykke:hvem-maa-si-ja",
)


@pytest.fixture
def sted(felt: Felt) -> Felt:
    """The municipality, its services and the place of every meeting carry the same word."""
    v = felt.verden
    with as_owner():
        Kommune.objects.filter(pk=v.solvik.pk).update(navn=STED)
        for nr, tjeneste in enumerate(Tjeneste.objects.filter(kommuner=v.solvik)):
            Tjeneste.objects.filter(pk=tjeneste.pk).update(navn=f"{STED} tjeneste {nr}")
        Moete.objects.filter(sak=felt.saker["nora"]).update(sted=f"{STED}, rom 3")
        # What the neighbours know of the place is their own: one service works in both.
        Tjeneste.objects.filter(pk=felt.rader["barnevern"].pk).update(navn="Barnevernet for begge")
    return felt


def protect(felt: Felt, sperre: str) -> None:
    with as_owner():
        Hovedperson.objects.filter(pk=felt.saker["nora"].hovedperson_id).update(adressesperre=sperre)


def asked_by(runde: Runde, skifte: int) -> list[Adresse]:
    """Return the pages that open for this one, and every twelfth of the others; at night all. No paper."""
    return [
        adresse
        for plass, adresse in enumerate(adresser())
        if adresse.navn != UTGANG
        and not adresse.moenster.endswith("/papir/")
        and (NATT or (plass + skifte) % 12 == 0 or expect(adresse, runde, runde.felt.innhold) == INNENFOR)
    ]


def is_public(adresse: Adresse) -> bool:
    """A municipality's guide has its name on it, for whoever comes: it knows of no child, and is the same for all."""
    return adresse.navn.startswith(OFFENTLIG) and getattr(adresse.visning, "permission", None) is None


def says_where(
    felt: Felt, prinsipal: Prinsipal, skifte: int = 0, metoder: tuple[str, ...] = ("GET", "POST")
) -> tuple[list[str], int]:
    """Return the answers that give the place away, and that of a search; and how many answers there were."""
    runde = Runde(felt, prinsipal, SAMTYKKET)
    spurt = [(metode, adresse) for adresse in asked_by(runde, skifte) for metode in metoder]
    found = [
        f"{metode} {adresse.navn}"
        for metode, adresse in spurt
        if STED in without_tokens(ask(runde.client, metode, url := felt.innhold.url(adresse)).alt)
        and not (is_public(adresse) and STED in ask(Client(), metode, url).alt)
    ]
    soek = ask(runde.client, "POST", "/saker/sok/", {"q": "tjeneste"})
    return found + (["søk"] if STED in soek.alt else []), len(spurt) + 1


@pytest.mark.parametrize(("sperre", "navn"), PAR)
def test_no_page_says_where_the_child_is(sted: Felt, sperre: str, navn: str, record_property) -> None:
    """Whoever is kept out has no part in the case: what opens are their own pages, and those must not say it."""
    protect(sted, sperre)
    kept_out = replace(VED_NAVN[navn], roller=frozenset())
    found, antall = says_where(sted, kept_out, PAR.index((sperre, navn)))
    assert found == []
    record_property("tall:kanari_flater", antall)


@pytest.mark.parametrize("sperre", [Adressesperre.STRENGT_FORTROLIG, Adressesperre.UKJENT])
def test_no_mail_and_no_notice_reaches_who_is_kept_out(sted: Felt, sperre: str) -> None:
    """The mail names the municipality: it is not sent at all. Nor does the number on the bell grow."""
    protect(sted, sperre)
    for slag in (Slag.MOETE, Slag.MOETE_SNART, Slag.INNLEGG, Slag.SAMTYKKE_SPURT):
        for navn in ("kari", "tom", "ulrik"):
            f.UtboksFactory(
                mottaker=sted.person(navn), slag=slag, sak=sted.saker["nora"],
                objekt_id=sted.innhold.ider["moete_id"],
            )  # fmt: skip
    assert send_mail() == []
    for navn in ("kari", "tom", "ulrik"):
        with acting_as(sted.person(navn).pk):
            assert not Varsel.objects.exists()


def test_the_same_pages_say_where_to_those_who_are_let_in(sted: Felt) -> None:
    """Otherwise the word would prove nothing."""
    protect(sted, Adressesperre.FORTROLIG)
    for navn in ("stafettholder", "far"):
        assert len(says_where(sted, VED_NAVN[navn], metoder=("GET",))[0]) > 5, navn


@pytest.mark.parametrize("sperre", Adressesperre)
def test_the_counts_of_the_leader_name_no_place_of_a_child(sted: Felt, sperre: str) -> None:
    """The page of counts is the same whatever is known about the address of one child in it."""
    client = log_in(sted, VED_NAVN["leder"])
    foer = without_tokens(ask(client, "GET", "/oversikt/").kropp)
    protect(sted, sperre)
    assert without_tokens(ask(client, "GET", "/oversikt/").kropp) == foer
    runde = Runde(sted, VED_NAVN["leder"], SAMTYKKET)
    runde.look("oversikten", foer)
    assert runde.galt == {}
