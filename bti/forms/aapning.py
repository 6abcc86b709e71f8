"""Opening a case: whom it is about, and who the parents are."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.forms.undring import tekstfelt
from bti.identitetsnummer import IdentitetsnummerField, is_younger, suggest_foedselsdato
from bti.innstillinger import get_innstilling
from bti.models import REGISTRERES, SVAR_PAA_SPERRE, Adressesperre, Relasjonstype, strongest_sperre
from bti.register import Registerforelder, Registerperson
from bti.services import Barn, Foresatt
from bti.skjema import KladdForm
from bti.skjema.felter import Tekst, set_beskrivelser, set_valg
from bti.skjemavisning import KjentDatoField

ANTALL_FORESATTE = 2
HVA_SAKEN_GJELDER_HJELP = _(
    "Familien og de som blir med i saken, leser dette. Skriv det slik du sa det til foreldrene."
)


class HvemForm(KladdForm):
    """The child's identity number. It goes to the register and is never kept in a draft."""

    skjema: ClassVar[str] = "aapne-sak-hvem"
    tittel = _("Åpning av en sak: hvem det gjelder")

    foedselsnummer = IdentitetsnummerField(
        label=_("Fødselsnummeret til barnet"),
        help_text=_("11 siffer. Mellomrom gjør ikke noe."),
        error_messages={"required": _("Skriv fødselsnummeret.")},
    )


class _SakForm(KladdForm):
    """What both ways of opening a case ask."""

    hva_saken_gjelder = tekstfelt(
        _("Hva gjelder saken?"), required=_("Skriv hva saken gjelder."), help_text=HVA_SAKEN_GJELDER_HJELP
    )


class BekreftBarnForm(_SakForm):
    """The register has answered: is this the child, and who is invited?"""

    skjema: ClassVar[str] = "aapne-sak-bekreft"
    tittel = _("Åpning av en sak")

    inviter = forms.MultipleChoiceField(
        label=_("Hvem skal inviteres nå?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "De får se saken når de logger inn. Alle med foreldreansvar må samtykke før andre tjenester får se den."
        ),
        error_messages={
            "invalid_choice": _("Opplysningene i registeret er endret. Se over hvem som skal inviteres.")
        },
    )
    kalles = forms.CharField(
        label=_("Hva kalles barnet til daglig?"),
        max_length=60,
        required=False,
        help_text=_("Bare hvis det er noe annet enn fornavnet."),
    )

    def __init__(
        self, data: Any = None, *, person: Registerperson, er_meldt: bool = False, **kwargs: Any
    ) -> None:
        self.person = person
        self.foreldre = {str(number): one for number, one in enumerate(person.foreldre)}
        kan_inviteres = {key: one for key, one in self.foreldre.items() if one.har_foreldreansvar}
        kwargs["initial"] = {"inviter": list(kan_inviteres), **kwargs.get("initial", {})}
        super().__init__(data, **kwargs)
        if er_meldt:  # nor by a draft from before the report: who is told then is chosen one by one
            self.initial["inviter"] = []

    def add_fields(self) -> None:
        if not self.foreldre or self.person.adressesperre != Adressesperre.INGEN:
            del self.fields["inviter"]
            return
        valg = [(key, f"{one.navn} ({one.relasjon.label})") for key, one in self.foreldre.items()]
        set_valg(self, "inviter", valg)
        beskrivelser = {key: _describe(one) for key, one in self.foreldre.items()}
        set_beskrivelser(self.fields["inviter"], beskrivelser)

    def to_barn(self) -> Barn:
        """Return the child as the register knows it."""
        person = self.person
        return Barn(
            navn=person.navn,
            foedselsdato=person.foedselsdato,
            kalles=self.cleaned_data["kalles"],
            foedselsnummer=person.foedselsnummer,
            adressesperre=person.adressesperre,
            registeret_svarte=True,
        )

    def to_foresatte(self) -> list[Foresatt]:
        """Return everybody with parental responsibility, and whoever else is invited."""
        chosen = self.cleaned_data.get("inviter", [])
        return [
            Foresatt(
                navn=one.navn,
                foedselsnummer=one.foedselsnummer,
                relasjon=one.relasjon,
                har_foreldreansvar=one.har_foreldreansvar,
                barnet_bor_her=one.barnet_bor_her,
                inviter=key in chosen,
            )
            for key, one in self.foreldre.items()
            if one.har_foreldreansvar or key in chosen
        ]


def _describe(forelder: Registerforelder) -> Tekst:
    return _("Har foreldreansvar") if forelder.har_foreldreansvar else _("Har ikke foreldreansvar")


