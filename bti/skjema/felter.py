"""Giving a form's fields what depends on who asks about what: rows, choices, and help for each choice."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from django import forms
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

type Tekst = str | Promise
type Valg = Iterable[tuple[str, Tekst]]


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
