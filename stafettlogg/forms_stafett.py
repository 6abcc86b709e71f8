"""Asking who takes the baton, and the answer."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bti.skjema import KladdForm
from bti.skjema.felter import set_merke, set_valg
from bti.skjema.svarfrist import check_svarfrist
from bti.skjemavisning import Dagfelt
from stafettlogg.forms import tekstfelt
from stafettlogg.models import Stafettveksling, Vekslingssvar
from stafettlogg.queries import Lederspoersmaal, LedigSak, MinPinne

SVARDAGER = 7
LEDERDAGER = 3  # nobody holds it meanwhile
GRUNN = 300
BESKJED = 1000


def beskjedfelt() -> forms.CharField:
    """What the next one should know first: for the two alone."""
    return tekstfelt(
        gettext_lazy("Hva bør den neste vite?"),
        maks=BESKJED,
        rader=4,
        required=False,
        help_text=gettext_lazy("Bare du og den du spør, leser det. Det alle skal vite, skriver du i loggen."),
    )


class StafettForm(KladdForm):
    """Who is asked, by when they are to answer, and what they should know first."""

    skjema: ClassVar[str] = "stafett-gi"
    tittel = gettext_lazy("Gi stafettpinnen videre")

    til = forms.ChoiceField(
        label=gettext_lazy("Hvem spør du?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Velg hvem du vil spørre."),
            "invalid_choice": gettext_lazy("Den du valgte, kan ikke få stafettpinnen. Velg en annen."),
        },
    )
    svarfrist = Dagfelt(
        label=gettext_lazy("Svar innen"),
        help_text=gettext_lazy("Du holder stafettpinnen til den du spør, har svart ja."),
        error_messages={
            "required": gettext_lazy("Velg den siste dagen for svar."),
            "invalid": gettext_lazy("Skriv den siste dagen for svar, for eksempel 20.06.2027."),
        },
    )
    beskjed = beskjedfelt()

    def __init__(self, *args: Any, kandidater: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.kandidater = kandidater
        i_dag = timezone.localdate()
        kwargs.setdefault("initial", {}).setdefault("svarfrist", i_dag + timedelta(days=SVARDAGER))
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        set_valg(self, "til", self.kandidater)

    def clean_svarfrist(self) -> date:
        return check_svarfrist(self.cleaned_data["svarfrist"])


class StafettsvarForm(KladdForm):
    """Yes, or no and why: whoever asks must know whether to ask again, and whom."""

    skjema: ClassVar[str] = "stafett-svar"
    tittel = gettext_lazy("Svar på om du tar over stafettpinnen")

    svar = forms.ChoiceField(
        label=gettext_lazy("Tar du over stafettpinnen?"),
        choices=[
            (Vekslingssvar.JA, gettext_lazy("Ja, jeg tar over")),
            (Vekslingssvar.NEI, gettext_lazy("Nei, jeg kan ikke")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg ja eller nei.")),
    )
    grunn = tekstfelt(
        gettext_lazy("Hvorfor ikke?"),
        maks=GRUNN,
        rader=2,
        required=False,
        help_text=gettext_lazy("Svarer du nei, må du skrive hvorfor. Bare stafettholderen leser det."),
    )
    set_merke(grunn, gettext_lazy("Må fylles ut ved nei"))

    def clean(self) -> dict[str, Any]:
        """A yes needs no reason: what was written before one changed one's mind goes nowhere."""
        super().clean()
        svar = self.cleaned_data.get("svar")
        if svar == Vekslingssvar.JA:
            self.cleaned_data["grunn"] = ""
        elif svar == Vekslingssvar.NEI and not self.cleaned_data.get("grunn") and "grunn" not in self.errors:
            self.add_error(
                "grunn", _("Skriv hvorfor du ikke kan. Da vet den som spør, hvem andre som kan spørres.")
            )
        return self.cleaned_data


