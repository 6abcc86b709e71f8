"""Faults in who coordinates by law, in the individual plan, and in who words the rights."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/samordning.sql"
RLS = "bti/migrations/0017_samordning_rls.py"
BESTEM = "tests/bti/samordning/test_decide_koordinering.py"
PLAN = "tests/stafettlogg/test_individuell_plan.py"

MUTANTER = (
    Mutant(
        "koordinator: being named lets one see who coordinates",
        RLS,
        'f"sak_id = {MINE_SAKER}", INGEN, INGEN',
        'f"sak_id = {MINE_SAKER} OR bruker_id = (SELECT tilgang_aktoer())", INGEN, INGEN',
        (f"{BESTEM}::TestItGivesNoAccess::test_who_is_named_and_takes_no_part_sees_nothing",),
    ),
    Mutant(
        "koordinator: anybody who sees the case decides",
        SQL,
        "    IF NOT tilgang_maa(v_sak, 'change_sak') THEN PERFORM tilgang_nekt('bestemmer ikke i saken'); END IF;\n    SELECT",
        "    IF NOT tilgang_maa(v_sak, 'change_sak', 'view_sak') THEN PERFORM tilgang_nekt('bestemmer ikke i saken'); END IF;\n    SELECT",
        (f"{BESTEM}::TestDeciding::test_nobody_else_decides_or_ends[amina]",),
    ),
    Mutant(
        "koordinator: anybody who sees the case ends it",
        SQL,
        "v_sak IS NULL OR NOT tilgang_maa(v_sak, 'change_sak')",
        "v_sak IS NULL OR NOT tilgang_maa(v_sak, 'change_sak', 'view_sak')",
        (f"{BESTEM}::TestDeciding::test_nobody_else_decides_or_ends[amina]",),
    ),
    Mutant(
        "koordinator: somebody who does not see the case is named",
        SQL,
        "       AND EXISTS (SELECT 1 FROM tilgang_roller_for(p_bruker, p_sak) r WHERE r.rolle IN ('stafettholder', 'fagperson'))\n",
        "",
        (f"{BESTEM}::TestDeciding::test_who_does_not_see_the_case_is_invited_first",),
    ),
    Mutant(
        "koordinator: a right of another municipality is used",
        SQL,
        "r.id = (p->>'rettighet')::uuid AND r.kommune_id = s.kommune_id AND",
        "r.id = (p->>'rettighet')::uuid AND",
        (f"{BESTEM}::TestDeciding::test_a_right_of_another_kind_or_municipality_names_nobody",),
    ),
    Mutant(
        "koordinator: named without the family's yes",
        SQL,
        "\n                      AND (NOT r.krever_ja OR (p->>'familien_vil')::boolean))",
        ")",
        (f"{BESTEM}::TestDeciding::test_what_is_an_offer_needs_a_yes",),
    ),
    Mutant(
        "koordinator: the rights are worded by any employee",
        SQL,
        "    PERFORM fagteam_krev_oppsett((SELECT r.kommune_id FROM bti_rettighet r WHERE r.id = p_id));\n",
        "",
        (
            "tests/bti/samordning/test_edit_rettighet.py::test_nobody_else_changes_them_and_nobody_in_another_municipality",
        ),
    ),
    Mutant(
        "koordinator: the plan is written by anybody in the case",
        RLS,
        '        RequirePermission("bti_individuellplan", may_write(P.CHANGE_SAK), may_write(P.CHANGE_SAK)),\n',
        "",
        (f"{PLAN}::test_who_writes_and_who_reads",),
    ),
    Mutant(
        "koordinator: break-glass prints the plan",
        "stafettlogg/views/plan.py",
        "@requires(Permission.ORDER_UTSKRIFT, load=get_sak_for_staff, les=SKREVET_UT)",
        "@requires(Permission.VIEW_SAK, load=get_sak_for_staff, les=SKREVET_UT)",
        (f"{PLAN}::test_break_glass_reads_the_plan_and_prints_none",),
    ),
)
