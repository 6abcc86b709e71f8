"""What the app's own role can do with SQL of its own: not change access, not read the key, not touch the log."""

# ruff: noqa: E501 (lists of tables)

import re
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from bti.models import Sak
from bti.tilgang.aktoer import acting_as
from stafettlogg.models import Innlegg
from tests import factories as f
from tests.factories.hus import i_dag, naa
from tiltak.models import Maal, Tiltak

pytestmark = pytest.mark.django_db

NO_RIGHT = "permission denied|must be owner|COPY to or from an external program"
ACCESS_TABLES = (
    "bti_deltaker", "bti_familierelasjon", "bti_relasjonsendring", "bti_ansettelse", "bti_kommunerolle", "bti_identitet", "bti_sakuserobjectpermission",
    "bti_tjeneste", "bti_tjenestekommune", "bti_kommune", "bti_kommuneinnstilling", "samtykke_samtykkekrav", "samtykke_samtykke",
    "samtykke_familieinvitasjon", "samtykke_deltakelseskvittering", "samtykke_invitasjonssvar", "samtykke_svarpaavegne", "samtykke_lukkeoenske", "tiltak_tiltaksforespoersel", "stafettlogg_stafettveksling", "samtykke_svarskann", "samtykke_samtykketekst", "auth_permission", "guardian_userobjectpermission", "guardian_groupobjectpermission",
    "tilgang_noekkel", "tilgang_innstilling", "tilgang_rolletillatelse", "revisjon_kjede", "varsling_utboks", "varsling_paaminnelse",
)  # fmt: skip
APPEND_ONLY = (
    "stafettlogg_innlegg",
    "stafettlogg_melding",
    "bti_nivaaendring",
    "tiltak_evaluering",
    "revisjon_hendelse",
)


def refuse(bruker, sql, params=None, match=NO_RIGHT):
    refused = pytest.raises(DatabaseError, match=match)
    with acting_as(bruker.pk), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def allowed(bruker, statements) -> list[str]:
    """Return the statements that were not refused for want of a right."""
    through = []
    with acting_as(bruker.pk):
        for sql in statements:
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql)
            except DatabaseError as error:
                if re.search(NO_RIGHT, str(error)):
                    continue
            through.append(sql)
    return through


def every(verbs, tables) -> list[str]:
    return [verb.format(table) for verb in verbs for table in tables]


def test_the_check_itself_lets_through_what_is_allowed(verden):
    assert allowed(verden.jonas, ["SELECT 1", "DELETE FROM bti_kladd"]) == [
        "SELECT 1",
        "DELETE FROM bti_kladd",
    ]


def test_access_is_not_written_by_hand(verden):
    verbs = ["INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}"]
    assert allowed(verden.jonas, every(verbs, ACCESS_TABLES)) == []


def test_what_the_rule_reads_is_not_changed_by_hand(verden):
    statements = [
        "UPDATE bti_deltaker SET gyldig_til = NULL",
        "UPDATE bti_deltaker SET bruker_id = bruker_id",
        "UPDATE bti_familierelasjon SET verifisering = 'register'",
        "UPDATE bti_ansettelse SET gyldig_til = NULL",
        "UPDATE samtykke_samtykke SET withdrawn_at = NULL",
        "UPDATE samtykke_samtykkekrav SET giver_id = giver_id",
        "UPDATE bti_sak SET tjeneste_id = tjeneste_id",
        "UPDATE bti_sak SET hovedperson_id = hovedperson_id",
        "UPDATE bti_sak SET kommune_id = kommune_id",
        "UPDATE bti_hovedperson SET adressesperre = 'ingen'",
        "UPDATE bti_hovedperson SET foedselsdato = NULL",
        "UPDATE bti_hovedperson SET bruker_id = NULL",
        "UPDATE bti_bruker SET is_active = true",
        "UPDATE bti_bruker SET navn = 'x'",
        "UPDATE bti_kontaktopplysning SET foedselsnummer_oppslag = 'x'",
        "UPDATE bti_kommuneinnstilling SET verdi = '99'",
    ]
    assert allowed(verden.jonas, statements) == []


