"""What the stafettholder asks the family about when another service is to take over the case."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.models import Tjeneste
from bti.skjema.felter import set_rader, set_valg
from bti.skjemavisning import Dagfelt
from bti.templatetags.stafett import dato
from samtykke.forms.spoerre import FORESLAATTE_MAANEDER, FamiliespoersmaalForm
from samtykke.models import BarnetHoert, Samtykkeslag
from samtykke.queries import add_months, last_days_with, services_to_take_over
from samtykke.services.spoerre import Oenske
from samtykke.temaliste import offered_temaer


def _named(tjeneste: Tjeneste, dag: date | None) -> str:
    """The service, and until when the family has let it be with."""
    if dag is None:
        return tjeneste.navn
    return gettext("{tjeneste} (med i saken til {dato})").format(tjeneste=tjeneste.navn, dato=dato(dag))


class AnsvarForm(FamiliespoersmaalForm):
    """Which service, and why. The whole case or nothing: no themes, no reading alone, and no later day."""

    skjema = "samtykke-ansvar"
    tittel = _("Spør om en annen tjeneste kan ta over")

    tjeneste = forms.ModelChoiceField(
        queryset=Tjeneste.objects.none(),
        label=_("Hvilken tjeneste skal ta over?"),
        help_text=_("Bare tjenester som er med i saken og kan skrive i den, står her."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Velg hvilken tjeneste som skal ta over."),
            "invalid_choice": _("Tjenesten kan ikke ta over nå. Velg en av dem i listen."),
        },
    )
    til = Dagfelt(
        label=_("Hvor lenge kan svaret brukes?"),
        error_messages={"required": _("Velg hvor lenge svaret kan brukes."),
                        "invalid": _("Skriv datoen svaret kan brukes til, for eksempel 20.06.2027.")},
    )  # fmt: skip
    field_order: Sequence[str] = ("erstatt", "tjeneste", "hvorfor", "barnet_hoert", "barnets_mening", "til")

    def offer_choices(self) -> None:
        services = services_to_take_over(self.sak)
        dager = last_days_with(self.sak, services)
        set_rader(self, "tjeneste", services, tekst=lambda one: one.navn)
        set_valg(self, "tjeneste", [(str(one.pk), _named(one, dager.get(one.pk))) for one in services])
        self.kan_spoerre = bool(services)
        if len(services) == 1:
            self.initial.setdefault("tjeneste", services[0].pk)
            # No later than they are with: when that ends, so does a yes to taking over.
            foreslaatt = add_months(timezone.localdate(), FORESLAATTE_MAANEDER)
            self.initial.setdefault("til", min(foreslaatt, self.last_date, *dager.values()))
        self.temaer = [kode for kode, _navn in offered_temaer(self.sak.kommune_id)]  # the whole case

    @property
    def tjenester(self) -> list[Tjeneste]:
        return [self.cleaned_data["tjeneste"]]

    @property
    def oenske(self) -> Oenske:
        said = self.cleaned_data
        return Oenske(
            hvorfor=said["hvorfor"],
            temaer=self.temaer,
            til=said["til"],
            slag=Samtykkeslag.ANSVAR,
            barnet_hoert=said.get("barnet_hoert") or BarnetHoert.IKKE_SPURT,
            barnets_mening=said.get("barnets_mening", ""),
        )

    def meet_alle_ja(self, tjeneste: Tjeneste) -> None:
        text = gettext("Alle har sagt ja til at {tjeneste} tar over. Gi stafettpinnen videre til en av dem.")
        self.add_error(None, text.format(tjeneste=tjeneste.navn))
        self.keep_kladd()