class _ForesattAlder(KladdForm):
    """A parent entered by hand is of age. The child's own number, typed in the wrong field, is stopped here."""

    def check_alder(self, name: str) -> None:
        """Say so at the field when the number is that of somebody too young."""
        nummer = self.cleaned_data.get(name)
        if not nummer:
            return
        grense = get_innstilling(self.request.aktoer.kommune_id, "foresatt_fra_alder")
        if is_younger(suggest_foedselsdato(nummer), grense, dag=timezone.localdate()):
            text = gettext(
                "Fødselsnummeret er til en som er under {aar} år. En foresatt må være fylt {aar} år. "
                "Se om du har skrevet barnets nummer."
            )
            self.add_error(name, text.format(aar=grense))


def _foresatt_felter(prefix: str = "", *, required: bool) -> dict[str, forms.Field]:
    """The fields of one parent; the prefix tells two apart in the same form."""
    return {
        f"{prefix}navn": forms.CharField(
            label=_("Navn"),
            max_length=150,
            required=required,
            error_messages={"required": _("Skriv navnet på den foresatte.")},
        ),
        f"{prefix}relasjon": forms.ChoiceField(
            label=_("Hvem er det?"),
            choices=REGISTRERES,
            widget=forms.RadioSelect,
            required=required,
            error_messages=dict.fromkeys(("required", "invalid_choice"), _("Velg hvem den foresatte er.")),
        ),
        f"{prefix}foedselsnummer": IdentitetsnummerField(
            label=_("Fødselsnummer"),
            required=required,
            help_text=_("Slik finner vi riktig person når den foresatte logger inn. 11 siffer."),
            error_messages={"required": _("Skriv fødselsnummeret til den foresatte.")},
        ),
        f"{prefix}epost": forms.EmailField(
            label=_("E-post"),
            required=False,
            error_messages={"invalid": _("E-posten må se ut som navn@eksempel.no.")},
        ),
        f"{prefix}mobil": forms.RegexField(
            r"^[+0-9 ]{8,20}$",
            label=_("Mobil"),
            required=False,
            error_messages={"invalid": _("Mobilnummeret kan bare ha siffer, for eksempel 99 99 99 99.")},
        ),
        f"{prefix}har_foreldreansvar": forms.BooleanField(
            label=_("Har foreldreansvar"), required=False, initial=True
        ),
    }


def _to_foresatt(verdier: dict[str, Any], prefix: str = "", *, inviter: bool = True) -> Foresatt:
    return Foresatt(
        navn=verdier[f"{prefix}navn"],
        foedselsnummer=verdier[f"{prefix}foedselsnummer"],
        relasjon=Relasjonstype(verdier[f"{prefix}relasjon"]),
        har_foreldreansvar=verdier[f"{prefix}har_foreldreansvar"],
        inviter=inviter,
        epost=verdier[f"{prefix}epost"],
        mobil=verdier[f"{prefix}mobil"],
    )


