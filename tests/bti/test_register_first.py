"""When the register has answered about a child, nobody writes another answer; where it has not, a leader is told."""

import pytest
from django.urls import reverse

from bti.models import Familierelasjon, Hovedperson, Sak, Undring
from bti.register import RegisterUtilgjengelig
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.bti.conftest import AKSEL_STRENGT, KARI, NORA, UKJENT, sak_of, token_in
from tests.bti.test_open_sak_manually import MANUELT

pytestmark = pytest.mark.django_db
LUKKET = "Folkeregisteret har svart om et barn for denne undringen."


class RegisterNede:
    """A register that does not answer."""

    def find(self, foedselsnummer: str) -> None:
        raise RegisterUtilgjengelig


@pytest.fixture
def nede(settings):
    """Take the register down, and put it up again."""
    oppe = settings.FOLKEREGISTER

    def take(*, down: bool) -> None:
        settings.FOLKEREGISTER = f"{__name__}.RegisterNede" if down else oppe

    return take


@pytest.fixture
def for_haand(post_form, urls):
    return lambda **other: post_form(urls["barn-manuelt"], **(MANUELT | other))


def nobody_opened(eier, undring) -> bool:
    with eier():
        return not Sak.objects.filter(undringer=undring).exists()


def oppslag(eier) -> list[str]:
    with eier():
        rader = Hendelse.objects.filter(handling="register.oppslag").order_by("nr")
        return [one.detaljer["funnet"] for one in rader]


def test_the_manual_way_is_closed_when_the_register_has_answered(jonas, find_barn, urls, undring, eier):
    find_barn(NORA)

    response = jonas.get(urls["barn-manuelt"])
    assert response.url == urls["bekreft-barn"]
    assert LUKKET in jonas.get(response.url).content.decode()

    assert jonas.post(urls["barn-manuelt"], MANUELT).url == urls["bekreft-barn"]
    assert nobody_opened(eier, undring)


@pytest.mark.parametrize("way_round", ["log_in_again", "another_number"])
def test_the_answer_is_not_shaken_off(client, verden, jonas, find_barn, urls, undring, eier, way_round):
    find_barn(AKSEL_STRENGT)
    if way_round == "log_in_again":
        jonas.logout()
        client.force_login(verden.jonas)
    else:
        response = find_barn(UKJENT)
        assert response.status_code == 422
        assert LUKKET in response.content.decode()

    response = client.post(urls["barn-manuelt"], MANUELT, follow=True)

    assert LUKKET in response.content.decode()
    assert nobody_opened(eier, undring)


def test_a_number_typed_by_hand_is_asked_about(jonas, avklar, for_haand, urls, undring, eier):
    avklar("nivaa_1")

    response = for_haand(barn_foedselsnummer=NORA, hva_saken_gjelder="Skrevet for hånd.")

    assert response.url == urls["bekreft-barn"]
    assert oppslag(eier) == ["True"]
    page = jonas.get(urls["bekreft-barn"]).content.decode()
    assert "Tom Nordlie" in page
    assert "Skrevet for hånd." in page, "nobody writes it twice"
    assert nobody_opened(eier, undring)


def test_the_number_of_the_page_before_is_asked_about_again(find_barn, for_haand, nede, urls, undring, eier):
    nede(down=True)
    assert find_barn(NORA).url == urls["barn-manuelt"]
    nede(down=False)

    assert for_haand().url == urls["bekreft-barn"]
    assert nobody_opened(eier, undring)


def test_a_number_by_hand_counts(avklar, for_haand, settings, undring, eier):
    settings.OPPSLAG_PER_DOEGN = 0
    avklar("nivaa_1")

    response = for_haand(barn_foedselsnummer=NORA)

    assert response.status_code == 422
    assert "Åpne saken uten fødselsnummeret til barnet" in response.content.decode()
    assert nobody_opened(eier, undring)


def test_a_register_that_fails_has_been_asked(jonas, find_barn, nede, urls, eier):
    nede(down=True)
    find_barn(NORA)
    nede(down=False)

    assert oppslag(eier) == ["ikke_svar"]
    assert jonas.get(urls["bekreft-barn"]).url == urls["aapne-sak"], "no answer that was not counted"


def test_a_look_up_that_failed_counts(jonas, find_barn, nede, urls, settings):
    settings.OPPSLAG_PER_DOEGN = 1
    nede(down=True)
    find_barn(NORA)
    nede(down=False)

    assert find_barn(AKSEL_STRENGT).status_code == 422
    assert find_barn(NORA).url == urls["bekreft-barn"], "the same child again counts once"


def test_protection_follows_the_child_when_the_register_falls_silent(
    find_barn, for_haand, nede, undring, verden, eier
):
    find_barn(AKSEL_STRENGT)
    nede(down=True)
    find_barn(AKSEL_STRENGT)

    for_haand(adressesperre="ingen")

    sak = sak_of(eier, undring)
    assert sak.hovedperson.adressesperre == "strengt_fortrolig"
    with eier():
        mor = Familierelasjon.objects.get(hovedperson=sak.hovedperson)
    confirm_as_siri(verden, mor, ingen_mangler="on")
    with acting_as(mor.bruker_id):
        assert not Sak.objects.exists()


def confirm_as_siri(verden, relasjon: Familierelasjon, **svar: str) -> str:
    """Log the head of the school in, in a browser of her own, and say yes."""
    from django.test import Client

    siri = Client()
    siri.force_login(verden.siri)
    url = reverse("bti:relasjon-confirm", args=[relasjon.pk])
    return siri.post(url, svar, follow=True).content.decode()


