"""What the stafettholder asks the family about."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.frister import alder_of
from bti.innstillinger import get_innstilling
from bti.models import Sak, Tjeneste
from bti.models.hovedperson import Hovedpersonslag
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER_IKKE, said_first
from bti.skjema.felter import set_merke, set_rader, set_valg
from bti.skjemavisning import Dagfelt
from bti.templatetags.stafett import dato
from samtykke.forms.felles import check_date
from samtykke.models import BarnetHoert, Samtykkekrav
from samtykke.queries import add_months, last_date, services_to_ask
from samtykke.services.spoerre import Oenske
from samtykke.temaliste import offered_temaer

if TYPE_CHECKING:
    from samtykke.queries import TjenesteMedFolk

FORESLAATTE_MAANEDER = 6
MYNDIG = 18  # vergemålsloven § 8


class FamiliespoersmaalForm(KladdForm):
    """What every question to the family says: why, whether the child is heard, and until when it holds."""

    hvorfor = forms.CharField(
        label=_("Hvorfor spør dere?"),
        help_text=_("Familien leser dette ordrett. Skriv kort og vanlig, uten fagord."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1500,
        error_messages={
            "required": _("Skriv hvorfor dere spør."),
            "max_length": _("Skriv kortere: høyst 1500 tegn."),
        },
    )
    barnet_hoert = forms.ChoiceField(
        label=_("Er barnet hørt?"),
        widget=forms.RadioSelect,
        choices=[
            (BarnetHoert.JA, _("Ja, barnet har sagt hva det mener")),
            (BarnetHoert.SENERE, _("Ikke ennå, vi gjør det senere")),
            (BarnetHoert.NEI, _("Nei, barnet blir ikke hørt")),
        ],
        error_messages={
            "required": _("Svar på om barnet er hørt. Barnet har rett til å si hva det mener."),
            "invalid_choice": _("Velg et av svarene."),
        },
    )
    barnets_mening = forms.CharField(
        label=_("Hva mener barnet?"),
        help_text=said_first(FAMILIEN_LESER_IKKE, _("Er barnet ikke hørt, skriver du hvorfor.")),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1500,
        required=False,
        error_messages={"max_length": _("Skriv kortere: høyst 1500 tegn.")},
    )
    til = Dagfelt(
        label=_("Hvor lenge skal samtykket gjelde?"),
        error_messages={"required": _("Velg hvor lenge samtykket skal gjelde."),
                        "invalid": _("Skriv datoen samtykket skal gjelde til, for eksempel 20.06.2027.")},
    )  # fmt: skip

    erstatt = forms.BooleanField(label=_("Bytt ut spørsmålet. Familien svarer på det nye."), required=False)

    def __init__(self, *args: Any, sak: Sak, **kwargs: Any) -> None:
        self.alt_spurt: Samtykkekrav | None = None
        self.sak = sak
        super().__init__(*args, objekt_id=sak.pk, **kwargs)
        self.last_date = last_date(sak)
        self.offer_choices()
        self.fields["til"].help_text = gettext("Til og med denne dagen. Senest {dato}.").format(
            dato=dato(self.last_date)
        )
        self.initial.setdefault(
            "til", min(add_months(timezone.localdate(), FORESLAATTE_MAANEDER), self.last_date)
        )

    def offer_choices(self) -> None:
        """What can be chosen: each kind of question has its own."""
        raise NotImplementedError

    @property
    def tjenester(self) -> list[Tjeneste]:
        """The services that are asked about, each once, when the form is valid."""
        raise NotImplementedError

    @property
    def oenske(self) -> Oenske:
        """What is asked, when the form is valid."""
        raise NotImplementedError

    def meet_alle_ja(self, tjeneste: Tjeneste) -> None:
        """Everybody has said yes already: say what to do instead."""
        raise NotImplementedError

    def add_fields(self) -> None:
        """What to replace is asked of who is about to do it; who is asked speaks for themselves."""
        if "erstatt_spurt" not in self.data:
            del self.fields["erstatt"]
        if not has_child(self.sak):
            del self.fields["barnet_hoert"], self.fields["barnets_mening"]
        else:
            self.fields["barnet_hoert"].required = must_be_heard(self.sak)
            set_merke(self.fields["barnets_mening"], _("Må fylles ut når barnet ikke er hørt"))

    def meet_alt_spurt(self, krav: Samtykkekrav) -> None:
        """Show what has been asked, and ask whether it is to be replaced."""
        self.alt_spurt = krav
        self.fields["erstatt"] = self.base_fields["erstatt"]
        self.order_fields(self.field_order)
        self.add_error(
            "erstatt",
            gettext(
                "Dere har alt spurt om {tjeneste}. Velg om det nye spørsmålet skal gjelde i stedet."
            ).format(tjeneste=krav.tjeneste.navn),
        )
        self.keep_kladd()

    def clean_hvorfor(self) -> str:
        return self.cleaned_data["hvorfor"].strip()

    def clean_barnets_mening(self) -> str:
        mening = self.cleaned_data["barnets_mening"].strip()
        if not mening and self.cleaned_data.get("barnet_hoert") in (BarnetHoert.NEI, BarnetHoert.SENERE):
            raise forms.ValidationError(_("Skriv hvorfor barnet ikke er hørt ennå."), code="required")
        return mening

    def clean_til(self) -> date:
        return check_date(self.cleaned_data["til"], self.last_date)


class SamtykkekravForm(FamiliespoersmaalForm):
    """What the stafettholder asks the family about: one service or several, in the same words."""

    skjema = "samtykke-be-om"
    tittel = _("Be om samtykke")

    tjeneste = forms.ModelChoiceField(
        queryset=Tjeneste.objects.none(),
        label=_("Hvem trenger dere hjelp fra?"),
        help_text=_("Samtykket gjelder tjenesten, ikke en bestemt person."),
        error_messages={
            "required": _("Velg hvem dere trenger hjelp fra."),
            "invalid_choice": _(
                "Velg en av tjenestene i listen. Den du valgte, finnes ikke i denne kommunen."
            ),
        },
    )
    flere = forms.ModelMultipleChoiceField(
        queryset=Tjeneste.objects.none(),
        label=_("Spør om disse også"),
        help_text=_(
            "Familien svarer for hver tjeneste. De kan si ja til én og nei til en annen."
            " Grunnen, temaene og «bare lese» blir like for alle. Skal noe være ulikt, spør du om én om gangen."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid_choice", "invalid_pk_value", "invalid_list"), _("Velg bare tjenester i listen.")
        ),
    )
    temaer = forms.MultipleChoiceField(
        label=_("Hva trenger dere å snakke sammen om?"),
        help_text=_("Velg bare det dere trenger. Familien kan ta bort temaer, men ikke legge til."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst ett tema å snakke sammen om.")},
    )
    bare_lese = forms.BooleanField(
        label=_("Tjenesten skal bare lese"),
        help_text=_("Uten haken kan tjenesten også skrive i loggen."),
        required=False,
    )
    fra = Dagfelt(
        label=_("Fra hvilken dag?"),
        help_text=_("La feltet stå tomt når det skal gjelde fra den dagen familien svarer."),
        required=False,
        error_messages={"invalid": _("Skriv dagen samtykket skal gjelde fra, for eksempel 20.08.2027.")},
    )
    fornye = forms.BooleanField(
        label=_("Be om fornyelse. Det familien har sagt ja til, gjelder mens de svarer."), required=False
    )

    field_order: Sequence[str] = (
        "erstatt", "fornye", "tjeneste", "flere", "hvorfor", "temaer", "bare_lese",
        "barnet_hoert", "barnets_mening", "til", "fra",
    )  # fmt: skip

    def offer_choices(self) -> None:
        """The services and the themes that can be asked about."""
        services = services_to_ask(self.sak)
        set_rader(self, "tjeneste", services, tekst=lambda one: one.navn)
        set_rader(self, "flere", services.order_by("navn"), tekst=lambda one: one.navn)
        set_valg(self, "tjeneste", _grouped(services))
        set_valg(self, "temaer", offered_temaer(self.sak.kommune_id))

    def add_fields(self) -> None:
        super().add_fields()
        if "fornye_spurt" not in self.data and not self.initial.get("fornye"):
            del self.fields["fornye"]

    @property
    def tjenester(self) -> list[Tjeneste]:
        """The services that are chosen, each once."""
        first = self.cleaned_data["tjeneste"]
        return [first, *(one for one in self.cleaned_data["flere"] if one != first)]

    @property
    def oenske(self) -> Oenske:
        """What is asked, when the form is valid."""
        said = self.cleaned_data
        return Oenske(
            hvorfor=said["hvorfor"],
            temaer=said["temaer"],
            til=said["til"],
            fra=said["fra"],
            kan_skrive=not said["bare_lese"],
            barnet_hoert=said.get("barnet_hoert") or BarnetHoert.IKKE_SPURT,
            barnets_mening=said.get("barnets_mening", ""),
            fornye=said.get("fornye", False),
        )

    def meet_alle_ja(self, tjeneste: Tjeneste) -> None:
        """Everybody has said yes: nothing is asked unless it is to be renewed."""
        self.fields["fornye"] = self.base_fields["fornye"]
        self.add_error(
            "fornye",
            gettext("Alle har allerede sagt ja til {tjeneste}. Velg om dere vil be om fornyelse.").format(
                tjeneste=tjeneste.navn
            ),
        )
        self.keep_kladd()

    def clean_fra(self) -> date | None:
        fra = self.cleaned_data["fra"]
        if fra and fra < timezone.localdate():
            raise forms.ValidationError(
                _("Velg en dag fra i dag av. Samtykket kan ikke gjelde bakover."), code="past"
            )
        return None if fra == timezone.localdate() else fra

    def clean(self) -> None:
        super().clean()
        fra, til = self.cleaned_data.get("fra"), self.cleaned_data.get("til")
        if fra and til and fra > til:
            self.add_error("til", _("Den siste dagen kommer før den første. Bytt om på dem."))
        if fra and self.cleaned_data.get("fornye"):
            self.add_error("fra", _("En fornyelse gjelder fra dagen familien svarer. La feltet stå tomt."))


def has_child(sak: Sak) -> bool:
    """Whether there is a child to be heard: not when the case is about a pregnant woman, or somebody of age."""
    alder = alder_of(sak.hovedperson.foedselsdato)
    return sak.hovedperson.slag == Hovedpersonslag.BARN and (alder is None or alder < MYNDIG)


def must_be_heard(sak: Sak) -> bool:
    """Whether the child is to be heard before the family is asked (barnelova § 31; ``hoert_fra_alder``)."""
    alder = alder_of(sak.hovedperson.foedselsdato)
    return alder is not None and alder >= get_innstilling(sak.kommune_id, "hoert_fra_alder")


def _grouped(services: "Iterable[TjenesteMedFolk]") -> list[tuple[Any, Any]]:
    """The services where somebody can be invited stand first; the family may be asked about the others too."""
    groups = (
        (_("Tjenester med ansatte i Stafett"), [one for one in services if one.har_folk]),
        (_("Ingen herfra er i Stafett ennå"), [one for one in services if not one.har_folk]),
    )
    return [("", _("Velg tjeneste"))] + [
        (tittel, [(str(one.pk), one.navn) for one in them]) for tittel, them in groups if them
    ]
