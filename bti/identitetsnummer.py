"""Norwegian identity numbers: fødselsnummer, D-number and made-up test numbers. Checked, sealed, looked up.

The rule is the one that holds from 2032 too: the first control digit may leave a remainder of 0 to 3, the number
says nothing about sex, and its birth date is a suggestion that the register may overrule. A number is never logged,
shown in a list or put in an address.
"""

import hashlib
import hmac
import re
from datetime import date
from typing import Any

from cryptography.fernet import Fernet
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_VEKTER_1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_VEKTER_2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_RESTER_1 = range(4)
_D_NUMMER = 40
_SYNTETISK = (80, 65, 40)  # added to the month: Folkeregisteret's test data, and two older test series


def is_identitetsnummer(nummer: str) -> bool:
    """Whether eleven digits are a day that can exist and both control digits agree."""
    if not re.fullmatch(r"[0-9]{11}", nummer):
        return False
    sum_1, sum_2 = (
        sum(vekt * int(siffer) for vekt, siffer in zip(vekter, nummer, strict=False))
        for vekter in (_VEKTER_1, _VEKTER_2)
    )
    return sum_1 % 11 in _RESTER_1 and sum_2 % 11 == 0 and _is_day(nummer)


def is_syntetisk(nummer: str) -> bool:
    """Whether the number belongs to a made-up person."""
    return int(nummer[2:4]) > _SYNTETISK[-1]


def suggest_foedselsdato(nummer: str) -> date | None:
    """Return the birth date that today's series point at, or None. The register has the last word."""
    day, month, year, series = _day(nummer), _month(nummer), int(nummer[4:6]), int(nummer[6:9])
    if series < 500:
        century = 1900
    elif year < 40:
        century = 2000
    elif series >= 900:
        century = 1900
    elif series < 750 and year >= 54:
        century = 1800
    else:
        return None
    try:
        return date(century + year, month, day)
    except ValueError:
        return None


def is_younger(foedt: date | None, aar: int, *, dag: date) -> bool:
    """Whether somebody has not yet turned so many years on that day; a birth date nobody knows proves nothing."""
    if foedt is None:
        return False
    return dag.year - foedt.year - ((dag.month, dag.day) < (foedt.month, foedt.day)) < aar


def _day(nummer: str) -> int:
    day = int(nummer[:2])
    return day - _D_NUMMER if day > _D_NUMMER else day


def _month(nummer: str) -> int:
    month = int(nummer[2:4])
    return month - next((added for added in _SYNTETISK if month > added), 0)


def _is_day(nummer: str) -> bool:
    """The century cannot be told from a number of 2032, so 29 February is a day in every fourth year."""
    try:
        date(2000 + int(nummer[4:6]), _month(nummer), _day(nummer))
    except ValueError:
        return False
    return True


def seal_nummer(nummer: str) -> str:
    """Encrypt a number for storage."""
    return _fernet().encrypt(nummer.encode()).decode()


def open_nummer(forseglet: str) -> str:
    """Decrypt a stored number. Raises cryptography.fernet.InvalidToken for anything that we did not seal."""
    return _fernet().decrypt(forseglet.encode()).decode()


def oppslag_of(nummer: str) -> str:
    """Return the keyed digest by which a person is found: nobody without the key can try all numbers against it."""
    key = hmac.new(_feltnoekkel(), b"stafett.identitetsnummer.oppslag", hashlib.sha256).digest()
    return hmac.new(key, nummer.encode(), hashlib.sha256).hexdigest()


def _feltnoekkel() -> bytes:
    return settings.FELTNOEKKEL.encode()


def _fernet() -> Fernet:
    return Fernet(_feltnoekkel())


class IdentitetsnummerField(forms.CharField):
    """Eleven digits, with spaces where one likes. The demo takes made-up numbers alone."""

    default_error_messages = {
        "digits": _("Fødselsnummeret må ha 11 siffer."),
        "invalid": _("Fødselsnummeret stemmer ikke. Se om to siffer er byttet om."),
        "real": _("I prøveversjonen kan du bare bruke oppdiktede fødselsnumre."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false", "class": "felt--dato"}
        kwargs.setdefault("widget", forms.TextInput(attrs))
        super().__init__(max_length=20, **kwargs)

    def to_python(self, value: str | None) -> str:
        """Return the digits alone."""
        return re.sub(r"[\s.\u00a0-]", "", super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        if not re.fullmatch(r"[0-9]{11}", value):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if not is_identitetsnummer(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if settings.DEMO_INNLOGGING and not is_syntetisk(value):
            raise ValidationError(self.error_messages["real"], code="real")
