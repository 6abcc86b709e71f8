"""Consent on paper: the words in the giver's language, line by line beside Norwegian. A worker makes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from bti.tilgang.forespoersel import Forespoersel
from bti.utskrift.feil import is_over_time
from bti.utskrift.models import Utskrift, Utskriftstatus
from bti.utskrift.queries import count_ark_since, get_fil
from bti.utskrift.services import ForMange, order_ark
from samtykke.lesing import Lesning, lesespraak_of, lesning_of, lest_of, sidelesning_of
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.queries import get_krav, last_date
from samtykke.tilstand import living_samtykke

SKREVET_UT = "samtykke.skrevet_ut"
FLEST_I_TIMEN = 10


@dataclass(frozen=True)
class Linje:
    """The same words in Norwegian and in the giver's language; a heading or a line."""

    norsk: str
    fremmed: str
    overskrift: bool = False


@dataclass(frozen=True)
class Samtykkepapir:
    """The text that was read before a living yes, or else that of today, with what it is about."""

    krav: Samtykkekrav
    les: Lesning
    samtykke: Samtykke | None

    @property
    def norsk(self) -> Lesning:
        return self.les.paa_norsk or self.les

    @property
    def fremmed(self) -> bool:
        return self.les.paa_norsk is not None

    @property
    def tittel(self) -> str:
        return self._title(self.norsk)

    @property
    def tittel_fremmed(self) -> str:
        return self._title(self.les)

    @property
    def linjer(self) -> list[Linje]:
        """Return all of it, line by line; a version that has a line less leaves its place empty."""
        pairs = zip_longest(self._lines(self.norsk), self._lines(self.les), fillvalue=("", False))
        return [Linje(norsk, fremmed, heading) for (norsk, heading), (fremmed, _heading) in pairs]

    def _title(self, les: Lesning) -> str:
        er_meg = self.krav.sak.hovedperson.bruker_id == self.krav.giver_id
        return les.ord["tittel_meg"] if er_meg else les.ord["tittel"]

    def _lines(self, les: Lesning) -> Iterator[tuple[str, bool]]:
        if not self.les.er_sikret:
            yield les.ord["ikke_sikret"], False
        yield from ((line, False) for line in les.innledning)
        yield les.ord["spoer_om"], True
        yield from ((line, False) for line in self._asked(les))
        for heading, lines in (
            ("hvis_ja", les.ved_ja), ("hvis_nei", les.ved_nei), ("hvis_trekk", les.ved_trekk),
            ("rettigheter", les.rettigheter),
        ):  # fmt: skip
            yield les.ord[heading], True
            yield from ((line, False) for line in lines)

    def _asked(self, les: Lesning) -> Iterator[str]:
        what: Samtykke | Samtykkekrav = self.samtykke or self.krav
        if not self.krav.gjelder_ansvar:
            yield from (les.temaer[tema] for tema in what.temaer)
        yield les.ord["skrive"] if what.kan_skrive else les.ord["lese"]
        if fra := self.samtykke.gyldig_fra if self.samtykke else self.krav.foreslaatt_fra:
            yield f"{les.ord['fra']}: {les.dag(fra)}"
        yield f"{les.ord['til']}: {les.dag(self._last_day())}"

    def _last_day(self) -> date:
        if self.samtykke:
            return self.samtykke.gyldig_til
        return min(self.krav.foreslaatt_til, last_date(self.krav.sak))


def samtykkepapir_of(krav: Samtykkekrav, *, lesespraak: str) -> Samtykkepapir | None:
    """Return the paper for a question; None when the municipality has published no text."""
    samtykke = living_samtykke(krav)
    if samtykke:
        samtykke.krav, samtykke.sak = krav, krav.sak
        return Samtykkepapir(krav, lest_of(samtykke), samtykke)
    les = lesning_of(krav, lesespraak=lesespraak)
    return Samtykkepapir(krav, les, None) if les else None


def order_samtykkepapir(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """Put the paper in the queue and lead to the page that waits for it, or back with a sentence about why not."""
    by = request.aktoer.bruker_id
    les = sidelesning_of(krav.sak, lesespraak=lesespraak_of(by))
    hour_ago = timezone.now() - timedelta(hours=1)
    if samtykkepapir_of(krav, lesespraak=les.spraak) is None:
        messages.warning(request, les.begge("ark_ingen"))
    elif count_ark_since(hour_ago) >= FLEST_I_TIMEN:
        messages.warning(request, les.begge("ark_mange"))
    else:
        try:
            ark = order_ark(krav.sak_id, om_id=krav.pk, by=by)
        except ForMange:
            messages.warning(request, les.begge("ark_flere"))
        else:
            return redirect("familie:samtykke-ark", samtykkeark_id=ark.pk)
    return redirect("familie:samtykke", sak_id=krav.sak_id)


def hent_samtykkepapir(krav_id: UUID, bestiller_id: UUID) -> dict[str, Any]:
    """What the worker draws, in the name of the giver: in the language they read in now."""
    krav = get_krav(krav_id)
    papir = samtykkepapir_of(krav, lesespraak=lesespraak_of(bestiller_id))
    if papir is None or krav.giver_id != bestiller_id:
        raise LookupError("no paper of one's own to make")
    return {"avsender": krav.sak.tjeneste.navn, "krav": krav, "papir": papir}


def answer_with_ark(ark: Utskrift) -> HttpResponse:
    """Hand the file over, or lead back to the page that says why there is none. Title and name of file name nobody."""
    fil = get_fil(ark)
    if fil is None:
        return redirect("familie:samtykke-ark", samtykkeark_id=ark.pk)
    return HttpResponse(
        fil,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="samtykke-{timezone.localdate(ark.ready_at):%Y-%m-%d}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )


def word_for(ark: Utskrift) -> str:
    """Return the key of the sentence that says how it is with the sheet."""
    if ark.status in (Utskriftstatus.BESTILT, Utskriftstatus.PAAGAAR):
        return "ark_lages"
    if ark.status == Utskriftstatus.FEILET:
        return "ark_feil"
    return "ark_slettet" if ark.status == Utskriftstatus.UTLOEPT or is_over_time(ark) else "ark_klart"
