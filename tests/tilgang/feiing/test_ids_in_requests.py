"""What is sent beside the address: ids of another case in fields and queries, fields that no form has, the same field
twice, another method in disguise, headers that say who one is. None of it reaches a row that is not one's own.

The forms are those of the pages themselves, read and sent as a browser would; nothing here knows what they are called.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connection

from bti.models import Tjeneste
from tests.eier import as_owner
from tests.husregler.kode import Adresse, adresser, modeller
from tests.tilgang.feiing.felt import Felt, undone
from tests.tilgang.feiing.galleri import SAMTYKKET, VED_NAVN
from tests.tilgang.feiing.runde import NATT, Runde
from tests.tilgang.feiing.skjemaer import Skjema, read_skjemaer
from tests.tilgang.feiing.svar import FEIL_METODE, INNENFOR, ask, expect

# Who writes in Nora's case, and how many of their forms must have been sent and have written something.
SKRIVER = {"stafettholder": 14, "ppt": 7, "mor": 2, "ungdom": 1}
FORKLEDD = {
    "X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE", "X-Original-URL": "/", "X-Rewrite-URL": "/",
    "X-Forwarded-Host": "ond.invalid", "X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1",
}  # fmt: skip


@dataclass(frozen=True)
class Tilstand:
    """The rows of the other cases, the people and their work; and how Nora's rows point outside."""

    andres: tuple[Any, ...]
    peker_ut: int
    noras: int


def foreign_ids(felt: Felt) -> dict[str, str]:
    """One of everything that is not Nora's."""
    ider = {navn: str(rad.pk) for navn, rad in felt.rader.items() if navn.startswith(("ola ", "mia "))}
    kinds = {"sak", "maal", "tiltak", "moete", "innlegg", "krav"}
    keep = {navn: pk for navn, pk in ider.items() if navn.split()[1] in kinds}
    people = {f"bruker {navn}": str(felt.person(navn).pk) for navn in ("pia", "frida", "erik")}
    return keep | people | {"tjeneste i Fjellvik": str(felt.verden.fjellvik_skole.pk)}


def read_tilstand(felt: Felt, fremmede: dict[str, str]) -> Tilstand:
    """Read it all in one statement, as the owner."""
    nora, andre = felt.saker["nora"].pk, [felt.saker["ola"].pk, felt.saker["mia"].pk]
    parts, params = [], []
    for modell in modeller():
        table, names = modell._meta.db_table, {f.column for f in modell._meta.concrete_fields}
        if "sak_id" in names and table != "bti_undring":
            parts.append(
                f"SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text) FILTER (WHERE sak_id = ANY (%s))),"
                " count(*) FILTER (WHERE sak_id = %s AND t::text ~ %s), count(*) FILTER (WHERE sak_id = %s)"
                f" FROM {table} t"
            )
            params += [andre, nora, "|".join(fremmede.values()), nora]
        elif table in {"bti_sak", "bti_bruker", "bti_ansettelse", "bti_hovedperson", "bti_familierelasjon"}:
            mine = "id <> %s" if table == "bti_sak" else "%s::uuid IS NOT NULL"
            # One's own choice of language to read consent in: test_lesespraak.py holds that it is one's own alone.
            rad = "(to_jsonb(t) - 'lesespraak')::text" if table == "bti_bruker" else "t::text"
            parts.append(
                f"SELECT '{table}', md5(string_agg({rad}, '|' ORDER BY {rad}) FILTER (WHERE {mine})), 0, 0"
                f" FROM {table} t"
            )
            params.append(nora)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows = cursor.fetchall()
    return Tilstand(
        tuple(sorted((t, h) for t, h, *_ in rows)), sum(r[2] for r in rows), sum(r[3] for r in rows)
    )


def forms_of(runde: Runde) -> list[Skjema]:
    """Return every form on every page that opens for this person, each once. Paper has no forms, and takes a second."""
    found: dict[tuple[str, ...], Skjema] = {}
    for adresse in adresser():
        opens = expect(adresse, runde, runde.felt.innhold) == INNENFOR
        if opens and not adresse.moenster.endswith("/papir/"):
            svar = runde.ask("GET", adresse)
            skjemaer = read_skjemaer(svar.kropp, runde.felt.innhold.url(adresse)) if svar.is_html else []
            found |= {(skjema.adresse, *skjema.felter): skjema for skjema in skjemaer}
    return list(found.values())


