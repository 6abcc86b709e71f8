"""Faults in asking and answering, on paper and by login, in the night, and in what follows when a yes ends."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/samtykke.sql"
VEGNE = "bti/tilgang/sql/samtykke_paa_vegne.sql"
NATT = "bti/tilgang/sql/samtykke_natt.sql"
VIRKNING = "bti/tilgang/sql/samtykke_virkning.sql"
ANDRES = "bti/tilgang/sql/samtykke_andres_svar.sql"
UTSKRIFT = "bti/tilgang/sql/utskrift.sql"
T = "tests/samtykke/"

MUTANTER = (
    # On paper
    Mutant("consent: who wrote a paper answer down confirms it too", VEGNE,
      "WHERE s.id = p_svar.sak_id AND p_svar.registered_by_id <> p_aktoer\n", "WHERE s.id = p_svar.sak_id\n",
      (T + "test_paa_vegne.py::test_nobody_else_confirms[jonas]",)),
    Mutant("consent: a paper answer is confirmed without its code", VEGNE,
      "IF rad.kode IS DISTINCT FROM p_kode THEN\n", "IF false THEN\n",
      (T + "test_paa_vegne.py::test_paper_is_confirmed_with_its_code",)),
    Mutant("consent: an old sheet opens the case after a no or a withdrawal", VEGNE,
      "    IF rad.svar = 'ja' AND samtykke_er_eldre(krav, rad.svart_dato) THEN RETURN 'eldre'; END IF;\n", "",
      (T + "test_eldre_ark.py::test_a_sheet_from_before_is_not_written_in",)),
    Mutant("consent: a sheet that waits opens the case after a withdrawal", VEGNE,
      "       OR rad.svar = 'ja' AND samtykke_er_eldre(krav, rad.svart_dato)\n", "",
      (T + "test_eldre_ark.py::test_a_yes_taken_back_while_a_sheet_waits_stays_taken_back",)),
    Mutant("consent: a sheet that waits opens the case after a no and a wait", SQL,
      "      WHERE v.krav_id = p_krav AND v.svar IN ('ja', 'nei') AND v.confirmed_at IS NULL AND v.rejected_at IS NULL;\n    RETURN 'venter'", "      WHERE false;\n    RETURN 'venter'",
      (T + "test_eldre_ark.py::test_a_no_and_then_a_wait_undo_a_sheet_that_waits",)),
    Mutant("consent: one employee wipes a no out by writing that the giver waits", VEGNE,
      "    IF rad.svar = 'vent' AND krav.declined_at IS NOT NULL THEN RETURN 'sagt_nei'; END IF;\n", "",
      (T + "test_eldre_ark.py::test_a_no_is_not_wiped_out_by_one_who_writes_a_wait",)),
    Mutant("consent: a paper's code is tried for ever", VEGNE,
      "    IF revisjon_forsoek(aktoer, 'samtykke.feil_kode', interval '1 hour') >= 5 THEN RETURN 'for_mange'; END IF;\n", "",
      (T + "test_feil_kode.py::test_a_wrong_code_is_on_record_and_the_sixth_is_not_tried",)),
    Mutant("consent: a parent who is employed there confirms for their own child", VEGNE,
      "           AND NOT EXISTS (SELECT 1 FROM bti_familierelasjon e WHERE e.hovedperson_id = s.hovedperson_id AND e.bruker_id = p_aktoer)\n", "",
      (T + "test_paa_vegne.py::test_a_head_who_is_the_childs_own_confirms_nothing",)),
    Mutant("consent: a paper answers a question that has been changed since", VEGNE,
      "greatest(krav.requested_at, krav.changed_at, krav.declined_at) > rad.registered_at", "false",
      (T + "test_paa_vegne.py::test_a_question_changed_while_it_waits_is_not_answered",
       T + "test_paa_vegne.py::test_what_the_giver_said_since_goes_first")),
    Mutant("consent: a paper says yes to more than was asked", VEGNE,
      "IF NOT (v_temaer <@ krav.temaer::text[]) THEN PERFORM tilgang_nekt('temaene er ikke spurt om'); END IF;", "",
      (T + "test_paa_vegne.py::test_a_paper_gives_no_more_than_was_asked",)),
    Mutant("consent: a paper says yes to writing where reading was asked", VEGNE,
      "IF rad.kan_skrive AND NOT krav.kan_skrive THEN PERFORM tilgang_nekt('det er ikke spurt om å skrive'); END IF;", "",
      (T + "test_paa_vegne.py::test_the_database_takes_no_wider_yes_from_paper",)),
    Mutant("consent: a paper's yes to reading alone becomes one to what was asked", VEGNE,
      "krav.slag, rad.temaer, rad.kan_skrive, rad.tekst_id,", "krav.slag, rad.temaer, krav.kan_skrive, rad.tekst_id,",
      (T + "test_paa_vegne.py::test_a_yes_to_reading_alone_stays_so_all_the_way",)),
    # To be called
    Mutant("consent: anybody says that we have called", SQL,
      "IF krav.id IS NULL OR NOT tilgang_er_stafettholder(aktoer, krav.sak_id) THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;\n    IF krav.giver_id = aktoer", "IF krav.giver_id = aktoer",
      (T + "test_ring_meg.py::test_only_the_holder_says_that_we_have_called[siri-404]",)),
    Mutant("consent: an old page meets a new wish to be called", SQL,
      "IF krav.ring_at IS DISTINCT FROM p_bedt OR krav.ringt_at IS NOT NULL", "IF krav.ringt_at IS NOT NULL",
      (T + "test_ring_meg.py::test_a_second_call_changes_nothing_and_an_old_page_meets_no_new_wish",)),
    Mutant("consent: two phones are two wishes to be called", SQL,
      "    IF krav.ring_at IS NOT NULL AND krav.ringt_at IS NULL THEN RETURN 'alt_bedt'; END IF;\n", "",
      (T + "test_ring_meg_samtidig.py::test_two_phones_at_once_are_one_wish",)),
    Mutant("consent: who waits for our call is hurried", NATT,
      "                   AND (x.ring_at IS NULL OR x.ringt_at IS NOT NULL)\n", "",
      (T + "test_ring_meg.py::TestNudges::test_who_waits_for_our_call_is_not_hurried",)),
    # Asking and answering
    Mutant("consent: asked anew, everybody is asked again", SQL,
      "     WHERE p_fornye OR NOT EXISTS (SELECT 1 FROM samtykke_samtykke y", "     WHERE true OR NOT EXISTS (SELECT 1 FROM samtykke_samtykke y",
      (T + "test_snevre_og_fornye.py::test_one_who_has_not_answered_is_asked_and_the_others_are_left_alone",)),
    Mutant("consent: a narrowed yes gets wider", SQL,
      "OR (p_kan_skrive AND NOT ja.kan_skrive)\n", "\n",
      (T + "test_snevre_og_fornye.py::TestNarrowing::test_writing_does_not_come_back",)),
    Mutant("consent: an old page does not withdraw what has taken the yes's place", SQL,
      "IF rad.slutt IN ('erstattet', 'snevret') THEN", "IF rad.slutt IN ('erstattet') THEN",
      (T + "test_snevre_og_fornye.py::TestNarrowing::test_an_old_page_withdraws_what_is_left",)),
    # The night
    Mutant("consent: the night ends a yes on its last day", NATT,
      "x.withdrawn_at IS NULL AND x.gyldig_til < tilgang_idag()\n        RETURNING", "x.withdrawn_at IS NULL AND x.gyldig_til <= tilgang_idag()\n        RETURNING",
      (T + "test_natt.py::TestRunsOut::test_on_its_last_day_it_lives",)),
    Mutant("consent: the night asks anew about what somebody has said no to", NATT,
      "AND (e.giver_id = g.giver_id OR e.declined_at IS NOT NULL))", "AND e.giver_id = g.giver_id)",
      (T + "test_natt_hvem.py::TestWhoIsNew::test_nobody_is_asked_about_what_somebody_has_said_no_to",)),
    Mutant("consent: who is a giver no more is asked on", NATT,
      " OR NOT samtykke_er_giver(p_sak, x.giver_id))", ")",
      (T + "test_natt_hvem.py::TestWhoIsAskedNoLonger::test_of_age_the_parents_are_asked_no_longer",)),
    # What follows
    Mutant("consent: a yes that gave way to a smaller one leaves a receipt", VIRKNING,
      "AND NEW.slag = 'innsyn' AND NEW.slutt IN ('trukket', 'utloept'))", "AND NEW.slag = 'innsyn')",
      (T + "test_virkning.py::TestReceipt::test_a_yes_that_gave_way_to_a_smaller_one_takes_nobody_out",)),
    Mutant("consent: whoever knows a case's number has its losses told", VIRKNING,
      "    IF NOT EXISTS (SELECT 1 FROM tilgang_saker_for(aktoer, p_sak)) THEN PERFORM tilgang_nekt('ingen tilgang til saken'); END IF;\n", "",
      (T + "test_virkning.py::test_only_who_sees_the_case_has_its_losses_told",)),
    # Print-outs
    Mutant("consent: the print-outs of a service outlive a narrowed yes", UTSKRIFT,
      "AND NEW.slutt <> 'erstattet')", "AND NEW.slutt NOT IN ('erstattet', 'snevret'))",
      ("tests/utskrift/test_mindre_ja.py::test_the_file_of_the_service_is_gone_at_once_and_others_keep_theirs[a theme taken away]",)),
    Mutant("consent: a file that was on its way is handed over", UTSKRIFT,
      "n.value = 'null' OR foer.value <> 'null' AND n.value @> foer.value", "true",
      ("tests/utskrift/test_mindre_ja.py::test_a_file_that_a_worker_still_held_is_nobodys",)),
    Mutant("consent: who reads alone is handed a print-out from before", UTSKRIFT,
      "    IF NOT tilgang_maa(p_sak, 'order_utskrift') THEN RETURN false; END IF;\n", "",
      ("tests/utskrift/test_mindre_ja.py::test_a_reader_reads_on_the_screen_and_prints_nothing",)),
    Mutant("a yes that is sent again gives a withdrawn one back", "bti/tilgang/sql/samtykke.sql",
      "    IF p_avsluttet < (SELECT count(*)", "    IF false AND p_avsluttet < (SELECT count(*)",
      ("tests/samtykke/test_gammel_side.py::test_a_yes_that_is_sent_again_undoes_no_withdrawal",)),
    Mutant("an answer counts for words that came while it waited", "bti/tilgang/sql/samtykke.sql",
      "greatest(krav.requested_at, krav.changed_at) > p_stilt", "false",
      ("tests/samtykke/test_ord_imens.py::test_an_answer_to_other_words_does_not_count",)),
    Mutant("one who is blocked from the case confirms an answer", "bti/tilgang/sql/samtykke_paa_vegne.sql",
      "           AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = s.id AND x.bruker_id = p_aktoer AND x.lifted_at IS NULL)\n", "",
      ("tests/samtykke/test_gammel_side.py::test_one_who_is_blocked_confirms_nothing",)),
    # What was answered about another service
    *(
        Mutant(f"another service reads {what} about a third", ANDRES, f"ON {table} AS RESTRICTIVE FOR SELECT\n    USING (",
          f"ON {table} AS RESTRICTIVE FOR SELECT\n    USING (true OR ",
          (T + f"test_andres_svar.py::{test}",))
        for what, table, test in (
            ("what was asked", "samtykke_samtykkekrav", "test_a_no_to_a_third_service_does_not_exist_for_another"),
            ("a yes", "samtykke_samtykke", "test_a_no_to_a_third_service_does_not_exist_for_another"),
            ("an answer written in", "samtykke_svarpaavegne", "test_an_answer_written_in_about_a_third_service_does_not_exist"),
            ("a recorded no", "revisjon_hendelse", "test_a_no_before_all_said_yes_stays_unread"),
        )
    ),
    Mutant("another service reads who must say yes to a third", "bti/tilgang/sql/samtykkematrise.sql",
      "       AND (u.egne IS NULL OR t.tjeneste_id IS NULL OR t.tjeneste_id = ANY (u.egne))\n", "",
      (T + "test_andres_svar.py::test_who_must_say_yes_to_a_third_is_not_told_by_the_table",)),
    Mutant("a paper to the services says who answered what", "samtykke/utskriftsdeler.py",
      "    if valg.leser == Leser.TJENESTENE:\n", "    if False:\n",
      (T + "test_andres_svar.py::test_a_paper_to_the_services_names_who_is_in_and_nobodys_answer",)),
    Mutant("whoever holds the baton for another service cannot read who said no", "bti/tilgang/sql/samtykkematrise.sql",
      " AND r.rolle <> 'stafettholder')", ")",
      (T + "test_andres_svar.py::test_whoever_holds_the_baton_reads_it_from_another_service",)),
)  # fmt: skip
