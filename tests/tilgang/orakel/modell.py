"""A model of a case through time: people act in any order, the clock jumps, and after each step the oracle is asked.

Each way in is tried by anybody, and goes when ``fullmakt.py`` says that it should, and never else.
"""

from uuid import UUID, uuid4

from django.http import Http404
from django.test import Client
from hypothesis.stateful import invariant, rule

from bti.models import Sak
from bti.tilgang.porten import mine_tillatelser
from bti.tilgang.saken import get_sak
from stafettlogg.models import Innlegg
from tests.eier import as_owner
from tests.tilgang.orakel.modell_adgang import Adgangsregler
from tests.tilgang.orakel.modell_grunn import HVEM, SAK
from tests.tilgang.orakel.modell_liv import Livsregler
from tests.tilgang.orakel.modell_samtykke import Samtykkeregler
from tests.tilgang.orakel.orakel import ANSATTROLLER, TABELL
from tests.tilgang.orakel.scene import NAVN, at

VERBENE = set().union(*TABELL.values())


class Modell(Samtykkeregler, Livsregler, Adgangsregler):
    """The rules together, reading, and what holds after every one of them."""

    @rule(hvem=HVEM, navn=SAK)
    def read(self, hvem: str, navn: str) -> None:
        """A page: the status that the oracle says, one row in the record of each read and none of what was hidden."""
        person, sak = self.id(hvem), self.sak(navn)
        familie = self.o.har_rolle(person, sak, "foresatt", "ungdom")
        adresse, verb = ("/familie/sak/{}/", "view_familieplan") if familie else ("/sak/{}/", "view_sak")
        ser, maa = self.o.ser(person, sak.id).ja, self.o.maa(person, sak.id, verb).ja
        foer = self.antall_lest(person, sak.id)
        with at(self.naa):
            client = Client()
            client.force_login(self.scene.folk[hvem])
            svar, ukjent = client.get(adresse.format(sak.id)), client.get(adresse.format(uuid4()))
        ventet = (200 if maa else 403 if ser else 404) if self.o.personer[person].aktiv else 302
        self.teller[f"leser {svar.status_code}"] += 1
        assert svar.status_code == ventet, f"{hvem} leser {navn}: {svar.status_code}, ikke {ventet}"
        if svar.status_code == 404:
            assert (ukjent.status_code, len(ukjent.content)) == (404, len(svar.content))
        assert self.antall_lest(person, sak.id) == foer + (ventet == 200)

    def antall_lest(self, person: UUID, sak: UUID) -> int:
        return self.som_eier(
            "SELECT count(*) FROM revisjon_hendelse WHERE sak_id = %s AND aktoer_id = %s AND handling = 'sak.lest'",
            sak,
            person,
        )[0][0]

    @rule(hvem=HVEM)
    def open_another_case(self, hvem: str) -> None:
        """A case that has nothing to do with the others changes no answer about them."""
        foer, verden = self.deler(), self.scene.verden
        ventet = self.o.ansatt_her(self.id(hvem), verden.skole.pk)
        ny = uuid4()
        gikk = self.kall(
            hvem, "SELECT tilgang_aapne_sak(%s, %s, 'Et annet barn', '', NULL, '', 'ingen', %s, %s, %s, '')",
            ny, uuid4(), verden.solvik.pk, verden.skole.pk, verden.nivaaer[1].pk,
        )  # fmt: skip
        self.ventet(ventet, gikk, "åpner sak", hvem)
        assert {d for d in self.deler() if d[1] != ny} == foer

    # What holds after every step

    @invariant()
    def nobody_sees_without_a_reason(self) -> None:
        """Everybody's parts in everything are those that the oracle finds, no more, no fewer; the chain holds."""
        self.teller["steg"] += 1
        self.steg += 1
        with as_owner():
            self.har_hendt()
            funnet = self.deler()
            assert self.som_eier("SELECT * FROM revisjon_feil()") == []
        ventet = {
            (p.id, s.id, rolle)
            for p in self.o.v.personer
            for s in self.o.v.saker
            for rolle in self.o.roller(p, s)[0]
        }
        assert funnet == ventet, (
            f"for mye: {self.words_for(funnet - ventet)}, for lite: {self.words_for(ventet - funnet)}"
        )

    def words_for(self, deler: set[tuple[UUID, UUID, str]]) -> list[tuple[str, str]]:
        return sorted((self.scene.navn_av.get(person, "?"), rolle) for person, _sak, rolle in deler)

    @invariant()
    def one_of_them_asks(self) -> None:
        """Behind the wall: the list has what the rows answer for one by one, and the verbs are the oracle's."""
        hvem = NAVN[self.steg % len(NAVN)]
        person, en = self.id(hvem), self.o.v.saker[self.steg % len(self.o.v.saker)]
        with self.som(hvem):
            liste = dict(Sak.objects.annotate(mine=mine_tillatelser()).values_list("pk", "mine"))
            try:
                rad = get_sak(en.id)
            except Http404:
                rad = None
            innlegg = set(Innlegg.objects.values_list("pk", flat=True))
        assert (rad is not None) is (en.id in liste)
        for sak in self.o.v.saker:
            assert (sak.id in liste) is self.o.ser(person, sak.id).ja
            ventet, fikk = (
                {v for v in VERBENE if self.o.maa(person, sak.id, v).ja},
                set(liste.get(sak.id, ())),
            )
            assert fikk == ventet, f"{hvem}: for mye {fikk - ventet}, for lite {ventet - fikk}"
        assert innlegg == {i.id for i in self.o.v.innlegg if self.o.ser_innlegg(person, i).ja}

    @invariant()
    def nobody_with_a_duty_loses_sight_silently(self) -> None:
        """The responsible service sees its case, but for who has left, is shut out, or has no login."""
        for d in self.o.v.deltakere:
            if d.rolle in ANSATTROLLER and not d.vikar_for and d.tjeneste == self.o.saker[d.sak].tjeneste:
                sak = self.o.saker[d.sak]
                hindret = not self.o.personer[d.bruker].aktiv or self.o.er_sperret(d.bruker, sak)
                hindret = hindret or not self.o.ansatt_her(d.bruker, sak.tjeneste)
                assert hindret or self.o.ser(d.bruker, sak.id).ja
