"""What whoever runs the system may see of the mails, and decide about those nobody knows the fate of."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from bti.revisjon.models import Hendelse
from bti.varsling import jobb
from bti.varsling.models import Utboks, Utboksstatus, Varsel
from tests.eier import as_owner
from tests.varsling.hjelp import change, rows, statuses, tell
from tests.varsling.postboks import Postkontor

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("settle_epost", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def usikker(verden, postkontor):
    """One mail whose line broke on the way, and one that was refused."""
    Postkontor.answers = [TimeoutError(), ValueError("not an address")]
    for hvem in (verden.kari, verden.tom):
        tell(verden.sak, verden.jonas, hvem)
        jobb.empty_utboks()
    assert sorted(statuses()) == [Utboksstatus.AVVIST, Utboksstatus.USIKKER]
    return verden


def test_the_counts_stand_without_names(usikker):
    out = run()

    lines = {line.strip().partition("  ")[2]: int(line.split()[0]) for line in out.splitlines()}
    assert len(lines) == len(Utboksstatus)
    assert next(n for text, n in lines.items() if text.startswith("usikker")) == 1
    assert f"eldste {timezone.localtime():%d.%m.%Y}" in out
    for word in ("Kari", "Tom", "Nora", "@", "innlegg", str(usikker.sak.pk)):
        assert word not in out, word


def test_looking_changes_nothing(usikker):
    before = [(r.pk, r.status, r.claimed_at) for r in rows(Utboks)]
    run()

    assert [(r.pk, r.status, r.claimed_at) for r in rows(Utboks)] == before


def test_the_unsure_are_sent_anew(usikker):
    assert "1 sendes på nytt" in run("--send", "usikker")
    jobb.empty_utboks()

    assert [brev.to for brev in mail.outbox] == [["kari@stafett.invalid"]]
    assert sorted(statuses()) == [Utboksstatus.AVVIST, Utboksstatus.SENDT]


def test_what_has_been_read_meanwhile_is_not(usikker):
    change(Varsel, {"read_at": timezone.now()}, mottaker=usikker.kari)
    run("--send", "usikker")
    jobb.empty_utboks()

    assert mail.outbox == []
    assert sorted(statuses()) == [Utboksstatus.AVVIST, Utboksstatus.SENDT]


def test_the_refused_are_sent_anew_when_the_server_is_mended(usikker):
    change(Utboks, {"queued_at": timezone.now() - timedelta(days=5)})
    run("--send", "avvist")
    Postkontor.answers = []
    jobb.empty_utboks()

    assert [brev.to for brev in mail.outbox] == [["tom@stafett.invalid"]]


def test_the_unsure_may_be_let_be(usikker):
    assert "1 regnes som sendt" in run("--la-ligge", "usikker")
    jobb.empty_utboks()
    assert mail.outbox == []
    assert sorted(statuses()) == [Utboksstatus.AVVIST, Utboksstatus.SENDT]

    tell(usikker.sak, usikker.jonas, usikker.kari, noekkel="innlegg:2")
    jobb.empty_utboks()
    assert mail.outbox == [], "it counts as the mail she has not answered"


def test_a_decision_is_on_record(usikker):
    run("--send", "usikker")
    with as_owner():
        [hendelse] = Hendelse.objects.filter(handling="drift.epost_avgjort")
    assert hendelse.detaljer == {"status": "usikker", "antall": "1", "sendt_paa_nytt": "True"}
    assert (hendelse.formaal, hendelse.sak_id) == ("utboks", None)


@pytest.mark.parametrize("args", [("--send", "sendt"), ("--send", "usikker", "--la-ligge", "avvist")])
def test_other_mails_are_not_touched(usikker, args):
    with pytest.raises(CommandError):
        run(*args)