def kinds_of(felt: Felt) -> dict[str, str]:
    """Return the kind of each row that a form may name, by its id, in the words that foreign_ids uses."""
    kinds = {"sak_id": "sak", "krav_id": "krav"} | {
        f"{k}_id": k for k in ("maal", "tiltak", "moete", "innlegg")
    }
    found = {str(felt.innhold.ider[name]): kind for name, kind in kinds.items()}
    found |= {str(bruker.pk): "bruker" for bruker in felt.personer.values()}
    return found | {str(pk): "tjeneste" for pk in Tjeneste.objects.values_list("pk", flat=True)}


def tried_in(
    felt_navn: str, skjema: Skjema, fremmede: dict[str, str], kinds: dict[str, str], nr: int
) -> list[str]:
    """Return what to try in a field: of its own kind, and two more in turn; at night everything."""
    egne = {kinds.get(one) for one in (*skjema.felter.get(felt_navn, []), *skjema.valg.get(felt_navn, []))}
    like = [hva for hva in fremmede if set(hva.split()) & egne]
    rest = [hva for hva in fremmede if hva not in like]
    return (
        [*like, *rest] if NATT else [*like[:2], *(rest[(nr + skritt * 5) % len(rest)] for skritt in (0, 1))]
    )


class Avsender:
    """One person's forms: each sent as it stands, so that what comes of it with something else can be compared."""

    def __init__(self, felt: Felt, navn: str) -> None:
        self.felt, self.runde, self.fremmede = felt, Runde(felt, VED_NAVN[navn], SAMTYKKET), foreign_ids(felt)
        self.foer = read_tilstand(felt, self.fremmede)
        self.rene = [(skjema, self.send(skjema, {})) for skjema in forms_of(self.runde)]

    def send(self, skjema: Skjema, andre: dict[str, list[str]]) -> Tilstand:
        """Send it, see what came of it, and undo it."""
        self.runde.antall += 1
        with undone():
            response = self.runde.client.post(skjema.adresse, skjema.felter | andre)
            assert response.status_code < 500, (skjema.adresse, andre)
            self.runde.client.cookies.pop("messages", None)
            return read_tilstand(self.felt, self.fremmede)


@pytest.fixture(scope="module")
def avsendere(felt_i_filen: Felt) -> dict[str, Avsender]:
    """Everybody's forms, read and sent once for the whole file."""
    return {navn: Avsender(felt_i_filen, navn) for navn in SKRIVER}


@pytest.mark.parametrize("navn", SKRIVER)
def test_ids_of_another_case_are_refused(
    felt: Felt, avsendere: dict[str, Avsender], navn: str, record_property
) -> None:
    """Each field that names a row is sent with rows of other cases: of its own kind always, of other kinds in turn.

    Every seventh before and after one's own too; at night everything with everything.
    """
    den, kinds, galt, antall = avsendere[navn], kinds_of(felt), [], 0
    for skjema, ren in den.rene:
        assert ren.andres == den.foer.andres, f"{skjema.adresse} writes outside the case by itself"
        for felt_navn in skjema.with_ids():
            egne = skjema.felter.get(felt_navn, [])
            for hva in tried_in(felt_navn, skjema, den.fremmede, kinds, antall):
                fremmed = den.fremmede[hva]
                ways = ([fremmed], [*egne, fremmed], [fremmed, *egne])
                for verdier in ways if NATT or antall % 7 == 0 else ways[:1]:
                    antall += 1
                    etter = den.send(skjema, {felt_navn: verdier})
                    if (etter.andres, etter.peker_ut) != (den.foer.andres, ren.peker_ut):
                        galt.append(f"{skjema.adresse} {felt_navn}={hva}")
    record_property("tall:feiing_svar", antall + len(den.rene))
    assert galt == []
    assert den.runde.galt == {}
    skrev = sum(ren.noras != den.foer.noras for _, ren in den.rene)
    assert skrev >= SKRIVER[navn], f"only {skrev} forms wrote anything: the others prove nothing"


@pytest.mark.parametrize("navn", SKRIVER)
def test_fields_that_no_form_has_change_nothing(
    felt: Felt, avsendere: dict[str, Avsender], navn: str, record_property
) -> None:
    """Every column of every table is sent along: the rows are those that the form alone makes."""
    den, galt = avsendere[navn], []
    ola, pia = den.fremmede["ola sak"], den.fremmede["bruker pia"]
    for skjema, ren in den.rene:
        known = set(skjema.felter) | set(skjema.valg)
        extra = {name: [ola if name.startswith("sak") else pia] for name in every_column() - known}
        etter = den.send(skjema, extra)
        if (etter.andres, etter.peker_ut, etter.noras) != (den.foer.andres, ren.peker_ut, ren.noras):
            galt.append((skjema.adresse, etter.noras - ren.noras, etter.peker_ut - ren.peker_ut))
    record_property("tall:feiing_svar", len(den.rene))
    assert galt == []


