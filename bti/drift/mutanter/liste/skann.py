"""Faults in the scanned sheet of an answer: who sees it, what it leaves in the record, what is taken in, and when it goes."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/samtykke_skann.sql"
SKANN = "tests/samtykke/test_skann.py::"

MUTANTER = (
    Mutant("skann: whoever confirmed the answer goes on seeing its sheet", SQL,
      " AND p_svar.confirmed_at IS NULL AND p_svar.rejected_at IS NULL AND samtykke_kan_bekrefte", " AND samtykke_kan_bekrefte",
      (SKANN + "test_the_second_employee_sees_the_sheet_beside_the_answer_and_stands_on_record",)),
    Mutant("skann: the other parent sees it", SQL,
      "k.id = p_svar.krav_id AND k.giver_id = p_aktoer AND EXISTS", "k.id = p_svar.krav_id AND EXISTS",
      (SKANN + "test_nobody_else_sees_it[kari]",)),
    Mutant("skann: it stays when the answer is rejected", "bti/tilgang/sql/samtykke_paa_vegne.sql",
      "    PERFORM samtykke_skann_toem(p_id);\n", "",
      (SKANN + "test_it_goes_when_the_answer_is_rejected",)),
    Mutant("skann: it is opened without a line in the record of the case", "samtykke/views_skann.py",
      "    record(SETT, sak_id=sak_id, objekt=SvarPaaVegne(pk=svar_id))\n", "",
      (SKANN + "test_the_second_employee_sees_the_sheet_beside_the_answer_and_stands_on_record",)),
    Mutant("skann: any file is taken in", "samtykke/skann.py",
      "if not start.startswith(BEGYNNELSER):", "if not start:",
      (SKANN + "test_what_is_seen_at_once_is_said_and_all_that_was_typed_stands[html]",)),
)  # fmt: skip
