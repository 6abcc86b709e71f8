"""The family's form for whom they want with them, and the staff's for who it is."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.forms import ForesattForm
from bti.models import INVITERES, Relasjonstype
from bti.services.personer import Foresatt
from bti.skjema import KladdForm
from bti.tilgang.familieinvitasjon import Invitasjon

VALG = [(one.value, one.label) for one in INVITERES]
FOR_LANG = _("Skriv kortere: høyst %(limit_value)d tegn. Du har skrevet %(show_value)d.")


class FamilieinvitasjonForm(KladdForm):
    """Who, what they are to the child, and why."""

    skjema: ClassVar[str] = "familieinvitasjon"
    tittel = _("Hvem familien vil ha med")

    navn = forms.CharField(
        label=_("Hva heter personen?"),
        max_length=120,
        error_messages={"required": _("Skriv hva personen heter."), "max_length": FOR_LANG},
    )
    relasjonstype = forms.ChoiceField(
        label=_("Hvem er det for barnet?"),
        choices=VALG,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem personen er for barnet.")),
    )
    hvorfor = forms.CharField(
        label=_("Hvorfor vil du ha personen med?"),
        help_text=_("De andre som må si ja, leser dette. Det gjør også den som holder i stafettpinnen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Skriv kort hvorfor."), "max_length": FOR_LANG},
    )


class InvitertForm(ForesattForm):
    """Who it is that the family has invited: what they are to the child is the family's word."""

    skjema: ClassVar[str] = "invitert-ny"
    tittel = _("En familien har invitert")

    def __init__(self, *args: Any, invitasjon: Invitasjon, **kwargs: Any) -> None:
        self.invitasjon = invitasjon
        super().__init__(*args, initial={"navn": invitasjon.navn}, **kwargs)

    def add_fields(self) -> None:
        super().add_fields()
        del self.fields["relasjon"], self.fields["har_foreldreansvar"]
        self.fields["navn"].error_messages["required"] = _("Skriv navnet på personen.")
        self.fields["foedselsnummer"].error_messages["required"] = _("Skriv fødselsnummeret til personen.")
        self.fields["foedselsnummer"].help_text = _(
            "Slik finner vi riktig person når personen logger inn. 11 siffer."
        )

    def to_foresatt(self) -> Foresatt:
        """Return the person, let in once a second employee has confirmed who it is."""
        data = self.cleaned_data
        return Foresatt(
            navn=data["navn"],
            foedselsnummer=data["foedselsnummer"],
            relasjon=Relasjonstype(self.invitasjon.relasjonstype),
            har_foreldreansvar=False,
            epost=data["epost"],
            mobil=data["mobil"],
        )
