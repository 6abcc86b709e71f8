"""Faults in who writes the guide, and in what is published."""

# ruff: noqa: E501 (the code is quoted as it stands)

from bti.drift.mutanter.mutant import Mutant

SQL = "bti/tilgang/sql/veileder.sql"
PUBLISER = "tests/bti/veileder/test_publish_veileder.py"
FUNKSJONENE = "tests/bti/veileder/test_sql_veileder.py"

MUTANTER = (
    Mutant(
        "the guide is anybody's to write",
        SQL,
        "    IF NOT EXISTS (SELECT 1 FROM veileder_redaktoerer(p_kommune) r WHERE r = p_aktoer)",
        "    IF false",
        (f"{PUBLISER}::test_the_database_refuses_by_itself",),
    ),
    Mutant(
        "who keeps one municipality's guide writes every other's",
        SQL,
        "WHERE r.kommune_id = p_kommune AND r.rolle IN",
        "WHERE r.rolle IN",
        (f"{PUBLISER}::test_the_database_refuses_by_itself",),
    ),
    Mutant(
        "a role that is over still writes the guide",
        SQL,
        "AND r.gyldig_fra <= tilgang_idag() AND (r.gyldig_til IS NULL OR r.gyldig_til >= tilgang_idag())",
        "AND r.gyldig_fra <= tilgang_idag()",
        (f"{FUNKSJONENE}::test_who_kept_the_guide_before_writes_no_more",),
    ),
    Mutant(
        "a guide that cases follow is changed under them",
        SQL,
        "    IF v.published_at IS NOT NULL THEN PERFORM tilgang_nekt('en publisert veileder endres ikke'); END IF;\n",
        "",
        (f"{PUBLISER}::test_the_database_refuses_by_itself",),
    ),
    Mutant(
        "the later of two who change the guide overwrites the first",
        SQL,
        "    IF v.redigert <> p_redigert THEN RETURN -1; END IF;\n",
        "",
        (f"{FUNKSJONENE}::test_what_has_been_changed_since_is_neither_written_nor_published",),
    ),
    Mutant(
        "what nobody has read is published",
        SQL,
        "    IF v.redigert <> p_redigert THEN RETURN false; END IF;\n",
        "",
        (f"{FUNKSJONENE}::test_what_has_been_changed_since_is_neither_written_nor_published",),
    ),
    Mutant(
        "a guide without a step is published",
        SQL,
        "       OR EXISTS (SELECT 1 FROM bti_nivaa n WHERE n.veileder_id = p_id AND NOT EXISTS (SELECT 1 FROM bti_steg s WHERE s.nivaa_id = n.id))\n",
        "",
        (f"{FUNKSJONENE}::test_a_guide_without_a_step_is_not_published",),
    ),
)
