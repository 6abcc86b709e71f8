"""Dating the demo's cases back, so that they look lived in. The audit keeps the true times: it cannot be edited.

Run as the owner, in the same load that made the cases; their outbox rows go, for nobody is told today of what is old.
"""

from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

SQL = Path(__file__).with_suffix(".sql")


@transaction.atomic
def date_back(sak_id: UUID, *, dager: int) -> None:
    """Move a case so many days into the past; what led to level 2 half as many."""
    values: dict[str, UUID | int | str] = {
        "sak": sak_id,
        "dager": dager,
        "halve": dager // 2,
        "tid": f"{dager} days",
        "halvtid": f"{dager // 2} days",
        "nylig": f"{dager % 9} days",
    }
    with connection.cursor() as cursor:
        for statement in filter(str.strip, SQL.read_text(encoding="utf-8").split(";")):
            cursor.execute(statement, values)
