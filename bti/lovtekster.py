"""The rights as they come with Stafett: loaded for a municipality, and never written over what it has made its own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from bti.models import Kommune, Rettighet, Sikkerhet

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"


def read_rettigheter(maalform: str = "nb", mappe: Path = MAPPE) -> list[dict[str, Any]]:
    """Return the fields of each right, as they stand in the file."""
    navn = "rettigheter_nn.json" if maalform == "nn" else "rettigheter.json"
    data = json.loads((mappe / navn).read_text(encoding="utf-8"))
    felles = {"kilde": data["kilde"], "sist_lest": date.fromisoformat(data["sist_lest"])}
    return [felles | rad for rad in data["rettigheter"]]


def load_rettigheter(kommune: Kommune) -> None:
    """Put the file's rights in the database, as the owner. One that the municipality has written stays as it is."""
    rettigheter = Rettighet.objects.filter(kommune=kommune)
    egne = set(rettigheter.filter(sikkerhet=Sikkerhet.KOMMUNEN).values_list("slag", flat=True))
    for rad in read_rettigheter(kommune.maalform):
        if rad["slag"] not in egne:
            Rettighet.objects.update_or_create(
                kommune=kommune, slag=rad["slag"], defaults=rad | {"sikkerhet": Sikkerhet.VAAR}
            )
