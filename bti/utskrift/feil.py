"""Why there is no file, in words that say what to do."""

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bti.utskrift.models import Utskrift, Utskriftstatus

FORKLARINGER: dict[str, Promise] = {
    "avbrutt": _("Arbeidet ble avbrutt flere ganger. Bestill utskriften på nytt."),
    "ingen_tilgang": _("Tilgangen til saken endret seg mens utskriften ble laget. Bestill den på nytt."),
    "utilgjengelig": _("Maskinen som lager utskrifter, mangler noe. Si fra til den som drifter Stafett."),
    "for_stor": _("Utskriften ble for stor. Bestill den på nytt med færre deler eller et kortere tidsrom."),
    "feil": _("Noe gikk galt hos oss. Bestill utskriften på nytt, og si fra hvis det skjer igjen."),
}
ENDRET = _("Filen er slettet, fordi det du får se i saken, er endret. Bestill utskriften på nytt.")
SLETTET = _("Filen er slettet. Den lå her i 24 timer. Bestill utskriften på nytt hvis du trenger den.")


def explain_fault(utskrift: Utskrift) -> Promise | str:
    """Return the sentence for an order without a file to give, or nothing when all is well."""
    if utskrift.status == Utskriftstatus.FEILET:
        return FORKLARINGER.get(utskrift.feil, FORKLARINGER["feil"])
    if utskrift.status == Utskriftstatus.UTLOEPT and utskrift.feil == "samtykke":
        return ENDRET
    if utskrift.status == Utskriftstatus.UTLOEPT or is_over_time(utskrift):
        return SLETTET
    return ""


def is_over_time(utskrift: Utskrift) -> bool:
    """Whether the 24 hours are over, also before the sweeper has been there."""
    return utskrift.expires_at is not None and utskrift.expires_at <= timezone.now()
