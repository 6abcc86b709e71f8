"""Choosing the one colleague who is to read a worry."""

from collections.abc import Collection
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from bti.skjema.felter import set_valg
from bti.tilgang.adgang import Kollega


class SoekMottakerForm(forms.Form):
    """A search, sent with GET, in a unit where many work."""

    navn = forms.CharField(label=_("Del av navnet"), max_length=60, required=False)


class DelUndringForm(KladdForm):
    """One colleague, the heads of the unit first."""

    skjema: ClassVar[str] = "undring-del"
    tittel = _("Deling av en undring")

    mottaker = forms.ChoiceField(
        label=_("Hvem vil du dele med?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem du vil dele med.")),
    )

    def __init__(
        self, data: Any = None, *, kolleger: list[Kollega], ledere: Collection[UUID], **kwargs: Any
    ) -> None:
        self.kolleger, self.ledere = kolleger, ledere
        super().__init__(data, **kwargs)

    def add_fields(self) -> None:
        andre = [one for one in self.kolleger if one.bruker_id != self.request.aktoer.bruker_id]
        andre.sort(key=lambda one: (one.bruker_id not in self.ledere, one.navn))
        set_valg(self, "mottaker", [(str(one.bruker_id), self._words(one)) for one in andre])

    def _words(self, one: Kollega) -> str:
        hvem = f"{one.navn}, {one.tittel}" if one.tittel else one.navn
        if one.bruker_id in self.ledere:
            return gettext("{navn} (leder)").format(navn=hvem)
        return hvem
