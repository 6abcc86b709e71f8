"""Choosing who coordinates the help by law; ending it; and the municipality's words about each right."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.feil import KoordinatorErIkkeMed
from bti.models import KOORDINATORSLAG, Koordinering, Rettighet, Sak
from bti.queries_rettigheter import fagfolk_in, tjenester_to_name
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER, said_first
from bti.skjema.felter import Versjonsfelt, set_beskrivelser, set_merke, set_valg
from bti.skjemavisning import Dagfelt
from bti.stafettord import in_readers_form

KORT = forms.Textarea(attrs={"rows": 2})
FELTER = ("navn", "hvem", "hva", "hvordan", "lovtekst", "lovhenvisning", "lenke", "krever_ja")


class KoordineringForm(KladdForm):
    """Which right, who, and the decision: in that order."""

    skjema = "koordinering"
    tittel = _("Hvem som samordner hjelpen")

    rettighet = forms.ChoiceField(
        label=_("Hvilken rett gjelder det?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvilken rett det gjelder.")),
    )
    hvem = forms.ChoiceField(
        label=_("Hvem blir det?"),
        widget=forms.RadioSelect,
        help_text=_(
            "En person må være med i saken. Du kan også velge en tjeneste, og bestemme personen senere."
            " Å bli koordinator gir ingen tilgang."
        ),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem det blir.")),
    )
    familien_vil = forms.BooleanField(label=_("Familien har sagt at de vil ha det"), required=False)
    barnets_syn = forms.CharField(
        label=_("Hva mener barnet?"),
        widget=KORT,
        max_length=2000,
        required=False,
        help_text=said_first(
            FAMILIEN_LESER, _("Skriv barnets egne ord. Er ikke barnet spurt, skriv hvorfor.")
        ),
    )
    begrunnelse = forms.CharField(
        label=_("Hvorfor blir det slik?"),
        widget=KORT,
        max_length=2000,
        help_text=_("Familien kan lese det."),
        error_messages={"required": _("Skriv hvorfor det blir slik.")},
    )
    startdato = Dagfelt(
        label=_("Fra når?"),
        error_messages={"invalid": _("Skriv datoen på nytt."), "required": _("Velg fra når.")},
    )
    erstatter = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sak: Sak, rettigheter: list[Rettighet], **kwargs: Any) -> None:
        self.sak = sak
        self.rettigheter = {str(one.pk): one for one in rettigheter if one.slag in KOORDINATORSLAG}
        super().__init__(*args, objekt_id=sak.pk, **kwargs)

    def add_fields(self) -> None:
        set_valg(
            self, "rettighet", [(key, in_readers_form(one.navn)) for key, one in self.rettigheter.items()]
        )
        hvem = {key: in_readers_form(one.hvem) for key, one in self.rettigheter.items()}
        set_beskrivelser(self.fields["rettighet"], hvem)
        folk = [(f"{one.bruker_id}:{one.tjeneste_id}", one.navn_og_sted) for one in fagfolk_in(self.sak)]
        ingen = _("{tjeneste}, uten at en person er valgt")
        tjenester = [(f":{one.pk}", ingen.format(tjeneste=one.navn)) for one in tjenester_to_name(self.sak)]
        set_valg(self, "hvem", [*folk, *tjenester])
        set_merke(self.fields["familien_vil"], _("Kryss av når de har sagt ja"))
        self.initial.setdefault("startdato", timezone.localdate())

    def clean_startdato(self) -> date:
        dato = self.cleaned_data["startdato"]
        if dato > timezone.localdate() + timedelta(days=365):
            raise forms.ValidationError(_("Datoen er for langt fram. Velg en dag det neste året."))
        return dato

    def clean(self) -> dict[str, Any]:
        """What is an offer is not given to who has not said yes."""
        data = super().clean() or {}
        valgt = self.rettigheter.get(data.get("rettighet", ""))
        if valgt and valgt.krever_ja and not data.get("familien_vil"):
            self.add_error(
                "familien_vil", _("Spør familien først. Dette er et tilbud som de kan si nei til.")
            )
        return data

    @property
    def mangler_invitasjon(self) -> bool:
        """Whether the one who was chosen does not see the case; the page leads on to the invitation."""
        return self.has_error(NON_FIELD_ERRORS, KoordinatorErIkkeMed.__name__)

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        bruker, _skille, tjeneste = self.cleaned_data["hvem"].partition(":")
        felter = ("familien_vil", "barnets_syn", "begrunnelse", "erstatter")
        return {navn: self.cleaned_data[navn] for navn in felter} | {
            "rettighet": self.rettigheter[self.cleaned_data["rettighet"]],
            "bruker_id": UUID(bruker) if bruker else None,
            "tjeneste_id": UUID(tjeneste),
            "gjelder_fra": self.cleaned_data["startdato"],
        }


class KoordineringSluttForm(KladdForm):
    skjema = "koordinering-slutt"
    tittel = _("Hvorfor koordineringen slutter")

    avslutning = forms.CharField(
        label=_("Hvorfor slutter det?"),
        widget=KORT,
        max_length=2000,
        help_text=_("Familien kan lese det."),
        error_messages={"required": _("Skriv hvorfor det slutter.")},
    )

    avslutter = forms.UUIDField(widget=forms.HiddenInput, required=False)  # who the page said has the task

    def __init__(self, *args: Any, koordinering: Koordinering, **kwargs: Any) -> None:
        super().__init__(
            *args, objekt_id=koordinering.sak_id, initial={"avslutter": koordinering.pk}, **kwargs
        )
        self.koordinering = koordinering

    def clean_avslutter(self) -> None:
        """Somebody else has the task by now: the page names them, and the next press is about them."""
        if self.cleaned_data["avslutter"] != self.koordinering.pk:
            self.replace_data(avslutter=str(self.koordinering.pk))
            self.add_error(
                None, _("Noen andre har oppgaven nå. Se hvem det er, og avslutt på nytt hvis du vil.")
            )


def _langt(label: Any, rader: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": rader}),
        error_messages={"required": _("Skriv noe her.")},
    )


class RettighetForm(KladdForm):
    """What the municipality says of a right. Two who change it do not overwrite each other."""

    skjema = "rettighet"
    tittel = _("Tekst om en rettighet")

    navn = forms.CharField(label=_("Navn"), max_length=120, error_messages={"required": _("Skriv et navn.")})
    hvem = _langt(_("Hvem gjelder det?"))
    hva = _langt(_("Hva er det?"))
    hvordan = _langt(_("Slik gjør dere"))
    lovtekst = _langt(_("Hva sier loven?"), rader=6)
    lovhenvisning = forms.CharField(
        label=_("Hvor står det?"),
        max_length=300,
        help_text=_("Lov og paragraf."),
        error_messages={"required": _("Skriv lov og paragraf.")},
    )
    lenke = forms.URLField(
        label=_("Lenke"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv en nettadresse som begynner med https://.")},
    )
    krever_ja = forms.BooleanField(label=_("Familien må si ja først"), required=False)
    lestdato = Dagfelt(
        label=_("Når leste du teksten mot loven?"),
        help_text=_("Datoen vises sammen med teksten."),
        error_messages={"invalid": _("Skriv datoen på nytt."), "required": _("Velg når du leste den.")},
    )
    kilde = forms.CharField(
        label=_("Kilde"), max_length=300, required=False, help_text=_("Hvor er teksten hentet fra?")
    )
    versjon = Versjonsfelt()

    def __init__(self, *args: Any, rettighet: Rettighet, **kwargs: Any) -> None:
        initial = {navn: getattr(rettighet, navn) for navn in (*FELTER, "kilde", "versjon")}
        super().__init__(*args, objekt_id=rettighet.pk, initial=initial, **kwargs)

    def add_fields(self) -> None:
        self.initial.setdefault("lestdato", timezone.localdate())

    def clean_lestdato(self) -> date:
        dato = self.cleaned_data["lestdato"]
        if dato > timezone.localdate():
            raise forms.ValidationError(_("Datoen kan ikke være fram i tid."))
        return dato

    def clean_lenke(self) -> str:
        lenke = self.cleaned_data["lenke"]
        if lenke and not lenke.startswith("https://"):
            raise forms.ValidationError(_("Skriv en nettadresse som begynner med https://."))
        return lenke

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        felter = (*FELTER, "kilde", "versjon")
        return {navn: self.cleaned_data[navn] for navn in felter} | {
            "sist_lest": self.cleaned_data["lestdato"]
        }
