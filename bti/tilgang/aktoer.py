"""Who is asking. PostgreSQL learns it from a signed, short-lived, transaction-local setting.

``user-or-purpose . expiry . HMAC``: SQL that sets another id without the key sees nothing (docs/tilgang.md).
"""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

LEVETID_SEKUNDER = 300
# What has been worked out is forgotten: the cases, whom they are about, and what one may do in the last of them.
GJEMT = ("stafett.saker", "stafett.hovedpersoner", "stafett.verb")
GLEM = ", ".join(f"set_config('{navn}', '', true)" for navn in GJEMT)
NEVN = f"SELECT set_config('stafett.aktoer', %s, true), {GLEM}"


class Formaal(StrEnum):
    """The named purposes that the system may act for, each with its own narrow SQL functions and no wider policy.

    Every call site stands on a list in tests/husregler.
    """

    UTBOKS = "utboks"
    PAAMINNELSE = "paaminnelse"
    UTSKRIFT = "utskrift"
    OPPRYDDING = "opprydding"
    ANKER = "anker"
    LOGGKONTROLL = "loggkontroll"
    SAMTYKKE = "samtykke"


def sign_aktoer(subject: str, *, now: float | None = None) -> str:
    """Return ``subject.expiry.hmac`` for a person's id or ``formaal:<name>``."""
    expiry = int((now if now is not None else time.time()) + LEVETID_SEKUNDER)
    message = f"{subject}.{expiry}"
    digest = hmac.new(settings.AKTOER_NOEKKEL, message.encode(), hashlib.sha256).hexdigest()
    return f"{message}.{digest}"


def set_aktoer(subject: str) -> None:
    """Name the actor for the rest of this transaction; an empty subject is nobody."""
    signed = sign_aktoer(subject) if subject else ""
    with connection.cursor() as cursor:
        cursor.execute(NEVN, [signed])


def forget_saker() -> None:
    """Let the next statement work out anew what the actor sees and may. Call it after waiting for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {GLEM}")


def current_setting() -> str:
    """Return the raw setting of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('stafett.aktoer', true), '')")
        return cursor.fetchone()[0]


@contextmanager
def _acting(subject: str) -> Iterator[None]:
    from bti.revisjon.services import collecting

    with transaction.atomic():
        before = current_setting()
        set_aktoer(subject)
        with collecting():
            yield
        # PostgreSQL keeps what a released savepoint has set; an error rolls it back by itself.
        with connection.cursor() as cursor:
            cursor.execute(NEVN, [before])


def acting_as(bruker_id: UUID | str | None) -> AbstractContextManager[None]:
    """Act as a person until the block ends: for jobs, commands and tests. The request's actor is the middleware's."""
    return _acting(str(bruker_id or ""))


def acting_for(formaal: Formaal) -> AbstractContextManager[None]:
    """Act for a named system purpose until the block ends."""
    return _acting(f"formaal:{formaal}")
