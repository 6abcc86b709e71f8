"""Faults in the history of a case: whose answers are told, what is marked as new to whom, and what a page leaves out."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

LINJE = "stafettlogg/tidslinje.py"
SAMTYKKE = "stafettlogg/sql/tidslinje/samtykke.sql"
MERKE = "bti/tilgang/sql/lesemerke.sql"
T = "tests/stafettlogg/test_tidslinje.py::"
F = "tests/stafettlogg/test_innlegg_flere.py::"

MUTANTER = (
    Mutant("timeline: a parent reads the other parent's yes", SAMTYKKE,
      " WHERE y.sak_id = %(sak)s AND (%(giver)s::uuid IS NULL OR y.giver_id = %(giver)s::uuid)\n UNION ALL", " WHERE y.sak_id = %(sak)s\n UNION ALL",
      (T + "TestWhatStandsThere::test_a_parent_reads_what_happened_and_of_the_answers_their_own",)),
    Mutant("timeline: a parent reads the other parent's no", SAMTYKKE,
      "k.declined_at IS NOT NULL AND (%(giver)s::uuid IS NULL OR k.giver_id = %(giver)s::uuid)", "k.declined_at IS NOT NULL",
      (T + "TestWhatStandsThere::test_a_parent_reads_what_happened_and_of_the_answers_their_own",)),
    Mutant("timeline: a parent reads that the other took theirs back", SAMTYKKE,
      "y.slutt <> 'erstattet' AND (%(giver)s::uuid IS NULL OR y.giver_id = %(giver)s::uuid)", "y.slutt <> 'erstattet'",
      (T + "TestWhatStandsThere::test_a_yes_that_was_taken_back_is_told",)),
    Mutant("timeline: the family is read to as those who work there", "stafettlogg/tidslinje_familie.py",
      "leser=bruker_id, giver=bruker_id)", "leser=bruker_id)",
      (T + "TestWhatStandsThere::test_a_parent_reads_what_happened_and_of_the_answers_their_own",)),
    Mutant("timeline: the place of a meeting stands in it", "stafettlogg/sql/tidslinje/moete.sql",
      "'hensikt', m.hensikt) AS d", "'hensikt', m.hensikt || m.sted) AS d",
      (T + "TestWhatStandsThere::test_the_place_of_a_meeting_is_not_told",)),
    Mutant("timeline: words looked for are taken from an address", LINJE,
      "soek = request.POST.get(\"soek\", \"\")", "soek = raw.get(\"soek\", \"\")",
      (T + "TestFinding::test_words_are_never_taken_from_an_address",)),
    Mutant("timeline: of what happened in one moment a page ends in the middle, and the rest is lost", LINJE,
      "(x.tid, x.id) < (%(tid)s, %(id)s)", "x.tid < %(tid)s AND %(id)s IS NOT NULL",
      (T + "TestPages::test_every_thing_once_however_many_in_the_same_moment",)),
    Mutant("timeline: what one did oneself is new to one", LINJE,
      "leser != av and _is_new(tid, grense)", "_is_new(tid, grense)",
      (T + "TestWhatIsNew::test_ones_own_is_never_new",)),
    Mutant("timeline: what is new is so no longer when one comes back to the page", MERKE,
      "m.sist_her < tilgang_naa() - interval '30 minutes'", "m.sist_her < tilgang_naa() + interval '30 minutes'",
      (T + "TestWhatIsNew::test_what_others_wrote_since_last_time_is_marked_until_one_has_been_away",)),
    Mutant("timeline: what is new stays new for ever", MERKE,
      "m.sist_her < tilgang_naa() - interval '30 minutes'", "m.lest_til IS NULL",
      (T + "TestWhatIsNew::test_what_others_wrote_since_last_time_is_marked_until_one_has_been_away",)),
    Mutant("timeline: a mark is made in a case that one does not see", MERKE,
      "    IF p_sak <> ALL (tilgang_mine_saker()) THEN PERFORM tilgang_nekt('ser ikke saken'); END IF;\n", "",
      (T + "TestWhatIsNew::test_nobody_reads_anothers_mark_or_makes_one_in_a_case_they_do_not_see",)),
    Mutant("timeline: others read when one was there", "stafettlogg/migrations/0004_lesemerke.py",
      "MITT = f\"bruker_id = {AKTOER}\"", "MITT = f\"{AKTOER} IS NOT NULL\"",
      (T + "TestWhatIsNew::test_nobody_reads_anothers_mark_or_makes_one_in_a_case_they_do_not_see",)),
    Mutant("several children: a text that names one of them goes to the families of the others", "stafettlogg/forms_flere.py",
      "if len(valgt) > 1 and nevnt:", "if False and nevnt:",
      (F + "TestWhatIsNotWritten::test_a_name_that_the_others_would_read_stops_it_and_is_said",)),
    Mutant("several children: the name of a parent is no name", "stafettlogg/queries.py",
      "        navn[sak_id].append(ett)\n", "        pass\n",
      (F + "TestWhatIsNotWritten::test_a_name_that_the_others_would_read_stops_it_and_is_said",)),
    Mutant("several children: it is written in cases that one only reads", "stafettlogg/views/innlegg_flere.py",
      "[sak for sak in rows if may(sak, Permission.ADD_INNLEGG)]", "list(rows)",
      (F + "TestWhatIsNotWritten::test_only_cases_that_one_writes_in_are_there",)),
)  # fmt: skip
