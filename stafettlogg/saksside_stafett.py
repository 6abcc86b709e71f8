"""What the page of a case shows of an offer of the baton, to who is asked and to whoever holds it."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import cached_property

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stafettdel:
    """A part of the page; the page reads everything in one statement."""

    _innhold: dict[str, Any]
    personer: "Mapping[UUID, Any]"

    @cached_property
    def veksling(self) -> dict[str, Any] | None:
        """The offer that waits for an answer; None when there is none, or none that the reader may know of."""
        en = self._innhold["stafettveksling"]
        if en is None:
            return None
        til = UUID(en["til_id"])
        frist = date.fromisoformat(en["svarfrist"])
        person = self.personer.get(til)
        return {
            "pk": en["pk"],
            "til_id": til,
            "navn": person.navn if person else "",
            "svarfrist": frist,
            "er_over": frist < timezone.localdate(),
        }
