"""What is added to a worry over time: notes, numbers on a scale, signs that one knows again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from bti.kjennetegn import load_kjennetegn, read_kjennetegn
from bti.models import Kjennetegn, Undringsnotat, Undringsskala
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from tests import factories as f
from tests.bti.conftest import token_in
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db
SIDER = ("notat", "skala", "tegn")


def url(undring, side: str) -> str:
    return reverse(f"bti:undring-{side}", args=[undring.pk])


def notat(**other):
    return {
        "tekst": "Gråt etter helga.",
        "notatdato": timezone.localdate().isoformat(),
        "hvor_ofte": "ofte",
    } | other


@pytest.mark.parametrize("side", SIDER)
@pytest.mark.parametrize("hvem", ["siri", "lise", "amina", "erik"])
def test_the_book_of_another_does_not_exist(client, verden, undring, hvem, side):
    client.force_login(getattr(verden, hvem))

    assert client.get(url(undring, side)).status_code == 404
    assert client.post(url(undring, side), notat(trygghet="3")).status_code == 404


def test_a_note_is_added_and_shown_newest_first(jonas, undring, post_form, eier):
    post_form(url(undring, "notat"), **notat(notatdato=i_dag(-3).isoformat(), tekst="Først dette."))
    response = post_form(url(undring, "notat"), **notat())

    page = jonas.get(response.url).content.decode()
    assert page.index("Gråt etter helga.") < page.index("Først dette.")
    with eier():
        first, second = Undringsnotat.objects.order_by("dato")
        assert (first.dato, second.hvor_ofte, second.created_by) == (i_dag(-3), "ofte", undring.created_by)
        assert Hendelse.objects.filter(handling="undring.notat", objekt_id=undring.pk).count() == 2
        assert "Gråt" not in str(Hendelse.objects.values_list("detaljer", flat=True))


def test_a_double_click_is_one_note(jonas, undring, eier):
    data = notat(skjema_token=token_in(jonas.get(url(undring, "notat"))))

    jonas.post(url(undring, "notat"), data)
    jonas.post(url(undring, "notat"), data)

    with eier():
        assert Undringsnotat.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "sagt"),
    [
        ({"tekst": " "}, "Skriv hva du har sett eller hørt."),
        ({"notatdato": ""}, "Velg når det var."),
        ({"notatdato": (timezone.localdate() + timedelta(days=2)).isoformat()}, "kan ikke være fram i tid"),
    ],
)
def test_a_note_says_what_and_when(undring, post_form, eier, data, sagt):
    response = post_form(url(undring, "notat"), **notat(**data))

    assert response.status_code == 422
    assert sagt in response.content.decode()
    with eier():
        assert not Undringsnotat.objects.exists()


@pytest.mark.parametrize("side", SIDER)
def test_a_worry_that_has_ended_takes_nothing_more(jonas, undring, eier, side):
    token = token_in(jonas.get(url(undring, side)))
    with eier():
        undring.utfall, undring.clarified_at, undring.clarified_by = "avsluttet", naa(), undring.created_by
        undring.save()

    response = jonas.post(url(undring, side), notat(trygghet="3", skjema_token=token))

    assert response.url == url(undring, "detail")
    with eier():
        assert not Undringsnotat.objects.exists()
        assert not Undringsskala.objects.exists()


def test_numbers_are_kept_over_time_and_shown_with_words(jonas, undring, post_form, eier):
    f.UndringsskalaFactory(undring=undring, tema="trygghet", verdi=7, dato=i_dag(-20))

    response = post_form(url(undring, "skala"), trygghet="0", hjemme="5")

    page = jonas.get(response.url).content.decode()
    assert "0 – svært vanskelig" in page
    assert "5 – både og" in page
    assert page.index("0 – svært vanskelig") < page.index(">7 <"), "the newest stands first"
    with eier():
        assert sorted(Undringsskala.objects.values_list("tema", "verdi")) == [
            ("hjemme", 5), ("trygghet", 0), ("trygghet", 7),
        ]  # fmt: skip


def test_numbers_sent_twice_are_said_once(jonas, undring, eier):
    data = {"trygghet": "4", "skjema_token": token_in(jonas.get(url(undring, "skala")))}

    jonas.post(url(undring, "skala"), data)
    jonas.post(url(undring, "skala"), data)

    with eier():
        assert Undringsskala.objects.count() == 1


@pytest.mark.parametrize("verdi", ["", "11", "-1", "mye"])
def test_a_number_is_from_nought_to_ten(undring, post_form, eier, verdi):
    assert post_form(url(undring, "skala"), trygghet=verdi).status_code == 422
    with eier():
        assert not Undringsskala.objects.exists()


def test_the_database_holds_the_scale(undring, eier):
    with eier(), pytest.raises(DatabaseError, match="undringsskala_is_0_to_10"), transaction.atomic():
        f.UndringsskalaFactory(undring=undring, verdi=11)


def test_signs_are_ticked_and_unticked(jonas, undring, post_form, eier):
    with eier():
        load_kjennetegn()
        stille, venn = (Kjennetegn.objects.get(noekkel=key) for key in ("tegn-stille", "vern-venn"))

    post_form(url(undring, "tegn"), tegn=[str(stille.pk)], beskyttelse=[str(venn.pk)])
    page = jonas.get(url(undring, "detail")).content.decode()
    assert stille.tekst in page
    assert venn.tekst in page
    assert "checked" in jonas.get(url(undring, "tegn")).content.decode()

    post_form(url(undring, "tegn"), beskyttelse=[str(venn.pk)])
    page = jonas.get(url(undring, "detail")).content.decode()
    assert stille.tekst not in page
    assert venn.tekst in page


def test_a_sign_out_of_use_is_not_offered(jonas, undring, eier):
    f.KjennetegnFactory(tekst="Et gammelt tegn", is_active=False)

    assert "Et gammelt tegn" not in jonas.get(url(undring, "tegn")).content.decode()


def test_the_list_of_signs_loads_twice_and_lets_go_of_what_is_gone(eier):
    with eier():
        f.KjennetegnFactory(noekkel="finnes-ikke")
        load_kjennetegn()
        load_kjennetegn()
        assert not Kjennetegn.objects.get(noekkel="finnes-ikke").is_active
        rader = Kjennetegn.objects.filter(is_active=True)
        assert rader.count() == len(read_kjennetegn())
        assert {slag: rader.filter(slag=slag).count() > 6 for slag in ("tegn", "risiko", "beskyttelse")} == {
            "tegn": True, "risiko": True, "beskyttelse": True,
        }  # fmt: skip
        assert not rader.exclude(sikkerhet="vaar").exists(), "no source gives the words: they say so"


SQL = {
    "notat": "INSERT INTO bti_undringsnotat (id, undring_id, tekst, dato, hvor_ofte, created_at, created_by_id)"
    " VALUES (gen_random_uuid(), %(u)s, 'Hei', current_date, '', now(), %(av)s)",
    "skala": "INSERT INTO bti_undringsskala (id, undring_id, tema, verdi, dato, created_at, created_by_id)"
    " VALUES (gen_random_uuid(), %(u)s, 'trygghet', 3, current_date, now(), %(av)s)",
    "tegn": "INSERT INTO bti_undringskjennetegn (id, undring_id, kjennetegn_id, created_at, created_by_id)"
    " VALUES (gen_random_uuid(), %(u)s, %(k)s, now(), %(av)s)",
}


@pytest.mark.parametrize("side", SIDER)
def test_the_database_refuses_a_stranger_and_a_false_name(verden, undring, side):
    """The gate is passed by: SQL as Siri in Jonas' worry, and as Jonas in Siri's name."""
    tegn = f.KjennetegnFactory().pk

    def write(hvem, av) -> None:
        with acting_as(hvem.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SQL[side], {"u": undring.pk, "av": av.pk, "k": tegn})

    for hvem, av in ((verden.siri, verden.siri), (verden.jonas, verden.siri)):
        with pytest.raises(DatabaseError, match="row-level security"):
            write(hvem, av)
    write(verden.jonas, verden.jonas)
