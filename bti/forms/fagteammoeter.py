"""The forms of a team's meeting: the day, what is taken up, the note."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from bti.forms.droefting import UtenNavnForm
from bti.forms.undring import UGYLDIG_DATO, tekstfelt
from bti.models import Fagteammoete
from bti.queries_samordning import droeftinger_to
from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt, set_merke, set_valg
from bti.skjemavisning import Dagfelt

EMNE = "emne"


def validate_to_come(dag: date) -> None:
    """A meeting that is agreed on is today or later, and within a year."""
    i_dag = timezone.localdate()
    if dag < i_dag:
        raise ValidationError(_("Dagen har vært. Velg en dag som kommer."), code="past")
    if dag > i_dag + timedelta(days=366):
        raise ValidationError(_("Datoen er for langt fram. Se om året er riktig."), code="far")


def validate_near(dag: date) -> None:
    """A meeting that is moved or held lies within a year of today."""
    if abs(dag - timezone.localdate()) > timedelta(days=366):
        raise ValidationError(_("Se om året er riktig."), code="far")


def _dag(validator: Any) -> Dagfelt:
    return Dagfelt(
        label=_("Hvilken dag?"),
        validators=[validator],
        error_messages={"invalid": UGYLDIG_DATO, "required": _("Velg en dag.")},
    )


class NyttMoeteForm(KladdForm):
    """The day of the next meeting."""

    skjema = "fagteammoete-nytt"
    tittel = _("Nytt møte i et team")

    dato = _dag(validate_to_come)


class PunktForm(UtenNavnForm):
    """A question that somebody has put to the team, or a topic of one's own."""

    TEKSTER = ("emne",)
    skjema = "fagteampunkt"
    tittel = _("Noe et team skal ta opp")

    hva = forms.ChoiceField(
        label=_("Hva skal dere ta opp?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hva dere skal ta opp.")),
    )
    emne = forms.CharField(
        label=_("Hvilket tema?"),
        max_length=200,
        required=False,
        help_text=_("Skriv ikke navn. For eksempel: Overgangen til ungdomsskolen."),
    )

    def __init__(self, *args: Any, moete: Fagteammoete, **kwargs: Any) -> None:
        self.moete = moete
        super().__init__(*args, objekt_id=moete.pk, **kwargs)

    def add_fields(self) -> None:
        rader = droeftinger_to(self.moete, noekkel=self.noekkel)[:30]
        spurt = [(str(one.pk), Truncator(one.spoersmaal).words(15)) for one in rader]
        set_valg(self, "hva", [*spurt, (EMNE, _("Et tema vi selv vil snakke om"))])
        if not spurt:
            self.initial["hva"] = EMNE
        set_merke(self.fields["emne"], _("Må fylles ut når det er et eget tema"))
        super().add_fields()

    def clean(self) -> dict[str, Any]:
        verdier = super().clean() or {}
        if verdier.get("hva") == EMNE and not verdier.get("emne"):
            self.add_error("emne", _("Skriv hvilket tema."))
        return verdier

    def to_punkt(self) -> dict[str, Any]:
        """Return what the service needs."""
        hva = self.cleaned_data["hva"]
        return (
            {"droefting_id": None, "emne": self.cleaned_data["emne"]}
            if hva == EMNE
            else {"droefting_id": hva, "emne": ""}
        )


class MoeteForm(UtenNavnForm):
    """The day, what was talked about, and whether it has been held."""

    TEKSTER = ("notat",)
    skjema = "fagteammoete"
    tittel = _("Notat fra et møte i et team")

    dato = _dag(validate_near)
    notat = tekstfelt(
        _("Notat"),
        rows=8,
        help_text=_("Skriv ikke navn. Det som gjelder et barn, skriver du i saken til barnet."),
    )
    holdt = forms.BooleanField(label=_("Møtet er holdt. Ingen endrer notatet etterpå."), required=False)
    versjon = Versjonsfelt()

    def __init__(self, *args: Any, moete: Fagteammoete, **kwargs: Any) -> None:
        initial = {navn: getattr(moete, navn) for navn in ("dato", "notat", "versjon")}
        super().__init__(*args, objekt_id=moete.pk, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        verdier = super().clean() or {}
        if verdier.get("holdt") and verdier.get("dato") and verdier["dato"] > timezone.localdate():
            self.add_error("holdt", _("Møtet har ikke vært ennå."))
        return verdier

    def innhold(self) -> dict[str, Any]:
        """Return what is said of the meeting."""
        return {navn: self.cleaned_data[navn] for navn in ("dato", "notat")}

    def to_moete(self) -> dict[str, Any]:
        """Return what the service needs."""
        return self.innhold() | {navn: self.cleaned_data[navn] for navn in ("versjon", "holdt")}
