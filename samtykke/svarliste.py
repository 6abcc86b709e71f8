"""What the giver's page of consents says, in words: made once for each language that it is read in."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self
from uuid import UUID

from django.utils import timezone

from samtykke.familie import Samtykkeside, Spoersmaal
from samtykke.lesing import Lesning
from samtykke.models import Paavegnesvar, Svarmaate
from samtykke.skrevet_inn import SkrevetInn
from samtykke.temaliste import Temaord
from samtykke.tilstand import ORD, VIL_RINGES, VIL_VENTE, Tilstand, merke_of

MERKER = {
    Tilstand.VENTER: "merke_venter",
    Tilstand.JA: "merke_ja",
    Tilstand.NEI: "merke_nei",
    Tilstand.TRUKKET: "merke_trukket",
    Tilstand.UTLOEPT: "merke_utloept",
    Tilstand.FALT_BORT: "merke_falt_bort",
    Tilstand.BRUKT: "merke_brukt",
}
VENTER_PAA = {VIL_RINGES: "merke_ringes", VIL_VENTE: "merke_vil_vente"}
SVARORD = {
    Paavegnesvar.JA: "merke_ja",
    Paavegnesvar.NEI: "merke_nei",
    Paavegnesvar.TREKK: "merke_trukket",
    Paavegnesvar.VENT: "merke_vil_vente",
    Paavegnesvar.RING: "merke_ringes",
}


@dataclass(frozen=True)
class Skrevetkort:
    """What an employee has written in for the giver."""

    inn: SkrevetInn
    les: Lesning

    @property
    def svaret(self) -> str:
        return self.les.ord[SVARORD[Paavegnesvar(self.inn.svar.svar)]]

    @property
    def linjer(self) -> list[str]:
        svar, les = self.inn.svar, self.les
        how = "skrevet_papir" if svar.maate == Svarmaate.PAPIR else "skrevet_muntlig"
        lines = [
            les.si(how, hvem=svar.registered_by.navn, dato=svar.svart_dato),
            les.si("skrevet_dato", dato=timezone.localdate(svar.registered_at)),
        ]
        if svar.svar == Paavegnesvar.JA:
            omfang = "skrive" if svar.kan_skrive else "lese"
            lines.append(les.ord["ansvar_skrive" if svar.krav.gjelder_ansvar else omfang] + ".")
        if svar.vent_til:
            lines.append(les.si("svare_senest", dato=svar.vent_til))
        return lines

    @property
    def kontroll(self) -> str:
        """Whether a second employee has looked at it."""
        if self.inn.svar.venter:
            return self.les.ord["skrevet_venter"]
        return self.les.ord["skrevet_ok"] if self.inn.svar.confirmed_at else ""

    @property
    def stemmer_ikke(self) -> str:
        """What the giver can do when it is wrong."""
        if self.inn.kan_trekkes:
            return self.les.ord["skrevet_trekk"]
        return self.les.ord["skrevet_svar"] if self.inn.kan_svare else ""


@dataclass(frozen=True)
class Svarkort:
    """One question and where it stands."""

    s: Spoersmaal
    les: Lesning
    temaord: Temaord  # the page's own, so that a municipality's themes are looked up once and not once for each card
    stafettholder: str = ""  # who calls the giver, when somebody holds the baton
    skrevet: Skrevetkort | None = None

    @property
    def merke(self) -> str:
        return self.les.ord["merke_gjelder_ikke" if self.s.gjelder_ikke else MERKER[self.s.tilstand]]

    @property
    def farge(self) -> str:
        return "warning" if self.s.gjelder_ikke else ORD[self.s.tilstand][1]

    @property
    def venter_paa(self) -> tuple[str, str] | None:
        """What an open question waits for, when the giver has said so: our call, or a day; and its colour."""
        merke = merke_of(self.s.krav, Tilstand.VENTER)
        return (self.les.ord[VENTER_PAA[merke]], merke[1]) if merke in VENTER_PAA else None

    @property
    def ring(self) -> str:
        """That the giver has asked for a call and who will make it, or that it has been made."""
        krav, les = self.s.krav, self.les
        if krav.vil_ringes:
            key = "ring_hvem" if self.stafettholder else "ring_vi"
            return les.si(key, dato=timezone.localdate(krav.ring_at), hvem=self.stafettholder)
        if krav.ringt_at and krav.ringt_by:
            return les.si("ringt", dato=timezone.localdate(krav.ringt_at), hvem=krav.ringt_by.navn)
        return ""

    @property
    def spurt(self) -> list[str]:
        """What is said of a question that waits for an answer."""
        s, les = self.s, self.les
        lines = [les.si("spurt", dato=timezone.localdate(s.krav.requested_at))]
        if s.krav.changed_at:
            lines.append(les.ord["endret_siden"])
        if s.er_ute:
            lines += les.ord["ansvar_ute"].split("\n")
        if s.samtykke:
            lines += [les.ord["fornye"], les.si("gjelder_til", dato=s.samtykke.gyldig_til)]
        if ring := self.ring:
            lines.append(ring)
        if s.krav.vent_til:
            lines.append(les.si("svare_senest", dato=s.krav.vent_til))
        return lines

    @property
    def spoersmaal(self) -> str:
        """What is asked, where the name of the service does not say it."""
        er_meg = self.s.krav.sak.hovedperson.bruker_id == self.s.krav.giver_id
        return self.les.ord["tittel_meg" if er_meg else "tittel"] if self.s.krav.gjelder_ansvar else ""

    @property
    def innsyn(self) -> list[str]:
        """Whether the service sees the case, first in a sentence, and then why."""
        return self._innsyn().split("\n")

    @property
    def temaer(self) -> list[str]:
        """What my yes lets them talk about; who takes over the case talks about all of it."""
        if not self.s.samtykke or self.s.krav.gjelder_ansvar:
            return []
        return [self.temaord[tema] for tema in self.s.samtykke.temaer]

    @property
    def omfang(self) -> list[str]:
        """The rest of my yes: whether they write, and until when it holds. One that opens nothing now says neither."""
        s, les = self.s, self.les
        if not s.samtykke:
            return []
        lines = []
        if not (s.gjelder_ikke or s.er_ute):
            lines = [les.ord["skrive" if s.kan_skrive else "lese"] + "."]
            lines.append(les.si("gjelder_til", dato=s.samtykke.gyldig_til))
        if self.nei_til_fornyelse:
            lines.append(les.ord["nei_fornye"])
        return lines

    @property
    def nei_til_fornyelse(self) -> bool:
        return bool(self.s.samtykke and self.s.krav.fornyes and self.s.krav.declined_at)

    @property
    def hvorfor_ikke(self) -> str:
        """Why there is no yes of mine."""
        s, les = self.s, self.les
        if s.tilstand == Tilstand.BRUKT:
            return ""
        if s.tilstand == Tilstand.NEI and s.krav.declined_at:
            return les.si("sa_nei", dato=timezone.localdate(s.krav.declined_at))
        words = {Tilstand.TRUKKET: "har_trukket", Tilstand.UTLOEPT: "gaatt_ut"}
        return les.ord[words.get(s.tilstand, "gjelder_ikke_lenger")]

    @property
    def kan_svare_paa_nytt(self) -> bool:
        return self.s.kan_besvares and (self.s.samtykke is None or self.nei_til_fornyelse)

    @property
    def sist_lest(self) -> UUID | None:
        """The newest yes, whether it holds or not: what was read before it is kept, and can be read again."""
        last = next(iter(self.s.krav.samtykker.all()), None)
        return last.pk if last else None

    def _innsyn(self) -> str:
        s, les = self.s, self.les
        if s.krav.tjeneste_id == s.krav.sak.tjeneste_id:
            return les.ord["ansvar_brukt"]
        if s.tilstand == Tilstand.BRUKT:  # they took over, and the case has gone on to another since
            return les.ord["gjelder_ikke_lenger"]
        if not s.samtykke:
            return les.ord["kan_ikke_se"]
        if s.begynner:
            return les.si("ser_ikke_foer", dato=s.begynner)
        if s.har_innsyn:
            return les.ord["kan_se" if s.har_folk else "kan_inviteres"]
        if s.mistet_innsyn:
            return les.ord["mistet"]
        if s.er_ute:
            return les.ord["ansvar_ute"]
        not_yet = les.si("ikke_ennaa", ja=s.antall_ja, spurt=s.antall_spurt)
        # Everybody who was asked has said yes, and somebody else must be asked too: no sum is said of it.
        return not_yet.split("\n")[0] if s.antall_ja == s.antall_spurt else not_yet


@dataclass(frozen=True)
class Svarliste:
    """The whole page: what waits for me and what I have answered, each with what was written in for me."""

    side: Samtykkeside
    skrevet_inn: list[SkrevetInn]
    les: Lesning
    er_meg: bool
    stafettholder: str = ""

    @property
    def ingress(self) -> str:
        return self.les.ord["liste_ingress_meg" if self.er_meg else "liste_ingress"]

    @cached_property
    def aapne(self) -> list[Svarkort]:
        return self._cards(self.side.aapne)

    @cached_property
    def besvarte(self) -> list[Svarkort]:
        return self._cards(self.side.besvarte)

    @cached_property
    def paa_norsk(self) -> Self | None:
        """The same in Norwegian, to stand below; None when this is Norwegian."""
        norsk = self.les.paa_norsk
        return replace(self, les=norsk) if norsk else None

    def _cards(self, questions: list[Spoersmaal]) -> list[Svarkort]:
        skrevne = {one.svar.krav_id: Skrevetkort(one, self.les) for one in self.skrevet_inn}
        return [
            Svarkort(
                one,
                self.les.om(one.krav),
                self.les.temaer,
                self.stafettholder,
                skrevne.get(one.krav.pk),
            )
            for one in questions
        ]
