"""The forms of log, meetings and messages."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.forms import SkjulFelter, skjul_valg
from bti.models import Deltaker, Sak, Steg
from bti.queries import deltakere_in
from bti.skjema import KladdForm
from bti.skjema.barnets_ord import FAMILIEN_LESER, said_first
from bti.skjema.felter import Versjonsfelt, list_valg, set_beskrivelser, set_rader, set_valg
from bti.skjemavisning import Dagfelt, Klokkevelger
from bti.templatetags.stafett import dato as vis_dato
from bti.varsling.tid import at_oslo
from samtykke.temaliste import offered_temaer
from stafettlogg.feil import ManglerSamtykke
from stafettlogg.models import MELDING_MAKS_TEGN, Beslutning, Innleggstype, Moete, Moetetype
from stafettlogg.queries import earliest_decision

LANG_TEKST = 20_000
KORT_TEKST = 2_000
FOR_LANG_MELDING = _(
    "Meldingen er for lang. Den kan ha høyst %(limit_value)d tegn, og du har skrevet %(show_value)d."
)
HAR_VAERT = _("Denne tiden har vært. Velg en tid fram i tid, eller før referat fra et møte som er holdt.")
SENEST_DAGER = 730
TIDLIGST_DAGER = 60


def tekstfelt(label: Any, *, maks: int = LANG_TEKST, rader: int = 6, **kwargs: Any) -> forms.CharField:
    """A text of several lines; too long says how much too long."""
    return forms.CharField(
        label=label, max_length=maks, widget=forms.Textarea(attrs={"rows": rader}), **kwargs
    )


class InnleggForm(SkjulFelter, KladdForm):
    """An entry; what the drafts keep of it is also from whom it is to be hidden."""

    skjema = "innlegg"
    tittel = _("Innlegg i loggen")

    innleggstype = forms.ChoiceField(
        label=_("Hva slags innlegg er det?"), widget=forms.RadioSelect, initial=Innleggstype.NOTAT,
        choices=[
            (Innleggstype.NOTAT, _("Notat")),
            (Innleggstype.LYSGLIMT, _("Lysglimt")),
            (Innleggstype.BESLUTNING, _("Beslutning")),
            (Innleggstype.REFERAT, _("Referat")),
            (Innleggstype.OVERGANG, _("Overgang")),
        ],
    )  # fmt: skip
    tekst = tekstfelt(
        _("Hva vil du skrive?"),
        help_text=_("Skriv kort og konkret. Familien leser det du skriver."),
        error_messages={"required": _("Skriv det du vil ha inn i loggen.")},
    )

    temaer = forms.MultipleChoiceField(
        label=_("Hva handler det om?"),
        help_text=_("Velg bare når ikke alle tjenestene skal lese det. Uten tema leser alle som er med."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Velg temaer i listen.")},
    )

    field_order = ["innleggstype", "tekst", "temaer", "skjul_for", "skjul_grunn"]

    def __init__(self, *args: Any, sak: Sak, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alle_temaer = [(kode, capfirst(ord_)) for kode, ord_ in offered_temaer(sak.kommune_id)]
        set_valg(self, "temaer", self.alle_temaer)
        self.offer(lambda: skjul_valg(sak, uten=[self.request.aktoer.bruker_id]))
        beskrivelser = {
            Innleggstype.LYSGLIMT.value: _("Noe fint eller noe barnet mestret."),
            Innleggstype.OVERGANG.value: _("Ny barnehage, skole, klasse eller tjeneste: det de nye må vite."),
        }
        set_beskrivelser(self.fields["innleggstype"], beskrivelser)

    def limit_temaer(self, koder: Collection[str]) -> None:
        """Offer only what the writer's own service may read itself."""
        set_valg(self, "temaer", [(kode, ord_) for kode, ord_ in self.alle_temaer if kode in koder])

    @property
    def har_tema(self) -> bool:
        """Whether a theme is chosen already: then the page shows the question unfolded."""
        return bool(self["temaer"].value())


class RettInnleggForm(KladdForm):
    skjema = "innlegg-rett"
    tittel = _("Rettelse i loggen")

    tekst = tekstfelt(
        _("Slik skal det stå"),
        help_text=_("Rettelsen blir et nytt innlegg. Det gamle blir stående, med henvisning til rettelsen."),
        error_messages={"required": _("Skriv hvordan det skal stå.")},
    )


class MeldingForm(KladdForm):
    skjema = "melding"
    tittel = _("Melding til alle i saken")

    tekst = tekstfelt(
        _("Skriv melding"),
        maks=MELDING_MAKS_TEGN,
        rader=4,
        error_messages={"required": _("Skriv meldingen først."), "max_length": FOR_LANG_MELDING},
    )


