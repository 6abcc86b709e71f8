"""Who reads the child's own words, said at the field before anybody writes (docs/tilgang.md, «The child's own words»).

They follow the document that they are written in: what the family reads, it reads with them in it.
"""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

FAMILIEN_LESER = _("Familien leser dette. Spør barnet først hva som kan stå her.")
FAMILIEN_LESER_IKKE = _("Familien ser ikke dette i Stafett.")


def said_first(hvem: Any, *setninger: Any) -> Any:
    """Return the help text of a field for the child's words: first who reads it, then how to write."""
    return format_lazy(" ".join("{}" for _setning in (hvem, *setninger)), hvem, *setninger)
