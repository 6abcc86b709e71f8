"""Who takes part, and which employees are asked in."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from bti.models import Ansettelse, Deltaker, Sak
from bti.revisjon.models import Hendelse
from bti.services import invite_fagperson
from bti.skjema import AltSendt
from bti.tilgang import deltakelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Utboks
from tests import factories as f
from tests.bti.conftest import token_in
from tests.cast import give_consent

pytestmark = pytest.mark.django_db


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
def test_who_may_see_who_takes_part(client, verden, deltakersider, hvem, status):
    client.force_login(getattr(verden, hvem))

    assert client.get(deltakersider["sak-deltakere"]).status_code == status


@pytest.mark.parametrize("side", ["deltaker-new", "foresatt-new"])
def test_only_the_stafettholder_invites(client, verden, deltakersider, side):
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
        assert client.get(deltakersider[side]).status_code == status, hvem
    client.force_login(verden.lise)
    assert "Inviter en ansatt" not in client.get(deltakersider["sak-deltakere"]).content.decode()


def test_the_page_says_who_sees_the_case(jonas, verden, deltakersider):
    page = jonas.get(deltakersider["sak-deltakere"]).content.decode()

    for name in ("Jonas Berge", "Amina Yusuf", "Kari Nordlie", "Tom Nordlie"):
        assert name in page
    assert "Ser ingenting før alle med foreldreansvar har samtykket." in page
    assert page.count("Ser ikke saken") == 1
    give_consent(verden, verden.kari, verden.tom)
    assert "Ser ikke saken" not in jonas.get(deltakersider["sak-deltakere"]).content.decode()


def test_a_colleague_is_in_at_once(jonas, verden, deltakersider, eier):
    response = invite(jonas, deltakersider["deltaker-new"], verden, verden.lise, verden.skole)

    assert response.url == deltakersider["sak-deltakere"]
    with acting_as(verden.lise.pk):
        assert Sak.objects.filter(pk=verden.nora_sak.pk).exists()
    with eier():
        assert Utboks.objects.get().mottaker == verden.lise
        assert Hendelse.objects.filter(handling="fagperson.invitert", sak_id=verden.nora_sak.pk).exists()


def test_an_adviser_of_another_service_waits_for_consent(jonas, verden, deltakersider):
    ny = f.BrukerFactory(navn="Nils Ny")
    f.AnsettelseFactory(bruker=ny, tjeneste=verden.ppt)

    page = jonas.get(deltakersider["deltaker-new"], {"tjeneste": str(verden.ppt.pk)}).content.decode()
    assert "ser ingenting før alle med foreldreansvar har samtykket" in page
    assert "Amina Yusuf" not in page  # is in the case already
    invite(jonas, deltakersider["deltaker-new"], verden, ny, verden.ppt)

    with acting_as(ny.pk):
        assert not Sak.objects.exists()


def test_a_double_click_invites_once(jonas, verden, deltakersider, eier):
    with eier():
        ansettelse = Ansettelse.objects.get(bruker=verden.lise)
    url = f"{deltakersider['deltaker-new']}?tjeneste={verden.skole.pk}"
    data = {"ansettelse": str(ansettelse.pk), "skjema_token": token_in(jonas.get(url))}

    assert jonas.post(url, data).url == jonas.post(url, data).url == deltakersider["sak-deltakere"]
    with eier():
        assert Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.lise).count() == 1
        assert Hendelse.objects.filter(handling="fagperson.invitert").count() == 1


def test_namesakes_are_told_apart(jonas, verden, deltakersider):
    for fra in (-100, -2000):
        bruker = f.BrukerFactory(navn="Anne Hansen")
        f.AnsettelseFactory(
            bruker=bruker, tjeneste=verden.nav, tittel="veileder", gyldig_fra=f.hus.i_dag(fra)
        )

    page = jonas.get(
        deltakersider["deltaker-new"], {"tjeneste": str(verden.nav.pk), "navn": "hansen"}
    ).content.decode()

    assert page.count("Anne Hansen") == 2
    assert page.count("har arbeidet her siden") == 2
    assert f.hus.i_dag(-2000).strftime("%d.%m.%Y") in page


@pytest.mark.parametrize("who", ["other municipality", "has left", "not employed there", "empty"])
def test_who_cannot_be_invited_is_refused(jonas, verden, deltakersider, eier, who):
    with eier():
        if who == "has left":
            verden.lise.ansettelser.update(gyldig_til=f.hus.i_dag(-1))
        target = {
            "other municipality": verden.erik.ansettelser.get().pk,
            "has left": verden.lise.ansettelser.get().pk,
            "not employed there": verden.amina.ansettelser.get().pk,
            "empty": "",
        }[who]
    url = f"{deltakersider['deltaker-new']}?tjeneste={verden.skole.pk}"

    response = jonas.post(url, {"ansettelse": str(target), "skjema_token": token_in(jonas.get(url))})

    assert response.status_code == 422
    with eier():
        assert not Utboks.objects.exists()


def test_a_service_of_another_municipality_is_not_in_the_list(jonas, verden, deltakersider):
    page = jonas.get(deltakersider["deltaker-new"]).content.decode()
    assert "Fjellvik skole" not in page
    assert "NAV Solvik" not in page  # nobody works there yet

    empty = jonas.get(deltakersider["deltaker-new"], {"tjeneste": str(verden.nav.pk)}).content.decode()
    assert "Ingen fra NAV Solvik er i Stafett ennå." in empty
    assert (
        "Velg en tjeneste i listen."
        in jonas.get(
            deltakersider["deltaker-new"], {"tjeneste": str(verden.fjellvik_skole.pk)}
        ).content.decode()
    )


def test_a_closed_case_takes_nobody_in(jonas, verden, deltakersider, eier):
    with eier():
        verden.nora_sak.status = "lukket"
        verden.nora_sak.save(update_fields=["status"])

    response = invite(jonas, deltakersider["deltaker-new"], verden, verden.lise, verden.skole)

    assert "Saken er avsluttet." in jonas.get(response.url).content.decode()
    with eier():
        assert not Deltaker.objects.filter(bruker=verden.lise).exists()


def test_the_list_of_participants_costs_the_same_for_many_as_for_few(
    jonas, verden, deltakersider, django_assert_max_num_queries
):
    for _ in range(10):
        f.DeltakerFactory(sak=verden.nora_sak, rolle="fagperson")
    jonas.get(deltakersider["sak-deltakere"])

    # The twelfth asks for the living blocks, all of them at once; the thirteenth says to the holder who of the
    # family is kept out; the fourteenth, whom the whole family has agreed to have with them.
    with django_assert_max_num_queries(14):
        jonas.get(deltakersider["sak-deltakere"])


class TestSentAgainWithSomebodyElse:
    """Back, another person chosen, «Inviter» again: the form has made its participant already."""

    def again(self, jonas, verden, deltakersider, eier):
        with eier():
            lise = Ansettelse.objects.get(bruker=verden.lise)
            siri = Ansettelse.objects.get(bruker=verden.siri)
        url = f"{deltakersider['deltaker-new']}?tjeneste={verden.skole.pk}"
        token = token_in(jonas.get(url))
        jonas.post(url, {"ansettelse": str(lise.pk), "skjema_token": token})
        return url, siri, jonas.post(url, {"ansettelse": str(siri.pk), "skjema_token": token})

    def test_it_is_told_and_nobody_is_invited_unseen(self, jonas, verden, deltakersider, eier):
        _, siri, response = self.again(jonas, verden, deltakersider, eier)

        assert response.status_code == 422
        page = response.content.decode()
        assert "Dette skjemaet er alt sendt" in page
        assert re.search(rf'value="{siri.pk}"[^>]*checked', page)  # the choice stands
        with eier():
            assert not Deltaker.objects.filter(sak=verden.nora_sak, bruker=verden.siri).exists()

    def test_saving_once_more_invites(self, jonas, verden, deltakersider, eier):
        url, siri, response = self.again(jonas, verden, deltakersider, eier)

        answer = jonas.post(url, {"ansettelse": str(siri.pk), "skjema_token": token_in(response)})
        assert answer.url == deltakersider["sak-deltakere"]
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


def test_a_parent_who_is_registered_and_not_let_in_is_no_staff_either(jonas, verden, deltakersider, eier):
    """Lise works at the school and is the child's own: she is not found, and not put in past the page."""
    f.FamilierelasjonFactory(
        hovedperson=verden.nora_sak.hovedperson,
        bruker=verden.lise,
        relasjon="mor",
        registered_by=verden.jonas,
    )
    invite(jonas, deltakersider["deltaker-new"], verden, verden.lise, verden.skole)
    with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
        deltakelse.invite_fagperson(
            deltaker_id=uuid4(),
            sak_id=verden.nora_sak.pk,
            bruker_id=verden.lise.pk,
            tjeneste_id=verden.skole.pk,
        )
    with eier():
        assert not Deltaker.objects.filter(bruker=verden.lise).exists()
