"""Faults in teams and in questions without a name: who reads, who answers, who sets up."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/fagteam.sql"
VEILEDERSQL = "bti/tilgang/sql/veileder.sql"  # who sets up is who keeps the guide
SPURT = "tests/bti/droefting/test_ask_droefting.py"
TALL = "bti/statistikk/sql/droeftinger.sql"
OPPSETT = "tests/bti/fagteam/test_set_up_fagteam.py"

MUTANTER = (
    Mutant(
        "a question without a name is read by all who work there",
        "bti/migrations/0013_fagteam_rls.py",
        "id = ANY ((SELECT tilgang_mine_droeftinger())::uuid[])",
        "kommune_id = ANY ((SELECT tilgang_mine_kommuner())::uuid[])",
        (f"{SPURT}::TestWhoReads::test_who_asked_and_the_team",),
    ),
    Mutant(
        "teams are known outside the municipality",
        "bti/migrations/0013_fagteam_rls.py",
        "kommune_id = ANY ((SELECT tilgang_mine_kommuner())::uuid[])",
        "kommune_id IS NOT NULL OR id = ANY ((SELECT tilgang_mine_fagteam())::uuid[])",
        (f"{OPPSETT}::test_who_sees_and_who_sets_up",),
    ),
    Mutant(
        "who has left a team reads on",
        SQL,
        "m.gyldig_fra <= tilgang_idag() AND (m.gyldig_til IS NULL OR m.gyldig_til >= tilgang_idag())\n       AND tilgang_er_ansatt(",
        "m.gyldig_fra <= tilgang_idag()\n       AND tilgang_er_ansatt(",
        (f"{SPURT}::TestWhoReads::test_who_has_left_the_team_reads_no_more",),
    ),
    Mutant(
        "who has left the service sits on in its teams",
        SQL,
        "\n       AND tilgang_er_ansatt(m.bruker_id, m.tjeneste_id)\n",
        "\n",
        (f"{SPURT}::TestWhoReads::test_who_no_longer_works_there_reads_no_more",),
    ),
    Mutant(
        "anybody answers a question",
        SQL,
        "d.id IS NULL OR aktoer NOT IN (SELECT droefting_mottakere(d.fagteam_id, d.tjeneste_id))",
        "d.id IS NULL",
        (f"{SPURT}::TestTheAnswer::test_nobody_else_answers",),
    ),
    Mutant(
        "one asks where one does not work",
        SQL,
        "PERFORM tilgang_nekt('ikke ansatt i kommunen');",
        "NULL;",
        (f"{SPURT}::TestAsking::test_another_municipalitys_team_cannot_be_asked",),
    ),
    Mutant(
        "a team of another municipality is asked",
        SQL,
        "WHERE t.id = v_fagteam AND t.kommune_id = v_kommune AND t.is_active",
        "WHERE t.id = v_fagteam AND t.is_active",
        (f"{SPURT}::TestAsking::test_nobody_asks_a_team_of_another_municipality_from_their_own",),
    ),
    Mutant(
        "the names of a question are told to anybody",
        SQL,
        "    IF p_id <> ALL (tilgang_mine_droeftinger()) THEN PERFORM tilgang_nekt('ikke ditt'); END IF;\n",
        "",
        (f"{SPURT}::TestWhoReads::test_the_names_are_for_them_alone",),
    ),
    Mutant(
        "who sits in a team is told to anybody",
        SQL,
        "    IF NOT EXISTS (SELECT 1 FROM bti_fagteam t WHERE t.id = p_fagteam AND t.kommune_id = ANY (tilgang_mine_kommuner()))\n    THEN PERFORM tilgang_nekt('ikke i kommunen'); END IF;\n",
        "",
        (f"{OPPSETT}::test_who_sits_in_a_team_is_not_told_outside_the_municipality",),
    ),
    Mutant(
        "any municipal role sets up",
        VEILEDERSQL,
        " AND r.rolle IN ('bti_koordinator', 'kommuneadministrator')",
        "",
        (f"{OPPSETT}::test_sql_refuses_everybody_else[berit]",),
    ),
    Mutant(
        "a coordinator sets up in another municipality",
        VEILEDERSQL,
        "WHERE r.kommune_id = p_kommune AND r.rolle",
        "WHERE r.rolle",
        (f"{OPPSETT}::test_sql_refuses_a_coordinator_of_another_municipality",),
    ),
    Mutant(
        "questions without a name are counted for anybody",
        TALL,
        "    PERFORM statistikk_krev_leder(p_kommune);\n",
        "",
        (
            "tests/statistikk/test_view_oversikt.py::test_each_count_asks_for_itself[statistikk_droeftinger(uuid)]",
        ),
    ),
    Mutant(
        "the answered tell how few wait",
        TALL,
        " AND p_spurt - p_besvart NOT BETWEEN 1 AND 4",
        "",
        (
            "tests/statistikk/test_suppress_small_numbers.py::test_the_answered_tell_neither_themselves_nor_those_that_wait",
        ),
    ),
)
