"""The database read into a world: what stands there now, for the oracle to judge.

One statement, since it is read at every step of the model.
"""

# ruff: noqa: E501 (a table's columns stand on one line)

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from tests.eier import as_owner
from tests.tilgang.orakel import rader as r

KOLONNER = {
    "bti_kommune": "id",
    "bti_tjeneste": "id, nedlagt_dato",
    "bti_tjenestekommune": "tjeneste_id, kommune_id",
    "bti_kommuneinnstilling": "kommune_id, noekkel, verdi",
    "bti_bruker": "id, navn, is_active",
    "bti_ansettelse": "bruker_id, tjeneste_id, gyldig_fra, gyldig_til, is_leder",
    "bti_sak": "id, kommune_id, tjeneste_id, hovedperson_id, status",
    "bti_hovedperson": "id, navn, foedselsdato, adressesperre, bruker_id, overtatt_at, slag",
    "bti_deltaker": "id, sak_id, bruker_id, rolle, tjeneste_id, gyldig_fra, gyldig_til, invitert_tidlig, stedfortreder_for_id",
    "bti_stedfortreder": "bruker_id, vikar_id, tjeneste_id, gyldig_fra, gyldig_til, ended_at",
    "bti_familierelasjon": "hovedperson_id, bruker_id, har_foreldreansvar, verifisering, blocked_at, relasjon, barnet_bor_her, gyldig_til",
    "samtykke_samtykkekrav": "id, sak_id, tjeneste_id, giver_id, omraader, slag, frafalt_at",
    "samtykke_samtykke": "krav_id, gyldig_fra, gyldig_til, withdrawn_at, kan_skrive, temaer",
    "bti_sperring": "sak_id, bruker_id, lifted_at",
    "bti_noedtilgang": "sak_id, bruker_id, opened_at, expires_at, ended_at",
    "stafettlogg_innlegg": "id, sak_id, created_by_id, retter_id, temaer",
    "bti_skjerming": "sak_id, objekt_id, bruker_id",
    "tillatelser": "user_id, content_object_id, codename",
}
VERB = "(SELECT g.*, p.codename FROM bti_sakuserobjectpermission g JOIN auth_permission p ON p.id = g.permission_id)"


@cache
def _sql() -> str:
    deler = ", ".join(
        f"'{tabell}', (SELECT coalesce(jsonb_agg(jsonb_build_array({kolonner})), '[]')"
        f" FROM {VERB if tabell == 'tillatelser' else tabell} t)"
        for tabell, kolonner in KOLONNER.items()
    )
    # Text, since psycopg would parse it once more; a correction is read after what it corrects, by going there from it.
    return f"SELECT jsonb_build_object({deler})::text"


def dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def ider(rad: list[Any]) -> list[Any]:
    """Text that is an id, as an id."""
    return [UUID(v) if isinstance(v, str) and len(v) == 36 and v[8] == "-" else v for v in rad]


type Tabeller = dict[str, list[list[Any]]]
_dato: Callable[[str], date] = date.fromisoformat


def read_verden(naa: datetime) -> r.Verden:
    """Read every row that an answer may depend on, as the owner."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(_sql())
        raa = json.loads(cursor.fetchone()[0])
    t = {tabell: [ider(rad) for rad in rader] for tabell, rader in raa.items()}
    v = r.Verden(naa)
    _add_steder(v, t)
    _add_saker(v, t)
    _add_deltakere(v, t["bti_deltaker"])
    _add_samtykker(v, t)
    _add_unntak(v, t)
    _add_innlegg(v, t["stafettlogg_innlegg"])
    v.skjerminger = [r.Skjerming(*rad) for rad in t["bti_skjerming"]]
    v.tillatelser = {(b, sak, verb) for b, sak, verb in t["tillatelser"]}
    return v


def _add_steder(v: r.Verden, t: Tabeller) -> None:
    """Municipalities, services, and who works where."""
    v.kommuner = [k for (k,) in t["bti_kommune"]]
    v.tjenester = [k for k, _nedlagt in t["bti_tjeneste"]]
    v.nedlagt = {k: _dato(nedlagt) for k, nedlagt in t["bti_tjeneste"] if nedlagt}
    v.virker_i = {(tjeneste, kommune) for tjeneste, kommune in t["bti_tjenestekommune"]}
    v.innstillinger = {(kommune, navn): verdi for kommune, navn, verdi in t["bti_kommuneinnstilling"]}
    v.personer = [r.Person(*rad) for rad in t["bti_bruker"]]
    v.ansettelser = [
        r.Ansettelse(b, tj, _dato(fra), dag(til), leder) for b, tj, fra, til, leder in t["bti_ansettelse"]
    ]


def _add_saker(v: r.Verden, t: Tabeller) -> None:
    """Children, their cases, and the relations to them."""
    barn = {
        h: r.Barn(h, navn, dag(foedt), sperre, b, overtatt is not None, slag)
        for h, navn, foedt, sperre, b, overtatt, slag in t["bti_hovedperson"]
    }
    v.saker = [
        r.Sak(s, kommune, tj, barn[h], status == "aapen") for s, kommune, tj, h, status in t["bti_sak"]
    ]
    v.relasjoner = [
        r.Relasjon(h, b, ansvar, verif, stengt is not None, hvem, bor_her, dag(til))
        for h, b, ansvar, verif, stengt, hvem, bor_her, til in t["bti_familierelasjon"]
    ]


def _add_deltakere(v: r.Verden, rader: list[list[Any]]) -> None:
    funnet = {rad[0]: r.Deltaker(*rad[:5], _dato(rad[5]), dag(rad[6]), rad[7]) for rad in rader}
    for rad in rader:
        funnet[rad[0]].vikar_for = funnet[rad[8]] if rad[8] else None
    v.deltakere = list(funnet.values())


def _add_samtykker(v: r.Verden, t: Tabeller) -> None:
    krav = {
        k: r.Krav(k, sak, tj, giver, tuple(omraader), slag, frafalt is not None)
        for k, sak, tj, giver, omraader, slag, frafalt in t["samtykke_samtykkekrav"]
    }
    v.krav = list(krav.values())
    v.samtykker = [
        r.Samtykke(krav[k], _dato(fra), _dato(til), trukket is not None, skriver, frozenset(temaer))
        for k, fra, til, trukket, skriver, temaer in t["samtykke_samtykke"]
    ]


def _add_unntak(v: r.Verden, t: Tabeller) -> None:
    """Absences, blocks and emergencies."""
    v.fravaer = [
        r.Stedfortreder(b, vikar, tj, _dato(fra), _dato(til), slutt is not None)
        for b, vikar, tj, fra, til, slutt in t["bti_stedfortreder"]
    ]
    barn_i = {s.id: s.barn.id for s in v.saker}
    v.sperringer = [r.Sperring(barn_i[sak], b, lettet is not None) for sak, b, lettet in t["bti_sperring"]]
    v.noedtilganger = [
        r.Noedtilgang(sak, b, datetime.fromisoformat(fra), datetime.fromisoformat(til), slutt is not None)
        for sak, b, fra, til, slutt in t["bti_noedtilgang"]
    ]


def _add_innlegg(v: r.Verden, rader: list[list[Any]]) -> None:
    funnet = {pk: r.Innlegg(pk, sak, av, None, frozenset(om)) for pk, sak, av, _retter, om in rader}
    for pk, _sak, _av, retter, _om in rader:
        funnet[pk].retter = funnet[retter] if retter else None
    v.innlegg = list(funnet.values())
