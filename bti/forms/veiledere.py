"""Changing a guide: a form for what it is, one for a level, one for a step. Each carries the number it was read at."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.katalog.felt import length_of
from bti.models import (
    Nivaa,
    Sikkerhet,
    Steg,
    Tjenestetype,
    Veileder,
    Verktoey,
    Vilkaar,
    Vilkaarskrav,
    Vilkaarslag,
    Vilkaarstid,
)
from bti.queries_skjema import maler_in
from bti.skjema import KladdForm, Konflikt
from bti.skjema.felter import Versjonsfelt
from bti.skjema.form import LAGRET_AV_ANDRE
from bti.skjemavisning import Dagfelt

Objekt = dict[str, Any]
RADER = 5  # as many rows as a page shows; a blank one is nothing
LANGT = forms.Textarea(attrs={"rows": 3})
SIKKERHET = [("", _("Velg")), *Sikkerhet.choices]


def _long(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=3000, required=required, help_text=help_text, widget=LANGT)


def _frist() -> forms.IntegerField:
    return forms.IntegerField(label=_("Frist i dager"), required=False, min_value=1, max_value=365)


class UtkastForm(KladdForm):
    """A piece of a draft. Two who change the same guide do not overwrite each other."""

    redigert = Versjonsfelt()

    def meet_endret(self, problem: Konflikt) -> None:
        """Somebody else has saved: keep the text, and let the next press of the button save on top of theirs."""
        self.add_error(None, LAGRET_AV_ANDRE)
        self.replace_data(redigert=str(problem.naavaerende.redigert))
        self.keep_kladd()


class OmVeilederForm(UtkastForm):
    skjema: ClassVar[str] = "veileder-om"
    tittel = _("Om veilederen")

    navn = forms.CharField(label=_("Navnet på veilederen"), max_length=length_of(Veileder, "navn"))
    eier = forms.CharField(
        label=_("Hvem eier den?"), help_text=_("En rolle eller enhet, ikke et navn."), max_length=150
    )
    gjennomlesingsdato = Dagfelt(label=_("Leses gjennom innen"))
    kilde = _long(_("Kilder"), help_text=_("Hvor er teksten hentet fra?"))

    def innhold(self) -> Objekt:
        return {
            "navn": self.cleaned_data["navn"],
            "eier": self.cleaned_data["eier"],
            "revideres_innen": self.cleaned_data["gjennomlesingsdato"].isoformat(),
            "kilde": self.cleaned_data["kilde"],
        }


class RadForm(UtkastForm):
    """A form with rows below it: tools, or conditions. ``prefiks`` and ``kolonner`` say what a row has."""

    prefiks: ClassVar[str]
    radnavn: ClassVar[Any]
    kolonner: ClassVar[tuple[str, ...]]
    noedvendig: ClassVar[tuple[str, ...]]

    def column(self, navn: str) -> forms.Field:
        """Return a new field for the column."""
        raise NotImplementedError

    def add_fields(self) -> None:
        for nr in range(1, RADER + 1):
            for navn in self.kolonner:
                self.fields[f"{self.prefiks}_{nr}_{navn}"] = self.column(navn)

    @property
    def hovedfelter(self) -> list[Any]:
        return [field for field in self.visible_fields() if not field.name.startswith(f"{self.prefiks}_")]

    def radene(self) -> Iterator[Objekt]:
        """Each row with its fields; open when something stands in it or is wrong."""
        for nr in range(1, RADER + 1):
            felter = [self[f"{self.prefiks}_{nr}_{navn}"] for navn in self.kolonner]
            yield {
                "navn": f"{self.radnavn} {nr}",
                "felter": [felt for felt in felter if not felt.is_hidden],
                "fylt": next(
                    (felt.value() for felt in felter if felt.name.endswith(self.noedvendig[-1])), ""
                ),
                "aapen": any(felt.errors for felt in felter),
            }

    def clean(self) -> Objekt | None:
        cleaned = super().clean() or self.cleaned_data
        for nr in range(1, RADER + 1):
            row = {navn: cleaned.get(f"{self.prefiks}_{nr}_{navn}") for navn in self.kolonner}
            for navn in self.noedvendig if any(row.values()) else ():
                felt = f"{self.prefiks}_{nr}_{navn}"
                if not row[navn] and felt not in self.errors:
                    setning = gettext("Fyll ut «{felt}», eller tøm hele {rad}.")
                    label = str(self.fields[felt].label)
                    self.add_error(felt, setning.format(felt=label, rad=f"{self.radnavn} {nr}".lower()))
        return cleaned

    def rows(self) -> list[Objekt]:
        """Return the rows that are filled in."""
        every = (
            {navn: self.cleaned_data[f"{self.prefiks}_{nr}_{navn}"] or "" for navn in self.kolonner}
            for nr in range(1, RADER + 1)
        )
        return [row for row in every if row[self.noedvendig[0]]]

    @classmethod
    def initial_of(cls, rader: list[Objekt]) -> Objekt:
        return {
            f"{cls.prefiks}_{nr}_{navn}": rad.get(navn, "")
            for nr, rad in enumerate(rader[:RADER], start=1)
            for navn in cls.kolonner
        }


class NivaaForm(RadForm):
    skjema: ClassVar[str] = "veileder-nivaa"
    tittel = _("Et nivå i veilederen")
    prefiks = "vilkaar"
    radnavn = _("Vilkår")
    kolonner = ("slag", "naar", "krav", "setning")
    noedvendig = ("slag", "naar", "krav", "setning")
    felter: ClassVar = ("navn", "beskrivelse", "inngang", "utgang", "frist_dager", "kilde", "sikkerhet")

    navn = forms.CharField(label=_("Navnet på nivået"), max_length=length_of(Nivaa, "navn"))
    beskrivelse = _long(_("Når brukes nivået?"))
    inngang = _long(_("For å begynne her"), required=False)
    utgang = _long(_("Ferdig når"), required=False)
    frist_dager = _frist()
    kilde = _long(_("Kilde"), help_text=_("Hvor er teksten hentet fra?"))
    sikkerhet = forms.ChoiceField(label=_("Hvor sikker er teksten?"), choices=SIKKERHET)

    def column(self, navn: str) -> forms.Field:
        if navn == "setning":
            label = _("Setningen som vises når det mangler")
            return forms.CharField(label=label, required=False, max_length=length_of(Vilkaar, "setning"))
        label, valg = {
            "slag": (_("Hva skal være på plass?"), Vilkaarslag.choices),
            "naar": (_("Når?"), Vilkaarstid.choices),
            "krav": (_("Hvor viktig er det?"), Vilkaarskrav.choices),
        }[navn]
        return forms.ChoiceField(label=label, choices=[("", _("Velg")), *valg], required=False)

    def innhold(self) -> Objekt:
        return {felt: self.cleaned_data[felt] for felt in self.felter} | {"vilkaar": self.rows()}

    def clean(self) -> Objekt | None:
        cleaned = super().clean() or self.cleaned_data
        seen: set[tuple[str, str]] = set()
        for nr in range(1, RADER + 1):
            pair = (cleaned.get(f"vilkaar_{nr}_slag", ""), cleaned.get(f"vilkaar_{nr}_naar", ""))
            if pair[0] and pair in seen:
                self.add_error(f"vilkaar_{nr}_slag", gettext("Dette vilkåret står der fra før."))
            seen.add(pair)
        return cleaned


class StegForm(RadForm):
    skjema: ClassVar[str] = "veileder-steg"
    tittel = _("Et steg i veilederen")
    prefiks = "verktoey"
    radnavn = _("Verktøy")
    kolonner = ("navn", "beskrivelse", "lenke", "skjema_noekkel")
    noedvendig = ("navn",)
    felter: ClassVar = (
        "navn", "hva", "hvordan", "hvem", "naar", "avsluttes", "frist_dager", "kilde", "sikkerhet",
    )  # fmt: skip

    navn = forms.CharField(label=_("Navnet på steget"), max_length=length_of(Steg, "navn"))
    hva = _long(_("Hva"), help_text=_("Én eller to setninger om hva som skal gjøres."))
    hvordan = _long(_("Hvordan"))
    hvem = _long(_("Hvem"))
    naar = _long(_("Når"))
    avsluttes = _long(_("Ferdig når"))
    frist_dager = _frist()
    kilde = _long(_("Kilde"), required=False)
    sikkerhet = forms.ChoiceField(label=_("Hvor sikker er teksten?"), choices=SIKKERHET)

    def column(self, navn: str) -> forms.Field:
        if navn == "skjema_noekkel":
            return forms.ChoiceField(label=_("Skjema"), choices=self.skjemaer(), required=False)
        if navn == "lenke":
            hjelp = _("Begynner med https://")
            return forms.URLField(label=_("Lenke"), help_text=hjelp, required=False, max_length=200)
        label, lengde = {
            "navn": (_("Navn"), length_of(Verktoey, "navn")),
            "beskrivelse": (_("Forklaring"), 1000),
        }[navn]
        return forms.CharField(label=label, required=False, max_length=lengde)

    def skjemaer(self) -> list[tuple[str, Any]]:
        """The municipality's forms; one that an imported guide names and that is not here stays as it is."""
        kommuner = [one.kommune_id for one in self.request.aktoer.kommuneroller]
        known = {mal.noekkel: mal.navn for kommune in kommuner for mal in maler_in(kommune)}
        named = [verdi for navn, verdi in self.initial.items() if navn.endswith("_skjema_noekkel") and verdi]
        return [("", _("Ikke noe skjema")), *({one: one for one in named} | known).items()]

    def innhold(self) -> Objekt:
        return {felt: self.cleaned_data[felt] for felt in self.felter} | {"verktoey": self.rows()}


