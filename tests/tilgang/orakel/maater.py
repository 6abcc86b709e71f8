"""The ways of asking: the same question put to the list, to the row, to plain SQL under the wall, and to the verbs."""

# ruff: noqa: E501 (SQL is written on one line)

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.http import Http404

from bti.models import Sak
from bti.tilgang.aktoer import acting_as, sign_aktoer
from bti.tilgang.porten import mine_tillatelser
from bti.tilgang.saken import get_sak
from bti.tilgang.tillatelser import Permission
from bti.varsling.queries import my_varsler
from tests.eier import as_owner
from tests.tilgang.orakel.innsetting import Innsetter
from tests.tilgang.orakel.orakel import TABELL, Svar
from tests.tilgang.orakel.sammenlikning import Sammenlikning
from tests.tilgang.test_verbs import VERB

VERBENE = sorted(set().union(*TABELL.values()))
# Tables with another rule than «who sees the case sees the rows», each counted below.
EGNE = {"bti_undring", "varsling_varsel", "utskrift_utskrift", "bti_sakuserobjectpermission", "bti_skjerming",
        "bti_skjermetbekymring", "bti_tilbakehold", "bti_fagteampunkt"}  # fmt: skip
SKJERMET = {"stafettlogg_innlegg", "revisjon_hendelse"}
# A statement that two verbs open: who calls a meeting or answers for it, and who holds it; who changes a measure and who evaluates it.
OGSAA = {
    "INSERT INTO stafettlogg_moetedeltaker": (Permission.HOLD_MOETE,),
    "UPDATE stafettlogg_moete SET": (Permission.CALL_MOETE, Permission.HOLD_MOETE),
    "UPDATE stafettlogg_moetedeltaker SET": (Permission.HOLD_MOETE,),
    "UPDATE tiltak_tiltak SET": (Permission.EVALUATE_TILTAK,),
}
RETT = "INSERT INTO stafettlogg_innlegg (id, sak_id, innleggstype, tekst, created_at, created_by_id, retter_id) VALUES (gen_random_uuid(), %s, 'notat', 'x', now(), %s, %s)"


