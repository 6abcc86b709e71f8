"""The laws by which something may be shared without consent, as they come with Stafett: data, not code."""

import json
from dataclasses import dataclass

from django.conf import settings

FIL = settings.BASE_DIR / "fixtures" / "katalog" / "delingshjemler.json"
ANNEN = "annen"  # what the list does not have: said in words


@dataclass(frozen=True)
class Hjemmel:
    """One law: its code, what it is called, where it stands, and what it says in plain words."""

    kode: str
    navn: str
    lov: str
    tekst: str


def read_hjemler() -> list[dict[str, str]]:
    """Return the laws of the file, as the municipality's setting holds them."""
    return json.loads(FIL.read_text(encoding="utf-8"))["hjemler"]
