"""From a login to a person: by issuer and subject, never by e-mail."""

from typing import Any

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
            cursor.execute("SELECT * FROM innlogging_finn(%s, %s)", [issuer, subject])
            row = cursor.fetchone()
            columns = [column.name for column in cursor.description]
        return Bruker.from_db(connection.alias, columns, row) if row else None

    def get_user(self, user_id: Any) -> Bruker | None:
        """Return the person of the session: their own row, which exists for them alone once they are the actor."""
        return Bruker.objects.filter(pk=user_id, is_active=True).first()
