"""The forms of consent: the staff's question, and the giver's answer."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.models import Sak, Tjeneste
from bti.skjema import KladdForm
from bti.skjema.felter import set_rader, set_valg
from bti.skjemavisning import Dagfelt
from bti.templatetags.stafett import dato
from samtykke.lesing import Lesning
from samtykke.models import Samtykkekrav, Tema
from samtykke.queries import add_months, last_date, services_to_ask

if TYPE_CHECKING:
    from samtykke.queries import TjenesteMedFolk

FORESLAATTE_MAANEDER = 6


class SamtykkekravForm(KladdForm):
    """What the stafettholder asks the parents about."""

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
    temaer = forms.MultipleChoiceField(
        label=_("Hva trenger dere å snakke sammen om?"),
        help_text=_("Velg bare det dere trenger. Familien kan ta bort temaer, men ikke legge til."),
        choices=Tema.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst ett tema å snakke sammen om.")},
    )
    til = Dagfelt(
        label=_("Hvor lenge skal samtykket gjelde?"),
        error_messages={"required": _("Velg hvor lenge samtykket skal gjelde."),
                        "invalid": _("Skriv datoen samtykket skal gjelde til, for eksempel 20.06.2027.")},
    )  # fmt: skip

    erstatt = forms.BooleanField(label=_("Bytt ut spørsmålet. Familien svarer på det nye."), required=False)

    def __init__(self, *args: Any, sak: Sak, **kwargs: Any) -> None:
        self.alt_spurt: Samtykkekrav | None = None
        super().__init__(*args, objekt_id=sak.pk, **kwargs)
        self.last_date = last_date(sak)
        services = services_to_ask(sak)
        set_rader(self, "tjeneste", services, tekst=lambda one: one.navn)
        set_valg(self, "tjeneste", _grouped(services))
        self.fields["til"].help_text = gettext("Til og med denne dagen. Senest {dato}.").format(
            dato=dato(self.last_date)
        )
        self.initial.setdefault(
            "til", min(add_months(timezone.localdate(), FORESLAATTE_MAANEDER), self.last_date)
        )

    def add_fields(self) -> None:
        """Whether to replace a question is asked of who is about to do it."""
        if "erstatt_spurt" not in self.data:
            del self.fields["erstatt"]

    def meet_alt_spurt(self, krav: Samtykkekrav) -> None:
        """Show what has been asked, and ask whether it is to be replaced."""
        self.alt_spurt = krav
        self.fields["erstatt"] = self.base_fields["erstatt"]
        self.add_error(
            "erstatt",
            gettext(
                "Dere har alt spurt om {tjeneste}. Velg om det nye spørsmålet skal gjelde i stedet."
            ).format(tjeneste=krav.tjeneste.navn),
        )
        self.keep_kladd()

    def clean_hvorfor(self) -> str:
        return self.cleaned_data["hvorfor"].strip()

    def clean_til(self) -> date:
        return _check_date(self.cleaned_data["til"], self.last_date)


class SamtykkesvarForm(forms.Form):
    """A giver's yes: which of the themes, and until when. The text on the screen is named by its key."""

    temaer = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Velg minst ett tema de kan snakke om. Vil du ikke dele noe, kan du svare nei."),
            "invalid_choice": _("Velg bare temaer de spør om."),
        },
    )
    til = Dagfelt(
        error_messages={"required": _("Velg hvor lenge samtykket gjelder."),
                        "invalid": _("Skriv datoen samtykket gjelder til, for eksempel 20.06.2027.")},
    )  # fmt: skip
    tekst = forms.UUIDField(widget=forms.HiddenInput)
    lest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, krav: Samtykkekrav, les: Lesning, latest: date) -> None:
        initial = {"temaer": krav.temaer, "til": latest, "tekst": les.tekst.pk, "lest": fingerprint(krav)}
        super().__init__(data, initial=initial)
        self.krav, self.les, self.latest = krav, les, latest
        set_valg(self, "temaer", [(t.value, les.temaer[t.value]) for t in Tema if t.value in krav.temaer])
        self._speak(les)

    def _speak(self, les: Lesning) -> None:
        """Let the fields speak the language that the text above them is read in."""
        temaer, til = self.fields["temaer"], self.fields["til"]
        temaer.label, temaer.help_text = les.ord["temaer"], les.ord["temaer_hjelp"]
        til.label, til.help_text = les.ord["til"], self._dated("til_hjelp")
        if not les.er_norsk:
            temaer.error_messages |= {"required": les.ord["feil_temaer"]}
            til.error_messages |= dict.fromkeys(("required", "invalid"), self._dated("feil_til"))

    def _dated(self, word: str) -> str:
        return self.les.ord[word].replace("{dato}", self.les.dag(self.latest))

    def clean_til(self) -> date:
        try:
            return _check_date(self.cleaned_data["til"], self.latest)
        except forms.ValidationError:
            if self.les.er_norsk:
                raise
            raise forms.ValidationError(self._dated("feil_til"), code="outside") from None

    @property
    def is_outdated(self) -> bool:
        """Whether the question was changed after the page was opened: nobody says yes to what they have not read."""
        return self.data.get("lest") != fingerprint(self.krav)


def _grouped(services: "Iterable[TjenesteMedFolk]") -> list[tuple[Any, Any]]:
    """The services where somebody can be invited stand first; the family may be asked about the others too."""
    groups = (
        (_("Tjenester med ansatte i Stafett"), [one for one in services if one.har_folk]),
        (_("Ingen herfra er i Stafett ennå"), [one for one in services if not one.har_folk]),
    )
    return [("", _("Velg tjeneste"))] + [
        (tittel, [(str(one.pk), one.navn) for one in them]) for tittel, them in groups if them
    ]


def fingerprint(krav: Samtykkekrav) -> str:
    """Return a short name for what the question says."""
    said = "\x1f".join([krav.hvorfor, ",".join(krav.temaer), krav.foreslaatt_til.isoformat()])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _check_date(value: date, latest: date) -> date:
    if value < timezone.localdate():
        raise forms.ValidationError(
            _("Velg en dag fra i dag av. Samtykket kan ikke gjelde bakover."), code="past"
        )
    if value > latest:
        message = gettext("Samtykket kan gjelde til {dato} og ikke lenger. Velg en tidligere dag.")
        raise forms.ValidationError(message.format(dato=dato(latest)), code="too_late")
    return value
