"""Loading the signs: one file, the same for every municipality."""

import csv
from pathlib import Path

from django.conf import settings

from bti.models import Kjennetegn

FIL = settings.BASE_DIR / "fixtures" / "katalog" / "kjennetegn.csv"


def read_kjennetegn(fil: Path = FIL) -> list[dict[str, str]]:
    """Return the rows as they stand in the file."""
    with fil.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_kjennetegn(fil: Path = FIL) -> None:
    """Put the file's signs in the database, as the owner. One that is gone from the file is offered no more."""
    rader = read_kjennetegn(fil)
    Kjennetegn.objects.bulk_create(
        [Kjennetegn(nummer=nummer, is_active=True, **rad) for nummer, rad in enumerate(rader, start=1)],
        update_conflicts=True,
        unique_fields=["noekkel"],
        update_fields=["nummer", "is_active", *(felt for felt in rader[0] if felt != "noekkel")],
    )
    Kjennetegn.objects.exclude(noekkel__in=[rad["noekkel"] for rad in rader]).update(is_active=False)
