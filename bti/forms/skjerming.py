"""Choosing from whom something in a case is hidden, and why."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.models import Sak, Skjermgrunn
from bti.queries import people_to_shield
from bti.services.skjerming import Skjul
from bti.skjema.felter import with_capital

type Valg = list[tuple[str, str]]

VELG_HVEM = _("Kryss av for hvem som ikke skal se det.")
VELG_GRUNN = _("Velg hvorfor de ikke skal se det.")


class SkjulFelter(forms.Form):
    """The two questions. Those who can be chosen are fetched when the form is shown or somebody has been chosen."""

    skjul_for = forms.MultipleChoiceField(
        label=_("Hvem skal ikke se det?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Du og stafettholderen ser det alltid."),
        error_messages={"invalid_choice": _("Personen er ikke med i saken lenger. Velg på nytt.")},
    )
    skjul_grunn = forms.ChoiceField(
        label=_("Hvorfor?"),
        widget=forms.RadioSelect,
        required=False,
        choices=Skjermgrunn.choices,
        error_messages={"invalid_choice": _("Velg en grunn i listen.")},
    )

    def offer(self, find: Callable[[], Valg]) -> None:
        """Say how to find those who can be chosen."""
        felt = self.fields["skjul_for"]
        if isinstance(felt, forms.MultipleChoiceField):
            felt.choices = cache(find)
        if isinstance(grunn := self.fields["skjul_grunn"], forms.ChoiceField):
            # Without the empty choice that is no answer.
            grunn.choices = with_capital(Skjermgrunn)

    def clean(self) -> dict[str, Any]:
        """Both, or neither: nothing is hidden without a reason in law."""
        data = super().clean() or {}
        if data.get("skjul_for") and not data.get("skjul_grunn") and "skjul_grunn" not in self.errors:
            self.add_error("skjul_grunn", VELG_GRUNN)
        if data.get("skjul_grunn") and not data.get("skjul_for") and "skjul_for" not in self.errors:
            self.add_error("skjul_for", VELG_HVEM)
        return data

    @property
    def er_i_bruk(self) -> bool:
        """Whether somebody or a reason is chosen already: then the page shows the questions unfolded."""
        return any(self[name].value() for name in ("skjul_for", "skjul_grunn"))

    def to_skjul(self) -> Skjul | None:
        """Return what was chosen; None when nothing is hidden."""
        valgte = frozenset(UUID(value) for value in self.cleaned_data["skjul_for"])
        return Skjul(valgte, self.cleaned_data["skjul_grunn"]) if valgte else None


class SkjulForm(SkjulFelter):
    """Hiding something that stands in the case already: both questions must be answered."""

    def __init__(self, *args: Any, valg: Valg, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(lambda: valg)
        for name, setning in (("skjul_for", VELG_HVEM), ("skjul_grunn", VELG_GRUNN)):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = setning


def skjul_valg(sak: Sak, *, uten: Iterable[UUID]) -> Valg:
    """Return those in the case that something can be hidden from, as choices."""
    skip = set(uten)
    return [(str(pk), navn) for pk, navn in people_to_shield(sak) if pk not in skip]
