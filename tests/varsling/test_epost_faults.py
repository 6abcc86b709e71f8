"""When the mail cannot go: the server is down, the address is refused, the line breaks, the worker is killed."""

import smtplib

import pytest
from django.core import mail

from bti.varsling import jobb
from bti.varsling.models import Utboksstatus, Varsel
from tests.varsling.hjelp import let_time_pass, rows, statuses, tell


@pytest.mark.parametrize(
    "fault", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPConnectError(421, b"later")]
)
def test_a_mail_server_that_is_down_costs_nobody_their_mail(verden, postkontor, fault):
    postkontor.opening = [fault]
    tell(verden.sak, verden.jonas, verden.kari, verden.tom)
    jobb.empty_utboks()
    assert mail.outbox == []
    assert statuses() == [Utboksstatus.EPOST] * 2
    assert len(rows(Varsel)) == 2, "the app needs no mail server"

    jobb.empty_utboks()
    assert len(mail.outbox) == 2
    assert statuses() == [Utboksstatus.SENDT] * 2


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionRefusedError(),
        smtplib.SMTPDataError(451, b"greylisted"),
        smtplib.SMTPSenderRefused(450, b"later", "x"),
        smtplib.SMTPRecipientsRefused({"kari@stafett.invalid": (450, b"later")}),
    ],
)
def test_a_refused_mail_goes_back_and_is_sent_later(verden, postkontor, fault):
    postkontor.answers = [fault]
    tell(verden.sak, verden.jonas, verden.kari)
    jobb.empty_utboks()
    jobb.empty_utboks()
    assert mail.outbox == []
    assert statuses() == [Utboksstatus.EPOST]

    let_time_pass(minutes=3)
    jobb.empty_utboks()
    assert len(mail.outbox) == 1
    assert statuses() == [Utboksstatus.SENDT]


def test_a_server_that_never_takes_it_is_given_up_after_three_days(verden, postkontor):
    postkontor.answers = [smtplib.SMTPDataError(451, b"later") for _ in range(2)]
    tell(verden.sak, verden.jonas, verden.kari)
    jobb.empty_utboks()
    let_time_pass(days=4)
    jobb.empty_utboks()

    assert statuses() == [Utboksstatus.AVVIST]
    assert len(rows(Varsel)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        smtplib.SMTPRecipientsRefused({"kari@stafett.invalid": (550, b"no such user")}),
        smtplib.SMTPDataError(554, b"no"),
        ValueError("not an address"),
    ],
)
def test_an_address_that_takes_nothing_is_not_tried_again(verden, postkontor, fault):
    postkontor.answers = [fault]
    tell(verden.sak, verden.jonas, verden.kari)
    jobb.empty_utboks()
    let_time_pass(days=1)
    jobb.empty_utboks()

    assert mail.outbox == []
    assert statuses() == [Utboksstatus.AVVIST]


@pytest.mark.parametrize("fault", [smtplib.SMTPServerDisconnected(), TimeoutError(), ConnectionResetError()])
def test_a_line_that_breaks_while_sending_leaves_it_unsure_and_unsent(verden, postkontor, fault, caplog):
    postkontor.answers = [fault]
    tell(verden.sak, verden.jonas, verden.kari)
    jobb.empty_utboks()
    let_time_pass(days=1)
    jobb.empty_utboks()

    assert mail.outbox == []
    assert statuses() == [Utboksstatus.USIKKER]
    assert "may have gone or not" in caplog.text
    assert "kari" not in caplog.text


def test_one_bad_address_does_not_hold_up_the_others(verden, postkontor):
    postkontor.answers = [ValueError("not an address")]
    tell(verden.sak, verden.jonas, verden.kari, verden.tom)
    jobb.empty_utboks()

    assert len(mail.outbox) == 1
    assert sorted(statuses()) == [Utboksstatus.AVVIST, Utboksstatus.SENDT]


def test_a_worker_killed_while_sending_leaves_it_unsure_after_the_lease(verden, postkontor):
    """What a kill -9 leaves behind: claimed, committed, and never heard of again."""
    postkontor.answers = [KeyboardInterrupt()]
    tell(verden.sak, verden.jonas, verden.kari)
    with pytest.raises(KeyboardInterrupt):
        jobb.empty_utboks()
    assert statuses() == [Utboksstatus.SENDER]

    jobb.empty_utboks()
    assert statuses() == [Utboksstatus.SENDER], "another worker may still be at it"
    let_time_pass(minutes=6)
    jobb.empty_utboks()
    assert statuses() == [Utboksstatus.USIKKER]
    assert mail.outbox == []


def test_a_new_notice_is_mailed_after_an_unsure_one(verden, postkontor):
    postkontor.answers = [TimeoutError()]
    tell(verden.sak, verden.jonas, verden.kari, noekkel="innlegg:1")
    jobb.empty_utboks()
    tell(verden.sak, verden.jonas, verden.kari, noekkel="innlegg:2")
    jobb.empty_utboks()

    assert len(mail.outbox) == 1


def test_no_mail_server_is_called_for_nothing(verden, postkontor):
    postkontor.opening = [AssertionError("called for nothing")]
    jobb.empty_utboks()
    assert len(postkontor.opening) == 1
