"""Making a form: what it is called and used for, and its questions one by one."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.forms.veiledere import UtkastForm
from bti.katalog.felt import length_of
from bti.models import MED_VALG, Felttype, Skjemafelt, Skjemagjelder, Skjemamal
from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt

NAVN = {"required": _("Skriv hva skjemaet heter.")}
LENGSTE_VALG = 100
FLEST_VALG = 20


def _navn() -> forms.CharField:
    return forms.CharField(
        label=_("Hva heter skjemaet?"), max_length=length_of(Skjemamal, "navn"), error_messages=NAVN
    )


def _gjelder() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hva skal det brukes i?"),
        choices=Skjemagjelder,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva skjemaet skal brukes i.")},
    )


class NyttSkjemaForm(KladdForm):
    """A form of the municipality's own."""

    skjema: ClassVar[str] = "skjemamal"
    tittel = _("Et nytt skjema for kommunen")

    navn = _navn()
    gjelder = _gjelder()


class OmSkjemaForm(UtkastForm):
    skjema: ClassVar[str] = "skjemamal-om"
    tittel = _("Om et skjema")

    navn = _navn()
    gjelder = _gjelder()
    ingress = forms.CharField(
        label=_("Forklaring til den som fyller ut"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En eller to korte setninger."),
    )

    def innhold(self) -> dict[str, Any]:
        return {navn: self.cleaned_data[navn] for navn in ("navn", "gjelder", "ingress")}


class FeltForm(UtkastForm):
    """One question, and the kind of its answer."""

    skjema: ClassVar[str] = "skjemamal-felt"
    tittel = _("Et spørsmål i et skjema")

    ledetekst = forms.CharField(
        label=_("Spørsmålet"),
        max_length=length_of(Skjemafelt, "ledetekst"),
        help_text=_("Spør ikke om navn eller fødselsnummer."),
        error_messages={"required": _("Skriv spørsmålet.")},
    )
    hjelp = forms.CharField(label=_("Hjelpetekst"), max_length=length_of(Skjemafelt, "hjelp"), required=False)
    felttype = forms.ChoiceField(
        label=_("Hva slags svar?"),
        choices=Felttype,
        widget=forms.RadioSelect,
        help_text=_("Tall fra 0 til 10 har faste ord: 0 er «svært vanskelig», og 10 er «går fint»."),
        error_messages={"required": _("Velg hva slags svar det skal være.")},
    )
    valg = forms.CharField(
        label=_("Svar å velge mellom"),
        required=False,
        max_length=LENGSTE_VALG * FLEST_VALG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ett på hver linje. Bare når svaret er ett valg eller flere valg."),
    )
    paakrevd = forms.BooleanField(label=_("Må fylles ut før skjemaet er ferdig"), required=False)

    def clean_valg(self) -> list[str]:
        """Each line is one choice, and stands there once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["valg"].splitlines()]
        valg = list(dict.fromkeys(line for line in lines if line))
        if len(valg) > FLEST_VALG:
            raise ValidationError(gettext("Skriv høyst {antall} svar.").format(antall=FLEST_VALG))
        if any(len(one) > LENGSTE_VALG for one in valg):
            raise ValidationError(
                gettext("Hvert svar kan ha høyst {antall} tegn.").format(antall=LENGSTE_VALG)
            )
        return valg

    def clean(self) -> dict[str, Any]:
        """A choice is between at least two; other kinds have none."""
        data = super().clean() or self.cleaned_data
        if data.get("felttype") not in MED_VALG:
            data["valg"] = []
        elif "valg" in data and len(data["valg"]) < 2:
            self.add_error("valg", gettext("Skriv minst to svar å velge mellom."))
        return data

    def innhold(self) -> dict[str, Any]:
        felter = ("ledetekst", "hjelp", "felttype", "valg", "paakrevd")
        return {navn: self.cleaned_data[navn] for navn in felter}


class FlyttFeltForm(forms.Form):
    """Move a question, or take it away."""

    nummer = forms.IntegerField(min_value=1, max_value=1000)
    gjoer = forms.ChoiceField(choices=[(one, one) for one in ("opp", "ned", "bort")])
    redigert = Versjonsfelt()


class PubliserSkjemaForm(UtkastForm):
    """What was read is what is published."""

    skjema: ClassVar[str] = "skjemamal-publiser"
    tittel = _("Publiser skjemaet")
