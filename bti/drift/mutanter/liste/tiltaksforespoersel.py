"""Faults in who is asked to take over a measure: who asks, who may be asked, who answers, who learns why not."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/tiltaksforespoersel.sql"
T = "tests/tiltak/test_forespoersel.py::"
U = "tests/tiltak/test_forespoersel_utloep.py::"

MUTANTER = (
    Mutant("take over: why somebody said no is read by all who work with the case", SQL,
      "                OR f.answered_at IS NULL AND f.withdrawn_at IS NULL AND tilgang_maa(f.sak_id, 'view_sak')));",
      "                OR tilgang_maa(f.sak_id, 'view_sak')));",
      (T + "TestAnswering::test_why_not_is_the_stafettholders_alone",)),
    Mutant("take over: another answers for who is asked", SQL,
      "IF f.id IS NULL OR f.bruker_id <> aktoer OR NOT tilgang_maa(f.sak_id, 'answer_tiltak')", "IF f.id IS NULL OR NOT tilgang_maa(f.sak_id, 'answer_tiltak')",
      (T + "TestAnswering::test_nobody_answers_for_another",)),
    Mutant("take over: anybody in the case asks", SQL,
      "    IF t.id IS NULL OR NOT tilgang_maa(t.sak_id, 'change_sak') THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;\n    IF p_svarfrist",
      "    IF t.id IS NULL THEN PERFORM tilgang_nekt('bare stafettholderen'); END IF;\n    IF p_svarfrist",
      (T + "TestAsking::test_only_the_stafettholder_asks_and_takes_back",)),
    Mutant("take over: a parent is asked about what is done in a service", SQL,
      "       AND (p_arena = 'hjem' OR del.roller && ARRAY['stafettholder', 'fagperson'])\n", "",
      (T + "TestAsking::test_the_database_lets_nobody_else_be_asked",)),
    Mutant("take over: a yes counts after the service is out", SQL,
      "           AND tiltaksforespoersel_kan_ta(t.sak_id, f.bruker_id, t.arena))\n", "           )\n",
      (U + "TestLapses::test_it_waits_no_longer_and_takes_no_yes",)),
    Mutant("take over: two are asked about one measure at once", SQL,
      "AND tiltaksforespoersel_staar(f)) THEN RETURN 'spurt'; END IF;", "AND false) THEN RETURN 'spurt'; END IF;",
      (T + "TestAsking::test_one_at_a_time",)),
    Mutant("take over: a yes to a measure that is another since", SQL,
      "    IF t.versjon <> p_versjon THEN RETURN 'endret'; END IF;\n", "",
      (T + "TestAnswering::test_a_measure_that_is_changed_meanwhile_is_read_anew",)),
    Mutant("take over: an answer counts after it was taken back", SQL,
      "    IF f.withdrawn_at IS NOT NULL THEN RETURN 'trukket'; END IF;\n", "",
      (T + "TestAnswering::test_an_answer_after_it_was_taken_back_is_told_so",)),
)  # fmt: skip
