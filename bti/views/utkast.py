"""What views read from a request: what was sent, and the number of a part of a draft."""

from typing import Any

from bti.tilgang.forespoersel import Forespoersel


def posted(request: Forespoersel) -> Any:
    """Return what was sent, or None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def number_in(request: Forespoersel) -> int | None:
    """Return the number of a part in the address; None when there is none."""
    raw = request.GET.get("nr", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 3 else None
