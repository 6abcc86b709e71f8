"""The fixtures of the weekly control: an ordinary week, and one reading in it."""

# ruff: noqa: E501 (SQL and long rows on one line)

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests import factories as f
from tests.revisjon.kontrollverden import at
from tests.revisjon.logg import guards_asleep


@pytest.fixture(autouse=True)
def arbeid(verden):
    """Both cases are in work, so that what is picked is picked for the reason that the test is about."""
    for sak in (verden.nora_sak, verden.ola_sak):
        f.HendelseFactory(
            kjede_id=sak.pk,
            sak_id=sak.pk,
            nr=1000,
            handling="innlegg.skrevet",
            tidspunkt=at(0) - timedelta(days=3),
        )


@pytest.fixture
def les(client):
    """Open the case's page as somebody, and let it have been then."""

    def read(bruker, sak, naar: datetime) -> None:
        client.force_login(bruker)
        assert client.get(reverse("stafettlogg:sak", args=[sak.pk])).status_code == 200
        with guards_asleep() as cursor:
            cursor.execute(
                "UPDATE revisjon_hendelse SET tidspunkt = %s WHERE sak_id = %s AND tidspunkt > now() - interval '1 hour'",
                [naar, sak.pk],
            )

    return read
