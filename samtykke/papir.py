"""Consent on paper: the words in the giver's language, line by line beside Norwegian. Nothing is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from bti.revisjon.models import Hendelse
from bti.tilgang.forespoersel import Forespoersel
from bti.utskrift.motor import UtskriftUtilgjengelig, render_pdf
from samtykke.lesing import Lesning, lesespraak_of, lesning_of, lest_of
from samtykke.models import Samtykke, Samtykkekrav
from samtykke.oversikt import living_samtykke
from samtykke.queries import last_date

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
        return [Linje(norsk, fremmed, heading) for (norsk, heading), (fremmed, _) in pairs]

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


def answer_with_samtykke(request: Forespoersel, krav: Samtykkekrav) -> HttpResponse:
    """Hand the paper over, or lead back with a sentence about why not. Title and name of the file name nobody."""
    aktoer = request.aktoer
    papir = samtykkepapir_of(krav, lesespraak=lesespraak_of(aktoer.bruker_id))
    if papir is None:
        messages.warning(request, _("Det finnes ingen tekst å skrive ut ennå."))
        return redirect("familie:samtykke", sak_id=krav.sak_id)
    if _count_last_hour(aktoer.bruker_id) >= FLEST_I_TIMEN:
        messages.warning(
            request, _("Du har skrevet ut mange ganger den siste timen. Vent litt, og prøv igjen.")
        )
        return redirect("familie:samtykke", sak_id=krav.sak_id)
    kontekst = {
        "avsender": krav.sak.tjeneste.navn,
        "skrevet_ut_av": aktoer.navn,
        "skrevet_ut": timezone.localtime(),
        "krav": krav,
        "papir": papir,
    }
    try:
        pdf = render_pdf("samtykke/papir.html", kontekst, tittel=_("Samtykke"), spraak=aktoer.maalform)
    except UtskriftUtilgjengelig:
        messages.error(request, _("Utskriften kan ikke lages nå. Si fra til den som drifter Stafett."))
        return redirect("familie:samtykke", sak_id=krav.sak_id)
    return HttpResponse(
        pdf,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="samtykke-{timezone.localdate():%Y-%m-%d}.pdf"',
            "Cache-Control": "no-store, private",
        },
    )


def _count_last_hour(bruker_id: UUID) -> int:
    siden = timezone.now() - timedelta(hours=1)
    return Hendelse.objects.filter(aktoer_id=bruker_id, handling=SKREVET_UT, tidspunkt__gt=siden).count()
