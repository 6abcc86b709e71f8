"""Which rows of the core exist for whom."""

from django.db import migrations

from bti.tilgang.operasjoner import (
    AKTOER,
    MINE_PERSONER,
    MINE_SAKER,
    EnableRls,
    EnableSakRls,
    HideSkjermede,
    RequirePermission,
    RestrictWrites,
    RunSqlFile,
    may_write,
)
from bti.tilgang.tillatelser import Permission as P

MINE_HOVEDPERSONER = "ANY ((SELECT tilgang_mine_hovedpersoner())::uuid[])"
MINE_UNDRINGER = "ANY (ARRAY(SELECT u.id FROM bti_undring u))"

# guardian's rows are asked for through tilgang_verb(); who reads the table itself gets the same answer, only slower.
VERB_I_DAG = (
    f"content_object_id = {MINE_SAKER} AND (SELECT p.codename::text FROM auth_permission p WHERE p.id = permission_id)"
    " = ANY (tilgang_verb(content_object_id))"
)
LEDER_FOR = (
    f"ANY (ARRAY(SELECT a.tjeneste_id FROM bti_ansettelse a WHERE a.bruker_id = {AKTOER} AND a.is_leder"
    " AND a.gyldig_fra <= tilgang_idag() AND (a.gyldig_til IS NULL OR a.gyldig_til >= tilgang_idag())))"
)

STEG_I_SAK = f"sak_id IS NULL OR {may_write(P.CHANGE_SAK)}"  # a worry's steps are its author's


class Migration(migrations.Migration):
    dependencies = [("bti", "0002_adgang"), ("samtykke", "0002_tilgang")]
    operations = [
        EnableRls("bti_bruker", f"id = {MINE_PERSONER}", endre=f"id = {AKTOER}"),
        EnableSakRls("bti_sak", sak="id"),
        EnableSakRls("bti_deltaker"),
        EnableSakRls("bti_nivaaendring", forfatter="decided_by_id"),
        EnableRls("bti_hovedperson", f"id = {MINE_HOVEDPERSONER}"),
        EnableRls("bti_familierelasjon", f"hovedperson_id = {MINE_HOVEDPERSONER}"),
        EnableRls("bti_sakuserobjectpermission", f"user_id = {AKTOER} AND {VERB_I_DAG}"),
        EnableSakRls("bti_sperring"),
        EnableRls("bti_stedfortreder", f"bruker_id = {AKTOER} OR vikar_id = {AKTOER} OR tjeneste_id = {LEDER_FOR}"),
        # What was written as a reason is for those who judge it (bti/tilgang/sql/noedtilgang.sql), not for all in the case.
        EnableRls("bti_noedtilgang", f"bruker_id = {AKTOER}"),
        EnableRls("bti_skjerming", f"sak_id = {MINE_SAKER} AND {may_write(P.ADD_INNLEGG)}"),
        HideSkjermede("bti_skjerming", "objekt_id"),
        EnableRls("bti_undring", f"created_by_id = {AKTOER}"),
        RestrictWrites("bti_undring", "sak", f"sak_id IS NULL OR sak_id = {MINE_SAKER}"),
        EnableRls("bti_stegstatus", f"sak_id = {MINE_SAKER} OR undring_id = {MINE_UNDRINGER}"),
        EnableRls("bti_kladd", f"bruker_id = {AKTOER}"),
        EnableRls("bti_kontaktopplysning", f"bruker_id = {AKTOER}"),
        RequirePermission("bti_nivaaendring", may_write(P.CHANGE_SAK)),
        RequirePermission("bti_stegstatus", STEG_I_SAK, STEG_I_SAK),
        RunSqlFile("verb.sql"),
    ]
