"""Faults in what is kept from the other household: where the child is."""

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/regelen.sql"
STED = "tests/familie/test_skjult_sted.py"
OVERALT = "tests/familie/test_sted_overalt.py"
GLEMT = "tests/familie/test_sted_glemt.py"

MUTANTER = (
    Mutant("what is not known of where the child lives counts as a yes", SQL,
      "(r.barnet_bor_her OR r.relasjon = 'barnevern')", "(r.barnet_bor_her IS NOT false OR r.relasjon = 'barnevern')",
      (f"{STED}::test_only_who_the_child_lives_with_is_told",)),
    Mutant("whom a head turned down hides the place from the others", SQL,
      "b.blocked_at IS NOT NULL AND b.verifisering <> 'avvist'", "b.blocked_at IS NOT NULL",
      (f"{STED}::test_whom_a_head_turned_down_hides_nothing_from_the_others",)),
    Mutant("one who was confirmed and is blocked since hides no place", SQL,
      "b.blocked_at IS NOT NULL AND b.verifisering <> 'avvist'", "false",
      (f"{STED}::test_whom_a_head_turned_down_hides_nothing_from_the_others",)),
    Mutant("the plan that staff print names the place", "stafettlogg/views/plan.py",
      "uten_sted=hides_sted(sak.pk)", "uten_sted=False",
      (f"{STED}::test_the_plan_that_staff_print_names_no_place",)),
    Mutant("a paper to the services does not say that it names the place", "bti/utskrift/jobb.py",
      '"viser_sted": maa_skjules and not er_skjult', '"viser_sted": False',
      (f"{STED}::test_a_paper_to_the_family_names_no_place",)),
    Mutant("one who is blocked for danger hides no place", SQL,
      "AND x.grunn <> 'egen'", "AND x.grunn = 'egen'",
      (f"{STED}::test_when_one_is_blocked_the_rest_is_kept_from_whoever_may_tell",)),
    Mutant("who lived with the child until yesterday is told where", SQL,
      "                              AND (r.barnet_bor_her OR r.relasjon = 'barnevern')\n"
      "                              AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())))",
      "                              AND (r.barnet_bor_her OR r.relasjon = 'barnevern')))",
      (f"{STED}::test_one_who_lived_with_the_child_is_told_no_more",)),
    Mutant("a meeting tells its place to whoever reads it", "stafettlogg/models.py",
      "            one.sted = hide_sted(one.sted)\n", "            pass\n",
      (f"{STED}::test_the_other_household_reads_none",)),
    Mutant("the record of who has looked names the school", "bti/tilgang/sted.py",
      'return "" if is_sted_skjult() else tjeneste', "return tjeneste",
      (f"{STED}::test_the_other_household_reads_none",)),
    Mutant("a paper to the family names the place", "bti/utskrift/jobb.py",
      "valg.leser == Leser.FAMILIEN and maa_skjules", "False",
      (f"{STED}::test_a_paper_to_the_family_names_no_place",)),
    Mutant("what is read in one statement names the place", "stafettlogg/saksside_sted.py",
      "    if is_sted_skjult():\n", "    if False:\n",
      (f"{OVERALT}::test_the_other_household_reads_no_place[adresse]",)),
    Mutant("the sheet for a giver names the service", "samtykke/views_paa_vegne.py",
      "hiding_sted(hides_sted(krav.sak_id))", "hiding_sted(False)",
      (f"{GLEMT}::test_the_sheet_that_is_printed_for_a_giver_has_no_place",)),
    Mutant("one of the family saves at work what hides a place", "bti/tilgang/sted.py",
      "er_skjult and (not at_work or path.startswith(FAMILIESIDER))", "er_skjult",
      (f"{GLEMT}::test_one_who_works_here_reads_places_at_work_and_none_at_home",)),
    Mutant("the list of cases names the school of one's own child", "bti/sakliste.py",
      "    if not is_sted_skjult_at_home():\n", "    if True:\n",
      (f"{GLEMT}::test_at_work_ones_own_childs_case_tells_no_place[bti:sak-list]",)),
    Mutant("one of the family learns from whom the place is hidden", SQL,
      "WHERE s.id = p_sak AND tilgang_maa(p_sak, 'view_sak') AND", "WHERE s.id = p_sak AND",
      (f"{GLEMT}::test_nobody_else_learns_from_whom[tom]",)),
)  # fmt: skip
