"""A form made from a template: a field for each question, of its kind."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.models import Felttype, Skjemafelt, Skjemamal, Skjemautfylling
from bti.models.undringsbok import Skalaverdi
from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt, set_merke
from bti.skjemamaler.svar import Verdi, read_verdier
from bti.skjemavisning import Dagfelt
from bti.stafettord import in_readers_form

KORT, LANG = 300, 4000
SKALA = [("", _("Ikke svart")), *((str(tall), ord_) for tall, ord_ in Skalaverdi.choices)]


class Utfyllingsskjema(KladdForm):
    """The questions of one filling. Saved half done it asks for nothing; only «Ferdig» wants what must be answered."""

    skjema: ClassVar[str] = "utfylling"
    tittel = _("Et skjema i en sak")

    versjon = Versjonsfelt()

    def __init__(self, data: Any = None, *, utfylling: Skjemautfylling, **kwargs: Any) -> None:
        self.felter = {f"f_{felt.nummer}": felt for felt in utfylling.mal.felter.all()}
        self.er_ferdig = bool(data) and "ferdig" in data
        verdier = read_verdier(utfylling)
        initial = {navn: verdier.get(felt.pk) for navn, felt in self.felter.items()}
        super().__init__(
            data, objekt_id=utfylling.pk, initial=initial | {"versjon": utfylling.versjon}, **kwargs
        )

    def add_fields(self) -> None:
        for navn, felt in self.felter.items():
            self.fields[navn] = make_field(felt, required=felt.paakrevd and self.er_ferdig)
            if felt.paakrevd:
                set_merke(self.fields[navn], _("Må fylles ut"))

    def answers(self) -> dict[UUID, Verdi]:
        """Return the answers by question."""
        return {felt.pk: self.cleaned_data.get(navn) for navn, felt in self.felter.items()}


class Undringsskjema(Utfyllingsskjema):
    skjema: ClassVar[str] = "undring-utfylling"
    tittel = _("Et skjema om en undring")


def make_field(felt: Skjemafelt, *, required: bool) -> forms.Field:
    """Return the form field of a question."""
    common: dict[str, Any] = {
        "label": in_readers_form(felt.ledetekst),
        "help_text": in_readers_form(felt.hjelp),
        "required": required,
    }
    valg = [(one, in_readers_form(one)) for one in felt.valg]
    chosen = common | {"error_messages": {"invalid_choice": _("Velg blant svarene som står her.")}}
    match felt.felttype:
        case Felttype.VALG:
            return forms.ChoiceField(choices=valg, widget=forms.RadioSelect, **chosen)
        case Felttype.FLERVALG:
            return forms.MultipleChoiceField(choices=valg, widget=forms.CheckboxSelectMultiple, **chosen)
        case Felttype.SKALA:
            return forms.TypedChoiceField(choices=SKALA, coerce=int, empty_value=None, **chosen)
        case Felttype.DATO:
            wrong = {"invalid": _("Skriv datoen på nytt.")}
            return Dagfelt(tidligste_aar=1900, error_messages=wrong, **common)
        case Felttype.JANEI:
            return forms.TypedChoiceField(
                choices=[("True", _("Ja")), ("False", _("Nei"))],
                coerce=lambda one: one == "True",
                empty_value=None,
                widget=forms.RadioSelect,
                **chosen,
            )
        case Felttype.LANGTEKST:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=LANG, **common)
    return forms.CharField(max_length=KORT, **common)


class StartForm(forms.Form):
    """Which form, and perhaps which earlier one to take the answers from."""

    mal = forms.ChoiceField()
    svar_fra = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, maler: list[Skjemamal], tidligere: list[Skjemautfylling]) -> None:
        super().__init__(data)
        self.maler = {str(one.pk): one for one in maler}
        self.tidligere = {str(one.pk): one for one in tidligere}
        self.fields["mal"] = forms.ChoiceField(choices=[(one, one) for one in self.maler])
        self.fields["svar_fra"] = forms.ChoiceField(
            choices=[(one, one) for one in self.tidligere], required=False
        )

    @property
    def valgt_mal(self) -> Skjemamal:
        return self.maler[self.cleaned_data["mal"]]

    @property
    def valgt_fra(self) -> Skjemautfylling | None:
        return self.tidligere.get(self.cleaned_data["svar_fra"])
