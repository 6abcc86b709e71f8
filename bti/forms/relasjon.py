"""How one of the family is reached, where the child lives, and how long the relation holds."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Familierelasjon, Kanal
from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt, with_capital
from bti.skjemavisning import Dagfelt

BOR: dict[str, bool | None] = {"ja": True, "nei": False, "vet_ikke": None}


def word_of_bor(bor: bool | None) -> str:
    """Return the form's word for what is stored."""
    return next(ord_ for ord_, verdi in BOR.items() if verdi is bor)


class RelasjonForm(KladdForm):
    """The wish first: it holds at once. The two others decide who must say yes, and wait for a head."""

    skjema: ClassVar[str] = "familierelasjon"
    tittel = _("Om en i familien")

    kanal = forms.ChoiceField(
        label=_("Hvordan vil personen ha det?"),
        help_text=_(
            "Gjelder med en gang. På papir får personen ingen varsler om saken, men kan fortsatt logge inn."
        ),
        choices=with_capital(Kanal),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvordan personen vil ha det.")),
    )
    bor = forms.ChoiceField(
        label=_("Bor barnet fast hos denne personen?"),
        choices=[("ja", _("Ja")), ("nei", _("Nei")), ("vet_ikke", _("Vet ikke"))],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Velg om barnet bor fast hos denne personen.")
        ),
    )
    til = Dagfelt(
        label=_("Siste dag personen er med"),
        help_text=_("La det stå tomt hvis det ikke er noen siste dag."),
        required=False,
    )
    versjon = Versjonsfelt()

    def __init__(self, *args: Any, relasjon: Familierelasjon, **kwargs: Any) -> None:
        self.relasjon = relasjon
        naa = {
            "kanal": relasjon.kanal,
            "bor": word_of_bor(relasjon.barnet_bor_her),
            "til": relasjon.gyldig_til,
            "versjon": relasjon.versjon,
        }
        super().__init__(*args, objekt_id=relasjon.pk, initial=naa, **kwargs)

    def clean_til(self) -> date | None:
        til: date | None = self.cleaned_data["til"]
        if til and til < timezone.localdate() and til != self.relasjon.gyldig_til:
            raise forms.ValidationError(_("Velg i dag eller en dag som kommer."))
        return til

    @property
    def valg(self) -> dict[str, Any]:
        """Return what the service needs."""
        data = self.cleaned_data
        return {
            "kanal": data["kanal"], "bor": BOR[data["bor"]], "til": data["til"], "versjon": data["versjon"],
        }  # fmt: skip
