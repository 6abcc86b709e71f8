"""Who may use the ways in, said again in plain Python from docs/tilgang.md: what the model expects before it acts."""

from datetime import date, timedelta
from uuid import UUID

from tests.tilgang.orakel.orakel import Orakel
from tests.tilgang.orakel.rader import Sak

FRAVAER_MAKS = 366


class Fullmakt(Orakel):
    """The oracle, asked who may change what others see."""

    def har_rolle(self, p: UUID, s: Sak, *roller: str) -> bool:
        return bool(set(self.roller(self.personer[p], s)[0]) & set(roller))

    def ansatt_her(self, p: UUID, tjeneste: UUID) -> bool:
        return self.er_ansatt("", p, tjeneste)

    def leder(self, p: UUID, tjeneste: UUID) -> bool:
        """The head of a unit today."""
        her = [a for a in self.ansettelser.get(p, ()) if a.tjeneste == tjeneste and a.leder]
        return self.personer[p].aktiv and any(self.holder("", a.fra, a.til) for a in her)

    def holder_pinnen(self, p: UUID, s: Sak) -> bool:
        """Whose baton it is, whether or not they see the case today; not who stands in."""
        rader = self.deltakere.get((s.id, p), ())
        return any(d.rolle == "stafettholder" and d.vikar_for is None and d.til is None for d in rader)

    def er_sperret(self, p: UUID, s: Sak) -> bool:
        return (s.barn.id, p) in self.sperret

    def maa_sperre(self, p: UUID, s: Sak, hvem: UUID) -> bool:
        """The stafettholder or the head; never oneself, never the one who holds the baton."""
        har_makt = self.har_rolle(p, s, "stafettholder") or self.leder(p, s.tjeneste)
        return har_makt and hvem != p and not self.holder_pinnen(hvem, s)

    def maa_sette_vikar(
        self, p: UUID, borte: UUID, vikar: UUID, tjeneste: UUID, fra: date, til: date
    ) -> bool:
        return (
            (p == borte or self.leder(p, tjeneste))
            and borte != vikar
            and self.ansatt_her(borte, tjeneste)
            and self.ansatt_her(vikar, tjeneste)
            and self.v.idag <= fra <= til < fra + timedelta(days=FRAVAER_MAKS)
        )

    def maa_invitere_ung(self, p: UUID, s: Sak, ung: UUID, tidlig: bool) -> bool:
        """The stafettholder; the one the case is about, or whoever it may be about; from the age."""
        andre_roller = any(d.rolle != "ungdom" for d in self.deltakere.get((s.id, ung), ()))
        gammel_nok = self.alder(s, "egen_innsyn_alder") or (tidlig and self.alder(s, "tidlig_innsyn_alder"))
        return (
            self.har_rolle(p, s, "stafettholder")
            and ung != p
            and s.barn.bruker in (None, ung)
            and not andre_roller
            and gammel_nok
            and not self.er_sperret(ung, s)
        )

    def maa_overta(self, p: UUID, s: Sak, stenger: bool) -> bool:
        gammel_nok = self.alder(s, "overta_alder") or not stenger
        return self.har_rolle(p, s, "ungdom") and s.barn.bruker == p and gammel_nok

    def maa_skjerme(self, p: UUID, s: Sak, innlegg: UUID) -> bool:
        """The author or the stafettholder, who may write in the log and sees the entry."""
        rad = self.innlegg[innlegg]
        return (
            rad.sak == s.id
            and self.ser_innlegg(p, rad).ja
            and self.maa(p, s.id, "add_innlegg").ja
            and (rad.av == p or self.har_rolle(p, s, "stafettholder"))
        )

    def maa_spoerre(self, p: UUID, s: Sak, tjeneste: UUID) -> bool:
        """Ask for consent: the stafettholder, for another service that works in the municipality."""
        return (
            self.har_rolle(p, s, "stafettholder")
            and tjeneste != s.tjeneste
            and (tjeneste, s.kommune) in self.v.virker_i
        )