def test_a_row_of_another_case_is_not_there(felt: Felt, record_property) -> None:
    """In the address itself: one's own case with a row of another's, and the other's row alone."""
    runde = Runde(felt, VED_NAVN["stafettholder"], SAMTYKKET)
    ider = {
        f"{k}_id": felt.rader[f"ola {k}"].pk
        for k in ("maal", "tiltak", "moete", "innlegg", "krav", "samtykke")
    }
    andre = replace(felt.innhold, ider=felt.innhold.ider | ider)
    galt = {}
    for adresse in adresser():
        if andre.url(adresse) == felt.innhold.url(adresse):
            continue
        for metode in ("GET", "POST"):
            svar = ask(runde.client, metode, andre.url(adresse))
            runde.antall += 1
            runde.look(f"{metode} {adresse.navn}", svar.alt)
            if svar.status not in {403, 404, FEIL_METODE}:
                galt[f"{metode} {adresse.navn}"] = svar.status
    record_property("tall:feiing_svar", runde.antall)
    assert galt | runde.galt == {}
    assert runde.antall > 20


def every_column() -> set[str]:
    """Every name that a field of a model has: what somebody who had read the source would try."""
    return {name for m in modeller() for f in m._meta.concrete_fields for name in (f.name, f.attname)}


def in_turn(navne: tuple[str, ...], navn: str, hver: int) -> list[Adresse]:
    """Return every n-th address, each person's another; at night all of them."""
    skifte = navne.index(navn)
    return [a for plass, a in enumerate(adresser()) if NATT or (plass + skifte) % hver == 0]


SPOER = ("stafettholder", "mor", "annen families mor", "kollega utenfor", "nødtilgang", "ingen")
FORKLEDER_SEG = ("stafettholder", "annen families mor", "ingen")


@pytest.mark.parametrize("navn", SPOER)
def test_a_query_gives_no_sight(felt: Felt, navn: str, record_property) -> None:
    """Ids of two cases and a person under every name that an address or a table has for one.

    By day each asks every sixth address, so that each is asked by somebody; at night all by all, of one case at a time.
    """
    runde = Runde(felt, VED_NAVN[navn], SAMTYKKET)
    names = {part for a in adresser() for part in re.findall(r"<uuid:(\w+)>", a.moenster)}
    names |= {name.removesuffix("_id") for name in names} | {
        "id",
        "pk",
        "bruker",
        "bruker_id",
        "aktoer",
        "som",
    }
    nora, ola = str(felt.saker["nora"].pk), str(felt.saker["ola"].pk)
    for saker in ([nora], [ola]) if NATT else ([nora, ola],):
        query = {name: [*saker, str(felt.person("jonas").pk)] for name in sorted(names)}
        for adresse in in_turn(SPOER, navn, 6):
            plain = ask(runde.client, "GET", felt.innhold.url(adresse))
            svar = ask(runde.client, "GET", felt.innhold.url(adresse), query)
            runde.antall += 2
            runde.look(f"GET {adresse.navn}?…", svar.alt)
            if plain.status != svar.status and {plain.status, svar.status} != {200, 422}:
                runde.galt[adresse.navn] = (plain.status, svar.status)
    record_property("tall:feiing_svar", runde.antall)
    assert runde.galt == {}


@pytest.mark.parametrize("navn", FORKLEDER_SEG)
def test_headers_say_nothing_about_who_asks(felt: Felt, navn: str, record_property) -> None:
    """Not who one is, not which address is meant, not which method: a proxy's words are the proxy's to add.

    By day each asks every ninth address; at night all.
    """
    runde = Runde(felt, VED_NAVN[navn], SAMTYKKET)
    jonas = str(felt.person("jonas").pk)
    hoder = FORKLEDD | dict.fromkeys(("Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Aktoer"), jonas)
    hoder["X-Original-URL"] = f"/sak/{felt.saker['nora'].pk}/"
    for adresse in in_turn(FORKLEDER_SEG, navn, 9):
        for metode, data in (("GET", None), ("POST", {"_method": "DELETE", "_httpmethod": "GET"})):
            url = felt.innhold.url(adresse)
            plain, svar = ask(runde.client, metode, url), ask(runde.client, metode, url, data, **hoder)
            runde.antall += 2
            runde.look(f"{metode} {adresse.navn} forkledd", svar.alt)
            if plain.status != svar.status:
                runde.galt[f"{metode} {adresse.navn}"] = (plain.status, svar.status)
    record_property("tall:feiing_svar", runde.antall)
    assert runde.galt == {}
