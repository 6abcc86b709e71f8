"""The form for moving a case to another level outside a meeting."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Nivaa, Sak
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER, said_first
from bti.skjema.felter import set_valg
from bti.skjemavisning import Dagfelt
from bti.stafettord import in_readers_form
from stafettlogg.feil import ManglerSamtykke
from stafettlogg.forms import KORT_TEKST, tekstfelt
from stafettlogg.queries import earliest_decision


class NivaaForm(KladdForm):
    """To which level, when, why, who was there, and what the child thinks."""

    skjema = "nivaa"
    tittel = _("Flytting til et annet nivå")

    fra = forms.UUIDField(widget=forms.HiddenInput, required=False)  # the level that the page showed
    til = forms.ChoiceField(
        label=_("Hvilket nivå?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg et nivå.")),
    )
    dato = Dagfelt(
        label=_("Når ble det bestemt?"),
        error_messages={"invalid": _("Skriv datoen på nytt."), "required": _("Velg når det ble bestemt.")},
    )
    begrunnelse = tekstfelt(
        _("Hvorfor?"),
        maks=KORT_TEKST,
        rader=3,
        error_messages={"required": _("Skriv hvorfor nivået endres.")},
    )
    til_stede = tekstfelt(
        _("Hvem var med på å bestemme det?"),
        maks=KORT_TEKST,
        rader=2,
        help_text=_("For eksempel mor, far og kontaktlærer, på telefon."),
        error_messages={"required": _("Skriv hvem som var med.")},
    )
    barnets_mening = tekstfelt(
        _("Hva mener barnet?"),
        maks=KORT_TEKST,
        rader=2,
        required=False,
        help_text=said_first(
            FAMILIEN_LESER, _("Skriv barnets egne ord. Er ikke barnet spurt, skriv hvorfor.")
        ),
    )

    def __init__(self, *args: Any, sak: Sak, **kwargs: Any) -> None:
        self.sak = sak
        super().__init__(*args, objekt_id=sak.pk, initial={"fra": sak.nivaa_id}, **kwargs)

    def add_fields(self) -> None:
        nivaaer = Nivaa.objects.filter(veileder_id=self.sak.veileder_id)
        if self.data.get("til") != str(self.sak.nivaa_id):  # the second click of two names the level it is on
            nivaaer = nivaaer.exclude(pk=self.sak.nivaa_id)
        self.nivaaer = {str(nivaa.pk): nivaa for nivaa in nivaaer.order_by("nummer")}
        words = _("Nivå {nr}: {navn}")
        valg = [
            (key, words.format(nr=one.nummer, navn=in_readers_form(one.navn)))
            for key, one in self.nivaaer.items()
        ]
        set_valg(self, "til", valg)
        self.initial.setdefault("dato", timezone.localdate())

    def clean_dato(self) -> date:
        """It has been decided, and not before what was decided last."""
        dato = self.cleaned_data["dato"]
        if dato > timezone.localdate():
            raise forms.ValidationError(_("Datoen kan ikke være fram i tid."))
        if dato < earliest_decision(self.sak):
            raise forms.ValidationError(
                _("Nivået er bestemt på nytt etter denne datoen. Se om datoen er riktig.")
            )
        return dato

    @property
    def mangler_samtykke(self) -> bool:
        """Whether no other service has been let in; the page leads on to asking."""
        return self.has_error(NON_FIELD_ERRORS, ManglerSamtykke.__name__)

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        felter = ("fra", "dato", "begrunnelse", "til_stede", "barnets_mening")
        return {navn: self.cleaned_data[navn] for navn in felter} | {
            "til": self.nivaaer[self.cleaned_data["til"]]
        }
