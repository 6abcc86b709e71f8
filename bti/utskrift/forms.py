"""The form that orders a case summary: what it holds, and whom it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from bti.skjema.felter import set_valg
from bti.skjemavisning import Dagfelt
from bti.utskrift.deler import LESERE, Leser, Valg, list_deler


class UtskriftForm(KladdForm):
    """Everything is chosen from the start: the common case is one click."""

    skjema = "utskrift"
    tittel = _("Bestilling av utskrift")

    leser = forms.ChoiceField(
        label=_("Hvem er utskriften til?"),
        choices=LESERE,
        initial=Leser.FAMILIEN,
        widget=forms.RadioSelect,
        help_text=_(
            "Alle får samme innhold, med ett unntak: Det som er skjult for noen i familien, er ikke med til familien."
        ),
        error_messages={
            "required": _("Velg hvem utskriften er til."),
            "invalid_choice": _("Velg hvem utskriften er til."),
        },
    )
    deler = forms.MultipleChoiceField(
        label=_("Hva skal være med?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Navn, nivå og stafettholder er alltid med."),
        error_messages={
            "required": _("Velg minst én ting som skal være med."),
            "invalid_choice": _("Velg det som skal være med, fra listen."),
        },
    )
    fra = Dagfelt(
        label=_("Logg og meldinger fra og med"),
        required=False,
        error_messages={"invalid": _("Skriv fra-datoen med dag, måned og år.")},
    )
    til = Dagfelt(
        label=_("Logg og meldinger til og med"),
        required=False,
        help_text=_("La begge stå tomme for å få med alt."),
        error_messages={"invalid": _("Skriv til-datoen med dag, måned og år.")},
    )
    underskrift = forms.BooleanField(label=_("Sett av plass til underskrifter"), required=False)

    def __init__(self, data: Any = None, *, svarslipp: bool = False, **kwargs: Any) -> None:
        valgfrie = [del_ for del_ in list_deler() if not del_.alltid]
        chosen = [del_.noekkel for del_ in valgfrie if del_.er_valgt or (svarslipp and del_.bare_familien)]
        super().__init__(data, initial={"deler": chosen}, **kwargs)
        set_valg(self, "deler", [(del_.noekkel, del_.tittel) for del_ in valgfrie])

    def clean(self) -> dict[str, Any]:
        """A period ends on the day it begins, or later."""
        verdier = super().clean() or {}
        if verdier.get("fra") and verdier.get("til") and verdier["til"] < verdier["fra"]:
            self.add_error("til", _("Til-datoen er før fra-datoen. Bytt om på dem, eller la én stå tom."))
        return verdier

    def to_valg(self) -> Valg:
        """Return the choices in the form in which the order keeps them."""
        verdier = self.cleaned_data
        return Valg(
            deler=tuple(verdier["deler"]),
            leser=Leser(verdier["leser"]),
            fra=verdier["fra"],
            til=verdier["til"],
            underskrift=verdier["underskrift"],
        )
