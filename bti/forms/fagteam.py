"""The forms that set up a team: what it is, and who sits in it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.models import Fagteam, Fagteamslag, Tjeneste
from bti.skjema import KladdForm
from bti.skjema.felter import set_valg
from bti.tilgang.fagteam import Kandidat

FELTER = ("navn", "slag", "rytme", "hensikt", "svarfrist_dager", "tar_uten_navn", "is_active")


class FagteamForm(KladdForm):
    """What a team is called, what it does, how often it meets, how soon it answers."""

    skjema = "fagteam"
    tittel = _("Oppsett av et team")

    navn = forms.CharField(
        label=_("Hva heter teamet?"),
        max_length=120,
        error_messages={"required": _("Skriv hva teamet heter.")},
    )
    slag = forms.ChoiceField(label=_("Hva slags team er det?"), choices=Fagteamslag)
    tjeneste = forms.ChoiceField(label=_("Hører det til en tjeneste?"), required=False)
    rytme = forms.CharField(
        label=_("Hvor ofte møtes det?"),
        max_length=100,
        required=False,
        help_text=_("For eksempel hver tredje uke."),
    )
    hensikt = forms.CharField(
        label=_("Hva kan teamet hjelpe med?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    svarfrist_dager = forms.IntegerField(
        label=_("Hvor mange dager har teamet på å svare?"),
        min_value=1,
        max_value=365,
        initial=14,
        error_messages={
            "required": _("Skriv hvor mange dager teamet har."),
            "invalid": _("Skriv antall dager med tall."),
            "min_value": _("Teamet må ha minst én dag."),
            "max_value": _("Teamet kan ha høyst 365 dager."),
        },
    )
    tar_uten_navn = forms.BooleanField(
        label=_("Teamet tar imot spørsmål uten navn"), required=False, initial=True
    )
    is_active = forms.BooleanField(label=_("Teamet er i bruk"), required=False, initial=True)

    def __init__(
        self, *args: Any, kommune_id: UUID | None, fagteam: Fagteam | None = None, **kwargs: Any
    ) -> None:
        self.kommune_id = kommune_id
        if fagteam:
            kwargs["initial"] = {navn: getattr(fagteam, navn) for navn in FELTER}
            kwargs["initial"]["tjeneste"] = str(fagteam.tjeneste_id or "")
        super().__init__(*args, objekt_id=fagteam.pk if fagteam else None, **kwargs)

    def add_fields(self) -> None:
        rows = Tjeneste.objects.filter(kommuner=self.kommune_id).order_by("navn")
        set_valg(self, "tjeneste", [("", _("Hele kommunen")), *((str(one.pk), one.navn) for one in rows)])

    def clean_navn(self) -> str:
        """Two teams of one name cannot be told apart when one asks."""
        navn = self.cleaned_data["navn"]
        others = Fagteam.objects.filter(kommune=self.kommune_id, navn__iexact=navn)
        if others.exclude(pk__in=[self.objekt_id or self.noekkel, self.noekkel]).exists():
            raise forms.ValidationError(_("Kommunen har alt et team som heter dette."))
        return navn

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        felter = {navn: self.cleaned_data[navn] for navn in FELTER}
        tjeneste = self.cleaned_data["tjeneste"]
        return felter | {"tjeneste_id": UUID(tjeneste) if tjeneste else None}


class FinnAnsattForm(forms.Form):
    """The first half of putting somebody into a team: a part of the name."""

    navn = forms.CharField(
        label=_("Del av navnet"), max_length=60, error_messages={"required": _("Skriv en del av navnet.")}
    )


class MedlemForm(KladdForm):
    """The second half: who it is, and in what role."""

    skjema = "fagteam-medlem"
    tittel = _("Nytt medlem i et team")

    medlem = forms.ChoiceField(
        label=_("Hvem?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem som skal være med.")),
    )
    rolle = forms.CharField(
        label=_("Rolle i teamet"),
        max_length=80,
        help_text=_("For eksempel leder, helsesykepleier eller PP-rådgiver."),
        error_messages={"required": _("Skriv hvilken rolle.")},
    )
    navn = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kandidater: list[Kandidat], **kwargs: Any) -> None:
        self.kandidater = {one.noekkel: one for one in kandidater}
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        set_valg(
            self, "medlem", [(key, f"{one.navn}, {one.tjeneste}") for key, one in self.kandidater.items()]
        )

    @property
    def valgt(self) -> Kandidat:
        return self.kandidater[self.cleaned_data["medlem"]]