class AvvisRelasjonForm(KladdForm):
    """Why the leader does not confirm that somebody is a parent; the one who registered reads it."""

    skjema: ClassVar[str] = "relasjon-avvis"
    tittel = _("Ikke bekreft en foresatt")

    grunn = forms.CharField(
        label=_("Hvorfor bekrefter du ikke?"),
        help_text=_("Den som la inn personen, får lese dette. Skriv hva som må rettes. Høyst 500 tegn."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={
            "required": _("Skriv hvorfor, så kollegaen vet hva som må rettes."),
            "max_length": _("Skriv kortere: høyst 500 tegn. Du har skrevet %(show_value)d."),
        },
    )


class ForesattForm(_ForesattAlder):
    """One more parent, in a case that is open."""

    skjema: ClassVar[str] = "foresatt-ny"
    tittel = _("Ny foresatt i en sak")

    def add_fields(self) -> None:
        self.fields |= _foresatt_felter(required=True)

    def clean(self) -> dict[str, Any]:
        """Only people of age are registered by hand."""
        verdier = super().clean() or {}
        self.check_alder("foedselsnummer")
        return verdier

    def to_foresatt(self) -> Foresatt:
        """Return the parent."""
        return _to_foresatt(self.cleaned_data)


class BarnManueltForm(_SakForm, _ForesattAlder):
    """Child and parents by hand, when the register cannot say."""

    skjema: ClassVar[str] = "aapne-sak-manuelt"
    tittel = _("Åpning av en sak")

    barn_navn = forms.CharField(
        label=_("Navnet på barnet"), max_length=150, error_messages={"required": _("Skriv navnet på barnet.")}
    )
    barn_foedselsdato = KjentDatoField(label=_("Fødselsdato"), help_text=_("For eksempel 4 11 2016."))
    kalles = forms.CharField(label=_("Hva kalles barnet til daglig?"), max_length=60, required=False)
    barn_foedselsnummer = IdentitetsnummerField(
        label=_("Fødselsnummeret til barnet"),
        required=False,
        help_text=_("Hvis du har det. Kjenner Folkeregisteret nummeret, bruker vi det registeret svarer."),
    )
    adressesperre = forms.ChoiceField(
        label=_("Har barnet sperret adresse?"),
        widget=forms.RadioSelect,
        choices=[*SVAR_PAA_SPERRE, (Adressesperre.UKJENT.value, _("Jeg vet ikke"))],
        help_text=_(
            "Er adressen sperret, inviterer vi ingen digitalt av oss selv. "
            "Vet du ikke, må en leder svare før noen i familien slippes inn."
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Svar på om barnet har sperret adresse.")
        ),
    )

    field_order = (
        "barn_navn",
        "barn_foedselsdato",
        "barn_foedselsnummer",
        "kalles",
        "adressesperre",
        "hva_saken_gjelder",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        foedselsnummer: str = "",
        sperre_sett: Adressesperre = Adressesperre.INGEN,
        er_meldt: bool = False,
        **kwargs: Any,
    ) -> None:
        self.er_meldt = er_meldt
        self.husket_nummer, self.sperre_sett = foedselsnummer, sperre_sett
        super().__init__(data, **kwargs)

    @property
    def foedselsnummer(self) -> str:
        """The child's number: from the page before, or typed here."""
        return self.husket_nummer or self.cleaned_data.get("barn_foedselsnummer", "")

    def add_fields(self) -> None:
        if self.husket_nummer:
            del self.fields["barn_foedselsnummer"]
        for number in range(ANTALL_FORESATTE):
            self.fields |= _foresatt_felter(f"f{number}_", required=number == 0)

    def clean_barn_foedselsdato(self) -> Any:
        dag = self.cleaned_data["barn_foedselsdato"]
        if dag > timezone.localdate():
            raise forms.ValidationError(_("Fødselsdatoen kan ikke være fram i tid."))
        return dag

    def clean(self) -> dict[str, Any]:
        """The second parent is left out whole, or given whole; nobody is named twice."""
        verdier = super().clean() or {}
        for number in range(1, ANTALL_FORESATTE):
            self._check_whole(f"f{number}_", verdier)
        numbers = [verdier.get(f"f{n}_foedselsnummer") for n in range(ANTALL_FORESATTE)] + [
            self.foedselsnummer
        ]
        given = [one for one in numbers if one]
        if len(set(given)) < len(given):
            self.add_error(None, _("To personer har fått samme fødselsnummer. Se over numrene."))
        for number in range(ANTALL_FORESATTE):
            self.check_alder(f"f{number}_foedselsnummer")
        return verdier

    def _check_whole(self, prefix: str, verdier: dict[str, Any]) -> None:
        parts = [f"{prefix}{name}" for name in ("navn", "relasjon", "foedselsnummer")]
        if not any(verdier.get(part) for part in [*parts, f"{prefix}epost", f"{prefix}mobil"]):
            return
        for part in parts:
            if not verdier.get(part) and part not in self.errors:
                self.add_error(part, self.fields[part].error_messages["required"])

    def foresatt_grupper(self) -> list[list[Any]]:
        """The fields of each parent, for the template."""
        return [
            [self[name] for name in self.fields if name.startswith(f"f{n}_")] for n in range(ANTALL_FORESATTE)
        ]

    def barn_felter(self) -> list[Any]:
        """The fields about the child and the case."""
        return [self[name] for name in self.field_order if name in self.fields]

    def to_barn(self) -> Barn:
        """Return the child. What the register has once said about a protected address is not typed away."""
        return Barn(
            navn=self.cleaned_data["barn_navn"],
            foedselsdato=self.cleaned_data["barn_foedselsdato"],
            kalles=self.cleaned_data["kalles"],
            foedselsnummer=self.foedselsnummer,
            adressesperre=strongest_sperre([self.cleaned_data["adressesperre"], self.sperre_sett]),
        )

    def to_foresatte(self) -> list[Foresatt]:
        """Return the parents that were filled in. After a report they are registered, and not invited."""
        return [
            _to_foresatt(self.cleaned_data, f"f{n}_", inviter=not self.er_meldt)
            for n in range(ANTALL_FORESATTE)
            if self.cleaned_data.get(f"f{n}_navn")
        ]
