"""The counts that a leader sees. What is small is hidden in SQL: it never reaches Python."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bti.models import Tjenestetype
from bti.statistikk.services import as_leserolle

UTEN_ALDER = 1000


@dataclass(frozen=True)
class Rad:
    """One group and its number; None is hidden."""

    navn: str
    antall: int | None


@dataclass(frozen=True)
class Deling:
    """Open cases divided one way."""

    noekkel: str
    tittel: str
    kolonne: str
    rader: tuple[Rad, ...]


@dataclass(frozen=True)
class Droeftinger:
    """Questions without a name to one team or service; None is hidden."""

    navn: str
    spurt: int | None
    besvart: int | None


@dataclass(frozen=True)
class Oversikt:
    """Everything on the page."""

    aapne_saker: int | None
    delinger: tuple[Deling, ...]
    moete_forfalt: int | None
    samtykke_utloeper: int | None
    noedtilgang: int | None
    undringer: tuple[Rad, ...]
    droeftinger: tuple[Droeftinger, ...]


def get_oversikt(kommune_id: UUID) -> Oversikt:
    """Return the municipality's counts. PostgreSQL refuses anybody but its leaders."""
    with as_leserolle() as cursor:
        cursor.execute("SELECT deling, nummer, gruppe, antall FROM statistikk_saker(%s)", [kommune_id])
        saker = cursor.fetchall()
        cursor.execute("SELECT frist, antall FROM statistikk_frister(%s)", [kommune_id])
        frister = dict(cursor.fetchall())
        cursor.execute("SELECT enhet, antall FROM statistikk_undringer(%s)", [kommune_id])
        undringer = tuple(Rad(*row) for row in cursor.fetchall())
        cursor.execute("SELECT mottaker, spurt, besvart FROM statistikk_droeftinger(%s)", [kommune_id])
        droeftinger = tuple(Droeftinger(*row) for row in cursor.fetchall())
    return Oversikt(
        aapne_saker=next(antall for deling, *_, antall in saker if deling == "alle"),
        delinger=_delinger_of(saker),
        moete_forfalt=frister["moete_forfalt"],
        samtykke_utloeper=frister["samtykke_utloeper"],
        noedtilgang=frister["noedtilgang"],
        undringer=undringer,
        droeftinger=droeftinger,
    )


def _delinger_of(saker: list[tuple[str, int, str, int | None]]) -> tuple[Deling, ...]:
    titler = {
        "nivaa": (_("Åpne saker etter nivå"), _("Nivå")),
        "type": (_("Åpne saker etter tjenesten som har saken"), _("Tjeneste")),
        "alder": (_("Åpne saker etter barnets alder"), _("Alder")),
    }
    return tuple(
        Deling(noekkel, *titler[noekkel], _rader_of(noekkel, [row[1:] for row in saker if row[0] == noekkel]))
        for noekkel in titler
    )


def _rader_of(deling: str, rows: list[tuple[int, str, int | None]]) -> tuple[Rad, ...]:
    rader = [Rad(_name(deling, nummer, gruppe), antall) for nummer, gruppe, antall in rows]
    if deling == "alder" and rader[-1].antall == 0:
        rader.pop()  # nobody without a birth date: no line about it
    return tuple(rader)


def _name(deling: str, nummer: int, gruppe: str) -> str:
    if deling == "nivaa":
        return _("Nivå {nummer}: {navn}").format(nummer=nummer, navn=gruppe)
    if deling == "type":
        return capfirst(str(Tjenestetype(gruppe).label))
    if nummer == UTEN_ALDER:
        return _("Alder ikke oppgitt")
    if gruppe.endswith("+"):
        return _("{alder} år og eldre").format(alder=gruppe.removesuffix("+"))
    return _("{alder} år").format(alder=gruppe)
