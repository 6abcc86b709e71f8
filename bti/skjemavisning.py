"""How a Django form becomes Designsystemet markup: renderer, bound field, date widgets (docs/design.md)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

AAR_FRAM = 30  # nothing in Stafett is planned further ahead


class Felt(BoundField):
    """A bound field that knows its class, its «Må fylles ut» tag and the help text of each choice."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Give every visible input Designsystemet's class.

        The browser's own `required` bubble speaks the browser's language and covers the text, so the server
        answers instead, and `aria-required` tells a screen reader. Single radios may not carry it.
        """
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        required = attrs.pop("required", False)
        if (required or self.field.required) and not self.use_fieldset:
            attrs["aria-required"] = "true"
        classes = [attrs.get("class"), widget.attrs.get("class"), "ds-input"]
        attrs["class"] = " ".join(str(name) for name in classes if name)
        return attrs

    @property
    def errors(self) -> ErrorList:
        """Name the field in Django's «this field is required», which alone says too little in a summary."""
        errors = super().errors
        for error in errors.as_data():
            if error.code == "required" and str(error.message) == str(
                forms.Field.default_error_messages["required"]
            ):
                pattern = (
                    gettext("Velg et svar på «{felt}».") if self.er_valg else gettext("Fyll ut «{felt}».")
                )
                error.message = pattern.format(felt=self.label)
        return errors

    @property
    def merke(self) -> str:
        """Return the tag beside the label: empty when all fields of the form are required.

        A field that is required in some cases says so itself, in ``merke`` on the form field.
        """
        if own := getattr(self.field, "merke", ""):
            return str(own)
        kinds = {field.field.required for field in self.form.visible_fields()}
        if len(kinds) == 1:
            return ""
        return gettext("Må fylles ut") if self.field.required else gettext("Valgfritt")

    @property
    def er_avkryssing(self) -> bool:
        """Whether this is one lone checkbox, whose label stands after the box."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def er_datodeler(self) -> bool:
        """Whether this is a known date, in three small boxes."""
        return isinstance(self.field.widget, KjentDatoWidget)

    @property
    def er_valg(self) -> bool:
        """Whether this is a group of radios or checkboxes."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def feil_id(self) -> str:
        """Return the id the error summary links to: the first input of the field."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    def valg(self) -> Iterator[tuple[BoundWidget, str]]:
        """Yield each choice with its own help text, from `beskrivelser` on the form field."""
        beskrivelser = getattr(self.field, "beskrivelser", {})
        for widget in self.subwidgets:
            yield widget, beskrivelser.get(str(widget.data["value"]), "")


class Skjemavisning(TemplatesSetting):
    """The project's form renderer (FORM_RENDERER)."""

    form_template_name = "komponenter/skjema.html"
    field_template_name = "komponenter/felt.html"
    bound_field_class = Felt


class Datovelger(forms.DateInput):
    """A near date: the browser's own picker, which speaks ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "felt--dato", **(attrs or {})}, format="%Y-%m-%d")


class Dagfelt(forms.DateField):
    """A day of our own time, chosen in the browser's picker.

    Whoever types «26» for the year in it sends the year 26: such a date is asked about, not stored and shown.
    """

    widget = Datovelger
    default_error_messages: ClassVar = {"invalid": _("Skriv datoen med dag, måned og år.")}

    def __init__(self, *, tidligste_aar: int = 2000, **kwargs: Any) -> None:
        self.tidligste_aar = tidligste_aar
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        dag = super().to_python(value)
        if dag and dag.year < self.tidligste_aar:
            raise ValidationError(_("Datoen er for langt tilbake. Se om året er riktig."), code="past")
        if dag and dag.year > timezone.localdate().year + AAR_FRAM:
            raise ValidationError(_("Datoen er for langt fram. Se om året er riktig."), code="far")
        return dag


class Klokkevelger(forms.TimeInput):
    """A time of day, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "felt--dato", **(attrs or {})}, format="%H:%M")


class KjentDatoWidget(forms.MultiWidget):
    """A date one knows by heart, such as a birth date: day, month and year typed as numbers."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        short = {"inputmode": "numeric", "size": "2", "maxlength": "2", "autocomplete": "off"}
        parts = [short, short, {**short, "size": "4", "maxlength": "4"}]
        super().__init__([forms.TextInput(part) for part in parts], attrs)

    def decompress(self, value: date | str | None) -> list[Any]:
        """Split a date into its three boxes."""
        if isinstance(value, str):
            value = date.fromisoformat(value)
        return [value.day, value.month, value.year] if value else [None, None, None]


class KjentDatoField(forms.MultiValueField):
    """Day, month and year in, a `date` out; one sentence says what is wrong."""

    widget = KjentDatoWidget
    default_error_messages = {
        "required": _("Skriv datoen med dag, måned og år."),
        "incomplete": _("Skriv både dag, måned og år."),
        "invalid": _("Denne datoen finnes ikke. Skriv for eksempel 4 11 2016."),
    }

    def __init__(self, **kwargs: Any) -> None:
        invalid = {"invalid": self.default_error_messages["invalid"]}
        parts = [
            forms.IntegerField(min_value=1, max_value=31, error_messages=invalid),
            forms.IntegerField(min_value=1, max_value=12, error_messages=invalid),
            forms.IntegerField(min_value=1900, max_value=2200, error_messages=invalid),
        ]
        super().__init__(parts, **kwargs)

    def clean(self, value: Any) -> date | None:
        """Say what is wrong in one sentence, not once for each box."""
        filled = [part for part in value or [] if str(part or "").strip()]
        if 0 < len(filled) < 3:
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            return super().clean(value)
        except forms.ValidationError as feil:
            if len(feil.messages) > 1 or {"min_value", "max_value"} & {e.code for e in feil.error_list}:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from feil
            raise

    def compress(self, data_list: list[int]) -> date | None:
        """Join the three boxes to a date."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return date(year, month, day)
        except ValueError as feil:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from feil
