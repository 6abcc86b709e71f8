"""Where the writer meets the child: asked of those who work in several units, and of nobody else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from bti.skjema.felter import set_valg
from bti.tilgang.personer import Arbeidssted


def stedfelt() -> forms.ChoiceField:
    """Return the field; it stands where the form declares it."""
    return forms.ChoiceField(
        label=_("Hvor møter du barnet?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvor du møter barnet.")),
    )


class MedSted(KladdForm):
    """A form with the field ``sted``."""

    def offer_steder(self) -> None:
        """Fill in the writer's units; with one there is nothing to ask."""
        self.steder: dict[str, Arbeidssted] = {
            str(one.tjeneste_id): one for one in self.request.aktoer.ansettelser
        }
        set_valg(self, "sted", [(key, one.tjeneste) for key, one in self.steder.items()])
        if len(self.steder) == 1:
            del self.fields["sted"]

    @property
    def sted_valgt(self) -> Arbeidssted:
        """Return the unit where it is written."""
        return self.steder[self.cleaned_data.get("sted") or next(iter(self.steder))]
