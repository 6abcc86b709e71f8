"""Blocks: who sets and lifts them, that they bite at once everywhere, and closing one's own way in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from bti.models import Deltaker, Rolle, Sperring
from bti.revisjon.models import Hendelse
from bti.tilgang import sperring
from bti.tilgang.aktoer import acting_as
from bti.varsling import jobb
from bti.varsling.models import Varsel
from samtykke.models import Samtykke
from tests import factories as f
from tests.bti.conftest import token_in
from tests.bti.noedhjelp import make_ansatt
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner

pytestmark = pytest.mark.django_db


def liste(verden) -> str:
    return reverse("bti:sperring-list", args=[verden.nora_sak.pk])


def block(client, verden, bruker, *, av=None, grunn="familien", navn=""):
    """Choose the person, read what it means, say why and press."""
    client.force_login(av or verden.jonas)
    url = reverse("bti:sperring-new", args=[verden.nora_sak.pk])
    chosen = {"hvem": str(bruker.pk), "navn": navn}
    page = client.post(url, chosen)
    if page.status_code != 200:
        return page
    return client.post(url, chosen | {"grunn": grunn, "skjema_token": token_in(page)})


@pytest.fixture
def amina_inne(verden):
    give_consent(verden, verden.kari, verden.tom)
    return verden.amina


def test_who_is_blocked_sees_nothing_from_the_next_click(client, verden, amina_inne):
    client.force_login(amina_inne)
    assert client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 200

    assert block(client, verden, amina_inne).status_code == 302

    client.force_login(amina_inne)
    for name in ("stafettlogg:sak", "samtykke:list", "bti:sak-deltakere", "bti:hvem-har-sett"):
        assert client.get(reverse(name, args=[verden.nora_sak.pk])).status_code == 404
    assert "Nora" not in client.get(reverse("bti:sak-list")).content.decode()
    client.force_login(verden.jonas)
    html = client.get(liste(verden)).content.decode()
    assert "Amina Yusuf" in html
    assert "Sperret av Jonas Berge" in html


def test_a_page_that_was_used_before_blocks_the_next_one_too(client, verden, amina_inne):
    """Back, somebody else, send: the key of the form has made a row already, and the second block is not lost."""
    client.force_login(verden.jonas)
    url = reverse("bti:sperring-new", args=[verden.nora_sak.pk])
    token = token_in(client.post(url, {"hvem": str(amina_inne.pk)}))
    for bruker in (amina_inne, verden.tom, verden.tom):
        sent = client.post(url, {"hvem": str(bruker.pk), "grunn": "familien", "skjema_token": token})
        assert sent.status_code == 302

    with as_owner():
        assert set(Sperring.objects.values_list("bruker_id", flat=True)) == {amina_inne.pk, verden.tom.pk}
        assert Sperring.objects.count() == 2


def test_a_block_without_a_reason_is_answered_in_words(client, verden, amina_inne):
    client.force_login(verden.jonas)
    url = reverse("bti:sperring-new", args=[verden.nora_sak.pk])
    chosen = {"hvem": str(amina_inne.pk), "navn": ""}
    page = client.post(url, chosen)
    assert "Vil du sperre Amina Yusuf fra saken om Nora?" in page.content.decode()

    answer = client.post(url, chosen | {"skjema_token": token_in(page)})

    assert answer.status_code == 422
    assert answer.content.decode().count('id="feilsammendrag"') == 1
    with as_owner():
        assert not Sperring.objects.exists()


def test_the_page_of_participants_leads_there(client, verden):
    client.force_login(verden.jonas)
    html = client.get(reverse("bti:sak-deltakere", args=[verden.nora_sak.pk])).content.decode()
    assert f'href="{liste(verden)}"' in html


def test_an_employee_outside_the_case_is_found_by_name_and_blocked(client, verden):
    nina = make_ansatt(verden)
    client.force_login(verden.jonas)
    page = client.post(liste(verden), {"navn": "nina"}).content.decode()
    assert "Nina Nav" in page
    assert "Erik Moen" not in client.post(liste(verden), {"navn": "erik"}).content.decode()

    assert block(client, verden, nina, navn="Nina Nav", grunn="inhabil").status_code == 302

    assert (
        "Nina Nav"
        not in client.post(liste(verden), {"navn": "nina"})
        .content.decode()
        .partition("En ansatt som ikke")[2]
    )
    with as_owner():
        assert Sperring.objects.get(lifted_at=None).grunn == "inhabil"
    client.force_login(verden.jonas)
    invite = reverse("bti:deltaker-new", args=[verden.nora_sak.pk])
    assert client.get(invite, {"tjeneste": str(verden.nav.pk)}).status_code == 200


def test_the_one_who_holds_the_baton_is_not_blocked(client, verden):
    client.force_login(verden.jonas)
    html = client.get(liste(verden)).content.decode()
    assert "Jonas Berge</strong>" not in html.partition("De som er med")[2]

    with acting_as(verden.siri.pk), pytest.raises(PermissionDenied, match="pinnen"):
        sperring.block(
            noekkel=verden.skole.pk, sak_id=verden.nora_sak.pk, bruker_id=verden.jonas.pk, grunn="fare"
        )


@pytest.mark.parametrize("navn", ["amina", "kari", "lise", "erik", "berit"])
def test_nobody_else_blocks(verden, amina_inne, navn):
    with acting_as(getattr(verden, navn).pk), pytest.raises(PermissionDenied):
        sperring.block(
            noekkel=verden.skole.pk, sak_id=verden.nora_sak.pk, bruker_id=verden.tom.pk, grunn="fare"
        )


def lift(client, bruker, rad):
    client.force_login(bruker)
    return client.post(reverse("bti:sperring-opphev", args=[rad.pk]))


def test_only_the_head_lifts(client, verden, amina_inne):
    block(client, verden, amina_inne)
    with as_owner():
        rad = Sperring.objects.get()
    for navn in ("jonas", "lise", "amina", "kari"):
        assert lift(client, getattr(verden, navn), rad).status_code in (302, 403)
    with as_owner():
        assert Sperring.objects.get().lifted_at is None
    client.force_login(verden.siri)
    html = client.get(reverse("bti:sperringer")).content.decode()
    assert "Sperret fra saken om Nora Nordlie" in html
    assert (
        "Vil du oppheve sperringen av Amina Yusuf?"
        in client.get(reverse("bti:sperring-opphev", args=[rad.pk])).content.decode()
    )

    assert lift(client, verden.siri, rad).status_code == 302

    client.force_login(amina_inne)
    assert client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 200


def test_a_head_does_not_lift_their_own(client, verden):
    rad = f.SperringFactory(sak=verden.nora_sak, bruker=verden.siri)

    assert lift(client, verden.siri, rad).status_code == 302

    with as_owner():
        assert Sperring.objects.get().lifted_at is None


def test_the_record_names_the_block_for_the_case(client, verden, amina_inne):
    block(client, verden, amina_inne)

    with as_owner():
        assert Hendelse.objects.filter(sak_id=verden.nora_sak.pk, handling="sperring.satt").count() == 1


# Closing one's own way in


def close(client, verden, bruker):
    client.force_login(bruker)
    url = reverse("familie:steng-tilgang", args=[verden.nora_sak.pk])
    html = client.get(url).content.decode()
    assert "Det du har sagt ja til, gjelder fortsatt." in html
    return client.post(url, follow=True).content.decode()


def test_closing_bites_at_once_and_the_consents_stand(client, verden, amina_inne):
    html = close(client, verden, verden.kari)

    assert "Tilgangen din er stengt nå." in html
    assert "Nora" not in html
    for name in ("familie:sak", "familie:hvem-har-sett", "familie:samtykke", "familie:steng-tilgang"):
        assert client.get(reverse(name, args=[verden.nora_sak.pk])).status_code == 404
    with as_owner():
        assert Samtykke.objects.filter(giver=verden.kari, withdrawn_at=None).exists()
    client.force_login(amina_inne)
    assert client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).status_code == 200
    client.force_login(verden.tom)
    assert client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).status_code == 200


def test_the_holder_is_told_in_a_neutral_sentence_and_opens_again(client, verden):
    close(client, verden, verden.kari)
    jobb.empty_utboks()
    client.force_login(verden.jonas)
    assert (
        "Noen i familien til Nora har stengt tilgangen sin."
        in client.get(reverse("varsling:list")).content.decode()
    )
    html = client.get(liste(verden)).content.decode()
    assert "Har stengt tilgangen sin selv" in html
    assert "Snakk med personen før du åpner." in html

    client.post(reverse("bti:tilgang-aapne", args=[verden.nora_sak.pk]), {"hvem": str(verden.kari.pk)})

    client.force_login(verden.kari)
    assert client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).status_code == 200
    jobb.empty_utboks()
    with as_owner():
        told = Varsel.objects.filter(slag__in=["tilgang_stengt", "tilgang_aapnet"])
        assert set(told.values_list("mottaker__navn", "slag")) == {
            ("Jonas Berge", "tilgang_stengt"), ("Kari Nordlie", "tilgang_aapnet"),
        }  # fmt: skip


def test_the_other_parent_is_not_told_and_reads_nothing_of_it(client, verden):
    close(client, verden, verden.kari)
    client.force_login(verden.jonas)
    client.post(reverse("bti:tilgang-aapne", args=[verden.nora_sak.pk]), {"hvem": str(verden.kari.pk)})
    client.force_login(verden.tom)

    html = client.get(reverse("familie:hvem-har-sett", args=[verden.nora_sak.pk])).content.decode()

    assert "stengt</li>" not in html
    assert "åpnet en tilgang" not in html
    with acting_as(verden.tom.pk):
        assert not Hendelse.objects.filter(handling__startswith="tilgang.").exists()


def test_the_other_parents_pages_go_on_as_before(client, verden):
    """That a name is gone from who takes part would tell it too. Staff are shown who does not read what they write."""
    pages = [
        reverse(name, args=[verden.nora_sak.pk])
        for name in ("familie:sak", "familie:samtykke", "familie:melding-new", "familie:steng-tilgang")
    ]

    def names() -> list[int]:
        client.force_login(verden.tom)
        return [client.get(url).content.decode().count(verden.kari.navn) for url in pages]

    before = names()
    assert before[0]
    close(client, verden, verden.kari)

    assert names() == before
    with acting_as(verden.tom.pk):
        assert not Sperring.objects.exists()
    with acting_as(verden.jonas.pk):
        assert Sperring.objects.count() == 1


def test_opening_again_is_for_what_its_owner_has_closed(client, verden):
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.tom)
    client.force_login(verden.jonas)

    client.post(reverse("bti:tilgang-aapne", args=[verden.nora_sak.pk]), {"hvem": str(verden.tom.pk)})

    with as_owner():
        assert Sperring.objects.get().lifted_at is None
    with acting_as(verden.jonas.pk), pytest.raises(PermissionDenied):
        sperring.reopen(verden.nora_sak.pk, verden.tom.pk)


def test_a_young_person_closes_too(client, verden):
    with as_owner():
        type(verden.nora_sak.hovedperson).objects.filter(pk=verden.nora_sak.hovedperson_id).update(
            bruker=verden.fremmed, foedselsdato="2009-01-01"
        )
    f.DeltakerFactory(sak=verden.nora_sak, bruker=verden.fremmed, rolle=Rolle.UNGDOM)
    grant_from_roles()

    assert "Tilgangen din er stengt nå." in close(client, verden, verden.fremmed)

    with as_owner():
        assert Deltaker.objects.filter(bruker=verden.fremmed).exists()
    assert client.get(reverse("familie:sak", args=[verden.nora_sak.pk])).status_code == 404


# What the page of participants says of them


def participants(client, bruker, verden) -> str:
    client.force_login(bruker)
    return client.get(reverse("bti:sak-deltakere", args=[verden.nora_sak.pk])).content.decode()


def test_who_has_closed_is_not_to_be_invited(client, verden):
    close(client, verden, verden.kari)

    html = participants(client, verden.jonas, verden)

    assert "Har stengt tilgangen sin selv." in html
    assert "Er ikke invitert." not in html
    assert reverse("bti:foresatt-invite", args=[verden.nora_sak.pk]) not in html


def test_who_is_blocked_is_not_to_be_invited(client, verden):
    f.SperringFactory(sak=verden.nora_sak, bruker=verden.tom)

    html = participants(client, verden.jonas, verden)

    assert "Er sperret fra saken." in html
    assert reverse("bti:foresatt-invite", args=[verden.nora_sak.pk]) not in html


def test_a_young_person_who_has_closed_is_in_the_list(client, verden):
    test_a_young_person_closes_too(client, verden)

    html = participants(client, verden.jonas, verden)

    assert "Har stengt tilgangen sin selv." in html
    assert reverse("bti:ungdom-invite", args=[verden.nora_sak.pk]) not in html


def test_why_somebody_is_out_is_for_the_holder_alone(client, verden, amina_inne):
    close(client, verden, verden.kari)
    assert "stengt tilgangen" not in participants(client, amina_inne, verden)
