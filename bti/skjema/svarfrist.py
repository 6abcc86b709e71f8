"""The last day for an answer, wherever one person in a case asks another."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

LENGST_DAGER = 60  # the SQL functions that ask refuse a later day


def check_svarfrist(svarfrist: date) -> date:
    """From today, and not more than two months on. Raises ValidationError."""
    i_dag = timezone.localdate()
    if svarfrist < i_dag:
        raise forms.ValidationError(_("Svar innen må være i dag eller senere."))
    if svarfrist > i_dag + timedelta(days=LENGST_DAGER):
        raise forms.ValidationError(_("Svar innen er mer enn to måneder fram. Velg en dag før det."))
    return svarfrist
