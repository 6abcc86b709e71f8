"""Start-up checks: the app refuses to serve on a connection that could bypass the policies."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection

_FAULTS_SQL = """
SELECT r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p')),
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname = 'bti_sak' AND c.relrowsecurity),
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relowner <> r.oid
                AND c.relnamespace = 'public'::regnamespace AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
  FROM pg_roles r WHERE r.rolname = current_user
"""


def find_connection_faults() -> list[str]:
    """Return in words what is wrong with the role that this connection runs as."""
    with connection.cursor() as cursor:
        cursor.execute(_FAULTS_SQL)
        is_super, bypasses, owns, protected, may_become_owner = cursor.fetchone()
    faults = []
    if is_super:
        faults.append("databaserollen er superbruker")
    if bypasses:
        faults.append("databaserollen går utenom radsikkerheten (BYPASSRLS)")
    if owns:
        faults.append("databaserollen eier tabeller")
    if may_become_owner and not is_super:
        faults.append("databaserollen kan bli den rollen som eier tabellene")
    if not protected:
        faults.append("tabellen bti_sak mangler radsikkerhet; kjør klargjoer")
    return faults


@register(Tags.database)
def check_connection(databases: Any = None, **kwargs: Any) -> list[Error]:
    """``manage.py check --database default`` says the same as the middleware does."""
    if not databases or settings.DATABASES["default"].get("SOM_EIER"):
        return []
    return [
        Error(f"Stafett tilbyr ikke tjenesten: {fault}.", id="stafett.E001")
        for fault in find_connection_faults()
    ]
