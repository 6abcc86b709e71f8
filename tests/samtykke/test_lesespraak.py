"""The giver reads consent in their own language, keeps the choice, and finds what they read again, word for word."""

import pytest
from django.urls import reverse

from bti.lesespraak import LESESPRAAK
from bti.models import Bruker
from bti.tilgang.aktoer import acting_as
from samtykke.katalog import load_samtykketekst, read_samtykketekst
from samtykke.lesing import Lesning
from samtykke.models import Samtykke, Samtykketekst
from tests import factories as f
from tests.samtykke.hjelp import answer_fields, ask, say_yes, svar_url

pytestmark = pytest.mark.django_db
ARABISK = read_samtykketekst("ar")


@pytest.fixture(autouse=True)
def texts(verden, eier):
    with eier():
        load_samtykketekst(verden.solvik)


def choose(client, spraak: str, neste: str = "/familie/"):
    return client.post(reverse("familie:lesespraak"), {"spraak": spraak, "neste": neste})


def lest_url(samtykke: Samtykke) -> str:
    return reverse("familie:samtykke-lest", args=[samtykke.pk])


def own_yes(bruker: Bruker) -> Samtykke:
    with acting_as(bruker.pk):
        return Samtykke.objects.select_related("tekst").get(giver_id=bruker.pk)


def test_question_is_read_in_the_chosen_language_and_the_choice_is_kept(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    assert 'dir="rtl"' not in client.get(svar_url(krav)).content.decode().split("<form", 3)[0]
    assert choose(client, "ar", svar_url(krav)).url == svar_url(krav)
    html = client.get(svar_url(krav)).content.decode()
    assert '<div class="stabel" lang="ar" dir="rtl">' in html
    for word in (
        "ja",
        "nei",
        "usikker",
        "hvis_ja",
        "hvis_nei",
        "temaer",
        "til",
        "ikke_sikret",
        "velg_spraak",
    ):
        assert ARABISK.ord[word] in html
    assert ARABISK.temaer["skole"] in html
    client.logout()
    client.force_login(verden.kari)
    assert ARABISK.ord["ja"] in client.get(svar_url(krav)).content.decode()


def test_norwegian_stands_beside_and_the_stafettholders_own_words_keep_their_language(client, verden):
    krav = ask(verden, hvorfor="Vi ønsker råd om lesing.")[verden.kari]
    client.force_login(verden.kari)
    choose(client, "ps")
    html = client.get(svar_url(krav)).content.decode()
    norsk = html[html.index('<div lang="nb" dir="ltr">') :]
    assert "får ikke se saken." in norsk[: norsk.index("</details>")]
    assert '<blockquote class="sitat" lang="nb" dir="auto">' in html


@pytest.mark.parametrize("spraak", LESESPRAAK)
def test_page_is_whole_in_every_language(client, verden, spraak):
    """No bare placeholder, no empty button, the honest note where nobody has checked, and at most 60 KB."""
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, spraak)
    page = client.get(svar_url(krav))
    html = page.content.decode()
    les: Lesning = page.context["les"]
    assert les.spraak == spraak
    assert "{" not in html[html.index("<main") : html.index("</main>")]
    assert les.ord["ja"] in html
    assert les.ord["nei"] in html
    assert (les.ord["ikke_sikret"] in html) == (spraak not in ("nb", "nn", "en"))
    assert len(page.content) <= 60_000


def test_yes_keeps_the_language_and_version_that_was_read_for_ever(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "ar")
    client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))))
    samtykke = own_yes(verden.kari)
    assert (samtykke.tekst.spraak, samtykke.tekst.versjon) == ("ar", 1)
    with eier():
        f.SamtykketekstFactory(kommune=verden.solvik, spraak="ar", versjon=2, hva_skjer_ved_ja="جديد")
        f.SamtykketekstFactory(kommune=verden.solvik, spraak="nb", versjon=3, hva_skjer_ved_ja="Nye ord.")
    choose(client, "pl")
    html = client.get(lest_url(samtykke)).content.decode()
    assert all(line in html for line in ARABISK.hva_skjer_ved_nei.splitlines() if "{" not in line)
    assert ARABISK.hva_skjer_ved_ja.splitlines()[1] in html
    assert "De kan lese planen" in html  # the Norwegian of that day beside
    assert "جديد" not in html
    assert "Nye ord." not in html


