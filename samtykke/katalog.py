"""The consent texts: loaded as a new version when their words have changed, never overwritten."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bti.models import Kommune
from samtykke.models import Samtykketekst

SPRAAK = ("nb", "nn")
FELTER = ("innledning", "hva_skjer_ved_ja", "hva_skjer_ved_nei", "hva_skjer_ved_trekk")


class FeilITekst(ValueError):
    """A text file lacks a field, or has an empty one: names the file and the field."""


def read_samtykketekst(spraak: str) -> dict[str, str]:
    """Return the words of one language, whole. Raises FeilITekst."""
    path = settings.BASE_DIR / "fixtures" / "katalog" / f"samtykketekst_{spraak}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for felt in FELTER:
        if not str(data.get(felt) or "").strip():
            raise FeilITekst(f"{path.name}: {felt} mangler")
    return {felt: data[felt] for felt in FELTER}


@transaction.atomic
def load_samtykketekst(kommune: Kommune) -> int:
    """Publish the texts for a municipality; return how many are new. Run as the owner; a second run changes nothing."""
    texts = {spraak: read_samtykketekst(spraak) for spraak in SPRAAK}
    return sum(_publish(kommune, spraak, words) for spraak, words in texts.items())


def _publish(kommune: Kommune, spraak: str, words: dict[str, str]) -> bool:
    newest = Samtykketekst.objects.filter(kommune=kommune, spraak=spraak).order_by("-versjon").first()
    if newest and all(getattr(newest, felt) == words[felt] for felt in FELTER):
        return False
    versjon = newest.versjon + 1 if newest else 1
    Samtykketekst.objects.create(
        kommune=kommune, spraak=spraak, versjon=versjon, published_at=timezone.now(), **words
    )
    return True
