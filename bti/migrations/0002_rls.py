"""Which rows of the core exist for whom."""

from django.db import migrations

from bti.tilgang.operasjoner import (
    AKTOER,
    MINE_PERSONER,
    MINE_SAKER,
    EnableRls,
    EnableSakRls,
    RequirePermission,
    RestrictWrites,
    RunSqlFile,
    may_write,
)
from bti.tilgang.tillatelser import Permission as P

MINE_HOVEDPERSONER = (
    "ANY (ARRAY(SELECT s.hovedperson_id FROM bti_sak s))"  # bti_sak is itself under its policy
)
MINE_UNDRINGER = "ANY (ARRAY(SELECT u.id FROM bti_undring u))"

STEG_I_SAK = f"sak_id IS NULL OR {may_write(P.CHANGE_SAK)}"  # a worry's steps are its author's


class Migration(migrations.Migration):
    dependencies = [("bti", "0001_initial"), ("samtykke", "0002_tilgang")]
    operations = [
        EnableRls("bti_bruker", f"id = {MINE_PERSONER}", endre=f"id = {AKTOER}"),
        EnableSakRls("bti_sak", sak="id"),
        EnableSakRls("bti_deltaker"),
        EnableSakRls("bti_nivaaendring", forfatter="decided_by_id"),
        EnableRls("bti_hovedperson", f"id = {MINE_HOVEDPERSONER}"),
        EnableRls("bti_familierelasjon", f"hovedperson_id = {MINE_HOVEDPERSONER}"),
        EnableRls("bti_sakuserobjectpermission", f"user_id = {AKTOER} AND content_object_id = {MINE_SAKER}"),
        EnableRls("bti_undring", f"created_by_id = {AKTOER}"),
        RestrictWrites("bti_undring", "sak", f"sak_id IS NULL OR sak_id = {MINE_SAKER}"),
        EnableRls("bti_stegstatus", f"sak_id = {MINE_SAKER} OR undring_id = {MINE_UNDRINGER}"),
        EnableRls("bti_kladd", f"bruker_id = {AKTOER}"),
        EnableRls("bti_kontaktopplysning", f"bruker_id = {AKTOER}"),
        RequirePermission("bti_nivaaendring", may_write(P.CHANGE_SAK)),
        RequirePermission("bti_stegstatus", STEG_I_SAK, STEG_I_SAK),
        RunSqlFile("verb.sql"),
    ]
