"""The line on the overview before a birthday that changes who answers, at a moment that stands still."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from bti.models import Hovedperson, Sak, Saksstatus
from tests import factories as f
from tests.factories.hus import i_dag

pytestmark = pytest.mark.django_db

MED = "Da må Nora også si ja selv, sammen med de voksne."
ALENE = "Da svarer Nora alene."


@pytest.fixture(autouse=True)
def _now():
    """PostgreSQL's clock goes on: at an hour that has been, those who log in would be logged out by it."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def born(verden, eier, alder: int, *, om: int = 14) -> date:
    """Nora turns that age about so many days from now; return the day. Never a leap day."""
    dag = i_dag(om)
    dag = dag.replace(day=min(dag.day, 28))
    with eier():
        Hovedperson.objects.filter(pk=verden.nora_sak.hovedperson_id).update(
            foedselsdato=dag.replace(year=dag.year - alder)
        )
    return dag


def page(client, verden) -> str:
    client.force_login(verden.jonas)
    return " ".join(client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode().split())


@pytest.mark.parametrize(
    ("alder", "sagt"),
    [
        (15, f"{MED} Det gjelder skole og barnehage, barnevern."),
        (16, f"{MED} Det gjelder samarbeidet i loggen, helse."),
        (18, ALENE),
    ],
)
def test_what_changes_is_said_some_weeks_before(client, verden, eier, alder, sagt):
    dag = born(verden, eier, alder)
    assert f"Nora fyller {alder} år {date_format(dag, 'j. F')}. {sagt}" in page(client, verden)


def test_where_the_log_ends_at_sixteen_the_young_person_is_alone(client, verden, eier):
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="samtykke_foreldre_til_alder", verdi=16)
    born(verden, eier, 16)
    html = page(client, verden)
    assert f"{ALENE} Det gjelder samarbeidet i loggen, helse" in html


@pytest.mark.parametrize(("alder", "om"), [(14, 14), (17, 14), (16, 60), (16, -40), (19, 14), (9, 14)])
def test_another_birthday_a_far_one_and_one_that_was_say_nothing(client, verden, eier, alder, om):
    born(verden, eier, alder, om=om)
    assert "Nora fyller" not in page(client, verden)


def test_on_the_day_itself_nothing_is_coming_any_more(client, verden, eier):
    with eier():
        Hovedperson.objects.filter(pk=verden.nora_sak.hovedperson_id).update(
            foedselsdato=date(i_dag().year - 16, i_dag().month, min(i_dag().day, 28))
        )
    assert "Nora fyller" not in page(client, verden)


@pytest.mark.parametrize(("dager", "sagt"), [(5, False), (40, True)])
def test_how_long_before_is_the_municipalitys(client, verden, eier, dager, sagt):
    f.KommuneInnstillingFactory(kommune=verden.solvik, noekkel="samtykke_varsel_alder_dager", verdi=dager)
    born(verden, eier, 16, om=35 if sagt else 14)
    assert ("Nora fyller 16" in page(client, verden)) is sagt


def test_a_closed_case_asks_nobody(client, verden, eier):
    born(verden, eier, 16)
    with eier():
        Sak.objects.filter(pk=verden.nora_sak.pk).update(status=Saksstatus.LUKKET)
    assert "Nora fyller" not in page(client, verden)


def test_the_line_costs_one_statement_at_most(client, verden, eier):
    born(verden, eier, 9)
    page(client, verden)
    with CaptureQueriesContext(connection) as without:
        page(client, verden)
    born(verden, eier, 16)
    with CaptureQueriesContext(connection) as with_line:
        page(client, verden)
    assert len(with_line) - len(without) == 1