class TidOgStedMixin(forms.Form):
    """When and where; the two boxes become one moment, as clocks in Oslo show it."""

    dato = Dagfelt(label=_("Dato"), error_messages={"invalid": _("Skriv datoen på nytt.")})
    klokke = forms.TimeField(
        label=_("Klokkeslett"),
        widget=Klokkevelger,
        error_messages={"invalid": _("Skriv klokkeslettet på nytt.")},
    )
    sted = forms.CharField(
        label=_("Sted"), max_length=150, help_text=_("For eksempel møterom, eller «på telefon».")
    )
    hensikt = tekstfelt(_("Hva skal møtet handle om?"), maks=KORT_TEKST, rader=3, required=False)

    def clean_dato(self) -> date:
        dato = self.cleaned_data["dato"]
        i_dag = timezone.localdate()
        if dato < i_dag - timedelta(days=TIDLIGST_DAGER):
            raise forms.ValidationError(_("Datoen er for langt tilbake. Skriv heller et innlegg om møtet."))
        if dato > i_dag + timedelta(days=SENEST_DAGER):
            raise forms.ValidationError(_("Datoen er mer enn to år fram i tid. Se om året er riktig."))
        return dato

    @property
    def starter_at(self) -> datetime:
        return at_oslo(self.cleaned_data["dato"], self.cleaned_data["klokke"])


class MoeteForm(TidOgStedMixin, KladdForm):
    """Calling people to a meeting that is still to come."""

    skjema = "moete"
    tittel = _("Innkalling til møte")

    moetetype = forms.ChoiceField(
        label=_("Hva slags møte?"), widget=forms.RadioSelect, initial=Moetetype.EVALUERING,
        choices=[
            (Moetetype.EVALUERING, _("Evalueringsmøte")),
            (Moetetype.OPPSTART, _("Oppstartsmøte")),
            (Moetetype.SAMARBEID, _("Samarbeidsmøte")),
        ],
    )  # fmt: skip
    innkalte = forms.MultipleChoiceField(
        label=_("Hvem skal være med?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg hvem som skal være med.")},
    )
    field_order = ["moetetype", "dato", "klokke", "sted", "hensikt", "innkalte"]

    def __init__(self, *args: Any, sak: Sak, seere: set[UUID], **kwargs: Any) -> None:
        """``seere`` see the case now, and are ticked; the others would get no notice of the meeting."""
        deltakere = list(deltakere_in(sak))
        ticked = [str(d.bruker_id) for d in deltakere if d.bruker_id in seere]
        kwargs.setdefault("initial", {})["innkalte"] = ticked
        super().__init__(*args, **kwargs)
        self.sak = sak
        valg = {str(d.bruker_id): _with_innsyn(d, seer=d.bruker_id in seere) for d in deltakere}
        set_valg(self, "innkalte", valg.items())

    def clean(self) -> dict[str, Any]:
        """Nobody is called to what has been."""
        data = super().clean() or {}
        if data.get("dato") and data.get("klokke") and self.starter_at <= timezone.now():
            self.add_error("dato", forms.ValidationError(HAR_VAERT, code="past"))
        return data

    @property
    def har_vaert(self) -> bool:
        """Whether the date has been; the page leads on to the minutes of a meeting that was held."""
        return self.has_error("dato", "past")

    @property
    def innkalte_ider(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["innkalte"]]


class HoldtMoeteForm(MoeteForm):
    """Writing down a meeting that was held without having been called here. The same draft: only the answer differs."""

    tittel = _("Møte som er holdt")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["innkalte"].label = _("Hvem var bedt til møtet?")
        self.fields["innkalte"].help_text = _("Bare de som er med i saken nå, står her.")

    def clean(self) -> dict[str, Any]:
        """It has been, and it decides nothing before what was decided last."""
        data = forms.Form.clean(self) or {}
        if not (data.get("dato") and data.get("klokke")):
            return data
        earliest = earliest_decision(self.sak)
        if self.starter_at > timezone.now():
            self.add_error("dato", _("Møtet har ikke vært ennå. Kall inn til det i stedet."))
        elif data["dato"] < earliest:
            self.add_error("dato", _too_early(self.sak, earliest))
        return data


