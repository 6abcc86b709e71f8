"""The guide, read by whoever comes: whole, by address, an older version, a step that is gone, on paper."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bti.models import Veileder
from tests import factories as f
from tests.eier import as_owner

pytestmark = pytest.mark.django_db
URL = "/veileder/"


def page(client, name: str, *args: object, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def new_version(verden, **felter: object) -> Veileder:
    """Version 2 of Solvik's guide, with the first step of the old one."""
    ny = f.VeilederFactory(kommune=verden.solvik, serie=verden.veileder.serie, versjon=2, **felter)
    nivaa = f.NivaaFactory(veileder=ny, nummer=0)
    f.StegFactory(nivaa=nivaa, varig=verden.nivaaer[0].steg.get(nummer=1).varig, navn="Definer på ny måte")
    return ny


@pytest.mark.parametrize("hvem", ["", "jonas", "amina", "berit", "adm", "ragna", "erik", "kari", "fremmed"])
def test_everybody_reads_the_guide(client, verden, hvem):
    if hvem:
        client.force_login(getattr(verden, hvem))
    steg = verden.nivaaer[0].steg.get(nummer=1)

    assert client.get(URL).status_code == 200
    assert "Nivå 0: Avklare grunn til uro" in page(client, "bti:veileder-serie", verden.veileder.serie)
    assert "1. " in page(client, "bti:veileder-steg", steg.varig)
    assert "Tverrfaglig samarbeidsmøte" in page(client, "bti:veileder-papir", verden.veileder.serie)


def test_nobody_chooses_the_municipality_and_staff_do_not(client, jonas, verden, django_user_model):
    valg = page(type(client)(), "bti:veileder")
    assert "Hvilken kommune gjelder det?" in valg
    assert str(verden.veileder.serie) in valg
    assert "Nivå 0:" not in valg

    assert "Nivå 0: Avklare grunn til uro" in page(jonas, "bti:veileder")


def test_the_only_municipality_is_not_chosen(client, verden, eier):
    with eier():
        verden.fjellvik.veiledere.update(published_at=None)

    assert "Nivå 0: Avklare grunn til uro" in page(client, "bti:veileder")


def test_levels_steps_and_tools_are_there(client, verden):
    steg = verden.nivaaer[0].steg.get(nummer=1)
    f.VerktoeyFactory(steg=steg, navn="Observasjonsskjema", beskrivelse="Se etter dette.")
    with as_owner():
        verden.nivaaer[0].frist_dager, verden.nivaaer[0].utgang = 14, "Valget er skrevet ned."
        verden.nivaaer[0].save()

    oversikt = page(client, "bti:veileder-serie", verden.veileder.serie)
    for words in (
        "Nivå 3: ",
        "2. Del med leder",
        "Frist: 14 dager",
        "Valget er skrevet ned.",
        "Ikke snakk med foreldrene",
    ):
        assert words in oversikt

    steget = page(client, "bti:veileder-steg", steg.varig)
    for words in ("Observasjonsskjema", "Se etter dette.", "Neste:", "Ikke bekreftet av kommunen"):
        assert words in steget
    assert "Forrige:" not in steget


def test_drafts_are_never_shown(client, verden):
    ny = new_version(verden, navn="Et utkast", published_at=None)
    nytt = f.StegFactory(nivaa=ny.nivaaer.get(), nummer=2, navn="Bare i utkastet")

    assert "Et utkast" not in page(client, "bti:veileder-serie", verden.veileder.serie)
    assert client.get(reverse("bti:veileder-steg", args=[nytt.varig])).status_code == 404
    older = client.get(reverse("bti:veileder-serie", args=[verden.veileder.serie]) + "?versjon=2")
    assert older.status_code == 404


def test_the_newest_is_shown_and_an_older_one_says_so(client, verden):
    new_version(verden, navn="Ny veileder", endringer="Steg 1 er gjort kortere.")
    serie = verden.veileder.serie

    ny = page(client, "bti:veileder-serie", serie)
    assert "Ny veileder" in ny
    assert "Steg 1 er gjort kortere." in ny
    assert "gjelder nå" not in ny

    gammel = page(client, "bti:veileder-serie", serie, query="?versjon=1")
    assert "Dette er versjon 1. Versjon 2 gjelder nå." in gammel
    assert "?versjon=1" in gammel
    assert client.get(f"/veileder/{serie}/?versjon=9").status_code == 404


def test_a_step_keeps_its_address_and_one_that_is_gone_says_so(client, verden):
    with as_owner():
        first, gone = verden.nivaaer[0].steg.filter(nummer__lte=2)
    new_version(verden)

    assert "Definer på ny måte" in page(client, "bti:veileder-steg", first.varig)
    old = page(client, "bti:veileder-steg", gone.varig)
    assert "Del med leder" in old
    assert "Det er ikke med i versjon 2, som gjelder nå." in old


def test_a_kind_of_service_has_its_own_address(client, verden):
    skolens = f.VeilederFactory(kommune=verden.solvik, tjenestetype="skole", navn="Skolens egen")

    general = page(client, "bti:veileder-serie", verden.veileder.serie)
    assert "Veileder for skole" in general
    assert "Skolens egen" not in general
    own = page(client, "bti:veileder-serie", skolens.serie)
    assert "Gjelder skole." in own
    assert "Veileder for alle" in own


@pytest.mark.parametrize("name", ["bti:veileder-serie", "bti:veileder-steg", "bti:veileder-papir"])
def test_what_does_not_exist_is_not_found(client, verden, name):
    assert client.get(reverse(name, args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("hvem", ["", "jonas", "kari"])
def test_a_page_costs_one_statement_more_than_the_page_of_logging_in(client, verden, hvem, record_property):
    if hvem:
        client.force_login(getattr(verden, hvem))
    steg = verden.nivaaer[0].steg.get(nummer=1)
    adresser = [
        URL,
        reverse("bti:veileder-serie", args=[verden.veileder.serie]),
        reverse("bti:veileder-steg", args=[steg.varig]),
        reverse("bti:veileder-papir", args=[verden.veileder.serie]),
    ]

    base = statements(client, reverse("innlogging:velg"))
    assert {adresse: statements(client, adresse) - base for adresse in adresser} == dict.fromkeys(adresser, 1)


def statements(client, adresse: str) -> int:
    client.get(adresse)
    with CaptureQueriesContext(connection) as queries:
        client.get(adresse)
    return len(queries)


def test_a_municipality_without_a_guide_says_so(jonas, verden, eier):
    with eier():
        Veileder.objects.update(published_at=None)

    assert "Kommunen har ikke publisert en veileder ennå" in jonas.get(URL).content.decode()
