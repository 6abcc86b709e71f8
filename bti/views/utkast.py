"""What the editors of drafts read from an address."""

from bti.tilgang.forespoersel import Forespoersel


def number_in(request: Forespoersel) -> int | None:
    """Return the number of a part in the address; None when there is none."""
    raw = request.GET.get("nr", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 3 else None
