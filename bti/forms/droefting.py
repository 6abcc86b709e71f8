"""The forms of a question without a name: asking, answering, thanking."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bti.forms.undring import FOR_LANG, tekstfelt
from bti.gjenkjenning import Funn, find_identifying
from bti.models import Aldersgruppe, Droeftingstema
from bti.queries_samordning import mottakere_in, steder_i
from bti.skjema import KladdForm
from bti.skjema.felter import set_valg, with_capital


def _valgfeil(tekst: Any) -> dict[str, Any]:
    return dict.fromkeys(("required", "invalid_choice"), tekst)


class UtenNavnForm(KladdForm):
    """A text that is to point at no child. What may show who it is about, is shown before it is saved."""

    TEKSTER: ClassVar[tuple[str, ...]]

    vurdert = forms.BooleanField(
        label=_("Jeg har lest og mener at ingen kan kjenne igjen barnet."),
        error_messages={"required": _("Les listen over. Rett teksten, eller sett kryss.")},
    )

    def add_fields(self) -> None:
        self.funn = self._find() if self.is_bound else []
        if self.funn:
            self.fields["vurdert"] = self.fields.pop("vurdert")  # below the texts
        else:
            del self.fields["vurdert"]

    def _find(self) -> list[Funn]:
        tekst = "\n".join(str(self.data.get(navn) or "") for navn in self.TEKSTER)
        return find_identifying(tekst, stedsnavn=steder_i(self.request.aktoer.kommune_id))


class DroeftingForm(UtenNavnForm):
    """Whom one asks, about what, and no name."""

    TEKSTER = ("spoersmaal", "proevd")
    skjema = "droefting"
    tittel = _("Spørsmål uten navn")

    mottaker = forms.ChoiceField(
        label=_("Hvem vil du spørre?"),
        widget=forms.RadioSelect,
        error_messages=_valgfeil(_("Velg hvem du spør.")),
    )
    tema = forms.ChoiceField(
        label=_("Hva handler det om?"),
        choices=with_capital(Droeftingstema),
        widget=forms.RadioSelect,
        error_messages=_valgfeil(_("Velg hva det handler om.")),
    )
    aldersgruppe = forms.ChoiceField(
        label=_("Omtrent hvor gammelt er barnet?"),
        choices=with_capital(Aldersgruppe),
        widget=forms.RadioSelect,
        error_messages=_valgfeil(_("Velg alder.")),
    )
    spoersmaal = tekstfelt(
        _("Hva lurer du på?"),
        rows=6,
        required=_("Skriv hva du lurer på."),
        help_text=_("Skriv ikke navn, klasse, dato eller sted. Skriv heller «en gutt på mellomtrinnet»."),
    )
    proevd = tekstfelt(_("Hva har dere prøvd?"), rows=3)

    def add_fields(self) -> None:
        mottakere = mottakere_in(self.request.aktoer.kommune_id)
        self.har_mottaker = bool(mottakere)
        set_valg(self, "mottaker", mottakere)
        super().add_fields()

    def answers(self) -> dict[str, Any]:
        """Return what the service needs."""
        slag, _kolon, mottaker_id = self.cleaned_data["mottaker"].partition(":")
        felter = {navn: self.cleaned_data[navn] for navn in ("tema", "aldersgruppe", *self.TEKSTER)}
        return felter | {
            "fagteam_id": UUID(mottaker_id) if slag == "team" else None,
            "tjeneste_id": UUID(mottaker_id) if slag == "tjeneste" else None,
            "vurdert": bool(self.funn),
        }


class DroeftingSvarForm(UtenNavnForm):
    TEKSTER = ("svar",)
    skjema = "droefting-svar"
    tittel = _("Svar på et spørsmål uten navn")

    svar = tekstfelt(
        _("Svaret"),
        rows=8,
        required=_("Skriv svaret."),
        help_text=_("Den som spurte, og alle i teamet, kan lese svaret."),
    )


class DroeftingTakkForm(UtenNavnForm):
    TEKSTER = ("takk",)
    skjema = "droefting-takk"
    tittel = _("Takk for et svar")

    takk = forms.CharField(
        label=_("Hvordan gikk det?"),
        max_length=300,
        required=False,
        help_text=_("Et par ord er nok. Skriv ikke navn."),
        error_messages={"max_length": FOR_LANG},
    )