def list_tables() -> list[str]:
    """Every table of a case that the app may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'sak_id'"
            " WHERE c.relkind = 'r' AND c.relrowsecurity AND has_table_privilege('stafett_app', c.oid, 'SELECT') ORDER BY 1"
        )
        return [table for (table,) in cursor.fetchall()]


def count_sql(tables: list[str]) -> str:
    """Count the rows of each table by case, without a word of who asks."""
    parts = [
        f"SELECT '{table}', sak_id, count(*) FROM {table} WHERE sak_id IS NOT NULL GROUP BY 2"
        for table in tables
    ]
    parts += [
        "SELECT 'bti_sak', id, count(*) FROM bti_sak GROUP BY 2",
        "SELECT 'bti_hovedperson', s.id, count(*) FROM bti_hovedperson h JOIN bti_sak s ON s.hovedperson_id = h.id GROUP BY 2",
        "SELECT 'bti_hovedperson alone', h.id, count(*) FROM bti_hovedperson h GROUP BY 2",
        "SELECT 'bti_familierelasjon', r.hovedperson_id, count(*) FROM bti_familierelasjon r GROUP BY 2",
        "SELECT 'bti_sakuserobjectpermission', content_object_id, count(*) FROM bti_sakuserobjectpermission GROUP BY 2",
    ]
    return " UNION ALL ".join(parts)


class Maater:
    """Asks in all ways about one world that has been put in."""

    def __init__(self, s: Sammenlikning, inne: Innsetter) -> None:
        self.s, self.v, self.inne, self.o = s, s.v, inne, s.orakel
        self.r = Random(s.froe)  # noqa: S311 (which pairs are asked about, not secrets)
        self.tables = list_tables()
        self.sql = count_sql(self.tables)
        self.barn = {sak.barn.id: sak.id for sak in self.v.saker}
        self.innlegg_i: dict[UUID, list[Any]] = {}
        for innlegg in self.v.innlegg:
            self.innlegg_i.setdefault(innlegg.sak, []).append(innlegg)

    def ask_everybody(self) -> None:
        self.ask_parts()
        for person in self.v.personer:
            self.ask_list(person.id)
            self.ask_counts(person.id)
            self.ask_verbs(person.id)
            self.ask_rows(person.id)
        # One by one costs some statements each: those who have something to do with a case, and some who have not.
        par = sorted(self.s.involverte)
        par += [(self.r.choice(self.v.personer).id, self.r.choice(self.v.saker).id) for _ in range(50)]
        for person, sak in par:
            self.ask_object(person, sak)
        for person, sak in self.r.sample(par, 16):
            self.ask_writes(person, sak)

    # Reading

    def ask_parts(self) -> None:
        """The rule itself, asked by the owner: which parts everybody has in everything."""
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT b.id, r.sak_id, r.rolle FROM bti_bruker b, tilgang_roller_for(b.id) r")
            funnet = set(cursor.fetchall())
        for person in self.v.personer:
            for sak in self.v.saker:
                roller, nei = self.o.roller(person, sak)
                for rolle in TABELL:
                    svar = Svar(rolle in roller, "; ".join(nei) or f"har {roller}")
                    self.s.ask(
                        svar,
                        (person.id, sak.id, rolle) in funnet,
                        maate="roller_for",
                        person=person.id,
                        sak=sak.id,
                        hva=rolle,
                    )

    def ask_list(self, person: UUID) -> None:
        with acting_as(person):
            funnet = set(Sak.objects.values_list("pk", flat=True))
        self.s.ask_all(funnet, maate="queryset", person=person)

    def ask_counts(self, person: UUID) -> None:
        """Plain SQL on every table of a case: a row only of what is seen, and as many as there are."""
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute(self.sql)
            funnet: dict[str, dict[UUID, int]] = {}
            for table, noekkel, antall in cursor.fetchall():
                funnet.setdefault(table, {})[self.barn.get(noekkel, noekkel)] = antall
        for table in (
            *self.tables,
            "bti_sak",
            "bti_hovedperson",
            "bti_hovedperson alone",
            "bti_familierelasjon",
        ):
            her, ventet = funnet.get(table, {}), self.ventet_antall(table)
            for sak in self.v.saker:
                antall = her.pop(sak.id, 0)
                ser = self.o.ser(person, sak.id)
                if (
                    table == "bti_noedtilgang"
                ):  # one's own, in use or over: who opened it is told what came of it
                    mine = sum((n.bruker, n.sak) == (person, sak.id) for n in self.v.noedtilganger)
                    self.s.ask(
                        Svar(True, f"{mine} egne"),
                        antall == mine,
                        maate=f"SQL {table} ga {antall}",
                        person=person,
                        sak=sak.id,
                    )
                elif table in EGNE or table in SKJERMET or ventet is None:
                    # Own rows and shielded ones are counted by themselves; here: none of what is not seen.
                    if not ser.ja:
                        self.s.ask(ser, antall, maate=f"SQL {table}", person=person, sak=sak.id)
                else:
                    skjult = self.avviste(table, person, sak) + self.andres_svar(table, person, sak)
                    skal = ventet.get(sak.id, 0) - skjult if ser.ja else 0
                    self.s.ask(Svar(True, f"{ser.hvorfor}, {skal} rader"), antall == skal,
                               maate=f"SQL {table} ga {antall}", person=person, sak=sak.id)  # fmt: skip
            if her:
                self.s.avvik.append(f"SQL {table}: rader utenfor verdenen: {her}")

    def avviste(self, table: str, person: UUID, sak: Any) -> int:
        """Relations that a head has declined: with the reason they are for whoever can put them right."""
        if table != "bti_familierelasjon" or self.o.maa(person, sak.id, "invite_deltaker").ja:
            return 0
        return sum(r.barn == sak.barn.id and r.verifisering == "avvist" for r in self.v.relasjoner)

    def andres_svar(self, table: str, person: UUID, sak: Any) -> int:
        """What was answered about a service that is another's than the one the person is in for."""
        if table == "samtykke_samtykkekrav":
            return sum(k.sak == sak.id and not self.o.ser_svar(person, k) for k in self.v.krav)
        if table == "samtykke_samtykke":
            return sum(y.krav.sak == sak.id and not self.o.ser_svar(person, y.krav) for y in self.v.samtykker)
        return 0

    def ventet_antall(self, table: str) -> dict[UUID, int] | None:
        """How many rows there are of each case, where they are the same for all who see it."""
        v = self.v
        match table:
            case (
                "bti_sak"
                | "bti_hovedperson"
                | "bti_hovedperson alone"
                | "stafettlogg_stafettlogg"
                | "stafettlogg_melding"
            ):
                return {s.id: 1 for s in v.saker}
            case (
                "stafettlogg_moete"
                | "tiltak_maal"
                | "tiltak_tiltak"
                | "tiltak_evaluering"
                | "bti_nivaaendring"
                | "bti_koordinering"
                | "bti_stegstatus"
            ):
                return {s.id: 1 for s in v.saker}
            case "bti_deltaker":
                return Counter(d.sak for d in v.deltakere)
            case "bti_sperring":
                return Counter(self.barn[x.barn] for x in v.sperringer)
            case "bti_familierelasjon":
                return Counter(self.barn[r.barn] for r in v.relasjoner)
            case "samtykke_samtykkekrav":
                return Counter(k.sak for k in v.krav)
            case "samtykke_samtykke":
                return Counter(y.krav.sak for y in v.samtykker)
            case "stafettlogg_moetedeltaker":
                return {s.id: 1 + len({d.bruker for d in v.deltakere if d.sak == s.id}) for s in v.saker}
        return None

    def ask_object(self, person: UUID, sak: UUID) -> None:
        """The row itself, the list of a page about one case, and the question that is asked again under a lock."""
        ser = self.o.ser(person, sak)
        with acting_as(person):
            try:
                rad = get_sak(sak)
            except Http404:
                rad = None
            self.s.ask(ser, rad, maate="get_sak", person=person, sak=sak, ny=False)
            for verb in VERBENE:
                maa = self.o.maa(person, sak, verb)
                fikk = rad is not None and verb in rad.mine_tillatelser
                self.s.ask(maa, fikk, maate="get_sak", person=person, sak=sak, hva=verb, ny=False)
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute("SELECT tilgang_ser_fortsatt(%s)", [sak])
            self.s.ask(ser, cursor.fetchone()[0], maate="ser_fortsatt", person=person, sak=sak, ny=False)
            cursor.execute("SELECT tilgang_aapne(%s, 0, %s)", [sign_aktoer(str(person)), sak])
            cursor.execute("SELECT tilgang_mine_saker()")
            mine = set(cursor.fetchone()[0])
            self.s.ask(ser, sak in mine, maate="aapne", person=person, sak=sak, ny=False)
            if mine - {sak}:
                self.s.avvik.append(f"aapne: en side om én sak har flere: {mine}")

    def ask_rows(self, person: UUID) -> None:
        """What is shielded: the entry, the record of it and the notice of it; and who is told that it is shielded."""
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute("SELECT 'innlegg', id FROM stafettlogg_innlegg UNION ALL SELECT 'hendelse', objekt_id FROM revisjon_hendelse"
                           " UNION ALL SELECT 'varsel', objekt_id FROM varsling_varsel")  # fmt: skip
            funnet = set(cursor.fetchall())
            cursor.execute("SELECT objekt_id, bruker_id FROM bti_skjerming")
            skjermet = set(cursor.fetchall())
            varsler = list(my_varsler().values_list("objekt_id", flat=True))
        if len(varsler) != len(set(varsler)):
            self.s.avvik.append(f"varsler: {self.o.personer[person]} ser de samme flere ganger")
        deltar = {d.sak for d in self.v.deltakere if d.bruker == person}
        for innlegg in self.v.innlegg:
            ser = self.o.ser_innlegg(person, innlegg)
            for hva in ("innlegg", "hendelse", *(["varsel"] if innlegg.sak in deltar else [])):
                self.s.ask(
                    ser, (hva, innlegg.id) in funnet, maate="rad", person=person, sak=innlegg.sak, hva=hva
                )
        for rad in self.v.skjerminger:
            ser = self.o.ser_skjerming(person, rad.sak, rad.objekt)
            har = (rad.objekt, rad.bruker) in skjermet
            self.s.ask(ser, har, maate="rad", person=person, sak=rad.sak, hva="skjerming")

    # Verbs

    def ask_verbs(self, person: UUID) -> None:
        """What one may do in each case: as the list of cases knows it, and as the database asks when a row is written."""
        with acting_as(person), connection.cursor() as cursor:
            mine = dict(Sak.objects.annotate(mine=mine_tillatelser()).values_list("pk", "mine"))
            saker = [sak.id for sak in self.v.saker if (person, sak.id) in self.s.involverte]
            saker.append(self.r.choice(self.v.saker).id)
            cursor.execute(
                "SELECT s, ARRAY(SELECT v FROM unnest(%s::text[]) v WHERE tilgang_maa(s, v)) FROM unnest(%s::uuid[]) s",
                [VERBENE, saker],
            )
            gitt = dict(cursor.fetchall())
        for sak in self.v.saker:
            for verb in VERBENE:
                maa = self.o.maa(person, sak.id, verb)
                self.s.ask(
                    maa,
                    verb in mine.get(sak.id, ()),
                    maate="mine_tillatelser",
                    person=person,
                    sak=sak.id,
                    hva=verb,
                )
                if sak.id in saker:
                    self.s.ask(
                        maa,
                        verb in gitt.get(sak.id, ()),
                        maate="tilgang_maa",
                        person=person,
                        sak=sak.id,
                        hva=verb,
                        ny=False,
                    )

    def ask_writes(self, person: UUID, sak: UUID) -> None:
        """Statements that write, sent as the app; each is taken back."""
        nivaa = self.inne.nivaaer[self.o.saker[sak].kommune]
        rader = self.inne.objekter[sak] | {
            "sak": sak, "barn": self.o.saker[sak].barn.id, "meg": person, "tom": self.inne.leder.pk, "nivaa": self.inne.andre_nivaa[nivaa.pk].pk,
            "steg": self.inne.ledig_steg[nivaa.pk], "mal": self.inne.mal.pk,
        }  # fmt: skip
        for verb in VERB:
            if "INTO stafettlogg_stafettlogg" in verb.sql or (
                "lukket" in verb.sql and not self.o.saker[sak].aapen
            ):
                continue  # there is one already; it is closed already
            svar = [
                self.o.maa(person, sak, en.codename) for en in (verb.tillatelse, *OGSAA.get(str(verb), ()))
            ]
            if verb.tillatelse == Permission.PRINT_SAMTYKKE and not self.o.er_spurt(person, sak):
                svar = [
                    Svar(False, "ikke spurt om noe")
                ]  # the family orders the sheet of their own question alone
            fikk = self._write(person, verb.sql, rader)
            self.s.ask(max(svar), fikk, maate="skriver", person=person, sak=sak, hva=str(verb))
        for innlegg in self.innlegg_i[sak]:
            maa, ser = self.o.maa(person, sak, "add_innlegg"), self.o.ser_innlegg(person, innlegg)
            fikk = self._write(person, RETT, [sak, person, innlegg.id])
            self.s.ask(
                Svar(maa.ja and ser.ja, f"{maa.hvorfor}, {ser.hvorfor}"),
                fikk,
                maate="retter",
                person=person,
                sak=sak,
            )

    def _write(self, person: UUID, sql: str, rader: Any) -> int:
        try:
            with acting_as(person), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, rader)
                antall = cursor.rowcount
                transaction.set_rollback(True)
                return antall
        except DatabaseError:
            return 0
