"""A parent who is added by hand, the second person who confirms, and one who is invited later."""

import pytest
from django.urls import reverse

from bti.identitetsnummer import oppslag_of
from bti.models import Deltaker, Familierelasjon, Kontaktopplysning, Sak
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Utboks
from tests import factories as f
from tests.bti.conftest import TOM, token_in

pytestmark = pytest.mark.django_db


def foresatt_data(**other):
    return {
        "navn": "Mona Ny",
        "relasjon": "verge",
        "foedselsnummer": "11829030189",
        "epost": "",
        "mobil": "99 99 99 99",
        "har_foreldreansvar": "on",
    } | other


def test_a_parent_added_by_hand_waits_for_the_second_person(
    client, jonas, verden, deltakersider, post_form, eier
):
    assert post_form(deltakersider["foresatt-new"], **foresatt_data()).url == deltakersider["sak-deltakere"]

    assert "Venter på at en leder bekrefter" in jonas.get(deltakersider["sak-deltakere"]).content.decode()
    with eier():
        relasjon = Familierelasjon.objects.get(bruker__navn="Mona Ny")
        assert Utboks.objects.get(slag="relasjon").mottaker == verden.siri
    with acting_as(relasjon.bruker_id):
        assert not Sak.objects.exists()
    client.force_login(verden.siri)
    page = client.get(reverse("bti:relasjoner")).content.decode()
    assert "Mona Ny" in page
    assert "verge til Nora Nordlie" in page
    assert "Jonas Berge" in page

    client.post(reverse("bti:relasjon-confirm", args=[relasjon.pk]))

    with acting_as(relasjon.bruker_id):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
    with eier():
        relasjon.refresh_from_db()
        assert (relasjon.verifisering, relasjon.confirmed_by) == ("to_personer", verden.siri)
        assert Hendelse.objects.filter(handling="relasjon.bekreftet", aktoer_id=verden.siri.pk).count() == 1


def test_a_known_number_does_not_tell_whose_it_is(client, jonas, verden, deltakersider, post_form, eier):
    """Tone stands in another case: her number, typed with a made-up name, must not give her name away."""
    with eier():
        tone = f.BrukerFactory(navn="Tone Fremmed")
        f.KontaktopplysningFactory(bruker=tone, foedselsnummer_oppslag=oppslag_of("11829030189"))
    post_form(deltakersider["foresatt-new"], **foresatt_data())

    sider = [deltakersider["sak-deltakere"], *(reverse(f"{name}", args=[verden.nora_sak.pk])
             for name in ("bti:sak-neste", "samtykke:list", "samtykke:request"))]  # fmt: skip
    for url in sider:
        page = jonas.get(url).content.decode()
        assert "Tone Fremmed" not in page, url
        assert "Verge (ikke bekreftet)" in page, url
    with eier():
        relasjon = Familierelasjon.objects.get(bruker=tone)
    client.force_login(verden.siri)
    client.post(reverse("bti:relasjon-confirm", args=[relasjon.pk]))
    client.force_login(verden.jonas)
    assert "Tone Fremmed" in jonas.get(deltakersider["sak-deltakere"]).content.decode()


def test_confirming_twice_is_once(client, jonas, verden, deltakersider, post_form, eier):
    post_form(deltakersider["foresatt-new"], **foresatt_data())
    with eier():
        relasjon = Familierelasjon.objects.get(bruker__navn="Mona Ny")
    client.force_login(verden.siri)
    url = reverse("bti:relasjon-confirm", args=[relasjon.pk])

    client.post(url)
    assert client.post(url, follow=True).status_code == 200

    with eier():
        assert Hendelse.objects.filter(handling="relasjon.bekreftet").count() == 1


@pytest.mark.parametrize("hvem", ["jonas", "lise", "amina", "erik"])
def test_nobody_else_confirms(client, jonas, verden, deltakersider, post_form, eier, hvem):
    post_form(deltakersider["foresatt-new"], **foresatt_data())
    with eier():
        relasjon = Familierelasjon.objects.get(bruker__navn="Mona Ny")
    client.force_login(getattr(verden, hvem))

    assert "Mona Ny" not in client.get(reverse("bti:relasjoner")).content.decode()
    client.post(reverse("bti:relasjon-confirm", args=[relasjon.pk]))

    with eier():
        relasjon.refresh_from_db()
        assert relasjon.verifisering == "ingen"


