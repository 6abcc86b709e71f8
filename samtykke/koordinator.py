"""The consents of many cases, for the head of a unit and the BTI coordinator. What is hidden is hidden in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bti.models import Tjenestetype
from bti.tilgang.kall import fetch
from samtykke.models.krav import name_question

ANDRE = "andre"  # the units that are not named, in the address
STOERSTE = 100  # lines shown of one kind
SQL = (
    "SELECT hva, slag, nummer, sak_id, enhet_id, enhet, tjeneste, tjenestetype, dag, foresatte, unge, paa_papir,"
    " vil_ringes, vil_vente, har_innsyn, stafettholder FROM samtykke_linjer()"
)


@dataclass(frozen=True)
class Samtykkelinje:
    """One case, service and kind of question.

    Without ``enhet`` the unit is hidden; ``sak_id`` is there for who sees the case anyway.
    """

    hva: str
    slag: str
    nummer: str
    sak_id: UUID | None
    enhet_id: UUID | None
    enhet: str | None
    tjeneste: str | None
    tjenestetype: str
    dag: date
    foresatte: int | None
    unge: int | None
    paa_papir: int | None
    vil_ringes: int | None
    vil_vente: date | None
    har_innsyn: bool
    stafettholder: str | None

    @property
    def tjeneste_navn(self) -> str:
        return name_question(self.tjeneste or capfirst(str(Tjenestetype(self.tjenestetype).label)), self.slag)

    @property
    def hvem(self) -> str:
        """Whose answer it is about: how many parents, and whether the young person."""
        found = []
        if self.foresatte:
            text = ngettext("{antall} foresatt", "{antall} foresatte", self.foresatte)
            found.append(text.format(antall=self.foresatte))
        if self.unge:
            found.append(_("den unge"))
        return ", ".join(found)

    @property
    def dager(self) -> int:
        """Whole days since it was asked."""
        return (timezone.localdate() - self.dag).days


@dataclass(frozen=True)
class Samtykkedel:
    """Lines of one kind; ``flere`` is how many more there are than those shown."""

    noekkel: str
    tittel: str
    kolonne: str
    linjer: list[Samtykkelinje]
    flere: int


def list_linjer() -> list[Samtykkelinje]:
    """Return every line that the actor answers for, by PostgreSQL's own judgement."""
    return [Samtykkelinje(*rad) for rad in fetch(SQL)]


def choose(linjer: list[Samtykkelinje], enhet: str) -> list[Samtykkelinje]:
    """Return the lines of one unit, or of those not named; all of them when the address says neither."""
    if enhet == ANDRE:
        return [linje for linje in linjer if linje.enhet is None]
    known = {str(linje.enhet_id) for linje in linjer if linje.enhet_id}
    return [linje for linje in linjer if str(linje.enhet_id) == enhet] if enhet in known else linjer


def enheter_in(linjer: list[Samtykkelinje]) -> list[tuple[str, str]]:
    """Return the units one can choose between, the unnamed ones together and last."""
    named = {str(linje.enhet_id): linje.enhet for linje in linjer if linje.enhet}
    found = sorted(((noekkel, navn) for noekkel, navn in named.items()), key=lambda one: one[1])
    if any(linje.enhet is None for linje in linjer):
        found.append((ANDRE, _("Enheter med få saker")))
    return found


def deler_of(linjer: list[Samtykkelinje]) -> list[Samtykkedel]:
    """Divide the lines as the page shows them: what ends first, then what waits longest."""
    today = timezone.localdate()
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)

    def part(noekkel: str, tittel: str, kolonne: str, found: list[Samtykkelinje]) -> Samtykkedel:
        return Samtykkedel(noekkel, tittel, kolonne, found[:STOERSTE], max(len(found) - STOERSTE, 0))

    ends = [linje for linje in linjer if linje.hva == "utloeper"]
    back = [linje for linje in linjer if linje.hva in ("trukket", "snevret")]
    return [
        part("denne", _("Går ut denne måneden"), _("Siste dag"), [x for x in ends if x.dag < next_month]),
        part("neste", _("Går ut neste måned"), _("Siste dag"), [x for x in ends if x.dag >= next_month]),
        part("venter", _("Venter på svar"), _("Spurt"), [x for x in linjer if x.hva == "venter"]),
        part(
            "trukket", _("Trukket denne og forrige måned"), _("Når"),
            sorted(back, key=lambda linje: linje.dag, reverse=True),
        ),
    ]  # fmt: skip
