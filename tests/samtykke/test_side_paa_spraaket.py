"""What the pages say after an answer, the list of consents and the page that narrows: in the reader's language."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from bti.lesespraak import LESESPRAAK, retning_of
from bti.tilgang.aktoer import acting_as
from samtykke import papir
from samtykke.katalog import KILDE, load_samtykketekst, read_samtykketekst
from samtykke.models import Samtykke, Samtykketekst
from tests.samtykke.arket import papir_url
from tests.samtykke.hjelp import answer_fields, ask, say_yes, svar_url
from tests.samtykke.test_lesespraak import choose
from tests.samtykke.test_paa_vegne import muntlig, write

pytestmark = pytest.mark.django_db
FREMMEDE = [one for one in LESESPRAAK if one not in ("nb", "nn")]
TJENESTE = "PPT Solvik"


@pytest.fixture(autouse=True)
def texts(verden, eier):
    with eier():
        load_samtykketekst(verden.solvik)


def side_url(verden) -> str:
    return reverse("familie:samtykke", args=[verden.nora_sak.pk])


def snevre_url(samtykke: Samtykke) -> str:
    return reverse("familie:samtykke-snevre", args=[samtykke.pk])


def words(spraak: str, key: str, **values: str) -> str:
    """One of the page's words as the language has it, with the isolates around names where it runs to the left."""
    text = read_samtykketekst(spraak).ord[key]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", f"\u2068{value}\u2069" if retning_of(spraak) == "rtl" else value)
    return str(escape(text))


def said(page) -> list[str]:
    return [str(one) for one in page.context["messages"]]


def both(spraak: str, key: str, *, norsk: dict[str, str] | None = None, **values: str) -> str:
    return (f'<span class="blokk" lang="{spraak}" dir="{retning_of(spraak)}">{words(spraak, key, **values)}</span>'
            f'<span class="blokk" lang="nb" dir="ltr">{words(KILDE, key, **(norsk or values))}</span>')  # fmt: skip


@pytest.mark.parametrize("spraak", FREMMEDE)
def test_receipt_of_a_yes_and_its_withdrawal(client, verden, spraak):
    """In the reader's language and running its way, and in Norwegian below."""
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, spraak)
    page = client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))), follow=True)
    assert said(page) == [both(spraak, "kv_ja", tjeneste=TJENESTE)]
    assert both(spraak, "kv_ja", tjeneste=TJENESTE) in page.content.decode()
    samtykke = Samtykke.objects.get(giver_id=verden.kari.pk)
    page = client.post(reverse("familie:samtykke-trekk", args=[samtykke.pk]), follow=True)
    assert said(page) == [both(spraak, "kv_trukket", tjeneste=TJENESTE)]


@pytest.mark.parametrize(
    ("svar", "key", "values"),
    [
        ("nei", "kv_nei", {"tjeneste": TJENESTE}),
        ("usikker", "kv_ring", {"hvem": "Jonas Berge"}),
        ("", "feil_velg", {}),
    ],
)
@pytest.mark.parametrize("spraak", ["ar", "pl"])
def test_receipt_of_the_other_answers(client, verden, spraak, svar, key, values):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, spraak)
    page = client.post(svar_url(krav), answer_fields(client.get(svar_url(krav)), svar=svar), follow=True)
    assert both(spraak, key, **values) in page.content.decode()


def test_day_in_a_receipt_is_in_figures_where_we_have_no_names_of_months(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "ar")
    dag = timezone.localdate() + timedelta(days=3)
    fields = answer_fields(client.get(svar_url(krav)), svar="vent", vent_til=dag.isoformat())
    html = client.post(svar_url(krav), fields, follow=True).content.decode()
    assert words("ar", "kv_vent", tjeneste=TJENESTE, dato=f"{dag:%d.%m.%Y}") in html
    assert words("ar", "svare_senest", dato=f"{dag:%d.%m.%Y}") in html


def test_receipt_in_norwegian_is_one_sentence_without_marks(client, verden):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    page = client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))), follow=True)
    assert said(page) == [
        "Takk. Du har sagt ja til at PPT Solvik får være med. Du kan trekke det når du vil."
    ]


def test_name_with_markup_stays_text_in_a_receipt(client, verden, eier):
    with eier():
        verden.ppt.navn = "<b>PPT</b>"
        verden.ppt.save()
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "pl")
    page = client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))), follow=True)
    assert "&lt;b&gt;PPT&lt;/b&gt;" in said(page)[0]
    assert "<b>PPT" not in page.content.decode()


