"""Faults that a page or a second guard hid, so that for a while no test saw them: the database's own check taken out."""

# ruff: noqa: E501 (the SQL is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/"
L = "tests/tilgang/test_loefter.py::"
S = "tests/bti/test_stedfortredere.py::"

MUTANTER = (
    Mutant(
        "a head is the head of every unit",
        SQL + "adgang.sql",
        "WHERE a.bruker_id = p_bruker AND a.tjeneste_id = p_tjeneste AND a.is_leder",
        "WHERE a.bruker_id = p_bruker AND a.is_leder",
        (L + "test_the_head_of_another_unit_is_nobody_here",),
    ),
    Mutant(
        "every head reads the parents that wait",
        SQL + "deltakelse.sql",
        "a.bruker_id = aktoer AND a.tjeneste_id = s.tjeneste_id AND a.is_leder\n",
        "a.bruker_id = aktoer AND a.is_leder\n",
        (L + "test_the_head_of_another_unit_is_nobody_here",),
    ),
    Mutant(
        "everybody reads who is blocked",
        SQL + "sperring.sql",
        "AND aktoer IN (SELECT tilgang_ledere_av(s.tjeneste_id)) END",
        "END",
        (L + "test_blocks_are_read_by_the_holder_of_the_case_and_the_head_of_the_unit",),
    ),
    Mutant(
        "a relative who was not let in breaks the glass",
        SQL + "noedtilgang.sql",
        "           AND aktoer NOT IN (SELECT tilgang_familien_i(s.id))\n",
        "",
        (L + "test_a_relative_who_was_not_let_in_breaks_no_glass",),
    ),
    Mutant(
        "the glass is broken for a service of others",
        SQL + "noedtilgang.sql",
        "    IF NOT tilgang_er_ansatt(aktoer, p_tjeneste) THEN PERFORM tilgang_nekt('ikke ansatt i tjenesten'); END IF;\n    IF NOT tilgang_er_fersk",
        "    IF NOT tilgang_er_fersk",
        (L + "test_glass_is_broken_for_a_service_that_one_works_in",),
    ),
    Mutant(
        "everybody counts the questions that are overdue",
        SQL + "innsyn.sql",
        "AND q.svarfrist < tilgang_idag() AND aktoer IN (SELECT tilgang_personvernombud_i(s.kommune_id))",
        "AND q.svarfrist < tilgang_idag()",
        (L + "test_overdue_questions_are_counted_for_the_personvernombud_of_the_municipality",),
    ),
    Mutant(
        "a question is chased when it is a year overdue",
        SQL + "innsyn.sql",
        "'innsyn_forfalt', p_id, '1', tilgang_morgen(v_frist + 1));",
        "'innsyn_forfalt', p_id, '1', tilgang_morgen(v_frist + 400));",
        (
            "tests/revisjon/test_innsynsspoersmaal.py::test_what_is_overdue_chases_those_who_answer_and_shows_the_ombud_no_word",
        ),
    ),
    Mutant(
        "one of the family stands in in the family's case",
        SQL + "deltakelse.sql",
        "WHERE x.sak_id = o.sak_id AND x.bruker_id = f.vikar_id AND x.rolle IN ('foresatt', 'ungdom'))",
        "WHERE false)",
        (S + "TestWhileItLasts::test_the_young_person_is_no_deputy_in_the_case",),
    ),
    Mutant(
        "a relative who takes no part stands in",
        SQL + "deltakelse.sql",
        "WHERE s.id = o.sak_id AND x.bruker_id = f.vikar_id AND x.verifisering <> 'avvist')",
        "WHERE false)",
        (S + "TestWhileItLasts::test_a_relative_who_does_not_take_part_is_no_deputy_in_the_case",),
    ),
)
