"""Faults in what a municipality sets up for consent: who must say yes, and what is asked about."""

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/samtykke_oppsett.sql"
REGEL = "tests/samtykke/test_sette_opp_regel.py"
TEMA = "tests/samtykke/test_sette_opp_tema.py"

MUTANTER = (
    Mutant(
        "samtykkeoppsett: a gap in which nobody answers",
        SQL,
        "        THEN PERFORM tilgang_nekt('ingen ville svart'); END IF;",
        "        THEN NULL; END IF;",
        (f"{REGEL}::test_the_wall_takes_no_rule_that_leaves_nobody_to_answer",),
    ),
    Mutant(
        "samtykkeoppsett: a stale page saves over another's",
        SQL,
        "    IF v_versjon <> p_versjon THEN RETURN -1; END IF;\n",
        "",
        (f"{REGEL}::test_two_at_once_see_each_other",),
    ),
    Mutant(
        "samtykkeoppsett: small counts are told",
        SQL,
        "CASE WHEN p < 5 THEN NULL ELSE (p - p % 5)::integer END",
        "p::integer",
        (f"{REGEL}::TestTheCounts::test_few_are_not_counted_and_one_more_shows_nothing",),
    ),
    Mutant(
        "samtykkeoppsett: two themes of one name",
        SQL,
        "t.kode <> v_kode AND upper(t.navn_nb) = upper(p->>'navn_nb')",
        "false",
        (f"{TEMA}::test_a_name_that_is_taken",),
    ),
)