def test_withdrawing_is_read_in_the_language_of_the_reader(client, verden):
    samtykke = say_yes(verden, verden.kari, ask(verden)[verden.kari])
    client.force_login(verden.kari)
    url = reverse("familie:samtykke-trekk", args=[samtykke.pk])
    assert "Ja, trekk samtykket" in client.get(url).content.decode()
    choose(client, "pl")
    html = client.get(url).content.decode()
    assert 'lang="pl" dir="ltr"' in html
    assert read_samtykketekst("pl").ord["trekk_ja"] in html
    assert client.post(url).status_code == 302


def test_faults_are_said_in_the_language_of_the_reader(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "ar")
    fields = answer_fields(client.get(svar_url(krav)), temaer=[], til="2020-01-01")
    page = client.post(svar_url(krav), fields)
    assert page.status_code == 422
    assert ARABISK.ord["feil_temaer"] in page.content.decode()
    assert ARABISK.ord["feil_til"].split("{")[0] in page.content.decode()


@pytest.mark.parametrize("spraak", ["", "da", "xx", "ar'", "nb" * 40])
def test_language_that_no_text_is_in_is_not_kept(client, verden, spraak):
    client.force_login(verden.kari)
    choose(client, "pl")
    response = client.post(reverse("familie:lesespraak"), {"spraak": spraak}, follow=True)
    assert "Velg et av språkene i listen." in response.content.decode()
    with acting_as(verden.kari.pk):
        assert Bruker.objects.get(pk=verden.kari.pk).lesespraak == "pl"


@pytest.mark.parametrize(
    "neste", ["https://ond.invalid/familie/", "//ond.invalid", "/spraak/", "", "/familie//\\ond"]
)
def test_choice_leads_to_the_familys_own_pages_only(client, verden, neste):
    client.force_login(verden.kari)
    url = choose(client, "pl", neste).url
    assert url.startswith("/familie/")
    assert "ond.invalid" not in url


def test_choice_is_ones_own(client, verden, eier):
    client.force_login(verden.kari)
    choose(client, "uk")
    with eier():
        assert list(Bruker.objects.exclude(lesespraak="").values_list("navn", "lesespraak")) == [
            ("Kari Nordlie", "uk")
        ]


@pytest.mark.parametrize(
    ("navn", "status"),
    [
        ("kari", 200),
        ("tom", 403),
        ("jonas", 403),
        ("amina", 404),
        ("siri", 404),
        ("erik", 404),
        ("fremmed", 404),
    ],
)
def test_who_may_see_what_kari_read(client, verden, navn, status):
    samtykke = say_yes(verden, verden.kari, ask(verden)[verden.kari])
    client.force_login(getattr(verden, navn))
    assert client.get(lest_url(samtykke)).status_code == status


def test_language_that_the_municipality_has_not_published_falls_back_to_norwegian(client, verden, eier):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "so")
    with eier():
        Samtykketekst.objects.filter(spraak="so").delete()
    assert client.get(svar_url(krav)).context["les"].spraak == "nb"


def test_a_word_that_came_after_the_version_stands_in_bokmaal(verden, eier):
    with eier():
        tekst = f.SamtykketekstFactory(kommune=verden.solvik, spraak="ar", versjon=9, ord={"ja": "نعم"})
    assert (Lesning(tekst).ord["ja"], Lesning(tekst).ord["nei"]) == ("نعم", "Nei, jeg samtykker ikke")
