"""Faults in what is kept from the other household: where the child is."""

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/regelen.sql"
STED = "tests/familie/test_skjult_sted.py"

MUTANTER = (
    Mutant("what is not known of where the child lives counts as a yes", SQL,
      "(r.barnet_bor_her OR r.relasjon = 'barnevern')", "(r.barnet_bor_her IS NOT false OR r.relasjon = 'barnevern')",
      (f"{STED}::test_only_who_the_child_lives_with_is_told",)),
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
      "valg.leser == Leser.FAMILIEN and hides_sted(utskrift.sak_id)", "False",
      (f"{STED}::test_a_paper_to_the_family_names_no_place",)),
)  # fmt: skip
