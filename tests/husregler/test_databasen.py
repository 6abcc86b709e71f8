"""What PostgreSQL itself says: row security, policies, rights, functions. Asked of the migrated database."""

# ruff: noqa: E501 (SQL is written on one line)

import re

import pytest
from django.db import connection

from bti.models import Bruker, Familierelasjon, Hovedperson, Kladd, Kontaktopplysning, Sak
from bti.tilgang.appfunksjoner import APP_FUNKSJONER, LESE_FUNKSJONER
from bti.tilgang.rettigheter import APP_RETTIGHETER
from tests.husregler.kode import modeller

pytestmark = pytest.mark.django_db

# Tables about people that have no ``sak`` of their own.
PERSONTABELLER = {
    Hovedperson._meta.db_table,
    Familierelasjon._meta.db_table,
    Kontaktopplysning._meta.db_table,
    Kladd._meta.db_table,
    "bti_bruker",
    "bti_undring",
    "bti_undringsdeling",
    "bti_undringsnotat",
    "bti_undringsendring",
    "bti_samtale",
    "bti_undringsskala",
    "bti_undringskjennetegn",
    "bti_droefting",
    "bti_skjemasvar",
    "bti_fagteammedlem",
    "bti_fagteammoete",
    "bti_skjermetleser",
    "bti_skjermetmelding",
    "bti_skjermetraad",
    "revisjon_hendelse",
}
# Readable by every employee's session, with the reason. Whoever adds one explains it here.
UTEN_RADVERN = {
    "bti_ansettelse": "Who works where is public in a municipality.",
    "bti_kommunerolle": "Who has which municipal role is public.",
    "bti_identitet": "No right at all for the app; logging in goes through innlogging_finn().",
    "revisjon_kjede": "No right at all for the app.",
}
VERB = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def rows(sql: str, params=None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def case_tables() -> set[str]:
    """Return tables of models that belong to a case, and the listed ones about people."""
    of_case = {
        model._meta.db_table
        for model in modeller()
        if any(field.related_model is Sak for field in model._meta.fields) or model is Sak
    }
    return of_case | PERSONTABELLER


def find_unwalled(tables) -> list[str]:
    """Return tables without row security, or without a policy for each verb that the app may use."""
    known = dict(rows("SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r'"))
    policies = {
        (t, c) for t, c in rows("SELECT tablename, cmd FROM pg_policies WHERE permissive = 'PERMISSIVE'")
    }
    faults = []
    for table in sorted(tables):
        if not known.get(table):
            faults.append(f"{table}: no row security")
        faults += [
            f"{table}: no policy for {v}"
            for v in VERB[:4]
            if (table, v) not in policies and (table, "ALL") not in policies
        ]
    return faults


def test_every_case_table_is_walled():
    assert len(case_tables()) > 20
    assert find_unwalled(case_tables()) == []


def test_every_table_with_personal_fields_is_walled_or_explained():
    personal = {
        m._meta.db_table for m in modeller() if getattr(m, "personfelter", None) and m.personfelter.felter
    }

    unwalled = {fault.partition(":")[0] for fault in find_unwalled(personal)}
    assert unwalled == {table for table in UTEN_RADVERN if table in personal}


def test_a_table_without_a_wall_is_found(eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE proeve_sakstabell (id uuid, sak_id uuid)")
        assert find_unwalled(["proeve_sakstabell"])[0] == "proeve_sakstabell: no row security"
        cursor.execute("ALTER TABLE proeve_sakstabell ENABLE ROW LEVEL SECURITY")
        cursor.execute("CREATE POLICY les ON proeve_sakstabell FOR SELECT USING (true)")
        assert find_unwalled(["proeve_sakstabell"]) == [
            f"proeve_sakstabell: no policy for {verb}" for verb in ("INSERT", "UPDATE", "DELETE")
        ]


def find_wide_policies() -> list[str]:
    """Return policies that do not ask who the actor is (restrictive ones only take away)."""
    sql = (
        "SELECT tablename, policyname, coalesce(qual, '') || ' ' || coalesce(with_check, '') FROM pg_policies"
        " WHERE permissive = 'PERMISSIVE'"
    )
    asks = re.compile(
        r"tilgang_mine_(saker|hovedpersoner|personer|kommuner|fagteam|fagteampunkter|droeftinger|skjermede|delinger|lukkeoensker|tiltaksforespoersler|stafettvekslinger)|revisjon_mine_kontroller"
        r"|tilgang_aktoer|^ *false|bti_sak s\)|bti_undring u\)|bti_fagteam t\)|bti_skjemautfylling u\)"
    )
    return [
        f"{table}.{policy}: {condition}"
        for table, policy, condition in rows(sql)
        if not asks.search(condition)
    ]


def test_every_policy_asks_who_the_actor_is():
    assert find_wide_policies() == []


def test_a_wide_policy_is_found(eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute("CREATE POLICY vid ON bti_sak FOR SELECT USING (true)")
        assert find_wide_policies() == ["bti_sak.vid: true "]


def test_the_app_owns_nothing_and_bypasses_nothing():
    assert (
        rows(
            "SELECT rolname FROM pg_roles WHERE rolname IN ('stafett_app', 'stafett_lese')"
            " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"
        )
        == []
    )
    assert (
        rows(
            "SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname IN ('stafett_app', 'stafett_lese')"
            " UNION SELECT p.proname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner"
            "  WHERE r.rolname IN ('stafett_app', 'stafett_lese')"
        )
        == []
    )


def test_the_app_is_a_member_of_the_reader_alone_and_inherits_nothing():
    sql = (
        "SELECT g.rolname, m.inherit_option FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
        " JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = %s"
    )
    assert rows(sql, ["stafett_app"]) == [("stafett_lese", False)]
    assert rows(sql, ["stafett_lese"]) == []


def table_rights(role: str) -> dict[str, set[str]]:
    """Return what a role may do with each table, columns written as in rettigheter.py."""
    found: dict[str, set[str]] = {}
    for table, verb in rows(
        "SELECT c.relname, v FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, unnest(%s::text[]) v"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege(%s, c.oid, v)",
        [list(VERB), role],
    ):
        found.setdefault(table, set()).add(verb)
    for table, verb, column in rows(
        "SELECT c.relname, v, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped, unnest(%s::text[]) v"
        " WHERE n.nspname = 'public' AND c.relkind = 'r' AND has_column_privilege(%s, c.oid, a.attnum, v)"
        "   AND NOT has_table_privilege(%s, c.oid, v)",
        [["SELECT", "INSERT", "UPDATE", "REFERENCES"], role, role],
    ):
        found.setdefault(table, set()).add(f"{verb} {column}")
    return found


def written_rights() -> dict[str, set[str]]:
    """Return the map of rettigheter.py, columns taken apart."""
    result: dict[str, set[str]] = {}
    for table, verbs in APP_RETTIGHETER.items():
        for verb in verbs:
            word, _, columns = verb.partition(" (")
            names = [c.strip() for c in columns.rstrip(")").split(",")] if columns else [""]
            result.setdefault(table, set()).update(f"{word} {name}".strip() for name in names)
    return result


def test_the_apps_rights_are_exactly_those_written_down():
    assert table_rights("stafett_app") == written_rights()


def test_every_table_is_in_the_map_of_rights():
    tables = {t for (t,) in rows("SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                                 " WHERE nspname = 'public' AND relkind IN ('r', 'p')")}  # fmt: skip
    assert tables ^ set(APP_RETTIGHETER) == set()


def test_the_reader_reads_no_table():
    assert table_rights("stafett_lese") == {}
    assert table_rights("public") == {}


def test_a_right_too_many_is_found(eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute("GRANT DELETE ON bti_sak TO stafett_app")
        cursor.execute("GRANT UPDATE (tjeneste_id) ON bti_sak TO stafett_app")
        cursor.execute("GRANT SELECT ON bti_sak TO PUBLIC")
        extra = table_rights("stafett_app")["bti_sak"] - written_rights()["bti_sak"]
        assert extra == {"DELETE", "UPDATE tjeneste_id"}
        assert table_rights("public") == {"bti_sak": {"SELECT"}}


def executable_by(role: str) -> set[str]:
    """Return our own functions that a role may call; triggers' functions cannot be called at all."""
    return {
        signature
        for (signature,) in rows(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.prorettype <> 'trigger'::regtype AND has_function_privilege(%s, p.oid, 'EXECUTE')"
            "   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')",
            [role],
        )
    }


def normal(functions) -> set[str]:
    sql = "SELECT f::regprocedure::text FROM unnest(%s::text[]) f"
    return {signature for (signature,) in rows(sql, [list(functions)])}


def test_functions_are_callable_exactly_as_written_down():
    assert executable_by("stafett_app") == normal(APP_FUNKSJONER)
    assert executable_by("stafett_lese") == normal(LESE_FUNKSJONER)
    assert executable_by("public") == set()


def test_a_new_function_is_found_when_it_is_open_to_all(eier):
    with eier(), connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION proeve() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
        assert executable_by("public") == {"proeve()"}
        assert "proeve()" in executable_by("stafett_app")


def find_weak_definers() -> list[str]:
    """Return SECURITY DEFINER functions that do not fix their search path (temporary tables last), or are not the owner's."""
    return [
        name
        for name, config, owner in rows(
            "SELECT p.proname, coalesce(array_to_string(p.proconfig, ','), ''), r.rolname FROM pg_proc p"
            " JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner"
            " WHERE n.nspname = 'public' AND p.prosecdef"
        )
        if config != "search_path=pg_catalog, public, pg_temp" or owner != "stafett_owner"
    ]


def test_functions_that_run_as_the_owner_fix_their_search_path():
    assert find_weak_definers() == []


@pytest.mark.parametrize(
    "config", ["", "SET search_path = pg_catalog, public", "SET search_path = public, pg_temp"]
)
def test_a_loose_search_path_is_found(eier, config):
    with eier(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE FUNCTION proeve() RETURNS integer LANGUAGE sql SECURITY DEFINER {config} AS 'SELECT 1'"
        )
        assert find_weak_definers() == ["proeve"]


# SECURITY DEFINER functions that the app may call without being anybody or anything: what they give, they give to all.
EGNE_SAKER = (
    "familieinvitasjon_hviler(uuid)", "samtykke_givere(uuid,text[])", "samtykke_matrise(uuid)",
    "tiltak_uten_ansvarlig(uuid)", "tiltak_kan_spoerres(uuid)", "stafettveksling_kan_spoerres(uuid)", "samtykke_ansvar_kan_spoerres(uuid)", "samtykke_ansvar_er_gitt(uuid)",
    "samtykke_utenfor_temaer(uuid,text[])", "samtykke_tjenester_med_innsyn(uuid)", "tilgang_deltakere_med_innsyn(uuid)", "tilgang_sted_skjult_for(uuid)",
)  # fmt: skip
MINE = (
    "tilgang_mine_saker()", "tilgang_mine_hovedpersoner()", "tilgang_mine_personer()", "tilgang_mine_kommuner()",
    "tilgang_mine_fagteam()", "tilgang_mine_droeftinger()", "tilgang_mine_fagteampunkter()", "tilgang_mine_skjermede()",
    "tilgang_mine_delinger()", "tilgang_mine_lukkeoensker()", "tilgang_skjermet_for_meg()", "tilgang_delte_undringer()",
    "tilgang_skjulte_hendelser()", "tilgang_mine_tiltaksforespoersler()", "tiltaksforespoersler_som_staar()", "tilgang_mine_stafettvekslinger()", "stafettvekslinger_som_staar()", "stafett_uten_holder()", "stafettveksling_til_meg()",
    "samtykke_skjulte_svar()",
)  # fmt: skip
NEI = (
    "tilgang_maa(uuid,text[])", "utskrift_gjelder(uuid,jsonb)", "tilgang_skjuler_sted(uuid)", "samtykke_leser_alle_svar(uuid)",
)  # fmt: skip
TRENGER_INGEN = {
    "innlogging_finn(text,text)": "logging in: nobody is anybody yet",
    "tilgang_aktoer()": "says who one is",
    "tilgang_formaal()": "says what one acts for",
    **dict.fromkeys(MINE, "is empty for nobody"),
    "tilgang_verb(uuid)": "is empty for nobody",
    **dict.fromkeys(NEI, "is no for nobody"),
    **dict.fromkeys(EGNE_SAKER, "only in one's own cases"),
    "tilgang_hvem()": "is NULL for nobody",
    "tilgang_aapne(text,integer,uuid)": "names the actor, whose signature is asked for at every use",
    "tilgang_ser_fortsatt(uuid)": "is false for nobody",
    "revisjon_mine_kontroller()": "is empty for nobody",
    "revisjon_record(jsonb)": "refuses nobody itself: a person or a purpose",
}
_ASKS = re.compile(r"tilgang_krev_aktoer\(\)|tilgang_krev_formaal\('\w+'\)|statistikk_krev_leder\(")


def find_open_definers() -> list[str]:
    """Return functions that run as the owner, may be called by the app or the reader, and do not ask who calls."""
    return [
        signature
        for signature, source in rows(
            "SELECT p.oid::regprocedure::text, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.prosecdef AND p.prorettype <> 'trigger'::regtype"
            "   AND (has_function_privilege('stafett_app', p.oid, 'EXECUTE') OR has_function_privilege('stafett_lese', p.oid, 'EXECUTE'))"
        )
        if not _ASKS.search(source) and signature not in TRENGER_INGEN
    ]


def test_every_way_in_asks_who_calls():
    assert find_open_definers() == []


def test_a_way_in_that_does_not_ask_is_found(eier):
    open_to_all = "CREATE FUNCTION proeve() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"
    with eier(), connection.cursor() as cursor:
        cursor.execute(open_to_all + "; GRANT EXECUTE ON FUNCTION proeve() TO stafett_app")
        assert find_open_definers() == ["proeve()"]


# Which purpose opens which functions. A new one is put here by whoever reviews it.
FORMAALSFUNKSJONER = {
    "utskrift": {"utskrift_claim", "utskrift_waiting", "utskrift_stop"},
    "opprydding": {"utskrift_expire", "varsling_rydd", "skjermet_rydd", "undring_rydd", "veileder_minn"},
    "paaminnelse": {"varsling_feie_paaminnelser"},
    "anker": {"revisjon_lag_anker", "revisjon_signer_anker", "revisjon_ankere", "revisjon_anker_utfall"},
    "loggkontroll": {"revisjon_kontroller_uke"},
    "samtykke": {
        "samtykke_natt_saker", "samtykke_natt", "samtykke_skann_ta", "samtykke_skann_venter", "samtykke_skann_avgjor",
    },
    "utboks": {
        "varsling_fortell", "varsling_epost_venter", "varsling_claim_epost", "varsling_epost_utfall",
        "varsling_epost_status", "varsling_epost_avgjoer",
    },
}  # fmt: skip


def test_purposes_open_only_the_functions_on_the_list():
    found: dict[str, set[str]] = {}
    for name, source in rows(
        "SELECT proname, prosrc FROM pg_proc WHERE prosrc LIKE '%%tilgang_krev_formaal(''%%'"
    ):
        for formaal in re.findall(r"tilgang_krev_formaal\('(\w+)'\)", source):
            found.setdefault(formaal, set()).add(name)
    assert found == FORMAALSFUNKSJONER


def test_views_run_as_the_one_who_asks():
    """None today; one that runs as its owner would pass every policy."""
    sql = (
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"
        " AND (c.relkind = 'm' OR c.relkind = 'v' AND NOT coalesce(c.reloptions::text LIKE '%%security_invoker=true%%', false))"
    )
    assert rows(sql) == []


def find_loose_pointers() -> list[str]:
    """Return foreign keys from one case table to another that nothing keeps within the case."""
    kept = {
        name for (name,) in rows("SELECT policyname FROM pg_policies UNION SELECT tgname FROM pg_trigger")
    }
    loose = []
    for model in modeller():
        table = model._meta.db_table
        verbs = APP_RETTIGHETER.get(table, ())
        if not {"INSERT", "UPDATE"} & {verb.partition(" ")[0] for verb in verbs}:
            continue  # written by functions alone
        for field in model._meta.fields:
            parent = field.related_model
            if parent in (None, Sak) or not any(
                f.related_model is Sak for f in getattr(parent, "_meta", Bruker._meta).fields
            ):
                continue
            name = f"{table}_{field.name}"
            if not {f"{name}_ny", f"{name}_i_saken"} & kept:
                loose.append(f"{table}.{field.column}")
    return loose


# A worry's step is a worry's step: the worry has no case until it becomes one, and its own policy is the author's.
LOESE = {"bti_stegstatus.undring_id"}


def test_a_row_points_only_into_its_own_case():
    assert set(find_loose_pointers()) == LOESE
