"""Preparing a talk with the parents or the child, and writing up what was said."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.forms.undring import UGYLDIG_DATO, datofelt, tekstfelt
from bti.models import Samtale
from bti.models.samtale import Samtalemed
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER_IKKE, said_first
from bti.skjema.felter import Versjonsfelt
from bti.skjemavisning import Dagfelt

LENGST_FRAM = 365


def validate_near(dag: date) -> None:
    """A talk is agreed for this year or the next."""
    if abs(dag - timezone.localdate()) > timedelta(days=LENGST_FRAM):
        raise ValidationError(_("Datoen er langt unna. Se om året er riktig."), code="far")


class SamtaleForm(KladdForm):
    """Before the talk: all may wait but whom it is with."""

    skjema: ClassVar[str] = "samtale"
    tittel = _("Samtale om en undring")
    FOER: ClassVar = ("hensikt", "vil_si", "spoersmaal", "tolk", "tolkespraak")

    med = forms.ChoiceField(
        label=_("Hvem skal du snakke med?"),
        choices=Samtalemed,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Velg om du skal snakke med foreldrene eller barnet.")
        ),
    )
    hensikt = tekstfelt(
        _("Hva vil du oppnå?"), rows=2, help_text=_("Én ting er nok. Skriv ikke navn på noen.")
    )
    vil_si = tekstfelt(
        _("Hva vil du si?"), rows=3, help_text=_("Begynn gjerne slik: «Jeg har lagt merke til at …»")
    )
    spoersmaal = tekstfelt(
        _("Hva vil du spørre om?"),
        rows=3,
        help_text=_("Spør åpent: «Hva ser dere hjemme?», «Fortell litt om …»"),
    )
    tolk = forms.BooleanField(label=_("Vi trenger tolk"), required=False)
    tolkespraak = forms.CharField(
        label=_("Hvilket språk?"),
        max_length=40,
        required=False,
        help_text=_("Barn og slektninger skal aldri tolke. Bestill en tolk."),
    )
    avtaltdato = Dagfelt(
        label=_("Når er samtalen?"),
        required=False,
        validators=[validate_near],
        error_messages={"invalid": UGYLDIG_DATO},
    )

    def clean(self) -> dict[str, Any]:
        """A language is said when an interpreter is needed, and only then."""
        verdier = super().clean() or {}
        if verdier.get("tolk") and not verdier.get("tolkespraak"):
            self.add_error("tolkespraak", _("Skriv hvilket språk tolken skal snakke."))
        if not verdier.get("tolk"):
            verdier["tolkespraak"] = ""
        return verdier

    def to_samtale(self) -> dict[str, Any]:
        """Return what the service needs."""
        data = self.cleaned_data
        return {name: data[name] for name in self.FOER} | {"med": data["med"], "avtalt": data["avtaltdato"]}


class SamtaleSkrivForm(SamtaleForm):
    """The same, and what was said."""

    skjema = "samtale-skriv"
    tittel = _("Det som ble sagt i en samtale")
    ETTER: ClassVar = ("hva_ble_sagt", "barnets_ord", "hva_naa")

    holdtdato = datofelt(_("Når snakket dere sammen?"))
    hva_ble_sagt = tekstfelt(_("Hva ble sagt?"), help_text=_("Skriv kort. Skriv ikke navn."))
    barnets_ord = tekstfelt(
        _("Barnets egne ord"),
        rows=3,
        help_text=said_first(FAMILIEN_LESER_IKKE, _("Skriv ordrett. Ikke rett på det barnet sa.")),
    )
    hva_naa = tekstfelt(_("Hva gjør dere nå?"), rows=3)
    versjon = Versjonsfelt()

    def __init__(self, data: Any = None, *, samtale: Samtale, **kwargs: Any) -> None:
        initial = {name: getattr(samtale, name) for name in (*self.FOER, *self.ETTER, "versjon")}
        initial |= {"avtaltdato": samtale.avtalt, "holdtdato": samtale.holdt}
        super().__init__(data, objekt_id=samtale.pk, initial=initial, **kwargs)

    def add_fields(self) -> None:
        del self.fields["med"]

    def to_samtale(self) -> dict[str, Any]:
        data = self.cleaned_data
        verdier = {name: data[name] for name in (*self.FOER, *self.ETTER, "versjon")}
        return verdier | {"avtalt": data["avtaltdato"], "holdt": data["holdtdato"]}
