"""Asking the young person into their own case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.identitetsnummer import IdentitetsnummerField, suggest_foedselsdato
from bti.models import Hovedperson


class InviterUngdomForm(forms.Form):
    """How the young person is recognised and reached; before the age, that somebody has chosen it on purpose."""

    tidlig = forms.BooleanField(
        label=_("Ja, vi inviterer tidligere enn vanlig"),
        error_messages={"required": _("Kryss av hvis dere vil invitere tidligere enn vanlig.")},
    )
    foedselsnummer = IdentitetsnummerField(
        label=_("Fødselsnummeret til den unge"),
        help_text=_("Slik finner vi riktig person når den unge logger inn. 11 siffer."),
        error_messages={"required": _("Skriv fødselsnummeret til den unge.")},
    )
    epost = forms.EmailField(
        label=_("Den unges egen e-post"),
        required=False,
        help_text=_("Bare en adresse som den unge leser alene."),
        error_messages={"invalid": _("E-posten må se ut som navn@eksempel.no.")},
    )
    mobil = forms.RegexField(
        r"^[+0-9 ]{8,20}$",
        label=_("Den unges egen mobil"),
        required=False,
        error_messages={"invalid": _("Mobilnummeret kan bare ha siffer, for eksempel 99 99 99 99.")},
    )

    def __init__(
        self, *args: Any, hovedperson: Hovedperson, er_tidlig: bool, har_nummer: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hovedperson = hovedperson
        if not er_tidlig:
            del self.fields["tidlig"]
        if har_nummer:
            del self.fields["foedselsnummer"]

    def clean_foedselsnummer(self) -> str:
        """A number typed wrong would let in a stranger: it must be that of somebody born on the child's day."""
        nummer: str = self.cleaned_data["foedselsnummer"]
        if suggest_foedselsdato(nummer) != self.hovedperson.foedselsdato:
            raise forms.ValidationError(
                _("Fødselsnummeret passer ikke med fødselsdatoen i saken. Se om du har skrevet riktig.")
            )
        return nummer
