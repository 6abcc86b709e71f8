"""The log as HTML: two hundred entries on a page, so each is glued from one pattern and not from template nodes."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from html import escape
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bti.tilgang.porten import may
from bti.tilgang.tillatelser import Permission
from samtykke.temaliste import Temaord, words_of
from stafettlogg.models import Innlegg, Innleggstype
from stafettlogg.saksside import Saksside
from stafettlogg.tidslinje import Punkt, Tidslinje
from stafettlogg.tidslinjeord import tell

PER_SIDE = 200
RETT, SKJUL = "rett/", "skjul/"  # the ends of two addresses of an entry
MOENSTER = (
    '<li class="tidslinje__en" id="innlegg-{}"{}><article>'
    '<header class="tidslinje__hode"><h3 class="ds-heading" data-size="2xs">{}{}</h3>'
    '<p class="dempet">{} · <time datetime="{}">{}</time></p>'
    '</header><div class="broedtekst forformatert">{}</div>{}</article></li>'
)
HENDELSE = (
    '<li class="tidslinje__en tidslinje__en--hendelse" id="{}"><p>{}{}</p>{}'
    '<p class="dempet">{}<time datetime="{}">{}</time></p></li>'
)
ORD_HODE, ORD_FOT = '<blockquote class="barnets-ord"><p class="forformatert">', "</footer></blockquote>"
BARNETS_ORD = ORD_HODE + '{}</p><footer class="dempet">{}' + ORD_FOT
FOKUS = ' tabindex="-1" data-focus'
TYPER = {
    Innleggstype.NOTAT: gettext_lazy("Notat"),
    Innleggstype.REFERAT: gettext_lazy("Referat"),
    Innleggstype.BESLUTNING: gettext_lazy("Beslutning"),
    Innleggstype.LYSGLIMT: gettext_lazy("Lysglimt"),
    Innleggstype.OVERGANG: gettext_lazy("Overgang"),
}


def render_logg(tidslinje: Tidslinje, saksside: Saksside, bruker_id: UUID) -> SafeString:
    """Return the list items of a page of the history."""
    skriver = Loggskriver(tidslinje.punkter, saksside, bruker_id)
    return mark_safe("".join(map(skriver.write, tidslinje.punkter)))  # noqa: S308 (the writer escapes what people wrote)


def render_innlegg(innlegg: Innlegg, saksside: Saksside, bruker_id: UUID) -> SafeString:
    """Return the one entry that has just been written, marked so that the focus goes there."""
    d = {
        "type": innlegg.innleggstype,
        "temaer": innlegg.temaer,
        "retter": innlegg.retter_id and str(innlegg.retter_id),
        "rettet_av": None,
    }
    punkt = Punkt("innlegg", innlegg.pk, innlegg.created_at, innlegg.created_by_id, innlegg.tekst, d)
    skriver = Loggskriver([punkt], saksside, bruker_id)
    return mark_safe(skriver.write(punkt, FOKUS))  # noqa: S308 (the writer escapes what people wrote)


class Loggskriver:
    """Writes what happened as HTML. Names, kinds and links are escaped once a page; each text where it is put in."""

    def __init__(self, punkter: Iterable[Punkt], saksside: Saksside, bruker_id: UUID) -> None:
        self.rettbar, self.skjulbar = _may_correct(saksside, bruker_id), may_shield(saksside, bruker_id)
        self.skjult_for, self.navn = saksside.skjult_for, saksside.navn
        self.services_outside = saksside.services_outside
        self.on_page = {str(punkt.id) for punkt in punkter}
        self.typer = {kode: escape(str(navn)) for kode, navn in TYPER.items()}
        self.personer = {pk: _person(p.navn, p.tilhoerighet) for pk, p in saksside.personer.items()}
        self.ukjent = _person(_("Tidligere deltaker"), "")
        self.temaord = Temaord()
        self.sone = timezone.get_current_timezone()
        self.maaneder = _maaneder(get_language())
        self.rett_tekst, self.skjul_tekst = escape(_("Rett")), escape(_("Skjul for noen"))
        self.ny = f'<span class="ds-tag" data-color="info">{escape(_("Ny"))}</span> '

    def write(self, punkt: Punkt, attributter: str = "") -> str:
        """Return one thing that happened."""
        lokal = punkt.tid.astimezone(self.sone)
        naar = lokal.isoformat(timespec="seconds"), self._naar(lokal, punkt)
        hvem = self.personer.get(punkt.av_id, self.ukjent) if punkt.av_id else ""
        ny = self.ny if punkt.er_ny else ""
        if punkt.slag != "innlegg":
            return self._write_hendelse(punkt, ny, f"{hvem} · " if hvem else "", naar)
        return MOENSTER.format(
            punkt.id,
            attributter,
            ny,
            self.typer[punkt.d["type"]],
            hvem,
            *naar,
            escape(punkt.tekst),
            self._about(punkt.d["temaer"]) + self._mark(punkt.id) + self._below(punkt),
        )

    def _write_hendelse(self, punkt: Punkt, ny: str, hvem: str, naar: tuple[str, str]) -> str:
        fortalt = tell(punkt, self.navn(punkt.av_id) if punkt.av_id else "")
        mer = "".join(f'<div class="broedtekst forformatert">{escape(en)}</div>' for en in fortalt.avsnitt)
        if fortalt.barnets_ord:
            mer += BARNETS_ORD.format(escape(fortalt.barnets_ord), escape(_("Barnets egne ord")))
        av = "" if fortalt.nevner_hvem else hvem
        return HENDELSE.format(punkt.anker, ny, escape(fortalt.setning), mer, av, *naar)

    def _naar(self, lokal: datetime, punkt: Punkt) -> str:
        """The day and the clock; the day alone for what has no more."""
        dag = f"{lokal.day}. {self.maaneder[lokal.month]} {lokal.year}"
        return dag if punkt.slag == "naadd" else f"{dag} kl. {lokal:%H.%M}"

    def _about(self, temaer: list[str]) -> str:
        """What the entry is about, when it is not for all, and which services do not read it."""
        if not temaer:
            return ""
        om = _("Handler om: {temaer}.").format(temaer=", ".join(words_of(temaer, self.temaord)))
        if utenfor := self.services_outside(temaer):
            om += " " + _("Leses ikke av: {tjenester}.").format(tjenester=", ".join(utenfor))
        return _ledd(escape(om))

    def _mark(self, pk: UUID) -> str:
        """From whom the entry is hidden, for those who may know: the staff."""
        navn = self.skjult_for.get(pk)
        if not navn:
            return ""
        hvem = escape(_("Skjules for: {navn}").format(navn=", ".join(navn)))
        return f'<p><span class="ds-tag" data-color="warning">{escape(_("Skjult"))}</span> {hvem}</p>'

    def _below(self, punkt: Punkt) -> str:
        """What stands under an entry: what it corrects, what corrects it, and the ways to correct it and to hide it."""
        retter, rettet_av = punkt.d["retter"], punkt.d["rettet_av"]
        deler = []
        if retter:
            deler.append(self._to(retter, escape(_("Retter et tidligere innlegg"))))
        if rettet_av:
            deler.append(self._to(rettet_av, escape(_("Dette er rettet. Les rettelsen"))))
        elif self.rettbar(punkt.av_id):
            deler.append(_lenke(rett_url(punkt.id), self.rett_tekst))
        if not retter and self.skjulbar(punkt.av_id):
            deler.append(_lenke(rett_url(punkt.id)[: -len(RETT)] + SKJUL, self.skjul_tekst))
        return _ledd(" · ".join(deler)) if deler else ""

    def _to(self, innlegg_id: str, tekst: str) -> str:
        """A way to another entry, when it stands on this page."""
        return _lenke(f"#innlegg-{innlegg_id}", tekst) if innlegg_id in self.on_page else tekst


def _person(navn: str, tilhoerighet: str) -> str:
    hvor = f'<span class="person__tjeneste">, {escape(tilhoerighet)}</span>' if tilhoerighet else ""
    return f'<span class="person">{escape(navn)}{hvor}</span>'


def _lenke(url: str, tekst: str) -> str:
    return f'<a class="ds-link" href="{url}">{tekst}</a>'


def _ledd(innhold: str) -> str:
    return f'<p class="dempet">{innhold}</p>'


def _may_correct(saksside: Saksside, bruker_id: UUID) -> Any:
    """Who may correct: the author, and the stafettholder for somebody who is gone."""
    if saksside.lukket or not saksside.may(Permission.ADD_INNLEGG):
        return lambda author_id: False
    if saksside.may(Permission.CHANGE_SAK):
        return lambda author_id: True
    return lambda author_id: author_id == bruker_id


def may_shield(saksside: Saksside, bruker_id: UUID) -> Any:
    """Who may hide an entry: the author and the stafettholder, also in a case that has ended."""
    if not saksside.may(Permission.ADD_INNLEGG):
        return lambda author_id: False
    if saksside.may(Permission.CHANGE_SAK):
        return lambda author_id: True
    return lambda author_id: author_id == bruker_id


def may_correct_innlegg(innlegg: Innlegg, bruker_id: UUID) -> bool:
    """Whether this person may correct this entry, fetched with ``mine_tillatelser``."""
    return innlegg.created_by_id == bruker_id or may(innlegg, Permission.CHANGE_SAK)


@cache
def _rett_prefix() -> tuple[str, str]:
    url = reverse("stafettlogg:innlegg-rett", args=[UUID(int=0)])
    before, _zero, after = url.partition(str(UUID(int=0)))
    return before, after


def rett_url(innlegg_id: UUID) -> str:
    """``reverse`` two hundred times a page is slow: the address is cut once."""
    before, after = _rett_prefix()
    return f"{before}{innlegg_id}{after}"


@cache
def _maaneder(spraak: str | None) -> dict[int, str]:
    return {nummer: str(navn) for nummer, navn in MONTHS.items()}


def innleggstype_navn(innleggstype: str) -> str:
    """The kind of an entry, with a capital."""
    return str(TYPER[Innleggstype(innleggstype)])
