"""The answers to a form: each of its kind, in its column, and in words for a reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bti.models import Felttype, Skjemafelt, Skjemasvar, Skjemautfylling
from bti.models.undringsbok import Skalaverdi
from bti.stafettord import in_readers_form

type Verdi = str | int | bool | date | list[str] | None

KOLONNE = {
    Felttype.TEKST: "tekst",
    Felttype.LANGTEKST: "tekst",
    Felttype.VALG: "valg",
    Felttype.FLERVALG: "valg",
    Felttype.SKALA: "tall",
    Felttype.DATO: "dato",
    Felttype.JANEI: "ja",
}


@dataclass(frozen=True)
class Svarlinje:
    """A question and its answer in words; empty when nobody has answered."""

    felt: Skjemafelt
    ord: str

    @property
    def er_lang(self) -> bool:
        return self.felt.felttype == Felttype.LANGTEKST


def value_of(svar: Skjemasvar, felttype: str) -> Verdi:
    """Return the answer as its form has it: one choice is a text, several a list."""
    verdi = getattr(svar, KOLONNE[Felttype(felttype)])
    return verdi[0] if felttype == Felttype.VALG and verdi else verdi


def make_svar(utfylling: Skjemautfylling, felt: Skjemafelt, verdi: Verdi) -> Skjemasvar:
    """Return the row of an answer, not saved yet."""
    if felt.felttype == Felttype.VALG:
        verdi = [str(verdi)]
    return Skjemasvar(utfylling=utfylling, felt=felt, **{KOLONNE[Felttype(felt.felttype)]: verdi})


def is_answered(verdi: Verdi) -> bool:
    """Whether something is said: no, and the number 0, are answers."""
    return verdi is not None and verdi not in ("", [])


def fits(felt: Skjemafelt, verdi: Verdi) -> bool:
    """Whether an answer to an earlier version may stand here: what was chosen is still on offer."""
    chosen = verdi if isinstance(verdi, list) else [verdi]
    return KOLONNE[Felttype(felt.felttype)] != "valg" or set(chosen) <= set(felt.valg)


def read_verdier(utfylling: Skjemautfylling) -> dict[UUID, Verdi]:
    """Return the answers by question."""
    rader = utfylling.svar.select_related("felt")
    return {svar.felt_id: value_of(svar, svar.felt.felttype) for svar in rader}


def list_linjer(utfylling: Skjemautfylling) -> list[Svarlinje]:
    """Return every question of the form with its answer, in the order of the form."""
    svarene = {svar.felt_id: svar for svar in utfylling.svar.all()}
    return [Svarlinje(felt, words_of(felt, svarene.get(felt.pk))) for felt in utfylling.mal.felter.all()]


def list_blank(felter: Iterable[Skjemafelt]) -> list[Svarlinje]:
    """Return the questions alone, for a form on paper."""
    return [Svarlinje(felt, "") for felt in felter]


def words_of(felt: Skjemafelt, svar: Skjemasvar | None) -> str:
    """Return the answer as somebody reads it."""
    verdi = value_of(svar, felt.felttype) if svar else None
    if isinstance(verdi, bool):
        return _("Ja") if verdi else _("Nei")
    if isinstance(verdi, int):
        return str(Skalaverdi(verdi).label)
    if isinstance(verdi, date):
        return date_format(verdi, "j. F Y")
    if isinstance(verdi, list):
        return ", ".join(in_readers_form(one) for one in verdi)
    return in_readers_form(verdi) if verdi and felt.felttype == Felttype.VALG else verdi or ""