@pytest.fixture
def ukjent(avklar, for_haand, undring, eier) -> Familierelasjon:
    """The mother in a case where nobody knows whether the address is protected."""
    avklar("nivaa_1")
    assert for_haand(adressesperre="ukjent").status_code == 302
    with eier():
        return Familierelasjon.objects.get(hovedperson=sak_of(eier, undring).hovedperson)


@pytest.mark.parametrize("svar", [{}, {"adressesperre": "ukjent"}, {"adressesperre": "aapen"}])
def test_an_unknown_protection_is_closed_until_a_leader_has_answered(verden, ukjent, eier, svar):
    page = confirm_as_siri(verden, ukjent, ingen_mangler="on", **svar)

    assert "Svar på om barnet har sperret adresse." in page
    with eier():
        ukjent.refresh_from_db()
        assert ukjent.verifisering == "ingen"
        assert Hovedperson.objects.get(pk=ukjent.hovedperson_id).adressesperre == "ukjent"


@pytest.mark.parametrize(
    ("svar", "slipper_inn"), [("ingen", True), ("fortrolig", True), ("strengt_fortrolig", False)]
)
def test_the_leaders_answer_holds(jonas, verden, ukjent, undring, eier, svar, slipper_inn):
    url = reverse("bti:foresatt-invite", args=[sak_of(eier, undring).pk])
    jonas.post(url, {"relasjon": str(ukjent.pk)})
    confirm_as_siri(verden, ukjent, ingen_mangler="on", adressesperre=svar)
    with acting_as(ukjent.bruker_id):
        assert not Sak.objects.exists(), "nobody was invited while it was unknown"

    jonas.post(url, {"relasjon": str(ukjent.pk)})

    with eier():
        assert Hovedperson.objects.get(pk=ukjent.hovedperson_id).adressesperre == svar
        assert Hendelse.objects.get(handling="relasjon.bekreftet").detaljer["adressesperre"] == svar
    with acting_as(ukjent.bruker_id):
        assert Sak.objects.exists() is slipper_inn


def test_the_leader_is_asked_whether_a_parent_is_missing(client, verden, avklar, for_haand, undring, eier):
    avklar("nivaa_1")
    for_haand()
    with eier():
        mor = Familierelasjon.objects.get(hovedperson=sak_of(eier, undring).hovedperson)

    page = confirm_as_siri(verden, mor)

    for words in (
        "Kryss av for at ingen med foreldreansvar mangler.",
        "Folkeregisteret har ikke svart om dette barnet",
        "Kari Nordlie (mor, har foreldreansvar)",
    ):
        assert words in page, words
    with eier():
        mor.refresh_from_db()
        assert mor.verifisering == "ingen"
    assert "Bekreftelsen er lagret." in confirm_as_siri(verden, mor, ingen_mangler="on")


@pytest.fixture
def en_til(verden) -> Undring:
    """A second worry about the same child, whose way out is chosen."""
    return f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole, merkelapp="Samme barn")


def _to_confirm(client, post_form, undring: Undring) -> str:
    adresse = {
        s: reverse(f"bti:undring-{s}", args=[undring.pk]) for s in ("avklar", "aapne-sak", "bekreft-barn")
    }
    post_form(
        adresse["avklar"],
        client,
        utfall="nivaa_1",
        begrunnelse="Vi er enige.",
        barnet_spurt="for_ung",
        foresatte_informert="2026-01-05",
    )
    data = {"foedselsnummer": NORA, "skjema_token": token_in(client.get(adresse["aapne-sak"]))}
    assert client.post(adresse["aapne-sak"], data).url == adresse["bekreft-barn"]
    return adresse["bekreft-barn"]


def test_a_child_has_one_open_case_among_those_one_sees(jonas, post_form, aapnet, en_til, eier):
    url = _to_confirm(jonas, post_form, en_til)

    for response in (jonas.get(url), jonas.post(url, {"hva_saken_gjelder": "En til", "inviter": ["0"]})):
        page = response.content.decode()
        assert "Nora har en åpen sak" in page
        assert reverse("stafettlogg:sak", args=[aapnet.pk]) in page
    assert nobody_opened(eier, en_til)


def test_by_hand_too(jonas, post_form, aapnet, en_til, nede, eier):
    url = _to_confirm(jonas, post_form, en_til).replace("bekreft-barn", "aapne-sak")
    nede(down=True)
    aapne = reverse("bti:undring-aapne-sak", args=[en_til.pk])
    jonas.post(aapne, {"foedselsnummer": NORA, "skjema_token": token_in(jonas.get(aapne))})

    response = post_form(reverse("bti:undring-barn-manuelt", args=[en_til.pk]), **MANUELT)

    assert url
    assert "Nora har en åpen sak" in response.content.decode()
    assert nobody_opened(eier, en_til)


def test_of_a_case_one_does_not_see_nothing_is_told(client, verden, post_form, aapnet, eier):
    hos_lise = f.UndringFactory(created_by=verden.lise, tjeneste=verden.skole)
    client.force_login(verden.lise)
    url = _to_confirm(client, post_form, hos_lise)

    assert "Er dette riktig barn?" in client.get(url).content.decode()
    response = post_form(url, client, inviter=["0", "1"], hva_saken_gjelder="Noe annet.", kalles="")

    assert response.status_code == 302
    assert sak_of(eier, hos_lise).pk != aapnet.pk
    assert KARI not in client.get(response.url).content.decode()
