"""The talk: prepared, on paper, written up. And the sheets that anybody may read."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from bti.models import Samtale
from tests import factories as f
from tests.bti.conftest import token_in
from tests.factories.hus import i_dag, naa
from tests.tilgang.test_mutantfunn import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ny(undring) -> str:
    return reverse("bti:samtale-new", args=[undring.pk])


def plan(**other):
    return {
        "med": "foresatte", "hensikt": "Bli enige om maten.", "vil_si": "Jeg har lagt merke til matboksen.",
        "tolk": "on", "tolkespraak": "tigrinja", "avtaltdato": i_dag(3).isoformat(),
    } | other  # fmt: skip


def test_a_talk_is_planned_printed_and_written_up(jonas, undring, ny, post_form, eier):
    response = post_form(ny, **plan())
    with eier():
        samtale = Samtale.objects.get()
    assert (samtale.undring, samtale.tolkespraak, samtale.avtalt) == (undring, "tigrinja", i_dag(3))
    assert "Samtale med foreldrene" in jonas.get(response.url).content.decode()
    papir = jonas.get(reverse("bti:samtale-papir", args=[samtale.pk])).content.decode()
    assert "Jeg har lagt merke til matboksen." in papir
    assert "Tolk: tigrinja" in papir

    side = reverse("bti:samtale-edit", args=[samtale.pk])
    etter = {"holdtdato": i_dag().isoformat(), "hva_ble_sagt": "Det er travelt hjemme.", "versjon": "1"}
    post_form(side, **plan(barnets_ord="Jeg er sulten.", hva_naa="Skolefrokost.", **etter))

    page = jonas.get(response.url).content.decode()
    for ord_ in ("Det er travelt hjemme.", "Jeg er sulten.", "Skolefrokost."):
        assert ord_ in page


@pytest.mark.parametrize(
    ("data", "sagt"),
    [
        ({"med": ""}, "Velg om du skal snakke med foreldrene eller barnet."),
        ({"tolkespraak": ""}, "Skriv hvilket språk tolken skal snakke."),
        ({"avtaltdato": i_dag(400).isoformat()}, "Datoen er langt unna."),
    ],
)
def test_what_is_missing_is_said(ny, post_form, eier, data, sagt):
    response = post_form(ny, **plan(**data))

    assert response.status_code == 422
    assert sagt in response.content.decode()
    with eier():
        assert not Samtale.objects.exists()


def test_no_interpreter_no_language(ny, jonas, post_form, eier):
    data = plan()
    del data["tolk"]
    post_form(ny, **data)

    with eier():
        assert Samtale.objects.get().tolkespraak == ""


def test_whom_it_is_with_is_chosen_by_the_link(jonas, ny):
    assert "checked" not in jonas.get(ny).content.decode()
    page = jonas.get(f"{ny}?med=barnet").content.decode()
    assert re.search(r'<input[^>]*value="barnet"[^>]*checked', page)


def test_a_double_click_is_one_talk(jonas, ny, eier):
    data = plan(skjema_token=token_in(jonas.get(ny)))
    jonas.post(ny, data)
    jonas.post(ny, data)

    with eier():
        assert Samtale.objects.count() == 1


def test_two_tabs_see_both_texts(jonas, undring, post_form, eier):
    samtale = f.SamtaleFactory(undring=undring, versjon=2, hva_ble_sagt="Lagret i et annet vindu.")

    response = post_form(
        reverse("bti:samtale-edit", args=[samtale.pk]), hva_ble_sagt="Min tekst.", versjon="1"
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Lagret i et annet vindu." in page
    assert "Min tekst." in page


def test_nothing_is_written_after_the_worry_has_ended(jonas, undring, eier):
    samtale = f.SamtaleFactory(undring=undring)
    with eier():
        undring.utfall, undring.clarified_at, undring.clarified_by = "avsluttet", naa(), undring.created_by
        undring.save()

    for side in ("samtale-edit", "samtale-new"):
        url = reverse(f"bti:{side}", args=[samtale.pk if side == "samtale-edit" else undring.pk])
        assert jonas.post(url, plan()).url == reverse("bti:undring-detail", args=[undring.pk])
    assert jonas.get(reverse("bti:samtale-papir", args=[samtale.pk])).status_code == 200


@pytest.mark.parametrize("hvem", ["lise", "siri", "amina", "erik"])
def test_the_talk_of_another_is_neither_written_nor_printed(client, verden, undring, ny, hvem):
    """Lise, whom the worry is shared with, reads it on the page of the worry alone."""
    samtale = f.SamtaleFactory(undring=undring, vil_si="Ordene i samtalen")
    f.UndringsdelingFactory(undring=undring, mottaker=verden.lise)
    client.force_login(getattr(verden, hvem))

    assert client.get(ny).status_code == 404
    for side in ("samtale-edit", "samtale-papir"):
        assert client.get(reverse(f"bti:{side}", args=[samtale.pk])).status_code == 404


def test_the_database_lets_the_author_alone_write(verden, undring):
    f.SamtaleFactory(undring=undring)
    f.UndringsdelingFactory(undring=undring, mottaker=verden.lise)
    ny = (
        "INSERT INTO bti_samtale (id, undring_id, med, hensikt, vil_si, spoersmaal, tolk, tolkespraak, hva_ble_sagt,"
        " barnets_ord, hva_naa, created_at, created_by_id, versjon)"
        " VALUES (gen_random_uuid(), %(u)s, 'barnet', '', '', '', false, '', '', '', '', now(), %(av)s, 1)"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        write(verden.lise, ny, u=undring.pk)
    with pytest.raises(AssertionError):  # no row is reached
        write(verden.lise, "UPDATE bti_samtale SET vil_si = 'x'")
    write(verden.jonas, ny, u=undring.pk)


@pytest.mark.parametrize(
    ("side", "setning"),
    [
        ("foresatte", "Barn og slektninger skal aldri tolke"),
        ("barnet", "Lov ikke å holde det hemmelig."),
        ("ikke-foerst", "Spør aldri den du mistenker."),
    ],
)
def test_anybody_reads_the_sheets(verden, side, setning):
    url = reverse(f"bti:ark-{side}")
    nobody, mor, laerer = Client(), Client(), Client()
    mor.force_login(verden.kari)
    laerer.force_login(verden.jonas)

    for client in (nobody, mor, laerer):
        response = client.get(url)
        assert response.status_code == 200
        assert setning in response.content.decode()


def test_the_sheet_and_the_safe_way_say_the_same_about_neglect(db):
    """Who reads «ingenting av dette» has read of food, care and drugs too; and whom to ring is the safe way."""
    assert "eller alvorlig omsorgssvikt" in Client().get(reverse("bti:trygg")).content.decode()
    page = Client().get(reverse("bti:ark-ikke-foerst")).content.decode()

    for words in ("alvorlig omsorgssvikt", "for lite mat", "ingen som passer på", "ruser seg"):
        assert page.index(words) < page.index("Stemmer ingenting av dette?")
    barnet = Client().get(reverse("bti:ark-barnet")).content.decode()
    assert f'href="{reverse("bti:trygg")}">Hvem du ringer' in barnet


def test_the_sheet_knows_ones_own_child_protection(verden):
    tjeneste = f.TjenesteFactory(navn="Barnevernet i Solvik", tjenestetype="barnevern")
    f.TjenesteKommuneFactory(tjeneste=tjeneste, kommune=verden.solvik)
    laerer = Client()
    laerer.force_login(verden.jonas)
    url = reverse("bti:ark-ikke-foerst")

    assert "Barnevernet i Solvik" in laerer.get(url).content.decode()
    assert "116 111" in Client().get(url).content.decode()
