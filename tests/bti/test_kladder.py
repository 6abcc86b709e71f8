"""Drafts: named for what they are, gone on with, and kept whatever button was pressed."""

import re

import pytest
from django import forms
from django.urls import reverse

from bti.models import Kladd
from bti.skjema import KladdForm
from bti.skjema.vern import new_noekkel
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.bti.conftest import token_in, undring_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def liste(jonas):
    return lambda: jonas.get(reverse("bti:kladd-list")).content.decode()


def kladder_of(bruker) -> dict[str, dict[str, list[str]]]:
    with acting_as(bruker.pk):
        return {kladd.skjema: kladd.felter for kladd in Kladd.objects.all()}


def keep(client, bruker, skjema, objekt_id=None, **felter):
    token = new_noekkel(bruker.pk, skjema, objekt_id).sign()
    return client.post(reverse("bti:kladd-save"), {"skjema_token": token, **felter})


def _skjemaer():
    waiting = list(KladdForm.__subclasses__())
    for form in waiting:
        waiting += form.__subclasses__()
    return {form for form in waiting if hasattr(form, "skjema") and not form.__module__.startswith("tests.")}


def test_every_form_says_what_one_writes_in_it(jonas):
    jonas.get("/")  # every address is read, so every form is known
    assert len(_skjemaer()) > 15
    assert [form.__name__ for form in _skjemaer() if not str(getattr(form, "tittel", ""))] == []


@pytest.mark.parametrize(
    ("skjema", "navn"),
    [
        ("undring", "Undring"),
        ("innlegg", "Innlegg i loggen"),
        ("maal", "Nytt mål"),
        ("melding", "Melding til alle i saken"),
    ],
)
def test_a_draft_is_named_for_what_it_is(jonas, verden, liste, skjema, navn):
    objekt = None if skjema == "undring" else verden.nora_sak.pk
    felt = "observert" if skjema == "undring" else "tekst"
    keep(jonas, verden.jonas, skjema, objekt, **{felt: "Halvskrevet"})
    html = liste()
    assert f">{navn}</h2>" in html
    assert "Halvskrevet" in html
    assert "Skjema</h2>" not in html
    assert ("Saken til Nora Nordlie" in html) == bool(objekt)
    assert "Nora" not in re.search(r"<title>.*?</title>", html, re.DOTALL)[0]


def test_one_goes_on_from_the_list(jonas, verden, liste):
    keep(jonas, verden.jonas, "innlegg", verden.nora_sak.pk, tekst="Halvskrevet", innleggstype="notat")
    url = reverse("stafettlogg:innlegg-new", args=[verden.nora_sak.pk])
    assert f'href="{url}"' in liste()
    assert "Halvskrevet" in jonas.get(url).content.decode()


def test_a_draft_to_a_lost_case_names_no_child_and_leads_nowhere(jonas, verden, liste):
    """Ola's case is not the teacher's: the text is his own, and nothing else."""
    keep(jonas, verden.jonas, "innlegg", verden.ola_sak.pk, tekst="Skrevet før tilgangen tok slutt")
    html = liste()
    assert "Skrevet før tilgangen tok slutt" in html
    assert "Ola" not in html
    assert "Skriv videre" not in html


def test_what_must_be_put_right_is_kept_as_a_draft(jonas, verden, post_form):
    """Back, a closed page, another machine: the text is there."""
    url = reverse("bti:undring-new")
    assert post_form(url, **undring_data(observert="Dette skal ikke bli borte", styrke="")).status_code == 422
    assert "Dette skal ikke bli borte" in jonas.get(url).content.decode()
    assert post_form(url, **undring_data(observert="Dette skal ikke bli borte")).status_code == 302
    assert kladder_of(verden.jonas) == {}


def test_an_empty_form_leaves_no_draft(verden, post_form):
    assert post_form(reverse("bti:undring-new"), observert=" ").status_code == 422
    assert kladder_of(verden.jonas) == {}


def test_a_number_that_was_wrong_is_not_kept(jonas, verden, post_form, undring):
    url = reverse("bti:undring-aapne-sak", args=[undring.pk])
    chosen = {
        "utfall": "nivaa_1",
        "begrunnelse": "Grunn",
        "foresatte_informert": "2026-01-05",
        "barnet_spurt": "for_ung",
    }
    keep(jonas, verden.jonas, "undring-avklar", undring.pk, **chosen)
    assert post_form(url, foedselsnummer="12345678901").status_code == 422
    assert set(kladder_of(verden.jonas)) == {"undring-avklar"}


