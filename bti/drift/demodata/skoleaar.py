"""A whole school year of one family, lived through the services and then dated to its days: a story to read.

Every step is done by its own person under the access rule. What it wrote is found again by the moment it was done.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from bti.drift.demodata import key_of
from bti.drift.demodata.saker import SAMTYKKE_DAGER, Demosak, day_back, open_demosak, plan_next_moete, sure
from bti.models import Ansettelse, Familierelasjon, Sak, Tjeneste
from bti.queries import deltaker_ider
from bti.services import invite_fagperson
from bti.tilgang.aktoer import acting_as
from samtykke.models import Samtykke, Samtykkekrav, Tema
from samtykke.queries import current_tekst
from samtykke.services import grant_samtykke, request_samtykke, withdraw_samtykke
from stafettlogg.models import Moete, Stafettveksling, Vekslingssvar
from stafettlogg.services import add_innlegg, answer_stafett, call_moete, hold_moete, offer_stafett
from tiltak.models import Maal, Tiltak, Tiltakskort
from tiltak.services import change_maal, evaluate_tiltak, set_maal, start_tiltak

Rad = dict[str, Any]
FAMILIE = ("mor", "far")
MOETER = "stafettlogg_moete"
KLOKKA = 13  # the hour of everything that is written: nobody works at night because the demo was loaded then
TILBAKE = "(%(dager)s * interval '1 day' + %(timer)s * interval '1 hour')"
INNKALT_DAGER = 9  # a meeting is called so long before it is held
# What a step writes: the moments of each table, and the days that go with the first of them.
TIDER: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bti_undring": (("created_at", "clarified_at"), ("frist", "observert_dato", "foresatte_informert")),
    "bti_deltaker": (("invited_at",), ("gyldig_fra",)),
    "bti_stegstatus": (("done_at",), ()),
    "bti_nivaaendring": (("decided_at",), ("dato",)),
    "samtykke_samtykkekrav": (("requested_at",), ()),
    "samtykke_samtykke": (("granted_at", "withdrawn_at"), ("gyldig_fra",)),
    "stafettlogg_stafettlogg": (("opened_at",), ()),
    "stafettlogg_innlegg": (("created_at",), ()),
    MOETER: (("held_at", "starter_at"), ()),
    "stafettlogg_stafettveksling": (("offered_at", "answered_at"), ("svarfrist",)),
    "tiltak_maal": (("created_at",), ()),
    "tiltak_tiltak": (("created_at",), ()),
    "tiltak_evaluering": (("evaluated_at",), ()),
}


@dataclass(frozen=True)
class Skritt:
    """When a step was really done, and how many days ago it is to have been."""

    fra: datetime
    til: datetime
    dager: int


@cache
def read_skoleaar() -> list[Rad]:
    """Return fixtures/demo/skoleaar.json: the oldest step first."""
    with (settings.DEMO_MAPPE / "skoleaar.json").open(encoding="utf-8") as file:
        rader: list[Rad] = json.load(file)
    return rader


@transaction.atomic
def load_skoleaar(demosak: Demosak) -> list[Skritt]:
    """Live the year through, and plan the next meeting; return what date_skoleaar needs."""
    forteller = Forteller(demosak)
    skritt = [forteller.do(rad) for rad in read_skoleaar()]
    holder = [rad["til"] for rad in read_skoleaar() if rad["hva"] == "gi_pinnen"][-1]
    with acting_as(key_of("person", holder)):
        plan_next_moete(Sak.objects.get(pk=demosak.noekkel), demosak, by=key_of("person", holder))
    return skritt


@dataclass
class Forteller:
    """Does the steps of the story, and remembers what they made by the name that later steps know it by."""

    demosak: Demosak
    maal: dict[str, UUID] = field(default_factory=dict)
    tiltak: dict[str, UUID] = field(default_factory=dict)
    familie: dict[str, UUID] = field(default_factory=dict)

    def do(self, rad: Rad) -> Skritt:
        """Do one step as its own person."""
        fra = timezone.now()
        with acting_as(self.person(rad["av"])):
            gjoer: Callable[[Rad, UUID], None] = getattr(self, f"do_{rad['hva']}")
            gjoer(rad, self.person(rad["av"]))
        return Skritt(fra, timezone.now(), rad["dager"])

    def person(self, navn: str) -> UUID:
        return self.familie[navn] if navn in FAMILIE else key_of("person", navn)

    @property
    def sak(self) -> Sak:
        return Sak.objects.select_related("tjeneste").get(pk=self.demosak.noekkel)

    def do_aapne(self, rad: Rad, av: UUID) -> None:
        sak = open_demosak(self.demosak)
        relasjoner = Familierelasjon.objects.filter(hovedperson=sak.hovedperson_id)
        self.familie = dict(relasjoner.values_list("relasjon", "bruker"))

    def do_innlegg(self, rad: Rad, av: UUID) -> None:
        add_innlegg(self.sak, tekst=rad["tekst"], innleggstype=rad["type"], by=av)

    def do_maal(self, rad: Rad, av: UUID) -> None:
        self.maal[rad["navn"]] = set_maal(self.sak, tekst=rad["tekst"], by=av).pk

    def do_naadd(self, rad: Rad, av: UUID) -> None:
        maal = Maal.objects.select_related("sak").get(pk=self.maal[rad["maal"]])
        change_maal(maal, tekst=maal.tekst, naadd_dato=day_back(rad["dager"]), versjon=maal.versjon, by=av)

    def do_tiltak(self, rad: Rad, av: UUID) -> None:
        sak = self.sak
        kort = Tiltakskort.objects.filter(kommune=sak.kommune_id, noekkel=rad["kort"]).first()
        tiltak = start_tiltak(
            sak,
            tittel=kort.navn if kort else rad["tittel"],
            hva=rad["gjoeres"],
            arena=rad["arena"],
            ansvarlig_id=self.person(rad["ansvarlig"]),
            starter=day_back(rad["dager"]),
            evalueres=day_back(rad["dager"] - rad["varer"]),
            maal_id=self.maal[rad["maal"]],
            kort_id=kort.pk if kort else None,
            by=av,
        )
        self.tiltak[rad["navn"]] = tiltak.pk

    def do_evaluering(self, rad: Rad, av: UUID) -> None:
        evaluate_tiltak(
            Tiltak.objects.select_related("sak").get(pk=self.tiltak[rad["tiltak"]]),
            grad=rad["grad"],
            ord=rad["ord"],
            barnets_ord=rad["barnets_ord"],
            evalueres=day_back(rad["dager"] - rad["videre"]) if rad["videre"] else None,
            by=av,
        )

    def do_moete(self, rad: Rad, av: UUID) -> None:
        sak = self.sak
        innkalte = deltaker_ider(sak.pk)
        moete = call_moete(
            sak, moetetype=rad["type"], starter_at=timezone.now() - timedelta(minutes=5), sted="Møterommet",
            hensikt=rad["hensikt"], innkalte=innkalte, by=av,
        )  # fmt: skip
        hold_moete(
            Moete.objects.select_related("sak").get(pk=moete.pk), referat=rad["referat"],
            barnets_ord=rad["barnets_ord"], til_stede=innkalte, beslutning=rad["beslutning"],
            begrunnelse=rad["begrunnelse"], versjon=moete.versjon, fra=sak.nivaa_id, by=av,
        )  # fmt: skip

    def do_spoer(self, rad: Rad, av: UUID) -> None:
        request_samtykke(
            self.sak,
            tjeneste=Tjeneste.objects.get(pk=_ansettelse(rad["hvem"]).tjeneste_id),
            hvorfor=rad["hvorfor"],
            temaer=[Tema.SKOLE, Tema.LAERING],
            til=day_back(-SAMTYKKE_DAGER),
            by=av,
        )

    def do_ja(self, rad: Rad, av: UUID) -> None:
        krav = Samtykkekrav.objects.select_related("sak").get(sak=self.demosak.noekkel, giver=av)
        tekst = sure(current_tekst(krav.sak.kommune_id))
        grant_samtykke(krav, temaer=krav.temaer, til=krav.foreslaatt_til, tekst=tekst, by=av)

    def do_trekk(self, rad: Rad, av: UUID) -> None:
        mine = Samtykke.objects.select_related("sak", "krav")
        withdraw_samtykke(mine.get(sak=self.demosak.noekkel, giver=av, withdrawn_at=None), by=av)

    def do_inviter(self, rad: Rad, av: UUID) -> None:
        en = _ansettelse(rad["hvem"])
        invite_fagperson(self.sak, noekkel=uuid4(), bruker_id=en.bruker_id, tjeneste_id=en.tjeneste_id)

    def do_gi_pinnen(self, rad: Rad, av: UUID) -> None:
        offer_stafett(
            self.sak,
            til=self.person(rad["til"]),
            svarfrist=day_back(-7),
            beskjed=rad["beskjed"],
            noekkel=uuid4(),
        )

    def do_ta_pinnen(self, rad: Rad, av: UUID) -> None:
        veksling = Stafettveksling.objects.select_related("sak__tjeneste").get(
            sak=self.demosak.noekkel, til=av
        )
        answer_stafett(veksling, svar=Vekslingssvar.JA, grunn="", by=av)


def _ansettelse(navn: str) -> Ansettelse:
    return Ansettelse.objects.get(pk=key_of("ansettelse", navn))


@transaction.atomic
def date_skoleaar(demosak: Demosak, skritt: Iterable[Skritt]) -> None:
    """Move what each step wrote to its day. Run as the owner, as date_back; nobody is told of what is old."""
    with connection.cursor() as cursor:
        for ett in skritt:
            for tabell, (tider, datoer) in TIDER.items():
                _move(cursor, tabell, tider, datoer, demosak.noekkel, ett)
        sak = {
            "sak": demosak.noekkel,
            "dager": read_skoleaar()[0]["dager"],
            "sist": read_skoleaar()[-1]["dager"],
        }
        cursor.execute(_SAK, sak)
        cursor.execute("DELETE FROM varsling_utboks WHERE sak_id = %(sak)s", sak)


_SAK = """
UPDATE bti_sak
   SET opened_at = opened_at - %(dager)s * interval '1 day', sist_endret = sist_endret - %(sist)s * interval '1 day'
 WHERE id = %(sak)s
