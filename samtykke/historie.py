"""Everything that was asked and answered about one service, the newest first. What was answered before stays."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bti.models import Sak
from bti.revisjon.models import Hendelse
from samtykke.models import Paavegnesvar, Samtykke, Samtykkekrav, Slutt
from samtykke.oversikt import Samtykkeoversikt, Tjenesterad
from samtykke.temaliste import Temaord, words_of

NEI = "samtykke.nei"
RINGT = "samtykke.ringt"  # by whoever called, where the others are the giver's
PAA_VEGNE = "samtykke.skrevet_paa_vegne"
SVAR_I_LOGGEN = {
    NEI: _("sa nei"),
    "samtykke.usikker": _("ba om å bli ringt"),
    "samtykke.venter": _("ville vente med å svare"),
    RINGT: _("ringte om spørsmålet"),
}
# What is written in for a giver and holds at once; a yes or a no stands when it is confirmed.
SKREVET_INN = {
    Paavegnesvar.RING: _("ba om å bli ringt, på papir eller muntlig"),
    Paavegnesvar.VENT: _("ville vente med å svare, på papir eller muntlig"),
}
# The no that stands now is on the question and on the record; within this they are the same one.
SAMTIDIG = timedelta(minutes=1)
# How a yes ended. Who took it back did so themselves; what ran out or fell away, nobody did.
SLUTT_ORD: dict[str, Any] = {
    "": _("trakk samtykket"),
    Slutt.TRUKKET: _("trakk samtykket"),
    Slutt.SNEVRET: _("endret samtykket til mindre"),
    Slutt.ERSTATTET: _("fikk et nytt samtykke i stedet"),
    Slutt.UTLOEPT: _("hadde et samtykke som gikk ut"),
    Slutt.BORTFALT: _("hadde et samtykke som falt bort"),
    Slutt.BRUKT: _("hadde sagt ja, og tjenesten tok over"),
}


@dataclass(frozen=True)
class Linje:
    """One thing that happened: when, who, what; and for a question or a yes, what it was about."""

    tid: datetime
    hvem: str
    hva: str
    temaer: list[str] = field(default_factory=list)
    fra: date | None = None
    til: date | None = None
    kan_skrive: bool | None = None  # None where it is no question and no yes


def list_historie(oversikt: Samtykkeoversikt, sak: Sak) -> list[tuple[Tjenesterad, list[Linje]]]:
    """Return each service that was asked about, with everything that was said; one statement for them all."""
    older = _answers_on_record(sak)
    return [(rad, _linjer_of(rad, older, oversikt.temaord)) for rad in oversikt.rader if rad.krav_list]


def _linjer_of(rad: Tjenesterad, older: dict[UUID, list[Hendelse]], temaord: Temaord) -> list[Linje]:
    questions = {(krav.requested_at, krav.requested_by_id): _spurt(krav, temaord) for krav in rad.krav_list}
    answers = [line for krav in rad.krav_list for line in _answers_to(krav, older[krav.pk], temaord)]
    return sorted([*questions.values(), *answers], key=lambda line: line.tid, reverse=True)


def _answers_on_record(sak: Sak) -> dict[UUID, list[Hendelse]]:
    """The answers that leave no row of their own, by question, the oldest first."""
    found: dict[UUID, list[Hendelse]] = defaultdict(list)
    handlinger = [*SVAR_I_LOGGEN, PAA_VEGNE]
    rows = Hendelse.objects.filter(sak_id=sak.pk, handling__in=handlinger, objekt_id__isnull=False)
    for hendelse in rows.order_by("tidspunkt"):
        if hendelse.objekt_id:
            found[hendelse.objekt_id].append(hendelse)
    return found


def _spurt(krav: Samtykkekrav, temaord: Temaord) -> Linje:
    return Linje(
        krav.requested_at, krav.requested_by.navn, str(_("spurte familien")), words_of(krav.temaer, temaord),
        krav.foreslaatt_fra, krav.foreslaatt_til, krav.kan_skrive,
    )  # fmt: skip


def _answers_to(krav: Samtykkekrav, on_record: list[Hendelse], temaord: Temaord) -> list[Linje]:
    lines = [line for samtykke in krav.samtykker.all() for line in _ja(krav, samtykke, temaord)]
    before = krav.declined_at - SAMTIDIG if krav.declined_at else None
    lines += [
        Linje(one.tidspunkt, one.aktoer_navn if one.handling == RINGT else krav.giver_navn, said)
        for one in on_record
        if (said := _word_of(one)) and (one.handling != NEI or before is None or one.tidspunkt < before)
    ]
    if krav.declined_at:
        lines.append(Linje(krav.declined_at, krav.giver_navn, str(_("sa nei"))))
    if krav.frafalt_at:
        lines.append(Linje(krav.frafalt_at, krav.giver_navn, str(_("spørres ikke lenger"))))
    return lines


def _word_of(hendelse: Hendelse) -> str:
    """What was said; empty for what stands elsewhere."""
    if hendelse.handling == PAA_VEGNE:
        return str(SKREVET_INN.get(hendelse.detaljer.get("svar"), ""))
    return str(SVAR_I_LOGGEN[hendelse.handling])


def _ja(krav: Samtykkekrav, samtykke: Samtykke, temaord: Temaord) -> list[Linje]:
    lines = [
        Linje(
            samtykke.granted_at, krav.giver_navn, str(_("sa ja")), words_of(samtykke.temaer, temaord),
            samtykke.gyldig_fra, samtykke.gyldig_til, samtykke.kan_skrive,
        )
    ]  # fmt: skip
    if samtykke.withdrawn_at:
        lines.append(Linje(samtykke.withdrawn_at, krav.giver_navn, str(SLUTT_ORD[samtykke.slutt])))
    return lines
