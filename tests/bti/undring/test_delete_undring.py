"""A worry that came to nothing is deleted: by its author, who is shown what goes first, or when its day has come."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from bti.models import Kladd, Undring
from bti.revisjon.models import Hendelse
from bti.tilgang.aktoer import acting_as
from bti.tilgang.undringer import kan_slettes, slett_undring
from bti.varsling.jobb import tidy
from bti.varsling.models import Paaminnelse, Utboks, Varsel
from tests import factories as f
from tests.factories.hus import i_dag, naa

pytestmark = pytest.mark.django_db
MODELLER = (
    "Undringsnotat",
    "Undringsskala",
    "Undringskjennetegn",
    "Samtale",
    "Undringsendring",
    "Undringsdeling",
    "Stegstatus",
    "Skjemautfylling",
    "Skjemasvar",
)


def url(undring, side: str) -> str:
    return reverse(f"bti:undring-{side}", args=[undring.pk])


def dropped(verden, **other):
    return f.UndringFactory(
        **{
            "created_by": verden.jonas, "tjeneste": verden.skole, "utfall": "avsluttet", "clarified_at": naa(),
            "clarified_by": verden.jonas, "begrunnelse": "Det gikk over.", "slettes": i_dag(180),
        } | other
    )  # fmt: skip


def fill(verden, undring) -> None:
    """Something of every kind that hangs on a worry."""
    om = {"undring": undring, "created_by": verden.jonas}
    f.UndringsnotatFactory(**om)
    f.UndringsnotatFactory(undring=undring, created_by=verden.lise)
    for verdi in (2, 3, 4):
        f.UndringsskalaFactory(**om, verdi=verdi)
    f.UndringskjennetegnFactory(**om)
    samtale = f.SamtaleFactory(**om)
    skjema = f.SkjemautfyllingFactory(undring=undring)
    f.SkjemasvarFactory(utfylling=skjema)
    f.KladdFactory(bruker=verden.jonas, skjema="undring-utfylling", objekt_id=skjema.pk)
    f.UndringsendringFactory(undring=undring, decided_by=verden.jonas)
    f.UndringsdelingFactory(undring=undring, mottaker=verden.lise, ended_at=naa(), ended_by=verden.jonas)
    f.StegstatusFactory(undring=undring)
    f.KladdFactory(bruker=verden.lise, skjema="undring-notat", objekt_id=undring.pk)
    f.KladdFactory(bruker=verden.jonas, skjema="samtale", objekt_id=samtale.pk)
    for lag in (f.system.PaaminnelseFactory, f.system.UtboksFactory, f.system.VarselFactory):
        lag(objekt_id=undring.pk, mottaker=verden.jonas, sak=None)


def count() -> dict[str, int]:
    rader = {name: apps.get_model("bti", name).objects.count() for name in (*MODELLER, "Undring", "Kladd")}
    return rader | {one.__name__: one.objects.count() for one in (Paaminnelse, Utboks, Varsel)}


def test_the_author_sees_what_goes_and_it_goes_and_nothing_else(jonas, verden, eier):
    f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    before = {}
    with eier():
        fill(verden, dropped(verden, merkelapp="Blå sekk"))
        before = count()
    undring = dropped(verden)
    fill(verden, undring)

    detail = jonas.get(url(undring, "detail")).content.decode()
    assert url(undring, "delete") in detail
    page = jonas.get(url(undring, "delete")).content.decode()
    assert all(
        text in page
        for text in ("2 notater", "3 tall", "1 tegn", "1 samtale", "1 skjema", "1 valg", "Hvem du delte med")
    )
    assert "Loggen viser at du skrev og slettet en undring, og når. Ordene står ikke der." in page
    assert "art. 5" in page
    response = jonas.post(url(undring, "delete"))

    assert response.url == reverse("bti:undring-list")
    assert "Undringen er slettet." in jonas.get(response.url).content.decode()
    with eier():
        assert count() == before
        said = Hendelse.objects.get(handling="undring.slettet", objekt_id=undring.pk)
        assert (said.detaljer, said.aktoer_id) == ({}, verden.jonas.pk)
    assert jonas.get(url(undring, "detail")).status_code == 404
    assert jonas.post(url(undring, "delete")).status_code == 404


def test_what_may_not_be_deleted_is_refused_and_says_no_more_than_the_page_does(jonas, verden, eier):
    """What was written in the room of its own is told nobody: the words are those of a worry that was reported."""
    i_sak = dropped(verden, utfall="nivaa_1", sak=verden.nora_sak, slettes=None)
    aapen = f.UndringFactory(created_by=verden.jonas, tjeneste=verden.skole)
    meldt, skjermet = dropped(verden, utfall="melding"), dropped(verden)
    f.SkjermetBekymringFactory(undring=skjermet, created_by=verden.jonas, tjeneste=verden.skole)
    svar = {}
    for one in (i_sak, aapen, meldt, skjermet):
        said = []
        for send in (jonas.get, jonas.post):
            response = send(url(one, "delete"), follow=True)
            assert response.redirect_chain[0][0] == url(one, "detail")
            said.append([str(m) for m in response.context["messages"]])
        assert said[0] == said[1]
        svar[one.pk] = said[0]
    with eier():
        assert Undring.objects.filter(pk__in=svar).count() == 4
        assert not Hendelse.objects.filter(handling="undring.slettet").exists()
    assert svar[meldt.pk] == svar[skjermet.pk] == ["Undringen kan ikke slettes nå."]
    assert "sak" in svar[i_sak.pk][0]
    assert "åpen" in svar[aapen.pk][0]


@pytest.mark.parametrize("hvem", ["lise", "siri", "erik"])
def test_another_deletes_nothing(verden, eier, hvem):
    undring = dropped(verden)
    f.UndringsdelingFactory(undring=undring, mottaker=verden.lise)
    client = Client()
    client.force_login(getattr(verden, hvem))

    assert (
        client.get(url(undring, "delete")).status_code,
        client.post(url(undring, "delete")).status_code,
    ) == (404, 404)
    with eier():
        assert Undring.objects.filter(pk=undring.pk).exists()


def test_the_function_deletes_ones_own_alone(verden, eier):
    """The walls stand without the page: also for the one it is shared with."""
    undring = dropped(verden)
    f.UndringsdelingFactory(undring=undring, mottaker=verden.lise)
    for ask in (kan_slettes, slett_undring):
        with acting_as(verden.lise.pk), pytest.raises(PermissionDenied):
            ask(undring.pk)
    with acting_as(verden.jonas.pk):
        assert slett_undring(undring.pk)
    with eier():
        assert not Undring.objects.filter(pk=undring.pk).exists()


def test_every_night_those_go_whose_day_has_come(verden, eier):
    """What was dropped and what was reported. Not tomorrow's, not one that something shielded was written from."""
    i_gaar, i_morgen, skjermet, _ = (dropped(verden, slettes=i_dag(n)) for n in (-1, 1, -1, 0))
    dropped(verden, utfall="melding", slettes=i_dag(0))
    f.SkjermetBekymringFactory(undring=skjermet, created_by=verden.jonas, tjeneste=verden.skole)
    fill(verden, i_gaar)
    f.KladdFactory(bruker=verden.jonas, skjema="skjermet", objekt_id=i_gaar.pk)

    tidy()

    with eier():
        assert set(Undring.objects.values_list("pk", flat=True)) == {i_morgen.pk, skjermet.pk}
        assert list(Kladd.objects.filter(objekt_id=i_gaar.pk).values_list("skjema", flat=True)) == [
            "skjermet"
        ]


def test_everything_that_points_at_a_worry_has_its_line_in_the_deletion():
    """A new table that forgets it would stop the night's work. What has a case of its own is not deleted with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND confrelid = 'bti_undring'::regclass"
        )
        pointing = {row[0] for row in cursor.fetchall()} - {"bti_skjermetbekymring"}
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'undring_toem'")
        source = cursor.fetchone()[0]
    assert pointing
    assert pointing <= set(re.findall(r"DELETE FROM (\w+)", source))
