"""The field for a scanned sheet, and the form that lays one by an answer."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bti.skjema import KladdForm
from samtykke.skann import FORKLARINGER, AvvistSkann, check_start

HJELP = _("PDF, JPEG eller PNG, opptil 20 MB og 10 sider.")


class Skannfelt(forms.FileField):
    """A file that begins as a PDF, a JPEG or a PNG does, whatever it is called. The rest is looked at by a worker."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})
    default_error_messages = {
        "empty": FORKLARINGER["tom"],
        "required": _("Velg filen med det skannede arket."),
    }

    def to_python(self, data: Any) -> Any:
        fil = super().to_python(data)
        if fil is None:
            return None
        start = fil.read(16)
        fil.seek(0)
        try:
            check_start(fil.size, start)
        except AvvistSkann as refused:
            raise ValidationError(FORKLARINGER[refused.kode], code=refused.kode) from None
        return fil


class SkannForm(KladdForm):
    """The sheet of an answer that is written in already."""

    skjema: ClassVar[str] = "samtykke-skann"
    tittel = _("Skannet svarark")

    skann = Skannfelt(label=_("Skannet ark"), help_text=HJELP)
