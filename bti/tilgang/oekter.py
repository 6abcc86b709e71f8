"""Sessions of which the table tells nothing: the cookie alone finds the row and opens it.

Django's own keeps the cookie's value as the primary key and signs the content without hiding it: whoever could read
the table was everybody. Here the row is found by a digest of the cookie's value, and its content is encrypted with a
key made of that value and FELTNOEKKEL. A row copied to another key does not open.
"""

import base64
import hashlib
import hmac
import os
import time
import zlib
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

NONCE_LENGDE = 12
UTLOEPER = "utloeper"  # sealed too: whoever moves the row's own date keeps no session alive
FINN = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Only what touches the table differs. No view is async, and Django's async twins are not used."""

    if TYPE_CHECKING:  # Django's own, which its stubs leave out

        def _get_or_create_session_key(self) -> str: ...

    def load(self) -> dict[str, Any]:
        """Return what the row holds. In SQL by hand: every request asks, and building the query costs more than it."""
        with connection.cursor() as cursor:
            cursor.execute(FINN, [digest_of(self.session_key or ""), timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def exists(self, session_key: str) -> bool:
        return self._rows(session_key).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Return the row: the digest of the key, and the content sealed with the key."""
        return self.model(
            session_key=digest_of(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            self._rows(key).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        nonce = os.urandom(NONCE_LENGDE)
        content = session_dict | {UTLOEPER: int(time.time()) + settings.SESSION_COOKIE_AGE}
        sealed = self._cipher().encrypt(nonce, zlib.compress(self.serializer().dumps(content)), None)
        return base64.b64encode(nonce + sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            raw = base64.b64decode(session_data, validate=True)
            opened = self._cipher().decrypt(raw[:NONCE_LENGDE], raw[NONCE_LENGDE:], None)
        except (InvalidTag, ValueError):
            return {}
        content = self.serializer().loads(zlib.decompress(opened))
        return content if content.pop(UTLOEPER, 0) > time.time() else {}

    def _rows(self, session_key: str) -> QuerySet[AbstractBaseSession]:
        return self.model.objects.filter(session_key=digest_of(session_key))

    def _cipher(self) -> AESGCM:
        message = f"stafett.oekt:{self._get_or_create_session_key()}".encode()
        return AESGCM(hmac.digest(settings.FELTNOEKKEL.encode(), message, "sha256"))


def digest_of(session_key: str) -> str:
    """Return what the table knows of a key: 64 hex digits do not fit its 40 characters, so as base 32 of 200 bits."""
    return base64.b32encode(hashlib.sha256(session_key.encode()).digest()[:25]).decode()
