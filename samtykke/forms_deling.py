"""Writing down what was shared without consent, and saying whether the family can see it."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.delingshjemler import ANNEN
from bti.models import Sak
from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt, set_beskrivelser, set_merke, set_valg, with_capital
from bti.skjemavisning import Dagfelt
from bti.stafettord import in_readers_form
from samtykke.deling import hjemler_for
from samtykke.models import Delttil, Lovligdeling, Opplysningsslag
from samtykke.services.deling import Deling

KORT = forms.Textarea(attrs={"rows": 3})
FELTER = ("til", "mottaker", "opplysninger", "delt_dato", "hjemmel", "bestemt_av", "begrunnelse")


def _valg(feil: Any) -> dict[str, Any]:
    return dict.fromkeys(("required", "invalid_choice"), feil)


class DelingForm(KladdForm):
    """To whom, what kind of information, when, by which law, who decided, and why."""

    skjema: ClassVar[str] = "lovligdeling"
    tittel = _("Noe som er delt uten samtykke")
    diskret = True

    til = forms.ChoiceField(
        label=_("Hvem fikk opplysningene?"),
        choices=with_capital(Delttil),
        widget=forms.RadioSelect,
        error_messages=_valg(_("Velg hvem som fikk opplysningene.")),
    )
    mottaker = forms.CharField(
        label=_("Hva heter tjenesten eller organet?"),
        max_length=120,
        help_text=_("Skriv navnet på stedet, ikke på en person."),
        error_messages={"required": _("Skriv hva tjenesten eller organet heter.")},
    )
    opplysninger = forms.MultipleChoiceField(
        label=_("Hva slags opplysninger var det?"),
        choices=with_capital(Opplysningsslag),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Velg bare hva slags. Selve opplysningene skal ikke stå her."),
        error_messages=_valg(_("Velg hva slags opplysninger det var.")),
    )
    delt_dato = Dagfelt(
        label=_("Når ble det delt?"),
        error_messages={"invalid": _("Skriv datoen på nytt."), "required": _("Velg når det ble delt.")},
    )
    hjemmel = forms.ChoiceField(
        label=_("Hvilken lov ga dere rett eller plikt til det?"),
        widget=forms.RadioSelect,
        error_messages=_valg(_("Velg hvilken lov det var.")),
    )
    annen_lov = forms.CharField(
        label=_("Hvilken annen lov?"),
        max_length=300,
        required=False,
        help_text=_("Skriv lov og paragraf."),
    )
    bestemt_av = forms.CharField(
        label=_("Hvem bestemte det?"),
        max_length=120,
        help_text=_("Skriv navn og stilling."),
        error_messages={"required": _("Skriv hvem som bestemte det.")},
    )
    begrunnelse = forms.CharField(
        label=_("Hvorfor måtte det deles uten samtykke?"),
        widget=KORT,
        max_length=2000,
        help_text=_("Familien leser det når en leder har sagt at det er trygt."),
        error_messages={"required": _("Skriv hvorfor det måtte deles.")},
    )

    def __init__(self, *args: Any, sak: Sak, retter: Lovligdeling | None = None, **kwargs: Any) -> None:
        self.hjemler = {one.kode: one for one in hjemler_for(sak.kommune_id)}
        objekt_id = retter.pk if retter else sak.pk
        super().__init__(*args, objekt_id=objekt_id, initial=self._initial(retter), **kwargs)

    def _initial(self, retter: Lovligdeling | None) -> dict[str, Any]:
        if retter is None:
            return {"delt_dato": timezone.localdate()}
        initial = {navn: getattr(retter, navn) for navn in FELTER}
        if retter.hjemmel not in self.hjemler:
            initial |= {"hjemmel": ANNEN, "annen_lov": retter.lovhenvisning}
        return initial

    def add_fields(self) -> None:
        valg = [(one.kode, in_readers_form(one.navn)) for one in self.hjemler.values()]
        set_valg(self, "hjemmel", [*valg, (ANNEN, _("En annen lov"))])
        tekster = {
            one.kode: f"{in_readers_form(one.lov)}. {in_readers_form(one.tekst)}"
            for one in self.hjemler.values()
        }
        set_beskrivelser(self.fields["hjemmel"], tekster)
        set_merke(self.fields["annen_lov"], _("Bare hvis det er en annen lov"))

    def clean_delt_dato(self) -> date:
        dato = self.cleaned_data["delt_dato"]
        if dato > timezone.localdate():
            raise forms.ValidationError(_("Datoen kan ikke være fram i tid."))
        return dato

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("hjemmel") == ANNEN and not data.get("annen_lov", "").strip():
            self.add_error("annen_lov", _("Skriv hvilken lov og paragraf det var."))
        return data

    def to_deling(self) -> Deling:
        """Return what was written, with the words of the law as they stand today."""
        data = self.cleaned_data
        lov = self.hjemler.get(data["hjemmel"])
        return Deling(
            **{navn: data[navn] for navn in FELTER},
            lovhenvisning=lov.lov if lov else data["annen_lov"].strip(),
            lovtekst=lov.tekst if lov else "",
        )


class DelingsvurderingForm(KladdForm):
    """Whether the family can see it, and why."""

    skjema: ClassVar[str] = "lovligdeling-vurder"
    tittel = _("Om familien kan se noe som er delt")
    diskret = True

    familien_ser = forms.ChoiceField(
        label=_("Kan familien se dette uten fare for noen?"),
        choices=[("ja", _("Ja, familien kan se det")), ("nei", _("Nei, ikke nå"))],
        widget=forms.RadioSelect,
        error_messages=_valg(_("Velg om familien kan se det.")),
    )
    begrunnelse = forms.CharField(
        label=_("Hvorfor?"),
        widget=KORT,
        max_length=2000,
        help_text=_("Familien leser ikke dette. Stafettholderen leser det."),
        error_messages={"required": _("Skriv hvorfor.")},
    )
    antall = Versjonsfelt()

    def to_vurdering(self) -> dict[str, Any]:
        """Return what the service needs."""
        data = self.cleaned_data
        return {
            "familien_ser": data["familien_ser"] == "ja",
            "begrunnelse": data["begrunnelse"],
            "antall": data["antall"],
        }
