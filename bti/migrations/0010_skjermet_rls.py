"""A room of its own for the shielded concern."""

from django.db import migrations

from bti.tilgang.operasjoner import EnableRls, RunSqlFile

MINE_SKJERMEDE = "ANY ((SELECT tilgang_mine_skjermede())::uuid[])"
ANSVAR = """
DROP FUNCTION skjermet_rydd();
DROP FUNCTION skjermet_innstilling(uuid, text);
DROP FUNCTION tilbakehold_natt();
DROP FUNCTION tilbakehold_gi(uuid, uuid);
DROP FUNCTION tilbakehold_valgbare(uuid, text, integer);
DROP FUNCTION tilbakehold_ledige();
DROP FUNCTION tilbakehold_mine();
DROP FUNCTION tilbakehold_krev(uuid);
DROP FUNCTION tilbakehold_er_mitt(uuid);
DROP FUNCTION tilbakehold_uten_ansvarlig();
DROP FUNCTION tilbakehold_fordelere(uuid);
DROP FUNCTION tilbakehold_ansvarlige(uuid);
DROP FUNCTION skjermet_leserne(uuid);
"""
REVERSE = """
DROP FUNCTION skjermet_finnes_om(uuid);
DROP FUNCTION skjermet_sluppet(uuid);
DROP FUNCTION skjermet_frigi(uuid, text);
DROP FUNCTION skjermet_holdte(uuid);
DROP FUNCTION skjermet_lesere(uuid);
DROP FUNCTION skjermet_avslutt_leser(uuid);
DROP FUNCTION skjermet_navngi(uuid, uuid, uuid, boolean);
DROP FUNCTION skjermet_kolleger(uuid, text, integer);
DROP FUNCTION skjermet_valgbare(bti_skjermetbekymring);
DROP FUNCTION skjermet_meldt(jsonb);
DROP FUNCTION skjermet_behold(uuid);
DROP FUNCTION skjermet_raad(jsonb);
DROP FUNCTION skjermet_rett(uuid, integer, jsonb);
DROP FUNCTION skjermet_knytt_sak(uuid, uuid);
DROP FUNCTION skjermet_saker(text, integer);
DROP FUNCTION skjermet_skriv(jsonb);
DROP FUNCTION skjermet_hold(uuid, uuid, uuid);
DROP FUNCTION skjermet_kan_gjelde(uuid);
DROP FUNCTION skjermet_saker_for(uuid, uuid);
DROP FUNCTION skjermet_roer(uuid);
DROP FUNCTION skjermet_minn(uuid, uuid);
DROP FUNCTION skjermet_krev_egen(uuid);
DROP FUNCTION skjermet_krev(uuid);
DROP FUNCTION tilgang_mine_skjermede();
DROP FUNCTION skjermet_i_kommunen(uuid, bti_skjermetbekymring);
DROP FUNCTION skjermet_tjenester(bti_skjermetbekymring);
"""


class Migration(migrations.Migration):
    dependencies = [("bti", "0009_skjermet")]
    operations = [
        RunSqlFile("skjermet.sql", REVERSE),
        RunSqlFile("skjermet_ansvar.sql", ANSVAR),
        EnableRls("bti_skjermetbekymring", f"id = {MINE_SKJERMEDE}", "false", "false"),
        EnableRls("bti_skjermetleser", f"skjermet_id = {MINE_SKJERMEDE}", "false", "false"),
        EnableRls("bti_skjermetmelding", f"skjermet_id = {MINE_SKJERMEDE}", "false", "false"),
        EnableRls("bti_skjermetraad", f"skjermet_id = {MINE_SKJERMEDE}", "false", "false"),
        EnableRls("bti_tilbakehold", f"skjermet_id = {MINE_SKJERMEDE}", "false", "false"),
    ]
