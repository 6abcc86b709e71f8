"""What every rule of the model stands on: the scene, the clock, and the oracle's view of what stands there now."""

from collections import Counter
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from bti.models import Sak
from bti.tilgang.saken import get_sak
from tests.tilgang.orakel import rader
from tests.tilgang.orakel.avlesing import read_verden
from tests.tilgang.orakel.fullmakt import Fullmakt
from tests.tilgang.orakel.innsetting import set_clock
from tests.tilgang.orakel.scene import NAVN, Deltar, Scene

HVEM = st.sampled_from(NAVN)
SAK = st.sampled_from(("nora", "nora", "nora", "ola"))
OFTE = st.sampled_from((True, True, True, False))
SJELDEN = st.sampled_from((False, False, True, False))
FAMILIE = st.sampled_from(("kari", "tom", "nora", "pia"))
FAG = st.sampled_from(("jonas", "siri", "lise", "amina", "per"))
PINNEN = {"nora": "jonas", "ola": "siri"}  # who holds the baton when it begins

type Deler = frozenset[tuple[UUID, UUID, str]]


class Grunn(Deltar, RuleBasedStateMachine):
    """One example is one savepoint: what happened is taken back when it is over."""

    def __init__(self, scene: Scene, teller: Counter[str]) -> None:
        super().__init__()
        self.scene, self.naa, self.teller = scene, scene.start, teller
        self.tilbake = ExitStack()
        self.tilbake.enter_context(transaction.atomic())
        self._stell_klokka()
        self.steg = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.tilbake.close()

    # What the rules need

    def _stell_klokka(self) -> None:
        set_clock(rader.Verden(self.naa))
        self.o = Fullmakt(read_verden(self.naa))

    def id(self, navn: str) -> UUID:
        return self.scene.folk[navn].pk

    def sak(self, navn: str) -> rader.Sak:
        return self.o.saker[self.scene.saker[navn].pk]

    def hent(self, navn: str) -> Sak:
        """The case as a row, as the one who acts reads it."""
        try:
            return get_sak(self.scene.saker[navn].pk)
        except Http404:
            return self.scene.saker[navn]

    def deler(self) -> Deler:
        """The parts that everybody has in everything, as PostgreSQL has them now."""
        return frozenset(
            self.som_eier("SELECT b.id, r.sak_id, r.rolle FROM bti_bruker b, tilgang_roller_for(b.id) r")
        )

    def ventet(self, ventet: bool, gikk: bool, hva: str, *deler: Any) -> None:
        """What the rules of docs/tilgang.md say of this act now, and what became of it."""
        self.teller[f"{hva} {'ja' if gikk else 'nei'}"] += 1
        assert gikk == ventet, f"{hva} {deler}: ventet {ventet}, fikk {gikk}"

    def les(self, modell: Any, pk: UUID) -> Any:
        """A row as the one who acts sees it."""
        rad = modell.objects.select_related("sak").filter(pk=pk).first()
        if rad is None:
            raise PermissionDenied
        return rad

    def antall_varsler(self, sak: UUID) -> int:
        return self.som_eier("SELECT count(*) FROM varsling_utboks WHERE sak_id = %s", sak)[0][0]

    def har_hendt(self) -> None:
        """Something was done: read the world anew."""
        self.o = Fullmakt(read_verden(self.naa))
