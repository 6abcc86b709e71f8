"""Withdrawal: two taps, at once, told to the stafettholder; the text of whoever was writing is kept."""

import re

import pytest
from django.urls import reverse

from bti.models import Kladd, Saksstatus
from bti.revisjon.models import Hendelse
from bti.skjema.vern import new_noekkel
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Slag
from samtykke.models import Samtykke
from samtykke.queries import services_with_access
from stafettlogg.models import Innlegg
from tests.samtykke.hjelp import ask, both_say_yes, say_yes, sees_case, told
from tests.sidetekst import without_tokens

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def trekk_url(samtykke) -> str:
    return reverse("familie:samtykke-trekk", args=[samtykke.pk])


def withdraw(client, verden, samtykke):
    client.force_login(verden.kari)
    return client.post(trekk_url(samtykke), follow=True)


def test_first_page_says_what_it_means_and_does_nothing(client, verden):
    samtykke = both_say_yes(verden)
    client.force_login(verden.kari)
    html = client.get(trekk_url(samtykke)).content.decode()
    assert "Vil du trekke samtykket til PPT Solvik?" in html
    assert "PPT mister tilgangen med en gang." in html
    assert sees_case(verden.amina, verden.nora_sak)


def test_second_tap_does_it_says_so_and_tells_the_holder(client, verden):
    response = withdraw(client, verden, both_say_yes(verden))
    assert "Du har trukket samtykket. PPT Solvik kan ikke se saken lenger." in response.content.decode()
    assert told(Slag.SAMTYKKE_TRUKKET) == {verden.jonas.pk, verden.tom.pk}
    assert not sees_case(verden.amina, verden.nora_sak)
    with acting_as(verden.jonas.pk):
        assert services_with_access(verden.nora_sak) == set()


def test_double_tap_is_one_withdrawal(client, verden):
    samtykke = both_say_yes(verden)
    assert withdraw(client, verden, samtykke).status_code == 200
    assert withdraw(client, verden, samtykke).status_code == 200
    with acting_as(verden.kari.pk):
        assert Hendelse.objects.filter(handling="samtykke.trukket").count() == 1
        assert Samtykke.objects.get(pk=samtykke.pk).withdrawn_by_id == verden.kari.pk
    assert client.get(trekk_url(samtykke)).status_code == 302


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_next_click_is_404_also_in_an_open_page(client, verden, headers):
    samtykke = both_say_yes(verden)
    pages = [
        reverse("stafettlogg:sak", args=[verden.nora_sak.pk]),
        reverse("samtykke:list", args=[verden.nora_sak.pk]),
        reverse("bti:hvem-har-sett", args=[verden.nora_sak.pk]),
    ]
    client.force_login(verden.amina)
    assert [client.get(page, headers=headers).status_code for page in pages] == [200, 200, 200]
    withdraw(client, verden, samtykke)
    client.force_login(verden.amina)
    assert [client.get(page, headers=headers).status_code for page in pages] == [404, 404, 404]


@pytest.mark.parametrize(
    ("navn", "status"),
    [("kari", 200), ("tom", 403), ("jonas", 403), ("amina", 403), ("siri", 404), ("pia", 404), ("berit", 404),
     ("adm", 404), ("erik", 404), ("fremmed", 404)],
)  # fmt: skip
def test_who_may_withdraw_karis_consent(client, verden, navn, status):
    samtykke = both_say_yes(verden)
    client.force_login(getattr(verden, navn))
    assert client.get(trekk_url(samtykke)).status_code == status
    if navn != "kari":
        assert client.post(trekk_url(samtykke)).status_code == status
        assert sees_case(verden.amina, verden.nora_sak)


def test_can_be_withdrawn_in_a_closed_case_too(client, verden, eier):
    samtykke = both_say_yes(verden)
    with eier():
        type(verden.nora_sak).objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)
    assert "Du har trukket samtykket" in withdraw(client, verden, samtykke).content.decode()
    assert not sees_case(verden.amina, verden.nora_sak)


def test_yes_again_after_withdrawal_opens_again(client, verden):
    samtykke = both_say_yes(verden)
    withdraw(client, verden, samtykke)
    say_yes(verden, verden.kari, samtykke.krav)
    assert sees_case(verden.amina, verden.nora_sak)


def _words(response) -> str:
    """The page without what differs for everybody each time: the form tokens, and the address that was asked for."""
    html = re.sub(r"[A-Za-z0-9]{64}", "TOKEN", response.content.decode())
    return html.replace(response.request["PATH_INFO"], "ADRESSE")


