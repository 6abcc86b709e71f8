"""A wrong code of a paper answer is on record with whoever wrote it, and is not tried for ever."""

import pytest

from bti.revisjon.models import Hendelse
from tests import factories as f
from tests.eier import as_owner
from tests.revisjon.logg import guards_asleep
from tests.samtykke.hjelp import ask, say_yes, sees_case
from tests.samtykke.test_paa_vegne import confirm, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def krav(verden):
    """What Tom is asked; Kari has said yes."""
    asked = ask(verden)
    say_yes(verden, verden.kari, asked[verden.kari])
    return asked[verden.tom]


def test_a_wrong_code_is_on_record_and_the_sixth_is_not_tried(client, verden, krav):
    """Nor is the right one, until an hour has gone; a colleague still can."""
    write(client, verden, krav)
    for _nr in range(5):
        assert "Koden er ikke den" in confirm(client, verden, kode="AAAAAAAA")
    assert "Vent en time" in confirm(client, verden)
    assert not sees_case(verden.amina, verden.nora_sak)
    with as_owner():
        rows = Hendelse.objects.filter(handling="samtykke.feil_kode")
        assert {(one.aktoer_id, one.kjede_id, one.sak_id) for one in rows} == {
            (verden.siri.pk, verden.siri.pk, None)
        }
        assert rows.count() == 5
        assert not any("AAAAAAAA" in str(one.detaljer) for one in rows)
        other = f.BrukerFactory(navn="Rita Ravn")
        f.AnsettelseFactory(bruker=other, tjeneste=verden.skole)
        f.DeltakerFactory(sak=verden.nora_sak, bruker=other, tjeneste=verden.skole, rolle="fagperson")
    assert "Bekreftelsen er lagret" in confirm(client, verden, by=other)


def test_after_an_hour_the_right_code_counts_again(client, verden, krav):
    write(client, verden, krav)
    for _nr in range(5):
        confirm(client, verden, kode="AAAAAAAA")
    with guards_asleep() as cursor:
        cursor.execute("UPDATE revisjon_hendelse SET tidspunkt = tidspunkt - interval '61 minutes'")
    assert "Bekreftelsen er lagret" in confirm(client, verden)
