"""Opening a case by hand: what must be right, who is told, and where an identity number never lies."""

import json

import pytest
from django.urls import reverse

from bti.identitetsnummer import open_nummer, oppslag_of
from bti.models import Familierelasjon, Kladd, Kontaktopplysning, Sak
from bti.varsling.models import Utboks
from tests.bti.conftest import KARI, UKJENT, sak_of, token_in

pytestmark = pytest.mark.django_db

MANUELT = {
    "barn_navn": "Even Prøvesen",
    "barn_foedselsdato_0": "4",
    "barn_foedselsdato_1": "11",
    "barn_foedselsdato_2": "2016",
    "kalles": "",
    "adressesperre": "ingen",
    "hva_saken_gjelder": "Trivsel.",
    "f0_navn": "Kari Nordlie",
    "f0_relasjon": "mor",
    "f0_foedselsnummer": KARI,
    "f0_epost": "kari@stafett.invalid",
    "f0_mobil": "",
    "f0_har_foreldreansvar": "on",
    "f1_har_foreldreansvar": "on",
}


def test_the_manual_way_waits_for_a_leader(avklar, post_form, urls, undring, verden, eier):
    avklar("nivaa_1")

    response = post_form(urls["barn-manuelt"], **MANUELT)

    sak = sak_of(eier, undring)
    assert response.url == reverse("stafettlogg:sak", args=[sak.pk])
    with eier():
        relasjon = Familierelasjon.objects.get(hovedperson=sak.hovedperson)
        kontakt = Kontaktopplysning.objects.get(bruker=relasjon.bruker)
        assert (relasjon.verifisering, relasjon.registered_by) == ("ingen", verden.jonas)
        assert relasjon.barnet_bor_her is None, "nobody has said where the child lives"
        assert (kontakt.epost, kontakt.foedselsnummer_oppslag) == ("kari@stafett.invalid", oppslag_of(KARI))
        assert open_nummer(kontakt.foedselsnummer_kryptert) == KARI
        assert {(one.slag, one.mottaker_id) for one in Utboks.objects.all()} == {
            ("invitert", relasjon.bruker_id),
            ("relasjon", verden.siri.pk),
        }
    from bti.tilgang.aktoer import acting_as

    with acting_as(relasjon.bruker_id):
        assert not Sak.objects.filter(pk=sak.pk).exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"barn_navn": ""}, "Skriv navnet på barnet."),
        ({"adressesperre": ""}, "Svar på om barnet har sperret adresse."),
        ({"barn_foedselsdato_0": "31", "barn_foedselsdato_1": "2"}, "Denne datoen finnes ikke."),
        ({"barn_foedselsdato_2": "2199"}, "Fødselsdatoen kan ikke være fram i tid."),
        ({"f0_navn": ""}, "Skriv navnet på den foresatte."),
        ({"f0_relasjon": ""}, "Velg hvem den foresatte er."),
        ({"f0_foedselsnummer": "123"}, "Fødselsnummeret må ha 11 siffer."),
        ({"f0_foedselsnummer": ""}, "Skriv fødselsnummeret til den foresatte."),
        ({"f0_epost": "kari"}, "E-posten må se ut som"),
        ({"f0_mobil": "ring meg"}, "Mobilnummeret kan bare ha siffer"),
        ({"f1_navn": "Tom Nordlie"}, "Velg hvem den foresatte er."),
        (
            {"f1_navn": "Kari", "f1_relasjon": "far", "f1_foedselsnummer": KARI},
            "To personer har fått samme fødselsnummer.",
        ),
        ({"hva_saken_gjelder": ""}, "Skriv hva saken gjelder."),
    ],
)
def test_what_is_wrong_by_hand_is_said(avklar, post_form, urls, undring, eier, change, message):
    avklar("nivaa_1")

    response = post_form(urls["barn-manuelt"], **(MANUELT | change))

    assert response.status_code == 422
    assert message in response.content.decode()
    with eier():
        assert not Sak.objects.filter(undringer=undring).exists()


def test_the_child_and_a_parent_are_two(jonas, find_barn, urls, post_form):
    find_barn(UKJENT)

    response = post_form(urls["barn-manuelt"], **(MANUELT | {"f0_foedselsnummer": UKJENT}))

    assert "To personer har fått samme fødselsnummer." in response.content.decode()


def test_no_identity_number_is_kept_in_a_draft_or_bare_in_the_session(jonas, find_barn, urls, eier):
    find_barn(UKJENT)
    data = MANUELT | {"skjema_token": token_in(jonas.get(urls["barn-manuelt"]))}
    assert jonas.post("/kladd/", data).status_code == 200

    with eier():
        drafts = json.dumps([one.felter for one in Kladd.objects.all()], ensure_ascii=False)
    sessions = json.dumps(dict(jonas.session))
    assert "Even Prøvesen" in drafts
    assert "aapne_sak" in sessions
    for nummer in (KARI, UKJENT):
        assert nummer not in drafts
        assert nummer not in sessions
    page = jonas.get(urls["barn-manuelt"]).content.decode()
    assert "Even Prøvesen" in page
    assert KARI not in page