@pytest.mark.parametrize("spraak", LESESPRAAK)
def test_list_is_whole_in_every_language(client, verden, spraak):
    """What waits, what was written in and what is answered; states, dates and buttons; nothing bare."""
    krav = ask(verden)[verden.kari]
    ask(verden, tjeneste=verden.nav)
    samtykke = say_yes(verden, verden.kari, krav)
    client.force_login(verden.kari)
    choose(client, spraak)
    page = client.get(side_url(verden))
    html = page.content.decode()
    assert f'<div class="stabel" lang="{spraak}" dir="{retning_of(spraak)}">' in html
    assert "{" not in html[html.index("<main") : html.index("</main>")]
    for key in (
        "liste_tittel",
        "trenger_svar",
        "les_svar",
        "dine_svar",
        "merke_ja",
        "ja_temaer",
        "snevre",
        "leste",
        "trekk",
    ):
        assert words(spraak, key) in html, key
    assert words(spraak, "ikke_ennaa", tjeneste=TJENESTE, ja="1", spurt="2").split("\n")[0] in html
    til = page.context["les"].dag(samtykke.gyldig_til)
    assert words(spraak, "gjelder_til", dato=til) in html
    assert (words(spraak, "ikke_sikret") in html) == (spraak not in ("nb", "nn", "en"))
    assert (words(KILDE, "dine_svar") in html.partition('<div lang="nb" dir="ltr">')[2]) == (
        spraak in FREMMEDE
    )


@pytest.mark.parametrize("spraak", ["ar", "tr"])
def test_norwegian_below_the_list_has_no_second_set_of_buttons(client, verden, spraak):
    samtykke = say_yes(verden, verden.kari, ask(verden)[verden.kari])
    client.force_login(verden.kari)
    choose(client, spraak)
    html = client.get(side_url(verden)).content.decode()
    assert html.count(reverse("familie:samtykke-trekk", args=[samtykke.pk])) == 1
    assert html.count('id="besvarte"') == html.count('id="norsk-besvarte"') == 1


@pytest.mark.parametrize(
    ("tilstand", "key"), [("nei", "merke_nei"), ("trukket", "har_trukket"), ("utloept", "gaatt_ut")]
)
def test_states_without_a_yes_are_said_in_the_language(client, verden, eier, tilstand, key):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "uk")
    if tilstand == "nei":
        client.post(svar_url(krav), answer_fields(client.get(svar_url(krav)), svar="nei"))
    else:
        samtykke = say_yes(verden, verden.kari, krav)
        if tilstand == "trukket":
            client.post(reverse("familie:samtykke-trekk", args=[samtykke.pk]))
        else:
            long_ago = timezone.now() - timedelta(days=90)
            with eier():
                Samtykke.objects.filter(pk=samtykke.pk).update(
                    granted_at=long_ago,
                    gyldig_fra=long_ago.date(),
                    gyldig_til=timezone.localdate() - timedelta(days=1),
                )
                type(krav).objects.filter(pk=krav.pk).update(requested_at=long_ago)
    html = client.get(side_url(verden)).content.decode()
    assert words("uk", key) in html
    assert words("uk", "kan_ikke_se", tjeneste=TJENESTE) in html


@pytest.mark.parametrize("spraak", LESESPRAAK)
def test_narrowing_is_read_and_said_in_the_language(client, verden, spraak):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, spraak)
    client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))))
    samtykke = Samtykke.objects.get(giver_id=verden.kari.pk)
    page = client.get(snevre_url(samtykke))
    html = page.content.decode()
    assert f'<div class="stabel" lang="{spraak}" dir="{retning_of(spraak)}">' in html
    assert "{" not in html[html.index("<main") : html.index("</main>")]
    assert words(spraak, "snevre_tittel", tjeneste=TJENESTE) in html
    assert all(line in html for line in words(spraak, "snevre_betyr").split("\n"))
    for key in ("snevre_temaer", "bare_lese", "til", "snevre_lagre", "trekk_nei", "snevre_alt"):
        assert words(spraak, key) in html, key
    assert str(escape(read_samtykketekst(spraak).temaer["skole"])) in html
    fields = {"temaer": samtykke.temaer, "til": samtykke.gyldig_til}
    refused = client.post(snevre_url(samtykke), fields)
    assert refused.status_code == 422
    assert words(spraak, "feil_snevre_ingen") in refused.content.decode()
    empty = client.post(snevre_url(samtykke), {**fields, "temaer": [], "til": "2020-01-01"}).content.decode()
    assert words(spraak, "feil_snevre_temaer") in empty
    assert (words(spraak, "feil_til").split("{")[0] in empty) == (spraak in FREMMEDE)
    kept = client.post(snevre_url(samtykke), {**fields, "temaer": ["skole"]}, follow=True)
    assert words(spraak, "kv_snevret", tjeneste=TJENESTE) in kept.content.decode()


