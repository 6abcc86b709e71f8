"""Which frame an open page stands in."""

from bti.tilgang.forespoersel import AapenForespoersel


def grunnmal_for(request: AapenForespoersel) -> str:
    """Return staff's frame for staff, and the family's, with its quick way out, for everybody else."""
    is_staff = request.aktoer is not None and not request.aktoer.er_familie
    return "base.html" if is_staff else "familie/base.html"
