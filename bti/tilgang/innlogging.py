"""From a login to a person: by issuer and subject, never by e-mail."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db import connection
from django.http import HttpRequest

from bti.models import Bruker

DEMO_ISSUER = "demo"


class IdentitetBackend(BaseBackend):
    """Knows people by their identity row. Permissions are not asked here: the gate reads guardian's rows."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Bruker | None:
        issuer, subject = credentials.get("issuer"), credentials.get("subject")
        if not issuer or not subject or "\0" in f"{issuer}{subject}":
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT innlogging_finn(%s, %s)", [issuer, subject])
            bruker_id: UUID | None = cursor.fetchone()[0]
        return self.get_user(bruker_id) if bruker_id else None

    def get_user(self, user_id: Any) -> Bruker | None:
        return Bruker.objects.filter(pk=user_id, is_active=True).first()
