"""The rows of the case list as HTML: one ready pattern instead of template nodes, since all staff start here."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, Func, OuterRef, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bti.frister import alder_of
from bti.models import Deltaker, Sak, Saksstatus
from bti.models.deltaker import FAMILIEROLLER
from bti.tilgang.sted import is_sted_skjult_at_home


class Rad(NamedTuple):
    """What a row shows, in the order of ``FELTER``."""

    sak_id: UUID
    barn: str
    foedselsdato: date | None
    nivaa: int
    nivaanavn: str
    status: str
    stafettholder: str | None
    tjeneste: str
    sist_endret: datetime


FELTER = (
    "pk", "hovedperson__navn", "hovedperson__foedselsdato", "nivaa__nummer", "nivaa__navn", "status", "stafettholder",
    "vist_tjeneste", "sist_endret",
)  # fmt: skip
MOENSTER = (
    '<tr role="row"><th scope="row" role="rowheader"><a class="ds-link" href="{}">{}</a>{}</th>'
    '<td role="cell" data-label="{}">{} {}{}</td><td role="cell" data-label="{}">{}</td>'
    '<td role="cell" data-label="{}">{}</td><td role="cell" data-label="{}"><time datetime="{}">{}</time></td></tr>'
)


def rows_of(saker: QuerySet[Sak]) -> QuerySet[Sak]:
    """Return the cases as plain tuples for ``render_rader``."""
    return saker.annotate(vist_tjeneste=_tjeneste()).values_list(*FELTER)


def _tjeneste() -> Combinable:
    """The service's name; nothing in the case of one's own family, to who must not be told where the child is."""
    navn = F("tjeneste__navn")
    if not is_sted_skjult_at_home():
        return navn
    familie = Deltaker.objects.filter(sak=OuterRef("pk"), rolle__in=FAMILIEROLLER)
    mine = familie.filter(bruker=Func(function="tilgang_aktoer"))
    return Case(When(Exists(mine), then=Value("")), default=navn, output_field=CharField())


def render_rader(rader: Iterable[tuple[object, ...]]) -> SafeString:
    """Return the table rows; what people wrote is escaped here."""
    nivaa, holder, tjeneste, endret = (
        escape(t) for t in (_("Nivå"), _("Stafettholder"), _("Tjeneste"), _("Sist endret"))
    )
    lukket = f' <span class="ds-tag" data-color="neutral">{escape(_("Avsluttet"))}</span>'
    before, _zero, after = reverse("stafettlogg:sak", args=[UUID(int=0)]).partition(str(UUID(int=0)))
    sone = timezone.get_current_timezone()

    def write(rad: Rad) -> str:
        lokal = rad.sist_endret.astimezone(sone)
        return MOENSTER.format(
            f"{before}{rad.sak_id}{after}", escape(rad.barn), _alder(rad.foedselsdato),
            nivaa, rad.nivaa, escape(rad.nivaanavn), lukket if rad.status == Saksstatus.LUKKET else "",
            holder, escape(rad.stafettholder or "–"),
            tjeneste, escape(rad.tjeneste),
            endret, lokal.isoformat(timespec="seconds"), f"{lokal:%d.%m.%Y}",
        )  # fmt: skip

    return mark_safe("".join(write(Rad._make(rad)) for rad in rader))  # noqa: S308 (each value is escaped above)


def _alder(foedselsdato: date | None) -> str:
    if foedselsdato is None:
        return ""
    tekst = _("f. %(aar)s, %(alder)s år") % {"aar": foedselsdato.year, "alder": alder_of(foedselsdato)}
    return f' <span class="dempet">{escape(tekst)}</span>'