class NyttStegForm(StegForm):
    skjema: ClassVar[str] = "veileder-steg-nytt"
    tittel = _("Et nytt steg i veilederen")


class PubliserForm(UtkastForm):
    skjema: ClassVar[str] = "veileder-publiser"
    tittel = _("Publiser veilederen")

    endringer = _long(_("Hva er nytt?"), help_text=_("Alle kan lese dette. Skriv kort."))


class ValgForm(forms.Form):
    """Which municipality and which kind of service a new draft is for."""

    kommune = forms.ChoiceField(label=_("Kommune"))
    tjenestetype = forms.ChoiceField(
        label=_("Hvem er den for?"),
        choices=[("", _("Alle tjenester")), *Tjenestetype.choices],
        required=False,
    )

    def __init__(self, *args: Any, kommuner: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kommune"].choices = list(kommuner.items())  # type: ignore[attr-defined]  # a ChoiceField
        if len(kommuner) == 1:
            self.fields["kommune"].widget = forms.HiddenInput()
            self.fields["kommune"].initial = next(iter(kommuner))


class FlyttForm(forms.Form):
    """Move or take away a level, or one step of it."""

    nivaa = forms.IntegerField(min_value=0, max_value=9)
    steg = forms.UUIDField(required=False)
    gjoer = forms.ChoiceField(choices=[(one, one) for one in ("opp", "ned", "bort")])
    redigert = Versjonsfelt()
    sikker = forms.BooleanField(required=False)

    @property
    def must_ask(self) -> bool:
        """A whole level goes with all its steps, and does not come back: that is asked about first."""
        sent = self.cleaned_data
        return sent["gjoer"] == "bort" and sent["steg"] is None and not sent["sikker"]
