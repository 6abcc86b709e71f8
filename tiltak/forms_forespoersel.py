"""Asking who takes a measure over, and the answer."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt
from bti.skjema.svarfrist import check_svarfrist
from bti.skjemavisning import Dagfelt
from tiltak.models import Forespoerselsvar
from tiltak.queries import LedigTiltak

SVARDAGER = 7


class SpoerForm(KladdForm):
    """For each measure without an owner: who is asked, or nobody now. One last day for all the answers."""

    skjema: ClassVar[str] = "tiltak-spoer"
    tittel = gettext_lazy("Hvem tar over?")

    svarfrist = Dagfelt(
        label=gettext_lazy("Svar innen"), help_text=gettext_lazy("Den siste dagen de kan svare.")
    )

    def __init__(self, *args: Any, ledige: Iterable[LedigTiltak], **kwargs: Any) -> None:
        self.ledige = [en for en in ledige if en.kan_spoerre]
        kwargs.setdefault("initial", {})["svarfrist"] = suggest_frist(self.ledige)
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        """A choice of people for each measure, before the day."""
        for en in self.ledige:
            self.fields[_name(en)] = forms.ChoiceField(
                label=_("Hvem spør du om «{tiltak}»?").format(tiltak=en.tiltak.tittel),
                choices=[("", _("Ingen nå")), *en.kan_spoerres],
                required=False,
                error_messages={"invalid_choice": _("Den du valgte, kan ikke ta over. Velg en annen.")},
            )
        self.order_fields([_name(en) for en in self.ledige])

    def clean_svarfrist(self) -> date:
        return check_svarfrist(self.cleaned_data["svarfrist"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.valg:
            self.add_error(None, _("Velg minst én du vil spørre."))
        return self.cleaned_data

    @property
    def valg(self) -> list[tuple[UUID, UUID]]:
        """Who is asked about what: (measure, person)."""
        chosen = [(en.tiltak.pk, self.cleaned_data.get(_name(en))) for en in self.ledige]
        return [(tiltak_id, UUID(hvem)) for tiltak_id, hvem in chosen if hvem]


def suggest_frist(ledige: list[LedigTiltak]) -> date:
    """The first day by which one of them is to have an owner; a week from today when that day is here or has been."""
    i_dag = timezone.localdate()
    foerst = min((en.frist for en in ledige), default=i_dag)
    return foerst if foerst > i_dag else i_dag + timedelta(days=SVARDAGER)


def _name(en: LedigTiltak) -> str:
    return f"hvem_{en.tiltak.pk.hex}"


class TiltakssvarForm(KladdForm):
    """Yes or no. Why not is one's own choice to say."""

    skjema: ClassVar[str] = "tiltak-svar"
    tittel = gettext_lazy("Svar på om du tar over et tiltak")

    svar = forms.ChoiceField(
        label=gettext_lazy("Tar du over?"),
        choices=[
            (Forespoerselsvar.JA, gettext_lazy("Ja, jeg tar over")),
            (Forespoerselsvar.NEI, gettext_lazy("Nei, spør en annen")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg ja eller nei.")),
    )
    grunn = forms.CharField(
        label=gettext_lazy("Vil du si hvorfor ikke?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Du trenger ikke skrive noe. Bare den som holder i stafettpinnen, leser det."),
    )
    versjon = Versjonsfelt()

    def clean(self) -> dict[str, Any]:
        """A yes needs no reason: what was written before one changed one's mind goes nowhere."""
        super().clean()
        if self.cleaned_data.get("svar") == Forespoerselsvar.JA:
            self.cleaned_data["grunn"] = ""
        return self.cleaned_data
