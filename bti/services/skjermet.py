"""The shielded concern: written, corrected, advised on, reported, shared, let go.

The SQL functions decide and write. What is recorded here goes into the person's own chain and into no case: the record
of a case is read by its family.
"""

from dataclasses import asdict
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bti.models import SkjermetBekymring, Skjermetmelding, Skjermetraad, Tilbakehold
from bti.revisjon.services import record
from bti.skjema import AltSendt, Konflikt, is_same, require_same
from bti.tilgang import skjermet as rommet
from bti.tilgang.skjermet import Meldt, Raad, Skjermet
from bti.varsling.services import send_soon


@transaction.atomic
def write_skjermet(
    innhold: Skjermet, *, noekkel: UUID, tjeneste_id: UUID, sak_id: UUID | None, undring_id: UUID | None
) -> bool:
    """Write it down. The same key twice is one. Raises AltSendt when the key has made something else.

    With a case, Stafett sends nothing by itself to the family in it from now on. A case that is lost in this very
    moment takes no words along: they are kept without it, and the answer is no.
    """
    try:
        if not rommet.write(noekkel, innhold, tjeneste_id=tjeneste_id, sak_id=sak_id, undring_id=undring_id):
            raise AltSendt
    except PermissionDenied:
        if sak_id is None or rommet.may_be_about(sak_id):
            raise
        return write_skjermet(
            innhold, noekkel=noekkel, tjeneste_id=tjeneste_id, sak_id=None, undring_id=undring_id
        )
    record("skjermet.skrevet", objekt=SkjermetBekymring(pk=noekkel), innhold=innhold.observert)
    return sak_id is not None


@transaction.atomic
def connect_sak(skjermet: SkjermetBekymring, *, sak_id: UUID) -> None:
    """Say which case it is about, without a trace in it. From now on its family is told nothing by itself."""
    rommet.connect_sak(skjermet.pk, sak_id)
    record("skjermet.knyttet", objekt=skjermet)


@transaction.atomic
def edit_skjermet(skjermet: SkjermetBekymring, innhold: Skjermet, *, versjon: int) -> None:
    """Correct one's own. The second click of two finds it corrected.

    Raises Konflikt when it has changed since the form was made.
    """
    if rommet.correct(skjermet.pk, innhold, versjon=versjon) is None:
        naa = SkjermetBekymring.objects.get(pk=skjermet.pk)
        if is_same(naa, asdict(innhold)):
            return
        raise Konflikt(naa)
    record("skjermet.rettet", objekt=skjermet, innhold=innhold.observert)


@transaction.atomic
def add_raad(skjermet: SkjermetBekymring, raad: Raad, *, noekkel: UUID) -> None:
    """Write down what was advised. The same key twice is one. Raises AltSendt."""
    rommet.add_raad(skjermet.pk, raad, noekkel=noekkel)
    require_same(Skjermetraad.objects.get(pk=noekkel), skjermet_id=skjermet.pk, **asdict(raad))
    record("skjermet.raad", objekt=skjermet, innhold=raad.raad, fra=raad.fra)


@transaction.atomic
def report_skjermet(skjermet: SkjermetBekymring, meldt: Meldt, *, noekkel: UUID) -> None:
    """Say to whom one has reported it, or why not. The same key twice is one. Raises AltSendt."""
    rommet.report(skjermet.pk, meldt, noekkel=noekkel)
    require_same(Skjermetmelding.objects.get(pk=noekkel), skjermet_id=skjermet.pk, **asdict(meldt))
    record("skjermet.meldt", objekt=skjermet, innhold=meldt.grunn, til=meldt.til)


@transaction.atomic
def name_leser(skjermet: SkjermetBekymring, *, noekkel: UUID, bruker_id: UUID, kan_frigi: bool) -> None:
    """Let somebody in. They are told in words that say nothing. Raises AltSendt when the key has let in another."""
    rommet.name_leser(skjermet.pk, noekkel=noekkel, bruker_id=bruker_id, kan_frigi=kan_frigi)
    if not any(
        one.leser_naa and (one.bruker_id, one.kan_frigi) == (bruker_id, kan_frigi)
        for one in rommet.list_lesere(skjermet.pk)
    ):
        raise AltSendt
    record("skjermet.delt", objekt=skjermet, med=bruker_id)
    send_soon()


@transaction.atomic
def end_leser(skjermet: SkjermetBekymring, *, leser_id: UUID) -> None:
    """Let somebody read no more."""
    rommet.end_leser(leser_id)
    record("skjermet.deling_avsluttet", objekt=skjermet, leser=leser_id)


@transaction.atomic
def release_tilbakehold(*, tilbakehold_id: UUID, valg: str) -> bool:
    """Hold back no longer: send what waits, or throw it away. False when somebody had let it go already."""
    if not rommet.release(tilbakehold_id, valg=valg):
        return False
    record("skjermet.frigitt", objekt=Tilbakehold(pk=tilbakehold_id), valg=valg)
    send_soon()
    return True


@transaction.atomic
def name_ansvarlig(*, tilbakehold_id: UUID, bruker_id: UUID) -> None:
    """Let somebody answer for what waits, when nobody is left who does. They read no more for that."""
    rommet.name_ansvarlig(tilbakehold_id, bruker_id=bruker_id)
    record("skjermet.ansvar_gitt", objekt=Tilbakehold(pk=tilbakehold_id), til=bruker_id)
    send_soon()


@transaction.atomic
def keep_skjermet(skjermet: SkjermetBekymring) -> None:
    """Keep what was about to be deleted."""
    rommet.keep(skjermet.pk)
    record("skjermet.beholdt", objekt=skjermet)
