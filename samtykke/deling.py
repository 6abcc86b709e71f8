"""Reading what was shared without consent. PostgreSQL knows who asks: what somebody is not to see does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404

from bti.delingshjemler import ANNEN, Hjemmel
from bti.innstillinger import get_innstilling
from bti.models import Sak
from bti.tilgang.kall import fetch
from bti.tilgang.sted import hide_navn
from samtykke.models import Delttil, Lovligdeling, Opplysningsslag


@dataclass(frozen=True)
class Vurdering:
    """What was said last of whether the family can see it."""

    familien_ser: bool
    begrunnelse: str
    assessed_at: datetime
    navn: str


@dataclass
class Delingsrad:
    """One of them in the case's list. Without ``vurdering`` nobody has judged it, or the reader is not told."""

    deling: Lovligdeling
    vurdering: Vurdering | None
    rettet_av: Lovligdeling | None = None

    @property
    def mottaker(self) -> str:
        """Who got it, by name; nothing to who must not be told where."""
        return hide_navn(self.deling.mottaker)

    @property
    def til(self) -> str:
        return str(Delttil(self.deling.til).label)

    @property
    def opplysninger(self) -> list[str]:
        return words_of(self.deling.opplysninger)


@dataclass(frozen=True)
class TilVurdering:
    """One as those who judge it meet it: whose case, what the row says, and no word of the case."""

    id: UUID
    barn: str
    skrev: str
    registered_at: datetime
    til: str
    mottaker: str
    slag: list[str]
    delt_dato: date
    lovhenvisning: str
    bestemt_av: str
    hvorfor: str
    er_retting: bool
    antall: int
    familien_ser: bool | None
    begrunnelse: str | None
    assessed_at: datetime | None
    vurdert_av: str | None

    @property
    def til_ord(self) -> str:
        return str(Delttil(self.til).label)

    @property
    def opplysninger(self) -> list[str]:
        return words_of(self.slag)


def words_of(slag: Iterable[str]) -> list[str]:
    """Return the kinds of information in words, in the order of the list."""
    valgt = set(slag)
    return [str(one.label) for one in Opplysningsslag if one in valgt]


def hjemler_for(kommune_id: UUID) -> list[Hjemmel]:
    """Return the laws that the municipality lists; what is not there is said in words (``ANNEN``)."""
    rader = get_innstilling(kommune_id, "lovligdeling_hjemler")
    felter = ("kode", "navn", "lov", "tekst")
    return [Hjemmel(**{felt: rad[felt] for felt in felter}) for rad in rader if rad["kode"] != ANNEN]


def delinger_in(sak: Sak) -> list[Delingsrad]:
    """Return those that exist for the actor, newest first; for staff who read the hidden ones, as they were judged."""
    delinger = list(Lovligdeling.objects.filter(sak=sak).order_by("-delt_dato", "-registered_at", "pk"))
    rettinger = {one.retter_id: one for one in delinger if one.retter_id}
    vurderinger = {
        deling_id: Vurdering(*rest)
        for deling_id, *rest in fetch("SELECT * FROM lovligdeling_vurderinger(%s)", sak.pk)
    }
    return [Delingsrad(one, vurderinger.get(one.pk), rettinger.get(one.pk)) for one in delinger]


def get_deling(sak: Sak, deling_id: UUID) -> Lovligdeling:
    """Return one of the case's that exists for the actor. Raises Http404."""
    deling = Lovligdeling.objects.filter(sak=sak, pk=deling_id).first()
    if deling is None:
        raise Http404
    return deling


def list_til_vurdering() -> list[TilVurdering]:
    """Return what the actor judges: what waits first, then what has been judged."""
    return [TilVurdering(*rad) for rad in fetch("SELECT * FROM lovligdelinger_til_vurdering()")]


def get_til_vurdering(deling_id: UUID) -> TilVurdering:
    """Return one that is the actor's to judge. Raises Http404."""
    for en in list_til_vurdering():
        if en.id == deling_id:
            return en
    raise Http404
