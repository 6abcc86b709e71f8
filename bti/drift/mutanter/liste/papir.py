"""Faults in what is set about one of the family, and in who is told on paper alone."""

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/relasjonsendring.sql"
JOBBER = "bti/tilgang/sql/varsling_jobber.sql"
HOLD = "bti/tilgang/sql/tilbakehold.sql"
VALG = "tests/bti/test_relasjonsvalg.py"
PAPIR = "tests/samtykke/test_paa_papir.py"

MUTANTER = (
    Mutant("one who wrote a change confirms it", SQL,
      "RETURN p_endring.registered_by_id <> p_aktoer AND EXISTS", "RETURN EXISTS",
      (f"{VALG}::test_a_head_does_not_confirm_their_own",)),
    Mutant("where the child lives holds before a head has confirmed it", SQL,
      "UPDATE bti_familierelasjon SET kanal = p->>'kanal', versjon",
      "UPDATE bti_familierelasjon SET kanal = p->>'kanal', barnet_bor_her = v_bor, versjon",
      (f"{VALG}::test_nothing_is_changed_before_a_head_has_confirmed",)),
    Mutant("a head who is the child's own confirms a change", SQL,
      "           AND p_aktoer NOT IN (SELECT tilgang_familien_i(s.id))\n", "",
      (f"{VALG}::test_a_head_who_is_the_childs_own_or_blocked_decides_nothing",)),
    Mutant("a page that is older than the row saves over it", SQL,
      "    IF (p->>'versjon')::integer <> rel.versjon THEN RETURN 'endret'; END IF;\n", "",
      (f"{VALG}::test_of_two_with_the_page_open_the_second_sees_what_the_first_saved",)),
    Mutant("who wants it on paper is told at delivery of what was queued before", JOBBER,
      " AND NOT varsling_paa_papir(p_mottaker, p_sak)\n", "\n",
      (f"{PAPIR}::test_what_was_queued_before_the_wish_is_stopped_at_delivery",)),
    Mutant("what is about a case is queued for who wants it on paper", HOLD,
      "AND varsling_paa_papir(NEW.mottaker_id, NEW.sak_id) THEN NEW.status := 'stanset'; END IF;",
      "AND false THEN NEW.status := 'stanset'; END IF;",
      (f"{PAPIR}::test_paper_gets_no_notice_and_no_mail",)),
)  # fmt: skip
