"""Reading a draft back: what it is, which case it is about, the text in it, and the way back to its form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bti.models import Kladd, Sak
from bti.skjema.form import KladdForm, is_written

# The page of each form: those that are about a case itself, and the others.
I_SAK = {
    "samtykke-be-om": "samtykke:request",
    "innlegg": "stafettlogg:innlegg-new",
    "melding": "stafettlogg:melding-new",
    "familie-melding": "familie:melding-new",
    "foresatt-ny": "bti:foresatt-new",
    "familieinvitasjon": "familie:invitasjon-new",
    "invitert-ny": "samtykke:invitert-new",
    "moete": "stafettlogg:moete-new",
    "maal": "tiltak:maal-new",
    "tiltak": "tiltak:new",
    "nivaa": "stafettlogg:nivaa-move",
    "koordinering": "bti:koordinering-new",
    "koordinering-slutt": "bti:koordinering-end",
    "individuell-plan": "stafettlogg:plan-edit",
    "individuell-plan-slutt": "stafettlogg:plan-end",
}
ANDRE = {
    "innsyn-svar": "bti:innsynsspoersmaal-svar",
    "noedtilgang": "bti:noedtilgang-new",
    "noedtilgang-vurder": "bti:noedtilgang-vurder",
    "droefting": "bti:droefting-new",
    "droefting-svar": "bti:droefting-detail",
    "droefting-takk": "bti:droefting-detail",
    "fagteam-medlem": "bti:team-medlem",
    "rettighet": "bti:rettighet-edit",
    "fagteam-periode": "bti:team-medlem-edit",
    "fagteammoete-nytt": "bti:team-moete-new",
    "fagteammoete": "bti:teammoete-detail",
    "fagteampunkt": "bti:teammoete-punkt",
    "skjermet": "bti:skjermet-new",
    "skjermet-endre": "bti:skjermet-edit",
    "skjermet-raad": "bti:skjermet-raad",
    "skjermet-meldt": "bti:skjermet-meldt",
    "skjemamal": "bti:skjemamal-new",
    "skjemamal-om": "bti:skjemamal-om",
    "skjemamal-publiser": "bti:skjemamal-publiser",
    "utfylling": "bti:utfylling-edit",
    "undring-utfylling": "bti:undringsutfylling-edit",
    "veileder-om": "bti:veileder-om",
    "veileder-publiser": "bti:veileder-publiser",
    "veileder-steg": "bti:veileder-steg-utkast",
    "veileder-steg-nytt": "bti:veileder-edit",
    "undring": "bti:undring-new",
    "undring-endre": "bti:undring-edit",
    "undring-avklar": "bti:undring-avklar",
    "undring-del": "bti:undring-del",
    "samtale": "bti:samtale-new",
    "samtale-skriv": "bti:samtale-edit",
    "undring-gjenaapne": "bti:undring-reopen",
    "undring-notat": "bti:undring-notat",
    "undring-skala": "bti:undring-skala",
    "undring-tegn": "bti:undring-tegn",
    "aapne-sak-manuelt": "bti:undring-barn-manuelt",
    "innlegg-rett": "stafettlogg:innlegg-rett",
    "moete-endre": "stafettlogg:moete-flytt",
    "moete-hold": "stafettlogg:moete-hold",
    "maal-endre": "tiltak:maal-edit",
    "tiltak-endre": "tiltak:edit",
    "tiltak-evaluer": "tiltak:evaluate",
}
# Those whose address carries what they are about as a question: a case or a worry that may be nobody's to see.
OM = frozenset({"skjermet"})


@dataclass(frozen=True)
class Lesbarkladd:
    """A draft in words: the written fields alone. ``gjelder`` and ``url`` are empty when the case is lost."""

    id: UUID
    tittel: str
    gjelder: str
    url: str
    saved_at: datetime
    felter: list[tuple[str, str]]
    er_diskret: bool = False


def read_kladder(kladder: Iterable[Kladd]) -> list[Lesbarkladd]:
    """Return drafts as their forms would have named them, and the child where the reader still sees the case."""
    kladder = list(kladder)
    ider = {kladd.objekt_id for kladd in kladder if kladd.objekt_id}
    navn: dict[UUID | None, str] = (
        dict(Sak.objects.filter(pk__in=ider).values_list("pk", "hovedperson__navn")) if ider else {}
    )
    return [_read(kladd, navn.get(kladd.objekt_id, "")) for kladd in kladder]


def _read(kladd: Kladd, gjelder: str) -> Lesbarkladd:
    """Codes, dates and keys are left out."""
    form = find_form(kladd.skjema)
    if form and form.diskret:
        return Lesbarkladd(
            kladd.pk, str(form.tittel), "", _way_back(kladd, ""), kladd.saved_at, [], er_diskret=True
        )
    felter = []
    for name, values in kladd.felter.items():
        field = form.base_fields.get(name) if form else None
        text = "\n".join(value for value in values if value.strip())
        if text and (field is None or is_written(field)):
            felter.append((str(field.label or _("Tekst")) if field else _("Tekst"), text))
    tittel = str(form.tittel) if form else _("Tekst du har skrevet")
    return Lesbarkladd(kladd.pk, tittel, gjelder, _way_back(kladd, gjelder), kladd.saved_at, felter)


def _way_back(kladd: Kladd, gjelder: str) -> str:
    adresse = I_SAK.get(kladd.skjema) if gjelder else ANDRE.get(kladd.skjema)
    if kladd.skjema in OM and adresse and kladd.objekt_id:
        return f"{reverse(adresse)}?om={kladd.objekt_id}"
    return reverse(adresse, args=[kladd.objekt_id] if kladd.objekt_id else []) if adresse else ""


def find_form(skjema: str) -> type[KladdForm] | None:
    """Return the form of that name, wherever in the house it is defined."""
    waiting = list(KladdForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        if getattr(form, "skjema", None) == skjema:
            return form
        waiting += form.__subclasses__()
    return None