def test_a_leader_does_not_confirm_what_they_registered(client, verden, eier):
    client.force_login(verden.siri)
    url = reverse("bti:foresatt-new", args=[verden.ola_sak.pk])
    client.post(url, foresatt_data(skjema_token=token_in(client.get(url))))
    with eier():
        relasjon = Familierelasjon.objects.get(bruker__navn="Mona Ny")

    client.post(reverse("bti:relasjon-confirm", args=[relasjon.pk]))

    with eier():
        relasjon.refresh_from_db()
        assert relasjon.verifisering == "ingen"


@pytest.mark.parametrize("hvem", ["kari", "berit", "adm", "fremmed"])
def test_the_page_is_for_employees(client, verden, hvem):
    client.force_login(getattr(verden, hvem))

    assert client.get(reverse("bti:relasjoner")).status_code == 403


def test_nobody_adds_themselves(jonas, verden, deltakersider, post_form, eier):
    with eier():
        Kontaktopplysning.objects.filter(bruker=verden.jonas).update(foedselsnummer_oppslag=oppslag_of(TOM))

    response = post_form(deltakersider["foresatt-new"], **foresatt_data(foedselsnummer=TOM))

    assert response.status_code == 422
    assert "Du kan ikke legge til deg selv." in response.content.decode()


def test_a_parent_who_was_not_invited_is_invited_later(jonas, verden, deltakersider, eier):
    relasjon = f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.pia, relasjon="verge"
    )
    assert "Er ikke invitert." in jonas.get(deltakersider["sak-deltakere"]).content.decode()

    for _ in range(2):
        jonas.post(deltakersider["foresatt-invite"], {"relasjon": str(relasjon.pk)})

    with acting_as(verden.pia.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
    with eier():
        assert Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.pia).count() == 1
        assert Utboks.objects.filter(mottaker=verden.pia).count() == 1


@pytest.mark.parametrize("relasjon", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_relation_invites_nobody(jonas, verden, deltakersider, eier, relasjon):
    with eier():
        before = Deltaker.objects.count()

    assert jonas.post(deltakersider["foresatt-invite"], {"relasjon": relasjon}).status_code in {302, 404}

    with eier():
        assert Deltaker.objects.count() == before


def test_a_relation_of_another_case_is_unknown(jonas, verden, deltakersider, eier):
    with eier():
        pias = Familierelasjon.objects.get(bruker=verden.pia)

    assert jonas.post(deltakersider["foresatt-invite"], {"relasjon": str(pias.pk)}).status_code == 404


def test_a_strictly_protected_address_lets_nobody_in(jonas, verden, deltakersider, eier):
    relasjon = f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.pia, relasjon="verge"
    )
    with eier():
        verden.nora_sak.hovedperson.adressesperre = "strengt_fortrolig"
        verden.nora_sak.hovedperson.save(update_fields=["adressesperre"])

    response = jonas.post(deltakersider["foresatt-invite"], {"relasjon": str(relasjon.pk)}, follow=True)

    assert "Ingen slippes inn digitalt." in response.content.decode()
    with eier():
        assert not Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.pia).exists()


@pytest.mark.parametrize("relasjon", ["partner", "besteforelder", "fosterforelder", "nettverk", "barnevern"])
def test_nobody_is_registered_alone_who_comes_by_invitation(jonas, deltakersider, post_form, eier, relasjon):
    """A grandparent is the family's to invite: the stafettholder's form neither offers it nor takes it."""
    assert f'value="{relasjon}"' not in jonas.get(deltakersider["foresatt-new"]).content.decode()

    answer = post_form(deltakersider["foresatt-new"], **foresatt_data(relasjon=relasjon))

    assert answer.status_code == 422
    with eier():
        assert not Familierelasjon.objects.filter(relasjon=relasjon).exists()
