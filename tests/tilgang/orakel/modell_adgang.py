"""Rules of the model: the ways in that narrow and widen access. Anybody tries; it goes when it should."""

# ruff: noqa: E501 (SQL and rules are written on one line)

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from stafettlogg.services import add_innlegg
from tests.tilgang.orakel.modell_grunn import FAG, FAMILIE, HVEM, OFTE, PINNEN, SAK, Grunn

# Who is away, who stands in, and where: those who may, a few who may not.
FRAVAER = st.sampled_from((
    ("jonas", "lise", "skole"), ("jonas", "siri", "skole"), ("siri", "lise", "skole"), ("siri", "jonas", "skole"),
    ("amina", "per", "ppt"), ("per", "amina", "ppt"), ("jonas", "amina", "skole"), ("jonas", "jonas", "skole"),
))  # fmt: skip


class Adgangsregler(Grunn):
    # Blocks

    @rule(hvem=HVEM, selv=OFTE, navn=SAK, mot=HVEM)
    def block(self, hvem: str, selv: bool, navn: str, mot: str) -> None:
        hvem = PINNEN[navn] if selv else hvem
        ventet = self.o.maa_sperre(self.id(hvem), self.sak(navn), self.id(mot))
        gikk = self.kall(
            hvem, "SELECT tilgang_sperr(%s, %s, %s, 'familien')", uuid4(), self.sak(navn).id, self.id(mot)
        )
        self.ventet(ventet, gikk, "sperrer", hvem, mot)
        if gikk:
            with self.som(mot), connection.cursor() as cursor:
                cursor.execute("SELECT tilgang_ser_fortsatt(%s)", [self.sak(navn).id])
                assert cursor.fetchone() == (False,), "en som er sperret, ser saken"

    @precondition(lambda self: self.o.v.sperringer)
    @rule(hvem=st.sampled_from(("siri", "siri", "jonas", "per", "kari")), hvilken=st.integers(0, 3))
    def lift(self, hvem: str, hvilken: int) -> None:
        rader = self.som_eier("SELECT id, sak_id, bruker_id FROM bti_sperring ORDER BY blocked_at, id")
        sperring, sak, mot = rader[hvilken % len(rader)]
        ventet = self.o.leder(self.id(hvem), self.o.saker[sak].tjeneste) and mot != self.id(hvem)
        gikk = self.kall(hvem, "SELECT tilgang_opphev_sperring(%s)", sperring)
        self.ventet(ventet, gikk, "opphever", hvem)

    @rule(hvem=st.one_of(FAMILIE, HVEM), navn=SAK)
    def close_own(self, hvem: str, navn: str) -> None:
        ventet = self.o.har_rolle(self.id(hvem), self.sak(navn), "foresatt", "ungdom")
        gikk = self.kall(hvem, "SELECT tilgang_steng_meg(%s)", self.sak(navn).id)
        self.ventet(ventet, gikk, "stenger for seg selv", hvem)

    @rule(hvem=HVEM, selv=OFTE, navn=SAK, mot=FAMILIE)
    def reopen_own(self, hvem: str, selv: bool, navn: str, mot: str) -> None:
        hvem = PINNEN[navn] if selv else hvem
        egen = self.som_eier("SELECT 1 FROM bti_sperring WHERE sak_id = %s AND bruker_id = %s AND grunn = 'egen' AND lifted_at IS NULL",
                             self.sak(navn).id, self.id(mot))  # fmt: skip
        ventet = bool(egen) and self.o.har_rolle(self.id(hvem), self.sak(navn), "stafettholder")
        gikk = self.kall(hvem, "SELECT tilgang_aapne_igjen(%s, %s)", self.sak(navn).id, self.id(mot))
        self.ventet(ventet, gikk, "åpner igjen", hvem, mot)

    # Deputies

    @rule(
        hvem=HVEM,
        selv=OFTE,
        par=FRAVAER,
        fra=st.sampled_from((0, 0, 0, 1, -1)),
        dager=st.sampled_from((5, 5, 0, 366)),
    )
    def set_deputy(self, hvem: str, selv: bool, par: tuple[str, str, str], fra: int, dager: int) -> None:
        borte, vikar, tjeneste = par
        hvem, hvor = borte if selv else hvem, self.scene.tjenester[tjeneste].pk
        foerste = self.o.v.idag + timedelta(days=fra)
        siste = foerste + timedelta(days=dager)
        ventet = self.o.maa_sette_vikar(self.id(hvem), self.id(borte), self.id(vikar), hvor, foerste, siste)
        gikk = self.kall(hvem, "SELECT tilgang_sett_stedfortreder(%s, %s, %s, %s, %s, %s)",
                         uuid4(), self.id(borte), self.id(vikar), hvor, foerste, siste)  # fmt: skip
        self.ventet(ventet, gikk, "setter vikar", hvem, borte, vikar)

    @precondition(lambda self: self.o.v.fravaer)
    @rule(hvem=FAG, selv=OFTE, hvilket=st.integers(0, 3))
    def end_deputy(self, hvem: str, selv: bool, hvilket: int) -> None:
        rader = self.som_eier(
            "SELECT id, bruker_id, vikar_id, tjeneste_id, ended_at FROM bti_stedfortreder ORDER BY registered_at, id"
        )
        fravaer, borte, vikar, tjeneste, slutt = rader[hvilket % len(rader)]
        hvem = self.scene.navn_av[borte] if selv else hvem
        ventet = slutt is None and (self.id(hvem) in (borte, vikar) or self.o.leder(self.id(hvem), tjeneste))
        gikk = self.kall(hvem, "SELECT tilgang_avslutt_stedfortreder(%s)", fravaer)
        self.ventet(ventet, gikk, "avslutter vikar", hvem)

    # The young person

    @rule(
        hvem=HVEM,
        selv=OFTE,
        ung=st.sampled_from(("nora", "nora", "nora", "pia", "kari", "fremmed")),
        tidlig=st.booleans(),
    )
    def invite_young(self, hvem: str, selv: bool, ung: str, tidlig: bool) -> None:
        hvem = PINNEN["nora"] if selv else hvem
        ventet = self.o.maa_invitere_ung(self.id(hvem), self.sak("nora"), self.id(ung), tidlig)
        gikk = self.kall(
            hvem, "SELECT tilgang_inviter_ungdom(%s, %s, %s)", self.sak("nora").id, self.id(ung), tidlig
        )
        self.ventet(ventet, gikk, "inviterer den unge", hvem, ung)

    @rule(hvem=st.sampled_from(("nora", "nora", "nora", "kari", "jonas")), stenger=OFTE)
    def take_over(self, hvem: str, stenger: bool) -> None:
        """From that age the young person closes for the parents; they are out in the next statement."""
        ventet = self.o.maa_overta(self.id(hvem), self.sak("nora"), stenger)
        gikk = self.kall(hvem, "SELECT tilgang_ungdom_overtar(%s, %s)", self.sak("nora").id, stenger)
        self.ventet(ventet, gikk, "overtar", hvem)
        if gikk and stenger:
            assert not {d for d in self.deler() if d[1:] == (self.sak("nora").id, "foresatt")}

    # The log, and what is shielded in it

    @rule(hvem=st.one_of(FAG, HVEM), navn=SAK)
    def write(self, hvem: str, navn: str) -> None:
        ventet = self.o.maa(self.id(hvem), self.sak(navn).id, "add_innlegg").ja and self.sak(navn).aapen
        gikk = self.proev(
            hvem, lambda: add_innlegg(self.hent(navn), tekst="Det går bedre.", by=self.id(hvem))
        )
        self.ventet(ventet, gikk, "skriver", hvem)

    @precondition(lambda self: self.o.v.innlegg)
    @rule(hvem=HVEM, selv=OFTE, hvilket=st.integers(0, 5), mot=HVEM)
    def shield(self, hvem: str, selv: bool, hvilket: int, mot: str) -> None:
        innlegg = self.o.v.innlegg[hvilket % len(self.o.v.innlegg)]
        hvem = self.scene.navn_av[innlegg.av] if selv else hvem
        sak = self.o.saker[innlegg.sak]
        ventet = self.o.maa_skjerme(self.id(hvem), sak, innlegg.id)
        gikk = self.kall(
            hvem, "SELECT tilgang_skjerm(%s, %s, %s, 'fare')", sak.id, innlegg.id, [self.id(mot)]
        )
        self.ventet(ventet, gikk, "skjermer", hvem, mot)
        if gikk:
            self.har_hendt()
            assert self.o.ser_innlegg(innlegg.av, innlegg) == self.o.ser(innlegg.av, sak.id), (
                "forfatteren er skjermet fra sitt eget"
            )

    @rule(hvem=HVEM, selv=OFTE, navn=SAK, status=st.sampled_from(("lukket", "aapen", "aapen")))
    def close_or_reopen(self, hvem: str, selv: bool, navn: str, status: str) -> None:
        """Closing changes what is written, and what nobody sees."""
        hvem, foer, sak = PINNEN[navn] if selv else hvem, self.deler(), self.sak(navn)
        endrer = sak.aapen is not (status == "aapen")
        maa, ser = self.o.maa(self.id(hvem), sak.id, "change_sak").ja, self.o.ser(self.id(hvem), sak.id).ja
        gikk = self.kall(hvem, "UPDATE bti_sak SET status = %s WHERE id = %s", status, sak.id)
        if ser and endrer:
            self.ventet(maa, gikk, "lukker" if status == "lukket" else "åpner", hvem)
        self.har_hendt()
        assert self.sak(navn).aapen is (status == "aapen" if maa else sak.aapen)
        assert self.deler() == foer

    # The emergency

    @rule(
        hvem=st.sampled_from(("lise", "per", "amina", "siri", "erik")),
        navn=SAK,
        minutter=st.sampled_from((1, 60)),
    )
    def break_glass(self, hvem: str, navn: str, minutter: int) -> None:
        """The row as it stands once somebody has broken the glass; tests/noedtilgang has the way there."""
        slutt = self.naa + timedelta(minutes=minutter)
        self.som_eier(
            "INSERT INTO bti_noedtilgang (id, sak_id, bruker_id, tjeneste_id, grunn, tekst, opened_at, expires_at, utsatt_grunn,"
            " vurdering, vurdering_tekst) VALUES (%s, %s, %s, %s, 'savnet', 'Haster', %s, %s, '', '', '')",
            uuid4(), self.sak(navn).id, self.id(hvem), self.scene.tjenester["skole"].pk, self.naa, slutt,
        )  # fmt: skip
        self.som_eier("SELECT tilgang_gi_verb(%s, %s)", self.sak(navn).id, self.id(hvem))

    @precondition(lambda self: self.o.v.noedtilganger)
    @rule()
    def end_emergency(self) -> None:
        self.som_eier("UPDATE bti_noedtilgang SET ended_at = %s WHERE ended_at IS NULL", self.naa)
        assert not {d for d in self.deler() if d[2] == "noedtilgang"}