class KollegaForm(KladdForm):
    """Several cases, and one colleague of the unit who is asked about them."""

    saker = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke saker gjelder det?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Velg minst én sak.")},
    )
    til = forms.ChoiceField(
        label=gettext_lazy("Hvem spør du?"),
        error_messages={
            "required": gettext_lazy("Velg hvem du vil spørre."),
            "invalid_choice": gettext_lazy("Velg en som arbeider i enheten."),
        },
    )
    svarfrist = Dagfelt(
        label=gettext_lazy("Svar innen"),
        error_messages={
            "required": gettext_lazy("Velg den siste dagen for svar."),
            "invalid": gettext_lazy("Skriv den siste dagen for svar, for eksempel 20.06.2027."),
        },
    )
    om_til: ClassVar[Any]
    borte: ClassVar[Any]
    dager: ClassVar[int]

    def __init__(
        self,
        *args: Any,
        saker: Sequence[tuple[str, str]],
        valgt: Sequence[str],
        kolleger: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        self.valg, self.kolleger = saker, kolleger
        initial = {"saker": valgt, "svarfrist": timezone.localdate() + timedelta(days=self.dager)}
        super().__init__(*args, initial=initial, **kwargs)

    def add_fields(self) -> None:
        set_valg(self, "saker", self.valg)
        set_valg(self, "til", [("", _("Velg en ansatt")), *self.kolleger])
        self.fields["til"].help_text = self.om_til
        self.fields["saker"].error_messages |= {"invalid_choice": self.borte}

    def clean_svarfrist(self) -> date:
        return check_svarfrist(self.cleaned_data["svarfrist"])


class LedigForm(KollegaForm):
    """For the head of a unit: which of the cases without a holder, who is asked about them, and by when."""

    skjema: ClassVar[str] = "stafett-ledig"
    tittel = gettext_lazy("Saker uten stafettholder")
    om_til = gettext_lazy("Den du spør, får se saken etter å ha svart ja. Du får ikke se den.")
    borte = gettext_lazy("En av sakene har fått en stafettholder. Se over siden.")
    dager = LEDERDAGER

    def __init__(self, *args: Any, ledige: Sequence[LedigSak], **kwargs: Any) -> None:
        saker = [(str(en.sak_id), _choice(en)) for en in ledige]
        valgt = [str(en.sak_id) for en in ledige if not en.venter]
        super().__init__(*args, saker=saker, valgt=valgt, **kwargs)


class FlereForm(KollegaForm):
    """Several of one's own cases, to one colleague: all of them are chosen, and each can be left out."""

    skjema: ClassVar[str] = "stafett-flere"
    tittel = gettext_lazy("Gi fra deg flere saker")
    om_til = gettext_lazy(
        "Den du spør, blir med i sakene med en gang, og kan lese dem før svaret. Svarer kollegaen nei, eller trekker"
        " du spørsmålet, er det slutt fra dagen etter."
    )
    borte = gettext_lazy("En av sakene er ikke din å gi fra deg lenger. Se over siden.")
    dager = SVARDAGER

    beskjed = beskjedfelt()

    def __init__(self, *args: Any, mine: Sequence[MinPinne], **kwargs: Any) -> None:
        saker = [(str(en.sak.pk), _own(en)) for en in mine]
        valgt = [str(en.sak.pk) for en in mine if en.kan_gis]
        super().__init__(*args, saker=saker, valgt=valgt, **kwargs)


def _own(en: MinPinne) -> str:
    """The child, and who is asked already: the second click of two must find what the first one asked about."""
    if en.venter is None:
        return en.sak.hovedperson.navn
    return _("{barn} (venter på svar fra {navn})").format(
        barn=en.sak.hovedperson.navn, navn=en.venter.til.navn
    )


def _choice(en: LedigSak) -> str:
    """The number, and whom it waits for: the second click of two must find what the first one asked about."""
    if en.venter:
        return _("sak {nummer} (venter på {navn})").format(nummer=en.nummer, navn=en.spurt)
    return _("sak {nummer}").format(nummer=en.nummer)


class FleresvarForm(StafettsvarForm):
    """One answer about every case that one is asked about, or about some of them."""

    saker = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke saker svarer du om?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Velg minst én sak."),
            "invalid_choice": gettext_lazy("Et av spørsmålene gjelder ikke lenger. Se over siden."),
        },
    )
    field_order = ("saker", "svar", "grunn")

    def __init__(self, *args: Any, valg: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        self.valg = valg
        super().__init__(*args, initial={"saker": [pk for pk, _navn in valg]}, **kwargs)

    def add_fields(self) -> None:
        set_valg(self, "saker", self.valg)

    @property
    def is_yes(self) -> bool:
        """Whether the answer is that one takes over."""
        return self.cleaned_data["svar"] == Vekslingssvar.JA


class LedersvarForm(FleresvarForm):
    """About the cases that a head has asked about, by their numbers."""

    skjema: ClassVar[str] = "stafett-spurt"

    def __init__(self, *args: Any, spoersmaal: Sequence[Lederspoersmaal], **kwargs: Any) -> None:
        valg = [(str(en.id), _("sak {nummer}").format(nummer=en.nummer)) for en in spoersmaal]
        super().__init__(*args, valg=valg, **kwargs)
        self.fields["grunn"].help_text = _("Svarer du nei, må du skrive hvorfor. Bare lederen leser det.")


class TilbudtForm(FleresvarForm):
    """About the cases that colleagues have asked about, by the child's name: one takes part in them."""

    skjema: ClassVar[str] = "stafett-tilbudt"

    def __init__(self, *args: Any, tilbudte: Sequence[Stafettveksling], **kwargs: Any) -> None:
        valg = [(str(en.pk), en.sak.hovedperson.navn) for en in tilbudte]
        super().__init__(*args, valg=valg, **kwargs)
        self.fields["grunn"].help_text = _(
            "Svarer du nei, må du skrive hvorfor. Bare den som spør, leser det."
        )
