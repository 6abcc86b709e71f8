"""Many at once while a parent takes something back: staff on HTTP and job steps, each try with the moment it began.

A try that began after the withdrawal's commit must see nothing of what was taken; one that was over before it began
must see it, or the proof could not fail. What happens in between may be either.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connections
from django.test import Client
from django.urls import reverse

from bti.models import Bruker
from bti.tilgang.aktoer import acting_as
from bti.tilgang.feil import SakTapt
from bti.utskrift import jobb
from bti.utskrift.deler import Leser, Valg, list_deler
from bti.utskrift.models import Utskrift
from bti.utskrift.services import order_utskrift
from bti.varsling.jobb import empty_utboks
from bti.varsling.models import Varsel
from stafettlogg.services import add_innlegg
from tests.cast import Verden
from tests.eier import as_owner

HELSE, SKOLE = (
    "ASTMAORD",
    "LESEORD",
)  # in the entry about the theme that is taken away, and in the one about what stays
Svar = tuple[bool, bool]  # what was taken is seen; what stays is seen


@dataclass
class Forsoek:
    """One try, and when it went on."""

    flate: str
    begynte: float
    sluttet: float
    saa: bool
    saa_resten: bool


class StilleClient(Client):
    """Asks the application and nothing else: Django's own listens to every other thread's signals too."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


def log_in(bruker: Bruker) -> StilleClient:
    client = StilleClient()
    client.force_login(bruker)
    return client


@dataclass
class Runde:
    """One withdrawal in the middle of it all: let go when every guest has done the first third of its tries.

    The last third waits for its commit, so that there are some of every kind on both sides; the rest come as they may.
    """

    gjester: list[list[tuple[str, Callable[[], Svar]]]]
    trekk: Callable[[], object]
    forsoek: list[Forsoek] = field(default_factory=list)
    feil: list[BaseException] = field(default_factory=list)
    klare: int = 0
    laas: threading.Condition = field(default_factory=threading.Condition)
    er_trukket: threading.Event = field(default_factory=threading.Event)

    def run(self) -> tuple[list[Forsoek], list[Forsoek]]:
        """Return the tries that were over before the withdrawal, and those that began after its commit."""
        traader = [threading.Thread(target=self._be_guest, args=(gjest,)) for gjest in self.gjester]
        for traad in traader:
            traad.start()
        with self.laas:
            self.laas.wait_for(lambda: self.klare == len(self.gjester) or self.feil, timeout=120)
        foer = perf_counter()
        try:
            self.trekk()
        finally:
            etter = perf_counter()
            self.er_trukket.set()
        for traad in traader:
            traad.join(timeout=300)
        assert not self.feil, self.feil[0]
        assert not any(traad.is_alive() for traad in traader)
        return (
            [f for f in self.forsoek if f.sluttet < foer],
            [f for f in self.forsoek if f.begynte > etter],
        )

    def _be_guest(self, gjest: list[tuple[str, Callable[[], Svar]]]) -> None:
        try:
            for nr, (flate, act) in enumerate(gjest):
                if nr == len(gjest) // 3:
                    self._say_ready()
                if nr >= len(gjest) - len(gjest) // 3:
                    self.er_trukket.wait(timeout=120)
                begynte = perf_counter()
                svar = act()
                self.forsoek.append(Forsoek(flate, begynte, perf_counter(), *svar))
        except BaseException as feil:
            self.feil.append(feil)
            self._say_ready()
        finally:
            connections.close_all()

    def _say_ready(self) -> None:
        with self.laas:
            self.klare += 1
            self.laas.notify()