class EndreMoeteForm(TidOgStedMixin, KladdForm):
    """Another time or place. A meeting may turn out to have been earlier, but not before what was decided last."""

    skjema = "moete-endre"
    tittel = _("Endring av møte")
    versjon = Versjonsfelt()

    def __init__(self, *args: Any, sak: Sak, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sak = sak

    def clean_dato(self) -> date:
        dato = super().clean_dato()
        if dato < (earliest := earliest_decision(self.sak)):
            raise forms.ValidationError(_too_early(self.sak, earliest))
        return dato

    @classmethod
    def initial_of(cls, moete: Moete) -> dict[str, Any]:
        lokal = timezone.localtime(moete.starter_at)
        return {
            "dato": lokal.date(),
            "klokke": lokal.time(),
            "sted": moete.sted,
            "hensikt": moete.hensikt,
            "versjon": moete.versjon,
        }


class HoldMoeteForm(KladdForm):
    """Minutes while one talks, what the child has said first; then who was there, and what was decided."""

    skjema = "moete-hold"
    tittel = _("Referat fra et møte")
    versjon = Versjonsfelt()
    fra = forms.UUIDField(widget=forms.HiddenInput, required=False)  # the level that the page showed
    barnets_ord = tekstfelt(
        _("Hva sier barnet selv?"),
        maks=KORT_TEKST,
        rader=3,
        required=False,
        help_text=said_first(
            FAMILIEN_LESER,
            _("Skriv barnets egne ord. Er ikke barnet med, skriv hvem som snakket med barnet og når."),
        ),
    )
    referat = tekstfelt(_("Referat"), rader=10, error_messages={"required": _("Skriv referatet.")})
    til_stede = forms.MultipleChoiceField(
        label=_("Hvem var til stede?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Bare de som er med i saken nå, står her. Kom det andre også, skriver du det i referatet."
        ),
        error_messages={"required": _("Velg hvem som var til stede.")},
    )
    beslutning = forms.ChoiceField(
        label=_("Hva ble dere enige om?"), widget=forms.RadioSelect,
        choices=[
            (Beslutning.FORTSETT, _("Fortsette på samme nivå")),
            (Beslutning.OPP, _("Opp ett nivå")),
            (Beslutning.NED, _("Ned ett nivå")),
            (Beslutning.AVSLUTT, _("Avslutte saken")),
        ],
    )  # fmt: skip
    begrunnelse = tekstfelt(
        _("Hvorfor?"),
        maks=KORT_TEKST,
        rader=3,
        error_messages={"required": _("Skriv hvorfor dere ble enige om dette.")},
    )

    def __init__(
        self, *args: Any, valg: list[tuple[str, str]], nivaaer: dict[str, str], **kwargs: Any
    ) -> None:
        """``nivaaer`` says of each possible decision where it leads; the others are not offered."""
        super().__init__(*args, **kwargs)
        set_valg(self, "til_stede", valg)
        set_valg(self, "beslutning", [one for one in list_valg(self, "beslutning") if one[0] in nivaaer])
        set_beskrivelser(self.fields["beslutning"], nivaaer)

    @property
    def mangler_samtykke(self) -> bool:
        """Whether the level may not rise because no other service has been let in; the page leads on to asking."""
        return self.has_error(NON_FIELD_ERRORS, ManglerSamtykke.__name__)

    @property
    def til_stede_ider(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["til_stede"]]


class StegForm(forms.Form):
    """A step of one guide, and of no other."""

    steg = forms.ModelChoiceField(Steg.objects.none())

    def __init__(self, *args: Any, veileder_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_rader(self, "steg", Steg.objects.filter(nivaa__veileder=veileder_id), tekst=str)


class SoekForm(forms.Form):
    q = forms.CharField(
        label=_("Søk i sakene dine"),
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("Barnets navn, fødselsdato, eller ord fra loggen."),
        error_messages={
            "required": _("Skriv minst to tegn å søke etter."),
            "min_length": _("Skriv minst to tegn å søke etter."),
        },
    )


def _too_early(sak: Sak, earliest: date) -> str:
    """Why a meeting so early is no meeting of this case's level, and what to do instead."""
    if earliest <= timezone.localdate(sak.opened_at):
        setning = gettext("Saken ble åpnet {dato}. Var møtet før det, skriver du heller et innlegg om det.")
    else:
        setning = gettext(
            "Nivået ble sist bestemt {dato}. Var møtet før det, skriver du heller et innlegg om det."
        )
    return setning.format(dato=vis_dato(earliest))


def _with_innsyn(deltaker: Deltaker, *, seer: bool) -> str:
    hvem = deltaker.navn_og_sted
    return hvem if seer else gettext("{hvem} (ser ikke saken)").format(hvem=hvem)
