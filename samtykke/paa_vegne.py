"""Answers on paper or spoken: the code of the sheet, what waits for a second employee, and what the case has."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from bti.models import Sak
from bti.queries import with_ubekreftet
from bti.tilgang.kall import fetch
from bti.tilgang.porten import mine_tillatelser
from samtykke.forms.svare import fingerprint
from samtykke.models import Paavegnesvar, Samtykkekrav, Samtykkeslag, Samtykketekst, Svarmaate, SvarPaaVegne
from samtykke.models.krav import name_question
from samtykke.skann import skann_in
from samtykke.temaliste import words_of

LENGDE = 8


def kode_of(krav: Samtykkekrav, tekst: Samtykketekst) -> str:
    """Return the code of the paper: made of the question as it stands and the text, it names nobody.

    When either is changed the paper has another code: an answer to the old question is not taken for one to the new.
    """
    digest = hashlib.sha256(f"{krav.pk}:{fingerprint(krav)}:{tekst.pk}".encode()).digest()
    return base64.b32encode(digest).decode()[:LENGDE]


def clean_kode(value: str) -> str:
    """Return the code as it was typed from the paper: with or without the dash, in small letters or capitals."""
    return "".join(value.split()).replace("-", "").replace("\0", "").upper()


def find_tekst(krav: Samtykkekrav, kode: str) -> Samtykketekst | None:
    """Return the published text that the paper with this code has; None when the paper asks something else."""
    rows = Samtykketekst.objects.filter(kommune_id=krav.sak.kommune_id, published_at__isnull=False)
    return next((tekst for tekst in rows if kode_of(krav, tekst) == kode), None)


def get_krav_to_answer_for(samtykkekrav_id: UUID) -> Samtykkekrav:
    """Return one question with its case, and its giver as the case may name them. Raises Http404."""
    rows = Samtykkekrav.objects.annotate(mine_tillatelser=mine_tillatelser("sak_id"))
    rows = with_ubekreftet(rows, "giver").select_related("sak__hovedperson", "sak__nivaa", "sak__tjeneste")
    return get_object_or_404(rows.select_related("tjeneste", "requested_by", "giver"), pk=samtykkekrav_id)


def krav_to_answer_for(sak: Sak) -> list[Samtykkekrav]:
    """Return the questions that somebody may answer on paper or spoken, by service and name."""
    rows = with_ubekreftet(Samtykkekrav.objects.filter(sak=sak, frafalt_at=None), "giver")
    return list(rows.select_related("tjeneste", "giver").order_by("tjeneste__navn", "giver__navn"))


def svar_paa_vegne_in(sak: Sak) -> list[SvarPaaVegne]:
    """Return every answer on paper or spoken in the case, the newest first."""
    krav = with_ubekreftet(Samtykkekrav.objects.select_related("tjeneste", "giver"), "giver")
    rows = SvarPaaVegne.objects.filter(sak=sak).select_related("registered_by")
    rows = rows.prefetch_related(Prefetch("krav", queryset=krav))
    svar_list = list(rows.order_by("-registered_at", "pk"))
    scans = skann_in(sak.pk) if svar_list else {}
    for svar in svar_list:
        svar.ark = scans.get(svar.pk)
    return svar_list


@dataclass(frozen=True)
class VentendeSvar:
    """One answer that waits for a second employee."""

    id: UUID
    barn: str
    tjeneste: str
    giver: str
    svar: str
    maate: str
    svart_dato: date
    temaer: list[str]
    kan_skrive: bool | None
    gyldig_til: date | None
    hoert_av: str
    tolk: str
    registrert_av: str
    registrert_at: datetime
    skann: str
    slag: str

    @property
    def gjelder_ansvar(self) -> bool:
        return self.slag == Samtykkeslag.ANSVAR

    @property
    def gjelder(self) -> str:
        return name_question(self.tjeneste, self.slag)

    @property
    def svar_i_ord(self) -> str:
        return str(Paavegnesvar(self.svar).label)

    @property
    def maate_i_ord(self) -> str:
        return str(Svarmaate(self.maate).label)

    @property
    def temaer_i_ord(self) -> list[str]:
        return words_of(self.temaer)

    @property
    def er_papir(self) -> bool:
        return self.maate == Svarmaate.PAPIR


def svar_to_confirm() -> list[VentendeSvar]:
    """Return what waits for the actor, the oldest first; never what the actor has written."""
    return [
        VentendeSvar(*rad)
        for rad in fetch(
            "SELECT id, barn, tjeneste, giver, svar, maate, svart_dato, temaer, kan_skrive, gyldig_til,"
            " hoert_av, tolk, registrert_av, registrert_at, skann, slag FROM samtykke_paa_vegne_aa_bekrefte()"
        )
    ]
