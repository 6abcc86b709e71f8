"""Writing a worry down, correcting it, and finding the way out of it."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.forms.sted import MedSted, stedfelt
from bti.models import Hyppighet, Styrke, Undring, Undringsutfall
from bti.models.undring import Barnspurt
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER_IKKE, said_first
from bti.skjema.felter import Tekst, Versjonsfelt, set_beskrivelser, set_merke
from bti.skjemavisning import Dagfelt

MAKS_TEKST = 10_000
SAMTALE_DAGER = 365  # a talk earlier than this, before the worry was written, was about something else
FOR_LANG = _("Teksten er for lang. Den kan ha %(limit_value)d tegn, og du har skrevet %(show_value)d.")
UGYLDIG_DATO = _("Skriv datoen med dag, måned og år.")


def validate_past(dag: date) -> None:
    """What has been seen or said has already happened."""
    if dag > timezone.localdate():
        raise ValidationError(_("Datoen kan ikke være fram i tid."), code="future")


def tekstfelt(label: Any, *, rows: int = 5, required: str | Any = "", **kwargs: Any) -> forms.CharField:
    """A text of some lines; ``required`` is what to say when it is empty, and none means it may be."""
    messages = {"max_length": FOR_LANG} | ({"required": required} if required else {})
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=MAKS_TEKST,
        required=bool(required),
        error_messages=messages,
        **kwargs,
    )


def datofelt(label: Any, *, required: str | Any = "", **kwargs: Any) -> Dagfelt:
    """A near date in the past."""
    messages = {"invalid": UGYLDIG_DATO} | ({"required": required} if required else {})
    return Dagfelt(
        label=label,
        validators=[validate_past],
        required=bool(required),
        error_messages=messages,
        **kwargs,
    )


class UndringForm(MedSted):
    """Three things to fill in, no name; a fourth for who works in several places. What may wait stands folded up."""

    skjema: ClassVar[str] = "undring"
    tittel = _("Undring")
    SKREVET: ClassVar = ("observert", "observert_dato", "styrke", "merkelapp", "hvor_ofte", "styrker")
    MER: ClassVar = ("hvor_ofte", "styrker")

    observert = tekstfelt(
        _("Hva har du sett eller hørt?"),
        rows=6,
        required=_("Skriv hva du har sett eller hørt."),
        help_text=_("Skriv det som skjedde, ikke hva du tror det betyr. Skriv ikke navnet på barnet."),
    )
    observert_dato = datofelt(_("Når var det?"), required=_("Velg når det var."))
    styrke = forms.ChoiceField(
        label=_("Hvor sterkt kjenner du på det?"),
        choices=Styrke,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Velg hvor sterkt du kjenner på det.")
        ),
    )
    merkelapp = forms.CharField(
        label=_("Din egen merkelapp"),
        max_length=60,
        required=False,
        help_text=_("Så du kjenner undringen igjen. Bruk ikke navn eller initialer. Bare du ser den."),
        error_messages={"max_length": _("Merkelappen er for lang. Den kan ha %(limit_value)d tegn.")},
    )
    hvor_ofte = forms.ChoiceField(
        label=_("Hvor ofte skjer det?"),
        choices=Hyppighet,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Velg hvor ofte det skjer.")},
    )
    styrker = tekstfelt(
        _("Hva går bra?"),
        rows=3,
        help_text=_("Hva er barnet god på? Når har barnet det best, og med hvem?"),
    )
    sted = stedfelt()

    def add_fields(self) -> None:
        self.initial.setdefault("observert_dato", timezone.localdate())
        self.offer_steder()

    def to_undring(self) -> dict[str, Any]:
        """Return what the service needs."""
        return {key: self.cleaned_data[key] for key in self.SKREVET} | {"sted": self.sted_valgt}

    @property
    def hovedfelter(self) -> list[BoundField]:
        """What one fills in first."""
        return [field for field in self.visible_fields() if field.name not in self.MER]

    @property
    def merfelter(self) -> list[BoundField]:
        """What may wait."""
        return [self[name] for name in self.MER]

    @property
    def mer_er_aapen(self) -> bool:
        """Whether something stands in what is folded up, or is wrong there."""
        return any(field.value() or field.errors for field in self.merfelter)


class UndringEndreForm(UndringForm):
    """The same text again, with the version that it was made from."""

    skjema = "undring-endre"
    tittel = _("Endring av en undring")

    versjon = Versjonsfelt()

    def __init__(self, data: Any = None, *, undring: Undring, **kwargs: Any) -> None:
        initial = {name: getattr(undring, name) for name in (*self.SKREVET, "versjon")}
        super().__init__(data, objekt_id=undring.pk, initial=initial, **kwargs)

    def add_fields(self) -> None:
        del self.fields["sted"]

    def to_undring(self) -> dict[str, Any]:
        """Return what the service needs."""
        return {key: self.cleaned_data[key] for key in (*self.SKREVET, "versjon")}


class AvklarForm(KladdForm):
    """The four ways out, each with its reason."""

    skjema: ClassVar[str] = "undring-avklar"
    tittel = _("Avklaring av en undring")
    TIL_SAK: ClassVar = (Undringsutfall.NIVAA_1, Undringsutfall.NIVAA_2)
    SAGT: ClassVar = (
        "utfall",
        "begrunnelse",
        "foresatte_informert",
        "til_stede",
        "barnet_spurt",
        "barnets_mening",
    )

    utfall = forms.ChoiceField(
        label=_("Hva har dere kommet fram til?"),
        choices=[
            (Undringsutfall.AVSLUTTET, _("Avslutte: det er ikke grunn til å gjøre mer")),
            (Undringsutfall.NIVAA_1, _("Nivå 1: vi hjelper i egen tjeneste")),
            (Undringsutfall.NIVAA_2, _("Nivå 2: det trengs flere tjenester")),
            (Undringsutfall.MELDING, _("Melding til barnevernet eller politiet")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hva dere har kommet fram til.")),
    )
    begrunnelse = tekstfelt(
        _("Hvorfor?"),
        rows=4,
        required=_("Skriv hvorfor."),
        help_text=_("Blir det en sak, følger begrunnelsen med, og familien kan lese den."),
    )
    til_stede = forms.CharField(
        label=_("Hvem var med?"),
        max_length=200,
        required=False,
        help_text=_("Skriv roller, ikke navn: «mor, kontaktlærer og jeg». Familien kan lese det i saken."),
        error_messages={"max_length": FOR_LANG},
    )
    barnet_spurt = forms.ChoiceField(
        label=_("Har dere spurt barnet?"),
        choices=Barnspurt,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Velg om dere har spurt barnet.")},
    )
    barnets_mening = tekstfelt(
        _("Hva mener barnet?"),
        rows=3,
        help_text=said_first(
            FAMILIEN_LESER_IKKE, _("Bruk barnets egne ord. De følger ikke med inn i saken.")
        ),
    )
    foresatte_informert = datofelt(
        _("Når snakket dere med foreldrene?"),
        help_text=_("La stå tomt hvis du velger melding."),
    )

    def __init__(self, data: Any = None, *, undring: Undring, **kwargs: Any) -> None:
        self.undring = undring
        super().__init__(data, objekt_id=undring.pk, **kwargs)

    def add_fields(self) -> None:
        set_merke(self.fields["foresatte_informert"], _("Må fylles ut for nivå 1 og 2"))
        set_merke(self.fields["barnet_spurt"], _("Må fylles ut, men ikke ved melding"))
        set_merke(self.fields["barnets_mening"], _("Må fylles ut når barnet er spurt"))
        beskrivelser: dict[str, Tekst] = {
            Undringsutfall.AVSLUTTET: _("Ingen sak blir åpnet. Bare du ser det du har skrevet."),
            Undringsutfall.NIVAA_1: _(
                "Du åpner en sak og blir stafettholder. Du velger hvem som blir invitert."
            ),
            Undringsutfall.NIVAA_2: _(
                "Du åpner en sak på nivå 1 først. Nivå 2 bestemmer dere i et møte når foreldrene har samtykket."
            ),
            Undringsutfall.MELDING: _(
                "Foreldrene får ingen beskjed herfra. Barnet skal ikke spørres ut. Du får se hvem du skal ringe."
            ),
        }
        set_beskrivelser(self.fields["utfall"], beskrivelser)

    def clean_foresatte_informert(self) -> date | None:
        """The talk was about this worry, so it is not years older than it."""
        dag = self.cleaned_data["foresatte_informert"]
        skrevet = timezone.localdate(self.undring.created_at)
        if dag and dag < min(skrevet, self.undring.observert_dato) - timedelta(days=SAMTALE_DAGER):
            raise ValidationError(
                _(
                    "Datoen er mer enn ett år før undringen. "
                    "Skriv når dere snakket med foreldrene om dette, eller se om året er riktig."
                ),
                code="past",
            )
        return dag

    def _clean_barnet(self, verdier: dict[str, Any]) -> None:
        """The child is heard, or it is said why not. Nobody questions a child before a report."""
        if "barnet_spurt" in self.errors or verdier.get("utfall") == Undringsutfall.MELDING:
            return
        if not verdier.get("barnet_spurt"):
            self.add_error("barnet_spurt", _("Velg om dere har spurt barnet."))
        elif verdier["barnet_spurt"] == Barnspurt.JA and not verdier.get("barnets_mening"):
            self.add_error("barnets_mening", _("Skriv hva barnet mener."))

    def clean(self) -> dict[str, Any]:
        """The parents know before a case is opened; a report is made without them."""
        verdier = super().clean() or {}
        self._clean_barnet(verdier)
        if verdier.get("utfall") in self.TIL_SAK:
            if not verdier.get("foresatte_informert") and "foresatte_informert" not in self.errors:
                self.add_error("foresatte_informert", _("Skriv når dere snakket med foreldrene."))
        elif verdier.get("utfall") == Undringsutfall.MELDING:
            self.errors.pop("foresatte_informert", None)  # whatever was left there: a report does not use it
            verdier["foresatte_informert"] = None
        return verdier

    def sagt(self) -> dict[str, Any]:
        """Return what was decided, as the worry keeps it."""
        return {navn: self.cleaned_data[navn] for navn in self.SAGT}

    @property
    def leads_to_sak(self) -> bool:
        """Whether the next step is to open a case."""
        return self.cleaned_data["utfall"] in self.TIL_SAK


class GjenaapneForm(KladdForm):
    """Why a worry is opened again."""

    skjema: ClassVar[str] = "undring-gjenaapne"
    tittel = _("Åpning av en undring på nytt")

    begrunnelse = tekstfelt(
        _("Hvorfor åpner du den igjen?"), rows=3, required=_("Skriv hvorfor du åpner den igjen.")
    )
