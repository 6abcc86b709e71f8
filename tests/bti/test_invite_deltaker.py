"""Who takes part, who is asked in, and the second person who confirms a parent."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from bti.identitetsnummer import oppslag_of
from bti.models import Ansettelse, Deltaker, Familierelasjon, Kontaktopplysning, Sak
from bti.revisjon.models import Hendelse
from bti.services import invite_fagperson
from bti.skjema import AltSendt
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Utboks
from tests import factories as f
from tests.bti.conftest import TOM, token_in
from tests.cast import give_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def urls(verden):
    return {
        name: reverse(f"bti:{name}", args=[verden.nora_sak.pk])
        for name in ("sak-deltakere", "deltaker-new", "foresatt-new", "foresatt-invite")
    }


def invite(client, url, verden, bruker, tjeneste):
    """Search for an employee and send the invitation."""
    with f.hus.as_owner():
        ansettelse = Ansettelse.objects.get(bruker=bruker, tjeneste=tjeneste)
    page = f"{url}?tjeneste={tjeneste.pk}&navn="
    return client.post(page, {"ansettelse": str(ansettelse.pk), "skjema_token": token_in(client.get(page))})


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("jonas", 200),
        ("kari", 403),
        ("amina", 404),
        ("siri", 404),
        ("erik", 404),
        ("pia", 404),
        ("berit", 404),
        ("fremmed", 404),
    ],
)
def test_who_may_see_who_takes_part(client, verden, urls, hvem, status):
    client.force_login(getattr(verden, hvem))

    assert client.get(urls["sak-deltakere"]).status_code == status


@pytest.mark.parametrize("side", ["deltaker-new", "foresatt-new"])
def test_only_the_stafettholder_invites(client, verden, urls, side):
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.lise, rolle="fagperson")
    from tests.cast import grant_from_roles

    grant_from_roles()
    for hvem, status in [
        ("jonas", 200),
        ("lise", 403),
        ("kari", 403),
        ("amina", 404),
        ("siri", 404),
        ("erik", 404),
    ]:
        client.force_login(getattr(verden, hvem))
        assert client.get(urls[side]).status_code == status, hvem
    client.force_login(verden.lise)
    assert "Inviter en ansatt" not in client.get(urls["sak-deltakere"]).content.decode()


def test_the_page_says_who_sees_the_case(jonas, verden, urls):
    page = jonas.get(urls["sak-deltakere"]).content.decode()

    for name in ("Jonas Berge", "Amina Yusuf", "Kari Nordlie", "Tom Nordlie"):
        assert name in page
    assert "Ser ingenting før alle med foreldreansvar har samtykket." in page
    assert page.count("Ser ikke saken") == 1
    give_consent(verden, verden.kari, verden.tom)
    assert "Ser ikke saken" not in jonas.get(urls["sak-deltakere"]).content.decode()


def test_a_colleague_is_in_at_once(jonas, verden, urls, eier):
    response = invite(jonas, urls["deltaker-new"], verden, verden.lise, verden.skole)

    assert response.url == urls["sak-deltakere"]
    with acting_as(verden.lise.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
    with eier():
        assert Utboks.objects.get().mottaker == verden.lise
        assert Hendelse.objects.filter(handling="fagperson.invitert", sak_id=verden.nora_sak.pk).exists()


def test_an_adviser_of_another_service_waits_for_consent(jonas, verden, urls):
    ny = f.BrukerFactory(navn="Nils Ny")
    f.AnsettelseFactory(bruker=ny, tjeneste=verden.ppt)

    page = jonas.get(urls["deltaker-new"], {"tjeneste": str(verden.ppt.pk)}).content.decode()
    assert "ser ingenting før alle med foreldreansvar har samtykket" in page
    assert "Amina Yusuf" not in page  # is in the case already
    invite(jonas, urls["deltaker-new"], verden, ny, verden.ppt)

    with acting_as(ny.pk):
        assert not Sak.objects.exists()


def test_a_double_click_invites_once(jonas, verden, urls, eier):
    with eier():
        ansettelse = Ansettelse.objects.get(bruker=verden.lise)
    url = f"{urls['deltaker-new']}?tjeneste={verden.skole.pk}"
    data = {"ansettelse": str(ansettelse.pk), "skjema_token": token_in(jonas.get(url))}

    assert jonas.post(url, data).url == jonas.post(url, data).url == urls["sak-deltakere"]
    with eier():
        assert Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.lise).count() == 1
        assert Hendelse.objects.filter(handling="fagperson.invitert").count() == 1


def test_namesakes_are_told_apart(jonas, verden, urls):
    for fra in (-100, -2000):
        bruker = f.BrukerFactory(navn="Anne Hansen")
        f.AnsettelseFactory(
            bruker=bruker, tjeneste=verden.nav, tittel="veileder", gyldig_fra=f.hus.i_dag(fra)
        )

    page = jonas.get(
        urls["deltaker-new"], {"tjeneste": str(verden.nav.pk), "navn": "hansen"}
    ).content.decode()

    assert page.count("Anne Hansen") == 2
    assert page.count("har arbeidet her siden") == 2
    assert f.hus.i_dag(-2000).strftime("%d.%m.%Y") in page


@pytest.mark.parametrize("who", ["other municipality", "has left", "not employed there", "empty"])
def test_who_cannot_be_invited_is_refused(jonas, verden, urls, eier, who):
    with eier():
        if who == "has left":
            verden.lise.ansettelser.update(gyldig_til=f.hus.i_dag(-1))
        target = {
            "other municipality": verden.erik.ansettelser.get().pk,
            "has left": verden.lise.ansettelser.get().pk,
            "not employed there": verden.amina.ansettelser.get().pk,
            "empty": "",
        }[who]
    url = f"{urls['deltaker-new']}?tjeneste={verden.skole.pk}"

    response = jonas.post(url, {"ansettelse": str(target), "skjema_token": token_in(jonas.get(url))})

    assert response.status_code == 422
    with eier():
        assert not Utboks.objects.exists()


def test_a_service_of_another_municipality_is_not_in_the_list(jonas, verden, urls):
    page = jonas.get(urls["deltaker-new"]).content.decode()
    assert "Fjellvik skole" not in page
    assert "NAV Solvik" not in page  # nobody works there yet

    assert (
        "Velg en tjeneste i listen."
        in jonas.get(urls["deltaker-new"], {"tjeneste": str(verden.fjellvik_skole.pk)}).content.decode()
    )


def test_a_closed_case_takes_nobody_in(jonas, verden, urls, eier):
    with eier():
        verden.nora_sak.status = "lukket"
        verden.nora_sak.save(update_fields=["status"])

    response = invite(jonas, urls["deltaker-new"], verden, verden.lise, verden.skole)

    assert "Saken er avsluttet." in jonas.get(response.url).content.decode()
    with eier():
        assert not Deltaker.objects.filter(bruker=verden.lise).exists()


def foresatt_data(**other):
    return {
        "navn": "Mona Ny",
        "relasjon": "verge",
        "foedselsnummer": "11829030189",
        "epost": "",
        "mobil": "99 99 99 99",
        "har_foreldreansvar": "on",
    } | other


def test_a_parent_added_by_hand_waits_for_the_second_person(client, jonas, verden, urls, post_form, eier):
    assert post_form(urls["foresatt-new"], **foresatt_data()).url == urls["sak-deltakere"]

    assert "Venter på at en leder bekrefter" in jonas.get(urls["sak-deltakere"]).content.decode()
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


def test_a_known_number_does_not_tell_whose_it_is(client, jonas, verden, urls, post_form, eier):
    """Tone stands in another case: her number, typed with a made-up name, must not give her name away."""
    with eier():
        tone = f.BrukerFactory(navn="Tone Fremmed")
        f.KontaktopplysningFactory(bruker=tone, foedselsnummer_oppslag=oppslag_of("11829030189"))
    post_form(urls["foresatt-new"], **foresatt_data())

    sider = [urls["sak-deltakere"], *(reverse(f"{name}", args=[verden.nora_sak.pk])
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
    assert "Tone Fremmed" in jonas.get(urls["sak-deltakere"]).content.decode()


def test_confirming_twice_is_once(client, jonas, verden, urls, post_form, eier):
    post_form(urls["foresatt-new"], **foresatt_data())
    with eier():
        relasjon = Familierelasjon.objects.get(bruker__navn="Mona Ny")
    client.force_login(verden.siri)
    url = reverse("bti:relasjon-confirm", args=[relasjon.pk])

    client.post(url)
    assert client.post(url, follow=True).status_code == 200

    with eier():
        assert Hendelse.objects.filter(handling="relasjon.bekreftet").count() == 1


@pytest.mark.parametrize("hvem", ["jonas", "lise", "amina", "erik"])
def test_nobody_else_confirms(client, jonas, verden, urls, post_form, eier, hvem):
    post_form(urls["foresatt-new"], **foresatt_data())
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


def test_nobody_adds_themselves(jonas, verden, urls, post_form, eier):
    with eier():
        Kontaktopplysning.objects.filter(bruker=verden.jonas).update(foedselsnummer_oppslag=oppslag_of(TOM))

    response = post_form(urls["foresatt-new"], **foresatt_data(foedselsnummer=TOM))

    assert response.status_code == 422
    assert "Du kan ikke legge til deg selv." in response.content.decode()


def test_a_parent_who_was_not_invited_is_invited_later(jonas, verden, urls, eier):
    relasjon = f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.pia, relasjon="verge"
    )
    assert "Er ikke invitert." in jonas.get(urls["sak-deltakere"]).content.decode()

    for _ in range(2):
        jonas.post(urls["foresatt-invite"], {"relasjon": str(relasjon.pk)})

    with acting_as(verden.pia.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
    with eier():
        assert Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.pia).count() == 1
        assert Utboks.objects.filter(mottaker=verden.pia).count() == 1


@pytest.mark.parametrize("relasjon", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_relation_invites_nobody(jonas, verden, urls, eier, relasjon):
    with eier():
        before = Deltaker.objects.count()

    assert jonas.post(urls["foresatt-invite"], {"relasjon": relasjon}).status_code in {302, 404}

    with eier():
        assert Deltaker.objects.count() == before


def test_a_relation_of_another_case_is_unknown(jonas, verden, urls, eier):
    with eier():
        pias = Familierelasjon.objects.get(bruker=verden.pia)

    assert jonas.post(urls["foresatt-invite"], {"relasjon": str(pias.pk)}).status_code == 404


def test_a_strictly_protected_address_lets_nobody_in(jonas, verden, urls, eier):
    relasjon = f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson, bruker=verden.pia, relasjon="verge"
    )
    with eier():
        verden.nora_sak.hovedperson.adressesperre = "strengt_fortrolig"
        verden.nora_sak.hovedperson.save(update_fields=["adressesperre"])

    response = jonas.post(urls["foresatt-invite"], {"relasjon": str(relasjon.pk)}, follow=True)

    assert "Ingen slippes inn digitalt." in response.content.decode()
    with eier():
        assert not Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.pia).exists()


def test_the_list_of_participants_costs_the_same_for_many_as_for_few(
    jonas, verden, urls, django_assert_max_num_queries
):
    for _ in range(10):
        f.DeltakerFactory(sak=verden.nora_sak, rolle="fagperson")
    jonas.get(urls["sak-deltakere"])

    with django_assert_max_num_queries(11):
        jonas.get(urls["sak-deltakere"])


class TestSentAgainWithSomebodyElse:
    """Back, another person chosen, «Inviter» again: the form has made its participant already."""

    def again(self, jonas, verden, urls, eier):
        with eier():
            lise = Ansettelse.objects.get(bruker=verden.lise)
            siri = Ansettelse.objects.get(bruker=verden.siri)
        url = f"{urls['deltaker-new']}?tjeneste={verden.skole.pk}"
        token = token_in(jonas.get(url))
        jonas.post(url, {"ansettelse": str(lise.pk), "skjema_token": token})
        return url, siri, jonas.post(url, {"ansettelse": str(siri.pk), "skjema_token": token})

    def test_it_is_told_and_nobody_is_invited_unseen(self, jonas, verden, urls, eier):
        _, siri, response = self.again(jonas, verden, urls, eier)

        assert response.status_code == 422
        page = response.content.decode()
        assert "Dette skjemaet er alt sendt" in page
        assert re.search(rf'value="{siri.pk}"[^>]*checked', page)  # the choice stands
        with eier():
            assert not Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.siri).exists()

    def test_saving_once_more_invites(self, jonas, verden, urls, eier):
        url, siri, response = self.again(jonas, verden, urls, eier)

        answer = jonas.post(url, {"ansettelse": str(siri.pk), "skjema_token": token_in(response)})
        assert answer.url == urls["sak-deltakere"]
        with eier():
            assert Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.siri).exists()

    def test_two_at_once_under_one_key_invite_one(self, verden, eier):
        """The second waited at the case's row, past the page's own question."""
        noekkel = uuid4()
        with acting_as(verden.jonas.pk):
            invite_fagperson(
                verden.nora_sak, noekkel=noekkel, bruker_id=verden.lise.pk, tjeneste_id=verden.skole.pk
            )
            invite_fagperson(
                verden.nora_sak, noekkel=noekkel, bruker_id=verden.lise.pk, tjeneste_id=verden.skole.pk
            )
            with pytest.raises(AltSendt):
                invite_fagperson(
                    verden.nora_sak, noekkel=noekkel, bruker_id=verden.siri.pk, tjeneste_id=verden.skole.pk
                )
        with eier():
            assert Hendelse.objects.filter(handling="fagperson.invitert").count() == 1
