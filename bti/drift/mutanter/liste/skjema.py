"""Faults in forms: who reads what is not done, who changes what is, and who makes them."""

from bti.drift.mutanter.mutant import Mutant

RLS = "bti/migrations/0015_skjemamal_rls.py"
SQL = "bti/tilgang/sql/skjemamal.sql"
PROEVE = "tests/bti/skjema/test_sql_skjema.py"

MUTANTER = (
    Mutant(
        "the family reads a form before it is done",
        RLS,
        'f" USING (sak_id IS NULL OR ferdig_at IS NOT NULL OR {may_write(P.ADD_INNLEGG)});"',
        '" USING (true);"',
        (f"{PROEVE}::test_the_family_sees_what_is_done_and_others_nothing",),
    ),
    Mutant(
        "what is done is changed",
        RLS,
        "AS RESTRICTIVE FOR UPDATE USING (ferdig_at IS NULL)",
        "AS RESTRICTIVE FOR UPDATE USING (true)",
        (f"{PROEVE}::test_what_is_done_stands",),
    ),
    Mutant(
        "a form is begun in another's name",
        RLS,
        " AND created_by_id = {AKTOER} AND ferdig_at IS NULL",
        " AND ferdig_at IS NULL",
        (f"{PROEVE}::test_who_begins",),
    ),
    Mutant(
        "a colleague throws away what another has begun on",
        RLS,
        "USING (ferdig_at IS NULL AND created_by_id = {AKTOER})",
        "USING (ferdig_at IS NULL)",
        (f"{PROEVE}::test_nobody_makes_it_done_for_another_or_throws_it_away",),
    ),
    Mutant(
        "an answer is of any kind and to any question",
        RLS,
        '        RestrictWrites(SVAR, "utfylling", ETTER_SLAG),\n',
        "",
        (f"{PROEVE}::test_an_answer_is_of_its_kind_and_of_its_form",),
    ),
    Mutant(
        "anybody writes the municipality's forms",
        SQL,
        "    PERFORM fagteam_krev_oppsett(m.kommune_id);\n    IF m.published_at",
        "    IF m.published_at",
        (f"{PROEVE}::TestWritingAForm::test_others_are_refused",),
    ),
    Mutant(
        "a form that is filled in gets other questions",
        SQL,
        "    IF m.published_at IS NOT NULL THEN PERFORM tilgang_nekt('et publisert skjema endres ikke'); END IF;\n",
        "",
        (f"{PROEVE}::TestWritingAForm::test_what_is_published_stays",),
    ),
)
