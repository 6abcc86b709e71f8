"""The table of givers and services."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.oversikt import samtykkeoversikt
from samtykke.queries import add_months
from samtykke.services import decline_samtykke, withdraw_samtykke
from samtykke.tilstand import Tilstand
from tests.samtykke.hjelp import ask, both_say_yes, say_yes

pytestmark = pytest.mark.django_db


def states(verden) -> dict[str, Tilstand]:
    with acting_as(verden.jonas.pk):
        [rad] = samtykkeoversikt(verden.nora_sak).rader
        return {celle.relasjon.vist_navn.split()[0]: celle.tilstand for celle in rad.celler}


def test_every_state_has_its_word(verden, eier):
    krav = ask(verden)
    assert states(verden) == {"Kari": Tilstand.VENTER, "Tom": Tilstand.VENTER}
    samtykke = say_yes(verden, verden.kari, krav[verden.kari])
    with acting_as(verden.tom.pk):
        decline_samtykke(krav[verden.tom], by=verden.tom.pk)
    assert states(verden) == {"Kari": Tilstand.JA, "Tom": Tilstand.NEI}
    with acting_as(verden.kari.pk):
        withdraw_samtykke(samtykke, by=verden.kari.pk)
    assert states(verden)["Kari"] == Tilstand.TRUKKET
    ask(verden)
    assert states(verden) == {"Kari": Tilstand.VENTER, "Tom": Tilstand.VENTER}
    say_yes(verden, verden.tom, krav[verden.tom])
    with eier():
        Samtykke.objects.filter(giver=verden.tom).update(
            gyldig_fra=timezone.localdate() - timedelta(days=9),
            gyldig_til=timezone.localdate() - timedelta(days=1),
        )
    assert states(verden)["Tom"] == Tilstand.UTLOEPT


def test_staff_read_who_has_answered_what(client, verden):
    krav = ask(verden)
    say_yes(verden, verden.kari, krav[verden.kari])
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Ser ikke saken" in html
    assert "Mangler ja fra: Tom Nordlie" in html


def test_shared_themes_are_those_everybody_has_said_yes_to(client, verden):
    both_say_yes(verden)
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "Dere kan snakke sammen om: hvordan barnet har det på skolen" in html


def test_named_service_that_nobody_was_asked_about_stands_in_the_table(client, verden):
    client.force_login(verden.jonas)
    html = client.get(reverse("samtykke:list", args=[verden.nora_sak.pk])).content.decode()
    assert "PPT Solvik" in html
    assert "Ikke spurt" in html


def test_list_costs_the_same_with_more_services(client, verden, django_assert_max_num_queries):
    ask(verden)
    ask(verden, tjeneste=verden.nav)
    client.force_login(verden.jonas)
    with django_assert_max_num_queries(19):
        client.get(reverse("samtykke:list", args=[verden.nora_sak.pk]))
    with acting_as(verden.jonas.pk):
        assert Samtykkekrav.objects.count() == 4


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-11-21", 12, "2027-11-21"),
     ("2026-12-05", 1, "2027-01-05"), ("2026-06-30", 6, "2026-12-30")],
)  # fmt: skip
def test_add_months_counts_as_postgresql(day, months, result):
    from datetime import date

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date + make_interval(months => %s))::date", [day, months])
        assert (
            add_months(date.fromisoformat(day), months) == cursor.fetchone()[0] == date.fromisoformat(result)
        )