"""


def _move(
    cursor: Any, tabell: str, tider: tuple[str, ...], datoer: tuple[str, ...], sak: UUID, ett: Skritt
) -> None:
    """Move the moments that lie within a step, each by itself, and the days of a row with its first moment.

    A meeting is one moment: it was called some days before it was held.
    """
    verdier = {"sak": sak, "fra": ett.fra, "til": ett.til, "dager": ett.dager, "foer": INNKALT_DAGER} | {
        "timer": timezone.localtime(ett.fra).hour - KLOKKA
    }
    for dato in datoer:
        _update(cursor, tabell, f"{dato} = {dato} - %(dager)s", tider[0], verdier)
    if tabell == MOETER:
        alle = ", ".join(f"{tid} = {tid} - {TILBAKE}" for tid in tider)
        _update(
            cursor,
            tabell,
            f"{alle}, called_at = called_at - {TILBAKE} - %(foer)s * interval '1 day'",
            tider[0],
            verdier,
        )
        return
    for tid in tider:
        _update(cursor, tabell, f"{tid} = {tid} - {TILBAKE}", tid, verdier)


def _update(cursor: Any, tabell: str, hva: str, naar: str, verdier: dict[str, Any]) -> None:
    sql = f"UPDATE {tabell} SET {hva} WHERE sak_id = %(sak)s AND {naar} >= %(fra)s AND {naar} < %(til)s"  # noqa: S608 (names of ours)
    cursor.execute(sql, verdier)
