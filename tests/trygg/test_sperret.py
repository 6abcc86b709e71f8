"""Who is blocked from a case stays out of what is written of it in the shielded room too: a block beats everything."""

import pytest

from bti.models import Sperring
from bti.tilgang.aktoer import acting_as
from bti.varsling.jobb import tidy
from tests import factories as f
from tests.cast import give_consent
from tests.eier import as_owner
from tests.trygg.hjelp import hold_of, name_reader, seen_by, sql, write
from tests.trygg.test_ansvar import leave, reminded, told_of_it
from tests.trygg.test_sql_skjermet import refused
from tests.trygg.test_tilbakehold import write_innlegg

pytestmark = pytest.mark.django_db
VALGBARE = "SELECT bruker_id FROM skjermet_kolleger(%s, '', 100)"
SLIPP = "SELECT skjermet_frigi(%s, 'send')"


@pytest.fixture
def notat(verden):
    """Jonas has written in Nora's case."""
    give_consent(verden, verden.kari, verden.tom)
    return write(verden, verden.jonas, sak_id=verden.nora_sak.pk)


def block(verden, hvem) -> None:
    f.SperringFactory(sak=verden.nora_sak, bruker=hvem)


def test_a_reader_who_is_blocked_loses_it(verden, notat):
    name_reader(notat, verden.jonas, verden.lise, kan_frigi=True)
    hold = hold_of(notat).pk
    assert seen_by(verden.lise) == {notat}
    assert reminded(hold) == {verden.jonas.pk, verden.lise.pk}

    block(verden, verden.lise)
    assert seen_by(verden.lise) == set()
    assert "finnes ikke" in refused(verden.lise, SLIPP, hold)
    tidy()
    assert reminded(hold) == {verden.jonas.pk}

    with as_owner():
        Sperring.objects.filter(bruker=verden.lise).update(
            lifted_at="2026-01-01T12:00Z", lifted_by=verden.jonas
        )
    assert seen_by(verden.lise) == {notat}


def test_who_is_blocked_is_not_let_in(verden, notat):
    with acting_as(verden.jonas.pk):
        assert (verden.lise.pk,) in sql(VALGBARE, notat)
    block(verden, verden.lise)
    with acting_as(verden.jonas.pk):
        assert (verden.lise.pk,) not in sql(VALGBARE, notat)
    named = "SELECT skjermet_navngi(gen_random_uuid(), %s, %s, true)"
    assert "kan ikke velges" in refused(verden.jonas, named, notat, verden.lise.pk)


def test_who_wrote_and_is_blocked_reads_their_own_words_and_lets_nothing_go(verden, notat):
    write_innlegg(verden)
    block(verden, verden.jonas)
    assert seen_by(verden.jonas) == {notat}
    assert "kan ikke slippe" in refused(verden.jonas, SLIPP, hold_of(notat).pk)


def test_a_head_who_is_blocked_names_nobody(verden, notat):
    leave(verden.jonas)
    block(verden, verden.siri)
    tidy()
    assert verden.siri.pk not in {mottaker for mottaker, _ in told_of_it()}
    with acting_as(verden.siri.pk):
        assert sql("SELECT id FROM tilbakehold_ledige()") == []
