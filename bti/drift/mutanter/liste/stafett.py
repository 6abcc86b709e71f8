"""Faults in the baton: who offers it, who may get it, who answers, what goes with it, and who reads what was written."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

FLERE = "stafettlogg/services/stafett_flere.py"
F = "tests/stafettlogg/test_stafett_flere.py::"
B = "tests/stafettlogg/test_stafett_tilbudt.py::"
SQL = "bti/tilgang/sql/stafettveksling.sql"
T = "tests/stafettlogg/test_stafett.py::"
U = "tests/stafettlogg/test_stafett_utloep.py::"
LEDIG = "bti/tilgang/sql/stafett_uten_holder.sql"
L = "tests/stafettlogg/test_stafett_ledig.py::"

MUTANTER = (
    Mutant("baton: anybody in the case offers it", SQL,
      "    IF NOT tilgang_maa(p_sak, 'change_sak') THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;\n    IF p_svarfrist", "    IF p_svarfrist",
      (T + "TestOffering::test_only_the_holder_offers_and_takes_back",)),
    Mutant("baton: another service that the family lets in gets it", SQL,
      "AND samtykke_ansvar_gitt(s.id, d.tjeneste_id)", "",
      (T + "TestOffering::test_the_database_lets_nobody_else_be_asked",)),
    Mutant("baton: two are asked at once", SQL,
      "AND stafettveksling_staar(v)) THEN RETURN 'spurt'; END IF;", "AND false) THEN RETURN 'spurt'; END IF;",
      (T + "TestOffering::test_one_at_a_time",)),
    Mutant("baton: another answers for who is asked", SQL,
      "IF v.id IS NULL OR v.til_id <> aktoer OR v.fra_leder OR", "IF v.id IS NULL OR v.fra_leder OR",
      (T + "TestAnswering::test_nobody_answers_for_another",)),
    Mutant("baton: what was written is read by all who work with the case", SQL,
      "(v.til_id = aktoer AND tilgang_maa(v.sak_id, 'view_sak') OR tilgang_maa(v.sak_id, 'change_sak'))", "tilgang_maa(v.sak_id, 'view_sak')",
      (T + "TestAnswering::test_what_was_written_is_for_the_two",)),
    Mutant("baton: a no needs no reason", SQL,
      " OR p_svar = 'nei' AND btrim(p_grunn) = ''", "",
      (T + "TestAnswering::test_the_database_takes_no_no_without_a_reason",)),
    Mutant("baton: the one before goes on holding it too, in what guardian says", SQL,
      "     WHERE g.content_object_id = p_sak\n", "     WHERE g.content_object_id IS NULL\n",
      (T + "TestAnswering::test_a_yes_moves_the_baton_and_what_goes_with_it",)),
    Mutant("baton: who stands in for the one before goes on as if they held it", SQL,
      "     WHERE o.id = v.stedfortreder_for_id AND o.sak_id = p_sak AND v.rolle <> o.rolle;", "     WHERE false;",
      (T + "TestAnswering::test_who_stands_in_for_either_does_what_that_one_may",)),
    Mutant("baton: an answer counts after it was taken back", SQL,
      "    IF v.withdrawn_at IS NOT NULL THEN RETURN 'trukket'; END IF;\n", "",
      (T + "TestOffering::test_when_the_day_has_passed_another_is_asked_and_the_first_is_taken_back",)),
    Mutant("baton: an offer counts though another holds the baton now", SQL,
      "ELSE stafettpinnen_i(v.sak_id) = v.fra_id AND", "ELSE",
      (U + "TestLapses::test_it_waits_no_longer_and_takes_no_yes",)),
    Mutant("baton: it moves without a word in the log", "stafettlogg/services/stafett.py",
      "        write_in_the_log(veksling, by, fra=veksling.sak.tjeneste if ble == \"skiftet\" else None)\n", "        pass\n",
      (T + "TestAnswering::test_the_others_are_told_once_and_read_it_in_the_log",)),
    Mutant("baton: anybody asks about what has no holder", LEDIG,
      "    IF NOT FOUND OR aktoer NOT IN (SELECT stafettpinnen_ledere(p_sak)) THEN", "    IF NOT FOUND THEN",
      (L + "TestTheHead::test_nobody_else_is_told_or_asks",)),
    Mutant("baton: a head who is the child's own or shut out asks", LEDIG,
      "     WHERE s.id = p_sak AND l NOT IN (SELECT tilgang_familien_i(p_sak))\n", "     WHERE s.id = p_sak\n",
      (L + "TestTheHead::test_a_head_who_is_the_childs_own_or_shut_out_is_not_told",)),
    Mutant("baton: a head names a new holder beside the one there is", LEDIG,
      "    IF stafettpinnen_holdes(p_sak) THEN RETURN 'har_holder'; END IF;\n", "",
      (L + "TestTheAnswer::test_with_a_holder_nobody_is_asked",)),
    Mutant("baton: a yes to a head counts though the holder is back", SQL,
      "WHEN v.fra_leder THEN NOT stafettpinnen_holdes(v.sak_id) AND", "WHEN v.fra_leder THEN",
      (L + "TestTheAnswer::test_it_waits_no_longer",)),
    Mutant("baton: another answers a head", LEDIG,
      "    IF v.id IS NULL OR v.til_id <> aktoer OR NOT v.fra_leder THEN", "    IF v.id IS NULL OR NOT v.fra_leder THEN",
      (L + "TestTheAnswer::test_nobody_answers_for_another",)),
    Mutant("baton: somebody who is shut out is fetched", LEDIG,
      "       AND NOT EXISTS (SELECT 1 FROM bti_sperring x WHERE x.sak_id = p_sak AND x.bruker_id = p_bruker AND x.lifted_at IS NULL)\n$$;", "$$;",
      (L + "TestTheHead::test_who_may_not_be_fetched_is_not_asked",)),
    Mutant("baton, many at once: one that cannot be given leaves the rest asked about", FLERE,
      "@transaction.atomic\ndef offer_stafetter(", "def offer_stafetter(",
      (F + "TestWhatCannotBeGiven::test_one_that_cannot_be_given_stops_them_all_and_is_named",)),
    Mutant("baton, many at once: who is asked cannot read the case before the answer", FLERE,
      "            _invite(sak, til, noekkel)\n", "",
      (F + "TestHandingOver::test_all_are_chosen_and_one_button_asks_about_twenty",)),
    Mutant("baton, many at once: a closed case is given", "stafettlogg/queries.py",
      "Sak.objects.filter(status=Saksstatus.AAPEN, pk__in=mine.values(\"sak\"))", "Sak.objects.filter(pk__in=mine.values(\"sak\"))",
      (F + "TestWhatCannotBeGiven::test_only_ones_own_open_cases_are_there",)),
    Mutant("baton, many at once: one that is over leaves the rest answered", FLERE,
      "@transaction.atomic\ndef answer_stafetter(", "def answer_stafetter(",
      (B + "TestWhatIsOver::test_one_taken_back_in_the_same_moment_leaves_none_answered",)),
    Mutant("baton, many at once: the holder reads what others are asked as if it were theirs to answer", "stafettlogg/queries.py",
      "Stafettveksling.objects.filter(pk__in=staar, til=bruker_id).select_related(", "Stafettveksling.objects.filter(pk__in=staar).select_related(",
      (B + "TestWhatIsOver::test_what_others_are_asked_is_neither_shown_nor_answered",)),
    Mutant("baton, many at once: a case goes to another service with one yes to many", "stafettlogg/views/stafett_tilbudt.py",
      " if not en.skifter]", "]",
      (B + "TestWhereItIsFound::test_one_that_moves_the_case_to_another_service_is_answered_on_its_own_page",)),
    Mutant("baton, many at once: who reads it is not on record", "stafettlogg/views/stafett_tilbudt.py",
      "        record(\"stafettveksling.lest\", sak_id=en.veksling.sak_id, objekt=en.veksling)\n", "        pass\n",
      (B + "TestWhereItIsFound::test_who_reads_it_is_on_record_in_each_case",)),
)  # fmt: skip
