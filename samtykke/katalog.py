"""The consent texts: loaded as a new version when their words have changed, never overwritten."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bti.lesespraak import LESESPRAAK
from bti.models import Kommune
from samtykke.models import Kvalitet, Samtykketekst, Tema

KILDE = "nb"
SPRAAK = tuple(LESESPRAAK)
AVSNITT = ("innledning", "hva_skjer_ved_ja", "hva_skjer_ved_nei", "hva_skjer_ved_trekk", "rettigheter")
PLASSHOLDERE = re.compile(r"{\w*}")


class FeilITekst(ValueError):
    """A text file cannot be read, or lacks a field: names the file and the field."""


@dataclass(frozen=True)
class Spraaktekst:
    """What a file says: five paragraphs, the themes' names, the page's words, and who stands for them."""

    innledning: str
    hva_skjer_ved_ja: str
    hva_skjer_ved_nei: str
    hva_skjer_ved_trekk: str
    rettigheter: str
    temaer: dict[str, str]
    ord: dict[str, str]
    oversatt_av: str
    kvalitet: str
    gjennomgaatt_av: str = ""
    gjennomgaatt_dato: date | None = None


def read_samtykketekst(spraak: str, mappe: Path | None = None) -> Spraaktekst:
    """Return the words of one language, whole. Raises FeilITekst."""
    return _read(spraak, mappe or settings.BASE_DIR / "fixtures" / "katalog" / "samtykke")


@cache
def _read(spraak: str, mappe: Path) -> Spraaktekst:
    path = mappe / f"{spraak}.json"
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        fields = {name: data.get(name) or "" for name in (*AVSNITT, "oversatt_av", "gjennomgaatt_av")}
        dag = data.get("gjennomgaatt_dato")
        tekst = Spraaktekst(
            **fields, temaer=dict(data.get("temaer") or {}), ord=dict(data.get("ord") or {}),
            kvalitet=str(data.get("kvalitet")), gjennomgaatt_dato=date.fromisoformat(dag) if dag else None,
        )  # fmt: skip
    except OSError as error:
        raise FeilITekst(f"{path.name}: filen finnes ikke") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise FeilITekst(f"{path.name}: filen kan ikke leses: {error}") from error
    for problem in _problems(tekst, tekst if spraak == KILDE else _read(KILDE, mappe)):
        raise FeilITekst(f"{path.name}: {problem}")
    return tekst


def _problems(tekst: Spraaktekst, kilde: Spraaktekst) -> Iterator[str]:
    """Yield what is wrong with a text: every word of the source is there, with the same to fill in."""
    words, wanted = (
        _words(tekst),
        _words(kilde) | dict.fromkeys([f"temaer.{tema}" for tema in Tema.values], ""),
    )
    for name, original in wanted.items():
        word = words.get(name)
        if not isinstance(word, str) or not word.strip():
            yield f"{name} mangler"
        elif set(PLASSHOLDERE.findall(word)) != set(PLASSHOLDERE.findall(original or word)):
            yield f"{name} har andre plassholdere enn bokmål"
    if tekst.kvalitet not in Kvalitet.values:
        yield "kvalitet må være sikret eller ikke_sikret"
    elif tekst.kvalitet == Kvalitet.SIKRET and not (tekst.gjennomgaatt_av and tekst.gjennomgaatt_dato):
        yield "gjennomgaatt_av og gjennomgaatt_dato mangler for en sikret tekst"


def _words(tekst: Spraaktekst) -> dict[str, Any]:
    words = {name: getattr(tekst, name) for name in (*AVSNITT, "oversatt_av")}
    words |= {f"temaer.{name}": word for name, word in tekst.temaer.items()}
    return words | {f"ord.{name}": word for name, word in tekst.ord.items()}


@transaction.atomic
def load_samtykketekst(kommune: Kommune) -> int:
    """Publish the texts for a municipality; return how many are new. Run as the owner; a second run changes nothing."""
    texts = {spraak: read_samtykketekst(spraak) for spraak in SPRAAK}
    return sum(_publish(kommune, spraak, words) for spraak, words in texts.items())


def _publish(kommune: Kommune, spraak: str, words: Spraaktekst) -> bool:
    newest = Samtykketekst.objects.filter(kommune=kommune, spraak=spraak).order_by("-versjon").first()
    fields = asdict(words)
    if newest and all(getattr(newest, name) == value for name, value in fields.items()):
        return False
    versjon = newest.versjon + 1 if newest else 1
    Samtykketekst.objects.create(
        kommune=kommune, spraak=spraak, versjon=versjon, published_at=timezone.now(), **fields
    )
    return True
