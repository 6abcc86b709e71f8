"""Setting up consent: who must say yes, and the themes that a municipality asks about."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt
from samtykke.hvem_side import EGEN, FORELDRE_TIL, OVERSKRIFTER, key_of
from samtykke.models import Omraade
from samtykke.models.oppsett import TEMAOMRAADER
from samtykke.regel import ALDRE, BOSTED, Alder, Regel
from samtykke.temaliste import Temarad


class RegelForm(KladdForm):
    """Every age of the rule within what the law leaves room for, so that somebody always must answer; and why.

    ``sett`` names the settings whose effect has been shown: nothing is saved before it has.
    """

    skjema = "samtykke-regel"
    tittel = _("Reglene for hvem som må si ja")

    bosted = forms.MultipleChoiceField(
        label=_("Hvor er det nok at den barnet bor fast hos, sier ja?"),
        help_text=_(
            "Gjelder bare når det er bekreftet hvor barnet bor. "
            "Bor barnet hos begge, må begge svare. Barnelova § 37."
        ),
        choices=[(omraade.value, OVERSKRIFTER[omraade]) for omraade in Omraade],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), _("Velg områder i listen.")),
    )
    begrunnelse = forms.CharField(
        label=_("Hvorfor endrer dere reglene?"),
        help_text=_("Begrunnelsen står i historikken, sammen med navnet ditt. Skriv ikke om enkeltsaker."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={
            "required": _("Skriv hvorfor dere endrer reglene."),
            "max_length": _("Skriv kortere: høyst 1000 tegn."),
        },
    )
    versjon = Versjonsfelt()
    sett = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, kommune_id: UUID, regel: Regel, versjon: int, **kwargs: Any) -> None:
        self.naa = regel
        initial = {one.felt: regel[one.noekkel] for one in ALDRE}
        super().__init__(
            *args,
            objekt_id=kommune_id,
            initial=initial | {"bosted": regel[BOSTED], "versjon": versjon},
            **kwargs,
        )

    def add_fields(self) -> None:
        rest = {navn: self.fields.pop(navn) for navn in ("bosted", "begrunnelse")}
        for one in ALDRE:
            self.fields[one.felt] = _age_field(one)
        self.fields.update(rest)

    @property
    def grupper(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The two ages of each area, under its name."""
        for omraade in dict.fromkeys(one.omraade for one in ALDRE):
            yield str(OVERSKRIFTER[omraade]), [self[one.felt] for one in ALDRE if one.omraade == omraade]

    def clean(self) -> None:
        super().clean()
        for omraade in dict.fromkeys(one.omraade for one in ALDRE):
            egen, til = (key_of(navn, omraade).removeprefix("samtykke_") for navn in (EGEN, FORELDRE_TIL))
            fra, slutt = self.cleaned_data.get(egen), self.cleaned_data.get(til)
            if fra and slutt and fra > slutt:
                feil = gettext(
                    "Mellom {til} og {fra} år måtte ingen svare. Velg samme alder, eller en høyere."
                )
                self.add_error(til, feil.format(til=slutt, fra=fra))
        if self.data.get("vis") is not None and self.has_error("begrunnelse", "required"):
            del self.errors["begrunnelse"]  # one may look at what a change does before one says why
        if self.rule_is_valid and self.regel == self.naa:
            self.add_error(
                None, _("Du har ikke endret noe. Endre en alder eller et område før du går videre.")
            )

    @property
    def rule_is_valid(self) -> bool:
        """Whether the rule itself is one that can be shown, with or without its reason."""
        return self.is_bound and not (self.errors.keys() - {"begrunnelse"})

    @property
    def regel(self) -> Regel:
        """The new rule, when it is valid."""
        said = self.cleaned_data
        bosted = [omraade.value for omraade in Omraade if omraade.value in said["bosted"]]
        return {one.noekkel: said[one.felt] for one in ALDRE} | {BOSTED: bosted}

    @property
    def avtrykk(self) -> str:
        """A short name for the new rule."""
        return hashlib.sha256(json.dumps(self.regel, sort_keys=True).encode()).hexdigest()[:32]

    @property
    def effect_is_seen(self) -> bool:
        """Whether the page that was sent showed what just these settings would do."""
        return self.cleaned_data["sett"] == self.avtrykk


