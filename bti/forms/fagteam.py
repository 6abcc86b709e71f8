"""The forms that set up a team: what it is, and who sits in it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.forms.undring import UGYLDIG_DATO
from bti.models import Fagteam, Fagteamslag, Tjeneste
from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt, set_valg
from bti.skjemavisning import Dagfelt
from bti.tilgang.fagteam import Kandidat, Periode

NAVNET_ER_TATT = _("Kommunen har allerede et team som heter dette.")
FELTER = ("navn", "slag", "rytme", "uker_mellom", "hensikt", "svarfrist_dager", "tar_uten_navn", "is_active")


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
        help_text=_("Med egne ord, for eksempel hver tredje uke."),
    )
    uker_mellom = forms.IntegerField(
        label=_("Hvor mange uker er det mellom møtene?"),
        min_value=1,
        max_value=52,
        required=False,
        help_text=_("Da foreslår Stafett dagen for det neste møtet. La det stå tomt om det varierer."),
        error_messages={
            "invalid": _("Skriv antall uker med tall."),
            "min_value": _("Det må være minst én uke mellom møtene."),
            "max_value": _("Det kan være høyst 52 uker mellom møtene."),
        },
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
    versjon = Versjonsfelt()

    def __init__(
        self, *args: Any, kommune_id: UUID | None, fagteam: Fagteam | None = None, **kwargs: Any
    ) -> None:
        self.kommune_id = kommune_id
        if fagteam:
            kwargs["initial"] = {navn: getattr(fagteam, navn) for navn in (*FELTER, "versjon")}
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
            raise forms.ValidationError(NAVNET_ER_TATT)
        return navn

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        felter = {navn: self.cleaned_data[navn] for navn in (*FELTER, "versjon")}
        tjeneste = self.cleaned_data["tjeneste"]
        return felter | {"tjeneste_id": UUID(tjeneste) if tjeneste else None}


class FinnAnsattForm(forms.Form):
    """The first half of putting somebody into a team: a part of the name."""

    navn = forms.CharField(
        label=_("Del av navnet"), max_length=60, error_messages={"required": _("Skriv en del av navnet.")}
    )


def validate_within_years(dag: date) -> None:
    """A period in a team lies near today."""
    if abs(dag - timezone.localdate()) > timedelta(days=3660):
        raise ValidationError(_("Se om året er riktig."), code="far")


def _dag(label: Any, **kwargs: Any) -> Dagfelt:
    return Dagfelt(
        label=label,
        validators=[validate_within_years],
        error_messages={"invalid": UGYLDIG_DATO, "required": _("Skriv fra hvilken dag.")},
        **kwargs,
    )


class PeriodeForm(KladdForm):
    """In what role somebody sits in the team, and from when to when."""

    skjema = "fagteam-periode"
    tittel = _("Rolle og periode i et team")

    rolle = forms.CharField(
        label=_("Rolle i teamet"),
        max_length=80,
        help_text=_("For eksempel leder, helsesykepleier eller PP-rådgiver."),
        error_messages={"required": _("Skriv hvilken rolle.")},
    )
    fradato = _dag(_("Fra og med"))
    tildato = _dag(_("Til og med"), required=False, help_text=_("La det stå tomt til noen slutter."))

    def __init__(self, *args: Any, periode: Periode | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"fradato": timezone.localdate()}
        if periode:
            initial = {"rolle": periode.rolle, "fradato": periode.fra, "tildato": periode.til}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        verdier = super().clean() or {}
        fra, til = verdier.get("fradato"), verdier.get("tildato")
        if fra and til and til < fra:
            self.add_error("tildato", _("Siste dag kan ikke være før den første."))
        return verdier

    def to_periode(self) -> dict[str, Any]:
        """Return what the service needs."""
        data = self.cleaned_data
        return {"rolle": data["rolle"], "fra": data["fradato"], "til": data["tildato"]}


class MedlemForm(PeriodeForm):
    """The second half: who it is, in what role, and when."""

    skjema = "fagteam-medlem"
    tittel = _("Nytt medlem i et team")

    medlem = forms.ChoiceField(
        label=_("Hvem?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem som skal være med.")),
    )
    navn = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kandidater: list[Kandidat], med: set[UUID], **kwargs: Any) -> None:
        self.kandidater = {one.noekkel: one for one in kandidater}
        self.med = med  # who sits there already, or is to
        super().__init__(*args, **kwargs)

    field_order = ("medlem", "rolle", "fradato", "tildato")

    def add_fields(self) -> None:
        set_valg(self, "medlem", [(key, self._describe(one)) for key, one in self.kandidater.items()])

    def _describe(self, en: Kandidat) -> str:
        """Name, title and unit: two may have one name."""
        linje = ", ".join(part for part in (en.navn, en.tittel, en.tjeneste) if part)
        return _("{hvem} (med fra før)").format(hvem=linje) if en.bruker_id in self.med else linje

    @property
    def valgt(self) -> Kandidat:
        return self.kandidater[self.cleaned_data["medlem"]]
