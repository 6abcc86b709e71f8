"""Rules of the model: asking for consent, giving it, refusing it and taking it back."""

# ruff: noqa: E501 (SQL and rules are written on one line)

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from bti.models import Sak
from samtykke.models import Samtykke, Samtykkekrav, Samtykketekst
from samtykke.services import decline_samtykke, grant_samtykke, request_samtykke, withdraw_samtykke
from tests.eier import as_owner
from tests.tilgang.orakel.modell_grunn import HVEM, OFTE, PINNEN, SAK, Grunn


class Samtykkeregler(Grunn):
    @rule(
        hvem=HVEM,
        selv=OFTE,
        navn=SAK,
        tjeneste=st.sampled_from(("ppt", "ppt", "nav", "skole")),
        dager=st.sampled_from((10, 180)),
    )
    def ask_for_consent(self, hvem: str, selv: bool, navn: str, tjeneste: str, dager: int) -> None:
        hvem = PINNEN[navn] if selv else hvem
        til, valgt = self.o.v.idag + timedelta(days=dager), self.scene.tjenester[tjeneste]
        gikk = self.proev(hvem, lambda: request_samtykke(
            self.hent(navn), tjeneste=valgt, hvorfor="Råd", temaer=["skole"], til=til, erstatt=True, by=self.id(hvem)))  # fmt: skip
        self.teller[f"spør {'ja' if gikk else 'nei'}"] += 1
        maa = self.o.maa_spoerre(self.id(hvem), self.sak(navn), valgt.pk) and self.sak(navn).aapen
        assert maa or not gikk, f"{hvem} fikk spørre om {tjeneste} i {navn}"

    @rule(navn=SAK, tjeneste=st.sampled_from(("ppt", "nav")), dager=st.sampled_from((10, 180)))
    def everybody_says_yes(self, navn: str, tjeneste: str, dager: int) -> None:
        """The long way in one step: asked by who holds the baton, answered by each who is asked."""
        self.ask_for_consent(PINNEN[navn], True, navn, tjeneste, dager)
        self.har_hendt()
        sak, valgt = self.sak(navn), self.scene.tjenester[tjeneste].pk
        with as_owner():
            alle = list(Samtykkekrav.objects.order_by("requested_at", "giver_id", "pk").select_related("sak"))
        for nr, krav in enumerate(alle):
            if (krav.sak_id, krav.tjeneste_id) == (sak.id, valgt):
                self.give_consent("", True, nr, dager)
                self.har_hendt()

    @precondition(lambda self: self.o.v.krav)
    @rule(hvem=HVEM, selv=OFTE, hvilket=st.integers(0, 5), dager=st.sampled_from((0, 3, 200)))
    def give_consent(self, hvem: str, selv: bool, hvilket: int, dager: int) -> None:
        krav = self._krav(hvilket)
        hvem = self.scene.navn_av[krav.giver_id] if selv else hvem
        til = min(self.o.v.idag + timedelta(days=dager), krav.foreslaatt_til)
        with as_owner():
            tekst = Samtykketekst.objects.filter(kommune=krav.sak.kommune_id).first()
        gikk = self.proev(
            hvem, lambda: grant_samtykke(krav, temaer=["skole"], til=til, tekst=tekst, by=self.id(hvem))
        )
        ser = self.o.ser(self.id(hvem), krav.sak_id).ja
        lever = self.lever(krav)
        aapen = self.o.saker[krav.sak_id].aapen
        self.ventet(
            krav.giver_id == self.id(hvem) and ser and aapen and not lever and til >= self.o.v.idag,
            gikk,
            "gir samtykke",
            hvem,
        )

    def lever(self, krav: Samtykkekrav) -> bool:
        return any(
            y.krav.id == krav.pk and not y.trukket and y.til >= self.o.v.idag for y in self.o.v.samtykker
        )

    @precondition(lambda self: self.o.v.krav)
    @rule(hvem=HVEM, selv=OFTE, hvilket=st.integers(0, 5))
    def decline_consent(self, hvem: str, selv: bool, hvilket: int) -> None:
        krav = self._krav(hvilket)
        hvem = self.scene.navn_av[krav.giver_id] if selv else hvem
        ser = self.o.ser(self.id(hvem), krav.sak_id).ja
        gikk = self.proev(hvem, lambda: decline_samtykke(self.les(Samtykkekrav, krav.pk), by=self.id(hvem)))
        ventet = krav.giver_id == self.id(hvem) and ser and krav.declined_at is None and not self.lever(krav)
        self.ventet(ventet, gikk, "sier nei", hvem)

    @precondition(lambda self: self.o.v.samtykker)
    @rule(hvem=HVEM, selv=OFTE, hvilket=st.integers(0, 5))
    def withdraw_consent(self, hvem: str, selv: bool, hvilket: int) -> None:
        """It bites on the next statement, lets nobody in, and the stafettholder is told."""
        with as_owner():
            alle = list(Samtykke.objects.order_by("granted_at", "pk").select_related("sak"))
        samtykke = alle[hvilket % len(alle)]
        hvem = self.scene.navn_av[samtykke.giver_id] if selv else hvem
        foer, fortalt = self.deler(), self.antall_varsler(samtykke.sak_id)
        ser = self.o.ser(self.id(hvem), samtykke.sak_id).ja
        gikk = self.proev(hvem, lambda: withdraw_samtykke(self.les(Samtykke, samtykke.pk), by=self.id(hvem)))
        self.ventet(
            samtykke.giver_id == self.id(hvem) and ser and not samtykke.is_ended, gikk, "trekker", hvem
        )
        etter = self.deler()
        assert etter <= foer, "noen kom inn fordi et samtykke ble trukket"
        if gikk:
            self._er_ute(samtykke, fortalt)

    def _er_ute(self, samtykke: Samtykke, fortalt: int) -> None:
        """Nobody of the service sees the case by consent any more; who holds the baton was told."""
        self.har_hendt()
        sak = self.o.saker[samtykke.sak_id]
        assert self.o.udekket(sak, samtykke.tjeneste_id)
        for navn in ("amina", "per"):
            ventet = self.o.ser(self.id(navn), sak.id).ja
            with self.som(navn):
                assert Sak.objects.filter(pk=sak.id).exists() is ventet
        holder = [
            d.bruker
            for d in self.o.v.deltakere
            if d.sak == sak.id and d.rolle == "stafettholder" and not d.vikar_for
        ]
        if any(self.o.ser(p, sak.id).ja for p in holder):
            assert self.antall_varsler(sak.id) > fortalt, "ingen fikk vite at et samtykke er trukket"

    def _krav(self, hvilket: int) -> Samtykkekrav:
        with as_owner():
            alle = list(Samtykkekrav.objects.order_by("requested_at", "giver_id", "pk").select_related("sak"))
        return alle[hvilket % len(alle)]
