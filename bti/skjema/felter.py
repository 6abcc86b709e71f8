"""Giving a form's fields what depends on who asks about what: rows, choices, and help for each choice."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django import forms
from django.db import models
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst

type Tekst = str | Promise
type Valg = Iterable[tuple[str, Tekst]]

# No row has it: saving meets a conflict, which shows both texts and gives the form a new number.
INGEN_VERSJON = -1
STOERSTE_HELTALL = 2**31 - 1  # of PostgreSQL's integer


class Versjonsfelt(forms.IntegerField):
    """Which version of the row the form was made from, hidden in it.

    A person cannot put a hidden number right. One that is missing, no number or too large for the database is the
    version of no row: the text is kept, and the answer is that of any page that is older than the row.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int:
        try:
            tall = super().clean(value)
        except forms.ValidationError:
            return INGEN_VERSJON
        return tall if tall is not None and 0 <= tall <= STOERSTE_HELTALL else INGEN_VERSJON


def with_capital(slag: type[models.TextChoices]) -> list[tuple[str, Any]]:
    """The choices as they stand alone on a line."""
    return [(kode, capfirst(navn)) for kode, navn in slag.choices]


def set_valg(form: forms.BaseForm, felt: str, valg: Valg) -> None:
    """Give a field its choices."""
    _field(form, felt, forms.ChoiceField).choices = list(valg)


def list_valg(form: forms.BaseForm, felt: str) -> list[tuple[str, Tekst]]:
    """Return the choices that a field offers now."""
    # The field has made an iterator of them, whatever it was given.
    return list(cast("Valg", _field(form, felt, forms.ChoiceField).choices))


def set_rader[M: Model](
    form: forms.BaseForm, felt: str, rader: QuerySet[M], *, tekst: Callable[[M], str]
) -> None:
    """Give a field the rows to choose among, and the words for each."""
    field = _field(form, felt, forms.ModelChoiceField)
    field.queryset = rader
    vars(field)["label_from_instance"] = tekst


def set_beskrivelser(felt: forms.Field, beskrivelser: Mapping[str, Tekst]) -> None:
    """Give some of a field's choices a help text of their own; ``Felt.valg`` in bti.skjemavisning reads them."""
    vars(felt)["beskrivelser"] = beskrivelser


def set_merke(felt: forms.Field, tekst: Tekst) -> None:
    """Give a field its own words beside the label, where «Må fylles ut» would stand."""
    vars(felt)["merke"] = tekst


def _field[F: forms.Field](form: forms.BaseForm, felt: str, slag: type[F]) -> F:
    field = form.fields[felt]
    if not isinstance(field, slag):
        raise TypeError(f"{felt} is no {slag.__name__}")
    return field
