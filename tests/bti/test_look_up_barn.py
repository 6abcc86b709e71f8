"""Looking a child up in the register: it is recorded whom it was about, and bounded in a day."""

import pytest
from django.db import connection

from bti.identitetsnummer import oppslag_of
from bti.revisjon.models import Hendelse
from bti.revisjon.services import count_oppslag
from bti.tilgang.aktoer import acting_as
from tests.bti.conftest import AKSEL_STRENGT, EMMA_FORTROLIG, NORA, UKJENT, token_in

pytestmark = pytest.mark.django_db


def look_up(jonas, urls, nummer: str):
    url = urls["aapne-sak"]
    return jonas.post(url, {"foedselsnummer": nummer, "skjema_token": token_in(jonas.get(url))})


def test_the_record_says_whom_a_look_up_was_about(find_barn, verden, undring, eier):
    find_barn(NORA)
    find_barn(UKJENT)

    with eier():
        rows = Hendelse.objects.filter(handling="register.oppslag").order_by("nr")
        assert [one.detaljer for one in rows] == [
            {"person": oppslag_of(NORA), "funnet": "True"},
            {"person": oppslag_of(UKJENT), "funnet": "False"},
        ]
        assert {(one.aktoer_id, one.objekt_id) for one in rows} == {(verden.jonas.pk, undring.pk)}


def test_so_many_children_may_be_looked_up_in_a_day(jonas, find_barn, urls, settings, eier):
    settings.OPPSLAG_PER_DOEGN = 2
    find_barn(NORA)
    assert look_up(jonas, urls, NORA).url == urls["bekreft-barn"]  # the same child again counts once
    assert look_up(jonas, urls, EMMA_FORTROLIG).url == urls["bekreft-barn"]

    response = look_up(jonas, urls, AKSEL_STRENGT)

    assert response.status_code == 422
    assert "Du har søkt opp 2 barn det siste døgnet, og det er grensen." in response.content.decode()
    assert "Emma Tveit" in jonas.get(urls["bekreft-barn"]).content.decode()  # not the third child
    with eier():
        assert Hendelse.objects.filter(handling="register.oppslag").count() == 3
        assert Hendelse.objects.filter(handling="register.oppslag_stoppet").count() == 1


def test_one_persons_look_ups_are_not_anothers(find_barn, verden):
    find_barn(NORA)

    for bruker, expected in ((verden.jonas, 1), (verden.siri, 0)):
        with acting_as(bruker.pk):
            assert count_oppslag() == expected


def test_yesterdays_look_ups_are_not_counted(find_barn, verden, eier):
    find_barn(NORA)
    with eier(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE revisjon_hendelse DISABLE TRIGGER revisjon_roeres_ikke")
        cursor.execute("UPDATE revisjon_hendelse SET tidspunkt = tidspunkt - interval '25 hours'")

    with acting_as(verden.jonas.pk):
        assert count_oppslag() == 0
