"""The base of all factories."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from factory.django import DjangoModelFactory

from tests.eier import as_owner


class HusFactory(DjangoModelFactory):
    """Writes as the owner: set-up that no user of the app may do. No random values."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type, *args: Any, **kwargs: Any) -> Any:
        with as_owner():
            return super()._create(model_class, *args, **kwargs)


def i_dag(dager: int = 0):
    """Today in Norway, moved by some days."""
    return timezone.localdate() + timedelta(days=dager)


def naa(**kwargs: float):
    """Now, moved by a timedelta's arguments."""
    return timezone.now() + timedelta(**kwargs)
