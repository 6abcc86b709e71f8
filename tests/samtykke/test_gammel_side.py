"""A page that is older than what has happened since: it gives nothing back, and says so."""

from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from samtykke.feil import SpoersmaaletGjelderIkke
from samtykke.models import Samtykke, Samtykkekrav, SvarPaaVegne
from samtykke.services import request_samtykke, withdraw_samtykke
from samtykke.services.paa_vegne import register_svar
from tests import factories as f
from tests.eier import as_owner
from tests.samtykke.hjelp import answer_fields, ask, both_say_yes, say_yes, sees_case, svar_url
from tests.samtykke.test_paa_vegne import confirm, write

pytestmark = pytest.mark.django_db
TRUKKET = "Du har alt trukket samtykket, endret det eller sagt nei."


def withdraw(verden, hvem):
    with acting_as(hvem.pk):
        lever = Samtykke.objects.select_related("sak", "tjeneste").get(giver=hvem, withdrawn_at=None)
        withdraw_samtykke(lever, by=hvem.pk)


def test_a_yes_that_is_sent_again_undoes_no_withdrawal(client, verden):
    """The answer to the first was lost on its way; meanwhile Kari has taken it back on another phone."""
    krav = ask(verden)
    say_yes(verden, verden.tom, krav[verden.tom])
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav[verden.kari])))
    assert client.post(svar_url(krav[verden.kari]), data).status_code == 302
    assert sees_case(verden.amina, verden.nora_sak)
    withdraw(verden, verden.kari)
    again = client.post(svar_url(krav[verden.kari]), data)
    assert again.status_code == 422
    assert TRUKKET in again.content.decode()
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_yes_from_an_old_tab_undoes_no_no(client, verden):
    krav = ask(verden)
    say_yes(verden, verden.tom, krav[verden.tom])
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav[verden.kari])))
    assert client.post(svar_url(krav[verden.kari]), {**data, "svar": "nei"}).status_code == 302
    assert client.post(svar_url(krav[verden.kari]), data).status_code == 422
    assert not sees_case(verden.amina, verden.nora_sak)
    fresh = answer_fields(client.get(svar_url(krav[verden.kari])))
    assert client.post(svar_url(krav[verden.kari]), fresh).status_code == 302


def test_a_paper_about_other_words_is_not_written_in(client, verden):
    """The stafettholder had the question before it was put in other words."""
    krav = ask(verden)[verden.tom]
    with acting_as(verden.jonas.pk):
        read = Samtykkekrav.objects.select_related("sak").get(pk=krav.pk)
        request_samtykke(
            verden.nora_sak, tjeneste=verden.ppt, hvorfor="Noe helt annet.", temaer=["skole"],
            til=krav.foreslaatt_til, erstatt=True, by=verden.jonas.pk,
        )  # fmt: skip
        with pytest.raises(SpoersmaaletGjelderIkke):
            register_svar(
                read, noekkel=uuid4(), svar="nei", maate="muntlig", svart_dato=timezone.localdate(), temaer=[],
                gyldig_til=None, tekst_id=None, kode="", hoert_av="Jonas Berge", lest_opp=True, tolk="",
            )  # fmt: skip


def test_the_page_that_says_so_is_a_page_of_now(client, verden):
    """What is sent from the page that refused counts: it was read after the withdrawal."""
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    client.post(svar_url(krav), data)
    withdraw(verden, verden.kari)
    refused = client.post(svar_url(krav), data).content.decode()
    assert '<input type="hidden" name="avsluttet" value="1"' in refused
    assert client.post(svar_url(krav), {**data, "avsluttet": "1"}).status_code == 302


def test_a_renewal_that_is_sent_again_undoes_no_withdrawal(client, verden):
    both_say_yes(verden)
    krav = ask(verden, fornye=True)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    assert client.post(svar_url(krav), data).status_code == 302
    withdraw(verden, verden.kari)
    assert client.post(svar_url(krav), data).status_code == 422
    assert not sees_case(verden.amina, verden.nora_sak)


def test_a_page_without_the_mark_is_as_old_as_can_be(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)))
    client.post(svar_url(krav), data)
    withdraw(verden, verden.kari)
    del data["avsluttet"]
    assert client.post(svar_url(krav), data).status_code == 422


def test_one_who_is_blocked_confirms_nothing(client, verden):
    krav = ask(verden)
    say_yes(verden, verden.kari, krav[verden.kari])
    write(client, verden, krav[verden.tom])
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.siri, blocked_by=verden.jonas)
    confirm(client, verden)
    assert not sees_case(verden.amina, verden.nora_sak)


def test_no_code_is_a_wrong_code(client, verden):
    """Called past the page, as the app could."""
    krav = ask(verden)
    write(client, verden, krav[verden.tom])
    with as_owner():
        svar = SvarPaaVegne.objects.get()
    with acting_as(verden.siri.pk), connection.cursor() as cursor:
        cursor.execute("SELECT samtykke_bekreft_paa_vegne(%s, NULL)", [svar.pk])
        assert cursor.fetchone() == ("feil_kode",)
    assert "Koden er ikke den" in confirm(client, verden, kode="AB\0CD")


def test_a_renewal_on_paper(client, verden):
    both_say_yes(verden)
    krav = ask(verden, fornye=True)[verden.tom]
    assert write(client, verden, krav).status_code == 302
    confirm(client, verden)
    with as_owner():
        sluttet = list(
            Samtykke.objects.filter(giver=verden.tom).order_by("granted_at").values_list("slutt", flat=True)
        )
    assert sluttet == ["erstattet", ""]
    assert sees_case(verden.amina, verden.nora_sak)


@pytest.mark.parametrize(
    ("felt", "verdi"),
    [
        ("omraader", ["logg", "opplaering", "helse"]),
        ("slag", "ansvar"),
        ("kan_skrive", False),
        ("temaer", ["skole"]),
        ("hvorfor", "Noe helt annet."),
    ],
)
def test_a_yes_counts_for_the_question_that_was_read(client, verden, eier, felt, verdi):
    """The question is another one since: nothing is kept, and what was filled in stands."""
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    data = answer_fields(client.get(svar_url(krav)), temaer=["skole"])
    with eier():
        Samtykkekrav.objects.filter(pk=krav.pk).update(**{felt: verdi})
    page = client.post(svar_url(krav), data)
    assert page.status_code == 422
    assert "Spørsmålet er endret mens du leste." in page.content.decode()
    if felt != "slag":  # taking over has no themes to choose among
        assert page.context["form"]["temaer"].value() == ["skole"]
    with acting_as(verden.kari.pk):
        assert not Samtykke.objects.exists()
    fresh = answer_fields(client.get(svar_url(krav)))
    assert client.post(svar_url(krav), fresh).status_code == 302