def _open_form(client, verden) -> dict:
    """Amina opens the entry form and writes; what she would post."""
    client.force_login(verden.amina)
    page = client.get(reverse("stafettlogg:innlegg-new", args=[verden.nora_sak.pk]))
    return {"skjema_token": page.context["form"].initial["skjema_token"], "innleggstype": "notat",
            "tekst": "Jeg har prøvd lesing med bilder."}  # fmt: skip


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_text_written_during_the_withdrawal_becomes_ones_own_draft(client, verden, headers):
    samtykke = both_say_yes(verden)
    data = _open_form(client, verden)
    withdraw(client, verden, samtykke)
    client.force_login(verden.amina)
    response = client.post(
        reverse("stafettlogg:innlegg-new", args=[verden.nora_sak.pk]), data, headers=headers
    )
    html = response.content.decode()
    assert response.status_code == 404
    assert "Du har ikke lenger tilgang til denne saken" in html
    assert "Teksten din er lagret som din egen kladd" in html
    assert "Nora" not in without_tokens(html)
    with acting_as(verden.kari.pk):
        assert not Innlegg.objects.filter(created_by=verden.amina).exists()
    drafts = client.get(reverse("bti:kladd-list")).content.decode()
    assert "Jeg har prøvd lesing med bilder." in drafts


def test_without_a_token_of_ones_own_a_hidden_case_is_an_unknown_one(client, verden):
    samtykke = both_say_yes(verden)
    data = _open_form(client, verden)
    withdraw(client, verden, samtykke)
    hidden, unknown = verden.nora_sak.pk, new_noekkel(verden.erik.pk, "x", None).noekkel
    tokens = {
        "ingen": "",
        "tull": "tull",
        "aminas": data["skjema_token"],
        "egen uten sak": new_noekkel(verden.erik.pk, "innlegg", None).sign(),
        "egen om en annen sak": new_noekkel(verden.erik.pk, "innlegg", verden.ola_sak.pk).sign(),
    }
    client.force_login(verden.erik)
    for token in tokens.values():
        answers = [
            client.post(reverse("stafettlogg:innlegg-new", args=[key]), {**data, "skjema_token": token})
            for key in (hidden, unknown)
        ]
        assert [a.status_code for a in answers] == [404, 404]
        assert _words(answers[0]) == _words(answers[1])
        assert "ikke lenger tilgang" not in answers[0].content.decode()
    with acting_as(verden.erik.pk):
        assert not Kladd.objects.exists()


def test_hidden_and_unknown_case_answer_alike_on_every_page(client, verden):
    ask(verden)
    unknown = new_noekkel(verden.erik.pk, "x", None).noekkel
    client.force_login(verden.amina)
    for name in ("samtykke:list", "samtykke:request", "bti:hvem-har-sett", "familie:sak", "familie:samtykke",
                 "familie:melding-new", "familie:hvem-har-sett"):  # fmt: skip
        answers = [client.get(reverse(name, args=[key])) for key in (verden.nora_sak.pk, unknown)]
        assert [a.status_code for a in answers] == [404, 404], name
        assert _words(answers[0]) == _words(answers[1]), name


def test_holder_is_told_what_to_do_with_the_services_measures(client, verden):
    withdraw(client, verden, both_say_yes(verden))
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Se over tiltakene tjenesten har." in html


def links_in(html: str) -> dict[str, str]:
    """The addresses one can tap on a page."""
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return {" ".join(re.sub(r"<[^>]+>", " ", words).split()): address for address, words in found}


def test_withdrawing_is_two_taps_from_the_page_she_lands_on(client, verden):
    """One tap to be told what it means, one to do it; counted from where logging in leads."""
    samtykke = both_say_yes(verden)
    landed = client.post(reverse("innlogging:demo"), {"subject": "kari"}, follow=True)
    assert landed.redirect_chain[-1][0] == reverse("familie:hjem")

    first = links_in(landed.content.decode())["Trekk samtykket – PPT Solvik"]
    told_what = client.get(first)
    assert "Dette betyr det" in told_what.content.decode()
    assert client.post(first, follow=True).status_code == 200

    with acting_as(verden.kari.pk):
        assert Samtykke.objects.get(pk=samtykke.pk).is_withdrawn
    assert "Trekk samtykket" not in client.get(reverse("familie:hjem")).content.decode()


def test_only_ones_own_yes_can_be_withdrawn_from_home(client, verden):
    krav = ask(verden)
    say_yes(verden, verden.tom, krav[verden.tom])
    client.force_login(verden.kari)

    assert "Trekk samtykket" not in client.get(reverse("familie:hjem")).content.decode()
