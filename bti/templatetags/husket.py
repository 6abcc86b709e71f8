"""Parts of a page that are the same for many people, made once and remembered: menu, buttons of the language, scripts.

Such a part is given what it is made from and knows nothing else, neither the request nor who asks, so what is
remembered is an answer to exactly what it was given (tests/komponenter/test_husket.py).
"""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

FLEST = 2000
type Kjent = str | int | bool | None


@register.simple_tag
def remembered(template_name: str, **known: Kjent) -> SafeString:
    """Include a template that knows these words, numbers and yes-or-no alone.

    Raises TypeError for anything else: an object would let the part ask for more than it was given, and what is
    marked as safe is equal to the same words unmarked, so that these would come out unescaped.
    """
    make = _make if settings.DEBUG else _remember  # whoever edits a template sees it at once
    return make(template_name, get_language(), tuple(known.items()))


def _make(template_name: str, language: str | None, known: tuple[tuple[str, Kjent], ...]) -> SafeString:
    """``language`` is the one that is switched on; it is named for the memory's sake."""
    for name, value in known:
        if value is not None and type(value) not in {str, int, bool}:
            raise TypeError(f"{template_name}: {name} is a {type(value).__name__}")
    return SafeString(get_template(template_name).render(dict(known)))


_remember = lru_cache(FLEST)(_make)


@register.simple_tag
@lru_cache
def address(name: str) -> str:
    """Return the address of a page that takes no id: what ``{% url %}`` finds, found once."""
    return reverse(name)
