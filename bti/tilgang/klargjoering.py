"""Everything the access walls need beside the tables: rights, key, defaults, role permissions. Run as the owner."""

import json

from django.conf import settings
from django.contrib.auth.models import Permission as DjangoPermission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from bti.innstillinger import INNSTILLINGER
from bti.models import Sak
from bti.tilgang.rettigheter import apply_rettigheter
from bti.tilgang.tillatelser import ROLLETILLATELSER, Permission


@transaction.atomic
def prepare_tilgang() -> None:
    """Bring the walls in line with the code; idempotent."""
    apply_rettigheter()
    _store_key()
    _store_defaults()
    _store_permissions()


def _store_key() -> None:
    key = settings.AKTOER_NOEKKEL.ljust(64, b"\0")
    ipad, opad = bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tilgang_noekkel (ipad, opad) VALUES (%s, %s)"
            " ON CONFLICT (id) DO UPDATE SET ipad = excluded.ipad, opad = excluded.opad",
            [ipad, opad],
        )


def _store_defaults() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tilgang_innstilling")
        cursor.executemany(
            "INSERT INTO tilgang_innstilling (noekkel, verdi) VALUES (%s, %s)",
            [(i.noekkel, json.dumps(i.standard)) for i in INNSTILLINGER.values()],
        )


def _store_permissions() -> None:
    """Role → permission, and guardian's rows of every participant made equal to it."""
    sak = ContentType.objects.get_for_model(Sak)
    ids = {}
    for permission in Permission:
        if permission.is_sak_permission:
            row, _ = DjangoPermission.objects.get_or_create(
                content_type=sak, codename=permission.codename, defaults={"name": permission.codename}
            )
            ids[permission] = row.pk
    pairs = [(str(rolle), ids[p]) for rolle, permissions in ROLLETILLATELSER.items() for p in permissions]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tilgang_rolletillatelse")
        cursor.executemany(
            "INSERT INTO tilgang_rolletillatelse (rolle, permission_id) VALUES (%s, %s)", pairs
        )
        cursor.execute("SELECT tilgang_rett_opp_tillatelser()")
