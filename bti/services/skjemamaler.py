"""The municipality's own forms: a draft is begun, changed a piece at a time, and published. What is published stays."""

from uuid import UUID, uuid4

from django.db import transaction

from bti.models import Skjemamal
from bti.revisjon.services import record
from bti.skjema.konflikt import AltSendt, Konflikt, require_same
from bti.skjemamaler.utkast import Objekt
from bti.tilgang import skjemamaler


@transaction.atomic
def start_skjemamal(*, noekkel: UUID, kommune_id: UUID, navn: str, gjelder: str, by: UUID) -> Skjemamal:
    """Begin on a form of the municipality's own. The same key twice is one form.

    Raises AltSendt when the key has made another, or one that is published since.
    """
    if Skjemamal.objects.filter(pk=noekkel, published_at__isnull=False).exists():
        raise AltSendt
    found = skjemamaler.nytt_utkast(
        utkast_id=noekkel, kommune_id=kommune_id, noekkel=f"egen-{noekkel}", navn=navn, gjelder=gjelder
    )
    mal = require_same(Skjemamal.objects.get(pk=found), navn=navn, gjelder=gjelder)
    record("skjemamal.paabegynt", objekt=mal, versjon=mal.versjon)
    return mal


@transaction.atomic
def start_versjon(mal: Skjemamal, *, by: UUID) -> Skjemamal:
    """Return the draft of the next version, as a copy of the newest; the one that is there, when there is one."""
    utkast_id = uuid4()
    found = skjemamaler.nytt_utkast(
        utkast_id=utkast_id,
        kommune_id=mal.kommune_id,
        noekkel=mal.noekkel,
        navn=mal.navn,
        gjelder=mal.gjelder,
    )
    utkast = Skjemamal.objects.get(pk=found)
    if found == utkast_id:
        record("skjemamal.paabegynt", objekt=utkast, versjon=utkast.versjon)
    return utkast


@transaction.atomic
def save_skjemamal(utkast: Skjemamal, *, redigert: int, innhold: Objekt, by: UUID) -> None:
    """Write the draft whole. Raises Konflikt when somebody else has saved since."""
    if skjemamaler.lagre(utkast.pk, redigert=redigert, innhold=innhold) < 0:
        raise Konflikt(Skjemamal.objects.get(pk=utkast.pk))
    record("skjemamal.endret", objekt=utkast, versjon=utkast.versjon)


@transaction.atomic
def publish_skjemamal(utkast: Skjemamal, *, redigert: int, by: UUID) -> None:
    """From now on this version is filled in. Raises Konflikt when somebody has changed it since it was read."""
    if not skjemamaler.publiser(utkast.pk, redigert=redigert):
        raise Konflikt(Skjemamal.objects.get(pk=utkast.pk))
    record("skjemamal.publisert", objekt=utkast, versjon=utkast.versjon)


@transaction.atomic
def drop_skjemamal(utkast: Skjemamal, *, by: UUID) -> None:
    record("skjemamal.forkastet", objekt=utkast, versjon=utkast.versjon)
    skjemamaler.slett_utkast(utkast.pk)


@transaction.atomic
def set_skjemamal_bruk(mal: Skjemamal, *, i_bruk: bool, by: UUID) -> None:
    """Take the form out of use, or into use again. What is filled in stays."""
    skjemamaler.set_bruk(mal.pk, i_bruk=i_bruk)
    record("skjemamal.i_bruk" if i_bruk else "skjemamal.ute_av_bruk", objekt=mal, versjon=mal.versjon)
