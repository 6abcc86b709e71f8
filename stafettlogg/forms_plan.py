"""The forms of the individual plan: the family's own words, and its end."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Individuellplan, Sak
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER, said_first
from bti.skjema.felter import Versjonsfelt
from bti.skjemavisning import Dagfelt
from stafettlogg.forms import KORT_TEKST, tekstfelt

FELTER = ("viktig_for_meg", "ressurser", "behov")


class PlanForm(KladdForm):
    """What the case does not have: what matters to the child, in the child's words, and what the family needs."""

    skjema = "individuell-plan"
    tittel = _("Individuell plan")

    viktig_for_meg = tekstfelt(
        _("Hva er viktig for barnet?"),
        maks=KORT_TEKST,
        rader=4,
        help_text=said_first(
            FAMILIEN_LESER,
            _("Planen kan gå til andre tjenester."),
            _("Skriv sammen med barnet og familien. Bruk barnets egne ord."),
        ),
        error_messages={"required": _("Skriv hva som er viktig for barnet.")},
    )
    ressurser = tekstfelt(
        _("Hva går bra, og hvem kan hjelpe?"),
        maks=KORT_TEKST,
        rader=3,
        required=False,
        help_text=_("For eksempel noe barnet liker, en bestemor eller en trener."),
    )
    behov = tekstfelt(
        _("Hva trenger barnet og familien hjelp til?"), maks=KORT_TEKST, rader=3, required=False
    )
    jadato = Dagfelt(
        label=_("Når sa familien ja til planen?"),
        error_messages={"invalid": _("Skriv datoen på nytt."), "required": _("Velg når familien sa ja.")},
    )
    versjon = Versjonsfelt()

    def __init__(self, *args: Any, sak: Sak, plan: Individuellplan | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"versjon": 0}
        if plan:
            initial = {navn: getattr(plan, navn) for navn in (*FELTER, "versjon")}
            initial["jadato"] = None if plan.ended_at else plan.oensket_dato
        self.avsluttet = plan.ended_at if plan else None
        super().__init__(*args, objekt_id=sak.pk, initial=initial, **kwargs)

    def clean_jadato(self) -> date:
        """The plan is made for who has said yes: that has happened, and for one that was ended, anew."""
        dato = self.cleaned_data["jadato"]
        if dato > timezone.localdate():
            raise forms.ValidationError(_("Datoen kan ikke være fram i tid. Spør familien først."))
        if self.avsluttet and dato < timezone.localdate(self.avsluttet):
            raise forms.ValidationError(_("Planen er avsluttet etter denne datoen. Spør familien på nytt."))
        return dato

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        return {navn: self.cleaned_data[navn] for navn in (*FELTER, "versjon")} | {
            "oensket_dato": self.cleaned_data["jadato"]
        }


class PlanSluttForm(KladdForm):
    skjema = "individuell-plan-slutt"
    tittel = _("Hvorfor den individuelle planen avsluttes")

    avslutning = tekstfelt(
        _("Hvorfor avsluttes planen?"),
        maks=KORT_TEKST,
        rader=3,
        help_text=_("Det blir et innlegg i loggen. Familien kan lese det."),
        error_messages={"required": _("Skriv hvorfor planen avsluttes.")},
    )
