"""Who has looked, on paper: the lines of the page, and a seal that the database can be held against."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from bti.revisjon.jobb import make_anker, send_ankere
from bti.revisjon.models import Hendelse
from bti.revisjon.papir import FLEST_I_TIMEN, FLEST_SIDER, SKREVET_UT
from bti.revisjon.queries import LINJER_PER_SIDE
from tests import factories as f
from tests.cast import give_consent, grant_from_roles
from tests.eier import as_owner
from tests.factories.hus import naa
from tests.revisjon.logg import REGN_UT_PAA_NYTT, guards_asleep
from tests.utskrift.lesing import list_problems, list_roles, read_text

pytestmark = pytest.mark.django_db

SEGL = re.compile(r"(?:[0-9a-f]{4} ){7}[0-9a-f]{4}")


def fetch(client, bruker, sak, navn="familie:hvem-har-sett-papir"):
    client.force_login(bruker)
    return client.get(reverse(navn, args=[sak.pk]))


def words(pdf: bytes) -> str:
    """The words of the paper, as they are read: the lines of a cell put together."""
    return " ".join(read_text(pdf).split())


@pytest.fixture
def lest(verden, client):
    """Jonas has opened the case, and Kari and Tom have read their plan."""
    client.force_login(verden.jonas)
    client.get(reverse("stafettlogg:sak", args=[verden.nora_sak.pk]))
    for forelder in (verden.kari, verden.tom):
        client.force_login(forelder)
        client.get(reverse("familie:sak", args=[verden.nora_sak.pk]))
    return verden.nora_sak


def test_a_parent_gets_what_the_page_shows(client, verden, lest):
    response = fetch(client, verden.kari, lest)

    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert "Nora" not in response["Content-Disposition"]
    text = words(response.content)
    for ord_ in (
        "Hvem har sett på saken",
        "Nora Nordlie",
        "Jonas Berge, Solvik skole",
        "Så på saken",
        "Du er i familien.",
    ):
        assert ord_ in text
    assert "Tom Nordlie" not in text, "what the other parent reads is theirs"


def test_staff_get_theirs(client, verden, lest):
    text = words(fetch(client, verden.jonas, lest, "revisjon:papir").content)
    assert "Så på saken" in text
    assert "Kari" not in text
    assert "Skrevet ut av Jonas Berge" in text


def test_it_is_tagged_and_whole(client, verden, lest, tmp_path):
    pdf = fetch(client, verden.kari, lest).content
    assert list_problems(pdf, tmp_path) == []
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= set(list_roles(pdf))


def test_the_title_names_nobody(client, verden, lest):
    pdf = fetch(client, verden.kari, lest).content
    assert b"Nora" not in pdf


def segl_of(pdf: bytes) -> str:
    return SEGL.search(words(pdf))[0]


def check(segl: str, sak) -> str:
    out = StringIO()
    with as_owner():
        call_command("verify_revisjon", f"--hode={segl}", f"--sak={sak.pk}", stdout=out)
    return out.getvalue()


def test_the_seal_is_that_of_the_chain(client, verden, lest):
    """The paper was made after three events; the making of it is the fourth, and changes nothing on it."""
    segl = segl_of(fetch(client, verden.kari, lest).content)
    assert "Papiret stemmer: alt til og med ledd 3 er som da det ble skrevet ut." in check(segl, lest)

    client.get(reverse("familie:sak", args=[lest.pk]))
    assert "Papiret stemmer" in check(segl.upper().replace(" ", ""), lest)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE revisjon_hendelse SET aktoer_navn = 'En Annen' WHERE kjede_id = '{kjede}' AND nr = 1",
        "DELETE FROM revisjon_hendelse WHERE kjede_id = '{kjede}' AND nr > 2",
    ],
)
def test_a_record_that_was_rewritten_does_not_fit_the_paper(client, verden, lest, harm):
    segl = segl_of(fetch(client, verden.kari, lest).content)
    with guards_asleep() as cursor:
        cursor.execute(harm.format(kjede=lest.pk))
        cursor.execute(REGN_UT_PAA_NYTT.format(kjede=lest.pk))

    with pytest.raises(CommandError, match="Papiret stemmer ikke"):
        check(segl, lest)


def test_a_chain_that_does_not_hold_is_said(client, verden, lest):
    segl = segl_of(fetch(client, verden.kari, lest).content)
    with guards_asleep() as cursor:
        cursor.execute("UPDATE revisjon_hendelse SET aktoer_navn = 'En Annen' WHERE nr = 1")
    with pytest.raises(CommandError, match="ledd 1: innholdet er endret"):
        check(segl, lest)


@pytest.mark.parametrize("segl", ["3f2a", "ikke et segl", "3f2a " * 20])
def test_a_seal_that_is_none_is_said(lest, segl):
    with pytest.raises(CommandError, match="Skriv seglet"):
        check(segl, lest)


def test_the_newest_anchor_stands_on_it(client, verden, lest, ankermappe):
    assert "Ikke ennå" in words(fetch(client, verden.kari, lest).content)
    make_anker()
    assert "Ikke ennå" in words(fetch(client, verden.kari, lest).content), (
        "one that has not left the house proves nothing"
    )
    send_ankere()
    text = words(fetch(client, verden.kari, lest).content)
    assert "Ikke ennå" not in text
    assert len(SEGL.findall(text)) == 2


def test_no_number_tells_how_much_one_does_not_see(client, verden, lest):
    """A number that grows by more than one reads oneself would tell of a glass broken in secret."""
    with as_owner():
        nr = Hendelse.objects.filter(sak_id=lest.pk).count()
    assert nr == 3
    text = words(fetch(client, verden.kari, lest).content)
    assert not re.search(rf"(?i)nummer\w*:? {nr}\b", text)


@pytest.mark.parametrize(
    ("navn", "adresse", "status"),
    [("pia", "familie:hvem-har-sett-papir", 404), ("siri", "revisjon:papir", 404), ("erik", "revisjon:papir", 404),
     ("kari", "revisjon:papir", 403), ("jonas", "familie:hvem-har-sett-papir", 403)],
)  # fmt: skip
def test_it_is_for_those_who_see_the_case(client, verden, lest, navn, adresse, status):
    assert fetch(client, getattr(verden, navn), lest, adresse).status_code == status


def test_whoever_broke_the_glass_takes_no_paper(client, verden, lest):
    f.NoedtilgangFactory(
        sak=lest, bruker=verden.lise, tjeneste=verden.skole, opened_at=naa(), expires_at=naa(hours=1)
    )
    grant_from_roles()
    assert fetch(client, verden.lise, lest, "stafettlogg:sak").status_code == 200
    assert fetch(client, verden.lise, lest, "revisjon:papir").status_code == 403
    assert "Skriv ut hvem" not in fetch(client, verden.lise, lest, "bti:hvem-har-sett").content.decode()
    assert "Skriv ut hvem" in fetch(client, verden.jonas, lest, "bti:hvem-har-sett").content.decode()


def test_a_withdrawn_consent_ends_it(client, verden, lest):
    give_consent(verden, verden.kari, verden.tom)
    assert fetch(client, verden.amina, lest, "revisjon:papir").status_code == 200
    with as_owner():
        lest.samtykker.filter(giver=verden.kari).update(withdrawn_at=naa(), withdrawn_by=verden.kari)
    assert fetch(client, verden.amina, lest, "revisjon:papir").status_code == 404


def test_each_paper_is_recorded_and_the_family_sees_it(client, verden, lest):
    fetch(client, verden.jonas, lest, "revisjon:papir")
    with as_owner():
        assert (
            Hendelse.objects.filter(handling=SKREVET_UT, aktoer_id=verden.jonas.pk, sak_id=lest.pk).count()
            == 1
        )
    client.force_login(verden.kari)
    assert (
        "Jonas Berge skrev ut hvem som har sett på saken."
        in client.get(reverse("familie:hvem-har-sett", args=[lest.pk])).content.decode()
    )


def test_nobody_draws_all_day(client, verden, lest):
    with as_owner():
        for n in range(FLEST_I_TIMEN):
            f.HendelseFactory(
                kjede_id=lest.pk, sak_id=lest.pk, nr=100 + n, aktoer_id=verden.kari.pk, handling=SKREVET_UT
            )
    response = fetch(client, verden.kari, lest)
    assert response.status_code == 302
    assert "Du har skrevet ut mange ganger" in client.get(response["Location"]).content.decode()
    assert fetch(client, verden.tom, lest).status_code == 200


def test_what_people_have_written_is_text_on_paper_too(client, verden, lest):
    with as_owner():
        hovedperson = lest.hovedperson
        type(hovedperson).objects.filter(pk=hovedperson.pk).update(
            navn='<img src="http://ute.invalid/x">Nora'
        )
    response = fetch(client, verden.kari, lest)
    assert response.status_code == 200
    assert '<img src="http://ute.invalid/x">Nora' in words(response.content)


def test_a_long_record_is_drawn_a_bounded_number_of_lines_at_a_time(client, verden, lest):
    """So many lines from where one stands, and the paper says which: what bounds the time it takes to draw."""
    with as_owner():
        antall = FLEST_SIDER * LINJER_PER_SIDE + 40
        Hendelse.objects.bulk_create(
            Hendelse(
                kjede_id=lest.pk, sak_id=lest.pk, nr=1000 + n, tidspunkt=naa(days=-1 - n), aktoer_id=verden.jonas.pk,
                aktoer_navn="Jonas Berge", aktoer_tjeneste="Solvik skole", handling="sak.lest",
                salt=b"", salt_hash=b"", innhold_hash=b"", forrige_hash=b"", hash=b"",
            )
            for n in range(antall)
        )  # fmt: skip
    response = fetch(client, verden.kari, lest)

    assert f"Linje 1 til {FLEST_SIDER * LINJER_PER_SIDE} av " in words(response.content)
    eldre = client.get(reverse("familie:hvem-har-sett-papir", args=[lest.pk]), {"side": "4"})
    assert f"Linje {FLEST_SIDER * LINJER_PER_SIDE + 1} til " in words(eldre.content)
