"""What the forms of consent share."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bti.templatetags.stafett import dato


def check_date(value: date, latest: date) -> date:
    if value < timezone.localdate():
        raise forms.ValidationError(
            _("Velg en dag fra i dag av. Samtykket kan ikke gjelde bakover."), code="past"
        )
    if value > latest:
        message = gettext("Samtykket kan gjelde til {dato} og ikke lenger. Velg en tidligere dag.")
        raise forms.ValidationError(message.format(dato=dato(latest)), code="too_late")
    return value
