"""Searching a guide."""

from django import forms


class VeiledersoekForm(forms.Form):
    """What to look for, and in which guide."""

    q = forms.CharField(max_length=100, required=False)
    serie = forms.UUIDField()
