"""The stateful model, run: bounded in every run, long at night."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.tilgang.orakel.froe import NATT
from tests.tilgang.orakel.modell import Modell
from tests.tilgang.orakel.scene import make_scene

pytestmark = pytest.mark.django_db
VEIER = (
    "gir samtykke",
    "trekker",
    "skriver",
    "sperrer",
    "setter vikar",
    "inviterer den unge",
    "skjermer",
    "overtar",
)
EKSEMPLER, STEG = (250, 50) if NATT else (12, 25)  # a step costs some 30 ms


def test_the_model(record_property):
    """The seed is the test's own (derandomize): what is found is found again."""
    teller: Counter[str] = Counter()
    start = timezone.now() + timedelta(hours=1)
    scene = make_scene(start)
    innstillinger = settings(
        max_examples=EKSEMPLER, stateful_step_count=STEG, deadline=None, derandomize=True, database=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck), print_blob=True,
    )  # fmt: skip

    run_state_machine_as_test(lambda: Modell(scene, teller), settings=innstillinger)

    record_property("tall:modell_steg", teller["steg"])
    assert teller["steg"] > EKSEMPLER * STEG // 3
    # The ways in were walked and were shut, or the model has not been where it should.
    begge = [hva for hva in VEIER if teller[f"{hva} ja"] and teller[f"{hva} nei"]]
    assert len(begge) > len(VEIER) // 2, teller
