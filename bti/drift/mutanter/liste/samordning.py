"""Faults in teams and in questions without a name: who reads, who answers, who sets up."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/fagteam.sql"
VEILEDERSQL = "bti/tilgang/sql/veileder.sql"  # who sets up is who keeps the guide
SPURT = "tests/bti/droefting/test_ask_droefting.py"
TALL = "bti/statistikk/sql/droeftinger.sql"
MOETE = "bti/tilgang/sql/fagteammoete.sql"
AGENDA = "tests/bti/fagteam/test_agenda.py"
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
        "\n       OR aktoer NOT IN (SELECT droefting_mottakere(d.fagteam_id, d.tjeneste_id, d.kommune_id))\n",
        "\n",
        (f"{SPURT}::TestTheAnswer::test_nobody_else_answers",),
    ),
    Mutant(
        "who is to answer answers what they do not read",
        SQL,
        "d.id IS NULL OR d.id <> ALL (tilgang_mine_droeftinger())\n",
        "d.id IS NULL\n",
        (f"{SPURT}::TestTheAnswer::test_a_team_of_another_municipality_neither_hears_nor_answers",),
    ),
    Mutant(
        "a service's team in another municipality is asked",
        SQL,
        "WHERE t.tjeneste_id = p_tjeneste AND t.kommune_id = p_kommune\n",
        "WHERE t.tjeneste_id = p_tjeneste\n",
        (f"{SPURT}::TestTheAnswer::test_a_team_of_another_municipality_neither_hears_nor_answers",),
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
        "of two who set up a team the last one wins unseen",
        SQL,
        "\n     WHERE t.versjon = (p->>'versjon')::integer;",
        ";",
        (f"{OPPSETT}::test_of_two_who_change_a_team_the_second_sees_what_the_first_wrote",),
    ),
    Mutant(
        "two teams of one name, made at once",
        SQL,
        "    THEN RETURN 'navn'; END IF;\n",
        "    THEN NULL; END IF;\n",
        (f"{OPPSETT}::test_of_two_who_take_one_name_at_once_the_second_is_told",),
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
    Mutant(
        "a case is taken up without consent",
        MOETE,
        "       AND NOT EXISTS (SELECT 1 FROM fagteam_tjenester_uten_ja(p_fagteam, p_sak))\n",
        "",
        (f"{AGENDA}::TestCases::test_without_consent_it_is_refused_and_the_services_are_named",),
    ),
    Mutant(
        "a service without consent is no hindrance",
        MOETE,
        "AND NOT EXISTS (SELECT 1 FROM tilgang_samtykke_dekker(p_sak, m.tjeneste_id, tilgang_idag(), tilgang_aldre()))",
        "AND NOT EXISTS (SELECT 1 FROM samtykke_samtykkekrav k WHERE k.sak_id = p_sak AND k.tjeneste_id = m.tjeneste_id)",
        (f"{AGENDA}::TestCases::test_one_parents_yes_is_not_the_familys",),
    ),
    Mutant(
        "who is to be kept out of a case hears of it in the team",
        MOETE,
        "       AND NOT fagteam_har_en_utenfor(p_fagteam, p_sak)\n",
        "",
        (f"{AGENDA}::TestCases::test_a_team_with_somebody_who_is_to_be_kept_out_does_not_take_it_up",),
    ),
    Mutant(
        "a member reads a case on the agenda that they do not see",
        MOETE,
        "p.sak_id = ANY ((SELECT tilgang_mine_saker())::uuid[]) AND fagteam_kan_ta_opp",
        "fagteam_kan_ta_opp",
        (f"{AGENDA}::TestCases::test_with_consent_those_who_see_the_case_read_it_and_nobody_else",),
    ),
    Mutant(
        "a case stays on the agenda when consent is withdrawn",
        MOETE,
        "p.sak_id = ANY ((SELECT tilgang_mine_saker())::uuid[]) AND fagteam_kan_ta_opp(m.fagteam_id, p.sak_id)",
        "p.sak_id = ANY ((SELECT tilgang_mine_saker())::uuid[])",
        (f"{AGENDA}::TestCases::test_what_is_withdrawn_is_gone_the_same_second",),
    ),
    Mutant(
        "a withdrawn case is still counted",
        MOETE,
        "AND p.sak_id <> ALL (tilgang_mine_saker()) AND fagteam_kan_ta_opp(m.fagteam_id, p.sak_id)",
        "AND p.sak_id <> ALL (tilgang_mine_saker())",
        (f"{AGENDA}::TestCases::test_what_is_withdrawn_is_gone_the_same_second",),
    ),
    Mutant(
        "anybody is told how many cases a team takes up",
        MOETE,
        "m.id = p_moete AND m.fagteam_id = ANY (tilgang_mine_fagteam()) AND p.sak_id IS NOT NULL",
        "m.id = p_moete AND p.sak_id IS NOT NULL",
        (f"{AGENDA}::TestCases::test_with_consent_those_who_see_the_case_read_it_and_nobody_else",),
    ),
    Mutant(
        "the agenda is written by who does not sit there",
        MOETE,
        " OR m.fagteam_id <> ALL (tilgang_mine_fagteam()) THEN",
        " THEN",
        (f"{AGENDA}::TestMeetings::test_only_those_who_sit_there_know_of_its_meetings",),
    ),
    Mutant(
        "a meeting that was held is written again",
        MOETE,
        "    IF m.held_at IS NOT NULL THEN PERFORM tilgang_nekt('møtet er holdt'); END IF;\n",
        "",
        (f"{AGENDA}::TestMeetings::test_a_note_names_nobody_and_two_who_write_see_both",),
    ),
    Mutant(
        "a team of another municipality takes the case up",
        MOETE,
        " AND t.kommune_id = s.kommune_id AND t.is_active\n",
        " AND t.is_active\n",
        (f"{AGENDA}::TestCases::test_another_municipalitys_team_takes_up_nothing",),
    ),
    Mutant(
        "who does not lead the case takes it up",
        MOETE,
        "    m bti_fagteammoete;\nBEGIN\n    IF NOT tilgang_maa(p_sak, 'change_sak') THEN PERFORM tilgang_nekt('leder ikke saken'); END IF;\n",
        "    m bti_fagteammoete;\nBEGIN\n",
        (f"{AGENDA}::TestCases::test_only_who_leads_the_case_takes_it_up_and_off",),
    ),
    Mutant(
        "a team's question is answered at another team's meeting",
        MOETE,
        " AND d.fagteam_id = m.fagteam_id)",
        ")",
        (f"{AGENDA}::TestMeetings::test_the_agenda_is_filled_ordered_and_emptied",),
    ),
)
