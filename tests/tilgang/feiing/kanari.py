"""A canary in every field that holds something about a person: one value each, found again wherever it flies.

They are made from the models, so a new field has its canary the day it is written; one of a kind that nobody knows how
to fill fails the build. A canary is laid over a value that is there: what is empty in a row says nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models
from django.utils import timezone

from tests.eier import as_owner
from tests.husregler.kode import modeller

ORD = re.compile(r"fugl(\d{4})", re.IGNORECASE)
MAANEDER = [
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
]  # fmt: skip
DATO = re.compile(
    r"\b(?P<aar>\d{4})-(?P<mnd>\d\d)-(?P<dag>\d\d)"
    rf"|\b(?P<dag2>\d\d?)\. (?P<ord>{'|'.join(MAANEDER)}) (?P<aar2>\d{{4}})"
    r"|\b(?P<dag3>\d\d)\.(?P<mnd3>\d\d)\.(?P<aar3>\d{4})"
)
TALL = re.compile(r"(?<![\w-])(3(?:0\d|1[0-4])\d{2})(?![\w-])")
LANGT_UNNA = 1000  # days: no other date of the world is as far from today as the canaries' days are
MELLOM = 11  # days between two canaries: no page reckons a deadline from one to the other
FLEST = 1500
FOERSTE_TALL = 30_000

# What has no word of its own: a row's place, a yes or no, bytes, and what PostgreSQL makes itself.
UTEN_ORD = (
    models.UUIDField, models.ForeignKey, models.BooleanField, models.BinaryField, models.AutoField,
    models.GeneratedField,
)  # fmt: skip
# What steers the program and is chosen from a list in the code, though the model has no ``choices``.
STYRENDE = {
    "Hendelse.handling",
    "Hendelse.objekt_type",
    "Hendelse.formaal",
    "Hendelse.nr",
    "Innsynsspoersmaal.answered_at",  # an answer, and a judgement, is shown for a while
    "Innsynsspoersmaal.dag",  # the day of the line that it is about
    "Noedtilgang.reviewed_at",
    "Kladd.skjema",
    "Kommunerolle.gyldig_til",
    "Utskrift.fremdrift",
    "Utskrift.feil",
    "Utskrift.lest",
    "Svarskann.feil",
    "Svarskann.forsoek",
    "Svarskann.claimed_at",
}


@dataclass(frozen=True)
class Kanari:
    """One value in one field of one row. ``eier`` is what the row was called when it was put in the world."""

    nr: int
    modell: str
    felt: str
    rad: str

    @property
    def navn(self) -> str:
        return f"{self.modell}.{self.felt} ({self.rad})"

    @property
    def felt_navn(self) -> str:
        return f"{self.modell}.{self.felt}"


@dataclass
class Bur:
    """All canaries of a world, and how each is known again."""

    alle: list[Kanari] = field(default_factory=list)
    dager: dict[date, Kanari] = field(default_factory=dict)
    tall: dict[int, Kanari] = field(default_factory=dict)

    def new(self, modell: type[models.Model], felt: str, rad: str) -> Kanari:
        """Raises OverflowError when there are more than can be told apart."""
        if len(self.alle) >= FLEST:
            raise OverflowError(
                f"FLEST is {FLEST}: raise it, and see that words, days and numbers hold as many"
            )
        self.alle.append(Kanari(len(self.alle), modell.__name__, felt, rad))
        return self.alle[-1]

    def find(self, text: str) -> set[Kanari]:
        """Return every canary that flies in a text."""
        found = {self.alle[int(nr)] for nr in ORD.findall(text) if int(nr) < len(self.alle)}
        found |= {self.tall[int(nr)] for nr in TALL.findall(text) if int(nr) in self.tall}
        return found | {self.dager[dag] for dag in _dates_in(text) if dag in self.dager}

    def plant(self, rad: models.Model, navn: str) -> None:
        """Lay a canary over each value of the row, as the owner and past what keeps the record as it is."""
        verdier = {}
        for felt in fields_of(type(rad)):
            gammel = getattr(rad, felt.attname)
            if gammel not in (None, "") and f"{type(rad).__name__}.{felt.name}" not in STYRENDE:
                verdier[felt.attname] = self._value(self.new(type(rad), felt.name, navn), felt, gammel)
        with as_owner():
            type(rad)._base_manager.filter(pk=rad.pk).update(**verdier)

    def _value(self, kanari: Kanari, felt: models.Field, gammel: Any) -> Any:
        if isinstance(felt, models.DateTimeField | models.DateField):
            return self._day(kanari, gammel)
        if isinstance(felt, models.IntegerField):
            self.tall[FOERSTE_TALL + kanari.nr] = kanari
            return FOERSTE_TALL + kanari.nr
        ord_ = f"fugl{kanari.nr:04}"
        if isinstance(felt, models.EmailField):
            return f"{ord_}@stafett.invalid"
        if isinstance(felt, models.JSONField):
            return _in_every_leaf(gammel, ord_)
        if isinstance(felt, models.TextField):
            return f"Her fløy {ord_} over taket."
        return ord_

    def _day(self, kanari: Kanari, gammel: date | datetime) -> date | datetime:
        """A day of its own, on the same side of today as before; what comes after in the model comes later.

        A birthday stays within the same year of life.
        """
        naa = timezone.now() if isinstance(gammel, datetime) else timezone.localdate()
        if kanari.felt == "foedselsdato":
            dag = gammel - timedelta(days=kanari.nr % 100)
        else:
            tilbake = timedelta(days=LANGT_UNNA + MELLOM * (FLEST - kanari.nr))
            fram = timedelta(days=LANGT_UNNA + MELLOM * kanari.nr)
            dag = naa - tilbake if gammel <= naa else naa + fram
        self.dager[timezone.localtime(dag).date() if isinstance(dag, datetime) else dag] = kanari
        return dag


# Codes from a list that the municipality keeps (Kommunetema), and no words.
KODELISTER = {"temaer"}


def fields_of(modell: type[models.Model]) -> Iterator[models.Field]:
    """Return the fields of a model that a canary can sit in. Raises TypeError for one of a kind that is not known."""
    for felt in modell._meta.concrete_fields:
        if felt.choices or isinstance(felt, UTEN_ORD) or felt.primary_key:
            continue
        if getattr(felt, "base_field", None) is not None and (
            felt.base_field.choices or felt.name in KODELISTER
        ):
            continue
        if not isinstance(
            felt,
            models.CharField | models.TextField | models.DateField | models.IntegerField | models.JSONField,
        ):
            raise TypeError(
                f"{modell.__name__}.{felt.name}: no canary knows how to sit in {type(felt).__name__}"
            )
        yield felt


def personal_models() -> tuple[type[models.Model], ...]:
    """The models that declare personal fields."""
    return tuple(m for m in modeller() if m.personfelter.felter)


def missing_in(bur: Bur, candidates: Iterable[type[models.Model]]) -> list[str]:
    """Return the fields of these models that no canary sits in."""
    there = {kanari.felt_navn for kanari in bur.alle}
    wanted = {f"{m.__name__}.{felt.name}" for m in candidates for felt in fields_of(m)}
    return sorted(wanted - there - STYRENDE)


def _in_every_leaf(verdi: Any, ord_: str) -> Any:
    if isinstance(verdi, dict):
        return {key: _in_every_leaf(one, ord_) for key, one in verdi.items()} or {"ord": ord_}
    if isinstance(verdi, list):
        return [_in_every_leaf(one, ord_) for one in verdi]
    return ord_ if isinstance(verdi, str) else verdi


def _dates_in(text: str) -> Iterator[date]:
    for m in DATO.finditer(text):
        maaned = m["mnd"] or m["mnd3"] or MAANEDER.index(m["ord"]) + 1
        try:
            yield date(
                int(m["aar"] or m["aar2"] or m["aar3"]), int(maaned), int(m["dag"] or m["dag2"] or m["dag3"])
            )
        except ValueError:
            continue


def unlocked_record() -> None:
    """Let the rest of the transaction write over the record, as only its owner can."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE revisjon_hendelse DISABLE TRIGGER USER")
