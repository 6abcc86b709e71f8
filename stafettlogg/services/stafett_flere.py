"""Handing over many cases at once, while who holds them is still here: offered and answered, all or none."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bti.models import Deltaker, Sak
from bti.services import invite_fagperson
from stafettlogg.feil import ErTilbudt, KanIkkeFaaPinnen, SakenKanIkkeGis
from stafettlogg.models import Stafettveksling
from stafettlogg.services.stafett import answer_stafett, offer_stafett


@transaction.atomic
def offer_stafetter(saker: Iterable[Sak], *, til: UUID, svarfrist: date, beskjed: str, noekkel: UUID) -> int:
    """Ask a colleague to take the baton in each, inviting them into those that they are not in; return how many.

    A second click asks and invites once. Raises SakenKanIkkeGis (which case, and whether somebody is asked already),
    AltSendt, SakErLukket, SakTapt.
    """
    antall = 0
    for sak in sorted(saker, key=lambda en: en.pk):
        try:
            invitert = _invite(sak, til, noekkel)
            offer_stafett(
                sak, til=til, svarfrist=svarfrist, beskjed=beskjed, noekkel=uuid5(noekkel, str(sak.pk)),
                invitert=invitert,
            )  # fmt: skip
        except (KanIkkeFaaPinnen, PermissionDenied) as feil:
            raise SakenKanIkkeGis(sak) from feil
        except ErTilbudt as feil:
            raise SakenKanIkkeGis(sak, er_tilbudt=True) from feil
        antall += 1
    return antall


@transaction.atomic
def answer_stafetter(vekslinger: Iterable[Stafettveksling], *, svar: str, grunn: str, by: UUID) -> int:
    """Give one answer to all of them; return how many. Raises what answer_stafett raises, and then none is answered."""
    antall = 0
    for veksling in sorted(vekslinger, key=lambda en: en.sak_id):
        answer_stafett(veksling, svar=svar, grunn=grunn, by=by)
        antall += 1
    return antall


def _invite(sak: Sak, til: UUID, noekkel: UUID) -> bool:
    """Whoever is asked reads the case before they answer; one who is in it for the service is not invited again.

    Returns whether they were invited now.
    """
    er_med = Deltaker.objects.filter(
        sak=sak, bruker=til, tjeneste=sak.tjeneste_id, stedfortreder_for=None, gyldig_til=None
    )
    if er_med.exists():
        return False
    invite_fagperson(sak, noekkel=uuid5(noekkel, f"inn:{sak.pk}"), bruker_id=til, tjeneste_id=sak.tjeneste_id)
    return True
