"""The mail that says that there is something, and never what. Same words for everybody; no name, no link, no id."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext


@dataclass(frozen=True)
class Brev:
    """One mail to one person, for everything there is to tell them now."""

    foerste: UUID
    epost: str
    maalform: str
    kommune: str


class Utfall(StrEnum):
    """How it went. UTSATT: the server has certainly not taken it. USIKKER: it may have."""

    SENDT = "sendt"
    UTSATT = "utsatt"
    AVVIST = "avvist"
    USIKKER = "usikker"


class Post:
    """One line to the mail server for one run."""

    def __init__(self) -> None:
        self.line: Any = mailers.default

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self._hang_up()

    def is_ready(self) -> bool:
        """Say whether the server answers now. Asked before each mail is claimed: a server may hang up at any time."""
        if not self._is_alive():
            self._hang_up()
        try:
            self.line.open()
        except OSError:  # smtplib's errors are OSErrors
            self._hang_up()
            return False
        return True

    def _is_alive(self) -> bool:
        """Ask a line that is open; one that is not open yet is no worse for that."""
        smtp = getattr(self.line, "connection", None)
        if smtp is None:
            return True
        with suppress(OSError):
            return smtp.noop()[0] == 250
        return False

    def send(self, brev: Brev) -> Utfall:
        """Hand it over, once."""
        try:
            self.line.send_messages([write_brev(brev)])
        except smtplib.SMTPRecipientsRefused as fault:
            return _judge(max(code for code, _ in fault.recipients.values()))
        except smtplib.SMTPDataError as fault:
            return _judge(fault.smtp_code)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPNotSupportedError, ConnectionRefusedError):
            return Utfall.UTSATT
        except ValueError:  # not an address
            return Utfall.AVVIST
        except OSError:
            self._hang_up()
            return Utfall.USIKKER
        return Utfall.SENDT

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.line.close()
        self.line = mailers.default


def _judge(code: int) -> Utfall:
    return Utfall.AVVIST if code >= 500 else Utfall.UTSATT


def write_brev(brev: Brev) -> EmailMessage:
    """Write the one sentence, in the recipient's own form of Norwegian."""
    with translation.override(brev.maalform):
        tekst = gettext("Du har noe nytt i {kommune}. Logg inn som du pleier.").format(
            kommune=_name(brev.kommune)
        )
    headers = {
        "Message-ID": _message_id(brev.foerste),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return EmailMessage(tekst, tekst, settings.DEFAULT_FROM_EMAIL, [brev.epost], headers=headers)


class IkkePostlagt(Exception):
    """The mail server has not taken it."""


def send_driftsbrev(til: list[str], *, emne: str, tekst: str) -> None:
    """Send to whoever watches the system, at once: words of our own, no case and no person. Raises IkkePostlagt."""
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    try:
        mailers.default.send_messages(
            [EmailMessage(emne, tekst, settings.DEFAULT_FROM_EMAIL, til, headers=headers)]
        )
    except (OSError, ValueError) as fault:  # smtplib's errors are OSErrors
        raise IkkePostlagt from fault


def _name(kommune: str) -> str:
    if not kommune:
        return "Stafett"
    return kommune if kommune.endswith("kommune") else f"{kommune} kommune"


def _message_id(rad: UUID) -> str:
    """The same row gives the same id, so that a mail server knows a second copy; the row's own id is not in it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{salted_hmac('bti.varsling.post', str(rad), algorithm='sha256').hexdigest()[:32]}@{domain}>"
