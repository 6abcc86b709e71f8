"""The rights as they come with Stafett: loaded for a municipality, and never written over what it has made its own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from bti.models import Kommune, Rettighet, Sikkerhet

MAPPE = settings.BASE_DIR / "fixtures" / "katalog"
RETTFELTER = (
    "navn", "hvem", "hva", "hvordan", "lovtekst", "lovhenvisning", "lenke", "krever_ja", "sist_lest", "kilde",
)  # fmt: skip


def read_rettigheter(maalform: str = "nb", mappe: Path = MAPPE) -> list[dict[str, Any]]:
    """Return the fields of each right, as they stand in the file."""
    navn = "rettigheter_nn.json" if maalform == "nn" else "rettigheter.json"
    data = json.loads((mappe / navn).read_text(encoding="utf-8"))
    felles = {"kilde": data["kilde"], "sist_lest": date.fromisoformat(data["sist_lest"])}
    return [felles | rad for rad in data["rettigheter"]]


def load_rettigheter(kommune: Kommune) -> None:
    """Put the file's rights in the database, as the owner. One that the municipality has written stays as it is."""
    egne = Rettighet.objects.filter(kommune=kommune, sikkerhet=Sikkerhet.KOMMUNEN).values_list(
        "slag", flat=True
    )
    kept = set(egne)
    rader = [rad for rad in read_rettigheter(kommune.maalform) if rad["slag"] not in kept]
    Rettighet.objects.bulk_create(
        [Rettighet(kommune=kommune, sikkerhet=Sikkerhet.VAAR, **rad) for rad in rader],
        update_conflicts=True,
        unique_fields=["kommune", "slag"],
        update_fields=["sikkerhet", *RETTFELTER],
    )
