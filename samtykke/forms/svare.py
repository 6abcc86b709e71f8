"""A giver's answer, and a yes that its giver makes smaller."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from bti.skjema.felter import set_merke, set_valg
from bti.skjemavisning import Dagfelt
from samtykke.forms.felles import check_date
from samtykke.lesing import Lesning
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.temaliste import valg_of
from samtykke.tilstand import count_taken_back

VENT_DAGER = 7  # what is proposed to who wants to wait


class SamtykkesvarForm(forms.Form):
    """One giver's answer. For a yes: which of the themes, whether to write, and until when; for «vent»: until when.

    The text on the screen is named by its key. With ``prefix`` it is one of several on a page, and has the answer
    itself among its fields. ``words`` are those of the page (samtykke.svarord).
    """

    svar = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    temaer = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Velg minst ett tema de kan snakke om. Vil du ikke dele noe, kan du svare nei."),
            "invalid_choice": _("Velg bare temaer de spør om."),
        },
    )
    bare_lese = forms.BooleanField(required=False)
    til = Dagfelt(
        error_messages={"required": _("Velg hvor lenge samtykket gjelder."),
                        "invalid": _("Skriv datoen samtykket gjelder til, for eksempel 20.06.2027.")},
    )  # fmt: skip
    vent_til = Dagfelt(required=False)
    tekst = forms.UUIDField(widget=forms.HiddenInput)
    lest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    avsluttet = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        krav: Samtykkekrav,
        les: Lesning,
        latest: date,
        words: Mapping[str, str],
        prefix: str | None = None,
    ) -> None:
        initial = {"temaer": krav.temaer, "til": latest, "tekst": les.tekst.pk, "lest": fingerprint(krav),
                   "vent_til": min(timezone.localdate() + timedelta(days=VENT_DAGER), latest),
                   "avsluttet": count_taken_back(krav)}  # fmt: skip
        super().__init__(data, initial=initial, prefix=prefix)
        self.krav, self.les, self.latest = krav, les, latest
        set_valg(self, "temaer", valg_of(krav.temaer, les.temaer))
        set_valg(self, "svar", [(valg, words[valg]) for valg in ("ja", "nei", "vent", "usikker")])
        for felt in ("svar", "temaer", "bare_lese", "til", "vent_til"):
            self.fields[felt].label = words[f"felt_{felt}"]
        for felt in ("temaer", "til", "vent_til"):
            self.fields[felt].help_text = words[f"hjelp_{felt}"]
        hele = krav.gjelder_ansvar  # the whole case or nothing: there is no part of it to say yes to
        for felt, borte in (
            ("svar", prefix is None), ("bare_lese", hele or not krav.kan_skrive), ("temaer", hele), ("til", hele),
        ):  # fmt: skip
            if borte:
                del self.fields[felt]
        self.fields["vent_til"].error_messages |= {"invalid": self._wrong_wait}
        self._mark()
        if not les.er_norsk and not hele:
            self.fields["temaer"].error_messages |= {"required": les.ord["feil_temaer"]}
            self.fields["til"].error_messages |= dict.fromkeys(("required", "invalid"), self._wrong_day)

    def _mark(self) -> None:
        """Say in the language of the text which fields must be filled in."""
        for felt in self.fields.values():
            if not felt.widget.is_hidden:
                set_merke(felt, self.les.ord["maa" if felt.required else "valgfritt"])

    @property
    def _wrong_wait(self) -> str:
        """What is said about the day until which the giver will wait."""
        return self.les.si("feil_vent", dato=self.latest)

    @property
    def _wrong_day(self) -> str:
        """What is said about the day in the language of the text."""
        return self.les.si("feil_til", dato=self.latest)

    @property
    def ja(self) -> dict[str, Any]:
        """What a yes says, when the form is valid."""
        said = self.cleaned_data
        kan_skrive = self.krav.kan_skrive and not said.get("bare_lese")
        return {"temaer": said.get("temaer", self.krav.temaer), "til": said.get("til", self.latest),
                "kan_skrive": kan_skrive, "avsluttet": said["avsluttet"] or 0}  # fmt: skip

    @property
    def skjulte(self) -> SafeString:
        """The hidden fields as they are now: a page that is shown again is read anew, and its answer counts."""
        navn = ("tekst", "lest", "avsluttet")
        return format_html_join("", "{}", (
            (self.fields[ett].widget.render(self.add_prefix(ett), self.get_initial_for_field(self.fields[ett], ett)),)
            for ett in navn))  # fmt: skip

    def read_day(self) -> date | None:
        """Return the day until which the giver will wait; None when it is wrong, and then the page says so."""
        if "vent_til" in self.errors:
            return None
        dag: date | None = self.cleaned_data["vent_til"]
        if dag is None:
            self.add_error("vent_til", self._wrong_wait)
        return dag

    def clean_til(self) -> date:
        try:
            til = check_date(self.cleaned_data["til"], self.latest)
        except forms.ValidationError:
            if self.les.er_norsk:
                raise
            raise forms.ValidationError(self._wrong_day, code="outside") from None
        if self.krav.foreslaatt_fra and til < self.krav.foreslaatt_fra:
            early = self.les.si("feil_foer", dato=self.krav.foreslaatt_fra)
            raise forms.ValidationError(early, code="past")
        return til

    def clean_vent_til(self) -> date | None:
        dag = self.cleaned_data["vent_til"]
        if self.data.get(self.add_prefix("svar")) != "vent":
            return None
        if dag and not timezone.localdate() < dag <= self.latest:
            raise forms.ValidationError(self._wrong_wait, code="too_late")
        return dag

    @property
    def is_outdated(self) -> bool:
        """Whether the question was changed after the page was opened: nobody says yes to what they have not read."""
        return self.data.get(self.add_prefix("lest")) != fingerprint(self.krav)


class SnevreForm(forms.Form):
    """A yes made smaller: fewer themes, only reading, a shorter time. Its words are those of ``les``."""

    temaer = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Du kan ta bort temaer, men ikke legge til.")},
    )
    bare_lese = forms.BooleanField(required=False)
    til = Dagfelt(
        error_messages={"required": _("Velg hvor lenge samtykket gjelder."),
                        "invalid": _("Skriv datoen samtykket gjelder til, for eksempel 20.06.2027.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, samtykke: Samtykke, les: Lesning) -> None:
        super().__init__(data, initial={"temaer": samtykke.temaer, "til": samtykke.gyldig_til})
        self.samtykke, self.les = samtykke, les
        set_valg(self, "temaer", valg_of(samtykke.temaer, les.temaer))
        for felt, ord_ in (("temaer", "snevre_temaer"), ("bare_lese", "bare_lese"), ("til", "til")):
            self.fields[felt].label = les.ord[ord_]
        self.fields["temaer"].help_text = les.ord["temaer_hjelp"]
        self.fields["temaer"].error_messages |= {"required": les.ord["feil_snevre_temaer"]}
        self.fields["til"].help_text = les.si("snevre_til", dato=samtykke.gyldig_til)
        if not les.er_norsk:
            self.fields["til"].error_messages |= dict.fromkeys(("required", "invalid"), self._wrong_day)
        if not samtykke.kan_skrive:
            del self.fields["bare_lese"]

    @property
    def _wrong_day(self) -> str:
        """What is said about the day in another language than Norwegian."""
        return self.les.si("feil_til", dato=self.samtykke.gyldig_til)

    @property
    def mindre(self) -> dict[str, Any]:
        """What is left of the yes, when the form is valid."""
        said = self.cleaned_data
        kan_skrive = self.samtykke.kan_skrive and not said.get("bare_lese")
        return {"temaer": said["temaer"], "til": said["til"], "kan_skrive": kan_skrive}

    def clean_til(self) -> date:
        try:
            til = check_date(self.cleaned_data["til"], self.samtykke.gyldig_til)
            if til < self.samtykke.gyldig_fra:
                raise forms.ValidationError(
                    _("Samtykket har ikke begynt da. Velg en senere dag."), code="past"
                )
        except forms.ValidationError:
            if self.les.er_norsk:
                raise
            from_day = f"{self.les.ord['fra']} {self.les.dag(self.samtykke.gyldig_fra)}."
            raise forms.ValidationError(f"{self._wrong_day} {from_day}", code="outside") from None
        return til


def fingerprint(krav: Samtykkekrav) -> str:
    """Return a short name for what the question says, and for what it is: a yes counts for this and nothing else."""
    said = "\x1f".join([krav.slag, krav.hvorfor, ",".join(krav.temaer), ",".join(sorted(krav.omraader)),
                       krav.foreslaatt_til.isoformat(), str(krav.foreslaatt_fra or ""),
                       str(krav.kan_skrive)])  # fmt: skip
    return hashlib.sha256(said.encode()).hexdigest()[:16]
