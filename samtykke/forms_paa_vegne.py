"""The form for an answer on paper or spoken, and the second employee's."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from bti.skjema.felter import set_merke, set_valg
from bti.skjemavisning import Dagfelt
from bti.templatetags.stafett import dato
from samtykke.forms_skann import Skannfelt
from samtykke.models import Paavegnesvar, Samtykkekrav, Samtykketekst, Svarmaate
from samtykke.paa_vegne import clean_kode, find_tekst
from samtykke.queries import current_tekst, last_date
from samtykke.temaliste import valg_of


class SvarPaaVegneForm(KladdForm):
    """What the giver answered on paper or spoken, as the stafettholder writes it down."""

    skjema: ClassVar[str] = "samtykke-paa-vegne"
    tittel = _("Svar på papir eller muntlig")

    svar = forms.ChoiceField(
        label=_("Hva svarte personen?"),
        choices=[
            (Paavegnesvar.JA, _("Ja")),
            (Paavegnesvar.NEI, _("Nei")),
            (Paavegnesvar.TREKK, _("Trekker et ja")),
            (Paavegnesvar.VENT, _("Vil vente med å svare")),
            (Paavegnesvar.RING, _("Er ikke sikker, vil bli ringt")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva personen svarte.")},
    )
    maate = forms.ChoiceField(
        label=_("Hvordan kom svaret?"),
        choices=[(Svarmaate.PAPIR, _("På papir")), (Svarmaate.MUNTLIG, _("Muntlig"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan svaret kom.")},
    )
    svart_dato = Dagfelt(
        label=_("Når svarte personen?"), error_messages={"required": _("Velg dagen personen svarte.")}
    )
    kode = forms.CharField(
        label=_("Koden på arket"),
        help_text=_("Bare for svar på papir. Koden står øverst på arket."),
        required=False,
        max_length=20,
    )
    skann = Skannfelt(
        label=_("Skannet ark"), help_text=_("Helst for svar på papir. PDF, JPEG eller PNG, opptil 20 MB og 10 sider."),
        required=False,
    )  # fmt: skip
    hoert_av = forms.CharField(
        label=_("Hvem hørte svaret?"),
        help_text=_("Bare for muntlige svar. Skriv navn og stilling."),
        required=False,
        max_length=120,
    )
    lest_opp = forms.BooleanField(
        label=_("Svaret er lest opp igjen, og personen sa at det stemte"), required=False
    )
    tolk = forms.CharField(
        label=_("Tolk"),
        help_text=_("Ble det brukt tolk? Skriv tolketjenesten og tolkens nummer."),
        required=False,
        max_length=120,
    )
    temaer = forms.MultipleChoiceField(
        label=_("Hva sa personen ja til å snakke om?"),
        help_text=_("Bare for ja."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    bare_lese = forms.BooleanField(
        label=_("De skal bare lese, ikke skrive"), help_text=_("Bare for ja."), required=False
    )
    til = Dagfelt(label=_("Til og med hvilken dag?"), help_text=_("Bare for ja."), required=False)
    vent_til = Dagfelt(
        label=_("Hvilken dag vil personen svare senest?"),
        help_text=_("Bare for den som vil vente."),
        required=False,
    )

    def __init__(self, *args: Any, krav: Samtykkekrav, **kwargs: Any) -> None:
        self.krav = krav
        self.tekst: Samtykketekst | None = None
        super().__init__(*args, objekt_id=krav.pk, **kwargs)
        set_valg(self, "temaer", valg_of(krav.temaer))
        for felt in ("hoert_av", "lest_opp"):
            set_merke(self.fields[felt], _("Må fylles ut ved muntlig svar"))
        if krav.gjelder_ansvar or not krav.kan_skrive:
            del self.fields["bare_lese"]
        if krav.gjelder_ansvar:  # the whole case or nothing: there is no part of it to say yes to
            del self.fields["temaer"], self.fields["til"]
        self.latest = min(krav.foreslaatt_til, last_date(krav.sak))
        self.initial.setdefault("svart_dato", timezone.localdate())
        self.initial.setdefault("til", self.latest)
        self.initial.setdefault("temaer", krav.temaer)

    def is_valid(self) -> bool:
        """A browser does not send a file twice: who must put something else right is asked for it again."""
        valid = super().is_valid()
        if not valid:
            self.ask_for_file_again()
        return valid

    def ask_for_file_again(self) -> None:
        if self.files.get("skann") and "skann" not in self.errors:
            self.add_error("skann", _("Velg filen på nytt. Den blir ikke husket når noe annet må rettes."))

    def clean_svart_dato(self) -> date:
        value: date = self.cleaned_data["svart_dato"]
        asked = timezone.localdate(self.krav.requested_at)
        if value > timezone.localdate():
            raise forms.ValidationError(_("Velg i dag eller en dag som har vært."))
        if value < asked:
            text = gettext("Spørsmålet ble stilt {dato}. Et svar fra før det gjelder et annet spørsmål.")
            raise forms.ValidationError(text.format(dato=dato(asked)))
        return value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("maate") == Svarmaate.PAPIR:
            self._clean_papir(data)
        elif data.get("maate") == Svarmaate.MUNTLIG:
            self._clean_muntlig(data)
        if data.get("svar") == Paavegnesvar.JA:
            self._clean_ja(data)
        elif data.get("svar") == Paavegnesvar.VENT:
            self._clean_vent(data)
        return data

    def _clean_papir(self, data: dict[str, Any]) -> None:
        if data.get("svar") == Paavegnesvar.TREKK:
            return
        self.tekst = find_tekst(self.krav, clean_kode(data.get("kode", "")))
        if not data.get("kode"):
            self.add_error("kode", _("Skriv koden som står på arket."))
        elif self.tekst is None:
            self.add_error(
                "kode",
                _("Koden hører ikke til dette spørsmålet, slik det står nå. Se om arket er det siste."),
            )

    def _clean_muntlig(self, data: dict[str, Any]) -> None:
        self.tekst = current_tekst(self.krav.sak.kommune_id)
        if not data.get("hoert_av"):
            self.add_error("hoert_av", _("Skriv hvem som hørte svaret."))
        if not data.get("lest_opp"):
            self.add_error("lest_opp", _("Les svaret opp igjen for personen, og kryss av her."))

    def _clean_ja(self, data: dict[str, Any]) -> None:
        if self.krav.gjelder_ansvar:
            data |= {"temaer": self.krav.temaer, "til": self.latest}
            return
        if not data.get("temaer") and "temaer" not in self.errors:
            self.add_error("temaer", _("Velg minst ett tema personen sa ja til."))
        til = data.get("til")
        first = max(timezone.localdate(), self.krav.foreslaatt_fra or date.min)
        if til is None and "til" not in self.errors:
            self.add_error("til", _("Velg hvor lenge samtykket gjelder."))
        elif til and not first <= til <= self.latest:
            text = gettext("Velg en dag fra {fra} til {til}.")
            self.add_error("til", text.format(fra=dato(first), til=dato(self.latest)))

    def _clean_vent(self, data: dict[str, Any]) -> None:
        dag = data.get("vent_til")
        if dag is None and "vent_til" not in self.errors:
            self.add_error("vent_til", _("Velg dagen personen vil svare."))
        elif dag and not timezone.localdate() < dag <= self.latest:
            text = gettext("Velg en dag etter i dag, og senest {dato}.")
            self.add_error("vent_til", text.format(dato=dato(self.latest)))

    @property
    def rad(self) -> dict[str, Any]:
        """Return what is stored of it: what belongs to another kind of answer is left out."""
        data = self.cleaned_data
        is_ja, is_papir = data["svar"] == Paavegnesvar.JA, data["maate"] == Svarmaate.PAPIR
        trekker = data["svar"] == Paavegnesvar.TREKK
        return {
            "svar": data["svar"],
            "maate": data["maate"],
            "svart_dato": data["svart_dato"],
            "temaer": data["temaer"] if is_ja else [],
            "kan_skrive": self.krav.kan_skrive and not data.get("bare_lese") if is_ja else None,
            "gyldig_til": data["til"] if is_ja else None,
            "vent_til": data["vent_til"] if data["svar"] == Paavegnesvar.VENT else None,
            "tekst_id": self.tekst.pk if self.tekst else None,
            "kode": clean_kode(data["kode"]) if is_papir and not trekker else "",
            "hoert_av": "" if is_papir else data["hoert_av"],
            "lest_opp": data["lest_opp"] and not is_papir,
            "tolk": data["tolk"],
        }
