"""Faults in what was shared without consent: who writes, who judges, who reads it, and when the family does."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/lovligdeling.sql"
SKRIV = "tests/samtykke/test_lovligdeling.py::"
VURDER = "tests/samtykke/test_vurder_lovligdeling.py::"
USYNLIG = "tests/trygg/test_lovligdeling_usynlig.py::"

MUTANTER = (
    Mutant("deling: all in the case read one that nobody has judged", SQL,
      "AND (lovligdeling_vist(d.id) OR lovligdeling_leser(aktoer, d)));", ");",
      (SKRIV + "TestWhoReads::test_before_it_is_judged_the_holder_alone_reads_it",)),
    Mutant("deling: a no shows it to the family", SQL,
      "WHERE v.deling_id = p_deling AND v.familien_ser\n           AND NOT EXISTS", "WHERE v.deling_id = p_deling\n           AND NOT EXISTS",
      (VURDER + "TestJudging::test_the_head_reads_what_was_shared_and_says_no_and_then_yes",)),
    Mutant("deling: it is shown while notices are held back", SQL,
      "h.sak_id = v.sak_id AND h.released_at IS NULL AND", "h.sak_id = v.sak_id AND false AND",
      (VURDER + "TestWhileNoticesAreHeldBack::test_what_is_judged_safe_waits_until_they_are_let_go",)),
    Mutant("deling: a hold that begins later takes it away again", SQL,
      " AND h.held_at <= v.assessed_at", "",
      (VURDER + "TestWhileNoticesAreHeldBack::test_what_is_held_back_later_takes_nothing_away",)),
    Mutant("deling: it stays hidden when the notices are let go", SQL,
      " AND h.released_at IS NULL AND h.held_at", " AND h.held_at",
      (VURDER + "TestWhileNoticesAreHeldBack::test_what_is_judged_safe_waits_until_they_are_let_go",)),
    Mutant("deling: who has broken the glass reads what is hidden", SQL,
      "WHERE r.rolle = 'stafettholder'\n", "WHERE r.rolle IN ('stafettholder', 'noedtilgang')\n",
      (SKRIV + "TestWhoReads::test_who_has_broken_the_glass_reads_none_that_is_hidden",)),
    Mutant("deling: an employee of the child's own reads what is hidden", SQL,
      "    SELECT p_bruker NOT IN (SELECT tilgang_familien_i((d).sak_id))\n       AND EXISTS", "    SELECT EXISTS",
      (SKRIV + "TestWhoReads::test_a_holder_who_is_the_childs_own_neither_writes_nor_reads",)),
    Mutant("deling: anybody who works with the case writes one", SQL,
      "IF NOT tilgang_maa(v_sak, 'change_sak') OR", "IF NOT tilgang_maa(v_sak, 'change_sak', 'view_sak') OR",
      (SKRIV + "TestWriting::test_nobody_else_writes[amina]",)),
    Mutant("deling: one in another case is put right from here", SQL,
      "d.id = v_retter AND d.sak_id = v_sak)", "d.id = v_retter)",
      (SKRIV + "TestWriting::test_one_in_another_case_is_not_put_right_from_here",)),
    Mutant("deling: whoever wrote it judges it", SQL,
      "SELECT 1 FROM ledere)\n     EXCEPT SELECT p_skrev EXCEPT", "SELECT 1 FROM ledere)\n     UNION SELECT p_skrev EXCEPT",
      (VURDER + "TestJudging::test_nobody_else_judges[jonas]",)),
    Mutant("deling: a head who is the child's own judges", SQL,
      "EXCEPT SELECT p_skrev EXCEPT SELECT skjermet_utenfor(p_sak))\n    SELECT l", "EXCEPT SELECT p_skrev)\n    SELECT l",
      (VURDER + "TestJudging::test_a_head_who_is_the_childs_own_or_blocked_never_learns_of_it",)),
    Mutant("deling: the ombud judges beside the head", SQL,
      " AND NOT EXISTS (SELECT 1 FROM ledere)\n", "\n",
      (VURDER + "TestJudging::test_the_ombud_does_not_judge_while_there_is_a_head",)),
    Mutant("deling: what has been shown is hidden again", SQL,
      "RETURN 'alt vist'; END IF;", "NULL; END IF;",
      (VURDER + "TestJudging::test_what_has_been_shown_stays_shown",)),
    Mutant("deling: an old page judges over a colleague", SQL,
      "    IF v_antall <> p_antall THEN RETURN 'endret'; END IF;\n", "",
      (VURDER + "TestJudging::test_of_two_heads_the_first_counts_and_the_other_is_told",)),
    Mutant("deling: that one is written stands in the record of the case", "samtykke/services/deling.py",
      'record("lovligdeling.skrevet", objekt', 'record("lovligdeling.skrevet", sak_id=sak.pk, objekt',
      (USYNLIG + "test_what_is_hidden_leaves_the_family_no_trace",)),
    Mutant("deling: the list is recorded under a name of its own", "samtykke/views_deling.py",
      'SOM_SAKEN = "sak.lest"', 'SOM_SAKEN = "deling.lest"',
      (USYNLIG + "test_whoever_reads_the_list_has_looked_at_the_case_and_no_more",)),
)  # fmt: skip
