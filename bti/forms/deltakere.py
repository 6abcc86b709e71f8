"""Asking an employee into a case: first where they work, then who."""

from collections import Counter
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.models import Ansettelse, Tjeneste
from bti.skjema import KladdForm
from bti.templatetags.stafett import dato_kort


class FinnFagpersonForm(forms.Form):
    """A search, sent with GET: the service, and a part of the name when many work there."""

    tjeneste = forms.ModelChoiceField(
        label=_("Hvor arbeider personen?"),
        queryset=Tjeneste.objects.none(),
        empty_label=_("Velg tjeneste"),
        error_messages={
            "required": _("Velg hvor personen arbeider."),
            "invalid_choice": _("Velg en tjeneste i lista."),
        },
    )
    navn = forms.CharField(label=_("Del av navnet"), max_length=60, required=False)

    def __init__(self, data: Any = None, *, tjenester: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["tjeneste"].queryset = tjenester
        self.fields["tjeneste"].label_from_instance = lambda one: one.navn


class VelgFagpersonForm(KladdForm):
    """One of those who work there. Namesakes are told apart by title and by when they began."""

    skjema: ClassVar[str] = "deltaker-ny"

    ansettelse = forms.ChoiceField(
        label=_("Hvem vil du invitere?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg hvem du vil invitere."),
            "invalid_choice": _("Personen arbeider ikke lenger der, eller er alt med. Velg en annen."),
        },
    )

    def __init__(self, data: Any = None, *, ansettelser: list[Ansettelse], **kwargs: Any) -> None:
        self.ansettelser = {str(one.pk): one for one in ansettelser}
        super().__init__(data, **kwargs)

    def add_fields(self) -> None:
        field = self.fields["ansettelse"]
        field.choices = [(key, one.bruker.navn) for key, one in self.ansettelser.items()]
        same_name = Counter(one.bruker.navn for one in self.ansettelser.values())
        field.beskrivelser = {
            key: _describe(one, is_namesake=same_name[one.bruker.navn] > 1)
            for key, one in self.ansettelser.items()
        }

    def to_ansettelse(self) -> Ansettelse:
        """Return the employment that was chosen."""
        return self.ansettelser[self.cleaned_data["ansettelse"]]


def _describe(ansettelse: Ansettelse, *, is_namesake: bool) -> str:
    if not is_namesake:
        return ansettelse.tittel
    return gettext("{tittel}, har arbeidet her siden {dato}").format(
        tittel=ansettelse.tittel, dato=dato_kort(ansettelse.gyldig_fra)
    )
