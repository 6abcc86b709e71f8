"""Writing down what one has seen when one fears violence, what was advised, and whether it was reported."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.forms.sted import MedSted, stedfelt
from bti.forms.undring import datofelt, tekstfelt
from bti.models import Farested, Frigivelse, Meldtil, Raadgiver, SkjermetBekymring
from bti.skjema import KladdForm
from bti.skjema.felter import Versjonsfelt, set_beskrivelser, set_merke, set_valg, with_capital
from bti.skjemavisning import Klokkevelger
from bti.tilgang.skjermet import Egensak, Meldt, Raad, Skjermet, Valgbar

FELTER = ("observert", "observert_dato", "barnets_ord", "barnet_naa", "hvem_er_til_fare", "merkelapp")


class SkjermetForm(MedSted):
    """Two things to fill in; the rest is what barnevern and police ask about."""

    skjema: ClassVar[str] = "skjermet"
    tittel = _("Notat")
    diskret = True

    observert = tekstfelt(
        _("Hva har du sett eller hørt?"),
        rows=6,
        required=_("Skriv hva du har sett eller hørt."),
        help_text=_("Skriv det som skjedde, ikke hva du tror det betyr."),
    )
    observert_dato = datofelt(_("Når var det?"), required=_("Velg når det var."))
    barnets_ord = tekstfelt(
        _("Hvilke ord brukte barnet?"),
        rows=3,
        help_text=_("Skriv ordene slik barnet sa dem. Ikke spør barnet ut."),
    )
    barnet_naa = tekstfelt(_("Hvor er barnet nå?"), rows=2)
    hvem_er_til_fare = forms.ChoiceField(
        label=_("Hvor tror du det er utrygt for barnet?"),
        choices=with_capital(Farested),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Velg hvor du tror det er utrygt.")},
    )
    merkelapp = forms.CharField(
        label=_("Din egen merkelapp"),
        max_length=60,
        required=False,
        help_text=_("Så du kjenner notatet igjen. Bruk ikke navn eller initialer."),
        error_messages={"max_length": _("Merkelappen er for lang. Den kan ha %(limit_value)d tegn.")},
    )
    sted = stedfelt()

    def add_fields(self) -> None:
        self.initial.setdefault("observert_dato", timezone.localdate())
        self.offer_steder()

    def to_skjermet(self) -> Skjermet:
        """Return what the service needs."""
        return Skjermet(**{name: self.cleaned_data[name] for name in FELTER})


class SkjermetEndreForm(SkjermetForm):
    """The same text again, with the version that it was made from."""

    skjema = "skjermet-endre"

    versjon = Versjonsfelt()

    def __init__(self, data: Any = None, *, skjermet: SkjermetBekymring, **kwargs: Any) -> None:
        initial = {name: getattr(skjermet, name) for name in (*FELTER, "versjon")}
        super().__init__(data, objekt_id=skjermet.pk, initial=initial, **kwargs)

    def add_fields(self) -> None:
        del self.fields["sted"]


def _klokke() -> forms.TimeField:
    return forms.TimeField(
        label=_("Omtrent når på dagen?"),
        widget=Klokkevelger,
        error_messages={
            "required": _("Skriv omtrent når det var."),
            "invalid": _("Skriv klokkeslettet på nytt."),
        },
    )


def _set_now(form: forms.Form, hva: str) -> None:
    """Most write it down at once."""
    form.initial.setdefault(f"{hva}_dato", timezone.localdate())
    form.initial.setdefault(f"{hva}_klokke", timezone.localtime().strftime("%H:%M"))


def _check_past(form: forms.Form, verdier: dict[str, Any] | None, hva: str) -> dict[str, Any]:
    """What was done is done: later today is not yet."""
    verdier = verdier or {}
    dag, klokke = verdier.get(f"{hva}_dato"), verdier.get(f"{hva}_klokke")
    if dag and klokke and _to_naar(dag, klokke) > timezone.now() + timedelta(minutes=5):
        form.add_error(
            f"{hva}_klokke", ValidationError(_("Klokkeslettet har ikke vært ennå."), code="future")
        )
    return verdier


def _to_naar(dag: date, klokke: time) -> datetime:
    return timezone.make_aware(datetime.combine(dag, klokke))


class RaadForm(KladdForm):
    """Whom one talked with, when, and what they said."""

    skjema: ClassVar[str] = "skjermet-raad"
    tittel = _("Notat")
    diskret = True

    fra = forms.ChoiceField(
        label=_("Hvem ga rådet?"),
        choices=with_capital(Raadgiver),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem som ga rådet.")),
    )
    hvem = forms.CharField(
        label=_("Navn eller rolle"),
        max_length=120,
        required=False,
        help_text=_("Slik de sa det i telefonen."),
        error_messages={"max_length": _("Teksten er for lang. Den kan ha %(limit_value)d tegn.")},
    )
    snakket_dato = datofelt(_("Hvilken dag?"), required=_("Velg hvilken dag det var."))
    snakket_klokke = _klokke()
    raad = tekstfelt(_("Hva sa de at du skal gjøre?"), rows=4, required=_("Skriv hva de sa."))

    def add_fields(self) -> None:
        _set_now(self, "snakket")

    def clean(self) -> dict[str, Any]:
        return _check_past(self, super().clean(), "snakket")

    def to_raad(self) -> Raad:
        """Return what the service needs."""
        data = self.cleaned_data
        naar = _to_naar(data["snakket_dato"], data["snakket_klokke"])
        return Raad(data["fra"], data["hvem"], naar, data["raad"])


class MeldtForm(KladdForm):
    """To whom one has reported it, and when; not reporting has a reason."""

    skjema: ClassVar[str] = "skjermet-meldt"
    tittel = _("Notat")
    diskret = True

    meldt_til = forms.ChoiceField(
        label=_("Har du meldt?"),
        choices=[
            (Meldtil.BARNEVERN, _("Ja, til barnevernet")),
            (Meldtil.POLITI, _("Ja, til politiet")),
            (Meldtil.BEGGE, _("Ja, til begge")),
            (Meldtil.INGEN, _("Nei. Jeg har drøftet det, og melder ikke")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg om du har meldt.")),
    )
    meldt_dato = datofelt(_("Hvilken dag?"), required=_("Velg hvilken dag det var."))
    meldt_klokke = _klokke()
    meldt_hvordan = forms.CharField(
        label=_("Hvordan meldte du?"),
        max_length=200,
        required=False,
        help_text=_("For eksempel i meldeskjemaet eller i telefonen."),
        error_messages={"max_length": _("Teksten er for lang. Den kan ha %(limit_value)d tegn.")},
    )
    ikke_meldt_grunn = tekstfelt(
        _("Hvorfor melder du ikke?"), rows=3, help_text=_("Skriv hvem du drøftet det med, og hva de sa.")
    )

    def add_fields(self) -> None:
        _set_now(self, "meldt")
        set_merke(self.fields["ikke_meldt_grunn"], _("Må fylles ut hvis du ikke melder"))

    def clean(self) -> dict[str, Any]:
        """Not to report is a decision, and has words."""
        verdier = _check_past(self, super().clean(), "meldt")
        if verdier.get("meldt_til") == Meldtil.INGEN and not verdier.get("ikke_meldt_grunn", "").strip():
            self.add_error(
                "ikke_meldt_grunn", ValidationError(_("Skriv hvorfor du ikke melder."), code="required")
            )
        return verdier

    def to_meldt(self) -> Meldt:
        """Return what the service needs."""
        data = self.cleaned_data
        naar = _to_naar(data["meldt_dato"], data["meldt_klokke"])
        return Meldt(data["meldt_til"], data["meldt_hvordan"], data["ikke_meldt_grunn"], naar)


class NavngiForm(KladdForm):
    """Somebody one trusts: the head stands first."""

    skjema: ClassVar[str] = "skjermet-navngi"
    tittel = _("Notat")
    diskret = True

    navn = forms.CharField(label=_("Del av navnet"), max_length=60, required=False)
    bruker = forms.ChoiceField(
        label=_("Hvem skal få lese?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg hvem som skal få lese."),
            "invalid_choice": _("Denne personen kan ikke velges. Velg en annen."),
        },
    )
    kan_frigi = forms.BooleanField(
        label=_("Kan også sende eller kaste varslene til familien"), required=False
    )

    def __init__(self, data: Any = None, *, valgbare: list[Valgbar], **kwargs: Any) -> None:
        self.valgbare = valgbare
        super().__init__(data, **kwargs)

    def add_fields(self) -> None:
        set_valg(self, "bruker", [(str(one.bruker_id), one.navn) for one in self.valgbare])
        set_beskrivelser(self.fields["bruker"], {str(one.bruker_id): one.tittel for one in self.valgbare})


class AnsvarForm(NavngiForm):
    """Somebody who answers for what waits; they read nothing for that."""

    skjema = "tilbakehold-ansvar"

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["bruker"].label = _("Hvem skal ta over?")
        del self.fields["kan_frigi"]


class KnyttForm(KladdForm):
    """One of one's own cases. What is not in the list is refused in one way, whatever it is."""

    skjema: ClassVar[str] = "skjermet-sak"
    tittel = _("Notat")
    diskret = True

    navn = forms.CharField(label=_("Del av navnet"), max_length=60, required=False)
    sak = forms.ChoiceField(
        label=_("Hvilken sak gjelder det?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg en sak i listen.")),
    )

    def __init__(self, data: Any = None, *, saker: list[Egensak], **kwargs: Any) -> None:
        self.saker = saker
        super().__init__(data, **kwargs)

    def add_fields(self) -> None:
        set_valg(self, "sak", [(str(one.sak_id), one.navn) for one in self.saker])
        set_beskrivelser(self.fields["sak"], {str(one.sak_id): one.tjeneste for one in self.saker})


class FrigiForm(forms.Form):
    """Send or throw away; nothing is chosen beforehand. Where nothing waits there is nothing to choose.

    ``hold`` is what the page was about: who lets go of it on an old page does not let go of the next one.
    """

    hold = forms.CharField(widget=forms.HiddenInput, required=False)
    valg = forms.ChoiceField(
        label=_("Hva skal skje med det som venter?"),
        choices=[(Frigivelse.SEND, _("Send varslene nå")), (Frigivelse.KAST, _("Kast dem"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg hva som skal skje med varslene."),
            "invalid_choice": _("Noe har kommet siden du åpnet siden. Velg hva som skal skje med varslene."),
        },
    )

    def __init__(self, data: Any = None, *, hold_id: UUID, venter: bool) -> None:
        super().__init__(data, initial={"hold": str(hold_id)})
        valgt = data.get("valg") if data else None
        self.er_tomt = not venter and valgt not in (Frigivelse.SEND, Frigivelse.KAST)
        if self.er_tomt:
            self.fields["valg"].widget = forms.HiddenInput()
            set_valg(self, "valg", [(Frigivelse.TOMT, "")])
            self.initial["valg"] = Frigivelse.TOMT
