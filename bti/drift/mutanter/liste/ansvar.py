"""Faults in a takeover: who is asked about, whose yes it takes, when it counts, and who is out afterwards."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/samtykke_ansvar.sql"
SAMTYKKE = "bti/tilgang/sql/samtykke.sql"
VEKSLING = "bti/tilgang/sql/stafettveksling.sql"
T = "tests/samtykke/test_ansvar.py::"
A = "tests/samtykke/test_ansvar_angrep.py::"

MUTANTER = (
    Mutant(
        "takeover: asked about a service that is not in the case",
        SAMTYKKE,
        "       OR p_slag = 'ansvar' AND p_tjeneste NOT IN (SELECT samtykke_ansvar_tjenester(p_sak))\n",
        "",
        (T + "TestAsking::test_only_a_service_that_writes_in_the_case_can_be_asked_about",),
    ),
    Mutant(
        "takeover: anybody reads which services could take over",
        SQL,
        "    IF NOT tilgang_er_stafettholder(tilgang_aktoer(), p_sak) THEN RETURN; END IF;\n",
        "",
        (T + "TestAsking::test_who_does_not_hold_the_baton_asks_nobody",),
    ),
    Mutant(
        "takeover: a service that may only read is asked about",
        SQL,
        "WHERE r.rolle = 'fagperson' AND r.samtykke_tjeneste_id",
        "WHERE r.samtykke_tjeneste_id",
        (T + "TestAsking::test_only_a_service_that_writes_in_the_case_can_be_asked_about",),
    ),
    Mutant(
        "takeover: one yes is enough",
        SQL,
        "    SELECT coalesce(bool_and(EXISTS (",
        "    SELECT coalesce(bool_or(EXISTS (",
        (T + "TestAnswering::test_a_no_leaves_the_case_where_it_is",),
    ),
    Mutant(
        "takeover: a yes that has run out counts",
        SQL,
        " AND y.gyldig_til >= tilgang_idag())), false)",
        ")), false)",
        (T + "TestTakingOver::test_what_has_changed_since_the_yes_keeps_the_case[gaatt ut]",),
    ),
    Mutant(
        "takeover: a yes taken back counts",
        SQL,
        "AND y.withdrawn_at IS NULL AND y.gyldig_fra <=",
        "AND y.gyldig_fra <=",
        (T + "TestTakingOver::test_a_yes_taken_back_before_the_answer_keeps_the_case",),
    ),
    Mutant(
        "takeover: a yes to a part of it is taken",
        SAMTYKKE,
        "    IF krav.slag = 'ansvar' AND NOT (p_temaer @> krav.temaer::text[]) THEN PERFORM tilgang_nekt('ansvaret deles ikke'); END IF;\n",
        "",
        (T + "TestAnswering::test_a_part_of_it_is_no_answer",),
    ),
    Mutant(
        "takeover: a yes that is used is taken back",
        SAMTYKKE,
        "    IF rad.slutt IN ('brukt', 'bortfalt') AND EXISTS (",
        "    IF false AND EXISTS (",
        (T + "TestTakingOver::test_a_yes_that_is_used_is_not_taken_back",),
    ),
    Mutant(
        "takeover: the baton goes and the case stays",
        VEKSLING,
        "    IF p_svar = 'ja' AND v_til IS NOT NULL AND NOT samtykke_ansvar_skifter(v.sak_id, v_til) THEN RETURN 'borte'; END IF;\n",
        "",
        (T + "TestTakingOver::test_the_case_goes_with_the_baton",),
    ),
    Mutant(
        "takeover: the former service is told nothing",
        SQL,
        "        PERFORM samtykke_kvitter(p_sak, v_fra, tilgang_idag());\n",
        "",
        (T + "TestTakingOver::test_the_former_service_is_out_and_asked_about_anew",),
    ),
    Mutant(
        "takeover: what was read names the new service as the one that had the case",
        SQL,
        "    UPDATE samtykke_samtykke y SET spurt_fra_id = v_fra WHERE y.sak_id = p_sak AND y.spurt_fra_id IS NULL;\n",
        "",
        (A + "test_what_was_read_names_the_service_of_that_day_also_when_it_is_asked_again",),
    ),
    Mutant(
        "takeover: who asked is said to have been at the new service",
        SQL,
        "    UPDATE samtykke_samtykkekrav k SET spurt_fra_id = v_fra WHERE k.sak_id = p_sak AND k.spurt_fra_id IS NULL;\n",
        "",
        (A + "TestOnPaper::test_the_sheet_goes_to_who_holds_the_baton_today",),
    ),
    Mutant(
        "takeover: who stands in for the former service takes it for another",
        VEKSLING,
        "OR r.samtykke_tjeneste_id = d.tjeneste_id AND",
        "OR",
        (
            A
            + "TestWhoMayTakeIt::test_who_stands_in_for_the_former_service_does_not_take_it_for_another[sluttet der]",
        ),
    ),
    Mutant(
        "takeover: a service that only reads may take over",
        SQL,
        " c WHERE c.kan_skrive)",
        " c)",
        (
            A
            + "TestWhatIsSaidWhenTwoMeet::test_a_service_that_lost_sight_may_not_take_over_and_the_page_says_why",
        ),
    ),
    Mutant(
        "takeover: a yes to it sleeps while the service is out",
        SQL,
        "AND y.slag = 'ansvar' AND y.withdrawn_at IS NULL;\n    RETURN NULL;",
        "AND false;\n    RETURN NULL;",
        (A + "TestWhoMayTakeIt::test_taking_back_that_it_is_with_takes_back_that_it_may_take_over",),
    ),
    Mutant(
        "takeover: the night asks about a service that had the case",
        "bti/tilgang/sql/samtykke_natt.sql",
        "AND y.slutt = 'brukt' AND y.withdrawn_at >= x.requested_at)",
        "AND false)",
        (A + "TestTheNight::test_what_was_asked_about_a_service_that_had_the_case_is_not_asked_again",),
    ),
    Mutant(
        "takeover: the former service keeps its print-outs",
        SQL,
        "        PERFORM utskrift_toem_for(p_sak, v_fra);\n",
        "",
        (A + "TestOnPaper::test_the_prints_of_the_former_service_end_and_those_of_the_new_one_stay",),
    ),
    Mutant(
        "takeover: a new giver's missing yes is not seen",
        SQL,
        "ARRAY(SELECT 'logg' UNION SELECT unnest(spurt.omraader) FROM spurt), tilgang_idag(), tilgang_aldre()) g\n",
        "ARRAY(SELECT 'logg' UNION SELECT unnest(spurt.omraader) FROM spurt), tilgang_idag(), tilgang_aldre()) g WHERE false\n",
        (
            A
            + "TestWhatIsSaidWhenTwoMeet::test_somebody_who_answers_by_now_is_missed_and_nobody_says_that_all_have_said_yes",
        ),
    ),
)
