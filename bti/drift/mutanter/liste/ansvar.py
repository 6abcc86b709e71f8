"""Faults in a takeover: who is asked about, whose yes it takes, when it counts, and who is out afterwards."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/samtykke_ansvar.sql"
SAMTYKKE = "bti/tilgang/sql/samtykke.sql"
VEKSLING = "bti/tilgang/sql/stafettveksling.sql"
T = "tests/samtykke/test_ansvar.py::"
A = "tests/samtykke/test_ansvar_angrep.py::"
G = "tests/samtykke/test_ansvar_grenser.py::"
V = "tests/samtykke/test_ansvar_side.py::"

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
        (G + "TestTheSameWords::test_until_the_other_has_answered_nobody_takes_over",),
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
        "AND NEW.slutt IN ('trukket', 'snevret', 'utloept'))",
        "AND NEW.slutt IN ('snevret', 'utloept'))",
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
    Mutant(
        "takeover: a yes to it sleeps while the service has less",
        SQL,
        "AND NEW.slutt IN ('trukket', 'snevret', 'utloept'))",
        "AND NEW.slutt IN ('trukket', 'utloept'))",
        (G + "TestASmallerYes::test_whoever_makes_it_smaller_takes_back_the_takeover_and_is_told_so_first",),
    ),
    Mutant(
        "takeover: a yes to it sleeps after the other has run out",
        SQL,
        "AND NEW.slutt IN ('trukket', 'snevret', 'utloept'))",
        "AND NEW.slutt IN ('trukket', 'snevret'))",
        (G + "TestASmallerYes::test_what_runs_out_takes_it_with_it",),
    ),
    Mutant(
        "takeover: a renewal that gives less leaves it",
        SAMTYKKE,
        "    THEN PERFORM samtykke_ansvar_faller(krav.sak_id, krav.tjeneste_id, aktoer); END IF;\n",
        "    THEN NULL; END IF;\n",
        (G + "TestASmallerYes::test_a_renewal_that_gives_less_ends_it_too",),
    ),
    Mutant(
        "takeover: the family is asked about a service outside the municipality",
        SQL,
        "JOIN bti_tjeneste t ON t.id = d.tjeneste_id AND NOT t.is_ekstern",
        "",
        (G + "TestWhoMayGetIt::test_a_service_outside_the_municipality_is_not_asked_about",),
    ),
    Mutant(
        "takeover: a service that is outside the municipality by now gets the case",
        SQL,
        "JOIN bti_tjeneste t ON t.id = p_tjeneste AND NOT t.is_ekstern",
        "",
        (G + "TestWhoMayGetIt::test_one_that_has_become_so_since_takes_nothing_over",),
    ),
    Mutant(
        "takeover: a yes to other words counts",
        SAMTYKKE,
        "IS DISTINCT FROM (p_hvorfor, p_temaer, p_omraader);",
        "IS DISTINCT FROM (p_hvorfor, p_temaer, p_omraader) AND false;",
        (G + "TestTheSameWords::test_put_in_others_everybody_answers_them",),
    ),
    Mutant(
        "takeover: less than the whole case is asked for",
        SAMTYKKE,
        "    IF p_slag = 'ansvar' AND (p_fornye OR p_fra IS NOT NULL OR NOT p_omraader @> ARRAY['logg', 'helse', 'opplaering'])",
        "    IF false",
        (G + "TestTheSameWords::test_less_than_the_whole_case_is_not_asked_for",),
    ),
    Mutant(
        "takeover: a no beside a yes does not count",
        SQL,
        " AND k.frafalt_at IS NULL AND k.declined_at IS NOT NULL)",
        " AND false)",
        (G + "TestTheSameWords::test_a_no_that_stands_beside_a_yes_holds_it_back",),
    ),
    Mutant(
        "takeover: what the heads of the former service should judge waits for nobody",
        SQL,
        "    PERFORM lovligdeling_fortell_vurderere(p_sak);\n",
        "",
        (G + "TestAfterwards::test_the_heads_of_the_new_service_are_told_what_waits_for_them",),
    ),
    Mutant(
        "takeover: who stood in at the former service gets no receipt",
        "bti/tilgang/sql/samtykke_virkning.sql",
        "coalesce(v_fra, '-infinity'))",
        "v_fra)",
        (G + "TestAfterwards::test_who_stood_in_at_the_former_service_gets_a_receipt_too",),
    ),
    Mutant(
        "takeover: a service that gives the case back goes out unsaid",
        "bti/tilgang/sql/samtykke_virkning.sql",
        " AND k.slag = 'innsyn' AND k.frafalt_at IS NULL),",
        "),",
        (G + "TestAfterwards::test_a_service_that_gives_the_case_back_is_out_and_the_parents_are_told",),
    ),
    Mutant(
        "takeover: the other household reads the name of a service in the history",
        "stafettlogg/saksside_sted.py",
        'if is_sted_skjult() and "tjeneste" in d:',
        'if False and "tjeneste" in d:',
        (G + "TestAfterwards::test_the_other_household_reads_no_place_in_what_is_written_of_it",),
    ),
    Mutant(
        "takeover: the other household finds the name of a service by looking for it",
        "stafettlogg/tidslinje.py",
        '"sted_skjult": is_sted_skjult(),',
        '"sted_skjult": False,',
        (G + "TestAfterwards::test_the_other_household_reads_no_place_in_what_is_written_of_it",),
    ),
    Mutant(
        "takeover: the coordinator reads that the service that has the case does not see it",
        "bti/tilgang/sql/samtykkelinjer.sql",
        " AND c.tjeneste_id <> l.tjeneste  --",
        "  --",
        (
            G
            + "TestWhatIsSaidBefore::test_the_coordinator_reads_nothing_past_of_the_service_that_has_the_case",
        ),
    ),
    Mutant(
        "takeover: the family reads that it can happen while the service is out",
        "samtykke/svarliste.py",
        "        if s.er_ute:\n            return les.ord",
        "        if False:\n            return les.ord",
        (V + "TestTheQuestion::test_a_service_that_is_out_is_said_to_be_before_and_after_the_answer",),
    ),
    Mutant(
        "takeover: what is written today stands as what was read",
        "samtykke/views_familie/lese.py",
        "krav.hvorfor if krav.put_at <= samtykke.granted_at else",
        "krav.hvorfor if True else",
        (V + "TestAfterwards::test_words_that_came_later_were_not_read",),
    ),
    Mutant(
        "takeover: rights that came later stand as what was read",
        "samtykke/lesing.py",
        "        own = self.tekst.ord.get(RETTIGHETER_OM_ANSVAR) if",
        "        own = self.ord.get(RETTIGHETER_OM_ANSVAR) if",
        (V + "TestTheQuestion::test_what_was_read_before_the_words_came_stands_as_it_was_read",),
    ),
    Mutant(
        "takeover: one yes of two is told as all of them",
        "samtykke/services/svare.py",
        "    if krav.gjelder_ansvar and krav.tjeneste_id in services_that_may_take_over(krav.sak):",
        "    if krav.gjelder_ansvar:",
        (V + "TestTheNextStep::test_the_first_yes_and_the_last_one_are_told_apart",),
    ),
    Mutant(
        "takeover: the last yes on paper is told as any other",
        "bti/tilgang/sql/samtykke_paa_vegne.sql",
        "CASE WHEN krav.slag = 'ansvar' AND samtykke_ansvar_gitt(",
        "CASE WHEN false AND samtykke_ansvar_gitt(",
        (
            "tests/samtykke/test_ansvar_veier.py::TestOtherWays::test_the_last_yes_on_paper_is_told_as_the_last_one",
        ),
    ),
    Mutant(
        "takeover: the front page gives the baton to a service that may not have it",
        "stafettlogg/sql/hjem_fra_andre.sql",
        "  WHERE o.tjeneste_id IN (SELECT samtykke_ansvar_er_gitt(o.sak_id))\n    AND NOT",
        "  WHERE NOT",
        (
            V + "TestTheNextStep::test_the_front_page_says_whom_the_baton_can_go_to_until_somebody_is_asked",
            V + "TestTheNextStep::test_nor_when_the_service_is_out",
        ),
    ),
    Mutant(
        "takeover: a question about it is no line for who coordinates",
        "bti/tilgang/sql/samtykkelinjer.sql",
        "         WHERE k.declined_at IS NULL AND k.frafalt_at IS NULL",
        "         WHERE k.slag = 'innsyn' AND k.declined_at IS NULL AND k.frafalt_at IS NULL",
        ("tests/samtykke/test_linjer.py::test_a_question_about_taking_over_is_a_line_of_its_own",),
    ),
)
