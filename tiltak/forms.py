"""The forms of goals and measures."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Sak
from bti.queries import deltakere_in
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER
from bti.skjema.felter import Versjonsfelt, list_valg, set_rader, set_valg
from bti.skjemavisning import Dagfelt
from tiltak.models import Arena, Forebyggingsnivaa, Grad, Maal, Tiltak, Tiltakskort

TEKST = 4_000
LENGST_DAGER = 730
UKER = (2, 4, 6, 8, 12)
AVSLUTT = "avslutt"


def _tekst(label: Any, *, rader: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=TEKST, widget=forms.Textarea(attrs={"rows": rader}), **kwargs
    )


class MaalForm(KladdForm):
    skjema = "maal"
    tittel = _("Nytt mål")

    tekst = _tekst(
        _("Hva vil dere oppnå?"),
        help_text=_(
            "Skriv det slik at barnet og foresatte kan si seg enige. For eksempel: «Gå glad til skolen»."
        ),
        error_messages={"required": _("Skriv hva dere vil oppnå.")},
    )


class EndreMaalForm(MaalForm):
    skjema = "maal-endre"
    tittel = _("Endring av et mål")

    naadd_dato = Dagfelt(label=_("Nådd dato"), required=False)
    versjon = Versjonsfelt()

    def clean_naadd_dato(self) -> date | None:
        naadd = self.cleaned_data["naadd_dato"]
        if naadd and naadd > timezone.localdate():
            raise forms.ValidationError(_("Nådd dato kan ikke være fram i tid."))
        return naadd


class TiltakForm(KladdForm):
    """What, who, where and until when."""

    skjema = "tiltak"
    tittel = _("Nytt tiltak")

    navn = forms.CharField(
        label=_("Hva heter tiltaket?"),
        max_length=250,
        error_messages={"required": _("Skriv hva tiltaket heter.")},
    )
    hva = _tekst(
        _("Hva skal gjøres?"), required=False, help_text=_("Hvor ofte, hvordan, og hva dere ser etter.")
    )
    maal = forms.ModelChoiceField(
        Maal.objects.none(), label=_("Hvilket mål?"), required=False, empty_label=_("Ikke knyttet til et mål"),
        error_messages={"invalid_choice": _("Målet hører ikke til denne saken. Velg et annet.")},
    )  # fmt: skip
    ansvarlig = forms.ChoiceField(
        label=_("Hvem har ansvaret?"),
        error_messages={
            "required": _("Velg hvem som har ansvaret."),
            "invalid_choice": _("Den ansvarlige må være med i saken. Velg en annen."),
        },
    )
    arena = forms.ChoiceField(
        label=_("Hvor skjer det?"), widget=forms.RadioSelect,
        choices=[(Arena.TJENESTE, _("På skolen, i barnehagen eller en annen tjeneste")), (Arena.HJEM, _("Hjemme"))],
    )  # fmt: skip
    starter = Dagfelt(label=_("Fra og med"))
    evalueres = Dagfelt(label=_("Evalueres innen"), help_text=_("Da ser dere sammen på om det hjalp."))
    kort = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sak: Sak, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sak = sak
        maal_list = Maal.objects.filter(sak=sak).order_by("created_at")
        set_rader(self, "maal", maal_list, tekst=lambda maal: maal.tekst[:100])
        deltakere = list({str(d.bruker_id): d.navn_og_sted for d in deltakere_in(sak)}.items())
        set_valg(self, "ansvarlig", [("", _("Velg")), *deltakere])

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        starter, evalueres = data.get("starter"), data.get("evalueres")
        if starter and evalueres and evalueres < starter:
            self.add_error(
                "evalueres", _("Evalueres innen må være samme dag som tiltaket starter, eller senere.")
            )
        elif starter and evalueres and evalueres > starter + timedelta(days=LENGST_DAGER):
            self.add_error("evalueres", _("Evalueres innen er mer enn to år fram. Se om året er riktig."))
        self._check_kort(data.get("kort"))
        return data

    def _check_kort(self, kort_id: UUID | None) -> None:
        """A measure of another municipality is refused; the next press saves it as the case's own."""
        if kort_id and not Tiltakskort.objects.filter(pk=kort_id, kommune_id=self.sak.kommune_id).exists():
            self.add_error(
                None,
                _(
                    "Dette tiltaket står ikke i tiltakstrappen til kommunen. Velg et derfra, eller lagre det som eget."
                ),
            )
            self.replace_data(kort="")

    def fields_for_service(self) -> dict[str, Any]:
        """Return what start_tiltak and change_tiltak take."""
        data = self.cleaned_data
        return {
            "tittel": data["navn"],
            "hva": data["hva"],
            "arena": data["arena"],
            "ansvarlig_id": UUID(data["ansvarlig"]),
            "starter": data["starter"],
            "evalueres": data["evalueres"],
            "maal_id": data["maal"].pk if data["maal"] else None,
        }


