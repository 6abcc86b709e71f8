"""Faults in the wish to have a case closed: who asks, who answers, who learns of it, and what an answer does."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/lukkeoenske.sql"
SIDEN = "samtykke/services/lukking.py"
T = "tests/samtykke/test_lukkeoenske.py::"
U = "tests/samtykke/test_lukkeoenske_usynlig.py::"

MUTANTER = (
    Mutant("the rest of the family reads who wants the case closed", SQL,
      "AND (o.requested_by_id = aktoer OR lukkeoenske_svarer(aktoer, o.sak_id)));", ");",
      (U + "TestTheRestOfTheFamily::test_both_may_want_it_and_neither_sees_the_other",)),
    Mutant("a holder of the child's own answers a closing wish", SQL,
      "SELECT tilgang_maa(p_sak, 'change_sak') AND p_aktoer NOT IN (SELECT tilgang_familien_i(p_sak))", "SELECT tilgang_maa(p_sak, 'change_sak')",
      (T + "TestAnswering::test_a_holder_who_turns_out_to_be_the_childs_own_does_not_answer",)),
    Mutant("a closing wish is taken back by another", SQL,
      "IF o.id IS NULL OR o.requested_by_id <> aktoer OR NOT tilgang_maa", "IF o.id IS NULL OR NOT tilgang_maa",
      (T + "TestTakingBack::test_nobody_takes_it_back_for_another[tom]",)),
    Mutant("a second answer to a closing wish counts", SQL,
      "IF o.answered_at IS NOT NULL THEN RETURN 'besvart'; END IF;", "",
      (T + "TestAnswering::test_of_two_answers_the_first_counts",)),
    Mutant("that somebody has asked stands in the case's own record", SIDEN,
      'record("lukkeoenske.sendt", objekt=Lukkeoenske(pk=noekkel), innhold=hvorfor)', 'record("lukkeoenske.sendt", sak_id=sak.pk, innhold=hvorfor)',
      (U + "TestTheRestOfTheFamily::test_they_learn_nothing_of_it",)),
)  # fmt: skip
