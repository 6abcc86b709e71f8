"""The port to Folkeregisteret: who a child is, and who has parental responsibility. A setting says which register."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string

from bti.models import Adressesperre, Relasjonstype


class RegisterUtilgjengelig(Exception):
    """The register does not answer now; one goes on by hand."""


@dataclass(frozen=True)
class Registerforelder:
    """A parent or guardian as the register knows them."""

    foedselsnummer: str
    navn: str
    relasjon: Relasjonstype
    har_foreldreansvar: bool
    barnet_bor_her: bool | None = None  # None: the register does not say


@dataclass(frozen=True)
class Registerperson:
    """A child as the register knows it."""

    foedselsnummer: str
    navn: str
    foedselsdato: date
    adressesperre: Adressesperre
    foreldre: tuple[Registerforelder, ...]


class Folkeregister(Protocol):
    """What a register must be able to do."""

    def find(self, foedselsnummer: str) -> Registerperson | None:
        """Return the person, or None when the number is unknown. Raises RegisterUtilgjengelig."""


@runtime_checkable
class Proeveregister(Folkeregister, Protocol):
    """A register of made-up people."""

    def examples(self) -> list[Registerperson]:
        """Return the children that a visitor may try."""


def get_register() -> Folkeregister | None:
    """Return the register that settings.FOLKEREGISTER names, or None: then everything is entered by hand."""
    return import_string(settings.FOLKEREGISTER)() if settings.FOLKEREGISTER else None