def _age_field(one: Alder) -> forms.IntegerField:
    spenn = gettext("Fra {lavest} til {hoeyest} år.").format(lavest=one.lavest, hoeyest=one.hoeyest)
    # The same question is put under each area: the summary of errors stands far from the heading.
    feil = gettext("{omraade}: Skriv et helt tall fra {lavest} til {hoeyest}.").format(
        omraade=OVERSKRIFTER[one.omraade], lavest=one.lavest, hoeyest=one.hoeyest
    )
    return forms.IntegerField(
        label=one.setning,
        help_text=f"{spenn} {one.hjemmel}.",
        min_value=one.lavest,
        max_value=one.hoeyest,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), feil),
    )


NAVNET_ER_TATT = _("Kommunen har alt et tema som heter dette. Det kan være tatt ut av bruk.")


class TemaForm(KladdForm):
    """A theme: its names, its area of law, its place and its use. One that comes with Stafett keeps its names."""

    skjema = "samtykke-tema"
    tittel = _("Et tema i samtykke")

    navn_nb = forms.CharField(
        label=_("Navn på bokmål"),
        help_text=_("Slik familien leser det: «Vi snakker om …». Bruk vanlige ord."),
        max_length=80,
        error_messages={"required": _("Skriv et navn."), "max_length": _("Skriv kortere: høyst 80 tegn.")},
    )
    navn_nn = forms.CharField(
        label=_("Navn på nynorsk"),
        max_length=80,
        error_messages={"required": _("Skriv et navn."), "max_length": _("Skriv kortere: høyst 80 tegn.")},
    )
    omraade = forms.ChoiceField(
        label=_("Hvilket område i loven hører temaet til?"),
        help_text=_("Det bestemmer hvem som må si ja. Spørsmål som alt er stilt, endres ikke."),
        choices=[
            ("", _("Ingen av dem")),
            *((omraade.value, OVERSKRIFTER[omraade]) for omraade in TEMAOMRAADER),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Velg et av områdene.")},
    )
    rekkefoelge = forms.IntegerField(
        label=_("Plass i listen"),
        help_text=_("Det laveste tallet kommer først."),
        min_value=1,
        max_value=999,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Skriv et helt tall fra 1 til 999.")
        ),
    )
    is_active = forms.BooleanField(
        label=_("Temaet er i bruk"),
        help_text=_("Uten haken kan ingen spørre om temaet. Det står fortsatt der familien alt har svart."),
        required=False,
    )
    versjon = Versjonsfelt()

    def __init__(
        self, *args: Any, kommune_id: UUID, rader: list[Temarad], tema: Temarad | None, **kwargs: Any
    ) -> None:
        self.tema, self.rader = tema, rader
        rad = tema.rad if tema else None
        initial = {
            "navn_nb": rad.navn_nb if rad else "", "navn_nn": rad.navn_nn if rad else "",
            "omraade": rad.omraade if rad else "", "is_active": tema.i_bruk if tema else True,
            "rekkefoelge": tema.plass if tema else max(one.plass for one in rader) + 10,
            "versjon": rad.versjon if rad else 0,
        }  # fmt: skip
        super().__init__(
            *args,
            objekt_id=rad.pk if rad else uuid5(kommune_id, tema.kode if tema else ""),
            initial=initial,
            **kwargs,
        )

    def add_fields(self) -> None:
        if self.tema and self.tema.er_standard:
            for navn in ("navn_nb", "navn_nn", "omraade"):
                del self.fields[navn]
        if self.tema is None:
            del self.fields["is_active"]

    def clean_navn_nb(self) -> str:
        navn = self.cleaned_data["navn_nb"].strip()
        egen = self.tema.kode if self.tema else ""
        if navn.casefold() in {one.navn.casefold() for one in self.rader if one.kode != egen}:
            raise forms.ValidationError(NAVNET_ER_TATT, code="duplicate")
        return navn

    def clean_is_active(self) -> bool:
        er_i_bruk: bool = self.cleaned_data["is_active"]
        if not er_i_bruk and not any(one.i_bruk for one in self.rader if one != self.tema):
            raise forms.ValidationError(_("Minst ett tema må være i bruk."), code="last")
        return er_i_bruk

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        navn = ("navn_nb", "navn_nn", "omraade")
        said = self.cleaned_data
        return {felt: said.get(felt, "") for felt in navn} | {
            "rekkefoelge": said["rekkefoelge"], "is_active": said.get("is_active", True), "versjon": said["versjon"],
        }  # fmt: skip
