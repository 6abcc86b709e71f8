"""From a worry to a case: the register, protected addresses, and everything done twice."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.identitetsnummer import open_nummer, oppslag_of
from bti.models import (
    Bruker,
    Deltaker,
    Familierelasjon,
    Hovedperson,
    Kladd,
    Kontaktopplysning,
    Nivaaendring,
    Sak,
    SakUserObjectPermission,
    Stegstatus,
    Undring,
)
from bti.register import RegisterUtilgjengelig
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.varsling.models import Utboks
from tests import factories as f
from tests.bti.conftest import AKSEL_STRENGT, EMMA_FORTROLIG, KARI, NORA, TOM, UKJENT, sak_of, token_in

pytestmark = pytest.mark.django_db


class RegisterNede:
    """A register that does not answer."""

    def find(self, foedselsnummer: str) -> None:
        raise RegisterUtilgjengelig


def confirm(post_form, urls, **other):
    data = {"inviter": ["0", "1"], "hva_saken_gjelder": "Trivsel i friminuttene.", "kalles": ""} | other
    return post_form(urls["bekreft-barn"], **data)


def test_level_1_leads_on_to_the_child_and_leaves_the_worry_open(undring, avklar, urls, eier):
    assert avklar("nivaa_1").url == urls["aapne-sak"]

    with eier():
        assert not Undring.objects.get(pk=undring.pk).is_avklart


def test_without_a_way_out_one_is_sent_back(jonas, undring, urls):
    for side in ("aapne-sak", "bekreft-barn", "barn-manuelt"):
        assert jonas.get(urls[side]).url == urls["avklar"]


def test_a_known_number_shows_child_and_parents(jonas, find_barn, urls):
    assert find_barn(NORA).url == urls["bekreft-barn"]

    page = jonas.get(urls["bekreft-barn"]).content.decode()
    for words in ("Nora Nordlie", "14. mars 2016", "Kari Nordlie", "Tom Nordlie", "Har foreldreansvar"):
        assert words in page
    assert NORA not in page
    assert KARI not in page


@pytest.mark.parametrize("typed", ["148316 70046", "14.83.16-70046"])
def test_spaces_in_the_number_do_not_matter(find_barn, urls, typed):
    assert find_barn(typed).url == urls["bekreft-barn"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Skriv fødselsnummeret."),
        ("1483167004", "Fødselsnummeret må ha 11 siffer."),
        ("14831670047", "Fødselsnummeret stemmer ikke."),
        ("ola", "Fødselsnummeret må ha 11 siffer."),
    ],
)
def test_a_wrong_number_is_explained(find_barn, typed, message):
    response = find_barn(typed)

    assert response.status_code == 422
    assert message in response.content.decode()


def test_an_unknown_number_leads_to_the_manual_way(jonas, find_barn, urls):
    from bti.identitetsnummer import is_identitetsnummer

    assert is_identitetsnummer(UKJENT)
    assert find_barn(UKJENT).url == urls["barn-manuelt"]
    page = jonas.get(urls["barn-manuelt"]).content.decode()
    assert "Vi fant ingen med dette fødselsnummeret." in page
    assert 'name="barn_foedselsdato_2" value="2016"' in page  # a suggestion, read from the number


def test_a_register_that_is_down_breaks_nothing(jonas, find_barn, urls, settings):
    settings.FOLKEREGISTER = f"{__name__}.RegisterNede"

    assert find_barn(NORA).url == urls["barn-manuelt"]
    assert "Folkeregisteret svarer ikke nå." in jonas.get(urls["barn-manuelt"]).content.decode()


def test_a_register_that_goes_down_on_the_second_page_leads_back(jonas, find_barn, urls, settings):
    find_barn(NORA)
    settings.FOLKEREGISTER = f"{__name__}.RegisterNede"

    assert jonas.get(urls["bekreft-barn"]).url == urls["aapne-sak"]


def test_without_a_register_one_writes_by_hand(jonas, avklar, urls, settings):
    settings.FOLKEREGISTER = ""
    avklar("nivaa_1")

    assert jonas.get(urls["aapne-sak"]).url == urls["barn-manuelt"]
    assert "Søk med fødselsnummer" not in jonas.get(urls["barn-manuelt"]).content.decode()


def test_the_case_opens_on_level_1_with_everything_in_place(
    find_barn, post_form, urls, undring, verden, eier
):
    with eier():
        Kontaktopplysning.objects.filter(bruker=verden.kari).update(foedselsnummer_oppslag=oppslag_of(KARI))
    steg = verden.nivaaer[0].steg.get(nummer=1)
    f.StegstatusFactory(undring=undring, steg=steg, done_at=timezone.now(), done_by=verden.jonas)
    find_barn(NORA)

    response = confirm(post_form, urls, kalles="Nora")

    sak = sak_of(eier, undring)
    assert response.url == reverse("stafettlogg:sak", args=[sak.pk])
    with eier():
        undring.refresh_from_db()
        assert (sak.nivaa.nummer, sak.status, sak.tjeneste) == (1, "aapen", verden.skole)
        assert sak.hva_saken_gjelder == "Trivsel i friminuttene."
        assert (sak.hovedperson.navn, sak.hovedperson.kallenavn) == ("Nora Nordlie", "Nora")
        assert open_nummer(sak.hovedperson.foedselsnummer_kryptert) == NORA
        endring = Nivaaendring.objects.get(sak=sak)
        assert (endring.fra_nivaa, endring.til_nivaa.nummer) == (None, 1)
        assert endring.begrunnelse == "Vi er enige med foreldrene."
        assert (undring.utfall, str(undring.foresatte_informert)) == ("nivaa_1", "2026-01-05")
        assert Stegstatus.objects.get(sak=sak).steg == steg
        roller = dict(Deltaker.objects.filter(sak=sak).values_list("bruker__navn", "rolle"))
        assert roller == {
            "Jonas Berge": "stafettholder",
            "Kari Nordlie": "foresatt",
            "Tom Nordlie": "foresatt",
        }
        assert set(Familierelasjon.objects.values_list("verifisering", flat=True)) == {"register"}
        assert set(Familierelasjon.objects.values_list("barnet_bor_her", flat=True)) == {True}
        assert Deltaker.objects.filter(sak=sak, bruker=verden.kari).exists()
        assert {one.slag for one in Utboks.objects.filter(sak=sak)} == {"invitert"}
        assert Utboks.objects.filter(sak=sak).count() == 2
        handlinger = set(Hendelse.objects.filter(sak_id=sak.pk).values_list("handling", flat=True))
        assert {"sak.aapnet", "sak.nivaa", "foresatt.registrert"} <= handlinger
        assert not Kladd.objects.exists()


def test_level_2_opens_on_level_1_too(jonas, avklar, undring, urls, post_form, eier):
    avklar("nivaa_2")
    jonas.post(
        urls["aapne-sak"], {"foedselsnummer": NORA, "skjema_token": token_in(jonas.get(urls["aapne-sak"]))}
    )
    confirm(post_form, urls)

    with eier():
        assert Undring.objects.get(pk=undring.pk).utfall == "nivaa_2"
    assert sak_of(eier, undring).nivaa.nummer == 1


def test_the_parent_logs_in_and_meets_the_case(client, aapnet, verden, eier):
    with eier():
        kari = Bruker.objects.get(deltakelser__sak=aapnet, navn="Kari Nordlie")
    client.force_login(kari)

    assert client.get("/kladd/").status_code == 405

    with acting_as(kari.pk):
        assert Sak.objects.filter(pk=aapnet.pk).exists()
    for other in (verden.amina, verden.erik, verden.siri, verden.pia):
        with acting_as(other.pk):
            assert not Sak.objects.filter(pk=aapnet.pk).exists()


def test_a_double_click_opens_one_case(jonas, find_barn, urls, undring, eier):
    find_barn(NORA)
    data = {
        "inviter": ["0", "1"],
        "hva_saken_gjelder": "Trivsel.",
        "kalles": "",
        "skjema_token": token_in(jonas.get(urls["bekreft-barn"])),
    }

    first, second = jonas.post(urls["bekreft-barn"], data), jonas.post(urls["bekreft-barn"], data)

    assert first.url == second.url
    with eier():
        assert Sak.objects.filter(undringer=undring).count() == 1
        assert Hovedperson.objects.filter(navn="Nora Nordlie").count() == 2  # the cast's and this one
        assert Utboks.objects.count() == 2


def test_the_service_itself_finds_the_case_that_is_open(aapnet, undring, verden, eier):
    from bti.models import Verifisering
    from bti.services import Avklaring, Barn, open_sak

    with acting_as(verden.jonas.pk):
        again = open_sak(
            undring,
            noekkel=verden.nora_sak.pk,
            kommune_id=verden.solvik.pk,
            barn=Barn(navn="En annen", foedselsdato=None),
            foresatte=[],
            verifisering=Verifisering.INGEN,
            avklaring=Avklaring("nivaa_1", "x", timezone.localdate()),
            hva_saken_gjelder="x",
            by=verden.jonas.pk,
        )

    assert again.pk == aapnet.pk


def test_back_after_opening_leads_to_the_case(jonas, aapnet, urls):
    for side in ("aapne-sak", "bekreft-barn", "barn-manuelt"):
        assert jonas.get(urls[side]).url == reverse("stafettlogg:sak", args=[aapnet.pk])


def test_a_parent_who_is_not_invited_is_registered_and_must_still_consent(
    find_barn, post_form, urls, undring, eier
):
    find_barn(NORA)
    confirm(post_form, urls, inviter=["0"])

    with eier():
        sak = Sak.objects.get(undringer=undring)
        assert not Deltaker.objects.filter(sak=sak, bruker__navn="Tom Nordlie").exists()
        tom = Familierelasjon.objects.get(hovedperson=sak.hovedperson, bruker__navn="Tom Nordlie")
        assert tom.har_foreldreansvar
        assert Utboks.objects.count() == 1


def test_a_parent_without_responsibility_is_left_out_unless_invited(
    jonas, avklar, urls, post_form, undring, eier
):
    avklar("nivaa_1")
    jakob = "25811370013"
    jonas.post(
        urls["aapne-sak"], {"foedselsnummer": jakob, "skjema_token": token_in(jonas.get(urls["aapne-sak"]))}
    )
    page = jonas.get(urls["bekreft-barn"]).content.decode()
    assert (
        'value="0" class="ds-input" id="id_inviter_0" checked' in page.replace("  ", " ")
        or page.count("checked") == 1
    )

    confirm(post_form, urls, inviter=["0"])

    with eier():
        assert set(
            Familierelasjon.objects.filter(hovedperson__sak__undringer=undring).values_list("bruker__navn")
        ) == {("Line Haug",)}


@pytest.mark.parametrize("inviter", [["0", "7"], ["x"], ["0", "1", "2"]])
def test_a_parent_the_register_does_not_know_is_refused(find_barn, post_form, urls, inviter, eier):
    find_barn(NORA)

    response = confirm(post_form, urls, inviter=inviter)

    assert response.status_code == 422
    assert "Opplysningene i registeret er endret." in response.content.decode()


@pytest.mark.parametrize(
    ("nummer", "words"), [(EMMA_FORTROLIG, "fortrolig adresse"), (AKSEL_STRENGT, "strengt fortrolig adresse")]
)
def test_a_protected_address_invites_nobody(jonas, find_barn, urls, post_form, undring, eier, nummer, words):
    find_barn(nummer)
    page = jonas.get(urls["bekreft-barn"]).content.decode()
    assert words in page
    assert 'name="inviter"' not in page

    post_form(urls["bekreft-barn"], inviter=["0"], hva_saken_gjelder="Trivsel.", kalles="")

    with eier():
        sak = Sak.objects.get(undringer=undring)
        assert sak.hovedperson.adressesperre == (
            "fortrolig" if nummer == EMMA_FORTROLIG else "strengt_fortrolig"
        )
        assert Deltaker.objects.filter(sak=sak).count() == 1
        relasjon = Familierelasjon.objects.get(hovedperson=sak.hovedperson)
        assert (relasjon.verifisering, relasjon.har_foreldreansvar) == ("ingen", True)
        assert relasjon.barnet_bor_her is True
        assert not Utboks.objects.filter(slag="invitert").exists()


@pytest.mark.parametrize(
    ("nummer", "barn", "hidden"),
    [
        (EMMA_FORTROLIG, "Emma Tveit", ("Hege Tveit", "2015")),
        (AKSEL_STRENGT, "Aksel Myhre", ("Randi Myhre", "2012")),
    ],
)
def test_a_protected_address_shows_the_childs_name_and_no_more(
    jonas, find_barn, urls, post_form, undring, eier, nummer, barn, hidden
):
    find_barn(nummer)
    page = jonas.get(urls["bekreft-barn"]).content.decode()
    assert barn in page
    assert "Vises ikke, for barnet har sperret adresse." in page
    post_form(urls["bekreft-barn"], hva_saken_gjelder="Trivsel.", kalles="")
    deltakere = jonas.get(reverse("bti:sak-deltakere", args=[sak_of(eier, undring).pk])).content.decode()

    assert "(ikke bekreftet)" in deltakere
    assert hidden[0] not in deltakere
    for words in hidden:
        assert words not in page


def test_a_child_without_parents_in_the_register_opens_all_the_same(
    jonas, find_barn, urls, post_form, undring, eier
):
    find_barn("12830870081")
    assert "Registeret har ingen med foreldreansvar." in jonas.get(urls["bekreft-barn"]).content.decode()

    post_form(urls["bekreft-barn"], hva_saken_gjelder="Skolefravær.", kalles="")

    assert sak_of(eier, undring).hovedperson.navn == "Henrik Dale"


def test_nobody_opens_a_case_about_their_own_child(find_barn, post_form, urls, verden, undring, eier):
    with eier():
        Kontaktopplysning.objects.filter(bruker=verden.jonas).update(foedselsnummer_oppslag=oppslag_of(TOM))
    find_barn(NORA)

    response = confirm(post_form, urls)

    assert response.status_code == 422
    assert "Du er selv foresatt til barnet." in response.content.decode()
    with eier():
        assert not Sak.objects.filter(undringer=undring).exists()
        assert not Undring.objects.get(pk=undring.pk).is_avklart


def test_a_municipality_without_a_guide_is_told(find_barn, post_form, urls, verden, eier):
    with eier():
        verden.solvik.veiledere.update(published_at=None)
    find_barn(NORA)

    response = confirm(post_form, urls)

    assert response.status_code == 422
    assert "ikke publisert en veileder" in response.content.decode()


def test_no_identity_number_reaches_the_record(aapnet, eier):
    with eier():
        text = json.dumps([list(map(str, row)) for row in Hendelse.objects.values_list()])
    for nummer in (NORA, KARI, TOM):
        assert nummer not in text


def test_what_comes_next_is_shown_to_the_stafettholder_alone(client, aapnet, verden, eier):
    url = reverse("bti:sak-neste", args=[aapnet.pk])
    page = client.get(url).content.decode()
    for words in ("Hva nå?", "Kari Nordlie, Tom Nordlie", "Be om samtykke", "Inviter en kollega"):
        assert words in page
    with eier():
        kari = Bruker.objects.get(deltakelser__sak=aapnet, navn="Kari Nordlie")
        assert SakUserObjectPermission.objects.filter(user=kari, content_object=aapnet).exists()
    for bruker, status in [
        (kari, 403),
        (verden.amina, 404),
        (verden.siri, 404),
        (verden.erik, 404),
        (verden.berit, 404),
    ]:
        client.force_login(bruker)
        assert client.get(url).status_code == status


def test_ones_own_words_are_not_filled_in_for_everybody_to_read(jonas, undring, avklar):
    avklar("nivaa_1")
    page = jonas.get(reverse("bti:undring-barn-manuelt", args=[undring.pk]))
    html = page.content.decode()
    assert not page.context["form"]["hva_saken_gjelder"].value()
    assert "Det du skrev i undringen, ser bare du" in html
    assert undring.observert in html
