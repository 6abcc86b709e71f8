"""Asking an employee into a case: first where they work, then who."""

from collections import Counter
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.models import Tjeneste
from bti.skjema import KladdForm
from bti.skjema.felter import set_beskrivelser, set_rader, set_valg
from bti.templatetags.stafett import dato_kort
from bti.tilgang.deltakelse import Ansatt


class FinnFagpersonForm(forms.Form):
    """A search, sent with GET: the service, and a part of the name when many work there."""

    tjeneste = forms.ModelChoiceField(
        label=_("Hvor arbeider personen?"),
        queryset=Tjeneste.objects.none(),
        empty_label=_("Velg tjeneste"),
        error_messages={
            "required": _("Velg hvor personen arbeider."),
            "invalid_choice": _("Velg en tjeneste i listen."),
        },
    )
    navn = forms.CharField(label=_("Del av navnet"), max_length=60, required=False)

    def __init__(
        self, data: Any = None, *, tjenester: QuerySet[Tjeneste], alle: QuerySet[Tjeneste], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.tjenester = tjenester
        set_rader(self, "tjeneste", alle, tekst=lambda one: one.navn)
        set_valg(
            self, "tjeneste", [("", _("Velg tjeneste")), *((str(one.pk), one.navn) for one in tjenester)]
        )

    def clean_tjeneste(self) -> Tjeneste:
        """A link may lead here for a service that nobody works in yet: say so, and what to do."""
        tjeneste: Tjeneste = self.cleaned_data["tjeneste"]
        if tjeneste not in self.tjenester:
            text = gettext(
                "Ingen fra {tjeneste} er i Stafett ennå. Be administratoren i kommunen gi en derfra tilgang."
            )
            raise forms.ValidationError(text.format(tjeneste=tjeneste.navn), code="nobody")
        return tjeneste


class VelgFagpersonForm(KladdForm):
    """One of those who work there. Namesakes are told apart by title and by when they began."""

    skjema: ClassVar[str] = "deltaker-ny"
    tittel = _("Invitasjon til en ansatt")

    ansettelse = forms.ChoiceField(
        label=_("Hvem vil du invitere?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg hvem du vil invitere."),
            "invalid_choice": _("Personen arbeider ikke lenger der, eller er alt med. Velg en annen."),
        },
    )

    def __init__(self, data: Any = None, *, ansatte: list[Ansatt], **kwargs: Any) -> None:
        self.ansatte = {str(one.pk): one for one in ansatte}
        super().__init__(data, **kwargs)

    def add_fields(self) -> None:
        set_valg(self, "ansettelse", [(key, one.navn) for key, one in self.ansatte.items()])
        same_name = Counter(one.navn for one in self.ansatte.values())
        beskrivelser = {
            key: _describe(one, is_namesake=same_name[one.navn] > 1) for key, one in self.ansatte.items()
        }
        set_beskrivelser(self.fields["ansettelse"], beskrivelser)

    def to_ansatt(self) -> Ansatt:
        """Return who was chosen."""
        return self.ansatte[self.cleaned_data["ansettelse"]]


def _describe(ansatt: Ansatt, *, is_namesake: bool) -> str:
    if not is_namesake:
        return ansatt.tittel
    return gettext("{tittel}, har arbeidet her siden {dato}").format(
        tittel=ansatt.tittel, dato=dato_kort(ansatt.gyldig_fra)
    )
