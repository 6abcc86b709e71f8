"""Adding to a worry: a note, numbers on a scale, signs that one knows again."""

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.forms.undring import datofelt, tekstfelt
from bti.models import Hyppighet, Kjennetegn, Skalatema, Undring
from bti.models.undringsbok import OM_BARNET, OM_FAMILIEN, Kjennetegnslag, Skalaverdi
from bti.queries_undring import kjennetegn_to_choose
from bti.skjema import KladdForm
from bti.skjema.felter import set_rader


class UndringsnotatForm(KladdForm):
    """What was seen this time."""

    skjema: ClassVar[str] = "undring-notat"
    tittel = _("Notat til en undring")

    tekst = tekstfelt(
        _("Hva har du sett eller hørt?"),
        required=_("Skriv hva du har sett eller hørt."),
        help_text=_("Skriv det som skjedde. Skriv ikke navnet på barnet."),
    )
    notatdato = datofelt(_("Når var det?"), required=_("Velg når det var."))
    hvor_ofte = forms.ChoiceField(
        label=_("Hvor ofte skjer det?"), choices=Hyppighet, widget=forms.RadioSelect, required=False
    )

    def add_fields(self) -> None:
        self.initial.setdefault("notatdato", timezone.localdate())

    def to_notat(self) -> dict[str, Any]:
        """Return what the service needs."""
        data = self.cleaned_data
        return {"tekst": data["tekst"], "dato": data["notatdato"], "hvor_ofte": data["hvor_ofte"]}


class UndringsskalaForm(KladdForm):
    """A number for what one can say something about; the rest is left open."""

    skjema: ClassVar[str] = "undring-skala"
    tittel = _("Skala i en undring")

    def add_fields(self) -> None:
        valg = [("", _("Vet ikke"))] + [(str(value), label) for value, label in Skalaverdi.choices]
        for tema in (*OM_BARNET, *OM_FAMILIEN):
            self.fields[tema.value] = forms.ChoiceField(label=tema.label, choices=valg, required=False)

    def clean(self) -> dict[str, Any]:
        """Nothing chosen is nothing said."""
        verdier = super().clean() or {}
        if not self.errors and not any(verdier.get(tema) for tema in Skalatema.values):
            raise ValidationError(_("Velg minst ett tall."), code="empty")
        return verdier

    def to_verdier(self) -> dict[str, int]:
        """Return the chosen numbers by theme."""
        data = self.cleaned_data
        return {tema: int(data[tema]) for tema in Skalatema.values if data.get(tema)}

    @property
    def om_barnet(self) -> list[BoundField]:
        return [self[tema.value] for tema in OM_BARNET]

    @property
    def om_familien(self) -> list[BoundField]:
        return [self[tema.value] for tema in OM_FAMILIEN]


class UndringstegnForm(KladdForm):
    """The signs to know again, the ones that worry and the ones that protect."""

    skjema: ClassVar[str] = "undring-tegn"
    tittel = _("Tegn i en undring")

    def __init__(self, data: Any = None, *, undring: Undring, **kwargs: Any) -> None:
        initial: dict[str, list[Any]] = {}
        for one in undring.kjennetegn.select_related("kjennetegn"):
            initial.setdefault(one.kjennetegn.slag, []).append(one.kjennetegn_id)
        super().__init__(data, objekt_id=undring.pk, initial=initial, **kwargs)

    def add_fields(self) -> None:
        for slag in Kjennetegnslag:
            rader = kjennetegn_to_choose(slag)
            self.fields[slag.value] = forms.ModelMultipleChoiceField(
                label=slag.label, queryset=rader, widget=forms.CheckboxSelectMultiple, required=False
            )
            set_rader(self, slag.value, rader, tekst=_words)

    def to_valgte(self) -> list[Kjennetegn]:
        """Return every sign that was chosen."""
        valgte = [cast("QuerySet[Kjennetegn]", self.cleaned_data[slag]) for slag in Kjennetegnslag.values]
        return [one for rader in valgte for one in rader]


def _words(tegn: Kjennetegn) -> str:
    if tegn.aldersgruppe == "alle":
        return tegn.vist_tekst
    return f"{tegn.vist_tekst} ({tegn.get_aldersgruppe_display()})"
