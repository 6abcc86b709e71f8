"""Choosing who stands in, for whom and for how long."""

from collections import Counter
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from bti.skjema.felter import set_valg
from bti.skjemavisning import Dagfelt
from bti.templatetags.stafett import dato_kort
from bti.tilgang.adgang import Fravaer, Kollega, NyttFravaer


class SoekKollegaForm(forms.Form):
    """A search, sent with GET, in a unit where many work."""

    tjeneste = forms.CharField(widget=forms.HiddenInput, required=False)
    navn = forms.CharField(label=_("Del av navnet"), max_length=60, required=False)


class FravaerForm(KladdForm):
    """Who is away (the head may say it of others), who stands in, from and to."""

    skjema: ClassVar[str] = "stedfortreder"
    tittel = _("Vikar mens noen er borte")

    bruker = forms.ChoiceField(
        label=_("Hvem er borte?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem som er borte.")),
    )
    vikar = forms.ChoiceField(
        label=_("Hvem er vikar?"),
        help_text=_("Vikaren ser de samme sakene og kan gjøre det samme, så lenge fraværet varer."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem som er vikar.")),
    )
    fra = Dagfelt(label=_("Fra og med"), error_messages={"invalid": _("Skriv fra-datoen på nytt.")})
    til = Dagfelt(
        label=_("Til og med"),
        help_text=_("Etter denne dagen er sakene borte for vikaren."),
        error_messages={"invalid": _("Skriv til-datoen på nytt.")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        kolleger: list[Kollega],
        fravaer: list[Fravaer],
        er_leder: bool,
        maks_dager: int,
        **kwargs: Any,
    ) -> None:
        self.kolleger, self.fravaer = kolleger, fravaer
        self.er_leder, self.maks_dager = er_leder, maks_dager
        kwargs["initial"] = {"fra": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(data, **kwargs)

    def add_fields(self) -> None:
        meg = self.request.aktoer.bruker_id
        navnene = Counter(one.navn for one in self.kolleger)
        andre = [
            (str(one.bruker_id), _describe(one, is_namesake=navnene[one.navn] > 1))
            for one in self.kolleger
            if one.bruker_id != meg
        ]
        velg = [("", gettext("Velg en kollega"))]
        if self.er_leder:
            jeg = (str(meg), gettext("Jeg selv"))
            set_valg(self, "bruker", [jeg, *andre])
            set_valg(self, "vikar", [*velg, *andre, jeg])
        else:
            del self.fields["bruker"]
            set_valg(self, "vikar", [*velg, *andre])

    def clean_fra(self) -> date:
        if self.cleaned_data["fra"] < timezone.localdate():
            raise forms.ValidationError(_("Fra-datoen har vært. Velg i dag eller senere."))
        return self.cleaned_data["fra"]

    def clean(self) -> dict[str, Any]:
        """Two people, and a period that ends."""
        data = super().clean() or {}
        fra, til = data.get("fra"), data.get("til")
        if fra and til and til < fra:
            self.add_error("til", _("Til-datoen er før fra-datoen. Bytt om på dem."))
        elif fra and til and (til - fra).days >= self.maks_dager:
            text = gettext("Fraværet kan vare høyst {dager} dager. Velg en tidligere dato.")
            self.add_error("til", text.format(dager=self.maks_dager))
        if self.er_leder and data.get("bruker") and data.get("bruker") == data.get("vikar"):
            self.add_error("vikar", _("Vikaren må være en annen enn den som er borte."))
        if not self.errors and self._is_set_already(data):
            self.add_error("vikar", _("Denne personen er vikar i hele denne tiden fra før."))
        return data

    def _is_set_already(self, data: dict[str, Any]) -> bool:
        """Whether the same person stands in for the same one all that time: ending the one would leave the other.

        A longer time is another one, and the second click of two is none.
        """
        bruker = data["bruker"] if self.er_leder else str(self.request.aktoer.bruker_id)
        return any(
            (str(one.bruker_id), str(one.vikar_id)) == (bruker, data["vikar"])
            and one.gyldig_fra <= data["fra"]
            and one.gyldig_til >= data["til"]
            for one in self.fravaer
            if one.id != self.noekkel
        )

    def to_fravaer(self, tjeneste_id: UUID) -> NyttFravaer:
        """Return what was chosen; who does not lead the unit speaks of themself."""
        data = self.cleaned_data
        bruker = UUID(data["bruker"]) if self.er_leder else self.request.aktoer.bruker_id
        return NyttFravaer(bruker, UUID(data["vikar"]), tjeneste_id, data["fra"], data["til"])


def _describe(kollega: Kollega, *, is_namesake: bool) -> str:
    if not is_namesake:
        return f"{kollega.navn}, {kollega.tittel}"
    return gettext("{navn}, {tittel}, har arbeidet her siden {dato}").format(
        navn=kollega.navn, tittel=kollega.tittel, dato=dato_kort(kollega.gyldig_fra)
    )