def test_the_log_is_append_only(verden):
    statements = every(["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"], APPEND_ONLY)
    assert allowed(verden.jonas, statements) == []


def test_nothing_of_a_case_is_deleted(verden):
    tables = [
        "bti_sak",
        "bti_hovedperson",
        "bti_undring",
        "tiltak_maal",
        "tiltak_tiltak",
        "stafettlogg_moete",
    ]
    assert allowed(verden.jonas, every(["DELETE FROM {}", "TRUNCATE {}"], tables)) == []


def test_the_walls_own_parts_are_out_of_reach(verden):
    statements = [
        "SELECT * FROM tilgang_noekkel",
        "COPY tilgang_noekkel TO STDOUT",
        "SELECT tilgang_hmac('noe')",
        "SELECT * FROM tilgang_saker_for(gen_random_uuid())",
        "SELECT tilgang_sett_inn_deltaker(gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'fagperson', NULL, NULL)",
        "SELECT tilgang_rett_opp_tillatelser()",
        "SELECT tilgang_subjekt()",
        "SELECT * FROM bti_identitet",
        "SELECT * FROM varsling_utboks",
        "SELECT * FROM pg_authid",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY bti_kladd TO PROGRAM 'cat'",
        "CREATE TABLE public.min (id integer)",
        "CREATE FUNCTION public.tilgang_idag() RETURNS date LANGUAGE sql AS 'SELECT current_date'",
        "CREATE TEMP TABLE bti_deltaker (id uuid)",
    ]
    assert allowed(verden.jonas, statements) == []


def test_what_the_server_gives_everybody_is_closed(verden):
    """More of it, and from a server of its own, in tests/drift/test_stenging.py."""
    statements = [
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_get(1)",
        "SELECT query FROM pg_stat_activity",
        "SELECT * FROM pg_stat_user_tables",
        "SELECT * FROM pg_stats",
        "SELECT pg_total_relation_size('bti_sak')",
        "SELECT pg_terminate_backend(pg_backend_pid())",
        "SELECT pg_advisory_lock(1)",
        "SELECT query_to_xml('SELECT 1', true, true, '')",
        "DO $$ BEGIN PERFORM 1; END $$",
        "CREATE EXTENSION dblink",
    ]
    assert allowed(verden.jonas, statements) == []


def test_the_walls_are_not_moved(verden):
    statements = [
        "ALTER TABLE bti_sak DISABLE ROW LEVEL SECURITY",
        "DROP POLICY bti_sak_les ON bti_sak",
        "CREATE POLICY alt ON bti_sak USING (true)",
        "CREATE OR REPLACE FUNCTION tilgang_mine_saker() RETURNS uuid[] LANGUAGE sql AS 'SELECT NULL::uuid[]'",
        "ALTER TABLE bti_sak OWNER TO stafett_app",
        "DROP TABLE bti_kladd",
    ]
    assert allowed(verden.jonas, statements) == []


def test_turning_row_security_off_is_an_error_not_a_door(verden):
    sql = "SET LOCAL row_security = off; SELECT * FROM bti_sak"
    refuse(verden.jonas, sql, match="row-level security")


@pytest.mark.parametrize("navn", ["amina", "berit", "adm", "erik", "fremmed"])
def test_raw_sql_without_a_where_shows_nothing(verden, navn):
    """Those outside every case: no row of any table with row security, but their own name and contact."""
    for model in (
        f.InnleggFactory,
        f.MaalFactory,
        f.MoeteFactory,
        f.TiltakFactory,
        f.MeldingFactory,
        f.UtskriftFactory,
    ):
        model(sak=verden.nora_sak)
    f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=verden.nav, giver=verden.kari)
    f.HendelseFactory(sak_id=verden.nora_sak.pk)
    f.UndringFactory(created_by=verden.jonas)
    f.KladdFactory(bruker=verden.jonas)
    f.VarselFactory(mottaker=verden.jonas)
    with acting_as(getattr(verden, navn).pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND has_table_privilege(oid, 'SELECT')"
        )
        tables = [table for (table,) in cursor.fetchall()]
        rows = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            rows[table] = cursor.fetchone()[0]
    assert len(tables) > 15
    assert {table: n for table, n in rows.items() if n} == {"bti_bruker": 1, "bti_kontaktopplysning": 1}


