"""A parent who is not confirmed has a role and no name: on every page, on paper, and in what a meeting decided.

The number may have been typed by hand and be a stranger's: the name that stands with it was never told to this case.
"""

import uuid

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from bti.models import Bruker, Familierelasjon, Nivaaendring, Verifisering
from bti.models.hovedperson import name_to_show
from bti.queries import deltakere_in
from bti.tilgang.aktoer import acting_as
from bti.utskrift.deler import Leser, Valg, list_deler
from stafettlogg.models import Beslutning, Moete
from stafettlogg.services.moete_hold import hold_moete
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.husregler.kode import adresser
from tests.tilgang.innhold import Innhold, make_innhold

pytestmark = pytest.mark.django_db

NAVN = "Hemmelig Fremmedperson"
ROLLE = "Far (ikke bekreftet)"
NEVNER_LESERE = {"stafettlogg:melding-new", "stafettlogg:innlegg-new"}  # name those alone who see the case


@pytest.fixture
def innhold(verden) -> Innhold:
    """Tom is in everything, and no longer confirmed."""
    give_consent(verden, verden.kari, verden.tom)
    innhold = make_innhold(verden)
    f.TiltakFactory(sak=verden.nora_sak, tittel="Lese sammen", ansvarlig=verden.tom)
    with as_owner():
        Bruker.objects.filter(pk=verden.tom.pk).update(navn=NAVN)
    give_word(verden, Verifisering.INGEN)
    return innhold


def give_word(verden, verifisering: Verifisering) -> None:
    with as_owner():
        Familierelasjon.objects.filter(bruker=verden.tom).update(verifisering=verifisering)


def pages(client, innhold: Innhold) -> dict[str, str]:
    """Every page that answers a GET, by its address."""
    found = {}
    for adresse in adresser():
        if getattr(adresse.visning, "permission", None):
            response = client.get(innhold.url(adresse))
            if response.status_code == 200:
                found[adresse.navn] = response.content.decode(errors="replace")
    return found


def papers(bruker, sak_id: uuid.UUID, leser: Leser = Leser.ARKIVET) -> dict[str, str]:
    """Every part of the print-out."""
    valg = Valg(tuple(d.noekkel for d in list_deler()), leser)
    with acting_as(bruker.pk):
        return {d.noekkel: render_to_string(d.mal, d.hent(sak_id, valg)) for d in list_deler()}


@pytest.mark.parametrize("hvem", ["jonas", "amina", "kari"])
def test_no_page_writes_the_name(client, verden, innhold, hvem):
    client.force_login(getattr(verden, hvem))

    every = pages(client, innhold)

    assert [navn for navn, html in every.items() if NAVN in html] == []
    with_role = {navn for navn, html in every.items() if ROLLE in html}
    give_word(verden, Verifisering.REGISTER)
    with_name = {navn for navn, html in pages(client, innhold).items() if NAVN in html}
    assert with_role <= with_name
    assert len(with_role) >= 2
    assert with_name - with_role <= NEVNER_LESERE


def test_no_part_of_the_print_out_writes_the_name(verden, innhold):
    every = papers(verden.jonas, verden.nora_sak.pk)
    for leser in (Leser.TJENESTENE, Leser.FAMILIEN):
        assert NAVN not in "".join(papers(verden.jonas, verden.nora_sak.pk, leser).values())

    assert [navn for navn, html in every.items() if NAVN in html] == []
    with_role = {navn for navn, html in every.items() if ROLLE in html}
    give_word(verden, Verifisering.REGISTER)
    with_name = {navn for navn, html in papers(verden.jonas, verden.nora_sak.pk).items() if NAVN in html}
    assert with_role == with_name == {"deltakere", "historie", "moeter", "samtykker", "tiltak"}


@pytest.mark.parametrize(
    ("verifisering", "skrevet"), [(Verifisering.INGEN, ROLLE), (Verifisering.REGISTER, NAVN)]
)
def test_the_decision_of_a_meeting_keeps_the_role(verden, innhold, verifisering, skrevet):
    give_word(verden, verifisering)
    with acting_as(verden.jonas.pk):
        moete = Moete.objects.get(pk=innhold.ider["moete_id"])
        with as_owner():
            Moete.objects.filter(pk=moete.pk).update(starter_at=timezone.now())
        hold_moete(
            moete, noekkel=uuid.uuid4(), versjon=moete.versjon, referat="Snakket sammen.", barnets_ord="",
            til_stede=[verden.jonas.pk, verden.tom.pk], beslutning=Beslutning.OPP, begrunnelse="PPT skal være med.",
            fra=moete.sak.nivaa_id, by=verden.jonas.pk,
        )  # fmt: skip
        assert Nivaaendring.objects.latest("decided_at").til_stede == f"{skrevet}, Jonas Berge"


@pytest.mark.parametrize("verifisering", [Verifisering.INGEN, Verifisering.AVVIST])
def test_a_parent_who_was_turned_down_gets_no_name_either(client, verden, innhold, verifisering):
    give_word(verden, verifisering)
    client.force_login(verden.jonas)
    assert NAVN not in "".join(pages(client, innhold).values())


@pytest.mark.parametrize("verifisering", [Verifisering.INGEN, Verifisering.AVVIST])
def test_the_list_of_those_who_take_part_has_the_role(verden, verifisering):
    give_word(verden, verifisering)
    with acting_as(verden.jonas.pk):
        names = {deltaker.vist_navn for deltaker in deltakere_in(verden.nora_sak)}
    assert ROLLE in names
    assert verden.tom.navn not in names
    assert verden.kari.navn in names


def test_the_words():
    assert name_to_show("Kari", None) == name_to_show("Kari", "") == "Kari"
    assert name_to_show("Kari", "mor") == "Mor (ikke bekreftet)"
    assert name_to_show("Kari", "annen") == "Ikke bekreftet foresatt"
