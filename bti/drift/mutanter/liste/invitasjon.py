"""Faults in whom the family invites: who is let in by it, who answers, and what is told of a no."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

REGELEN = "bti/tilgang/sql/regelen.sql"
SQL = "bti/tilgang/sql/familieinvitasjon.sql"
INN = "bti/tilgang/sql/deltakelse.sql"
T = "tests/samtykke/test_familieinvitasjon.py::"

MUTANTER = (
    Mutant("a partner needs no invitation", REGELEN,
      "SELECT p_relasjon IN ('partner', 'besteforelder', 'fosterforelder', 'nettverk')", "SELECT false",
      (T + "TestTheRule::test_without_an_invitation_a_confirmed_partner_sees_nothing",)),
    Mutant("one yes lets the invited in", REGELEN,
      "SELECT every(EXISTS (", "SELECT bool_or(EXISTS (",
      (T + "TestTheRule::test_a_new_parent_has_not_said_yes",)),
    Mutant("a yes that was taken back lets the invited stay", REGELEN,
      "AND v.giver_id = g.giver_id AND v.ja AND v.withdrawn_at IS NULL", "AND v.giver_id = g.giver_id AND v.ja",
      (T + "TestTheRule::test_one_yes_taken_back_and_they_are_out[tom]",)),
    Mutant("a no is a yes", REGELEN,
      "AND v.giver_id = g.giver_id AND v.ja AND v.withdrawn_at IS NULL", "AND v.giver_id = g.giver_id AND v.withdrawn_at IS NULL",
      (T + "TestTheRule::test_a_no_after_a_yes_closes_and_a_yes_opens_again",)),
    Mutant("the stafettholder registers before all have said yes", SQL,
      "THEN PERFORM tilgang_nekt('ikke alle har sagt ja'); END IF;", "THEN NULL; END IF;",
      (T + "TestRegistering::test_only_what_all_have_said_yes_to_is_tied_to_somebody",)),
    Mutant("an invitation gives parental responsibility", INN,
      "IF tilgang_trenger_invitasjon(p_relasjon) AND (p_foreldreansvar OR NOT EXISTS (", "IF tilgang_trenger_invitasjon(p_relasjon) AND (NOT EXISTS (",
      (T + "TestRegistering::test_nobody_is_given_parental_responsibility_by_an_invitation",)),
    Mutant("the invited reads the invitations", SQL,
      "AND (v_svarer OR v_holder AND h.er_alle)", "AND true",
      (T + "TestTheRule::test_the_invited_answers_for_nobody_and_reads_no_invitation",)),
    Mutant("the stafettholder reads what somebody has said no to", SQL,
      "AND (v_svarer OR v_holder AND h.er_alle)", "AND (v_svarer OR v_holder)",
      (T + "TestRegistering::test_not_before_everybody_has_said_yes",)),
)  # fmt: skip