@pytest.fixture
def avklar_url(undring) -> str:
    return reverse("bti:undring-avklar", args=[undring.pk])


@pytest.fixture
def steg_url(undring, verden) -> str:
    steg = verden.nivaaer[0].steg.order_by("nummer").first()
    return reverse("bti:undring-steg", args=[undring.pk, steg.pk])


def test_a_step_beside_the_form_keeps_what_is_typed(jonas, verden, avklar_url, steg_url):
    """Without JavaScript: the button belongs to the form, and everything in it goes along."""
    page = jonas.get(avklar_url).content.decode()
    assert 'form="avklarskjema"' in re.search(rf'<button[^>]*formaction="{steg_url}"[^>]*>', page)[0]
    assert 'id="avklarskjema"' in page
    typed = {"utfall": "avsluttet", "begrunnelse": "Snakket med far i går.", "fra": "avklar", "gjort": "1"}
    token = re.search(r'name="skjema_token" value="([^"]+)"', page)[1]
    response = jonas.post(steg_url, typed | {"skjema_token": token})
    assert response.url.startswith(avklar_url)
    page = jonas.get(avklar_url).content.decode()
    assert "Snakket med far i går." in page
    assert re.search(r'value="avsluttet"[^>]*checked', page)
    assert ">Gjort<" in page
    assert set(kladder_of(verden.jonas)["undring-avklar"]) == {"utfall", "begrunnelse"}, (
        "no button in the draft"
    )


def test_a_step_with_nothing_typed_leaves_no_draft(jonas, verden, avklar_url, steg_url):
    token = token_in(jonas.get(avklar_url))
    jonas.post(steg_url, {"skjema_token": token, "fra": "avklar", "begrunnelse": "", "gjort": "1"})
    assert kladder_of(verden.jonas) == {}


def test_a_step_through_htmx_keeps_the_buttons_in_the_form(jonas, avklar_url, steg_url):
    token = token_in(jonas.get(avklar_url))
    data = {"skjema_token": token, "fra": "avklar", "begrunnelse": "Halvveis", "gjort": "1"}
    response = jonas.post(steg_url, data, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert 'form="avklarskjema"' in response.content.decode()
    assert "Halvveis" in jonas.get(avklar_url).content.decode()


def test_a_step_on_the_page_of_the_worry_has_a_form_of_its_own(jonas, undring, steg_url):
    detalj = reverse("bti:undring-detail", args=[undring.pk])
    assert "avklarskjema" not in jonas.get(detalj).content.decode()
    assert jonas.post(steg_url, {"gjort": "1"}).url.startswith(detalj)


def test_tags_say_what_holds(jonas, avklar_url):
    """Avklar: the date is needed for some of the ways out, and says so instead of «Valgfritt»."""
    page = jonas.get(avklar_url).content.decode()
    assert 'Når snakket dere med foreldrene? <span class="merke">Må fylles ut for nivå 1 og 2</span>' in page
    assert page.count('<span class="merke">Må fylles ut</span>') == 2
    assert page.count("Valgfritt") == 1, "who was there"


class Todelt(forms.Form):
    """Both fields are required."""

    hva = forms.CharField(label="Hva")
    hvem = forms.CharField(label="Hvem")


def test_all_fields_required_is_said_once(jonas):
    page = str(Todelt())
    assert page.count("Alle felt må fylles ut.") == 1
    assert 'class="merke"' not in page
    new = jonas.get(reverse("bti:undring-new")).content.decode()
    assert "Alle felt må fylles ut." not in new
    assert "Valgfritt" in new


def test_the_number_to_ring_stands_where_one_looks(jonas, verden, undring, eier):
    with eier():
        vern = f.TjenesteFactory(navn="Barnevernet", tjenestetype="barnevern", telefon="01 00 00 05")
        f.TjenesteKommuneFactory(kommune=verden.solvik, tjeneste=vern)
        verden.skole.telefon = "01 00 00 01"
        verden.skole.save(update_fields=["telefon"])
    number = '<a class="ds-link telefon telefon__nummer" href="tel:01000005">01 00 00 05</a>'
    for name in ("bti:undring-detail", "bti:undring-avklar"):
        assert number in jonas.get(reverse(name, args=[undring.pk])).content.decode()
    assert number in jonas.get(reverse("bti:undring-new")).content.decode()
    sak = jonas.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk])).content.decode()
    assert 'href="tel:01000001"' in sak
