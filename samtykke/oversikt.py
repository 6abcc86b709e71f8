"""What has been asked and answered, put in words: for the staff's table and the family's pages."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bti.models import Sak, Tjeneste
from bti.queries import with_ubekreftet
from samtykke.models import Samtykke, Samtykkekrav, Samtykkeslag
from samtykke.queries import Giver, givere_of, krav_in, matrise_in, services_with_access
from samtykke.temaliste import Temaord, egne_temaer_of, words_of
from samtykke.tilstand import ORD, VIL_RINGES, Tilstand, merke_of, tilstand_of, waits_for_answer, waits_until

# A yes that ends within these days is marked, so that somebody asks in time.
SNART = timedelta(days=30)


@dataclass
class Celle:
    """What one giver has answered about one service. Without ``trengs``, the service needs no yes from this one."""

    relasjon: Giver
    krav: Samtykkekrav | None = None
    trengs: bool = True
    temaord: Temaord = field(default_factory=Temaord)

    @cached_property
    def tilstand(self) -> Tilstand:
        return tilstand_of(self.krav) if self.krav else Tilstand.IKKE_SPURT

    @property
    def vil_vente(self) -> date | None:
        """Until when the giver wants to think."""
        return waits_until(self.krav) if self.krav and self.tilstand == Tilstand.VENTER else None

    @property
    def vil_ringes(self) -> datetime | None:
        """Since when the giver has waited for us to call."""
        return self.krav.ring_at if self.krav and self.krav.vil_ringes else None

    @property
    def ord(self) -> str:
        if self.tilstand == Tilstand.IKKE_SPURT and not self.trengs:
            return str(_("Trengs ikke her"))
        return str(self._merke[0])

    @property
    def farge(self) -> str:
        return self._merke[1]

    @property
    def _merke(self) -> tuple[Any, str]:
        """The state in words and colour; of a question that waits, what it waits for."""
        return merke_of(self.krav, self.tilstand) if self.krav else ORD[self.tilstand]

    @property
    def skal_paa_papir(self) -> bool:
        """Whether the question waits for somebody who wants it on paper: only the sheet tells them of it."""
        return self.relasjon.paa_papir and self.krav is not None and waits_for_answer(self.krav)

    @property
    def siste(self) -> Samtykke | None:
        return next(iter(self.krav.samtykker.all()), None) if self.krav else None

    @property
    def ja(self) -> Samtykke | None:
        return self.siste if self.tilstand == Tilstand.JA else None

    @property
    def gaar_snart_ut(self) -> bool:
        return self.ja is not None and self.ja.gyldig_til <= timezone.localdate() + SNART

    @property
    def forbehold(self) -> list[tuple[str, str]]:
        """What narrows a yes, and that one who has answered wants to be called; each in words and with its colour."""
        if self.vil_ringes and self.tilstand != Tilstand.VENTER:
            return [*self._forbehold, (str(VIL_RINGES[0]), VIL_RINGES[1])]
        return self._forbehold

    @property
    def _forbehold(self) -> list[tuple[str, str]]:
        if not self.ja or not self.krav:
            return []
        found = [
            (not set(self.krav.temaer) <= set(self.ja.temaer), _("Ja til noe"), "info"),
            (not self.ja.kan_skrive, _("Bare lese"), "info"),
            (self.ja.gyldig_fra > timezone.localdate(), _("Har ikke begynt"), "warning"),
            (self.gaar_snart_ut, _("Går snart ut"), "warning"),
        ]
        return [(str(text), colour) for holds, text, colour in found if holds]

    @property
    def temaer(self) -> list[str]:
        """The themes of a yes to less than was asked; else they stand beside the service."""
        partly = self.ja and self.krav and not set(self.krav.temaer) <= set(self.ja.temaer)
        return words_of(self.ja.temaer, self.temaord) if self.ja and partly else []

    @property
    def datoer(self) -> list[tuple[str, datetime | date]]:
        """Asked, answered, until when; each with its word."""
        if self.krav is None:
            return []
        return [(str(_("Spurt")), self.krav.requested_at), *self._svardatoer(self.krav)]

    def _svardatoer(self, krav: Samtykkekrav) -> list[tuple[str, datetime | date]]:
        found: list[tuple[Any, datetime | date | None]] = []
        if self.ja:
            starts = self.ja.gyldig_fra if self.ja.gyldig_fra > timezone.localdate() else None
            found = [(_("Svart"), self.ja.granted_at), (_("Fra"), starts), (_("Til"), self.ja.gyldig_til)]
        elif self.tilstand == Tilstand.VENTER:
            found = [
                (_("Ba om å bli ringt"), self.vil_ringes),
                (_("Ringt"), krav.ringt_at),
                (_("Svarer innen"), self.vil_vente),
            ]
        elif self.tilstand == Tilstand.NEI:
            found = [(_("Svart"), krav.declined_at)]
        elif self.tilstand == Tilstand.BRUKT:
            found = [(_("Tatt over"), krav.frafalt_at)]
        elif self.tilstand == Tilstand.FALT_BORT:
            found = [(_("Falt bort"), krav.frafalt_at or (self.siste.withdrawn_at if self.siste else None))]
        elif self.siste:
            is_over = self.tilstand == Tilstand.UTLOEPT
            found = [
                (_("Gikk ut"), self.siste.gyldig_til) if is_over else (_("Trukket"), self.siste.withdrawn_at)
            ]
        return [(str(word), day) for word, day in found if day]


@dataclass
class Tjenesterad:
    """One service and one kind of question: who has answered what, and whether it sees the case."""

    tjeneste: Tjeneste
    har_innsyn: bool
    celler: list[Celle]
    krav_list: list[Samtykkekrav]
    har_folk: bool = False  # whether anybody of the service takes part
    har_saken: bool = False  # whether the case is theirs, whatever was answered before
    kan_ta_over: bool = False  # whether everybody has said yes to that, and they write in the case
    temaord: Temaord = field(default_factory=Temaord)

    @cached_property
    def krav(self) -> Samtykkekrav | None:
        """The question as it was put last."""
        return max(self.krav_list, key=lambda krav: krav.requested_at, default=None)

    @property
    def navn(self) -> str:
        return self.krav.gjelder if self.krav else self.tjeneste.navn

    @property
    def gjelder_ansvar(self) -> bool:
        """Whether they were asked to let the service take over; that yes opens nothing by itself."""
        return self.krav is not None and self.krav.gjelder_ansvar

    @property
    def temaer(self) -> list[str]:
        return words_of(self.krav.temaer, self.temaord) if self.krav else []

    @property
    def maa_svare(self) -> list[Celle]:
        return [celle for celle in self.celler if celle.trengs]

    @property
    def felles_temaer(self) -> list[str]:
        """What everybody who must say yes has said yes to; nothing until all have."""
        living = [celle.ja for celle in self.maa_svare]
        if not living or not all(living):
            return []
        return words_of(list(set.intersection(*(set(ja.temaer) for ja in living if ja))), self.temaord)

    @property
    def bare_lese(self) -> bool:
        """Whether somebody has said yes to reading alone, so that the service does not write."""
        return any(celle.ja and not celle.ja.kan_skrive for celle in self.maa_svare)

    @property
    def venter(self) -> bool:
        return any(celle.tilstand == Tilstand.VENTER for celle in self.maa_svare)

    @property
    def gaar_snart_ut(self) -> bool:
        return self.har_innsyn and any(celle.gaar_snart_ut for celle in self.maa_svare)

    @property
    def har_mistet_innsyn(self) -> bool:
        """Whether a yes has been withdrawn or has expired: the service may have been in, and is out."""
        return any(celle.tilstand in (Tilstand.TRUKKET, Tilstand.UTLOEPT) for celle in self.celler)

    @property
    def er_avslaatt(self) -> bool:
        """Whether somebody has said no, or taken a yes back: then nobody is asked to hurry."""
        return any(celle.tilstand in (Tilstand.NEI, Tilstand.TRUKKET) for celle in self.maa_svare)

    @property
    def er_stilt(self) -> bool:
        """Whether somebody is asked still; what fell away, nobody answers."""
        return any(krav.frafalt_at is None for krav in self.krav_list)

    @property
    def antall_ja(self) -> int:
        """How many of those who must have said yes."""
        return sum(celle.ja is not None for celle in self.maa_svare)

    @property
    def mangler(self) -> list[str]:
        """The names of those who have not said yes."""
        return [celle.relasjon.vist_navn for celle in self.maa_svare if celle.tilstand != Tilstand.JA]


@dataclass
class Samtykkeoversikt:
    """Givers × services."""

    givere: list[Giver]
    rader: list[Tjenesterad]
    temaord: Temaord = field(default_factory=Temaord)

    @property
    def ubekreftede(self) -> list[Giver]:
        """Those who are asked, but cannot log in to answer yet."""
        return [giver for giver in self.givere if giver.er_ubekreftet]

    @property
    def paa_papir(self) -> list[Celle]:
        """The questions that are to be printed for somebody."""
        return [celle for rad in self.rader for celle in rad.celler if celle.skal_paa_papir]

    @property
    def antall_med_innsyn(self) -> int:
        return sum(rad.har_innsyn for rad in self.rader)

    @property
    def antall_venter(self) -> int:
        return sum(rad.venter for rad in self.rader)

    @property
    def antall_gaar_snart_ut(self) -> int:
        return sum(rad.gaar_snart_ut for rad in self.rader)


def samtykkeoversikt(sak: Sak, *, named: list[Tjeneste] | None = None) -> Samtykkeoversikt:
    """Return who has answered what in the case, in four statements whatever the number of givers and services.

    ``named`` are services with people in the case, whether or not anybody has been asked about them.
    """
    with_people = {tjeneste.pk for tjeneste in named or []}
    matrise = matrise_in(sak)
    rows = krav_in(sak).select_related("tjeneste", "giver", "requested_by", "ringt_by")
    rows = rows.annotate(egne_temaer=egne_temaer_of(sak.kommune_id))
    krav_list: list[Samtykkekrav] = list(
        with_ubekreftet(rows.order_by("tjeneste__navn", "tjeneste_id", "-slag", "pk"), "giver")
    )
    temaord = Temaord()
    if krav_list:
        temaord.learn(vars(krav_list[0])["egne_temaer"])
    givere = givere_of(sak, matrise.grunner)
    rader = []
    for (tjeneste_id, slag), group in groupby(krav_list, lambda krav: (krav.tjeneste_id, krav.slag)):
        asked = list(group)
        needed = matrise.givere.get((tjeneste_id, slag), set())
        has_access = slag == Samtykkeslag.INNSYN and (tjeneste_id, slag) in matrise.gitt
        rader.append(
            Tjenesterad(asked[0].tjeneste, has_access, _celler(givere, asked, needed, temaord), asked)
        )
    asked_about = {krav.tjeneste_id for krav in krav_list}
    for_new = matrise.givere.get((None, Samtykkeslag.INNSYN), set())
    rader += [
        Tjenesterad(tjeneste, False, _celler(givere, [], for_new, temaord), [])
        for tjeneste in named or []
        if tjeneste.pk not in asked_about
    ]
    for rad in rader:
        rad.har_folk, rad.temaord = rad.tjeneste.pk in with_people, temaord
        rad.har_saken = rad.tjeneste.pk == sak.tjeneste_id
        rad.kan_ta_over = rad.gjelder_ansvar and (rad.tjeneste.pk, Samtykkeslag.ANSVAR) in matrise.gitt
    return Samtykkeoversikt(givere, rader, temaord)


def other_services_with_access(sak: Sak, oversikt: Samtykkeoversikt) -> QuerySet[Tjeneste]:
    """The services that see the case now and have no row in what the reader may read."""
    shown = [rad.tjeneste.pk for rad in oversikt.rader]
    return Tjeneste.objects.filter(pk__in=services_with_access(sak)).exclude(pk__in=shown).order_by("navn")


def _celler(
    givere: list[Giver], asked: list[Samtykkekrav], needed: set[UUID | None], temaord: Temaord
) -> list[Celle]:
    by_giver = {krav.giver_id: krav for krav in asked}
    return [
        Celle(
            giver,
            by_giver.get(giver.bruker_id) if giver.bruker_id else None,
            giver.bruker_id in needed,
            temaord,
        )
        for giver in givere
    ]
