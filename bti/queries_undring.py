"""What stands in the book of a worry. No user stands in a condition: PostgreSQL knows who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from bti.models import (
    Kjennetegn,
    Samtale,
    Skalatema,
    Skjemautfylling,
    Undring,
    Undringsdeling,
    Undringsendring,
    Undringskjennetegn,
    Undringsnotat,
    Undringsskala,
    Undringsutfall,
)
from bti.models.undringsbok import OM_BARNET, OM_FAMILIEN
from bti.tilgang.undringer import Deling


@dataclass(frozen=True)
class Skalalinje:
    """One theme: how it seems now, and how it seemed before, newest first."""

    tema: Skalatema
    naa: Undringsskala
    foer: list[Undringsskala]


@dataclass(frozen=True)
class Undringsinnhold:
    """How much hangs on a worry: what goes with it."""

    notater: int
    skalaer: int
    tegn: int
    samtaler: int
    endringer: int
    delinger: int
    skjemaer: int


def innhold_of(undring: Undring) -> Undringsinnhold:
    """Count what its author sees of it, in one statement."""
    hangs = (
        Undringsnotat,
        Undringsskala,
        Undringskjennetegn,
        Samtale,
        Undringsendring,
        Undringsdeling,
        Skjemautfylling,
    )
    antall = [_count(model) for model in hangs]
    rad = Undring.objects.filter(pk=undring.pk).values_list(*antall).get()
    return Undringsinnhold(*(int(value or 0) for value in rad))


def _count(model: type[Model]) -> Subquery:
    """How many rows of this kind hang on the worry; nothing when there are none."""
    mine = model._default_manager.filter(undring=OuterRef("pk")).order_by().values("undring")
    return Subquery(mine.annotate(n=Count("*")).values("n"))


def endringer_in(undring: Undring) -> QuerySet[Undringsendring]:
    """The moves of a worry, in the order they were made."""
    return Undringsendring.objects.filter(undring=undring).order_by("decided_at")


def is_meldt(undring: Undring) -> bool:
    """Whether it has ended in a report to the child welfare service or the police, also when it is open again."""
    return endringer_in(undring).filter(til=Undringsutfall.MELDING).exists()


def notater_in(undring: Undring) -> QuerySet[Undringsnotat]:
    """The notes of a worry, newest first."""
    return undring.notater.order_by("-dato", "-created_at")


def name_writers(
    notater: Iterable[Undringsnotat], deling: Deling | None, *, leser: UUID
) -> list[Undringsnotat]:
    """Say who wrote each note where more than one has read the worry; alone, one knows."""
    rader = list(notater)
    if deling or any(notat.created_by_id != leser for notat in rader):
        for notat in rader:
            notat.skrevet_av = _writer(notat, deling, leser)
    return rader


def _writer(notat: Undringsnotat, deling: Deling | None, leser: UUID) -> str:
    """Only those two who read it now are named: the others' names are nobody's here any longer."""
    if notat.created_by_id == leser:
        return _("Skrevet av deg")
    if deling and leser == deling.mottaker_id and notat.created_by_id == notat.undring.created_by_id:
        return _("Skrevet av {navn}").format(navn=deling.forfatter)
    if deling and notat.created_by_id == deling.mottaker_id:
        return _("Skrevet av {navn}").format(navn=deling.mottaker)
    return _("Skrevet av en som leste den før")


def samtaler_in(undring: Undring) -> QuerySet[Samtale]:
    """The talks of a worry, in the order they were prepared."""
    return Samtale.objects.filter(undring=undring).order_by("created_at")


def skalaer_in(undring: Undring) -> dict[str, list[Skalalinje]]:
    """What has been put on the scale, about the child and about the family. What nobody has judged is left out."""
    rader = list(undring.skalaer.order_by("-dato", "-created_at"))
    return {"barnet": _lines(rader, OM_BARNET), "familien": _lines(rader, OM_FAMILIEN)}


def _lines(rader: list[Undringsskala], temaer: Iterable[Skalatema]) -> list[Skalalinje]:
    by_tema = {tema: [rad for rad in rader if rad.tema == tema] for tema in temaer}
    return [Skalalinje(tema, mine[0], mine[1:]) for tema, mine in by_tema.items() if mine]


def tegn_in(undring: Undring) -> QuerySet[Undringskjennetegn]:
    """The signs that are known again, in the order of the list."""
    return undring.kjennetegn.select_related("kjennetegn").order_by("kjennetegn__nummer")


def kjennetegn_to_choose(slag: str) -> QuerySet[Kjennetegn]:
    """The signs on offer of one kind."""
    return Kjennetegn.objects.filter(slag=slag, is_active=True).order_by("nummer")
