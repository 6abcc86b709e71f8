"""The history in a real browser: no accessibility fault, nothing sticks out, nothing small to hit."""

import pytest
from django.urls import reverse

from tests.cast import grant_from_roles
from tests.komponenter.nettleser import look_at
from tests.samtykke.deling import login
from tests.stafettlogg.test_tidslinje import (  # noqa: F401
    FAMILIEHISTORIE,
    FAMILIESAK,
    HISTORIE,
    SAK,
    let_time_pass,
    story,
    where,
)
from tests.stafettlogg.test_tidslinje import TestWhatIsNew as New
from tests.tiltak.spurt import let_lise_in

pytestmark = [pytest.mark.django_db, pytest.mark.nettleser, pytest.mark.nightly]


@pytest.mark.parametrize("bredde", [390, 1280])
def test_the_pages_are_whole(story, bredde, tmp_path):  # noqa: F811
    let_lise_in(story)
    grant_from_roles()
    jonas, kari = login(story.jonas), login(story.kari)
    for client, navn in ((jonas, SAK), (kari, FAMILIESAK)):
        client.get(where(story, navn))
    let_time_pass()
    New().write(story, "Vi har byttet plass i klasserommet. Nora sitter nå ved siden av Ida.", story.lise)
    pages = {
        "sak": jonas.get(where(story, SAK)), "historie": jonas.get(where(story)),
        "del": jonas.post(where(story), {"vis": "samtykke"}), "treff": jonas.post(where(story), {"soek": "vinduet"}),
        "ingen": jonas.post(where(story), {"soek": "månelys"}), "plan": kari.get(where(story, FAMILIESAK)),
        "familie": kari.get(where(story, FAMILIEHISTORIE)),
        "familie-treff": kari.post(where(story, FAMILIEHISTORIE), {"soek": "katten"}),
    }  # fmt: skip
    flere = reverse("stafettlogg:innlegg-flere")
    pages |= {"flere": jonas.get(flere), "flere-feil": jonas.post(flere, {"tekst": "Nora"}),
              "flere-ingen": login(story.siri).get(flere)}  # fmt: skip
    look_at({navn: side.content.decode() for navn, side in pages.items()}, bredde, tmp_path, "tidslinje")