class Flater:
    """Where the case, an entry of it, or a way to write in it, may show."""

    def __init__(self, verden: Verden, ansatte: list[Bruker], moete_id: UUID) -> None:
        self.verden, self.ansatte, self.moete_id = verden, ansatte, moete_id
        self.clienter = [log_in(bruker) for bruker in (*ansatte, ansatte[0])]

    # HTTP

    def side(self, client: Client, navn: str, *ider: UUID) -> Svar:
        response = client.get(reverse(navn, args=ider))
        tekst = response.content.decode()
        assert response.status_code in (200, 403, 404), response.status_code
        if "Nora" in tekst or SKOLE in tekst or HELSE in tekst:
            assert response.status_code == 200
        return "Nora" in tekst or HELSE in tekst, SKOLE in tekst

    def sak(self, client: Client) -> Svar:
        return self.side(client, "stafettlogg:sak", self.verden.nora_sak.pk)

    def innlegg(self, client: Client) -> Svar:
        """The case's page, asked about the entry that is taken away alone."""
        response = client.get(reverse("stafettlogg:sak", args=[self.verden.nora_sak.pk]))
        tekst = response.content.decode()
        return HELSE in tekst, SKOLE in tekst

    def soek(self, client: Client, ord_: str = HELSE) -> Svar:
        response = client.post(reverse("stafettlogg:soek"), {"q": ord_})
        return str(self.verden.nora_sak.pk) in response.content.decode(), True

    def kan_aapne(self, client: Client, navn: str) -> Svar:
        return client.get(reverse(navn, args=[self.verden.nora_sak.pk])).status_code == 200, True

    def fil(self, client: Client, utskrift_id: UUID) -> Svar:
        """A file that was there before, fetched."""
        response = client.get(reverse("utskrift:fil", args=[utskrift_id]))
        return HELSE in response.content.decode(), True

    # Job steps

    def order(self, bruker: Bruker) -> UUID:
        valg = Valg(deler=tuple(del_.noekkel for del_ in list_deler()), leser=Leser.FAMILIEN)
        with acting_as(bruker.pk):
            return order_utskrift(self.verden.sak, valg=valg, noekkel=uuid4(), by=bruker.pk).pk

    def lag_utskrift(self, utskrift_id: UUID) -> Svar:
        """A worker makes it: what comes of it holds the entry, or nothing does."""
        jobb.make_utskrift(utskrift_id)
        with as_owner():
            fil = Utskrift.objects.values_list("fil", flat=True).get(pk=utskrift_id)
        return fil is not None and HELSE in bytes(fil).decode(), True

    def varsle(self) -> Svar:
        """Jonas has written about the theme; the worker tells who may know when it begins."""
        v = self.verden
        with acting_as(v.jonas.pk):
            rad = add_innlegg(v.nora_sak, tekst="Runde", temaer=["laering"], by=v.jonas.pk)
        empty_utboks()
        with as_owner():
            return Varsel.objects.filter(mottaker=self.ansatte[0], objekt_id=rad.pk).exists(), True

    def skriv(self, bruker: Bruker) -> Svar:
        """Writes past every page, as a job in the person's name would."""
        try:
            with acting_as(bruker.pk):
                add_innlegg(self.verden.nora_sak, tekst="Runde", by=bruker.pk)
        except (DatabaseError, PermissionDenied, SakTapt):
            return False, True
        return True, True

    # Who does what in a round

    def gjester(self, hva: str, antall: int) -> list[list[tuple[str, Callable[[], Svar]]]]:
        """Four on HTTP, each with its own order of the surfaces; a print worker; one more job."""
        filer = [self.order(bruker) for bruker in self.ansatte]
        for fil in filer:
            assert self.lag_utskrift(fil)[0]
        egne = dict(zip(self.ansatte, filer, strict=True))
        orden = [self.order(bruker) for bruker in self.ansatte for _ in range(5)][:antall]
        ut = []
        for nr, (client, bruker) in enumerate(
            zip(self.clienter, (*self.ansatte, self.ansatte[0]), strict=True)
        ):
            paa_nett = self._paa_nett(hva, client, egne[bruker])
            ut.append(list(islice(cycle(paa_nett), 2 * nr, 2 * nr + antall)))
        ut.append([("utskrift lages", partial(self.lag_utskrift, u)) for u in orden])
        annet = partial(self.skriv, self.ansatte[1]) if hva == "lese" else self.varsle
        ut.append([("skriving" if hva == "lese" else "varsel", annet)] * antall)
        return ut

    def _paa_nett(self, hva: str, client: Client, fil: UUID) -> list[tuple[str, Callable[[], Svar]]]:
        hent = ("fil", partial(self.fil, client, fil))
        if hva == "lese":
            nye = ("stafettlogg:innlegg-new", "utskrift:new", "stafettlogg:melding-new")
            return [(navn, partial(self.kan_aapne, client, navn)) for navn in nye] + [hent]
        if hva == "tema":
            return [("innlegg", partial(self.innlegg, client)), ("søk", partial(self.soek, client)), hent]
        return [
            ("sak", partial(self.sak, client)),
            ("søk", partial(self.soek, client, SKOLE)),
            ("liste", partial(self.side, client, "bti:sak-list")),
            ("hjem", partial(self.side, client, "stafettlogg:hjem")),
            ("møte", partial(self.side, client, "stafettlogg:moete-detail", self.moete_id)),
            hent,
        ]