def test_what_was_written_in_is_said_in_the_language(client, verden):
    krav = ask(verden)[verden.kari]
    write(client, verden, krav, **muntlig())
    client.force_login(verden.kari)
    choose(client, "so")
    html = client.get(side_url(verden)).content.decode()
    for key in ("skrevet_tittel", "skrevet_venter", "skrevet_svar", "skrevet_hvorfor"):
        assert words("so", key) in html


def test_list_stands_in_norwegian_where_the_municipality_has_published_nothing(client, verden, eier):
    client.force_login(verden.kari)
    choose(client, "ar")
    with eier():
        Samtykketekst.objects.all().delete()
    page = client.get(side_url(verden))
    assert page.context["les"].spraak == "nb"
    assert "Hvem får være med?" in page.content.decode()


def test_a_receipt_of_an_old_text_has_the_words_of_today(client, verden, eier):
    """The yes points at the words of its day; what the page says about it now is in the words of now."""
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, "pl")
    client.post(svar_url(krav), answer_fields(client.get(svar_url(krav))))
    with eier():
        old = Samtykketekst.objects.get(kommune=verden.solvik, spraak="pl")
        old.ord = {key: word for key, word in old.ord.items() if not key.startswith("kv_")}
        old.save()
        load_samtykketekst(verden.solvik)
    with acting_as(verden.kari.pk):
        samtykke = Samtykke.objects.get(giver_id=verden.kari.pk)
    page = client.post(reverse("familie:samtykke-trekk", args=[samtykke.pk]), follow=True)
    assert said(page)[-1] == both("pl", "kv_trukket", tjeneste=TJENESTE)


@pytest.mark.parametrize("spraak", ["ar", "pl"])
def test_no_to_the_sheet_is_said_in_the_language_too(client, verden, monkeypatch, spraak):
    krav = ask(verden)[verden.kari]
    client.force_login(verden.kari)
    choose(client, spraak)
    monkeypatch.setattr(papir, "FLEST_I_TIMEN", 0)
    page = client.post(papir_url(krav), follow=True)
    assert said(page) == [both(spraak, "ark_mange")]


@pytest.mark.parametrize("spraak", FREMMEDE)
def test_the_page_that_answers_all_is_in_the_language_and_so_is_its_refusal(client, verden, spraak):
    """Heading, what to do, the labels, the button, the way back, and what is said when nothing was chosen."""
    ask(verden)
    ask(verden, tjeneste=verden.nav)
    url = reverse("familie:samtykke-svar-flere", args=[verden.nora_sak.pk])
    client.force_login(verden.kari)
    choose(client, spraak)
    page = client.get(url)
    html, nb = page.content.decode(), page_words(page)
    for key in ("liste_tittel", "flere_ingress", "send_svarene", "tilbake", "felt_vent", "endre", "norsk"):
        assert words(spraak, key) in html, key
        assert words(KILDE, key) not in nb, key
    assert words(spraak, "felt_svar", tjeneste=TJENESTE) in html
    refused = client.post(url, {})
    assert refused.status_code == 422
    assert words(spraak, "feil_minst_ett") in refused.content.decode()
    late = {f"{one.form.prefix}-{key}": value
            for one in page.context["svar_list"]
            for key, value in (answer_fields_of(one) | {"svar": "vent", "vent_til": "2020-01-01"}).items()}  # fmt: skip
    wrong = client.post(url, late).content.decode()
    assert words(spraak, "feil_rett") in wrong
    assert words(spraak, "feil_vent").split("{")[0] in wrong


def page_words(page) -> str:
    """What stands in the page from its heading to the block of help, which is the page's own."""
    return page.content.decode().partition("<h1")[2].partition('id="fem-svar"')[0]


def answer_fields_of(svar) -> dict[str, object]:
    form = svar.form
    return {
        key: form.get_initial_for_field(form.fields[key], key) for key in ("tekst", "lest", "til", "temaer")
    }


def test_an_answered_question_opened_again_says_so(client, verden):
    """Whoever comes by an old link lands on the list, and reads why."""
    krav = ask(verden)[verden.kari]
    say_yes(verden, verden.kari, krav)
    client.force_login(verden.kari)
    choose(client, "pl")
    page = client.get(svar_url(krav), follow=True)
    assert page.redirect_chain[-1][0] == side_url(verden)
    assert said(page) == [both("pl", "feil_alt_ja")]
