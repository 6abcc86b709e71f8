"""Opening a case in an emergency, and judging that it was opened."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Noedgrunn, Noedvurdering
from bti.skjema import KladdForm
from bti.skjema.felter import Tekst, set_beskrivelser, set_merke, set_valg, with_capital
from bti.skjemavisning import KjentDatoField
from bti.tilgang.noedtilgang import NyNoedtilgang

MAKS_TEKST = 2000
FOR_LANG = _("Skriv kortere: høyst %(limit_value)d tegn. Du har skrevet %(show_value)d.")
# What the law says where it says something; the choice is judged by a second person afterwards.
LOVGRUNN: dict[str, Tekst] = {
    Noedgrunn.LIV_HELSE: _(
        "Helsepersonelloven § 7 og straffeloven § 287: plikt til å hjelpe når det er fare for liv."
    ),
    Noedgrunn.BARNEVERN: _("Barnevernsloven kapittel 4: tiltak i akuttsituasjoner."),
    Noedgrunn.SAVNET: _("Barnet er borte, og noen må finne det nå."),
    Noedgrunn.AVVERGE: _("Alle har plikt til å prøve å hindre at det skjer."),
}


class NoedtilgangForm(KladdForm):
    """Whom it is about, exactly, and why it cannot wait."""

    skjema: ClassVar[str] = "noedtilgang"
    tittel = _("Nødtilgang")

    tjeneste = forms.ChoiceField(
        label=_("Hvilken tjeneste handler du for?"),
        error_messages={
            "required": _("Velg tjenesten du handler for."),
            "invalid_choice": _("Velg en tjeneste i listen."),
        },
    )
    navn = forms.CharField(
        label=_("Barnets fulle navn"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Skriv alle navn, slik de står i saken."),
        error_messages={"required": _("Skriv barnets fulle navn.")},
    )
    foedselsdato = KjentDatoField(label=_("Barnets fødselsdato"), help_text=_("For eksempel 4 11 2016."))
    grunn = forms.ChoiceField(
        label=_("Hvorfor kan det ikke vente?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg hvorfor det ikke kan vente."),
            "invalid_choice": _("Velg en grunn i listen."),
        },
    )
    tekst = forms.CharField(
        label=_("Hva har skjedd?"),
        help_text=_("De som vurderer om dette var riktig, leser det du skriver. Familien leser det ikke."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAKS_TEKST,
        error_messages={"required": _("Skriv hva som har skjedd."), "max_length": FOR_LANG},
    )
    utsett = forms.BooleanField(
        label=_("Det kan være farlig for barnet om familien får vite det nå"),
        required=False,
    )
    utsatt_grunn = forms.CharField(
        label=_("Hvorfor kan det være farlig?"),
        help_text=_(
            "Fyll ut bare hvis du har krysset av. En leder ser over om familien skal få beskjed før."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
        error_messages={"max_length": FOR_LANG},
    )

    def add_fields(self) -> None:
        steder = [(str(one.tjeneste_id), one.tjeneste) for one in self.request.aktoer.ansettelser]
        set_valg(self, "tjeneste", steder)
        if len(steder) == 1:
            self.fields["tjeneste"].widget = forms.HiddenInput()
            self.initial["tjeneste"] = steder[0][0]
        set_valg(self, "grunn", with_capital(Noedgrunn))
        set_beskrivelser(self.fields["grunn"], LOVGRUNN)
        set_merke(self.fields["utsatt_grunn"], _("Bare hvis det er farlig"))

    def clean_foedselsdato(self) -> date:
        if self.cleaned_data["foedselsdato"] > timezone.localdate():
            raise forms.ValidationError(_("Fødselsdatoen kan ikke være fram i tid."))
        return self.cleaned_data["foedselsdato"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("utsett") and not data.get("utsatt_grunn", "").strip():
            self.add_error(
                "utsatt_grunn", _("Skriv hvorfor det kan være farlig at familien får vite det nå.")
            )
        if not data.get("utsett"):
            data["utsatt_grunn"] = ""
        return data

    def to_noedtilgang(self) -> NyNoedtilgang:
        """Return what was asked for."""
        data = self.cleaned_data
        return NyNoedtilgang(
            tjeneste_id=data["tjeneste"],
            navn=data["navn"],
            foedselsdato=data["foedselsdato"],
            grunn=data["grunn"],
            tekst=data["tekst"],
            utsatt_grunn=data["utsatt_grunn"].strip(),
        )


class VurderingForm(KladdForm):
    """Whether it was in order, and why."""

    skjema: ClassVar[str] = "noedtilgang-vurder"
    tittel = _("Vurdering av en nødtilgang")

    vurdering = forms.ChoiceField(
        label=_("Var det riktig å bruke nødtilgang?"),
        choices=[
            (Noedvurdering.I_ORDEN.value, _("Ja, det var riktig")),
            (Noedvurdering.IKKE_I_ORDEN.value, _("Nei, det var ikke riktig")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg om det var riktig."),
            "invalid_choice": _("Velg et svar i listen."),
        },
    )
    tekst = forms.CharField(
        label=_("Hvorfor?"),
        help_text=_("Den som åpnet saken, og personvernombudet kan lese dette."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAKS_TEKST,
        error_messages={"required": _("Skriv hvorfor."), "max_length": FOR_LANG},
    )

    def to_vurdering(self) -> dict[str, str]:
        """Return the decision and its words."""
        return {name: self.cleaned_data[name] for name in ("vurdering", "tekst")}