class TestForeignKeysAsASideChannel:
    """Foreign keys are checked past row security: the policy must refuse before they are asked."""

    def insert(self, verden, sak_id) -> str:
        with acting_as(verden.jonas.pk), pytest.raises(DatabaseError) as error, transaction.atomic():
            Innlegg.objects.create(sak_id=sak_id, tekst="Hei", created_by=verden.jonas)
        return str(error.value)

    def test_a_hidden_case_and_an_unknown_one_answer_alike(self, verden):
        hidden, unknown = self.insert(verden, verden.ola_sak.pk), self.insert(verden, uuid.uuid4())

        assert hidden == unknown
        assert "row-level security" in hidden

    def test_a_row_cannot_be_moved_to_another_case(self, verden):
        maal = f.MaalFactory(sak=verden.nora_sak)
        with (
            acting_as(verden.jonas.pk),
            pytest.raises(DatabaseError, match=r"row-level security|permission denied"),
            transaction.atomic(),
        ):
            Maal.objects.filter(pk=maal.pk).update(sak=verden.ola_sak)

    def test_nobody_writes_in_anothers_name(self, verden):
        for create in (
            lambda: Innlegg.objects.create(sak=verden.nora_sak, tekst="Hei", created_by=verden.kari),
            lambda: Maal.objects.create(sak=verden.nora_sak, tekst="Hei", created_by=verden.kari),
        ):
            with (
                acting_as(verden.jonas.pk),
                pytest.raises(DatabaseError, match="row-level security"),
                transaction.atomic(),
            ):
                create()

    def test_an_update_of_a_hidden_row_finds_nothing(self, verden):
        maal = f.MaalFactory(sak=verden.ola_sak)
        with acting_as(verden.jonas.pk):
            assert Maal.objects.filter(pk=maal.pk).update(tekst="x") == 0
            assert Sak.objects.filter(pk=verden.ola_sak.pk).update(hva_saken_gjelder="x") == 0

    def test_a_measure_cannot_hang_on_a_goal_of_another_case(self, verden):
        maal = f.MaalFactory(sak=verden.ola_sak)
        with acting_as(verden.jonas.pk), pytest.raises(DatabaseError), transaction.atomic():
            Tiltak.objects.create(
                sak=verden.nora_sak, maal=maal, tittel="x", arena="hjem", ansvarlig=verden.jonas, starter=i_dag(),
                evalueres=i_dag(1), created_by=verden.jonas,
            )  # fmt: skip

    def test_an_entry_cannot_correct_one_of_another_case(self, verden):
        innlegg = f.InnleggFactory(sak=verden.ola_sak)
        with acting_as(verden.jonas.pk), pytest.raises(DatabaseError), transaction.atomic():
            Innlegg.objects.create(sak=verden.nora_sak, tekst="x", retter=innlegg, created_by=verden.jonas)


def test_consent_cannot_be_written_for_another(verden):
    """Neither by hand nor through the function: only the one who is asked answers."""
    krav = f.SamtykkekravFactory(sak=verden.nora_sak, tjeneste=verden.ppt, giver=verden.tom)
    tekst = f.SamtykketekstFactory(kommune=verden.solvik, versjon=9)
    sql = "SELECT samtykke_gi(gen_random_uuid(), %s, ARRAY['skole'], %s, %s)"
    for navn in ("jonas", "kari", "amina", "pia"):
        refuse(getattr(verden, navn), sql, [krav.pk, i_dag(10), tekst.pk], match="bare den som er spurt")


def test_constraints_hold_even_for_the_owner(verden, eier):
    with pytest.raises(IntegrityError, match="familierelasjon_two_persons_are_two"):
        f.FamilierelasjonFactory(
            hovedperson=verden.nora_sak.hovedperson, bruker=verden.fremmed, verifisering="to_personer",
            registered_by=verden.jonas, confirmed_by=verden.jonas, confirmed_at=naa(),
        )  # fmt: skip