class EndreTiltakForm(TiltakForm):
    skjema = "tiltak-endre"
    tittel = _("Endring av et tiltak")
    versjon = Versjonsfelt()

    def __init__(self, *args: Any, tiltak: Tiltak, **kwargs: Any) -> None:
        """The one who has the responsibility may keep it after having left the case."""
        super().__init__(*args, sak=tiltak.sak, **kwargs)
        valg = list_valg(self, "ansvarlig")
        if str(tiltak.ansvarlig_id) not in dict(valg):
            set_valg(self, "ansvarlig", [*valg, (str(tiltak.ansvarlig_id), tiltak.ansvarlig_navn)])

    @classmethod
    def initial_of(cls, tiltak: Tiltak) -> dict[str, Any]:
        return {
            "navn": tiltak.tittel,
            "hva": tiltak.hva,
            "maal": tiltak.maal_id,
            "ansvarlig": str(tiltak.ansvarlig_id),
            "arena": tiltak.arena,
            "starter": tiltak.starter,
            "evalueres": tiltak.evalueres,
            "kort": tiltak.kort_id,
            "versjon": tiltak.versjon,
        }


class EvalueringForm(KladdForm):
    """Did it help? The answer is the button; words may be added first, the child's too."""

    skjema = "tiltak-evaluer"
    tittel = _("Evaluering av tiltak")

    barnets_ord = _tekst(_("Hva sier barnet?"), required=False, rader=3, help_text=FAMILIEN_LESER)
    ord = _tekst(_("Hva så dere?"), required=False, rader=3)
    videre = forms.ChoiceField(label=_("Hva skjer videre?"))
    grad = forms.ChoiceField(
        choices=Grad, widget=forms.HiddenInput, error_messages={"required": _("Velg om tiltaket hjalp.")}
    )

    def __init__(self, *args: Any, uker: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})["videre"] = str(uker)
        super().__init__(*args, **kwargs)
        fortsett = _("Fortsetter, ny evaluering om {uker} uker")
        valg = [(str(n), fortsett.format(uker=n)) for n in sorted({*UKER, uker})]
        set_valg(self, "videre", [*valg, (AVSLUTT, _("Avsluttes nå"))])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "grad" in self.errors:  # a hidden field: the sentence must stand where it is seen
            del self.errors["grad"]
            self.add_error(None, _("Velg om tiltaket hjalp."))
        return self.cleaned_data

    @property
    def evalueres(self) -> date | None:
        videre = self.cleaned_data["videre"]
        return None if videre == AVSLUTT else timezone.localdate() + timedelta(weeks=int(videre))


class TrappForm(forms.Form):
    """Filter of the staircase. Words about measures, never about people: they may stand in an address."""

    q = forms.CharField(
        label=_("Søk i tiltakene"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    nivaa = forms.ChoiceField(
        label=_("Hvem er tiltaket for?"), required=False,
        choices=[
            ("", _("Alle nivåer")),
            (Forebyggingsnivaa.UNIVERSELL, _("Universelt: for alle")),
            (Forebyggingsnivaa.SELEKTIV, _("Selektivt: for grupper med høyere risiko")),
            (Forebyggingsnivaa.INDIKERT, _("Indikert: for den enkelte")),
        ],
    )  # fmt: skip
    sak = forms.UUIDField(widget=forms.HiddenInput, required=False)
