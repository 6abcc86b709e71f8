"""The staircase is the municipality's: a step gets its own name, and keeps it when the catalogue is loaded again."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bti.models import Kommune
from tests.eier import as_owner
from tiltak.katalog import load_katalog
from tiltak.models import Tiltakskort, Trinn

pytestmark = pytest.mark.django_db
MAPPE = settings.BASE_DIR / "fixtures" / "katalog"


@pytest.fixture
def kommune() -> Kommune:
    with as_owner():
        kommune = Kommune.objects.create(navn="Trappvik", kommunenummer="9931")
        load_katalog(kommune=kommune, mappe=MAPPE)
        load_katalog(kommune=Kommune.objects.create(navn="Nabovik", kommunenummer="9932"), mappe=MAPPE)
    return kommune


def rename(nummer: object, navn: str, kommune: str = "9931") -> str:
    out = StringIO()
    with as_owner():
        call_command("rename_trinn", kommune, nummer, navn, stdout=out)
    return out.getvalue()


def names(kommunenummer: str) -> list[str]:
    with as_owner():
        return list(Trinn.objects.filter(kommune__kommunenummer=kommunenummer).values_list("navn", flat=True))


def test_a_step_gets_a_name_of_its_own_and_its_measures_stay(kommune):
    before, neighbour = names("9931"), names("9932")
    with as_owner():
        kort = Tiltakskort.objects.filter(kommune=kommune, trinn__nummer=3).count()

    assert (
        rename(3, "  Vi prøver   sammen ") == f"Trinn 3 het «{before[2]}» og heter nå «Vi prøver sammen».\n"
    )

    assert names("9931") == [*before[:2], "Vi prøver sammen", *before[3:]]
    assert names("9932") == neighbour
    with as_owner():
        assert Tiltakskort.objects.filter(kommune=kommune, trinn__nummer=3).count() == kort > 0


def test_loading_again_keeps_the_name(kommune):
    rename(1, "Det vi gjør for alle")
    with as_owner():
        load_katalog(kommune=kommune, mappe=MAPPE)
    assert names("9931")[0] == "Det vi gjør for alle"


@pytest.mark.parametrize(
    ("nummer", "navn", "sentence"),
    [
        (8, "Åtte", "Kommunen har ikke trinn 8. Den har: 1, 2, 3, 4, 5, 6, 7."),
        (1, "   ", "høyst 100 tegn"),
        (1, "x" * 101, "høyst 100 tegn"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_changed(kommune, nummer, navn, sentence):
    before = names("9931")
    with pytest.raises(CommandError, match=sentence):
        rename(nummer, navn)
    assert names("9931") == before


def test_an_unknown_municipality_has_no_steps(kommune):
    with pytest.raises(CommandError, match="ingen trinn"):
        rename(1, "Navn", kommune="9999")


def test_only_the_owner_changes_the_staircase(kommune):
    with pytest.raises(CommandError, match="STAFETT_SOM_EIER=1"):
        call_command("rename_trinn", "9931", 1, "Navn")
